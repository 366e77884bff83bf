"""Public figures of others: with n, date, source and how sure, and only where they belong."""

from copy import deepcopy
from pathlib import Path

import yaml

from questionnaires.library import available, load
from questionnaires.outside import FILE, check, outside_figures
from scoring.library import rubric
from tests.unit.report_cases import LANGS, report
from wording.outside import outside_line
from wording.voice import Voice

WRONG = """
statement: {zh: 另一套工具, en: Another 工具}
figures:
  - id: one
    questionnaires: [cmmmm]
    says: {zh: 甲, en: A}
    n: 0
    date: "2024-13"
    source: {zh: 甲, en: A}
    address: nowhere
    sure: D
    scope: {zh: 甲, en: A}
"""


def test_each_says_how_many_when_by_whom_and_how_sure() -> None:
    """In both languages; where the number was not stated the line says so."""
    for each in outside_figures().figures:
        for lang in ("zh", "en"):
            line = outside_line(Voice(lang), each)
            assert each.date in line
            assert f"reliability {each.sure}" in line or f"可信度 {each.sure}" in line
            assert (f"{each.n:,}" in line) if each.n else ("未说明" in line or "not stated" in line)


def test_the_report_of_a_questionnaire_tells_those_that_belong_to_it() -> None:
    """With the sentence that they are of another instrument; the reports of others tell none."""
    known = outside_figures()
    for lang in LANGS:
        for id in ("cmmm", "eu_dmat"):
            asked = load(id)
            judge = rubric(asked.default_rubric, asked)
            told = str(report(lang, claims={}, questionnaire=asked, judge=judge))
            assert known.statement.to(lang) in told
            for each in known.figures:
                assert (each.says.to(lang) in told) == (id in each.questionnaires)
        assert known.statement.to(lang) not in str(report(lang))


def test_they_belong_to_questionnaires_that_there_are() -> None:
    """And to none that was made here: no report of ours is set against another instrument."""
    known = outside_figures()
    assert {id for each in known.figures for id in each.questionnaires} <= {"cmmm", "eu_dmat"}
    assert {id for each in known.figures for id in each.city} <= set(available())
    assert known.of("manufacturing") == ()
    assert known.of("manufacturing", city=True)
    assert known.of("services", city=True) == ()


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    """Shapes first; then what is twice, not there or not translated."""
    wrong = tmp_path / "outside.yaml"
    wrong.write_text(WRONG, encoding="utf-8")
    lines = {problem.line for problem in check([wrong], {})}
    assert len(lines) >= 4
    sound = yaml.safe_load(FILE.read_text("utf-8"))
    again = {**deepcopy(sound["figures"][0]), "questionnaires": ["cmmmm"]}
    sound["figures"].append(again)
    sound["statement"]["en"] = "另一套"
    wrong.write_text(yaml.safe_dump(sound, allow_unicode=True), encoding="utf-8")
    assert sorted(each.code for each in check([wrong], {})) == ["A002", "A003", "A007"]
    assert check([FILE], {}) == ()
