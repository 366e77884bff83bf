"""The report reads as if somebody had written it, whatever is answered, in both languages."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.model import Stage
from i18n import Lang, say
from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.model import Kind, Questionnaire
from reports.build import build
from reports.diagnosis import Diagnosis
from reports.narratives.style import CJK
from reports.report import Paragraph, Priority, Report
from scoring.library import rubric
from tests.unit.report_cases import LANGS, MADE_ON, assessment, claims_to, diagnosis
from tests.unit.report_reading import sentences_of, told

some = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
ASKED = [
    load(name)
    for name in ("manufacturing", "services", "agriculture", "quick_scan", "cmmm", "eu_dmat")
]
RUBRICS = {each.id: rubric(each.default_rubric, each) for each in ASKED}
APART = ("summary", "overview", "answers")  # they say again what the chapters say
TOLD = {say(f"report.row_{row}", lang) for row in ("pain", "why", "goal") for lang in LANGS}
WRONG = re.compile(
    f"[{CJK}，。；：？！“”（）、][,;:!?()]|[,;:!?()][{CJK}]|[\"']"  # half-width marks
    "|[，。；：？！、][，。；：？！、]"  # two marks in a row
    "|。（|““|””"
    f"|[{CJK}][A-Za-z0-9]|[A-Za-z0-9%][{CJK}]"  # no space between
    "| [，。；：？！、”）]|[，。；：？！、“（] "  # a space beside a mark
)
TITLE = re.compile(r"《[^》]*》|〔\d+〕\d+号")  # set as their owners set them
THINGS = (
    "questions|articles|requirements|levels|points|months|weeks|days|tasks|solutions|steps|times"
    "|payments|enterprises|differences|jobs|firms|suppliers|orders|people|machines|customers"
)
ODD_PLURAL = re.compile(rf"(?<![\d.,])1 (?:{THINGS})\b")


def drawn(data: st.DataObject) -> Diagnosis:
    """Any answers to one of the questionnaires, as claimed, or as verified against other ones."""
    asked = data.draw(st.sampled_from(ASKED))
    cases = [
        diagnosis(answers(data, asked), questionnaire=asked, judge=RUBRICS[asked.id], notes={})
        for _side in range(data.draw(st.integers(1, 2)))
    ]
    if len(cases) == 1:
        return cases[0]
    claim, found = cases
    signed = assessment(asked, Stage.VERIFIED)
    return replace(found, assessment=signed, claimed=claim.card, claimed_sheet=claim.sheet)


def answers(data: st.DataObject, asked: Questionnaire) -> dict[str, Answer]:
    """Any answers, without what somebody would type."""
    given = data.draw(claims_to(asked))
    return {id: answer for id, answer in given.items() if asked.by_id[id].kind is not Kind.TEXT}


def body(made: Report) -> Iterator[str]:
    """Every sentence of the chapters, without those that sum them up and the annex of answers."""
    for part in made.sections:
        if part.id in APART:
            continue
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield from sentences_of(block.text)
            if isinstance(block, Priority):
                told_here = [text for label, text in block.rows if label in TOLD]
                yield from (sentence for text in told_here for sentence in sentences_of(text))


@given(st.data())
@some
def test_chinese_is_set_as_it_is_printed(data: st.DataObject) -> None:
    """Full-width marks, one at a time; a space between Chinese and Latin letters or digits."""
    made = build(drawn(data), "zh", MADE_ON)
    wrong = [
        f"{part.id}: …{text[max(0, found.start() - 12) : found.end() + 12]}…"
        for part in made.sections
        for block in part.blocks
        for text in (TITLE.sub("《》", text) for text in told(block))
        if (found := WRONG.search(text))
    ]
    assert sorted(set(wrong)) == []


@given(st.data(), st.sampled_from(LANGS))
@some
def test_nothing_is_said_twice(data: st.DataObject, lang: Lang) -> None:
    """No sentence stands twice in the chapters, be it in running text or in a pain point."""
    counts = Counter(body(build(drawn(data), lang, MADE_ON)))
    assert [sentence for sentence, n in counts.items() if n > 1] == []


@given(st.data())
@some
def test_english_counts_one_thing_in_the_singular(data: st.DataObject) -> None:
    """No “1 questions”."""
    made = build(drawn(data), "en", MADE_ON)
    odd = {
        found[0]
        for part in made.sections
        for block in part.blocks
        for text in told(block)
        if (found := ODD_PLURAL.search(text))
    }
    assert odd == set()
