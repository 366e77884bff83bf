"""A backup holds everything, is refused where a byte is wrong, and comes back the same."""

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlalchemy as sa

from access.actor import Actor, Role
from assessments.refusals import NotFound, Unavailable
from cli.main import run
from services import accounts
from services.context import Context
from storage import SqlStore, open_store
from storage.media import open_media
from storage.problems import StoreProblem
from storage.revisions import upgrade
from storage.transfer import sealing
from storage.transfer.backing_up import BackupDone, back_up
from storage.transfer.backups import open_backup
from storage.transfer.restoring import restore
from tests.store.samples import DRAFT, answer, enterprise
from tests.store.whole import ROWS, fill, fill_store, held, refused

AT = datetime(2026, 11, 30, 1, 2, tzinfo=UTC)
PASSPHRASE = "correct horse 电池"
PICTURE = os.urandom(700_000)  # more than a chunk or two


class Files:
    """Files of evidence in memory."""

    def __init__(self, *contents: bytes) -> None:
        self.held = {("a1", hashlib.sha256(each).hexdigest()): each for each in contents}

    def listed(self) -> Iterable[tuple[str, str]]:
        """All of them."""
        return list(self.held)

    def content(self, owner: str, digest: str) -> bytes:
        """One of them."""
        if (owner, digest) not in self.held:
            raise NotFound("unknown_assessment", id=owner)
        return self.held[owner, digest]

    def has(self, owner: str, digest: str) -> bool:
        """Whether it is there."""
        return (owner, digest) in self.held

    def keep(self, owner: str, content: bytes) -> str:
        """Keep it."""
        digest = hashlib.sha256(content).hexdigest()
        self.held[owner, digest] = content
        return digest

    def drop(self, owner: str, digest: str) -> None:
        """Forget it, if it is there."""
        self.held.pop((owner, digest), None)


class Full(Files):
    """A place that takes one file and no more."""

    def keep(self, owner: str, content: bytes) -> str:
        """Keep the first."""
        if self.held:
            raise Unavailable("store_full")
        return super().keep(owner, content)


@pytest.fixture
def filled(address: str) -> str:
    """A store with rows in every table, on either database."""
    store = open_store(address, migrate=True)
    fill_store(store)
    store.close()
    return address


@pytest.fixture(params=[None, PASSPHRASE], ids=["open", "sealed"])
def passphrase(request: pytest.FixtureRequest) -> str | None:
    """Both kinds of backup."""
    chosen: str | None = request.param
    return chosen


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time that a passphrase costs is not what is tested here."""
    monkeypatch.setitem(sealing.COST, "n", 1 << 10)


def written(store: str, file: Path, media: Files, passphrase: str | None = None) -> BackupDone:
    """A backup in ``file``."""
    return back_up(store, file, media, at=AT, passphrase=passphrase)


def restored(file: Path, store: str, media: Files, passphrase: str | None = None) -> None:
    """What ``file`` holds, put into ``store``."""
    with open_backup(file, lambda: passphrase or "") as backup:
        restore(backup, store, media)


def test_a_backup_of_either_database_is_restored_into_both(
    filled: str, passphrase: str | None, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    """Every table by its digest, every file by its SHA-256; only the owner can read the backup."""
    file, media = tmp_path / "all.backup", Files(PICTURE, b"small")
    done = written(filled, file, media, passphrase)
    assert done.left_out == []
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (b"tables/answers" in file.read_bytes()) is (passphrase is None)
    for target in (f"sqlite:///{tmp_path / 'restored.db'}", new_database()):
        files = Files()
        restored(file, target, files, passphrase)
        assert held(target) == held(filled)
        assert files.held == media.held


def test_a_backup_is_of_one_moment(address: str, tmp_path: Path) -> None:
    """While somebody goes on answering, what is restored has no gap and no row without parent."""
    store = open_store(address, migrate=True)
    store.add_enterprise(enterprise())
    store.add_assessment(DRAFT, None)
    stop, begun = Event(), Event()

    def go_on() -> None:
        for revision in range(1, 5_000):
            store.append_answer(answer(revision=revision))
            begun.set()
            if stop.is_set():
                break

    writer = Thread(target=go_on)
    writer.start()
    begun.wait()
    files = [tmp_path / f"{number}.backup" for number in range(3)]
    rows = [written(address, file, Files()).manifest.tables["answers"].rows for file in files]
    stop.set()
    writer.join()
    assert rows[0] < rows[-1] <= len(store.answer_history("a1"))
    store.close()
    for file, number in zip(files, rows, strict=True):
        target = f"sqlite:///{file}.db"
        restored(file, target, Files())
        opened = open_store(target)
        found = [record.revision for record in opened.answer_history("a1")]
        opened.close()
        assert found == list(range(1, number + 1))


@pytest.fixture
def whole(tmp_path: Path, passphrase: str | None) -> bytes:
    """The bytes of a good backup."""
    store = f"sqlite:///{tmp_path / 'source.db'}"
    opened = open_store(store, migrate=True)
    fill_store(opened)
    opened.close()
    file = tmp_path / "good.backup"
    written(store, file, Files(PICTURE), passphrase)
    return file.read_bytes()


def test_a_damaged_or_cut_backup_is_refused_before_anything_is_written(
    whole: bytes, passphrase: str | None, tmp_path: Path
) -> None:
    """A bit in every part of it, a cut at every length, also between two chunks."""
    chunks = range(sealing.HEADER, len(whole), sealing.CHUNK + sealing.TAG)
    places = {*range(0, len(whole), len(whole) // 60), len(whole) - 1}
    broken = [whole[:at] for at in {*places, *chunks}]
    broken += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in places]
    broken += [whole + b"x", b"", b"PK\x05\x06" + bytes(18)]
    file, store = tmp_path / "broken.backup", tmp_path / "none.db"
    let_in = []
    for number, content in enumerate(broken):
        file.write_bytes(content)
        try:
            restored(file, str(store), Files(), passphrase)
        except StoreProblem:
            assert not store.exists(), number
        else:
            let_in.append(number)
            store.unlink()
    # A zip may carry unused bits (a date, an attribute) and bytes behind it: no content changed.
    assert len(let_in) <= (0 if passphrase else 3)
    file.write_bytes(whole)
    restored(file, str(store), Files(), passphrase)


@pytest.mark.parametrize("passphrase", [None])
def test_a_member_that_says_it_is_locked_is_damage(whole: bytes, tmp_path: Path) -> None:
    """We lock none; a flag of the archive that says so is one wrong bit, and no fault of ours."""
    at = whole.index(b"PK\x01\x02") + 8
    file = tmp_path / "broken.backup"
    file.write_bytes(whole[:at] + bytes([whole[at] | 1]) + whole[at + 1 :])
    with pytest.raises(StoreProblem, match="backup_damaged"):
        restored(file, str(tmp_path / "none.db"), Files())
    assert not (tmp_path / "none.db").exists()


def test_a_wrong_passphrase_is_told_from_damage(tmp_path: Path) -> None:
    """Nobody goes looking for another copy because of a slip of the finger."""
    store, file = f"sqlite:///{tmp_path / 'source.db'}", tmp_path / "sealed.backup"
    open_store(store, migrate=True).close()
    written(store, file, Files(), PASSPHRASE)
    target = tmp_path / "none.db"
    assert refused(lambda: restored(file, str(target), Files(), "wrong")).key == "backup_passphrase"
    assert not target.exists()
    file.write_bytes(file.read_bytes()[:-1])
    assert refused(lambda: restored(file, str(target), Files(), PASSPHRASE)).key == "backup_damaged"


def test_two_sealed_backups_of_the_same_have_nothing_in_common(tmp_path: Path) -> None:
    """Each has its own salt, and so its own key."""
    store = f"sqlite:///{tmp_path / 'source.db'}"
    open_store(store, migrate=True).close()
    first, second = tmp_path / "1", tmp_path / "2"
    for file in (first, second):
        written(store, file, Files(), PASSPHRASE)
    head = len(sealing.MAGIC)
    assert first.read_bytes()[:head] == second.read_bytes()[:head] == sealing.MAGIC
    assert first.read_bytes()[head : head + 16] != second.read_bytes()[head : head + 16]


def rewrite(file: Path, other: Path, change: dict[str, object]) -> None:
    """The backup ``file`` again, with something else in its manifest."""
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(other, "w") as changed:
        for name in good.namelist():
            content = good.read(name)
            if name == "manifest.json":
                content = json.dumps(json.loads(content) | change).encode()
            changed.writestr(name, content)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"revision": "9999"}, "contents_newer"),
        ({"format": "shuzhen-backup-2"}, "backup_newer"),
        ({"evidence": {"../../etc/" + "0" * 64: 1}}, "backup_newer"),
        ({"tables": {}}, "backup_damaged"),
        ({"head": "not a head"}, "backup_newer"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    tmp_path: Path, change: dict[str, object], key: str
) -> None:
    """A newer structure or format, a path, a table that is not listed."""
    store, file = f"sqlite:///{tmp_path / 'source.db'}", tmp_path / "good.backup"
    open_store(store, migrate=True).close()
    written(store, file, Files())
    other = tmp_path / "other.backup"
    rewrite(file, other, change)
    target = tmp_path / "none.db"
    assert refused(lambda: restored(other, str(target), Files())).key == key
    assert not target.exists()


def test_files_are_taken_back_where_the_restoring_fails(filled: str, tmp_path: Path) -> None:
    """No file without its row: the second does not fit, and the first goes too."""
    file, files = tmp_path / "all.backup", Full()
    written(filled, file, Files(b"one", b"two"))
    target = tmp_path / "none.db"
    with pytest.raises(Unavailable), open_backup(file, str) as backup:
        restore(backup, target, files)
    assert files.held == {}
    assert not target.exists()


def test_a_file_that_cannot_be_read_is_named_and_left_out(filled: str, tmp_path: Path) -> None:
    """One lost picture is no reason to have no backup."""

    class Losing(Files):
        def listed(self) -> Iterable[tuple[str, str]]:
            return [("a9", "0" * 64), *self.held]

    done = written(filled, tmp_path / "all.backup", Losing(b"one"))
    assert done.left_out == [f"a9/{'0' * 64}"]
    assert len(done.manifest.evidence) == 1


def test_a_backup_of_an_older_version_ends_in_the_newest_structure(
    address: str, tmp_path: Path
) -> None:
    """Whoever updates first and thinks of the backup afterwards can still make one."""
    old, file = f"sqlite:///{tmp_path / 'old.db'}", tmp_path / "old.backup"
    store = SqlStore(sa.create_engine(old))
    with store.writer.begin() as connection:
        upgrade(connection, "0001")
        fill(connection)
    store.close()
    written(old, file, Files())
    restored(file, address, Files())
    assert held(address)["answers"][0] == ROWS


def test_no_file_is_overwritten_and_none_is_left_unfinished(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backup of yesterday stays; one that fails leaves nothing."""
    file = tmp_path / "b" / "all.backup"
    file.parent.mkdir()
    file.write_text("yesterday")
    with pytest.raises(FileExistsError):
        written(filled, file, Files())
    assert file.read_text() == "yesterday"
    file.unlink()

    class Stopped(Files):
        def listed(self) -> Iterable[tuple[str, str]]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(filled, file, Stopped())
    assert list(file.parent.iterdir()) == []


def test_the_commands_make_check_and_restore_a_backup(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As an operator does it; a store that holds anything is refused, a short passphrase too."""
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    file, secret, target = tmp_path / "f.backup", tmp_path / "secret", tmp_path / "new" / "r.db"
    secret.write_text("short\n", "utf-8")
    making = ["backup", str(file), "--store", filled, "--passphrase-file", str(secret)]
    reading = ["restore", str(file), "--passphrase-file", str(secret)]
    assert run(making) == 2
    secret.write_text(PASSPHRASE + "\n", "utf-8")
    assert run(making) == 0
    assert run([*reading, "--check"]) == 0
    # All of it; the trail of this store is invented, though, and that is told.
    assert run([*reading, "--store", str(target)]) == 1
    before, after = held(filled), held(str(target))
    assert after.pop("audit")[0] == before.pop("audit")[0] + 1  # that it was restored
    assert after == before
    printed = capsys.readouterr().out
    assert "not chained to the one before it" in printed
    for name, (rows, digest) in held(filled).items():
        assert printed.count(f"{name:<24}{rows:>12}  {digest}") == 3
    assert run([*reading, "--store", str(target)]) == 1
    assert "holds data already" in capsys.readouterr().err
    assert run(making) == 2


def test_a_restored_trail_is_held_against_the_head_in_the_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The head is in the manifest; a trail that ends earlier, or is another, is told at once."""
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    source, file = f"sqlite:///{tmp_path / 'source.db'}", tmp_path / "good.backup"
    store = open_store(source, migrate=True)
    accounts.add_centre(Context(store, Actor(Role.OPERATOR, id="operator")), "惠山促进中心")
    assert run(["backup", str(file), "--store", source]) == 0
    head = store.audit_head()
    store.close()
    with open_backup(file, str) as backup:
        assert backup.manifest.head == str(head)
    assert run(["restore", str(file), "--store", str(tmp_path / "good.db")]) == 0
    assert str(head) in capsys.readouterr().out
    assert head is not None
    for name, noted, said in (
        ("cut", f"{head.number + 7}:{head.digest}", "the end was cut off"),
        ("other", f"{head.number}:{'0' * 64}", "not the one that was noted"),
    ):
        other = tmp_path / f"{name}.backup"
        rewrite(file, other, {"head": noted})
        assert run(["restore", str(other), "--store", str(tmp_path / f"{name}.db")]) == 1
        assert said in capsys.readouterr().out
        assert held(str(tmp_path / f"{name}.db"))["centres"] == held(source)["centres"]


def test_the_commands_take_the_files_of_evidence_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the folder beside the one database into the folder beside the other."""
    monkeypatch.delenv("SHUZHEN_EVIDENCE", raising=False)
    source, target = tmp_path / "old" / "s.db", tmp_path / "new" / "s.db"
    open_store(source, migrate=True).close()
    digest = open_media(str(source.parent / "evidence")).keep("a1", PICTURE)
    (source.parent / "evidence" / "a1" / ".coming-1").write_bytes(b"unfinished")
    file = str(tmp_path / "f.backup")
    assert run(["backup", file, "--store", f"sqlite:///{source}"]) == 0
    assert run(["restore", file, "--store", f"sqlite:///{target}"]) == 0
    media = open_media(str(target.parent / "evidence"))
    assert list(media.listed()) == [("a1", digest)]
    assert media.content("a1", digest) == PICTURE


def test_a_bucket_lists_what_a_folder_does() -> None:
    """What lies there and is no file of ours is left."""
    bucket = open_media("memory://shuzhen-listed/evidence")
    assert list(bucket.listed()) == []
    digest = bucket.keep("a1", b"x")
    assert list(bucket.listed()) == [("a1", digest)]
    bucket.drop("a1", digest)
