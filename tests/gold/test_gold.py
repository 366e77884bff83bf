"""The report of one enterprise stays what somebody has read and found good."""

import pytest

from i18n import Lang
from tests.gold.outlines import golden
from tests.gold.update import SUFFIXES, path
from tests.unit.report_cases import LANGS


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format", SUFFIXES)
def test_the_report_is_the_golden_one(lang: Lang, format: str) -> None:
    """Every word and element; see README.md for what to do when a change is meant."""
    assert golden(lang, format).splitlines() == path(lang, format).read_text("utf-8").splitlines()
