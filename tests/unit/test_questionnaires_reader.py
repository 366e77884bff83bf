"""A questionnaire is read from its files, merged, found by name or path, and read again."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from files import strict_yaml
from files.problems import InvalidFiles
from questionnaires import library
from questionnaires.lint import lint
from questionnaires.model import Kind
from scoring.library import rubric

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
SAMPLE = SAMPLES / "workshop" / "1"


def test_the_files_become_one_questionnaire_in_both_languages() -> None:
    """Dimensions, pages, items and texts of all files are there, Chinese and English together."""
    workshop = library.load(SAMPLE)
    assert (workshop.id, workshop.edition, workshop.minutes) == ("workshop", "1", 5)
    assert [dimension.id for dimension in workshop.dimensions] == ["basis", "shopfloor", "data"]
    assert {item.kind for item in workshop.items} == set(Kind)
    downtime = workshop.by_id["downtime"]
    assert downtime.ask.to("zh") == "设备停机时，谁先知道？"
    assert downtime.ask.to("en") == "When a machine stops, who knows first?"
    assert downtime.options[3].says.to("en").startswith("The system warns ahead")
    assert downtime.not_applicable is not None


def test_items_stand_in_the_order_of_asking_with_ratios_after_their_parts() -> None:
    """The items follow the pages; a ratio comes right after the later of its two numbers."""
    workshop = library.load(SAMPLE)
    asked = [item.id for item in workshop.items if item.asked]
    assert asked == [id for page in workshop.pages for id in page.items]
    ids = [item.id for item in workshop.items]
    assert ids.index("machines_networked_share") == ids.index("machines_networked") + 1


def test_names_of_conditions_are_resolved() -> None:
    """A condition that names others holds, once read, what they stand for."""
    condition = library.load(SAMPLE).by_id["scheduling"].show_if
    assert condition is not None
    assert condition.all is not None
    workshop, employees = condition.all
    assert (workshop.item, workshop.is_) == ("workshop", ("own", "rented"))
    assert (employees.fact, employees.at_least) == ("employees", 20.0)


@pytest.mark.parametrize("path", [SAMPLES / "workshop", str(SAMPLE), f"{SAMPLES / 'workshop'}@1"])
def test_a_path_is_a_questionnaire_or_an_edition(path: Path | str) -> None:
    """A questionnaire's folder, an edition's folder and folder@edition all load."""
    assert library.load(path) is library.load(SAMPLE)


def test_the_newest_edition_is_the_default(tmp_path: Path) -> None:
    """Editions are compared as numbers: 2026.10 is newer than 2026.9."""
    for edition in ("2026.9", "2026.10", "2025.12"):
        shutil.copytree(SAMPLE, tmp_path / edition)
        head = tmp_path / edition / "questionnaire.yaml"
        head.write_text(head.read_text("utf-8").replace('"1"', f'"{edition}"'), "utf-8")
    assert library.load(tmp_path).edition == "2026.10"
    assert library.load(tmp_path, "2026.9").edition == "2026.9"
    assert library.load(f"{tmp_path}@2025.12").edition == "2025.12"


def test_an_unknown_name_is_answered_with_what_there_is() -> None:
    """A wrong name says which questionnaires and editions can be had."""
    with pytest.raises(library.NoSuchQuestionnaire) as refused:
        library.load("manufactoring")
    assert "manufacturing@2026.1" in refused.value.available
    with pytest.raises(library.NoSuchQuestionnaire):
        library.load("manufacturing", "1999.1")


def test_every_shipped_questionnaire_is_found_under_its_own_id() -> None:
    """The folder's name is the id, so an assessment finds its questionnaire and its rubric."""
    assert "manufacturing" in library.available()
    for id, editions in library.available().items():
        for edition in editions:
            loaded = library.load(id, edition)
            assert (loaded.id, loaded.edition) == (id, edition)
            assert rubric(loaded.default_rubric, loaded).questionnaire == id


def test_files_are_read_once_until_they_change(tmp_path: Path) -> None:
    """A page does not read files again; a method owner's change is seen at once."""
    folder = tmp_path / "1"
    shutil.copytree(SAMPLE, folder)
    first = library.load(folder)
    assert library.load(folder) is first
    head = folder / "questionnaire.yaml"
    head.write_text(head.read_text("utf-8").replace("minutes: 5", "minutes: 6"), "utf-8")
    os.utime(head, ns=(1, 1))
    assert library.load(folder).minutes == 6


def test_an_unfinished_questionnaire_loads_but_does_not_pass(tmp_path: Path) -> None:
    """What only lacks a translation can be tried out; the linter still says what is missing."""
    folder = tmp_path / "1"
    shutil.copytree(SAMPLE, folder)
    shutil.rmtree(folder / "translations")
    assert library.load(folder).title.to("en") == "样例车间自诊断"
    assert [problem.code for problem in lint(folder)] == ["Q080"]


def test_an_unsound_questionnaire_does_not_load(tmp_path: Path) -> None:
    """A questionnaire that cannot be used is refused with its problems, in file and line order."""
    folder = tmp_path / "1"
    shutil.copytree(SAMPLE, folder)
    data = folder / "data.yaml"
    data.write_text(data.read_text("utf-8").replace("article: 50", "article: 500"), "utf-8")
    with pytest.raises(InvalidFiles) as refused:
        library.load(folder)
    assert [problem.code for problem in refused.value.problems] == ["Q074", "Q074"]
    assert refused.value.problems[0].line < refused.value.problems[1].line
    assert "第 500 条" in str(refused.value)


NODES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 200),
    st.sampled_from(["", "x", "workshop", "No", "ratio", "has_workshop", "2023"]),
    st.lists(st.sampled_from(["own", "plan", 3]), max_size=2),
    st.dictionaries(
        st.sampled_from(["id", "item", "is", "all", "extra"]), st.just("x"), max_size=2
    ),
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_mistake_crashes_the_linter(data: st.DataObject, tmp_path_factory: Any) -> None:
    """Any node of any file replaced by anything gives problems or none, never a traceback."""
    folder = tmp_path_factory.mktemp("edition")
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    file = data.draw(st.sampled_from(sorted(folder.rglob("*.yaml"))))
    tree = mutable(strict_yaml.read(file)[0].data)
    mutate(tree, data)
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    for problem in lint(folder):
        assert problem.code in str(problem)


def mutable(node: Any) -> Any:
    """Tuples as lists."""
    if isinstance(node, dict):
        return {key: mutable(value) for key, value in node.items()}
    return [mutable(each) for each in node] if isinstance(node, tuple) else node


def mutate(tree: Any, data: st.DataObject) -> None:
    """Replace or drop one node, chosen by walking down from the top."""
    while True:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(tree[key], dict | list) and tree[key] and data.draw(st.booleans()):
            tree = tree[key]
        elif data.draw(st.booleans()):
            tree[key] = data.draw(NODES)
            return
        else:
            del tree[key]
            return
