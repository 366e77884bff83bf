"""Every kind of problem of a crosswalk is found where it is, alone, and said in helpful words."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from cli.main import run
from files.problems import Problem
from questionnaires.crosswalks import FOLDER as SHIPPED
from questionnaires.crosswalks import crosswalks_from, entries, model
from questionnaires.lint import lint
from tests.unit.crosswalk_world import FOLDER, SHOP
from tests.unit.problem_codes import ROOT, CodesOfFiles

GUIDE = (ROOT / "docs" / "crosswalks.md").read_text("utf-8")


class TestCodes(CodesOfFiles):
    """Those of crosswalks."""

    area = "crosswalk_problems"
    folder = FOLDER
    guide = "crosswalks.md"
    entries = (entries.CrosswalkEntry, model.Relation, model.ReadBand)

    def problems(self, sample: Path) -> Iterable[Problem]:
        """Of a folder with a crosswalk."""
        return lint(sample)


def test_the_example_of_the_guide_is_sound(tmp_path: Path) -> None:
    """What the guide shows as a crosswalk passes the linter."""
    for name in ("shop", "nation"):
        shutil.copytree(FOLDER / name, tmp_path / name)
    found = re.search(r"```yaml\n(from: shop.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    (tmp_path / "crosswalks").mkdir()
    (tmp_path / "crosswalks" / "shop--nation.yaml").write_text(found[1], "utf-8")
    assert lint(tmp_path / "crosswalks") == []


def test_a_questionnaire_that_is_broken_itself_is_named(tmp_path: Path) -> None:
    """A crosswalk to a questionnaire that cannot be read says so, and does not fall over."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "nation" / "1" / "base.yaml").write_text("id: [", "utf-8")
    (problem,) = lint(tmp_path / "crosswalks")
    assert (problem.code, problem.params["name"]) == ("X002", "nation@1")


def test_form_and_shape_are_told_all_at_once(tmp_path: Path) -> None:
    """An unknown key, a wrong relation and a missing key are reported together."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "crosswalks" / "shop--nation.yaml"
    text = file.read_text("utf-8").replace("relation: equal}", "relation: same}", 1)
    file.write_text(text.replace("confidence: own", "confidense: own"), "utf-8")
    assert sorted(problem.code for problem in lint(file)) == ["Y020", "Y021", "Y023"]


def test_the_command_counts_crosswalks(capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen lint` of a folder of crosswalks says how many it has checked."""
    assert run(["lint", str(FOLDER / "crosswalks"), "--lang", "en"]) == 0
    assert "1 crosswalk(s)" in capsys.readouterr().out


def test_the_shipped_crosswalks_are_sound() -> None:
    """Every crosswalk that comes with the product passes the linter."""
    assert list(SHIPPED.glob("*--*.yaml"))
    assert lint(SHIPPED) == []


def test_relations_of_a_pool_are_taken_along(tmp_path: Path) -> None:
    """What a pool's crosswalk reads holds where the items are the same; what is own goes before."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "crosswalks"
    shutil.copytree(tmp_path / "shop", tmp_path / "pool")
    for file in (tmp_path / "pool" / "1").glob("*.yaml"):
        text = file.read_text("utf-8").replace("id: shop\n", "id: pool\n")
        file.write_text(text.replace("{id: hand, says: 手画}", "{id: pen, says: 手画}"), "utf-8")
    text = (folder / "shop--nation.yaml").read_text("utf-8").replace("hand: [none]", "pen: [none]")
    pool = text.replace("from: shop", "from: pool", 1)
    (folder / "pool--nation.yaml").write_text(pool, "utf-8")
    head = text[: text.index("relations:")]
    own = '  - {from: machines, to: machines_total, relation: equal, editions: ["1"]}\n'
    (folder / "shop--nation.yaml").write_text(
        f"{head}with: [pool--nation]\nrelations:\n{own}", "utf-8"
    )
    (walk,) = crosswalks_from(SHOP, folder)
    pairs = [(relation.from_, relation.to) for relation in walk.relations]
    assert len(pairs) == len(set(pairs))
    assert pairs[0] == ("machines", "machines_total")
    assert ("orders", "order_scene") in pairs
    assert "drawings" not in {ours for ours, _ in pairs}  # other answers than the pool's


def test_a_crosswalk_cannot_take_itself_along(tmp_path: Path) -> None:
    """A circle of crosswalks is a problem, not an endless walk."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "crosswalks" / "shop--nation.yaml"
    text = file.read_text("utf-8").replace("relations:", "with: [shop--nation]\nrelations:", 1)
    file.write_text(text, "utf-8")
    assert [problem.code for problem in lint(file)] == ["X017"]
