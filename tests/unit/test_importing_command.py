"""``shuzhen enterprise import`` and its kin: as on the page, for the operator."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.main import run
from services.importing.headings import FIELDS, field_of
from services.importing.table import read_table
from storage import SqlStore, open_store
from tests.firm_tables import as_csv, as_xlsx, firm, firms
from tests.town import FOLDER, Town

CENTRE = "惠山促进中心"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the store is."""
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    monkeypatch.setenv("SHUZHEN_QUESTIONNAIRES", FOLDER.name)
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """The store, with a centre."""
    opened = open_store(url, migrate=True)
    Town(opened).centre(CENTRE)
    yield opened
    opened.close()


def command(url: str, *words: object) -> int:
    """The exit code of a command with that store."""
    return run(["enterprise", *map(str, words), "--store", url])


def imported(url: str, file: Path, *more: object) -> int:
    """The exit code of an import for the centre."""
    how = ("--centre", CENTRE, "--questionnaire", "workshop")
    return command(url, "import", file, *how, *more)


def test_a_dry_run_writes_nothing_and_an_import_a_list_for_its_owner_alone(
    url: str, store: SqlStore, tmp_path: Path
) -> None:
    """The list is the only copy, and none is overwritten."""
    file, codes = tmp_path / "firms.csv", tmp_path / "codes.csv"
    file.write_bytes(as_csv(firms(3)))
    assert imported(url, file, "--dry-run") == 0
    assert store.assessments() == []
    assert imported(url, file) == 2
    assert imported(url, file, "--codes", codes) == 0
    assert len(store.assessments()) == 3
    assert stat.S_IMODE(codes.stat().st_mode) == 0o600
    assert len(read_table("a.csv", codes.read_bytes()).rows) == 3
    assert imported(url, file, "--codes", codes) == 2


def test_what_is_wrong_is_listed_and_nothing_is_written(
    url: str, store: SqlStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the cell; without the wrong row where that was said."""
    file, codes = tmp_path / "firms.xlsx", tmp_path / "codes.xlsx"
    file.write_bytes(as_xlsx([firm(1), firm(2, 从业人数="?")]))
    assert imported(url, file, "--codes", codes) == 1
    assert "F3" in capsys.readouterr().err
    assert not codes.exists()
    assert store.assessments() == []
    assert imported(url, file, "--codes", codes, "--leave-out") == 0
    assert len(store.assessments()) == 1


def test_an_import_is_listed_renewed_and_taken_back(
    url: str, store: SqlStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its id."""
    file = tmp_path / "firms.csv"
    file.write_bytes(as_csv(firms(2)))
    assert imported(url, file, "--codes", tmp_path / "a.csv") == 0
    capsys.readouterr()
    assert command(url, "imports", "--centre", CENTRE) == 0
    id = capsys.readouterr().out.splitlines()[1].split()[0]
    assert command(url, "codes", id, "--codes", tmp_path / "b.csv") == 0
    first, second = ((tmp_path / f"{name}.csv").read_bytes() for name in "ab")
    assert first != second
    assert command(url, "undo", id) == 0
    assert store.assessments() == []
    assert command(url, "undo", id) == 1
    assert command(url, "undo", "no such") == 2


def test_a_list_of_a_kind_that_is_not_written_changes_nothing(
    url: str, store: SqlStore, tmp_path: Path
) -> None:
    """It is said before the firms are brought in, or the codes that were handed out end."""
    file, text = tmp_path / "firms.csv", tmp_path / "codes.txt"
    file.write_bytes(as_csv(firms(2)))
    assert imported(url, file, "--codes", text) == 1
    assert store.assessments() == []
    assert imported(url, file, "--codes", tmp_path / "a.csv") == 0
    before = list(store.audit_rows())
    id = next(each["object"] for each in before if each["action"] == "import.make")
    assert command(url, "codes", id, "--codes", text) == 1
    assert list(store.audit_rows()) == before
    assert not text.exists()


def test_codes_that_the_disk_refuses_are_told_with_the_way_to_new_ones(
    url: str,
    store: SqlStore,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The firms are there by then: their import is named, and no empty list stays."""
    file, codes = tmp_path / "firms.csv", tmp_path / "codes.csv"
    file.write_bytes(as_csv(firms(2)))

    write = Path.write_bytes

    def full(self: Path, content: bytes) -> int:
        if self == codes:
            raise OSError(28, "No space left on device", str(self))
        return write(self, content)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        assert imported(url, file, "--codes", codes) == 2
    assert len(store.assessments()) == 2
    (made,) = (each for each in store.audit_rows() if each["action"] == "import.make")
    assert f"codes {made['object']}" in capsys.readouterr().err
    assert not codes.exists()
    assert command(url, "codes", made["object"], "--codes", codes) == 0


def test_columns_and_units_are_named_by_options(url: str, store: SqlStore, tmp_path: Path) -> None:
    """A heading that nobody knows; one that is not there is told."""
    file = tmp_path / "firms.csv"
    file.write_bytes(as_csv(firms(1), ("序", "厂", "码", "业", "地", "人", "钱")))
    names = ("name", "credit_code", "division", "district", "employees", "revenue")
    options = [
        option
        for heading, field in zip("厂码业地人钱", names, strict=True)
        for option in ("--column", f"{heading}={field}")
    ]
    how = (*options, "--unit", "revenue=元", "--codes", tmp_path / "a.csv")
    assert imported(url, file, "--column", "没有=name", "--dry-run") == 2
    assert imported(url, file, *options, "--column", "序=item:nothing", "--dry-run") == 2
    assert imported(url, file, *how) == 0
    ((_, enterprise),) = store.assessments()
    assert enterprise.revenue == 0.08


def test_a_template_is_written(url: str, store: SqlStore, tmp_path: Path) -> None:
    """Of an unknown centre, or by another name, none is."""
    file = tmp_path / "firms.csv"
    assert command(url, "template", file, "--centre", CENTRE) == 0
    header = read_table("a.csv", file.read_bytes() + b"a\r\n").header
    assert tuple(map(field_of, header)) == FIELDS
    assert command(url, "template", file, "--centre", "无") == 2
    assert command(url, "template", tmp_path / "a.pdf", "--centre", CENTRE) == 1
