"""Two results of one enterprise compared: claimed against verified, one year against another."""

from dataclasses import dataclass

from assessments.model import Assessment, Side
from assessments.refusals import Invalid
from questionnaires.model import Questionnaire
from scoring.comparison import Comparison, compare
from scoring.library import UnknownRubric, rubric
from scoring.rubric import Node, Rubric
from scoring.scorecard import Stamp
from scoring.splitting import JudgedSheets
from services.dossier import Dossier

CLOSE = 1e-6  # of the scale: a stored total further off was made of something else


@dataclass(frozen=True)
class Compared:
    """Two results, each with its assessment, side, questionnaire and rubric, and what changed."""

    assessments: tuple[Assessment, Assessment]
    sides: tuple[Side, Side]
    questionnaires: tuple[Questionnaire, Questionnaire]
    rubrics: tuple[Rubric, Rubric]
    comparison: Comparison


def compare_sides(dossier: Dossier) -> Compared:
    """What was claimed against what is verified so far, item by item."""
    return _compared((dossier, dossier), ("claimed", "verified"))


def compare_rounds(earlier: Dossier, later: Dossier) -> Compared:
    """Two assessments of one enterprise: the results that count, each under its own rubric.

    Raises Invalid where they are of two enterprises, or where the rubric that made one of the
    results is no longer at hand.
    """
    if earlier.enterprise.id != later.enterprise.id:
        raise Invalid("two_enterprises")
    return _compared((earlier, later), (earlier.assessment.side, later.assessment.side))


def since_last_round(dossier: Dossier) -> Compared | None:
    """A submitted assessment against the round before it, where there is one to compare with.

    None where its stored total can no longer be made of what is stored. Raises Invalid where its
    edition or rubric is no longer at hand as it was.
    """
    if dossier.earlier is None or dossier.assessment.submitted_at is None:
        return None
    found = compare_rounds(dossier.earlier, dossier)
    total = found.comparison.total
    tree = dossier.rubric.tree  # both are stated on its scale
    as_stored = _is_as_stored(dossier.earlier, total.before, tree) and _is_as_stored(
        dossier, total.after, tree
    )
    return found if as_stored else None


def _is_as_stored(dossier: Dossier, total: float | None, tree: Node) -> bool:
    """Whether the stored answers still make the stored total (a profile may have changed)."""
    card = dossier.stored.get(dossier.assessment.side)
    if card is None or card.total is None or total is None:
        return False
    stored = (card.total - card.start) / card.span
    return abs((total - tree.start) / tree.span - stored) <= CLOSE


def rubric_stamped(stamp: Stamp, questionnaire: Questionnaire) -> Rubric | None:
    """The rubric of that name if it still judges as it did then."""
    try:
        found = rubric(stamp.rubric, questionnaire)
    except UnknownRubric:
        return None
    return found if found.digest == stamp.rubric_digest else None


def _rubric_of(dossier: Dossier, side: Side) -> Rubric:
    """The rubric that made the stored result of a side; the default one without a result.

    Raises Invalid where it is not at hand as it was.
    """
    card = dossier.stored.get(side)
    if card is None:
        return dossier.rubric
    found = rubric_stamped(card.stamp, dossier.questionnaire)
    if found is None:
        raise Invalid("rubric_changed", rubric=card.stamp.rubric, version=card.stamp.rubric_version)
    return found


def _compared(dossiers: tuple[Dossier, Dossier], sides: tuple[Side, Side]) -> Compared:
    before, after = (
        JudgedSheets(each.questionnaire, _rubric_of(each, side), (each.sheets[side],))
        for each, side in zip(dossiers, sides, strict=True)
    )
    return Compared(
        assessments=(dossiers[0].assessment, dossiers[1].assessment),
        sides=sides,
        questionnaires=(before.questionnaire, after.questionnaire),
        rubrics=(before.rubric, after.rubric),
        comparison=compare(before, after),
    )
