"""The guides to writing a questionnaire: what stands there works, in both languages."""

import csv
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.main import run
from i18n import one_decimal
from questionnaires.library import load
from scoring.library import rubric

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = {"zh": DOCS / "authoring.zh-CN.md", "en": DOCS / "authoring.md"}
FILE = re.compile(r"^`([\w./]+)`\n\n```(?:yaml|csv)\n(.*?)```", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"```.*?```", re.DOTALL)
COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)
ROW = re.compile(r"^\| ([A-D]) \| ([\d.]+) \| (\d) \|", re.MULTILINE)


def files(lang: str) -> dict[str, str]:
    """Each file of the guide with its text."""
    return dict(FILE.findall(GUIDES[lang].read_text("utf-8")))


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newcomer's folder with every file of the guide, and the newcomer in it."""
    for name, text in files("zh").items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def publish(mine: Path) -> None:
    """Step 8 of the guide."""
    head = mine / "moving/1/questionnaire.yaml"
    head.write_text(head.read_text("utf-8").replace("status: draft", "status: published"), "utf-8")
    assert run(["freeze", "moving/1"]) == 0


def test_both_guides_hold_the_same_files_commands_and_figures() -> None:
    """Chinese and English readers make the same questionnaire; only the language is set besides."""
    chinese, english = (GUIDES[lang].read_text("utf-8") for lang in ("zh", "en"))
    assert files("zh") == files("en")
    assert len(files("zh")) == 7
    assert ROW.findall(chinese) == ROW.findall(english) != []
    commands = [
        line
        for line in COMMANDS.findall(english)
        for line in line.splitlines()
        if "LANG" not in line
    ]
    assert commands == [line for block in COMMANDS.findall(chinese) for line in block.splitlines()]


def test_questionnaire_and_rubric_of_the_guide_have_no_problem(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever copies the files gets past `shuzhen lint .`, which counts both."""
    assert run(["lint", ".", "--lang", "en"]) == 0
    assert "1 questionnaire(s), 1 rubric(s)" in capsys.readouterr().out
    asked = load(mine / "moving")
    assert [dimension.id for dimension in asked.dimensions] == ["orders", "moves", "records"]
    assert len(asked.items) == 10


def test_the_answer_sheets_of_the_guide_reach_every_level(mine: Path) -> None:
    """The table of totals and levels is what `shuzhen score` gives, and no level is left out."""
    call = "score answers.csv --questionnaire moving --rubric rubric.yaml -o scores.csv"
    assert run(call.split()) == 0
    with (mine / "scores.csv").open(encoding="utf-8-sig", newline="") as table:
        found = [
            (row["respondent"], one_decimal(float(row["total"])), row["level"])
            for row in csv.DictReader(table)
        ]
    assert found == ROW.findall(GUIDES["zh"].read_text("utf-8"))
    judge = rubric(mine / "rubric.yaml", load(mine / "moving"))
    assert {int(level) for _, _, level in found} == {level.number for level in judge.levels}


def test_the_next_edition_is_made_in_a_spreadsheet(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Freezing, exporting, three changed cells, importing, comparing: as the guide says."""
    publish(mine)
    assert run(["export", "moving/1", "-o", "moving.xlsx"]) == 0
    book = load_workbook("moving.xlsx")
    changes = {"edition": "2", "status": "draft"}
    for row in book["questionnaire"].iter_rows():
        row[1].value = changes.get(str(row[0].value), row[1].value)
    for row in book["options"].iter_rows():
        if (row[0].value, row[1].value) == ("damage", "photos"):
            row[2].value = "看装车前拍的照片，存在店里的手机里"
    book.save("moving.xlsx")
    assert run(["import", "moving.xlsx", "-o", "moving/2"]) == 0
    assert run(["lint", "moving/2"]) == 0
    capsys.readouterr()
    assert run(["diff", "moving/1", "moving/2", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "存在店里的手机里" in said
    assert "可以直接比较" in said.splitlines()[-1]


@pytest.mark.parametrize(
    ("lang", "unit", "pace"), [("zh", "[一-鿿]", 300), ("en", r"\b\w+\b", 200)]
)
def test_the_guide_fits_into_half_an_hour(lang: str, unit: str, pace: int) -> None:
    """By the guide's own estimate: reading its text, a minute a file and a block, five to try."""
    text = GUIDES[lang].read_text("utf-8")
    reading = len(re.findall(unit, BLOCK.sub("", text))) / pace
    assert reading + len(files(lang)) + len(COMMANDS.findall(text)) + 5 <= 30
