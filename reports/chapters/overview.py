"""The overview: what there is to know, in at most 200 characters."""

from collections.abc import Sequence

from i18n import exact, one_decimal, share
from reports.chapters.cover import standing
from reports.counting import comparable
from reports.gaps import CountedItem
from reports.narratives.narrator import Narrator
from reports.planned_gaps import begin_text
from reports.report import Block, Facts, Paragraph
from scoring.scorecard import Scorecard
from wording.voice import Voice

LONGEST = 200  # characters
MOST_GAPS = 2  # requirements that are named
MOST_TIED = 2  # dimensions that are named where more stand at the same figure
# Which sentence takes its next shorter form while it does not all fit; the last form is none.
GIVE_WAY = ("ends", "step", "held", "step", "ends", "held", "level", "step", "level")

Forms = tuple[str, ...]  # the same said ever shorter


def summary_text(narrator: Narrator, gaps: Sequence[CountedItem]) -> str:
    """Level, strongest and weakest, what holds it back, first step: in whole sentences."""
    card = narrator.diagnosis.card
    if card.level is None or card.total is None:
        return narrator.say("report.summary_nothing")
    left = {
        "level": _level(narrator, card, estimated=narrator.diagnosis.rubric.estimate is not None),
        "ends": ends(narrator),
        "held": _held(narrator, card),
        "step": _step(narrator, gaps),
    }
    for name in GIVE_WAY:
        if len(_joined(narrator, left)) > LONGEST:
            left[name] = left[name][1:]
    return _joined(narrator, left)


def overview(narrator: Narrator, text: str) -> tuple[Block, ...]:
    """The chapter: ``text`` and the figures that stand for the whole."""
    card = narrator.diagnosis.card
    total = narrator.say("report.dash")
    if card.total is not None:
        total = narrator.say(
            "report.total_of", total=one_decimal(card.total), scale=exact(card.scale)
        )
    rows = (
        (narrator.say("report.fact_level"), narrator.rung(card.level)),
        (narrator.say("report.fact_total"), total),
        (narrator.say("report.fact_coverage"), share(card.coverage)),
        (narrator.say("report.fact_kind"), standing(narrator)),
    )
    return (Paragraph(text), Facts(rows))


def _joined(voice: Voice, left: dict[str, Forms]) -> str:
    """The longest form that is left of each sentence."""
    return voice.sentences(forms[0] for forms in left.values() if forms)


def _level(voice: Voice, card: Scorecard, *, estimated: bool) -> Forms:
    key = "below" if card.level is not None and not card.level.number else "level"
    short = "_provisional" if card.provisional else "_estimate" if estimated else ""
    held = key
    if card.provisional:
        held = f"{key}_provisional"
    elif estimated:
        held = f"{key}_estimate"
    said = {"total": voice.figure(card.total), "scale": exact(card.scale)}
    bare = voice.level_number(card.level.number if card.level else None)
    return (
        voice.say(f"report.summary_{held}", level=voice.level(card.level), **said),
        voice.say(f"report.summary_level_short{short}", total=said["total"], level=bare),
    )


def ends(narrator: Narrator) -> Forms:
    """The strongest and the weakest of those that rest on enough answers."""
    judged = [
        (node.score or 0.0, narrator.text(node.title)) for node in comparable(narrator.diagnosis)
    ]
    if len(judged) < 2:  # noqa: PLR2004  (nothing to compare)
        return ()
    best, worst = max(judged)[0], min(judged)[0]
    if one_decimal(best) == one_decimal(worst):
        return (narrator.say("report.summary_even", score=one_decimal(best)),)
    tied = {"best": _at(judged, best), "worst": _at(judged, worst)}
    return (
        narrator.say(
            "report.summary_ends",
            best=_scored(narrator, tied["best"], best),
            worst=_scored(narrator, tied["worst"], worst),
        ),
        narrator.say(
            "report.summary_ends_short",
            **{end: _tied(narrator, titles) for end, titles in tied.items()},
        ),
    )


def _at(judged: Sequence[tuple[float, str]], score: float) -> list[str]:
    """Those that read the same as the score."""
    return [title for each, title in judged if one_decimal(each) == one_decimal(score)]


def _tied(voice: Voice, titles: Sequence[str]) -> str:
    """All that stand at the same figure, or how many beyond those that are named."""
    if len(titles) <= MOST_TIED:
        return voice.listed(titles)
    n = len(titles) if voice.lang == "zh" else len(titles) - MOST_TIED
    return voice.say("report.summary_tied_more", nodes=voice.listed(titles[:MOST_TIED]), n=n)


def _scored(voice: Voice, titles: Sequence[str], score: float) -> str:
    key = "report.summary_one" if len(titles) == 1 else "report.summary_tied"
    return voice.say(key, nodes=_tied(voice, titles), score=one_decimal(score))


def _held(voice: Voice, card: Scorecard) -> Forms:
    if card.level is not None and card.level.number == card.ladder[-1].number:
        return (voice.say("report.summary_top"),)
    if not card.held_back:
        return ()
    named = [voice.short_of(requirement, card) for requirement in card.held_back[:MOST_GAPS]]
    gaps, count = voice.listed(named), len(card.held_back)
    if count > MOST_GAPS:
        n = count if voice.lang == "zh" else count - MOST_GAPS
        gaps = voice.say("report.gaps_more", gaps=gaps, n=n)
    goal = voice.level_number(card.held_back[0].level)
    return (
        voice.say("report.summary_held", next=goal, gaps=gaps),
        voice.say(
            "report.summary_held_short",
            next=goal,
            requirements=voice.counted("requirements", count),
        ),
    )


def _step(narrator: Narrator, gaps: Sequence[CountedItem]) -> Forms:
    if not gaps:
        return ()
    item = gaps[0].item
    first = narrator.text(item.first_step) if item.first_step else ""
    if gaps[0].answer is not None:
        first = begin_text(narrator, gaps[0])
    return (
        *((narrator.say("report.summary_step", step=first),) if first else ()),
        narrator.say("report.summary_step_short", item=narrator.named(item)),
        narrator.say("report.summary_step_pointer"),
    )
