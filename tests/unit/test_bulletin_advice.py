"""The file of the bulletin's advice is checked as every other file that the product is told by."""

from pathlib import Path

import pytest

from cli.main import run
from services.bulletin.advice_reading import FILE, advice_rules, check
from services.bulletin.findings import FINDINGS

WRONG = """
findings:
  wekest:
    says: {zh: 甲。, en: A.}
  weakest:
    at_least: 101
    says: {zh: 全市最低。}
  declared:
    says: {zh: '', en: Have them verified.}
"""
ODD = """
findings:
  wekest: {says: {zh: 甲。, en: A.}}
  weakest: {says: {zh: '“{dimension}”最低（{points} 分）。{advice}', en: '{dimension}. {advice}'}}
  declared: {says: {zh: 请您提高核验的比例, en: '提高比例.'}}
dimension: {zh: LONG。, en: Do it.}
dimensions:
  manufacturin: {strategy: {zh: 甲。, en: A.}}
  manufacturing: {strateg: {zh: 乙。, en: B.}}
"""


def lines_of(file: Path, said: str) -> list[tuple[int, str]]:
    """Where each problem is, and of which code."""
    file.write_text(said, encoding="utf-8")
    return [(problem.line, problem.code) for problem in check([file], {})]


def test_every_fault_of_shape_is_told_at_once(tmp_path: Path) -> None:
    """What lacks, what is empty, what is out of bounds, each at its line."""
    found = lines_of(tmp_path / "advice.yaml", WRONG)
    assert found == [(1, "Y021"), (6, "Y025"), (7, "Y021"), (9, "Y024")]


def test_every_fault_of_what_is_said_is_told_at_once(tmp_path: Path) -> None:
    """Names that nothing has, gaps that nothing fills, Chinese in English, no end, too long."""
    found = lines_of(tmp_path / "advice.yaml", ODD.replace("LONG", "长" * 200))
    assert found == [
        (3, "Y023"),
        (4, "N006"),
        (5, "N008"),
        (5, "N012"),
        (5, "N013"),
        (6, "N009"),
        (8, "A003"),
        (9, "Y023"),
    ]


def test_what_is_wrong_is_said_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command names file and line, the name that is near, and all that could stand there."""
    file = tmp_path / "advice.yaml"
    file.write_text(ODD, encoding="utf-8")
    assert run(["lint", str(file), "--lang", "zh"]) == 1
    told = capsys.readouterr().out
    assert "advice.yaml:3: Y023 “findings”写的是“wekest”" in told
    assert "是不是想写“weakest”" in told
    assert "是不是想写“strategy”" in told
    assert "问卷“manufacturin”不存在" in told


def test_what_is_shipped_has_no_fault_and_speaks_of_every_finding() -> None:
    """Nothing is worked out that no sentence tells."""
    assert check([FILE], {}) == ()
    assert set(advice_rules().findings) == set(FINDINGS)
