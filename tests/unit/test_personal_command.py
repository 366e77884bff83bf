"""``shuzhen personal``: hands out, erases, lets go and seals as the pages and services do."""

import io
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pyotp
import pytest

from cli.main import run
from services import own_account
from storage import SqlStore, open_store
from tests.town import FOLDER, PASSWORD, Town

NAME = "惠山蓝鲸精工有限公司"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the store of the town is."""
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    monkeypatch.setenv("SHUZHEN_EVIDENCE", str(tmp_path / "evidence"))
    monkeypatch.setenv("SHUZHEN_QUESTIONNAIRES", FOLDER.name)
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """The store, open."""
    opened = open_store(url, migrate=True)
    yield opened
    opened.close()


@pytest.fixture
def assessment(store: SqlStore) -> str:
    """The id of one that was handed in, of a firm of that name."""
    return Town(store).submitted(name=NAME).id


def personal(url: str, *words: str) -> int:
    """The exit code of a command with that store."""
    return run(["personal", *words, "--store", url])


def test_a_copy_is_a_zip_that_its_owner_alone_can_read(
    url: str, assessment: str, tmp_path: Path
) -> None:
    """And there is none of somebody who has no account."""
    file, none = tmp_path / "firm.zip", tmp_path / "nobody.zip"
    assert personal(url, "export", str(file), "--assessment", assessment) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert personal(url, "export", str(none), "--account", "nobody") != 0
    assert not none.exists()
    with ZipFile(file) as archive:
        assert NAME in archive.read("index.html").decode()


def test_erasing_asks_first_and_tells_what_is_lost(
    url: str,
    store: SqlStore,
    assessment: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No leaves everything; yes leaves the figures; a second time there is nothing."""
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert personal(url, "erase", "--assessment", assessment) != 0
    assert "1 assessment(s)" in "".join(capsys.readouterr())
    assert store.enterprise(store.assessment(assessment).enterprise).name == NAME
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert personal(url, "erase", "--assessment", assessment) == 0
    assert store.assessments() == []
    assert personal(url, "erase", "--assessment", assessment, "--yes") != 0


def test_an_account_is_erased_by_its_name(url: str, store: SqlStore) -> None:
    """Without asking where that is wanted."""
    Town(store).consultant()
    assert store.account("wangfang") is not None
    assert personal(url, "erase", "--account", "wangfang", "--yes") == 0
    assert store.account("wangfang") is None


@pytest.mark.parametrize("what", [(), ("--assessment", "a", "--account", "b")])
def test_one_thing_has_to_be_named(
    url: str, store: SqlStore, tmp_path: Path, what: tuple[str, ...]
) -> None:
    """Neither nothing nor two."""
    assert store.assessments() == []
    assert personal(url, "erase", "--yes", *what) == 2
    assert personal(url, "export", str(tmp_path / "c.zip"), *what) == 2


def test_what_is_over_is_counted_and_goes(
    url: str, store: SqlStore, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run leaves it."""
    Town(store, now=datetime(2019, 3, 1, tzinfo=UTC)).filled(name=NAME)
    assert personal(url, "expire", "--dry-run") == 0
    assert len(store.assessments()) == 1
    assert "Nothing was erased" in capsys.readouterr().out
    assert personal(url, "expire") == 0
    assert store.assessments() == []


def test_a_key_seals_and_a_further_one_goes_in_front(
    url: str, store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is its owner's; what the first key sealed opens under the second."""
    keys, town = tmp_path / "keys", Town(store)
    assert personal(url, "seal") != 0  # no key yet
    ctx = town.consultant()
    secret = own_account.offer_second_step(ctx).secret
    own_account.switch_on(ctx, secret, PASSWORD, pyotp.TOTP(secret).at(town.now))
    assert run(["personal", "key", str(keys)]) == 0
    first = keys.read_text("ascii")
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    monkeypatch.setenv("SHUZHEN_KEY_FILE", str(keys))
    assert personal(url, "seal") == 0
    account = store.account("wangfang")
    assert account is not None
    assert secret not in (account.totp or "")
    assert run(["personal", "key", str(keys)]) == 0
    assert keys.read_text("ascii").splitlines()[1:] == first.splitlines()
