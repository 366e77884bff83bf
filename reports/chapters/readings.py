"""What the enterprise would be under the questionnaires of others: estimated, never a result."""

from collections import Counter
from collections.abc import Mapping

from i18n import Lang, exact, one_decimal, say
from questionnaires.model import Confidence, Kind, Questionnaire
from reports.diagnosis import Diagnosis
from reports.report import Block, Cell, Column, Paragraph, Table
from scoring.reading_under import ReadUnder
from wording.phrases import figure, level_number, listed, share

THIN = 0.25  # of the weight: from less than that no level is estimated, only its range
SURENESS: tuple[Confidence, ...] = ("own", "official", "secondary", "unconfirmed")


def readings(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The chapter; empty where no crosswalk leads from the questionnaire."""
    if not diagnosis.readings:
        return ()
    judged = [each for each in diagnosis.readings if each.level is not None]
    blocks: list[Block] = [Paragraph(say("outlook.readings_lead", lang))]
    if judged:
        blocks.append(_table(judged, lang))
    unsaid = [each for each in diagnosis.readings if each.level is None]
    if unsaid:
        titles = listed((_title(each, lang) for each in unsaid), lang)
        blocks.append(Paragraph(say("outlook.readings_nothing", lang, titles=titles), "note"))
    if any("unconfirmed" in _confidences(each) for each in judged):
        blocks.append(Paragraph(say("outlook.readings_unconfirmed", lang), "note"))
    return tuple(blocks)


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


def _title(under: ReadUnder, lang: Lang) -> str:
    return under.questionnaire.title.to(lang)


def _table(judged: list[ReadUnder], lang: Lang) -> Table:
    columns = (
        Column(say("outlook.column_questionnaire", lang), 0.23),
        Column(say("outlook.column_level", lang), 0.21),
        Column(say("outlook.column_points", lang), 0.19, figures=True),
        Column(say("outlook.column_coverage", lang), 0.21),
        Column(say("outlook.column_sure", lang), 0.16),
    )
    rows = tuple(
        (
            Cell(
                _title(each, lang),
                (say("outlook.edition", lang, edition=each.questionnaire.edition),),
            ),
            _level(each, lang),
            _points(each, lang),
            _coverage(each, lang),
            _sure(each, lang),
        )
        for each in judged
    )
    return Table(say("outlook.caption_readings", lang), columns, rows)


def _level(under: ReadUnder, lang: Lang) -> Cell:
    """The estimate and its range; from too little no estimate, whatever was computed."""
    low, high = (level_number(end, lang) for end in (under.level_low, under.level_high))
    within = say("outlook.level_range", lang, low=low, high=high)
    if low == high:
        return Cell(low, (say("outlook.level_either_way", lang),))
    if under.coverage < THIN:
        return Cell(say("outlook.level_thin", lang), (within,))
    return Cell(level_number(under.level.number if under.level else None, lang), (within,))


def _points(under: ReadUnder, lang: Lang) -> Cell:
    ends = {"low": figure(under.low, lang), "high": figure(under.high, lang)}
    scale = exact(under.estimate.scale)
    within = say("outlook.points_range", lang, **ends, scale=scale)
    if under.coverage < THIN or under.estimate.total is None:
        return Cell(within)
    return Cell(one_decimal(under.estimate.total), (within,))


def _coverage(under: ReadUnder, lang: Lang) -> Cell:
    """How much the answers at hand say anything about, and how much of it is certain."""
    certain = say("outlook.coverage_certain", lang, known=share(under.known))
    counts = {"count": len(under.still_asked), "asked": under.asked}
    return Cell(share(under.coverage), (certain, say("outlook.still_asked", lang, **counts)))


def _sure(under: ReadUnder, lang: Lang) -> Cell:
    most, others = sureness(under.questionnaire)
    details = tuple(
        say("outlook.sure_others", lang, n=n, confidence=say(f"report.confidence_{mark}", lang))
        for mark, n in Counter(others.values()).most_common()
    )
    return Cell(say(f"report.confidence_{most}", lang), details)
