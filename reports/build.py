"""A diagnosis to the Report value: which chapters there are, in which order, under which number."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import count
from string import ascii_uppercase

from i18n import Lang, say
from reports.chapters.annexes import answers, citations
from reports.chapters.architecture import architecture
from reports.chapters.change import change
from reports.chapters.cover import cover, marks, running
from reports.chapters.dimensions import dimensions
from reports.chapters.enterprise import enterprise
from reports.chapters.evidence import evidence, sign_off
from reports.chapters.goals import goals
from reports.chapters.levels import levels
from reports.chapters.limits import limits
from reports.chapters.method import method, stamps
from reports.chapters.overview import overview, summary_text
from reports.chapters.plan import plan
from reports.chapters.priorities import pains_of, priorities
from reports.chapters.programmes import programmes
from reports.chapters.projects import projects
from reports.chapters.readings import readings
from reports.chapters.summary import summary
from reports.chapters.verification import verification
from reports.diagnosis import Diagnosis
from reports.gaps import gaps
from reports.narratives.telling import Telling
from reports.report import Block, Heading, Paragraph, Picture, Report, Section, Table
from reports.workings import workings
from wording.phrases import ordinal

APART = ("enterprise", "dimensions", "answers")  # chapters that begin a page


def build(diagnosis: Diagnosis, lang: Lang, made_on: date) -> Report:
    """The whole report in ``lang``; pure, so the same diagnosis and day give the same value."""
    missing = gaps(diagnosis)
    pains, telling = pains_of(diagnosis), Telling(diagnosis, lang)
    text = summary_text(telling, missing)
    chapters = {
        "enterprise": enterprise(diagnosis, lang),
        "overview": overview(diagnosis, text, lang),
        "method": method(diagnosis, lang),
        "level_section": levels(diagnosis, lang),
        "dimensions": dimensions(telling, missing, pains),
        "verification": verification(diagnosis, lang),
        "priorities": priorities(telling, pains),
        "readings": readings(diagnosis, lang),
        "goals": goals(telling, pains),
        "plan": plan(diagnosis, lang),
        "architecture": architecture(diagnosis, lang),
        "projects": projects(telling, pains),
        "programmes": programmes(diagnosis, lang),
        "change": change(telling),
        "limits": limits(diagnosis, lang, made_on),
    }
    first = Section("summary", say("report.summary", lang), summary(telling, pains), apart=True)
    annexes = {
        "answers": (*answers(diagnosis, lang), *stamps(diagnosis, lang)),
        "citations": citations(diagnosis, lang),
        "evidence": evidence(diagnosis, lang),
        "sign_off": sign_off(diagnosis, lang),
    }
    return Report(
        lang=lang,
        made_on=made_on,
        cover=cover(diagnosis, lang, made_on),
        running=running(diagnosis, lang),
        marks=marks(diagnosis, lang),
        summary=text,
        sections=_numbered(
            (
                *map(_identified, (first, *_chapters(chapters, lang))),
                *_annexes(annexes, lang),
            )
        ),
        workings=workings(diagnosis, lang),
    )


def _chapters(told: dict[str, tuple[Block, ...]], lang: Lang) -> Iterable[Section]:
    """The chapters that have something to say, numbered."""
    named = ((name, blocks) for name, blocks in told.items() if blocks)
    for place, (name, blocks) in enumerate(named, start=1):
        title = say(f"report.{name}", lang)
        title = say("report.section_title", lang, number=ordinal(place, lang), title=title)
        yield Section(name.replace("_", "-"), title, blocks, name in APART)


def _annexes(told: dict[str, tuple[Block, ...]], lang: Lang) -> Iterable[Section]:
    """What is looked up; English counts annexes by letters."""
    named = ((name, blocks) for name, blocks in told.items() if blocks)
    for place, (name, blocks) in enumerate(named, start=1):
        number = ordinal(place, lang) if lang == "zh" else ascii_uppercase[place - 1]
        title = say("report.annex_title", lang, number=number, title=say(f"report.{name}", lang))
        yield Section(name.replace("_", "-"), title, blocks, name in APART)


def _identified(section: Section) -> Section:
    """The same section with an id for every paragraph of body text that has none yet.

    By the heading above and the place below it, so that one paragraph more under another heading
    changes none.
    """
    place, numbers = section.id, count(1)

    def identified(block: Block) -> Block:
        nonlocal place, numbers
        if isinstance(block, Heading):
            place, numbers = f"{section.id}/{block.id}", count(1)
        if isinstance(block, Paragraph) and block.tone == "body" and not block.id:
            return replace(block, id=f"{place}/{next(numbers)}")
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
