"""How comparable enterprises stand, for the one that looks: without giving any of them away."""

from aggregates.breakdown import CITY
from aggregates.peers import Comparable, Peers
from aggregates.versions import Version
from assessments.years import CHINA, year_of
from i18n import Lang, say
from questionnaires.model import Questionnaire
from reports.figures import PeerScores
from services.context import Context
from services.counted import counted, submitted
from services.editions import default_rubric, pinned
from services.subjects import subject_of


def peers(ctx: Context, assessment_id: str, lang: Lang) -> PeerScores | None:
    """Means of the same division, else of the whole city, the enterprise itself left out.

    The newest year counts that has any, none after the year of the assessment. None where too few
    have submitted. Raises NotAllowed, NotFound (only to who may see all).
    """
    assessment = subject_of(ctx, "peers.read", assessment_id)
    enterprise = ctx.store.enterprise(assessment.enterprise)
    entity = enterprise.credit_code or enterprise.id
    among = _comparable(ctx, pinned(ctx, assessment))
    own_year = year_of(assessment.submitted_at or ctx.now())
    nodes = among.everybody.breakdown.nodes
    rows = [node.id for node in nodes if node.id == enterprise.division]
    for year in reversed([year for year in among.everybody.years() if year <= own_year]):
        found = among.peers(entity, Version(year, "submitted"), [*rows, CITY])
        if found is not None:
            return PeerScores(
                n=f"{found.count.low}–{found.count.high}",
                as_of=ctx.now().astimezone(CHINA).date(),
                group=_group(found, year, lang),
                middle="mean",
                scores=found.means,
            )
    return None


def _comparable(ctx: Context, questionnaire: Questionnaire) -> Comparable:
    """Those that it asked, as they stood some minutes ago at most: to count a city takes long."""

    def made() -> Comparable:
        everybody = counted(submitted(ctx), questionnaire).population()
        return Comparable(everybody, ctx.settings.disclosure_threshold)

    key = ("comparable", questionnaire.id, default_rubric(questionnaire).digest)
    return ctx.held.value(key, ctx.now(), made)


def _group(found: Peers, year: int, lang: Lang) -> str:
    key = "peers_city" if found.row.id == CITY else "peers_division"
    group = say(f"city.{key}", lang, year=year, division=found.row.title.to(lang))
    return say("city.peers_synthetic", lang, group=group) if found.synthetic else group
