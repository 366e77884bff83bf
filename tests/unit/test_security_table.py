"""docs/security.md: the table of ASVS says of itself what is true, and names tests that exist."""

import ast
import re
from collections import Counter
from functools import cache

from tests.unit.test_house import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text("utf-8")
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| ([^|]+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE
)
ROWS = ROW.findall(TEXT)
STATES = ("met", "not met", "n/a")
LEVELS = {"1": 70, "2": 183}  # requirements of each in ASVS 5.0.0


@cache
def found_in(file: str) -> frozenset[str]:
    """The names of the tests in a file under ``tests/``."""
    module = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    return frozenset(node.name for node in module.body if isinstance(node, ast.FunctionDef))


def test_every_requirement_stands_once_and_in_its_order() -> None:
    """All of levels 1 and 2, none left out and none twice."""
    numbers = [tuple(map(int, row[0].split("."))) for row in ROWS]
    assert numbers == sorted(set(numbers))
    assert Counter(row[1] for row in ROWS) == LEVELS
    assert len(ROWS) == len(re.findall(r"^\| \d+\.\d+\.\d+ ", TEXT, re.MULTILINE))


def test_the_counts_are_those_of_the_rows() -> None:
    """What is told above of met, not met and not applicable is what the table says."""
    told = re.findall(r"^\| ([a-z/ ]+) \| (\d+) \| (\d+) \| (\d+) \|$", TEXT, re.MULTILINE)
    found = {
        state: [
            sum(row[3] == state and row[1] in level for row in ROWS) for level in ("1", "2", "12")
        ]
        for state in STATES
    }
    found["all"] = [sum(each) for each in zip(*found.values(), strict=True)]
    assert {state: [int(each) for each in counts] for state, *counts in told} == found
    assert found["all"] == [*LEVELS.values(), len(ROWS)]


def test_every_test_that_the_table_names_exists() -> None:
    """And what is met names one, or says by a dash that it was found by reading."""
    named = [
        (number, each) for number, *_, proof in ROWS for each in re.findall(r"`([^`]+)`", proof)
    ]
    assert len(named) > 100
    gone = []
    for number, each in named:
        file, _, test = each.partition("::")
        if not (ROOT / "tests" / file).is_file() or test not in found_in(file):
            gone.append((number, each))
    assert gone == []
    assert [row[0] for row in ROWS if row[3] == "met" and not row[5]] == []


def test_what_is_not_met_says_what_is_missing() -> None:
    """In its own row, or in the one that it refers to; what is not applicable has no proof."""
    missing = {number for number, _, _, _, how, _ in ROWS if "missing" in how}
    unmet = [row for row in ROWS if row[3] == "not met"]
    assert unmet
    for number, _, _, _, how, _ in unmet:
        referred = re.match(r"as (\d+\.\d+\.\d+)", how)
        assert number in missing or (referred and referred[1] in missing), number
    assert [row[0] for row in ROWS if row[3] == "n/a" and row[5]] == []


def test_every_module_that_the_table_names_exists() -> None:
    """Files and folders of the product in its columns are there."""
    paths = set(re.findall(r"`([a-z_.]+/[\w./-]*)`", TEXT))
    assert len(paths) > 20
    assert [each for each in sorted(paths) if not (ROOT / each).exists()] == []
