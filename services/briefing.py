"""Before the visit: one case with what its consultant should know, and what to verify first."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.business import BusinessProfile
from assessments.evidence import EvidenceFile
from assessments.years import CHINA
from reports.checklist import ChecklistRow, checklist
from reports.narratives.narrator import Narrator
from reports.registry import FORMATS
from scoring.checking_order import FirstCheck, checking_order
from scoring.flags import Flag
from scoring.scorecard import Scorecard
from scoring.sensitivity import Sensitivity
from services import planning
from services.business import business_in
from services.context import Context
from services.dossier import Dossier, dossier_of
from services.evidence import evidence_in
from services.flags import flags_in
from services.gathering import typed
from services.usual import kind_of, usual_of, values_of
from wording.voice import Voice


@dataclass(frozen=True)
class CheckPlan:
    """What to verify first of a case: how sure its result is, its flags, and the order.

    ``found`` is None, and ``order`` empty, where there is no total. ``compared``: how many answers
    could be held against signed enterprises of its kind.
    """

    found: Sensitivity | None
    flags: tuple[Flag, ...]
    order: tuple[FirstCheck, ...]
    compared: int


@dataclass(frozen=True)
class Briefing:
    """All of it, as of now; ``files`` are those of evidence by their item."""

    dossier: Dossier
    card: Scorecard
    plan: CheckPlan
    business: BusinessProfile
    files: tuple[EvidenceFile, ...]


def briefing(ctx: Context, assessment_id: str) -> Briefing:
    """The briefing of a case, for who may see its flags."""
    dossier = dossier_of(ctx, "flags.read", assessment_id)
    return Briefing(
        dossier=dossier,
        card=dossier.card("claimed"),
        plan=checking_plan(ctx, dossier),
        business=business_in(dossier).said,
        files=evidence_in(dossier).files,
    )


def checking_plan(ctx: Context, dossier: Dossier) -> CheckPlan:
    """What to verify first, of the answers that nobody has verified yet. Raises NotAllowed."""
    flags = flags_in(ctx, dossier)
    found, sheet = planning.sensitivity(dossier), dossier.sheets["claimed"]
    usual = usual_of(ctx, dossier.questionnaire, kind_of(sheet.facts))
    rarity = usual.rarity(values_of(dossier.card("claimed")))
    if found is None:
        return CheckPlan(None, flags, (), rarity.compared)
    filed = {each.item for each in evidence_in(dossier).files}
    order = checking_order(dossier.questionnaire, found, rare=rarity.rare, flags=flags, filed=filed)
    return CheckPlan(found, flags, order, rarity.compared)


def checklist_file(ctx: Context, assessment_id: str, voice: Voice, format: str) -> bytes:
    """The list to take along, as a file of one of ``FORMATS``. It tells nothing of flags.

    What would settle a contradiction stands in it as something to look at.
    """
    dossier = dossier_of(ctx, "flags.read", assessment_id)
    plan = checking_plan(ctx, dossier)
    looks: dict[str, list[str]] = {}
    for flag in plan.flags:
        if flag.contradiction is not None:
            looks.setdefault(flag.items[-1], []).append(voice.text(flag.contradiction.look))
    rows = _rows(dossier, plan, looks)
    today = ctx.now().astimezone(CHINA).date()
    narrator = Narrator(voice.lang, typed(dossier))
    return FORMATS[format].write(checklist(narrator, rows, today))


def _rows(dossier: Dossier, plan: CheckPlan, looks: Mapping[str, list[str]]) -> list[ChecklistRow]:
    """One an answer, in the order of checking; then what only a contradiction is about."""
    asked = dossier.questionnaire.by_id
    rows = []
    told: set[str] = set()
    for place, check in enumerate(plan.order, start=1):
        item = asked[check.item]
        own = [id for id in looks if id in (item.id, item.part, item.whole)]
        told |= set(own)
        words = tuple(look for id in own for look in looks[id])
        rows.append(ChecklistRow(item, place, words))
    rest = (id for id in looks if id not in told)
    return [*rows, *(ChecklistRow(asked[id], 0, tuple(looks[id])) for id in rest)]
