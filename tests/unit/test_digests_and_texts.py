"""What a reader sees may be corrected for good; what bears on a score may not, unseen."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from i18n import Text
from questionnaires import library
from questionnaires.digest import _BEARING, digest
from questionnaires.model import Item, Questionnaire
from scoring import library as rubrics
from scoring.library import FOLDER
from scoring.reader import read_rubric
from scoring.rubric import Rubric

SHIPPED = [
    (name, edition) for name, editions in library.available().items() for edition in editions
]
VERSIONS = Path(__file__).parents[1] / "data" / "rubric_versions.yaml"
WORDS = {"ask", "why", "explain", "evidence", "first_step", "not_applicable"}  # the last: its words

told = st.builds(Text, zh=st.text("新说法", min_size=1), en=st.text("words", min_size=1))
times = settings(max_examples=20, deadline=None)


def retold(value: Any, word: Text, *, keep: tuple[str, ...] = ()) -> Any:
    """``value`` with every text in it, however deep, said in other words."""
    if isinstance(value, Text):
        return word
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        said = {
            name: each if name in keep else retold(each, word, keep=keep)
            for name, each in fields.items()
        }
        return type(value).model_construct(**said)
    if isinstance(value, tuple):
        return tuple(retold(each, word, keep=keep) for each in value)
    return value


@times
@given(st.data())
def test_an_edition_said_in_other_words_keeps_its_digest(data: st.DataObject) -> None:
    """Any text of any item of any shipped edition may change; only a unit is no mere word."""
    questionnaire = library.load(*data.draw(st.sampled_from(SHIPPED)))
    one, *rest = data.draw(st.permutations(questionnaire.items))
    again = retold(one, data.draw(told), keep=("unit",)).model_copy(update={"cites": ()})
    assert again.ask != one.ask
    assert digest([again, *rest]) == questionnaire.digest


def test_every_field_of_an_item_bears_on_a_score_or_is_told() -> None:
    """A new field has to be decided: it is in the digest, or it is a text or a citation."""
    assert set(_BEARING) == set(Item.model_fields) - WORDS - {"cites"}


def every_rubric() -> dict[str, tuple[Path, Questionnaire]]:
    """Each shipped rubric of one questionnaire by its file's name, with its first edition."""
    found = {}
    for file in sorted(FOLDER.glob("*/*.yaml")):
        name = file.stem.partition("@")[0]
        questionnaire = rubrics.editions_for(file, name, {})[0]
        found[f"{file.parent.name}/{file.stem}"] = (file, questionnaire)
    return found


RUBRICS = every_rubric()


@times
@given(st.data())
def test_a_rubric_said_in_other_words_keeps_its_digest(data: st.DataObject) -> None:
    """Titles, reasons, provenance and the meaning of the levels may change at any time."""
    file, questionnaire = RUBRICS[data.draw(st.sampled_from(sorted(RUBRICS)))]
    rubric = read_rubric(file, questionnaire)
    word = data.draw(told)
    again: Rubric = retold(rubric, word)
    assert again.levels[0].meaning == again.tree.reason == word
    assert again.digest == rubric.digest


def test_a_judgement_that_changes_gets_a_new_version() -> None:
    """Each shipped version of a rubric judges for good as it did when it was recorded.

    Where this fails: raise the rubric's ``version`` and record it beside the old ones.
    """
    recorded = yaml.safe_load(VERSIONS.read_text("utf-8"))
    for name, (file, questionnaire) in RUBRICS.items():
        rubric = read_rubric(file, questionnaire)
        assert recorded[name].get(rubric.version) == rubric.digest, (name, rubric.version)


@pytest.mark.parametrize("name", sorted(RUBRICS))
def test_no_version_is_recorded_twice(name: str) -> None:
    """Two versions of a rubric are two judgements: a text alone makes no new version."""
    digests = list(yaml.safe_load(VERSIONS.read_text("utf-8"))[name].values())
    assert len(digests) == len(set(digests))
