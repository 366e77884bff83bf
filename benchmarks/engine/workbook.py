"""The same figures by a workbook of formulas that LibreOffice calculates."""

import csv
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from task import BANDS, GATES, ITEMS, NODE_WEIGHT, PLACES, STEPS, WEIGHT, Codes, Figures

FIRST = ITEMS + 1  # the column of the first dimension
TOTAL = FIRST + len(PLACES)


def timed(program: str, codes: Codes) -> tuple[float, Figures]:
    """Seconds that the formulas take, and what they give.

    Starting the program, reading the answers and writing the figures is taken off: it is what
    the same workbook takes whose figures are numbers already.
    """
    with tempfile.TemporaryDirectory() as place:
        empty = _converted(program, Path(place), codes, with_formulas=False)[0]
        seconds, rows = _converted(program, Path(place), codes, with_formulas=True)
    figures = np.array([[float(cell) for cell in row[TOTAL - 1 : TOTAL + 1]] for row in rows[1:]])
    return seconds - empty, (figures[:, 0], figures[:, 1].astype(np.int8))


def _converted(
    program: str, place: Path, codes: Codes, *, with_formulas: bool
) -> tuple[float, list[list[str]]]:
    book = Workbook()
    sheet = book.active
    sheet.append(WEIGHT)
    for row, answers in enumerate(codes.T.tolist(), start=2):
        sheet.append(
            answers + (_formulas(row) if with_formulas else [row / 7] * (TOTAL - ITEMS + 1))
        )
    source = place / f"{'formulas' if with_formulas else 'numbers'}.xlsx"
    book.save(source)
    arguments = [
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false",
    ]
    start = time.perf_counter()
    subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{place}/profile",
            *arguments,
            "--outdir",
            place,
            source,
        ],
        check=True,
        capture_output=True,
    )
    seconds = time.perf_counter() - start
    with source.with_suffix(".csv").open(encoding="utf-8") as file:
        return seconds, list(csv.reader(file))


def _formulas(row: int) -> list[str]:
    """The scores of the dimensions, the total and the level of the sheet in that row."""
    cells = []
    for places in PLACES:
        first, last = get_column_letter(places[0] + 1), get_column_letter(places[-1] + 1)
        answers, weights = f"{first}{row}:{last}{row}", f"{first}$1:{last}$1"
        gained = f"SUMPRODUCT(({answers}>=0)*{answers}*{weights})"
        cells.append(f"={100 / (STEPS - 1)}*{gained}/SUMPRODUCT(({answers}>=0)*{weights})")
    score = [f"{get_column_letter(FIRST + place)}{row}" for place in range(len(PLACES) + 1)]
    parts = "+".join(f"{weight}*{cell}" for weight, cell in zip(NODE_WEIGHT, score, strict=False))
    level = "5"
    for number, start in reversed(BANDS.items()):
        needs = [f"{score[-1]}>={start - 1e-7}"]
        needs += [f"{score[node]}>={least - 1e-7}" for lvl, node, least in GATES if lvl == number]
        level = f"IF(AND({','.join(needs)}),{level},{number - 1})"
    return [*cells, f"=({parts})/{sum(NODE_WEIGHT)}", f"={level}"]
