"""The Excel report in LibreOffice against the engine, where LibreOffice is installed.

For each questionnaire a workbook is written once; then random answers are chosen in its yellow
cells, sheet after sheet, LibreOffice computes all of them, and every score, range, coverage and
level is held against the engine's for the same answers. The stored values are taken out before,
so nothing can be right without having been computed.
"""

import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from benchmarks.report import diagnosis
from i18n import say
from questionnaires.answers import Answer, NotApplicable
from questionnaires.library import load
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from reports.build import build
from reports.formats.xlsx import write_xlsx
from reports.narratives.narrator import Narrator
from reports.workbook.levels import NUMBER
from reports.workbook.rows import COLUMN
from reports.workings import Question, Workings, workings
from scoring import scorecard_of
from scoring.library import rubric
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard

Compute = Callable[[list[bytes]], list[Any]]  # workbooks, opened with what they come to

SHEETS = 60  # random ones of each questionnaire
RUBRICS = {
    "manufacturing": "wuxi",
    "services": "wuxi",
    "agriculture": "wuxi",
    "sme_2024": "sme_2024",
    "cmmm": "cmmm_process",
    "eu_dmat": "eu_dmat",
}
SCORES, LEVELS = say("workbook.sheet_scores", "zh"), say("workbook.sheet_levels", "zh")
FIGURES = ("score", "low", "high", "coverage")
SIZES: dict[str, str | float] = {
    "employees": 56.0,
    "size": "small",
    "section": "C",
    "division": "34",
}


def random_sheet(questionnaire: Questionnaire, dice: random.Random) -> Sheet:
    """Answers to some or most of the items, "not applicable" among them."""
    often = dice.choice((0.3, 0.8, 1.0))
    asked = [item for item in questionnaire.items if item.asked]
    return Sheet({item.id: answer(item, dice) for item in asked if dice.random() < often}, SIZES)


def answer(item: Item, dice: random.Random) -> Answer:
    """Any admissible answer."""
    if item.not_applicable is not None and dice.random() < 0.1:
        return NotApplicable("没有")
    if item.kind is Kind.TEXT:
        return "一句话"
    if item.kind is Kind.NUMBER:
        low, high = item.minimum or 0, min(item.maximum or 100, 100)
        return float(dice.randint(int(low), int(high)))
    if item.kind is not Kind.MULTI:
        return dice.choice(item.options).id
    together = [option.id for option in item.options if not option.exclusive]
    ticked = set(dice.sample(together, dice.randint(1, len(together))))
    return tuple(id for id in together if id in ticked)


def of(questionnaire: Questionnaire, judge: Rubric, sheet: Sheet) -> tuple[Workings, Scorecard]:
    """What a workbook of that sheet says, and what the engine says."""
    card = scorecard_of(questionnaire, judge, sheet)
    known = replace(
        diagnosis(), questionnaire=questionnaire, rubric=judge, sheet=sheet,
        claimed_sheet=sheet, card=card, claimed=card,
    )  # fmt: skip
    return workings(Narrator("zh", known)), card


def said(question: Question) -> str:
    """What stands in the cell of the answer."""
    if question.code >= 0:
        return f"{question.code + 1} · {question.choices[question.code].says}"
    return say(f"workbook.state_{'not_applicable' if question.code == -2 else 'unanswered'}", "zh")


def chosen(content: bytes, work: Workings) -> bytes:
    """The workbook with the answers of ``work`` chosen, and no stored value left."""
    book = load_workbook(BytesIO(content))
    scored = [question for question in work.questions if question.choices]
    sheet, file = book[SCORES], BytesIO()
    for row in range(1, sheet.max_row + 1):
        number = sheet.cell(row, COLUMN["number"] + 1).value
        if isinstance(number, int):
            sheet.cell(row, COLUMN["answer"] + 1).value = said(scored[number - 1])
    book.save(file)
    return file.getvalue()


def by_libreoffice(files: list[bytes]) -> list[Any]:
    """The workbooks after LibreOffice has computed them."""
    with tempfile.TemporaryDirectory() as folder:
        home, into = Path(folder), Path(folder) / "out"
        paths = [home / f"{place}.xlsx" for place in range(len(files))]
        for path, content in zip(paths, files, strict=True):
            path.write_bytes(content)
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={(home / 'profile').as_uri()}",
             "--convert-to", "xlsx", "--outdir", into, *paths],
            check=True, capture_output=True,
        )  # fmt: skip
        return [load_workbook(into / path.name, data_only=True) for path in paths]


def difference(book: Any, card: Scorecard) -> float:
    """The greatest difference of any figure; infinite where one side has none."""
    sheet, levels = book[SCORES], book[LEVELS]
    rows = [
        row for row in range(1, sheet.max_row + 1)
        if isinstance(sheet.cell(row, COLUMN["scale"] + 1).value, int | float)
    ]  # fmt: skip
    pairs = []
    for row, node in zip(rows, card.nodes, strict=True):
        coverage = None if node.low is None else node.coverage
        theirs = (node.score, node.low, node.high, coverage)
        ours = (sheet.cell(row, COLUMN[name] + 1).value for name in FIGURES)
        pairs += zip(ours, theirs, strict=True)
    top = next(cell.row for cell in levels["A"] if cell.value == say("workbook.stated_level", "zh"))
    stated = (
        card.level and card.level.number,
        card.level_by_score,
        card.level_low,
        card.level_high,
    )
    pairs += [(levels.cell(top + n, NUMBER + 1).value, level) for n, level in enumerate(stated)]
    return max(_apart(None if a == "" else a, b) for a, b in pairs)


def _apart(one: Any, other: float | None) -> float:
    if one is None or other is None:
        return 0.0 if one is other else float("inf")
    return abs(float(one) - other)


def main(rubrics: Mapping[str, str], sheets: int, computed: Compute) -> None:
    """Print the greatest difference of every questionnaire."""
    print(f"{'':16}{'sheets':>8}{'figures':>9}{'levels':>16}{'greatest difference':>22}")
    for name, judge in rubrics.items():
        questionnaire = load(name)
        rules = rubric(judge, questionnaire)
        dice = random.Random(name)
        empty, _ = of(questionnaire, rules, Sheet({}))
        content = write_xlsx(replace(build(diagnosis(), "zh", date(2026, 3, 25)), workings=empty))
        told = [of(questionnaire, rules, random_sheet(questionnaire, dice)) for _ in range(sheets)]
        books = computed([chosen(content, work) for work, _ in told])
        cards = [card for _, card in told]
        worst = max(difference(book, card) for book, card in zip(books, cards, strict=True))
        figures = len(cards) * (4 * len(cards[0].nodes) + 4)
        reached = sorted({card.level.number if card.level else -1 for card in cards})
        print(f"{name:16}{len(cards):8}{figures:9}{reached!s:>16}{worst:22.1e}", flush=True)


if __name__ == "__main__":
    if shutil.which("soffice") is None:
        sys.exit("LibreOffice is not installed: nothing to compare with")
    main(RUBRICS, SHEETS, by_libreoffice)
