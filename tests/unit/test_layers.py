"""Every kind of problem of files of layers is found where it is; what is shipped is sound."""

import re
from pathlib import Path

import pytest

from cli.main import run
from files.problems import InvalidFiles
from i18n.catalogue import texts
from questionnaires.library import available, load
from reports.layers import model
from reports.layers.reader import FOLDER as SHIPPED
from reports.layers.reader import check, layers_for

FOLDER = Path(__file__).parents[1] / "data" / "layers"
GUIDE = (Path(__file__).parents[2] / "docs" / "layers.md").read_text("utf-8")
ELSEWHERE = {"A008"}  # of contradictions alone: test_contradictions.py
CODES = sorted(
    name for name in texts("layer_problems") if not name.endswith("_fix") and name not in ELSEWHERE
)
SAMPLES = sorted(folder for folder in FOLDER.iterdir() if folder.name.startswith("A"))


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_broken_sample_gives_its_problem_and_no_other(folder: Path) -> None:
    """One mistake, marked in the file by a comment, gives one problem at that line."""
    (problem,) = check(folder.glob("*.yaml"), {})
    lines = problem.file.read_text("utf-8").splitlines()
    (marked,) = [number for number, line in enumerate(lines, 1) if "# here" in line]
    assert (problem.code, problem.line) == (folder.name[:4], marked)


def test_every_code_has_a_sample() -> None:
    """No code is added, renamed or forgotten without its broken sample."""
    assert [folder.name[:4] for folder in SAMPLES] == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_what_is_wrong_and_what_to_do(code: str) -> None:
    """Two texts a code, in both languages, as sentences."""
    for name in (code, f"{code}_fix"):
        assert texts("layer_problems")[name].zh.endswith("。")
        assert texts("layer_problems")[name].en.endswith(".")


def test_the_guide_lists_every_code_as_its_sample_gives_it() -> None:
    """The table of codes is exactly what the broken samples say today."""
    rows = []
    for folder in SAMPLES:
        (problem,) = check(folder.glob("*.yaml"), {})
        link = f"[{problem.code}](../tests/data/layers/{folder.name})"
        rows.append(f"| {link} | {problem.message('en')} |")
    table = re.search(r"\| code \| an example \|\n\|---\|---\|\n(.*?)\n\n", GUIDE, re.DOTALL)
    assert table is not None
    assert table[1] == "\n".join(rows), "\n".join(rows)


@pytest.mark.parametrize("word", [*model.Layers.model_fields, *model.Component.model_fields])
def test_the_guide_names_every_key(word: str) -> None:
    """Nothing can be written into a file that the guide does not mention."""
    assert f"`{word}`" in GUIDE


def test_the_example_of_the_guide_is_sound(tmp_path: Path) -> None:
    """What the guide shows as a file passes the linter."""
    found = re.search(r"```yaml\n(questionnaire: .*?)```", GUIDE, re.DOTALL)
    assert found is not None
    (tmp_path / "manufacturing.yaml").write_text(found[1], "utf-8")
    assert check(tmp_path.glob("*.yaml"), {}) == ()


def test_what_cannot_be_read_is_told_and_not_used(tmp_path: Path) -> None:
    """A file of the wrong shape gives its problems, all of them, and nothing else."""
    text = (FOLDER / "sound" / "manufacturing.yaml").read_text("utf-8")
    file = tmp_path / "manufacturing.yaml"
    file.write_text(text.replace("shown_by", "shown", 1).replace("title", "titel", 1), "utf-8")
    assert {problem.code[0] for problem in check([file], {})} == {"Y"}
    file.write_text("layers: [", "utf-8")
    assert [problem.code for problem in check([file], {})] == ["Y003"]


def test_what_is_shipped_is_sound() -> None:
    """Every shipped file passes the linter."""
    assert check(sorted(SHIPPED.glob("*.yaml")), {}) == ()


FULL = [id for id in available() if load(id).form == "full"]


@pytest.mark.parametrize("name", ["manufacturing@2026.1", *FULL])
def test_every_full_questionnaire_has_layers(name: str) -> None:
    """Five of them, from the foundation to decisions; a dozen questions on one matter have none."""
    found = layers_for(load(name))
    assert found is not None
    titles = [layer.title.zh for layer in found.layers]
    assert [titles[0], *titles[2:]] == ["基础层", "平台层", "管理应用层", "智能决策层"]
    assert layers_for(load("quick_scan")) is None
    assert layers_for(load("finance_use")) is None


# What two items ask of, though in other words or another trade.
ASKED_TWICE = {
    "manufacturing": {"drawings"},
    "services": {"one_stock", "customers", "jobs", "staff", "margin", "late", "pricing"},
    "agriculture": {"machines", "trace_code"},
}


@pytest.mark.parametrize("name", FULL)
def test_a_part_is_not_there_by_another_thing(name: str) -> None:
    """One item shows a part, but for those that are known to ask for the same thing twice."""
    found = layers_for(load(name))
    assert found is not None
    several = {
        component.id
        for layer in found.layers
        for component in layer.components
        if len(component.shown_by) > 1
    }
    assert several == ASKED_TWICE.get(name, set())


def test_a_test_kit_is_no_probe() -> None:
    """Who measures oxygen by hand has no probe in the pond, whatever hangs in the outlet."""
    found = layers_for(load("agriculture"))
    assert found is not None
    parts = {each.id: each for layer in found.layers for each in layer.components}
    assert "handheld" not in parts["oxygen"].shown_by["pond_oxygen"]
    assert set(parts["oxygen"].shown_by) == {"pond_oxygen"}
    assert set(parts["tail_water"].shown_by) == {"tail_water"}


def test_lint_names_the_line_and_counts_the_sound(capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen lint` knows files of layers by what stands in them."""
    assert run(["lint", str(FOLDER / "A004-no-such-item"), "--lang", "en"]) == 1
    assert ": A004" in capsys.readouterr().out
    assert run(["lint", str(FOLDER / "sound"), "--lang", "en"]) == 0
    assert "1 file(s) of layers" in capsys.readouterr().out


def test_problems_are_collected_when_a_shipped_file_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken file is refused with what is wrong, never half used."""
    (tmp_path / "manufacturing.yaml").write_text("questionnaire: manufacturing", "utf-8")
    monkeypatch.setattr("reports.layers.reader.FOLDER", tmp_path)
    with pytest.raises(InvalidFiles):
        layers_for(load("manufacturing"))
