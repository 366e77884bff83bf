"""The data guide cannot drift: its example is linted, its codes and keys are those of the code."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from questionnaires import entries
from questionnaires.facts import FACTS
from questionnaires.lint import lint
from questionnaires.model import Kind
from questionnaires.regulations import entries as regulation_entries

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "questionnaires.md").read_text("utf-8")
SAMPLES = sorted(
    (path for path in (ROOT / "tests" / "data" / "invalid").iterdir() if path.is_dir()),
    key=lambda path: ("YQL".index(path.name[0]), path.name),
)


def test_the_example_of_the_guide_passes_the_linter(tmp_path: Path) -> None:
    """Whoever copies the three files of the guide has a questionnaire without problems."""
    files = re.findall(r"^`(bakery/[^`]+)`\n\n```yaml\n(.*?)```", GUIDE, re.MULTILINE | re.DOTALL)
    assert len(files) == 3
    for name, text in files:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    assert lint(tmp_path / "bakery") == []


def test_the_guide_lists_every_code_as_its_sample_gives_it() -> None:
    """The table of codes is exactly what the broken samples say today."""
    rows = []
    for folder in SAMPLES:
        problem, *_ = lint(folder)
        message = re.sub("[0-9a-f]{64}", "…", problem.message("en")).replace("|", "\\|")
        link = f"[{problem.code}](../tests/data/invalid/{folder.name})"
        rows.append(f"| {link} | {message} |")
    table = re.search(r"\| code \| an example \|\n\|---\|---\|\n(.*?)\n\n", GUIDE, re.DOTALL)
    assert table is not None
    assert table[1] == "\n".join(rows), "\n".join(rows)


ENTRIES = [
    *(each for each in vars(entries).values() if isinstance(each, type)),
    *(each for each in vars(regulation_entries).values() if isinstance(each, type)),
]
KEYS = sorted(
    {
        field.alias or name
        for entry in ENTRIES
        if issubclass(entry, BaseModel)
        for name, field in entry.model_fields.items()
        if not (field.alias or "").startswith("(")
    }
)


@pytest.mark.parametrize("word", [*KEYS, *FACTS, *Kind])
def test_the_guide_names_every_key_kind_and_fact(word: str) -> None:
    """Nothing can be written into a file that the guide does not mention."""
    assert re.search(rf"[`{{ ]{word}[`:}} ,]", GUIDE)
