"""Every benchmark runs to its end at a tiny size, and its table holds the ratio it claims."""

import re
import runpy
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import ironcalc
import pytest
from openpyxl import load_workbook

from tests.cores import one_core

FOLDER = Path(__file__).parents[2] / "benchmarks"


def by_ironcalc(files: list[bytes]) -> list[Any]:
    """The workbooks after another program than LibreOffice has computed them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        opened = []
        for content in files:
            path.write_bytes(content)
            model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
            model.evaluate()
            path.unlink()
            model.save_to_xlsx(str(path))
            opened.append(load_workbook(BytesIO(path.read_bytes()), data_only=True))
        return opened


# What runs each at its smallest, and what its table then has of figures and a ratio.
TINY: dict[str, tuple[Callable[[Any], object], str]] = {
    "all_reports.py": (lambda main: one_core()(main)(2, ["html"], 1), r"html +[\d.]+ .* [\d.]+$"),
    "batch.py": (lambda main: main(200, ["csv"]), r"csv .* x[\d.]+ the time, x[\d.]+ the memory"),
    "busy.py": (lambda main: main(1.0, (0,)), r"^ratio of medians +[\d.]+$"),
    "city/__main__.py": (
        lambda main: main(400),
        r"GROUP BY.* the release takes [\d.]+ x, a later view [\d.]+ x",
    ),
    "click.py": (lambda main: main((1,), 2, 0), r"1 +ratio +[\d.]+ +[\d.]+$"),
    "distributing.py": (lambda main: main(300, 100), r"^2 workers +[\d.]+ s +x[\d.]+ the time$"),
    "engine/__main__.py": (lambda main: main(300, 1), r"^Polars, lazy +[\d.,]+ .* 1\.00$"),
    "estimates.py": (lambda main: main(20, 2), r"^by itself +[\d.]+ ms a sheet +[\d.]+ x$"),
    "hidden.py": (lambda main: main(60), r"^ratio [\d.]+ of those that count if nobody waits$"),
    "importing.py": (lambda main: main(20), r"a transaction for each .* [\d.]+ x the import$"),
    "path.py": (lambda main: main(2, 10, 0.7), r"plain greedy .* costs [\d.]+ times as much"),
    "portfolio.py": (lambda main: main(60), r"^the case before and after +[\d.]+ +[\d.]+ +[\d.]+$"),
    "recalculation.py": (
        lambda main: main({"cmmm": "cmmm_process"}, 1, by_ironcalc),
        r"cmmm +1 .* \d\.\de-\d\d$|cmmm +1 .* 0\.0e\+00$",
    ),
    "report.py": (lambda main: main(["xlsx", "xlsx, empty"], 1, 1), r"^xlsx .* [\d.]+ +[\d.]+$"),
    "simulation.py": (
        lambda main: main(60, 5),
        r"^all tried +[\d.]+ s +[\d.]+ of scoring all each time$",
    ),
    "start.py": (lambda main: main(1), r"^ratio +[\d.]+ +[\d.]+ +[\d.]+$"),
    "suppression.py": (lambda main: main(20), r"^ratio [\d.]+ rows, [\d.]+ firms"),
    "stores/__main__.py": (
        lambda main: main(30, 300, 2),
        r"^a submission +[\d.]+ ms .* [\d.]+ x$",
    ),
    "run.py": (lambda main: main(["none"]), r"^no benchmark none; there are: all_reports, batch"),
}


def test_every_benchmark_is_tried() -> None:
    """A new script has a size at which it runs here."""
    scripts = [*FOLDER.glob("*.py"), *FOLDER.glob("*/__main__.py")]
    assert set(TINY) == {path.relative_to(FOLDER).as_posix() for path in scripts}


@pytest.mark.parametrize("name", TINY)
def test_a_benchmark_prints_its_ratio(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It finds what it measures, checks that both sides agree, and tells how they compare."""
    run, ratio = TINY[name]
    script = FOLDER / name
    monkeypatch.syspath_prepend(str(script.parent))
    # After a test of a page that page is left as the main module, which started processes import.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    run(runpy.run_path(str(script))["main"])
    assert re.search(ratio, capsys.readouterr().out, re.MULTILINE)
