"""Assumptions of a centre for tests: figures that nobody has asked for."""

from datetime import UTC, datetime

from solutions.assumptions import AssumedAmount, Assumptions, CentreAssumptions

TYPED = {"labour_low": 7000, "labour_high": 9000, "labour_source": "测试用，2026-03"}


def assumed(low: int = 7000, high: int = 9000) -> CentreAssumptions:
    """What a centre has set: labour only."""
    labour = AssumedAmount(low=low, high=high, source=str(TYPED["labour_source"]))
    at = datetime(2026, 3, 2, 1, tzinfo=UTC)
    return CentreAssumptions("滨湖促进中心", Assumptions(labour=labour), "顾问老周", at, 1)
