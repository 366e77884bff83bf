"""Rescoring tells what another rubric would make of stored answers, and changes none of them."""

import csv
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assessments.refusals import Invalid, NotAllowed, NotFound
from cli.main import run
from files.problems import InvalidFiles
from questionnaires.library import load
from scoring import scorecard_of
from scoring.library import FOLDER, UnknownRubric, rubric
from services import comparing, rescoring, results, verifying
from services.bridge_tables import COLUMNS, bridge_table, comma_separated, workbook
from services.dossier import dossier_of
from services.rescoring import Bridge, Rescored
from services.sides import sheet_of_side
from storage import open_store
from tests.town import SAMPLES, Town, new_town
from wording.voice import Voice

EQUAL = FOLDER / "equal.yaml"


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    """A rubric of the sample questionnaire in which the first dimension weighs three times."""
    file = tmp_path / "strict.yaml"
    nodes = "\n".join(
        f"""    - id: {name}
      weight: {weight}
      reason: 为测试而写
      items: {{{", ".join(f"{id}: {{weight: 1, reason: 为测试而写}}" for id in ids)}}}"""
        for name, weight, ids in (
            ("basis", 3, ("machines_networked_share", "plan")),
            ("shopfloor", 1, ("downtime", "scheduling", "scrap_rate")),
            ("data", 1, ("backup_test",)),
        )
    ).replace("{backup_test: {weight: 1, reason: 为测试而写}}", (
        "{backup_test: {weight: 1, reason: 为测试而写}, safeguards: {weight: 1, "
        "points: [1, 1, 1, -1, 0], reason: 为测试而写}}"
    ))  # fmt: skip
    levels = EQUAL.read_text("utf-8")
    levels = levels[levels.index("levels:") : levels.index("level_rules:")]
    file.write_text(
        f"""rubric: strict
version: "2"
questionnaire: workshop
title: 严格
provenance: 为测试而写
coverage_floor: {{value: 0.8, reason: 为测试而写}}
tree:
  id: total
  title: 总分
  children:
{nodes}
{levels}
level_rules:
  - {{rule: bands, node: total, from: {{1: 0, 2: 20, 3: 40, 4: 60, 5: 80}}, reason: 为测试而写}}
""",
        "utf-8",
    )
    return file


def one(found: Rescored) -> Bridge:
    """The only bridge."""
    (bridge,) = found.bridges
    return bridge


def test_a_bridge_tells_old_and_new_and_splits_the_difference(town: Town, strict: Path) -> None:
    """The new figures are those of the new rubric on the stored answers; the parts add up."""
    signed = town.signed()
    found = rescoring.rescore(town.operator, strict)
    bridge = one(found)
    before = results.result(town.operator, signed.id)
    assert before.verified is not None
    assert (bridge.side, bridge.old.total) == ("verified", before.verified.total)
    questionnaire = load(SAMPLES / "workshop")
    compared = comparing.compare_rounds(
        dossier_of(town.operator, "result.read", signed.id),
        dossier_of(town.operator, "result.read", signed.id),
    )
    assert compared.comparison.total.change == 0
    after = scorecard_of(
        questionnaire, rubric(strict, questionnaire), sheet_of_case(town, signed.id)
    )
    assert bridge.new.total == pytest.approx(after.total)
    assert bridge.new.level == (after.level and after.level.number)
    assert bridge.difference == pytest.approx((after.total or 0) - (before.verified.total or 0))
    assert bridge.parts is not None
    assert bridge.parts.rubric == pytest.approx(bridge.difference, abs=1e-9)
    assert (bridge.parts.answers, bridge.parts.routing) == pytest.approx((0, 0), abs=1e-9)
    assert abs(bridge.difference or 0) > 0.1


def sheet_of_case(town: Town, id: str) -> Any:
    """The answers that count."""
    assessment = town.store.assessment(id)
    questionnaire = load(SAMPLES / "workshop")
    return sheet_of_side(town.operator, assessment, questionnaire, assessment.side)


def test_nothing_stored_is_touched(town: Town, strict: Path) -> None:
    """Without keep nothing is written at all; with it the signed result stays the result."""
    signed = town.signed()
    before = results.result(town.operator, signed.id)
    figures = town.store.figures([signed.stage])
    rescoring.rescore(town.operator, strict)
    assert town.store.rescorings(signed.id) == []
    assert one(rescoring.rescore(town.operator, strict, keep=True)).kept
    ((side, card),) = town.store.rescorings(signed.id)
    assert (side, card.stamp.rubric, card.stamp.rubric_version) == ("verified", "strict", "2")
    after = results.result(town.operator, signed.id)
    assert (after.claimed, after.verified) == (before.claimed, before.verified)
    assert town.store.figures([signed.stage]).equals(figures)
    assert not one(rescoring.rescore(town.operator, strict, keep=True)).kept


def test_the_rubric_that_is_the_result_is_not_kept_twice(town: Town) -> None:
    """Rescored under its own rubric a result is the same, and no second card appears."""
    submitted = town.submitted()
    bridge = one(rescoring.rescore(town.operator, "equal", keep=True))
    assert (bridge.difference, bridge.kept) == (pytest.approx(0), False)
    assert town.store.rescorings(submitted.id) == []


def test_drafts_are_left_alone(town: Town) -> None:
    """What is not submitted has no result to rescore."""
    town.filled()
    found = rescoring.rescore(town.operator, "equal")
    assert (found.bridges, found.passed) == ((), 0)


def test_a_profile_that_changed_since_is_not_passed_off_as_the_rubrics_doing(
    town: Town, strict: Path
) -> None:
    """Where the stored total can no longer be made, the difference stands without a split."""
    submitted = town.submitted()
    small = town.store.enterprise(submitted.enterprise).model_copy(update={"employees": 3})
    town.store.update_enterprise(small)
    bridge = one(rescoring.rescore(town.operator, strict))
    assert bridge.difference is not None
    assert bridge.parts is None


def test_another_edition_reads_what_it_can(town: Town, tmp_path: Path) -> None:
    """Under an edition without one question the answers count as far as they still fit."""
    own = tmp_path / "own" / "workshop"
    for edition, text in (("1", ""), ("2", "")):
        for file in sorted((SAMPLES / "workshop" / "1").rglob("*.yaml")):
            copy = own / edition / file.relative_to(SAMPLES / "workshop" / "1")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(file.read_text("utf-8") + text, "utf-8")
    newer = own / "2" / "shopfloor.yaml"
    newer.write_text(newer.read_text("utf-8").replace("show_if: big_workshop", ""), "utf-8")
    head = own / "2" / "questionnaire.yaml"
    text = head.read_text("utf-8").replace('edition: "1"', 'edition: "2"')
    text = text.replace("  twenty_or_more: {fact: employees, at_least: 20}\n", "")
    text = text.replace("  big_workshop:\n    all: [has_workshop, twenty_or_more]\n", "")
    head.write_text(text, "utf-8")
    submitted = town.submitted(employees=5)
    town.settings = town.settings.model_copy(update={"questionnaires": tmp_path / "own"})
    bridge = one(rescoring.rescore(town.operator, "equal", to_edition="2"))
    assert bridge.assessment.id == submitted.id
    assert bridge.parts is not None
    assert sum(bridge.parts) == pytest.approx(bridge.difference, abs=1e-9)


def test_an_unknown_rubric_is_answered_with_those_there_are(town: Town, tmp_path: Path) -> None:
    """A name that judges nothing here, and a file that cannot be read."""
    town.submitted()
    with pytest.raises(UnknownRubric) as refused:
        rescoring.rescore(town.operator, "eqal")
    assert refused.value.known == ("equal",)
    broken = tmp_path / "broken.yaml"
    broken.write_text("rubric: broken\nversion: 1\n", "utf-8")
    with pytest.raises(InvalidFiles):
        rescoring.rescore(town.operator, broken)


def test_a_removed_edition_stops_only_its_own_assessments(town: Town) -> None:
    """The others are judged, the lost ones are counted and named; all lost is a refusal."""
    there, gone = town.submitted(), town.submitted()
    raw = {"questionnaire": "vanished", "edition": "9"}
    town.store.move(gone.model_copy(update=raw), seen=gone.version)
    found = rescoring.rescore(town.operator, "equal")
    assert [bridge.assessment.id for bridge in found.bridges] == [there.id]
    assert found.lost == (rescoring.Lost("vanished", "9", 1),)
    assert found.passed == 0
    town.store.move(there.model_copy(update=raw), seen=there.version)
    with pytest.raises(NotFound):
        rescoring.rescore(town.operator, "equal")


def test_only_the_operator_rescores(town: Town) -> None:
    """A consultant, an enterprise, a visitor: refused."""
    submitted = town.submitted()
    for ctx in (town.visitor, town.holder(submitted), town.consultant()):
        with pytest.raises(NotAllowed):
            rescoring.rescore(ctx, "equal")


def test_the_files_hold_the_table(town: Town, strict: Path) -> None:
    """CSV under fixed names in full precision, a workbook with texts that stay texts."""
    town.submitted(name="=HYPERLINK(1)")
    found = rescoring.rescore(town.operator, strict)
    rows = list(csv.DictReader(comma_separated(found).decode().splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["enterprise"] == "'=HYPERLINK(1)"
    assert float(rows[0]["difference"]) == one(found).difference
    sheet = openpyxl.load_workbook(BytesIO(workbook(Voice("zh"), found))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK(1)"] == ["s"]
    table = bridge_table(Voice("en"), found)
    assert len(table.rows[0]) == len(table.columns) == len(COLUMNS)


def test_the_command_shows_and_writes_the_bridge(
    tmp_path: Path, strict: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """`shuzhen rescore` prints the table, or writes it; a wrong call is exit code 2."""
    file = tmp_path / "store.db"
    store = open_store(file, migrate=True)
    Town(store).signed()
    store.close()
    monkeypatch.setenv("SHUZHEN_QUESTIONNAIRES", str(SAMPLES))
    assert run(["rescore", "--rubric", str(strict), "--store", str(file)]) == 0
    shown = capsys.readouterr()
    assert "惠山精工" in shown.out
    assert "共 1 份" in shown.err
    target = tmp_path / "bridge.csv"
    call = ["rescore", "--rubric", "equal", "--store", str(file)]
    assert run([*call, "-o", str(target), "--keep"]) == 0
    assert len(target.read_text("utf-8").splitlines()) == 2
    assert run([*call, "-o", str(tmp_path / "bridge.txt")]) == 2
    assert run(["rescore", "--rubric", "eqal", "--store", str(file)]) == 2
    assert "equal" in capsys.readouterr().err


def test_claimed_and_verified_are_compared(town: Town) -> None:
    """What a consultant lowered is the items that changed, all of it answers."""
    taken = town.under_verification()
    ctx = town.consultant()
    verifying.set_verified(ctx, taken.id, "plan", "nowhere", remark="没有", seen=0)
    found = comparing.compare_sides(dossier_of(ctx, "case.read", taken.id))
    assert found.sides == ("claimed", "verified")
    assert [item.id for item in found.comparison.items] == ["plan"]
    total = found.comparison.total
    assert total.parts is not None
    assert total.parts.answers == pytest.approx(total.change)
    assert (total.change or 0) < 0


def test_two_enterprises_are_not_compared(town: Town) -> None:
    """A difference between two companies is no development."""
    one_id, other_id = town.submitted().id, town.submitted().id
    with pytest.raises(Invalid) as refused:
        comparing.compare_rounds(
            dossier_of(town.operator, "result.read", one_id),
            dossier_of(town.operator, "result.read", other_id),
        )
    assert refused.value.key == "two_enterprises"


def test_a_rubric_that_changed_since_is_told(town: Town) -> None:
    """A stored result whose rubric is gone is not explained by another one."""
    submitted = town.submitted()
    card = results.result(town.operator, submitted.id).claimed
    stamp = card.stamp.model_copy(update={"rubric_digest": "0" * 64})
    changed = card.model_copy(update={"stamp": stamp})
    town.store.add_scorecard(submitted.id, "claimed", changed, town.now)
    with pytest.raises(Invalid) as refused:
        comparing.compare_rounds(
            dossier_of(town.operator, "result.read", submitted.id),
            dossier_of(town.operator, "result.read", submitted.id),
        )
    assert refused.value.key == "rubric_changed"
    assert "equal" in refused.value.to("zh")
    assert one(rescoring.rescore(town.operator, "equal")).parts is None
