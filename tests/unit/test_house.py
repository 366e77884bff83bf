"""The house keeps its own rules: sizes, names, reasons, docstrings, pins."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.order import SLOWEST

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES = PROJECT["tool"]["importlinter"]["root_packages"]
MODULES = sorted(
    path
    for folder in (*PACKAGES, "benchmarks", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)
PRODUCT = [path for path in MODULES if path.relative_to(ROOT).parts[0] in PACKAGES]
TESTS = [path for path in MODULES if path.name.startswith("test_")]
FORBIDDEN = {"utils", "util", "helpers", "common", "core", "manager", "misc"}
SHADOWING = {"pages", "statistics", "locale"}  # Streamlit's old discovery; the standard library


def name(path: Path) -> str:
    """A file under its name in the clone, for the test's id."""
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text("utf-8"), name(path))


def pins(lock: str) -> dict[str, str]:
    """Package to version of a lock file."""
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", text, re.MULTILINE))


def test_there_is_something_to_check() -> None:
    """The lists that the other tests walk over are not empty."""
    assert len(PRODUCT) > 30
    assert len(TESTS) > 3


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_what_it_is_for(package: str) -> None:
    """Every package opens with a sentence on its purpose."""
    assert ast.get_docstring(tree(ROOT / package / "__init__.py"))


def test_every_package_is_in_every_list() -> None:
    """Each has its layer, is checked for types, and goes into the wheel."""
    tool = PROJECT["tool"]
    layers = tool["importlinter"]["contracts"][0]["layers"]
    found = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
    assert found == sorted(PACKAGES)
    assert found == sorted(each for layer in layers for each in layer.split(" | "))
    assert found == sorted(tool["mypy"]["packages"])
    assert found == sorted(tool["hatch"]["build"]["targets"]["wheel"]["packages"])


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    """No module has more than 400 lines."""
    sizes = {name(path): len(path.read_text("utf-8").splitlines()) for path in PRODUCT}
    assert {file: lines for file, lines in sizes.items() if lines > 400} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    """No module or package is called utils, helpers, common, core, manager or the like."""
    paths = [path.relative_to(ROOT).with_suffix("") for path in MODULES]
    assert [path for path in paths if set(path.parts) & FORBIDDEN] == []
    assert [path for path in paths if path.parts[0] in SHADOWING] == []


def test_every_rule_that_is_switched_off_has_its_reason_beside_it() -> None:
    """Each line of the ignore lists in pyproject.toml that names a rule says why."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lint = text[text.index("[tool.ruff.lint]") : text.index("[tool.mypy]")]
    silent = [line for line in lint.splitlines() if re.search(r'"[A-Z]+\d+"', line)]
    assert [line for line in silent if "  #" not in line and ", #" not in line] == []


def test_every_exception_in_the_code_has_its_reason_beside_it() -> None:
    """A noqa or a type: ignore names its rule and gives the reason on the same line."""
    marks = re.compile(r"#\s*(noqa|type:\s*ignore|pragma)\b")
    rule = r"(noqa: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*|type: ignore\[[\w, -]+\])"
    good = re.compile(rf"#\s*{rule}\s+\S.{{3,}}")
    bare = [
        f"{name(path)}:{number}: {line.strip()}"
        for path in PRODUCT
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if marks.search(line) and "re.compile" not in line and not good.search(line)
    ]
    assert bare == []


def promises() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every test, with its name and file."""
    for path in TESTS:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{name(path)}::{node.name}", node


def test_every_test_states_its_promise() -> None:
    """Each test has a docstring."""
    assert [test for test, node in promises() if not ast.get_docstring(node)] == []


def test_no_test_ends_before_it_asserts() -> None:
    """No test has a return of its own; what does not fit is refused by ``assume``."""

    def returns(body: list[ast.stmt]) -> Iterator[int]:
        for node in body:
            if isinstance(node, ast.Return):
                yield node.lineno
            for inner in ("body", "orelse", "finalbody", "handlers", "cases"):
                if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                    yield from returns(getattr(node, inner, []))

    early = [f"{test}:{line}" for test, node in promises() for line in returns(node.body)]
    assert early == []


def test_the_slowest_tests_are_there() -> None:
    """What tests/order.py puts first is a file that somebody may have renamed."""
    assert [each for each in SLOWEST if not (ROOT / "tests" / each).is_file()] == []


def test_no_test_is_skipped() -> None:
    """Nothing under tests/ is marked to be skipped or expected to fail."""
    mark = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b")
    found = [
        name(path)
        for path in TESTS
        if path != Path(__file__) and mark.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_a_language_is_handed_over_once() -> None:
    """At most 60 functions take ``lang``: a ``Voice`` carries it, and says things in it."""
    taking = [
        f"{name(path)}:{node.name}"
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        if each.arg in ("lang", "language")
    ]
    assert 0 < len(taking) <= 60, taking


def test_a_class_of_reports_or_wording_has_its_name_to_itself() -> None:
    """No public class of theirs is called like one anywhere else, but for the count of checks."""
    places: dict[str, set[str]] = {}
    for path in PRODUCT:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, set()).add(name(path))
    shared = {
        word: files
        for word, files in places.items()
        if len(files) > 1 and any(file.startswith(("reports/", "wording/")) for file in files)
    }
    assert shared.keys() <= {"Checked"}


def test_raw_html_never_carries_a_value() -> None:
    """Where a page switches HTML on, the HTML is a constant of the module."""
    found = []
    for path in PRODUCT:
        module = tree(path)
        constants = {
            target.id
            for node in module.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(module):
            if not isinstance(node, ast.Call):
                continue
            if any(keyword.arg == "unsafe_allow_html" for keyword in node.keywords):
                body = node.args[0]
                fixed = isinstance(body, ast.Constant) or (
                    isinstance(body, ast.Name) and body.id in constants
                )
                if not fixed:
                    found.append(f"{name(path)}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_holds_pins_and_hashes_only(lock: str) -> None:
    """No address of a registry and no path stands in a lock file, and every pin has hashes."""
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"://|--index|--find-links|(^|\s)/\w", text)
    requirements = re.split(r"^(?=[\w.-]+(?:\[[\w,-]+\])?==)", text, flags=re.MULTILINE)[1:]
    assert [line.split("\n")[0] for line in requirements if "--hash=sha256:" not in line] == []


def test_the_lock_files_follow_the_project() -> None:
    """Every dependency is pinned; the product runs without the tools of its tests."""
    lean, full = pins("requirements.lock"), pins("requirements-dev.lock")
    extras = PROJECT["project"]["optional-dependencies"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[\[<>=!~ ]", line)[0].lower() for line in requirements}

    assert names(PROJECT["project"]["dependencies"] + extras["build"]) <= set(lean)
    assert names(extras["dev"]) <= set(full)
    assert {"hypothesis", "mypy", "playwright", "pytest", "ruff"} & set(lean) == set()
    assert lean.items() <= full.items()


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    """Code, data, texts and documents work in any folder."""
    endings = {".py", ".yaml", ".toml", ".md", ".lock", ".html", ".js", ".css", ".ini"}
    files = [ROOT / "Makefile", ROOT / ".ci" / "run", *ROOT.glob("*.*")]
    files += [
        path for folder in (*PACKAGES, "docs", "tests") for path in (ROOT / folder).rglob("*")
    ]
    folder_of_a_person = re.compile(r"(?<![\w.])/(root|home|Users)/\w")
    found = [
        name(path)
        for path in files
        if path.is_file() and (path.suffix in endings or not path.suffix)
        if folder_of_a_person.search(path.read_text("utf-8", "replace"))
    ]
    assert found == []


def test_the_gate_is_make_test() -> None:
    """.ci/run calls `make test`."""
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_no_number_is_written_with_an_exponent() -> None:
    """A person reads 1234567, which ``i18n.exact`` writes, and not 1.23457e+06.

    ``float(f"{x:.9g}")`` rounds and writes nothing. A spreadsheet's own form of a number is left,
    and what a programmer reads of an array without a bound.
    """
    left = {
        "scoring/batch.py",
        "reports/workbook/terms.py", "files/spreadsheets/cells.py",
        "questionnaires/workbooks.py",
    }  # fmt: skip
    found = [
        f"{name(path)}:{node.lineno}"
        for path in PRODUCT
        if name(path) not in left
        for node in written(tree(path))
        if node.format_spec and re.search(r"[eEgG]$", literal(node.format_spec))
    ]
    assert found == []


def written(root: ast.AST) -> Iterator[ast.FormattedValue]:
    """Every value in an f-string, but in those that are read as a number again."""
    for node in ast.iter_child_nodes(root):
        if isinstance(node, ast.FormattedValue):
            yield node
        is_float = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"
        if not is_float:
            yield from written(node)


def literal(spec: ast.expr) -> str:
    """The fixed characters of a format such as ``.9g``."""
    parts = spec.values if isinstance(spec, ast.JoinedStr) else []
    return "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
