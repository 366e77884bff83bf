"""The wheel is complete: what the clone can start, it can start."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
BESIDE = (".streamlit", "static")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the backend that pyproject.toml names."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def test_nothing_of_the_product_is_missing(wheel: Path) -> None:
    """Code, questionnaires, texts, templates, fonts, the application and what it serves."""
    files = [
        path.relative_to(ROOT).as_posix()
        for folder in (*PACKAGES, *BESIDE)
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    missing = {"app.py", *files} - set(ZipFile(wheel).namelist())
    assert missing == set()


def test_it_starts_where_there_is_no_clone(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, it tells its version, makes its store and finds itself in order."""
    target = tmp_path / "site"
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps"]
    install += ["--no-cache", "--python", sys.executable, "--target", str(target), str(wheel)]
    subprocess.run(install, check=True)
    own = {"PYTHONPATH": str(target), "HOME": str(tmp_path), "SHUZHEN_LANG": "en"}

    def run(*args: str) -> str:
        command = [sys.executable, str(target / "bin" / "shuzhen"), *args]
        done = subprocess.run(
            command, cwd=tmp_path, env=os.environ | own, check=True, capture_output=True, text=True
        )
        return done.stdout

    assert run("--version").split() == ["shuzhen", PROJECT["project"]["version"]]
    run("migrate")
    assert (tmp_path / ".shuzhen" / "var" / "shuzhen.db").is_file()
    assert "can be written" in run("doctor")
