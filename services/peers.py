"""How comparable enterprises stand: a published row of the city, whoever looks."""

from access.table import require
from aggregates.breakdown import CITY
from aggregates.figures import CityFigures
from aggregates.peers import Peers
from aggregates.peers import peers as row_of
from assessments.years import year_of
from i18n import Lang
from reports.figures import PeerScores
from services.context import Context
from services.counted import as_of, judged, releases
from services.dossier import Dossier
from wording.voice import Voice


def peers(ctx: Context, dossier: Dossier, lang: Lang) -> PeerScores | None:
    """Means of the same division, else of the whole city, as the city publishes them.

    They do not depend on who looks, the enterprise itself may be among them. The newest year
    counts that shows any, none after the year of the assessment. Raises NotAllowed.
    """
    assessment = dossier.assessment
    require(ctx.actor, "peers.read", assessment)
    release = releases(ctx).get(judged(dossier.questionnaire))
    own_year = year_of(assessment.submitted_at or ctx.now())
    division = dossier.enterprise.division
    years = [year for year in release.years if year <= own_year] if release else []
    for figures in (release.years[year] for year in reversed(years) if release):
        found = row_of(figures, division)
        if found is not None:
            return PeerScores(
                n=f"{found.count.low}–{found.count.high}",
                as_of=as_of(ctx),
                group=_group(Voice(lang), found, figures),
                middle="mean",
                scores=found.means,
                verified=figures.stages == "signed",
            )
    return None


def _group(voice: Voice, found: Peers, figures: CityFigures) -> str:
    key = "peers_city" if found.row.id == CITY else "peers_division"
    division, stages = voice.text(found.row.title), voice.say(f"city.peers_{figures.stages}")
    group = voice.say(f"city.{key}", year=figures.year, division=division, stages=stages)
    return voice.say("city.peers_synthetic", group=group) if figures.synthetic else group
