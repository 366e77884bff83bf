"""A rule from another distribution: installed, found, checked and explained like one's own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
WORKSHOP = TESTS / "cases" / "rubrics" / "workshop.yaml"
MEAN = "      aggregate: weighted_mean\n"
ASK = """
import json, pathlib, sys
from questionnaires.library import load
from files.problems import InvalidFiles
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.reader import read_rubric
from scoring.rules.registry import BrokenRules

questionnaire = load(sys.argv[1])
answers = {"workshop": "own", "downtime": "foreseen", "scheduling": "head", "scrap_rate": 3.0}
try:
    rubric = read_rubric(pathlib.Path(sys.argv[2]), questionnaire)
except InvalidFiles as invalid:
    print(json.dumps([[each.code, each.message("en")] for each in invalid.problems]))
except BrokenRules as broken:
    print(json.dumps(broken.problems))
else:
    card = scorecard_of(questionnaire, rubric, Sheet(answers, {"employees": 30.0}))
    node = next(node for node in card.nodes if node.id == "shopfloor")
    gained = sum(item.gained for item in card.items)
    print(json.dumps([node.score, card.total, gained, node.low, node.high]))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the example distribution was really installed."""
    target = tmp_path_factory.mktemp("site")
    install(TESTS / "plugin", target)
    return target


def install(distribution: Path, target: Path) -> None:
    """Build and install ``distribution`` into ``target``, from nowhere but this machine."""
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps"]
    command += ["--no-build-isolation", "--no-cache", "--python", sys.executable]
    command += ["--target", str(target), str(distribution)]
    subprocess.run(command, check=True)


def asked(folder: Path, aggregate: str, *paths: Path) -> Any:
    """What a program that has ``paths`` says of the sample rubric with that rule at one node."""
    file = folder / "rubric.yaml"
    text = WORKSHOP.read_text("utf-8")
    assert text.count(MEAN) == 1
    file.write_text(text.replace(MEAN, f"      aggregate: {aggregate}\n"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(TESTS / "data" / "samples" / "workshop" / "1"), str(file)],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(map(str, paths))},
    )
    return json.loads(done.stdout)


def test_an_installed_rule_scores_and_explains_itself(installed: Path, tmp_path: Path) -> None:
    """A rule found by entry point gives the score of its formula, and the parts add up (S30)."""
    found = asked(tmp_path, "{rule: power_mean, exponent: 2}", installed)
    score, total, gained, low, high = found
    assert score == pytest.approx(100 * ((2 * 1 + 2 * 0 + 1 * 0.25) / 5) ** 0.5)
    assert total == pytest.approx(gained) == pytest.approx(score)
    assert low == pytest.approx(high) == pytest.approx(score)


def test_the_options_of_an_installed_rule_are_checked_all_at_once(
    installed: Path, tmp_path: Path
) -> None:
    """An unknown option, a wrong type and a missing option are named like those of one's own."""
    found = asked(tmp_path, "{rule: power_mean, exponent: two, strength: 3}", installed)
    assert [code for code, _ in found] == ["Y020", "Y022"]
    assert "strength" in found[0][1]
    assert "exponent" in found[1][1]
    assert [code for code, _ in asked(tmp_path, "power_mean", installed)] == ["Y021"]
    assert [code for code, _ in asked(tmp_path, "{rule: power_mean, exponent: 0}", installed)] == [
        "Y025"
    ]


def test_without_the_distribution_its_rule_is_unknown(tmp_path: Path) -> None:
    """A rubric that names a rule nobody has installed is refused with those that there are."""
    [[code, message]] = asked(tmp_path, "{rule: power_mean, exponent: 2}")
    assert code == "R020"
    assert "cumulative" in message


def test_distributions_that_break_are_all_named(installed: Path, tmp_path: Path) -> None:
    """A taken name and a module that does not load are refused together, by distribution."""
    entries = []
    for name, code in (
        ("twin", (TESTS / "plugin" / "shuzhen_power_mean.py").read_text("utf-8")),
        ("hollow", "import nothing_of_that_name\n"),
    ):
        (tmp_path / f"{name}.py").write_text(code, "utf-8")
        entries.append(f"{name} = {name}")
    info = tmp_path / "others-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: others\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[shuzhen.rules]\n" + "\n".join(entries), "utf-8")
    found = asked(tmp_path, "{rule: power_mean, exponent: 2}", installed, tmp_path)
    assert len(found) == 2
    assert any("power_mean" in each and "others" in each for each in found)
    assert any("nothing_of_that_name" in each for each in found)
