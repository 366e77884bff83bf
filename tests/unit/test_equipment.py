"""The list of equipment and systems says what answers show, where the evidence is, and no more."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n import Lang
from questionnaires.answers import NotApplicable
from questionnaires.library import available, load
from questionnaires.model import Kind
from reports.build import build
from reports.chapters.equipment import EXTENTS, equipment, extent_of
from reports.chapters.evidence import evidence, evidence_numbers
from reports.layers.reader import layers_for
from reports.narratives.narrator import Narrator
from reports.report import Table
from scoring.steps import is_lowest
from tests.unit.outlook_cases import whole
from tests.unit.report_cases import LANGS, MADE_ON, MANUFACTURING, WUXI, claims_to, diagnosis

FULL = [name for name in available() if load(name).form == "full"]


@pytest.mark.parametrize("part", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("name", FULL)
def test_every_part_that_can_apply_is_listed_once(name: str, part: float) -> None:
    """Under the state that the answers show; the sentence above counts the same."""
    known = whole(name, part)
    narrator, written = Narrator("zh", known), layers_for(known.questionnaire)
    assert written is not None
    parts = [each for layer in written.layers for each in layer.components]
    stated = [(each, extent_of(narrator, each)[0]) for each in parts]
    (table,) = [block for block in equipment(narrator) if isinstance(block, Table)]
    told = [name for row in table.rows for cell in row[1:] for name in cell.text.split("；")]
    listed = sorted(re.sub("（[0-9佐].*", "", name) for name in told if name != "—")
    assert listed == sorted(each.name.zh for each, extent in stated if extent is not None)
    lead = equipment(narrator)[0]
    counts = [sum(extent == each for _, extent in stated) for each in EXTENTS]
    assert [int(n) for n in re.findall(r"(\d+) 项", str(lead))] == [n for n in counts if n]


@pytest.mark.parametrize("name", FULL)
def test_nothing_is_there_at_the_lowest_rung(name: str) -> None:
    """Whoever stands lowest in all that shows a part has nothing of it, not a part of it."""
    known = whole(name, 0.0)
    narrator, written = Narrator("zh", known), layers_for(known.questionnaire)
    assert written is not None
    checked = 0
    for component in (each for layer in written.layers for each in layer.components):
        items = [known.questionnaire.by_id[id] for id in component.shown_by]
        answers = [(item, known.answer(item)) for item in items]
        if all(
            answer is not None
            and not isinstance(answer, NotApplicable)
            and item.kind is not Kind.MULTI
            and is_lowest(item, known.rubric.judged[item.id].points, answer)
            for item, answer in answers
            if item.id in known.rubric.judged
        ) and all(item.id in known.rubric.judged for item in items):
            assert extent_of(narrator, component)[0] == "absent"
            checked += 1
    assert checked


@settings(max_examples=20, deadline=None)
@given(st.data(), st.sampled_from(LANGS))
def test_evidence_is_named_by_its_number_in_the_annex(data: st.DataObject, lang: Lang) -> None:
    """Whatever is answered: every number leads to a row of the list, of an item that shows it."""
    claims = data.draw(claims_to(MANUFACTURING))
    noted = dict.fromkeys(claims, "照片已存。")
    known = diagnosis(claims, questionnaire=MANUFACTURING, judge=WUXI, notes=noted)
    narrator = Narrator(lang, known)
    rows = [row for block in evidence(narrator) if isinstance(block, Table) for row in block.rows]
    named = {int(row[0].text): row[1].text for row in rows}
    numbers = evidence_numbers(known)
    assert sorted(n for each in numbers.values() for n in each) == sorted(named)
    for id, each in numbers.items():
        assert {named[n] for n in each} == {narrator.text(MANUFACTURING.by_id[id].ask)}


def test_a_share_is_a_part_and_says_how_much() -> None:
    """Seven of forty-two machines are connected: in part, with the numbers and the evidence."""
    claims = {"machines_total": 42.0, "machines_networked": 7.0}
    note = {"machines_networked": "现场清点。"}
    known = diagnosis(claims, questionnaire=MANUFACTURING, judge=WUXI, notes=note)
    chapter = next(s for s in build(known, "zh", MADE_ON).sections if s.id == "equipment")
    (table,) = [block for block in chapter.blocks if isinstance(block, Table)]
    place = [column.title for column in table.columns].index("部分具备")
    assert "设备联网（7 ÷ 42 = 16.7%、佐证 1）" in [row[place].text for row in table.rows]


def test_where_nothing_is_known_there_is_no_list() -> None:
    """Nothing answered, or no layers written for the questionnaire."""
    assert equipment(Narrator("zh", diagnosis())) == ()
    empty = diagnosis({}, questionnaire=MANUFACTURING, judge=WUXI)
    assert equipment(Narrator("zh", replace(empty, notes={}))) == ()
