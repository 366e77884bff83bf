"""Which solutions win most back for an assessed enterprise."""

from dataclasses import dataclass

from questionnaires.model import Questionnaire
from services.assumptions import assumptions_of_case
from services.dossier import Dossier
from services.vendors import VendorTable, vendors_of_case
from solutions.assumptions import CentreAssumptions
from solutions.matching import Match, gaps_of, solutions_for
from solutions.model import Catalogue


@dataclass(frozen=True)
class Advice:
    """The solutions that fit, those that win most back first, from the answers that count.

    ``vendors`` and ``centre``: the table of the centre that has the assessment in hand, and its
    name; None and "" where there is none. ``assumptions``: what that centre takes costs to be.
    """

    questionnaire: Questionnaire
    catalogue: Catalogue
    matches: tuple[Match, ...]
    vendors: VendorTable | None
    centre: str
    assumptions: CentreAssumptions | None


def advice(dossier: Dossier) -> Advice:
    """What could be done about lost points; works on drafts too."""
    questionnaire, sheet, among = dossier.questionnaire, dossier.sheet, dossier.catalogue
    gaps = gaps_of(questionnaire, dossier.rubric, sheet)
    vendors = vendors_of_case(dossier)
    return Advice(
        questionnaire,
        among,
        solutions_for(questionnaire, gaps, sheet.facts, sheet.answers, among=among),
        vendors,
        "" if vendors is None else dossier.centre,
        assumptions_of_case(dossier),
    )
