"""The report is whole: every chapter, both languages, short, said once, nothing left open."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.model import Stage
from i18n import Lang, Text
from reports.build import build
from reports.chapters.overview import LONGEST
from reports.report import Report, Table
from tests.unit.report_cases import (
    LANGS,
    MADE_ON,
    MANUFACTURING,
    PEERS,
    WORKSHOP,
    WUXI,
    claims_to,
    diagnosis,
    report,
)
from tests.unit.report_reading import paragraphs, sentences_of, texts

some = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
BEFORE = ["summary", "enterprise", "overview", "method", "process", "level-section", "dimensions"]
AFTER = ["priorities", "goals", "limits"]
ANNEXES = ["answers", "citations", "evidence", "sign-off"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_chapters_stand_in_their_order(lang: Lang) -> None:
    """Summary first, annexes last; claimed against verified only where somebody verified."""
    claimed, signed = report(lang), report(lang, stage=Stage.VERIFIED)
    assert [part.id for part in claimed.sections] == BEFORE + AFTER + ANNEXES
    chapters = [*BEFORE, "verification", *AFTER, *ANNEXES]
    assert [part.id for part in signed.sections] == chapters


def test_both_languages_say_the_same() -> None:
    """The same chapters, blocks and table sizes in Chinese and English."""

    def shape(made: Report) -> list[object]:
        return [
            (part.id, type(block).__name__, len(block.rows) if isinstance(block, Table) else 0)
            for part in made.sections
            for block in part.blocks
        ]

    zh, en = (report(lang, stage=Stage.VERIFIED, peers=PEERS) for lang in LANGS)
    assert shape(zh) == shape(en)


@given(st.data(), st.sampled_from(LANGS))
@settings(some, max_examples=8)  # each searches a path and a plan
def test_the_summary_is_short_and_whole_whatever_is_answered(
    data: st.DataObject, lang: Lang
) -> None:
    """At most 200 characters, whole sentences, and it names the level."""
    claims = data.draw(claims_to(MANUFACTURING))
    case = diagnosis(claims, questionnaire=MANUFACTURING, judge=WUXI)
    made = build(case, lang, MADE_ON)
    assert 0 < len(made.summary) <= LONGEST
    assert made.summary[-1] in "。.？?"
    if case.card.level is not None and case.card.level.number:
        named = "第 {} 级" if lang == "zh" else "level {}"
        assert named.format(case.card.level.number) in made.summary


@given(st.text(alphabet="长字ab ", min_size=150, max_size=400), st.sampled_from(LANGS))
@some
def test_the_summary_stays_short_with_long_names(name: str, lang: Lang) -> None:
    """Names of dimensions, questions and first steps of any length never make it longer."""
    long = Text(zh=name, en=name)
    items = tuple(
        item.model_copy(update={"ask": long, "first_step": long}) for item in WORKSHOP.items
    )
    case = diagnosis(questionnaire=WORKSHOP.model_copy(update={"items": items}))
    nodes = tuple(node.model_copy(update={"title": long}) for node in case.card.nodes)
    case = replace(case, card=case.card.model_copy(update={"nodes": nodes}))
    summary = build(case, lang, MADE_ON).summary
    assert "55.0" in summary
    assert len(summary) <= LONGEST


@given(st.data(), st.sampled_from(LANGS))
@some
def test_no_sentence_stands_twice(data: st.DataObject, lang: Lang) -> None:
    """Running text never repeats itself, whatever is answered."""
    claims = data.draw(claims_to(MANUFACTURING))
    made = report(lang, claims=claims, questionnaire=MANUFACTURING, judge=WUXI)
    sentences = [sentence for text in paragraphs(made) for sentence in sentences_of(text)]
    assert sorted(set(sentences)) == sorted(sentences)


@given(st.data())
@some
def test_the_chinese_report_is_chinese(data: st.DataObject) -> None:
    """Latin letters stand only in what is written so in Chinese: n=, GB/T, ids and digests."""
    claims = data.draw(claims_to(WORKSHOP)) | {"wishes": "没有"}
    made = report("zh", claims=claims, peers=PEERS)
    allowed = {"n", "GB/T", "a", made.sections[0].id}
    digests = re.compile(r"[0-9a-f]{16,64}|a1")
    words = {
        word
        for text in texts(made)
        for word in re.findall(r"[A-Za-z][A-Za-z/]*", digests.sub("", text))
    }
    assert words <= allowed


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.VERIFIED])
def test_nothing_is_left_to_fill_in(lang: Lang, stage: Stage) -> None:
    """No brace of a template, no None, no empty text."""
    for text in texts(report(lang, stage=stage, peers=PEERS)):
        assert text.strip()
        assert not re.search(r"[{}]|\bNone\b|\bnan\b", text)
