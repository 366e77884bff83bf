"""All answers with points, citations and evidence."""

from assessments.model import Side
from i18n import one_decimal
from questionnaires.model import Dimension, Item
from reports.chapters.dimensions import not_asked
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Column, Paragraph, Table


def answers(narrator: Narrator) -> tuple[Block, ...]:
    """The annex with every item, asked or not, of the dimensions that have to do with it."""
    diagnosis = narrator.diagnosis
    tables = [_table(narrator, dimension) for dimension in diagnosis.asked_dimensions]
    cites = any(item.cites for item in diagnosis.questionnaire.items)
    lead = "report.answers_lead" if cites else "report.answers_lead_uncited"
    return (Paragraph(narrator.say(lead)), *tables, *not_asked(narrator))


def _table(narrator: Narrator, dimension: Dimension) -> Table:
    columns = (
        Column(narrator.say("report.column_item"), 0.27, holds="questions"),
        Column(narrator.say("report.column_answer"), 0.42, holds="answers"),
        Column(narrator.say("report.column_points"), 0.13, figures=True),
        Column(narrator.say("report.column_cites"), 0.18, holds="law"),
    )
    rows = tuple(
        (
            Cell(narrator.text(item.ask)),
            _answer(narrator, item),
            Cell(_points(narrator, item)),
            Cell(narrator.cited(item.cites) or narrator.say("report.dash")),
        )
        for item in narrator.diagnosis.questionnaire.items
        if item.dimension == dimension.id
    )
    caption = narrator.say("report.caption_answers", title=narrator.dimension(dimension))
    return Table(caption, columns, rows)


def _answer(narrator: Narrator, item: Item) -> Cell:
    diagnosis = narrator.diagnosis
    state, answer = diagnosis.state(item), diagnosis.answer(item)
    if state == "routed_out":
        return Cell(narrator.say("report.not_asked"))
    if answer is None:
        key = "report.ratio_none" if state == "not_applicable" else "report.unanswered"
        return Cell(narrator.say(key))
    claim, details = diagnosis.claim(item), []
    if claim is not None and claim != answer:
        was = narrator.answer(item, diagnosis.claimed_sheet, claim)
        details.append(narrator.say("report.claimed_was", answer=was))
    details += _evidence(narrator, item)
    return Cell(narrator.answer(item, diagnosis.sheet, answer), tuple(details))


def _evidence(narrator: Narrator, item: Item) -> list[str]:
    """What there is to show for the answer: by whom, when, and what was found."""
    diagnosis = narrator.diagnosis
    told = []
    if note := diagnosis.notes.get(item.id):
        day = _noted_on(narrator, "claimed", item)
        told.append(narrator.say("report.note_given", note=note, day=day))
    if remark := diagnosis.remarks.get(item.id):
        day = _noted_on(narrator, "verified", item)
        told.append(narrator.say("report.remark_given", remark=remark, day=day))
    elif item.id in diagnosis.verdicts:
        told.append(narrator.say("report.looked_at"))
    elif diagnosis.verdicts & {item.part, item.whole}:
        told.append(narrator.say("report.worked_out"))
    if not told and item.scored and diagnosis.signed:
        told.append(narrator.say("report.as_claimed"))
    return told


def _noted_on(narrator: Narrator, side: Side, item: Item) -> str:
    noted = narrator.diagnosis.noted.get((side, item.id))
    return "" if noted is None else narrator.say("report.noted_on", day=narrator.day(noted.at))


def _points(narrator: Narrator, item: Item) -> str:
    score = narrator.diagnosis.scores.get(item.id)
    if score is None:
        return narrator.say("report.not_scored")
    if score.state != "answered":
        return narrator.say("report.dash")
    gained, possible = one_decimal(score.gained), one_decimal(score.gained + score.lost)
    return narrator.say("report.points_pair", gained=gained, possible=possible)
