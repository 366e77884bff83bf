"""What is there: systems, machines, network and data, by what the answers show."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_args

from questionnaires.model import Item, Kind
from reports.chapters.architecture import rungs_there, signs_of
from reports.chapters.evidence import evidence_numbers
from reports.layers.model import Component
from reports.layers.reader import layers_for
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Column, Paragraph, Table

Extent = Literal["there", "partly", "absent", "open"]
EXTENTS: tuple[Extent, ...] = get_args(Extent)
SHARES: Mapping[Extent, float] = {"there": 0.32, "partly": 0.26, "absent": 0.26, "open": 0.16}
FIRST = 0.14  # share of the width for the layer's title


def equipment(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; empty where no layers are written for the questionnaire, or nothing is known."""
    written = layers_for(narrator.diagnosis.questionnaire)
    numbers = evidence_numbers(narrator.diagnosis)
    rows: dict[str, dict[Extent, list[str]]] = {}
    counts: Counter[Extent] = Counter()
    for layer in written.layers if written else ():
        found: dict[Extent, list[str]] = defaultdict(list)
        for component in layer.components:
            extent, signs = extent_of(narrator, component)
            if extent is not None:
                found[extent].append(_named(narrator, component, extent, signs, numbers))
                counts[extent] += 1
        if found:
            rows[narrator.text(layer.title)] = found
    if counts.total() == counts["open"]:
        return ()
    told = (narrator.say(f"outlook.{e}_count", n=counts[e]) for e in EXTENTS if counts[e])
    lead = narrator.say("outlook.equipment_lead", counts=narrator.listed(told))
    partly = [narrator.say("outlook.equipment_partly")] if counts["partly"] else []
    note = narrator.sentences([*partly, narrator.say("outlook.equipment_note")])
    return (Paragraph(lead), _table(narrator, rows, counts), Paragraph(note, "note"))


def extent_of(narrator: Narrator, component: Component) -> tuple[Extent | None, Sequence[Item]]:
    """How far it is there, and the items that show that; None where it cannot apply.

    A share below the whole shows a part. A rung that shows nothing of it, shows nothing of it:
    what is done by hand or in a table is no part of a system.
    """
    diagnosis = narrator.diagnosis
    signs = signs_of(diagnosis, component)
    if not signs:
        return None, ()
    answered = [(item, rungs) for item, rungs in signs if diagnosis.answer(item) is not None]
    if not answered:
        return "open", ()
    there = [item for item, rungs in answered if rungs_there(diagnosis, item) & set(rungs)]
    if any(item.kind is not Kind.RATIO or diagnosis.answer(item) == 1 for item in there):
        return "there", there
    shares = [item for item, _ in answered if item.kind is Kind.RATIO and diagnosis.answer(item)]
    return "partly" if shares else "absent", shares


def _named(
    narrator: Narrator,
    component: Component,
    extent: Extent,
    signs: Sequence[Item],
    numbers: Mapping[str, Sequence[int]],
) -> str:
    """Its name; of what is there also the share and where its evidence stands."""
    name = narrator.text(component.name)
    if extent not in ("there", "partly"):
        return name
    beside = [*_shares(narrator, signs), *_evidence(narrator, signs, numbers)]
    if not beside:
        return name
    return narrator.say("outlook.holding", name=name, beside=narrator.listed(beside))


def _shares(narrator: Narrator, signs: Sequence[Item]) -> Iterator[str]:
    diagnosis = narrator.diagnosis
    for item in signs:
        answer = diagnosis.answer(item)
        if item.kind is Kind.RATIO and isinstance(answer, float):
            yield narrator.amount(item, diagnosis.sheet, answer)


def _evidence(
    narrator: Narrator, signs: Sequence[Item], numbers: Mapping[str, Sequence[int]]
) -> Iterator[str]:
    ids = [id for item in signs for id in (item.id, item.part, item.whole) if id]
    found = sorted({number for id in ids for number in numbers.get(id, ())})
    if found:
        listed = narrator.say("outlook.between_numbers").join(map(str, found))
        yield narrator.say("outlook.evidence_at", numbers=listed)


def _table(
    narrator: Narrator,
    rows: Mapping[str, Mapping[Extent, Sequence[str]]],
    counts: Mapping[Extent, int],
) -> Table:
    """A row for every layer; a state in which nothing stands has no column."""
    extents = [each for each in EXTENTS if counts[each]]
    width = (1 - FIRST) / sum(SHARES[each] for each in extents)
    columns = (
        Column(narrator.say("outlook.column_layer"), FIRST, holds="names"),
        *(
            Column(narrator.say(f"outlook.column_{each}"), SHARES[each] * width, holds="answers")
            for each in extents
        ),
    )
    dash = narrator.say("report.dash")
    cells = tuple(
        (Cell(title), *(Cell(narrator.clauses(found.get(each, ())) or dash) for each in extents))
        for title, found in rows.items()
    )
    return Table(narrator.say("outlook.caption_equipment"), columns, cells)
