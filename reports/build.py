"""A diagnosis to the Report value: which chapters there are, in which order."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

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
from reports.report import Report, Section
from reports.sections import annexes, chapters, identified, numbered
from reports.slides.deck import slides
from reports.workings import workings

APART = ("enterprise", "answers")  # chapters that begin a page


def build(diagnosis: Diagnosis, lang: Lang, made_on: date) -> Report:
    """The whole report in ``lang``; pure, so the same diagnosis and day give the same value."""
    narrator = Narrator(lang, with_one_title(diagnosis))
    missing, pains = gaps(diagnosis), largest_gaps_of(diagnosis)
    text = summary_text(narrator, pains or missing)
    front, is_brief = cover(narrator, made_on), diagnosis.questionnaire.form == "quick"
    titled = partial(_title, narrator)
    made = (
        map(identified, chapters(narrator, brief(narrator, pains), titled, APART))
        if is_brief
        else _whole(narrator, text, missing, pains, made_on)
    )
    sections = numbered(made)
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
    told = {
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
    titled = partial(_title, narrator)
    looked_up = {
        "answers": (*answers(narrator), *stamps(narrator)),
        "citations": citations(narrator),
        "evidence": evidence(narrator),
        "sign_off": sign_off(narrator),
    }
    return (
        *map(identified, (first, *chapters(narrator, told, titled, APART))),
        *annexes(narrator, looked_up, titled, APART),
    )


def _title(narrator: Narrator, name: str) -> str:
    return narrator.say(f"report.{name}")
