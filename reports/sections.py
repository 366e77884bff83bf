"""From what is told to the sections of a report: numbers of chapters, ids of what can be edited."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from string import ascii_uppercase

from reports.prose import worded_cells, wording
from reports.report import Block, Heading, Paragraph, Picture, Section, Table
from wording.voice import Voice


def chapters(
    voice: Voice,
    told: Mapping[str, tuple[Block, ...]],
    titled: Callable[[str], str],
    apart: Container[str] = (),
) -> Iterable[Section]:
    """The chapters that have something to say, numbered; ``titled`` says what each is called.

    Those named in ``apart`` begin a page.
    """
    named = ((name, blocks) for name, blocks in told.items() if blocks)
    for place, (name, blocks) in enumerate(named, start=1):
        number = voice.ordinal(place)
        title = voice.say("report.section_title", number=number, title=titled(name))
        yield Section(name.replace("_", "-"), title, blocks, name in apart)


def annexes(
    voice: Voice,
    told: Mapping[str, tuple[Block, ...]],
    titled: Callable[[str], str],
    apart: Container[str] = (),
) -> Iterable[Section]:
    """What is looked up; English counts annexes by letters."""
    named = ((name, blocks) for name, blocks in told.items() if blocks)
    for place, (name, blocks) in enumerate(named, start=1):
        number = voice.ordinal(place) if voice.lang == "zh" else ascii_uppercase[place - 1]
        title = voice.say("report.annex_title", number=number, title=titled(name))
        yield Section(name.replace("_", "-"), title, blocks, name in apart)


def identified(section: Section) -> Section:
    """The same section with an id for all body text, captions and cells of advice without one.

    A caption with a figure in it gets none.

    By the heading above and the place below it, so that one paragraph more under another heading
    changes none.
    """
    place, numbers = section.id, defaultdict[str, Iterator[int]](lambda: count(1))

    def named(block: Block) -> Block:
        nonlocal place
        match block:
            case Heading():
                place = f"{section.id}/{block.id}"
                numbers.clear()
            case Paragraph(tone="body", id=""):
                return replace(block, id=f"{place}/{next(numbers[''])}")
            case Table() | Picture():
                kind = "table" if isinstance(block, Table) else "figure"
                id = f"{place}/{kind}-{next(numbers[kind])}"
                told = replace(block, caption=wording(block.caption, id))
                return worded_cells(told, id) if isinstance(told, Table) else told
        return block

    return replace(section, blocks=tuple(map(named, section.blocks)))


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The same sections with tables and pictures numbered through."""
    tables, pictures = count(1), count(1)

    def number(block: Block) -> Block:
        if isinstance(block, Table):
            return replace(block, number=next(tables))
        return replace(block, number=next(pictures)) if isinstance(block, Picture) else block

    return tuple(
        replace(section, blocks=tuple(number(block) for block in section.blocks))
        for section in sections
    )
