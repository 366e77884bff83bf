"""Problems of fairness: each broken sample gives its own, and the guide lists them."""

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest

from cli.main import run
from files.problems import Problem
from questionnaires.library import load
from scoring.card import scorecards_of
from scoring.entries import ExceptionEntry, OrderEntry, ProfileEntry
from scoring.fairness import check_fairness, routes, steps, thinning
from scoring.fairness.checking import findings
from scoring.fairness.finding import SearchExtent
from scoring.reader import read_rubric
from tests.unit.problem_codes import ROOT, CodesOfFiles

SAMPLES = ROOT / "tests" / "data" / "fairness"
FORGE = SAMPLES / "forge" / "1"


class TestCodes(CodesOfFiles):
    """The promises of every family of codes."""

    area = "fairness_problems"
    folder = SAMPLES
    guide = "fairness.md"
    entries = (ExceptionEntry, OrderEntry, ProfileEntry)
    words = ("fairness", "order", "all", "first_step", "weight", "dimension", "ladder", "range")

    def problems(self, sample: Path) -> Iterable[Problem]:
        """Of a rubric for the sample questionnaire."""
        return check_fairness(sample, load(FORGE)).problems


def test_a_fair_rubric_has_no_problem() -> None:
    """What its exceptions say is excused, and nothing else is found."""
    found = check_fairness(SAMPLES / "sound.yaml", load(FORGE))
    assert found.problems == ()
    assert {each.code for each in found.excused} == {"J001", "J003"}
    assert found.reach.exact


def test_the_command_line_says_how_far_it_went(capsys: pytest.CaptureFixture[str]) -> None:
    """Of each rubric: routes, steps, exceptions, problems; with the switch only."""
    asked = [str(SAMPLES / "J001-punished-step.yaml"), str(FORGE)]
    assert run(["lint", *asked, "--lang", "en"]) == 1  # the sample questionnaire is no sound one
    assert "J001" not in capsys.readouterr().out
    assert run(["lint", "--fairness", *asked, "--lang", "en"]) == 1
    page = capsys.readouterr().out
    assert "J001-punished-step.yaml:16: J001 " in page
    assert "forge@1 under fairness: all 4 routes and 2 honest steps worked out" in page


def test_an_item_that_counts_as_nothing_while_it_is_not_asked_punishes_nobody(
    tmp_path: Path,
) -> None:
    """What J001 advises helps."""
    text = (SAMPLES / "J001-punished-step.yaml").read_text("utf-8")
    assert text.count("shop: {weight: 1") == 1
    text = text.replace("shop: {weight: 1", "shop: {routed_out: zero, weight: 1")
    file = tmp_path / "mended.yaml"
    file.write_text(text, "utf-8")
    assert check_fairness(file, load(FORGE)).problems == ()


def test_an_instrument_that_is_given_is_excused_in_one_line(tmp_path: Path) -> None:
    """`check: all` without a place excuses whatever is found."""
    text = (SAMPLES / "J006-no-lowest-rung.yaml").read_text("utf-8")
    head, _ = text.split("fairness:")
    file = tmp_path / "given.yaml"
    file.write_text(
        f"{head}fairness:\n  - {{check: all, reason: {{zh: 照原样, en: Given}}}}\n", "utf-8"
    )
    found = check_fairness(file, load(FORGE))
    assert found.problems == ()
    assert {each.code for each in found.excused} == {"J001", "J003", "J006"}


def test_an_exception_bears_on_no_score() -> None:
    """Rubrics that differ in their exceptions alone have one digest."""
    sound = read_rubric(SAMPLES / "sound.yaml", load(FORGE))
    other = read_rubric(SAMPLES / "J001-punished-step.yaml", load(FORGE))
    assert sound.digest == other.digest


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("J*.yaml")), ids=lambda each: each.stem)
def test_the_evidence_scores_as_it_is_told(sample: Path) -> None:
    """The two sheets of a finding, scored like anybody's, give its totals and levels."""
    questionnaire = load(FORGE)
    rubric = read_rubric(sample, questionnaire)
    shown = [each.evidence for each in findings(questionnaire, rubric, SearchExtent())]
    proved = [each for each in shown if each is not None]
    assert proved
    for each in proved:
        cards = scorecards_of(questionnaire, rubric, [each.before, each.after])
        assert tuple(card.total for card in cards) == pytest.approx(each.totals)
        assert tuple(card.level.number for card in cards if card.level) == each.levels


def test_a_number_on_a_line_is_checked_at_its_ends(tmp_path: Path) -> None:
    """Its best answer is sought beyond the range too, and the result is not called exact."""
    text = (SAMPLES / "J007-best-refused.yaml").read_text("utf-8")
    assert text.count("points: [1, 0]") == 1
    file = tmp_path / "line.yaml"
    line = "points: {line: [[1, 1], [10, 0]]}"
    file.write_text(text.replace("points: [1, 0]", line), "utf-8")
    found = check_fairness(file, load(FORGE))
    assert [problem.code for problem in found.problems] == ["J007"]
    assert not found.reach.exact


def test_every_row_of_a_table_of_weights_is_searched(tmp_path: Path) -> None:
    """What is unfair to large firms only is found, with a pair of large firms that shows it."""
    text = (SAMPLES / "sound.yaml").read_text("utf-8")
    before, rest = text.split("  items:\n")
    _, after = rest.split("levels:\n")
    why = "reason: {zh: 样, en: Sample}"
    weights = "{weights: {plan: 1, records: 1, on_time: 1, copies: 1, shop: SHOP}, reason: 样}"
    light, heavy = weights.replace("SHOP", "0.0001"), weights.replace("SHOP", "1")
    table = (
        "  weights_by:\n    fact: size\n    rows:\n"
        f"    - {{is: [large], {heavy[1:]}\n    otherwise: {light}\n    unknown: otherwise\n"
        f"  items: {{plan: {{}}, records: {{}}, on_time: {{}}, copies: {{points: [0, 1], {why}}},"
        " shop: {}}\nlevels:\n"
    )
    after = after.split("fairness:")[0]
    file, calm = tmp_path / "by_size.yaml", tmp_path / "calm.yaml"
    file.write_text(before + table + after, "utf-8")
    calm.write_text(before + table.replace(heavy[1:], light[1:]) + after, "utf-8")
    questionnaire = load(FORGE)
    judge = read_rubric(file, questionnaire)
    found = findings(questionnaire, judge, reach := SearchExtent())
    assert reach.exact
    (step,) = (each for each in found if each.code == "J001")
    assert step.evidence is not None
    assert step.evidence.route["size"] == "large"
    assert "size = large" in str(step.params["route"])
    cards = scorecards_of(questionnaire, judge, [step.evidence.before, step.evidence.after])
    assert tuple(card.total for card in cards) == pytest.approx(step.evidence.totals)
    others = findings(questionnaire, read_rubric(calm, questionnaire), SearchExtent())
    assert "J001" not in {each.code for each in others}


@pytest.mark.parametrize(
    ("module", "bound", "most", "seen"),
    [
        (routes, "MOST_STATES", 1, set()),  # of one state there is no step
        (thinning, "MOST_ROUTES", 2, {"J001"}),
        (steps, "MOST_PAIRS", 1, {"J001"}),
    ],
)
def test_beyond_its_bounds_the_search_says_so(
    module: ModuleType, bound: str, most: int, seen: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part is drawn or thinned out, and the result is not called exact."""
    monkeypatch.setattr(module, bound, most)
    found = check_fairness(SAMPLES / "J001-punished-step.yaml", load(FORGE))
    assert not found.reach.exact
    assert {problem.code for problem in found.problems} == seen
