"""What the enterprise would be under the questionnaires of others: estimated, never a result."""

from collections import Counter
from collections.abc import Iterable, Mapping

from i18n import exact, one_decimal, share
from questionnaires.model import Confidence, Kind, Questionnaire
from reports.level_ranges import Scale, ranges_table
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Column, Paragraph, Table
from scoring.reading_under import ReadUnder
from wording.voice import Voice

THIN = 0.25  # of the weight: from less than that no level is estimated, only its range
CERTAIN = 0.5  # of the scale: what rules out less says nothing and is left out
SURENESS: tuple[Confidence, ...] = ("own", "official", "secondary", "unconfirmed")


def readings(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; empty where no crosswalk leads from the questionnaire."""
    diagnosis = narrator.diagnosis
    if not diagnosis.readings:
        return ()
    judged = [each for each in diagnosis.readings if each.level is not None]
    blocks: list[Block] = [Paragraph(narrator.say("outlook.readings_lead"))]
    told = [each for each in judged if certainty(each) >= CERTAIN]
    if told:
        blocks.append(_table(narrator, told))
    blocks += _left_out(narrator, [each for each in judged if each not in told])
    if judged:
        blocks += named_levels(narrator, (diagnosis.questionnaire, diagnosis.rubric), judged)
    unsaid = [each for each in diagnosis.readings if each.level is None]
    if unsaid:
        titles = narrator.listed(narrator.text(each.questionnaire.title) for each in unsaid)
        blocks.append(Paragraph(narrator.say("outlook.readings_nothing", titles=titles), "note"))
    if any("unconfirmed" in _confidences(each) for each in told):
        blocks.append(Paragraph(narrator.say("outlook.readings_unconfirmed"), "note"))
    return tuple(blocks)


def certainty(under: ReadUnder) -> float:
    """How much of the scale the answers at hand rule out, in [0, 1]."""
    if under.low is None or under.high is None:
        return 0.0
    return 1 - (under.high - under.low) / under.estimate.span


def _left_out(voice: Voice, unsure: list[ReadUnder]) -> list[Block]:
    """How many schemes are left out because next to nothing is known, and which."""
    if not unsure:
        return []
    titles = voice.listed(voice.text(each.questionnaire.title) for each in unsure)
    said = voice.say("outlook.readings_unsure", n=len(unsure), titles=titles)
    return [Paragraph(said, "note")]


def named_levels(voice: Voice, ours: Scale, judged: Iterable[ReadUnder]) -> tuple[Block, ...]:
    """What the levels of ours and of theirs are called, and from how many points on they begin."""
    scales = [ours, *((each.questionnaire, each.rubric) for each in judged)]
    return ranges_table(voice, scales), Paragraph(voice.say("outlook.levels_differ"), "note")


def sureness(theirs: Questionnaire) -> tuple[Confidence, Mapping[str, Confidence]]:
    """How sure most of the asked items are, and the items that are less or more sure, by id."""
    each: dict[str, Confidence] = {
        item.id: max(
            (part.confidence for part in theirs.sources(item.id)), key=SURENESS.index, default="own"
        )
        for item in theirs.items
        if item.asked and item.kind is not Kind.TEXT
    }
    most, _ = Counter(each.values()).most_common(1)[0]
    return most, {id: mark for id, mark in each.items() if mark != most}


def _confidences(under: ReadUnder) -> set[Confidence]:
    most, others = sureness(under.questionnaire)
    return {most, *others.values()}


def _table(voice: Voice, judged: list[ReadUnder]) -> Table:
    columns = (
        Column(voice.say("outlook.column_questionnaire"), 0.23, holds="names"),
        Column(voice.say("outlook.column_level"), 0.21, holds="levels"),
        Column(voice.say("outlook.column_points"), 0.19, figures=True),
        Column(voice.say("outlook.column_coverage"), 0.21, holds="figures"),
        Column(voice.say("outlook.column_sure"), 0.16, holds="records"),
    )
    rows = tuple(
        (
            Cell(
                voice.text(each.questionnaire.title),
                (voice.say("outlook.edition", edition=each.questionnaire.edition),),
            ),
            _level(voice, each),
            _points(voice, each),
            _coverage(voice, each),
            _sure(voice, each),
        )
        for each in judged
    )
    return Table(voice.say("outlook.caption_readings"), columns, rows)


def _level(voice: Voice, under: ReadUnder) -> Cell:
    """The estimate and its range; from too little no estimate, whatever was computed."""
    low, high = (voice.level_number(end) for end in (under.level_low, under.level_high))
    within = voice.say("outlook.level_range", low=low, high=high)
    if low == high:
        return Cell(low, (voice.say("outlook.level_either_way"),))
    if under.coverage < THIN:
        return Cell(voice.say("outlook.level_thin"), (within,))
    return Cell(voice.level(under.level), (within,))


def _points(voice: Voice, under: ReadUnder) -> Cell:
    ends = {"low": voice.figure(under.low), "high": voice.figure(under.high)}
    scale = exact(under.estimate.scale)
    within = voice.say("outlook.points_range", **ends, scale=scale)
    if under.coverage < THIN or under.estimate.total is None:
        return Cell(within)
    return Cell(one_decimal(under.estimate.total), (within,))


def _coverage(voice: Voice, under: ReadUnder) -> Cell:
    """How much the answers at hand say anything about, and how much of it is certain."""
    certain = voice.say("outlook.coverage_certain", known=share(under.known))
    counts = {"count": len(under.still_asked), "asked": under.asked}
    return Cell(share(under.coverage), (certain, voice.say("outlook.still_asked", **counts)))


def _sure(voice: Voice, under: ReadUnder) -> Cell:
    most, others = sureness(under.questionnaire)
    details = tuple(
        voice.say("outlook.sure_others", n=n, confidence=voice.say(f"report.confidence_{mark}"))
        for mark, n in Counter(others.values()).most_common()
    )
    return Cell(voice.say(f"report.confidence_{most}"), details)
