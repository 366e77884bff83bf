"""How much of a release is hidden, and by which inner reason: for whoever keeps the house only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from aggregates.disclosure import Reason
from aggregates.ledger import Verdict


@dataclass(frozen=True)
class HiddenShare:
    """Of so many figures of a kind, how many are hidden for each reason."""

    figures: int
    hidden: Mapping[Reason, int]

    @property
    def share(self) -> float:
        """The part of all that is hidden."""
        return sum(self.hidden.values()) / self.figures


def hidden_shares(verdict: Verdict) -> Mapping[str, HiddenShare]:
    """Of the ``counts``, ``means`` and ``levels`` of a year, in all its tables."""
    kinds = {
        "counts": verdict.counts,
        "means": tuple(reason for each in verdict.means for reason in each),
        "levels": verdict.levels,
    }
    return {
        kind: HiddenShare(len(reasons), Counter(each for each in reasons if each))
        for kind, reasons in kinds.items()
    }
