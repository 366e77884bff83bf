"""``shuzhen workbook``: out, filled in, back; nothing is kept of a book that is not clear."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assessments.model import Assessment
from cli.main import run
from services import filling
from storage import open_store
from tests.town import FOLDER, Town
from tests.unit.test_answer_book_back import Filling

FIRST, SECOND = "1 · 没有写下来，老板心里有数", "1 · 工人喊班长"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store on disk, and the questionnaires of the town."""
    monkeypatch.setenv("SHUZHEN_QUESTIONNAIRES", FOLDER.name)
    monkeypatch.setenv("SHUZHEN_LANG", "zh")
    return f"sqlite:///{tmp_path / 's.db'}"


def drafted(store: str) -> Assessment:
    """A draft with all answers."""
    town = Town(open_store(store, migrate=True))
    draft = town.filled()
    town.store.close()
    return draft


def changed(file: Path, **answers: str) -> None:
    """Fill in, as a person does."""
    book = Filling(file.read_bytes())
    for id, shown in answers.items():
        book.put(id, shown)
    book.book.save(file)


def value(store: str, assessment: Assessment, item: str) -> object:
    """What is answered now."""
    opened = open_store(store)
    try:
        return opened.answers(assessment.id, "claimed")[item].value
    finally:
        opened.close()


def test_a_book_goes_out_and_comes_back(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run lists and keeps nothing; what is disputed is decided by id."""
    draft, file = drafted(store), tmp_path / "填报.xlsx"
    assert run(["workbook", "export", draft.id, "-o", str(file), "--store", store]) == 0
    assert load_workbook(BytesIO(file.read_bytes())).sheetnames[0] == "首页"
    changed(file, plan=FIRST, downtime=SECOND)
    back = ["workbook", "import", draft.id, str(file), "--store", store]
    assert run([*back, "--dry-run"]) == 0
    assert "会写入 2 处改动" in capsys.readouterr().out
    assert value(store, draft, "plan") == "page"
    town = Town(open_store(store))
    filling.record_answer(town.holder(draft), draft.id, "plan", "budgeted", seen=1)
    town.store.close()
    assert run(back) == 1
    assert "冲突" in capsys.readouterr().out
    assert value(store, draft, "downtime") == "logged"
    assert run([*back, "--book", "scheduling"]) == 2
    assert run([*back, "--book", "plan"]) == 0
    assert "已写入 2 处改动" in capsys.readouterr().out
    assert (value(store, draft, "plan"), value(store, draft, "downtime")) == ("nowhere", "told")


def test_wrong_cells_are_named_and_nothing_is_kept(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By sheet and cell, with the code of the reason."""
    draft, file = drafted(store), tmp_path / "填报.xlsx"
    assert run(["workbook", "export", draft.id, "-o", str(file), "--store", store]) == 0
    changed(file, plan="有", downtime=SECOND)
    assert run(["workbook", "import", draft.id, str(file), "--store", store]) == 1
    assert "填报.xlsx:1 基础!C" in capsys.readouterr().err
    assert value(store, draft, "downtime") == "logged"
    file.write_bytes(b"not a workbook")
    assert run(["workbook", "import", draft.id, str(file), "--store", store]) == 1
    assert "W015" in capsys.readouterr().err
