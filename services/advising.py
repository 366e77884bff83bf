"""Which solutions win most back for an assessed enterprise."""

from dataclasses import dataclass

from questionnaires.model import Questionnaire
from services.catalogue import catalogue_of
from services.context import Context
from services.editions import default_rubric, pinned
from services.sides import counted_side, sheet_of_side
from services.subjects import subject_of
from services.vendors import VendorTable, vendors_of_case
from solutions.matching import Match, gaps_of, solutions_for
from solutions.model import Catalogue


@dataclass(frozen=True)
class Advice:
    """The solutions that fit, those that win most back first, from the answers that count.

    ``vendors`` and ``centre``: the table of the centre that has the assessment in hand, and its
    name; None and "" where there is none.
    """

    questionnaire: Questionnaire
    catalogue: Catalogue
    matches: tuple[Match, ...]
    vendors: VendorTable | None
    centre: str


def advice(ctx: Context, assessment_id: str) -> Advice:
    """What could be done about lost points; works on drafts too."""
    assessment = subject_of(ctx, "result.read", assessment_id)
    questionnaire = pinned(ctx, assessment)
    sheet = sheet_of_side(ctx, assessment, questionnaire, counted_side(assessment))
    gaps = gaps_of(questionnaire, default_rubric(questionnaire), sheet)
    among = catalogue_of(ctx)
    vendors = vendors_of_case(ctx, assessment_id)
    return Advice(
        questionnaire,
        among,
        solutions_for(questionnaire, gaps, sheet.facts, sheet.answers, among=among),
        vendors,
        "" if vendors is None else ctx.store.centres().get(vendors.centre, ""),
    )
