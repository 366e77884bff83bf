"""The versions of a table that are published: which year, and how far the assessments are."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from assessments.model import Stage

StageSet = Literal["signed", "submitted"]  # signed only; submitted, signed ones included

SIGNED = frozenset({Stage.VERIFIED, Stage.PUBLISHED})
STAGES: Mapping[StageSet, frozenset[Stage]] = {
    "signed": SIGNED,
    "submitted": SIGNED | {Stage.SUBMITTED, Stage.UNDER_VERIFICATION},
}


class Version(NamedTuple):
    """Which enterprises a published table counts."""

    year: int
    stages: StageSet

    @property
    def wider(self) -> "Version | None":
        """The published version that this one is a part of."""
        return Version(self.year, "submitted") if self.stages == "signed" else None
