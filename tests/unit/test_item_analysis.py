"""What many sheets say of each item: of a file by the command, of the store for a method owner."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from access.actor import Actor, Role
from aggregates.items.analysis import Analysis, ItemAnalysis, Verified, analyse
from aggregates.items.estimates import SampleEstimate, SampleFigure, TooFew
from assessments.refusals import NotAllowed
from cli.main import run
from questionnaires.answers import parse_answer
from questionnaires.columns import columns_of
from questionnaires.library import load
from questionnaires.model import Questionnaire
from scoring.library import rubric
from scoring.rubric import Rubric
from services import analysing, verifying
from services.analysis_tables import two_decimals
from tests.town import Town, new_town
from tests.unit.score_tables import RUBRIC, WORKSHOP, write_csv
from tests.visiting import visited

OWNER = Actor(Role.METHOD_OWNER, "owner", "方法")
PLANS = ("nowhere", "page", "budgeted")


@pytest.fixture(scope="module")
def workshop() -> Questionnaire:
    """The sample questionnaire."""
    return load(WORKSHOP)


@pytest.fixture(scope="module")
def judge(workshop: Questionnaire) -> Rubric:
    """Its rubric."""
    return rubric(RUBRIC, workshop)


@pytest.fixture
def town() -> Iterator[Town]:
    """A fresh town."""
    with new_town() as town:
        yield town


def sheet(plan: str, **more: Any) -> Mapping[str, Any]:
    """The raw answers of a firm without a workshop."""
    return {"workshop": "none", "plan": plan, "safeguards": ["nothing"], **more}


def analysed(
    asked: Questionnaire,
    judge: Rubric,
    sheets: Sequence[Mapping[str, Any]],
    verified: Sequence[Mapping[str, Any]] | None = None,
    looked_at: Mapping[str, Any] | None = None,
) -> Analysis:
    """The analysis of raw sheets, every other firm small and in manufacturing."""
    facts = [
        {"section": "C" if n % 2 else "G", "size": "small" if n % 2 else "micro"}
        for n in range(len(sheets))
    ]

    def columns(rows: Sequence[Mapping[str, Any]]) -> Any:
        parsed = [
            {id: parse_answer(asked.by_id[id], raw) for id, raw in row.items()} for row in rows
        ]
        return columns_of(asked, parsed, facts)

    seen = None if verified is None else Verified(columns(verified), looked_at or {})
    return analyse(asked, judge, columns(sheets), seen)


def item(found: Analysis, id: str) -> ItemAnalysis:
    """One item of an analysis."""
    return next(each for each in found.items if each.item.id == id)


def value(figure: SampleFigure) -> float:
    """What an estimate says."""
    assert isinstance(figure, SampleEstimate)
    return figure.value


def test_shares_and_mean_are_plain_counts(workshop: Questionnaire, judge: Rubric) -> None:
    """Of forty firms ten plan nowhere, thirty on a page: a quarter, three quarters, and nobody."""
    plan = item(analysed(workshop, judge, [sheet("nowhere")] * 10 + [sheet("page")] * 30), "plan")
    assert [value(each.share) for each in plan.rungs] == [0.25, 0.75, 0]
    assert [each.unused for each in plan.rungs] == [False, False, True]
    assert value(plan.mean) == pytest.approx(30 * 0.5 / 40)
    assert (plan.asked, plan.answered) == (40, 40)


def test_a_rung_is_not_called_unused_by_a_few(workshop: Questionnaire, judge: Rubric) -> None:
    """Twenty-nine firms that pass it over prove nothing."""
    plan = item(analysed(workshop, judge, [sheet("page")] * 29), "plan")
    assert [each.unused for each in plan.rungs] == [False, False, False]


def test_ticks_and_bands_are_counted_each(workshop: Questionnaire, judge: Rubric) -> None:
    """A multi item's options by whoever ticked them; a ratio's bands by where its share falls."""
    own = {
        "workshop": "own", "machines_total": 40, "machines_networked": 10, "plan": "page",
        "safeguards": ["backup", "accounts"],
    }  # fmt: skip
    found = analysed(workshop, judge, [own] * 5 + [sheet("page")] * 15)
    ticked = [value(each.share) for each in item(found, "safeguards").rungs]
    assert ticked == [0.25, 0.25, 0, 0, 0.75]
    share = item(found, "machines_networked_share")
    assert (share.asked, share.answered) == (5, 5)
    assert {each.share for each in share.rungs} == {TooFew(5, 10)}


def test_a_number_along_a_line_brings_what_the_line_says(
    workshop: Questionnaire, tmp_path: Path
) -> None:
    """Halfway along a line from 0 to 100 is half of what the question can bring."""
    text = RUBRIC.read_text("utf-8")
    line = "scrap_rate: {weight: 1, reason: 少些好, points: {line: [[0, 1], [10, 0]], clip: true}}"
    drawn = text.replace("scrap_rate: {weight: 1, reason: 报废越少越好, points: [2, 1, 0]}", line)
    assert drawn != text
    file = tmp_path / "line.yaml"
    file.write_text(drawn, "utf-8")
    own = {"workshop": "own", "plan": "page", "safeguards": ["backup"], "scrap_rate": 2.5}
    found = analysed(workshop, rubric(file, workshop), [own] * 12 + [sheet("page")] * 3)
    assert value(item(found, "scrap_rate").mean) == pytest.approx(0.75)


def test_groups_are_shown_from_ten_on(workshop: Questionnaire, judge: Rubric) -> None:
    """Nineteen firms make one group of ten and one of nine, of which nothing is told."""
    groups = item(analysed(workshop, judge, [sheet("page")] * 19), "plan").groups
    means = {(each.fact, each.group): each.mean for each in groups}
    assert means == {
        ("section", "G"): SampleEstimate(0.5, 10),
        ("section", "C"): TooFew(9, 10),
        ("size", "micro"): SampleEstimate(0.5, 10),
        ("size", "small"): TooFew(9, 10),
    }


def test_agreement_counts_only_what_somebody_looked_at(
    workshop: Questionnaire, judge: Rubric
) -> None:
    """An answer that nobody checked is no agreement."""
    claims = [sheet(plan) for plan in itertools.islice(itertools.cycle(PLANS), 60)]
    looked = np.arange(60) < 40
    found = analysed(workshop, judge, claims, claims, {"plan": looked})
    agreed = item(found, "plan").agreement
    assert agreed == SampleEstimate(1.0, 40, 1.0, 1.0)
    none = analysed(workshop, judge, claims, claims, {"plan": looked & (np.arange(60) < 20)})
    assert item(none, "plan").agreement == TooFew(20, 30)


def test_claims_above_what_is_seen_lower_the_agreement(
    workshop: Questionnaire, judge: Rubric
) -> None:
    """The same order with everybody a rung too high agrees less than wholly."""
    claims = [sheet(plan) for plan in ("page", "budgeted") * 20]
    seen = [sheet(plan) for plan in ("nowhere", "page") * 20]
    assert 0 < value(item(analysed(workshop, judge, claims, seen), "plan").agreement) < 0.6


def test_no_reliability_without_a_declaration(
    workshop: Questionnaire, judge: Rubric, tmp_path: Path
) -> None:
    """Alpha and omega are of the nodes whose rubric says that they are one thing, and why."""
    sheets = [sheet(plan) for plan in PLANS * 20]
    assert analysed(workshop, judge, sheets).blocks == ()
    text = RUBRIC.read_text("utf-8")
    declared = text.replace(
        "\n    - id: data\n", "\n    - id: data\n      one_thing: 都是保住数据\n", 1
    )
    assert declared != text
    file = tmp_path / "declared.yaml"
    file.write_text(declared, "utf-8")
    other = rubric(file, workshop)
    (block,) = analysed(workshop, other, sheets).blocks
    assert (block.node.id, block.reason.zh) == ("data", "都是保住数据")
    assert other.digest == judge.digest, "what is said for analysis bears on no score"


def table(plans: Sequence[str]) -> list[list[str]]:
    """A table of answers of firms without a workshop."""
    rows = [[f"r{place}", "none", plan, "nothing", "8"] for place, plan in enumerate(plans)]
    return [["respondent", "workshop", "plan", "safeguards", "employees"], *rows]


def test_the_command_shows_and_writes_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Shown without an output; with one, a workbook with a sheet a table and one of notes."""
    plans = PLANS * 20
    claimed = write_csv(tmp_path / "claimed.csv", table(plans))
    verified = write_csv(tmp_path / "verified.csv", table(plans[::-1])[:40])
    call = ["analyse", str(claimed), "--questionnaire", str(WORKSHOP), "--rubric", str(RUBRIC)]
    assert run([*call, "--verified", str(verified)]) == 0
    shown = capsys.readouterr()
    assert "33.3%（n=60）" in shown.out
    assert "共 60 家企业的答卷，其中 39 家有核实的答案。" in shown.err
    assert run([*call, "-o", str(tmp_path / "items.xlsx")]) == 0
    book = openpyxl.load_workbook(tmp_path / "items.xlsx")
    assert book.sheetnames == ["题目", "选项", "分组", "量表", "怎么读"]
    cells = [cell.value for row in book["选项"] for cell in row]
    assert cells.count("33.3%（n=60）") == 3


def test_nothing_has_no_sign() -> None:
    """A coefficient that rounds to nothing is 0.00, from below as from above."""
    assert [two_decimals(each) for each in (-0.004, 0.004, -0.006)] == ["0.00", "0.00", "-0.01"]


def test_a_faulty_file_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every wrong cell of the verified sheets is listed with their file."""
    claimed = write_csv(tmp_path / "claimed.csv", table(PLANS))
    verified = write_csv(tmp_path / "verified.csv", table(("page", "guessed", "dreamt")))
    call = ["analyse", str(claimed), "--questionnaire", str(WORKSHOP), "--rubric", str(RUBRIC)]
    assert run([*call, "--verified", str(verified), "-o", str(tmp_path / "out.xlsx")]) == 1
    said = capsys.readouterr().err
    assert said.count("verified.csv: ") == 2
    assert "guessed" in said
    assert "dreamt" in said
    assert not (tmp_path / "out.xlsx").exists()
    assert run([*call, "-o", str(tmp_path / "out.csv")]) == 2
    assert run([*call[:1], str(tmp_path / "none.csv"), *call[2:]]) != 0


def test_signed_assessments_count_and_others_do_not(town: Town) -> None:
    """One sheet an enterprise, the last that was signed; who only handed in is not among them."""
    town.submitted()
    signed = town.signed()
    view = analysing.analysis(town.ctx(OWNER), "workshop")
    assert (view.analysis.sheets, view.analysis.pairs) == (1, 0)
    assert item(view.analysis, "plan").mean == TooFew(1, 10)
    assert signed.questionnaire == view.analysis.questionnaire.id


def test_what_a_consultant_wrote_is_paired_with_the_claim(town: Town) -> None:
    """A verified answer makes the enterprise one of the pairs."""
    assessment = town.under_verification()
    consultant = town.consultant()
    verifying.set_verified(consultant, assessment.id, "plan", "nowhere", remark="没有看到", seen=0)
    visited(consultant, assessment.id)
    seen = verifying.case(consultant, assessment.id).seen
    verifying.sign(consultant, assessment.id, seen=seen)
    assert analysing.analysis(town.ctx(OWNER), "workshop").analysis.pairs == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.METHOD_OWNER, Role.OPERATOR}))
def test_nobody_else_may_see_it(town: Town, role: Role) -> None:
    """Only who keeps questionnaires, and the operator."""
    with pytest.raises(NotAllowed):
        analysing.analysis(town.ctx(Actor(role, "x", centre="c", assessment="a")), "workshop")
