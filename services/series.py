"""All rounds of one enterprise with one questionnaire, as figures that can be set side by side."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from assessments.model import Assessment
from assessments.refusals import Refusal
from scoring.card import scorecard_of
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard, Stamp
from scoring.splitting import readable
from services.dossier import Dossier


@dataclass(frozen=True)
class RoundFigures:
    """A round and its result that counts, as it was stored.

    ``bridged``: what its answers are worth under the edition and rubric of the last round, where
    those are others and the edition of then is at hand; it is shown beside the result and is none.
    """

    assessment: Assessment
    card: Scorecard
    bridged: Scorecard | None = None

    @property
    def comparable(self) -> Scorecard:
        """The figures that can be set beside those of the last round."""
        return self.bridged or self.card


@dataclass(frozen=True)
class RoundSeries:
    """The rounds, the first one first. ``broken``: of those the figures cannot be set beside."""

    rounds: tuple[RoundFigures, ...]
    rubric: Rubric

    @property
    def broken(self) -> tuple[RoundFigures, ...]:
        """Rounds of another edition or rubric that nothing bridges."""
        last = self.rounds[-1].card.stamp
        return tuple(
            each
            for each in self.rounds
            if each.bridged is None and not _measures_alike(each.card.stamp, last)
        )


def series_of(dossier: Dossier) -> RoundSeries | None:
    """The submitted rounds up to this one; None where there is none before it."""
    chain = list(_handed_in(dossier))[::-1]
    if len(chain) < 2:  # noqa: PLR2004  (one round is no series)
        return None
    last = chain[-1]
    figures = (
        RoundFigures(each.assessment, card, _bridged(each, card, last))
        for each in chain
        if (card := each.stored.get(each.assessment.side)) is not None
    )
    return RoundSeries(tuple(figures), last.rubric)


def _handed_in(dossier: Dossier) -> Iterator[Dossier]:
    now: Dossier | None = dossier
    while now is not None:
        if now.assessment.submitted_at is not None:
            yield now
        now = now.earlier


def _bridged(each: Dossier, card: Scorecard, last: Dossier) -> Scorecard | None:
    """The answers of ``each`` under what judged the last round; None where that judged it too."""
    judged = last.stored.get(last.assessment.side)
    if judged is None or _measures_alike(card.stamp, judged.stamp):
        return None
    with suppress(Refusal):  # the edition of then is gone: its own figures stand alone
        sheet = readable(each.sheet, last.questionnaire)
        return scorecard_of(last.questionnaire, last.rubric, sheet)
    return None


def _measures_alike(one: Stamp, other: Stamp) -> bool:
    return (one.questionnaire_digest, one.rubric_digest) == (
        other.questionnaire_digest,
        other.rubric_digest,
    )
