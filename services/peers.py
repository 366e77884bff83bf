"""How comparable enterprises stand: a published row of the city, whoever looks."""

from collections.abc import Callable
from dataclasses import replace

from access.table import require
from aggregates.breakdown import CITY
from aggregates.coarse import Share
from aggregates.figures import CityFigures
from aggregates.peers import Peers, peers_of_size
from aggregates.peers import peers as row_of
from assessments.facts import facts_of
from assessments.years import year_of
from i18n import Lang
from reports.figures import PeerScores
from services.context import Context
from services.counted import as_of, judged, releases
from services.dossier import Dossier
from wording.voice import Voice


def peers(ctx: Context, dossier: Dossier, lang: Lang) -> PeerScores | None:
    """Means of the division, else of its sector, else of the city; and of the same size class.

    All are as the city publishes them: they do not depend on who looks, and the enterprise itself
    may be among them. The newest year counts that shows any, none after the year of the
    assessment. Raises NotAllowed.
    """
    assessment = dossier.assessment
    require(ctx.actor, "peers.read", assessment)
    own_year = year_of(assessment.submitted_at or ctx.now())
    release = releases(ctx).get(judged(dossier.questionnaire))
    years = [] if release is None else [each for y, each in release.years.items() if y <= own_year]
    size = str(facts_of(dossier.enterprise).get("size", ""))

    def newest(find: Callable[[CityFigures], Peers | None]) -> PeerScores | None:
        for figures in reversed(years):
            found = find(figures)
            if found is not None:
                return _scores(ctx, Voice(lang), figures, found)
        return None

    trade = newest(lambda figures: row_of(figures, dossier.enterprise.division))
    if trade is None:
        return None
    return replace(trade, sized=newest(lambda figures: peers_of_size(figures, size)))


def _scores(ctx: Context, voice: Voice, figures: CityFigures, found: Peers) -> PeerScores:
    levels = zip(figures.legend.levels, found.levels, strict=False)
    return PeerScores(
        n=f"{found.count.low}–{found.count.high}",
        as_of=as_of(ctx),
        group=_group(voice, found, figures),
        middle="mean",
        scores=found.means,
        verified=figures.stages == "signed",
        levels=tuple((voice.level(level), _share(voice, share)) for level, share in levels),
    )


def _share(voice: Voice, share: Share) -> str:
    if share.percent == 0:
        return voice.say("city.share_below", step=share.step)
    return voice.say("city.share_about_value", percent=share.percent)


def _group(voice: Voice, found: Peers, figures: CityFigures) -> str:
    stages = voice.say(f"city.peers_{figures.stages}")
    said = {"year": figures.year, "stages": stages, "row": voice.text(found.row.title)}
    match found.row.id:
        case id if id == CITY:
            group = voice.say("city.peers_city", year=figures.year, stages=stages)
        case id if any(row.id == id for row in figures.sizes):
            group = voice.say("city.peers_size", **said)
        case id if any(row.id == id for row in figures.sectors):
            group = voice.say("city.peers_sector", **said)
        case _:
            group = voice.say("city.peers_division", **said)
    return voice.say("city.peers_synthetic", group=group) if figures.synthetic else group
