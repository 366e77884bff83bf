"""Refusals speak both languages and fill their words."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from assessments.model import AnswerRecord, Stage
from assessments.refusals import NotAllowed, Refusal, Stale
from i18n import Text
from i18n.catalogue import texts

ROOT = Path(__file__).parents[2]
SECRET = "王师傅 13800000000"
RAISING = ("access", "assessments", "services", "storage")


def raised() -> dict[str, set[str]]:
    """Key to parameters of every refusal that the product raises with its key spelled out."""
    found: dict[str, set[str]] = {}
    for file in (path for folder in RAISING for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"NotFound", "NotAllowed", "Stale", "Invalid", "StoreProblem"}
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                names = {word.arg for word in node.keywords if word.arg}
                found.setdefault(str(node.args[0].value), set()).update(names)
    return found


def test_refusals_are_found() -> None:
    """The walk over the code sees the refusals."""
    assert {"incomplete", "not_allowed", "store_foreign", "answer_changed"} <= set(raised())


@pytest.mark.parametrize(("key", "names"), sorted(raised().items()))
def test_a_refusal_has_words_and_all_that_they_name(key: str, names: set[str]) -> None:
    """Every raised key has a text in both languages that asks for nothing that is not given."""
    text = texts("refusals")[key]
    for words in (text.zh, text.en):
        assert words
        assert set(re.findall(r"{(\w+)}", words)) <= names


def test_parameters_are_shown_to_people() -> None:
    """A Text in the reader's language, a stage by its name, a time as in China, a list joined."""
    refusal = NotAllowed("wrong_move", stage=Stage.DRAFT, to=Text(zh="甲", en="A"))
    assert "填写中" in refusal.to("zh")
    assert '"A"' in refusal.to("en")
    stale = Refusal(
        "answer_changed",
        item=Text(zh="题", en="Q"),
        at=datetime(2026, 3, 1, 16, 0, tzinfo=UTC),
        author="王芳",
        value=["a", "b"],
    )
    assert "2026-03-02 00:00:00" in stale.to("zh")
    assert "a、b" in stale.to("zh")
    assert "a, b" in stale.to("en")


def test_every_stage_has_a_name() -> None:
    """In both languages, all different."""
    names = texts("stages")
    assert set(names) == {stage.value for stage in Stage}
    assert len({text.zh for text in names.values()}) == len(Stage)


def test_neither_a_refusal_nor_a_wrong_value_carries_answers_into_a_log() -> None:
    """Their technical words name what happened; what somebody typed is for the person only."""
    refusal = Stale("answer_changed", value=SECRET, author=SECRET)
    assert str(refusal) == "answer_changed"
    with pytest.raises(ValidationError) as wrong:
        AnswerRecord.model_validate({"note": [SECRET], "value": SECRET, "revision": SECRET})
    assert "revision" in str(wrong.value)
    assert SECRET not in str(wrong.value)
