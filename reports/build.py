"""A diagnosis to the Report value: which chapters there are, in which order, under which number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from string import ascii_uppercase

from i18n import Lang
from reports.chapters.annexes import answers
from reports.chapters.architecture import architecture
from reports.chapters.benefits import benefits
from reports.chapters.brief import brief
from reports.chapters.change import change
from reports.chapters.citations import citations
from reports.chapters.cover import cover, marks, running
from reports.chapters.dimensions import dimensions
from reports.chapters.enterprise import enterprise
from reports.chapters.equipment import equipment
from reports.chapters.evidence import evidence, sign_off
from reports.chapters.goals import goals
from reports.chapters.levels import levels
from reports.chapters.limits import limits
from reports.chapters.method import method, stamps
from reports.chapters.overview import overview, summary_text
from reports.chapters.plan import plan
from reports.chapters.priorities import largest_gaps_of, priorities
from reports.chapters.process import process
from reports.chapters.programmes import programmes
from reports.chapters.projects import projects
from reports.chapters.readings import readings
from reports.chapters.steps import begin, steps
from reports.chapters.summary import summary
from reports.chapters.verification import verification
from reports.diagnosis import Diagnosis
from reports.dimension_titles import with_one_title
from reports.gaps import CountedItem, gaps
from reports.narratives.narrator import Narrator
from reports.prose import worded_cells, wording
from reports.report import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Report,
    Section,
    Table,
)
from reports.slides.deck import slides
from reports.workings import workings
from wording.voice import Voice

APART = ("enterprise", "answers")  # chapters that begin a page


def build(diagnosis: Diagnosis, lang: Lang, made_on: date) -> Report:
    """The whole report in ``lang``; pure, so the same diagnosis and day give the same value."""
    narrator = Narrator(lang, with_one_title(diagnosis))
    missing, pains = gaps(diagnosis), largest_gaps_of(diagnosis)
    text = summary_text(narrator, pains or missing)
    front, is_brief = cover(narrator, made_on), diagnosis.questionnaire.form == "quick"
    made = (
        map(_identified, _chapters(narrator, brief(narrator, pains)))
        if is_brief
        else _whole(narrator, text, missing, pains, made_on)
    )
    sections = _numbered(made)
    return Report(
        lang=lang,
        made_on=made_on,
        cover=front,
        running=running(narrator),
        marks=marks(narrator),
        summary=text,
        sections=sections,
        workings=workings(Narrator(lang, diagnosis)),
        slides=slides(narrator, front, text, pains, sections),
        brief=is_brief,
        carried=diagnosis.carried,
    )


def _whole(
    narrator: Narrator,
    text: str,
    missing: Sequence[CountedItem],
    pains: Sequence[CountedItem],
    made_on: date,
) -> Iterable[Section]:
    """Summary, chapters and annexes of a full diagnosis."""
    first_weeks = steps(narrator)
    begun = {step.task.solution.id for step in begin(narrator)} if first_weeks else set[str]()
    chapters = {
        "enterprise": enterprise(narrator),
        "equipment": equipment(narrator),
        "overview": overview(narrator, text),
        "method": method(narrator),
        "process": process(narrator),
        "level_section": levels(narrator),
        "dimensions": dimensions(narrator, missing, pains),
        "verification": verification(narrator),
        "priorities": priorities(narrator, pains),
        "readings": readings(narrator),
        "goals": goals(narrator, pains),
        "plan": plan(narrator),
        "steps": first_weeks,
        "architecture": architecture(narrator),
        "projects": projects(narrator, pains, begun),
        "benefits": benefits(narrator),
        "programmes": programmes(narrator),
        "change": change(narrator),
        "limits": limits(narrator, made_on),
    }
    first = Section("summary", narrator.say("report.summary"), summary(narrator, pains), apart=True)
    annexes = {
        "answers": (*answers(narrator), *stamps(narrator)),
        "citations": citations(narrator),
        "evidence": evidence(narrator),
        "sign_off": sign_off(narrator),
    }
    return (
        *map(_identified, (first, *_chapters(narrator, chapters))),
        *_annexes(narrator, annexes),
    )


def _chapters(voice: Voice, told: Mapping[str, tuple[Block, ...]]) -> Iterable[Section]:
    """The chapters that have something to say, numbered."""
    named = ((name, blocks) for name, blocks in told.items() if blocks)
    for place, (name, blocks) in enumerate(named, start=1):
        title = voice.say(f"report.{name}")
        title = voice.say("report.section_title", number=voice.ordinal(place), title=title)
        yield Section(name.replace("_", "-"), title, blocks, name in APART)


def _annexes(voice: Voice, told: dict[str, tuple[Block, ...]]) -> Iterable[Section]:
    """What is looked up; English counts annexes by letters."""
    named = ((name, blocks) for name, blocks in told.items() if blocks)
    for place, (name, blocks) in enumerate(named, start=1):
        number = voice.ordinal(place) if voice.lang == "zh" else ascii_uppercase[place - 1]
        title = voice.say("report.annex_title", number=number, title=voice.say(f"report.{name}"))
        yield Section(name.replace("_", "-"), title, blocks, name in APART)


def _identified(section: Section) -> Section:
    """The same section with an id for all body text, captions and cells of advice without one.

    A caption with a figure in it gets none.

    By the heading above and the place below it, so that one paragraph more under another heading
    changes none.
    """
    place, numbers = section.id, defaultdict[str, Iterator[int]](lambda: count(1))

    def identified(block: Block) -> Block:
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

    return replace(section, blocks=tuple(map(identified, section.blocks)))


def _numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
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
