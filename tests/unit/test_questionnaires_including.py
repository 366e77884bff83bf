"""A pool's items are written once and mean the same wherever they are included."""

from pathlib import Path
from shutil import copytree

import pytest

from questionnaires.library import load
from questionnaires.lint import lint
from questionnaires.model import Condition

SAMPLE = Path(__file__).parents[1] / "data" / "invalid" / "Q007-not-in-pool"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A questionnaire ``tiny`` that includes ``tools`` of the pool ``shared`` beside it."""
    copytree(SAMPLE, tmp_path / "both")
    change(tmp_path / "both/tiny/1/work.yaml", "shared/tolls}", "shared/tools, show_if: has_shop}")
    cut(tmp_path / "both/tiny/1/work.yaml", "  - id: tools")
    cut(tmp_path / "both/tiny/1/translations/en.yaml", "  tools:")
    return tmp_path / "both"


def change(file: Path, old: str, new: str) -> None:
    """Replace ``old``, which stands in the file once."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def cut(file: Path, begin: str) -> None:
    """Leave out everything from the line ``begin`` on."""
    head, found, _rest = file.read_text("utf-8").partition(begin)
    assert found
    file.write_text(head, "utf-8")


def test_an_included_item_is_the_pools_in_both_languages(folder: Path) -> None:
    """Text, options and translation come from the pool; dimension and condition are one's own."""
    assert lint(folder) == []
    pool, tiny = load(folder / "shared"), load(folder / "tiny")
    own = {"dimension": "work", "show_if": Condition(item="shop", is_=("own",))}
    assert tiny.by_id["tools"] == pool.by_id["tools"].model_copy(update=own)
    assert tiny.by_id["tools"].ask.en == "Which do you use?"


def test_a_change_in_the_pool_is_a_change_of_those_that_include_it(folder: Path) -> None:
    """The digest covers included items, and an edited pool is read again."""
    before = load(folder / "tiny").digest
    for file, old, new in (
        ("work.yaml", "{id: system,", "{id: software,"),
        ("translations/en.yaml", "system: A system", "software: A system"),
    ):
        change(folder / "shared/1" / file, old, new)
    assert load(folder / "tiny").digest != before


def test_a_pools_condition_goes_with_its_item(folder: Path) -> None:
    """Without a condition of one's own the pool's holds, its routing names written out."""
    change(folder / "tiny/1/work.yaml", ", show_if: has_shop}", "}")
    change(
        folder / "shared/1/work.yaml",
        "    ask: 哪些在用？",
        "    ask: 哪些在用？\n    show_if: has_shop",
    )
    assert load(folder / "tiny").by_id["tools"].show_if == Condition(item="shop", is_=("own",))
