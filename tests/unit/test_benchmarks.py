"""The benchmarks still run against the code they measure."""

import runpy
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent.parent / "benchmarks"
SCRIPTS = sorted([*FOLDER.glob("*.py"), *FOLDER.glob("*/__main__.py")])


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_benchmark_finds_what_it_measures(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that it imports is there."""
    monkeypatch.syspath_prepend(str(script.parent))
    monkeypatch.setattr("sys.argv", [str(script)])
    assert "main" in runpy.run_path(str(script))


def test_the_city_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """A small city runs through every measurement, with disclosure control and without."""
    assert runpy.run_path(str(FOLDER / "city.py"))["main"](400) == 0
    assert "GROUP BY" in capsys.readouterr().out
