"""A copy of the project that a test may change, and programs that run in it."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

ROOT = Path(__file__).parents[1]


def copy_of_project(target: Path, changed: str) -> Path:
    """The project at ``target``: its package ``changed`` as files of its own, all else linked."""
    target.mkdir()
    for each in ROOT.iterdir():
        if each.name == changed:
            copytree(each, target / changed, ignore=ignore_patterns("__pycache__"))
        elif not each.name.startswith("."):
            (target / each.name).symlink_to(each)
    return target


def run_in(copy: Path, program: str, *args: str | Path, **settings: str) -> str:
    """What the Python ``program`` prints in the ``copy``, with ``settings`` in its environment."""
    environment = os.environ | settings | {"PYTHONPATH": str(copy)}
    done = subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=copy, env=environment, text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
