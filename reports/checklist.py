"""The list that a consultant takes along on a visit: what to see, and where to tick."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from i18n import one_decimal
from questionnaires.model import Dimension, Item
from reports.chapters.cover import marks
from reports.narratives.narrator import Narrator
from reports.report import (
    Block,
    Cell,
    Column,
    Cover,
    Fact,
    Facts,
    Paragraph,
    Report,
    Section,
    Table,
)
from reports.workings import workings
from solutions.concerns import concerns

BOX = "□"
LINE = "＿" * 24
SHARES = (0.07, 0.51, 0.08, 0.08, 0.26)
NAMES = ("place", "what", "shown", "not_shown", "remark")


@dataclass(frozen=True)
class ChecklistRow:
    """An answer to look at; ``place`` in the order of checking, 0 for none.

    ``looks``: what else would settle it.
    """

    item: Item
    place: int
    looks: tuple[str, ...] = ()


def checklist(narrator: Narrator, rows: Sequence[ChecklistRow], made_on: date) -> Report:
    """The list as a short report: by dimension, in each what to check first first."""
    name = narrator.diagnosis.enterprise.name
    say = narrator.say
    return Report(
        lang=narrator.lang,
        made_on=made_on,
        cover=Cover(
            title=say("briefing.checklist_title"),
            enterprise=name,
            statement=say("briefing.checklist_about"),
            standing=say("briefing.checklist_title"),
            facts=tuple(_facts(narrator, made_on)),
            named={},
        ),
        running=say("report.running", enterprise=name, short=say("briefing.checklist_title")),
        marks=marks(narrator),
        summary=say("briefing.checklist_about"),
        sections=tuple(_sections(narrator, rows)),
        workings=workings(narrator),
        slides=(),
        brief=True,
    )


def _facts(narrator: Narrator, made_on: date) -> Iterator[Fact]:
    """Whom one visits, what it says of itself, and lines to fill in by hand."""
    diagnosis, card = narrator.diagnosis, narrator.diagnosis.claimed
    say = narrator.say
    if card.total is not None:
        total = one_decimal(card.total)
        result = say("briefing.result", level=narrator.rung(card.level), total=total)
        yield say("briefing.claimed"), result
    known = concerns()
    if pressing := [narrator.text(known[each].says) for each in diagnosis.pressing]:
        yield say("briefing.pressing"), narrator.listed(pressing)
    if request := diagnosis.concerns.said.request:
        yield say("briefing.request"), request
    yield say("briefing.made"), narrator.day(made_on)
    for line in ("visited", "met", "visitor"):
        yield say(f"briefing.line_{line}"), LINE


def _sections(narrator: Narrator, rows: Sequence[ChecklistRow]) -> Iterator[Section]:
    say = narrator.say
    number, blocks = 0, [Paragraph(say("briefing.checklist_how"), "note")]
    found: list[Block] = list(blocks)
    for dimension in narrator.diagnosis.questionnaire.dimensions:
        own = [row for row in rows if row.item.dimension == dimension.id]
        if own:
            number += 1
            found.append(_table(narrator, dimension, own, number))
    if not rows:
        found.append(Paragraph(say("briefing.checklist_nothing")))
    yield Section("checks", say("briefing.checks"), tuple(found))
    lines = ("impossible", "agreed", "signed")
    blank = tuple((say(f"briefing.line_{line}"), f"{LINE}\n{LINE}") for line in lines)
    yield Section("afterwards", say("briefing.afterwards"), (Facts(blank),))


def _table(
    narrator: Narrator, dimension: Dimension, rows: Sequence[ChecklistRow], number: int
) -> Table:
    columns = tuple(
        Column(narrator.say(f"briefing.column_{name}"), share)
        for name, share in zip(NAMES, SHARES, strict=True)
    )
    ordered = sorted(rows, key=lambda row: row.place or len(rows) + 1000)
    caption = narrator.say("briefing.caption", title=narrator.text(dimension.title), n=len(rows))
    cells = tuple(_row(narrator, row) for row in ordered)
    return Table(caption, columns, cells, number)


def _row(narrator: Narrator, row: ChecklistRow) -> tuple[Cell, ...]:
    item, diagnosis = row.item, narrator.diagnosis
    details = []
    if (claim := diagnosis.claim(item)) is not None:
        said = narrator.answer(item, diagnosis.claimed_sheet, claim)
        details.append(narrator.say("briefing.says", answer=said))
    if item.evidence is not None:
        details.append(narrator.say("briefing.see", what=item.evidence))
    details += [narrator.say("briefing.see_also", what=look) for look in row.looks]
    files = [each for each in diagnosis.files if each.item == item.id]
    if files:
        details.append(narrator.say("briefing.filed", n=len(files)))
    if note := diagnosis.notes.get(item.id):
        details.append(narrator.say("briefing.noted", note=note))
    return (
        Cell(str(row.place) if row.place else narrator.say("report.dash")),
        Cell(narrator.text(item.ask), tuple(details)),
        Cell(BOX),
        Cell(BOX),
        Cell(""),
    )
