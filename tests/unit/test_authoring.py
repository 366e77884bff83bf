"""A questionnaire goes into a workbook and comes back without loss; wrong cells are named."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from files.problems import InvalidFiles, Problem
from i18n.catalogue import texts
from questionnaires import library
from questionnaires.draft import read_draft
from questionnaires.including import SHIPPED
from questionnaires.lint import lint
from services.authoring.exporting import export
from services.authoring.importing import import_workbook

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "workshop" / "1"
EDITIONS = [
    SAMPLE,
    *(SHIPPED / id / each for id, all in library.available().items() for each in all),
]
Change = Callable[[Workbook], None]


def trees(folder: Path) -> dict[str, object]:
    """Every file of an edition as data."""
    draft, problems = read_draft(folder)
    assert problems == []
    documents = [draft.head_document, *(each for _, each in draft.dimensions)]
    documents += [draft.english_document] if draft.english_document else []
    return {str(each.file.relative_to(folder)): each.data for each in documents}


@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: "@".join(folder.parts[-2:]))
def test_nothing_is_lost_on_the_way_there_and_back(folder: Path, tmp_path: Path) -> None:
    """Every key of every file comes back with its value, whatever the questionnaire uses."""
    book = tmp_path / "book.xlsx"
    book.write_bytes(export(folder))
    target = tmp_path / folder.parent.name / folder.name
    import_workbook(book, target)
    assert trees(target) == trees(folder)


def imported(tmp_path: Path, change: Change) -> list[Problem]:
    """The problems of the sample's workbook after a change; nothing may have been written."""
    book = load_workbook(io.BytesIO(export(SAMPLE)))
    change(book)
    file = tmp_path / "book.xlsx"
    book.save(file)
    with pytest.raises(InvalidFiles) as caught:
        import_workbook(file, tmp_path / "new" / "1")
    assert not (tmp_path / "new").exists()
    return list(caught.value.problems)


def cell(sheet: str, title: str, row: int, value: object) -> Change:
    """Writes ``value`` under the heading ``title``."""

    def change(book: Workbook) -> None:
        titles = [each.value for each in book[sheet][1]]
        book[sheet].cell(row, titles.index(title) + 1).value = value

    return change


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (cell("items", "kind", 2, "lader"), "Y023", "items!D2"),
        (cell("items", "show_if", 3, "{item: nowhere, is: [a]}"), "Q042", "items!AA3"),
        (cell("items", "show_if", 3, "{item: [unclosed"), "Y003", "items!AA3"),
        (cell("items", "ask", 2, '="a"&"b"'), "W007", "items!F2"),
        (cell("items", "dimension", 2, "nowhere"), "W011", "items!A2"),
        (cell("options", "item", 2, "nowhere"), "W012", "options!A2"),
        (cell("dimensions", "id", 3, "basis"), "W010", "dimensions!A3"),
        (lambda book: book.create_sheet("itmes"), "W005", "itmes!A1"),
        (lambda book: book.remove(book["bands"]), "W004", 1),
        (cell("items", "why", 1, "wyh"), "W008", "items!I1"),
        (lambda book: book["items"].cell(5_002, 1, "x"), "W006", "items!A5002"),
    ],
)
def test_a_wrong_cell_is_named_with_its_sheet(
    tmp_path: Path, change: Change, code: str, place: str | int
) -> None:
    """The problem says which cell of which sheet, in the words that the files' linter uses."""
    found = {(problem.code, problem.line) for problem in imported(tmp_path, change)}
    assert (code, place) in found


def test_an_unfinished_questionnaire_is_written_and_its_gaps_are_named(tmp_path: Path) -> None:
    """What only keeps it from being published does not keep it from being written."""
    book = load_workbook(io.BytesIO(export(SAMPLE)))
    cell("items", "ask (en)", 2, None)(book)
    book.save(tmp_path / "book.xlsx")
    left = import_workbook(tmp_path / "book.xlsx", tmp_path / "workshop" / "1")
    assert [problem.code for problem in left] == ["Q081"]
    assert {problem.code for problem in lint(tmp_path / "workshop")} == {"Q081"}


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    """A folder that exists keeps its files."""
    (tmp_path / "book.xlsx").write_bytes(export(SAMPLE))
    (tmp_path / "there").mkdir()
    with pytest.raises(FileExistsError):
        import_workbook(tmp_path / "book.xlsx", tmp_path / "there")


def test_every_workbook_problem_says_what_is_wrong_and_what_to_do() -> None:
    """A code has a text and a way out, in both languages."""
    said = texts("workbook_problems")
    for code in (name for name in said if not name.endswith("_fix")):
        for name in (code, f"{code}_fix"):
            assert said[name].zh.endswith("。")
            assert said[name].en.endswith(".")
