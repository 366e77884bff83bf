"""The five layers: what is there, what the plan brings, what is not, told by more than colour."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n import Lang
from questionnaires.answers import Answer
from questionnaires.library import load
from reports.chapters.architecture import architecture
from reports.diagnosis import Diagnosis
from reports.figures import LayerPart, LayersFigure
from reports.layers.reader import layers_for
from reports.narratives.narrator import Narrator
from reports.plotly_figures import draw
from reports.print_figures import svg
from reports.report import Picture
from tests.unit.outlook_cases import whole
from tests.unit.report_cases import (
    LANGS,
    MANUFACTURING,
    WUXI,
    claims_to,
    diagnosis,
)


def figure(known: Diagnosis, lang: Lang = "zh") -> LayersFigure:
    """The picture of the chapter."""
    found = [block for block in architecture(Narrator(lang, known)) if isinstance(block, Picture)]
    assert len(found) == 1
    assert isinstance(found[0].figure, LayersFigure)
    return found[0].figure


def parts(known: Diagnosis) -> Mapping[str, LayerPart]:
    """Every part by its name."""
    return {part.name: part for _, layer in figure(known).layers for part in layer}


def manufacturing(claims: Mapping[str, Answer]) -> Diagnosis:
    """A machine builder with these answers and no plan."""
    return diagnosis(claims, questionnaire=MANUFACTURING, judge=WUXI, notes={})


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["manufacturing", "services", "agriculture"])
def test_the_picture_tells_every_state_in_words(name: str, lang: Lang) -> None:
    """Each part with its state stands in the print picture, on the screen and in the alt text."""
    shown = figure(whole(name), lang)
    printed, screen = svg(shown), str(draw(shown).to_json())
    for title, layer in shown.layers:
        assert title in shown.alt
        for part in layer:
            assert part.name in shown.alt
            assert part.said in shown.alt
            assert part.said in printed
    assert escape(shown.alt) in printed
    assert screen.count('"type":"rect"') == sum(len(layer) for _, layer in shown.layers)


def test_states_look_different_without_colour() -> None:
    """Filled, dashed, dotted and plain boxes: no two states share fill and stroke."""
    states: list[LayerPart] = [LayerPart(s, s, s) for s in ("there", "coming", "missing", "open")]
    printed = svg(LayersFigure((("t", tuple(states)),), "alt"))
    boxes = [line for line in printed.splitlines() if 'rx="3"' in line]
    looks = {line.split('rx="3"')[1] for line in boxes}
    assert len(boxes) == len(looks) == 4


def test_the_lowest_layer_stands_at_the_bottom() -> None:
    """The foundation is drawn last, decisions first."""
    printed = svg(figure(whole()))
    assert printed.index("智能决策层</text>") < printed.index("基础层</text>")


def test_what_is_there_follows_from_the_answers() -> None:
    """A rung that shows a part makes it there; a lower one does not; an open one is not judged."""
    found = parts(
        manufacturing({"backup": "daily", "accounts": "shared", "shop_network": ("none",)})
    )
    assert found["数据备份"].state == "there"
    assert found["账号管理"].state == "missing"
    assert found["车间网络"].state == "missing"
    assert found["协同办公"].state == "open"
    assert found["协同办公"].said == "未答"


def test_what_cannot_apply_is_not_drawn() -> None:
    """Without a workshop there are no machines to network."""
    found = parts(manufacturing({"workshop": "none", "backup": "daily"}))
    assert "停机自动记录" not in found
    assert "数据备份" in found


def test_the_plan_brings_what_its_tasks_lead_to() -> None:
    """A part that comes names the phase; without the plan it is not there."""
    known = whole()
    coming = {name: part for name, part in parts(known).items() if part.state == "coming"}
    assert coming
    bare = parts(replace(known, plan=None))
    assert {bare[name].state for name in coming} == {"missing"}
    assert all(
        part.said.startswith("第 ") and part.said.endswith(" 阶段补充") for part in coming.values()
    )


def test_without_layers_or_answers_there_is_no_chapter() -> None:
    """A questionnaire that no layers are written for has none, nor has an empty sheet."""
    assert architecture(Narrator("zh", diagnosis())) == ()
    assert architecture(Narrator("zh", manufacturing({}))) == ()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_better_answer_never_takes_a_part_away(data: st.DataObject) -> None:
    """Raising any one ladder leaves every part there that was there."""
    claims = {**data.draw(claims_to(MANUFACTURING)), "workshop": "all_own", "backup": "daily"}
    layers = layers_for(load("manufacturing"))
    assert layers is not None
    ladders = [
        item
        for item in MANUFACTURING.items
        if item.kind == "ladder" and isinstance(claims.get(item.id), str)
    ]
    item = data.draw(st.sampled_from(ladders))
    before = parts(manufacturing(claims))
    after = parts(manufacturing({**claims, item.id: item.options[-1].id}))
    there = {name for name, part in before.items() if part.state == "there"}
    assert there <= {name for name, part in after.items() if part.state == "there"}
