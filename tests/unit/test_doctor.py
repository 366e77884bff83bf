"""``shuzhen doctor`` says what is seen, good and bad, and changes nothing."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from cli.main import run
from services import inspecting
from storage import open_store, room
from tests.oidc_provider import Provider


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a store that is in order."""
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    file = tmp_path / "store.db"
    open_store(file, migrate=True).close()
    return file


def test_a_good_installation_is_called_good(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On this machine only: nothing to mend."""
    assert run(["doctor", "--store", str(file)]) == 0
    out = capsys.readouterr().out
    assert "can be written" in out
    assert "Only its owner" in out
    assert "Files of evidence can be kept" in out
    assert "MEND" not in out


def test_a_place_for_evidence_that_cannot_be_written_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the first enterprise brings a photograph."""
    (file.parent / "evidence").write_text("a file where a folder should be")
    monkeypatch.setenv("SHUZHEN_EVIDENCE", str(file.parent / "evidence"))
    assert run(["doctor", "--store", str(file)]) == 1
    assert "MEND" in capsys.readouterr().out


def test_a_provider_of_sign_ins_is_asked(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing is named; one that answers is good, also which roles need a second step."""
    monkeypatch.setenv("SHUZHEN_OIDC_CLIENT", "shuzhen")
    assert run(["doctor", "--store", str(file)]) == 1
    assert "SHUZHEN_OIDC_METADATA, SHUZHEN_OIDC_SECRET" in capsys.readouterr().out
    with Provider().running() as provider:
        for name, value in provider.settings("https://zhenduan.example.cn").items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("SHUZHEN_SECOND_STEP", "administrator,centre_lead")
        monkeypatch.setenv("SHUZHEN_TRUSTED_PROXIES", "127.0.0.1")
        keys = file.with_name("keys")
        assert run(["personal", "key", str(keys)]) == 0
        monkeypatch.setenv("SHUZHEN_KEY_FILE", str(keys))
        monkeypatch.setenv("SHUZHEN_HANDLER", "某促进中心")
        monkeypatch.setenv("SHUZHEN_CONTACT", "0510-00000000")
        monkeypatch.setenv("SHUZHEN_BACKUP_DAYS", "30")
        capsys.readouterr()
        assert run(["doctor", "--store", str(file)]) == 0
        out = capsys.readouterr().out
        assert f"{provider.url}, answers" in out
        assert "administrator, centre_lead" in out
        other = f"{provider.url}/.well-known/openid-configuration".replace("127.0.0.1", "localhost")
        monkeypatch.setenv("SHUZHEN_OIDC_METADATA", other)
        assert run(["doctor", "--store", str(file)]) == 1  # it calls itself another
        assert "issuer" in capsys.readouterr().out
    assert run(["doctor", "--store", str(file)]) == 1
    assert "does not answer" in capsys.readouterr().out


def test_a_file_that_others_can_read_is_named(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its name and what to run."""
    file.chmod(0o644)
    assert run(["doctor", "--store", str(file)]) == 1
    assert "can read store.db" in capsys.readouterr().out


def test_without_a_store_the_settings_are_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What to run stands in its line; nothing is made."""
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    assert run(["doctor", "--store", str(tmp_path / "none.db")]) == 1
    out = capsys.readouterr().out
    assert "shuzhen migrate" in out
    assert "public address" in out
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_nearly_full_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Less room than a day may need; it is looked at where the health of the server is."""
    monkeypatch.setattr(room, "disk_usage", lambda _: SimpleNamespace(free=999_999_999))
    assert run(["doctor", "--store", str(file)]) == 1
    assert "999 MB" in capsys.readouterr().out
    assert room.has_room(file)
    monkeypatch.setattr(room, "disk_usage", lambda _: SimpleNamespace(free=room.LEAST - 1))
    assert not room.has_room(file)


@pytest.mark.parametrize(
    ("address", "public", "proxies", "secure", "bad"),
    [
        ("127.0.0.1", "", "", False, set()),
        ("0.0.0.0", "", "", False, {"no_public", "no_proxies", "not_secure"}),  # noqa: S104
        ("127.0.0.1", "https://zhenduan.example.cn", "127.0.0.1", True, set()),
        ("127.0.0.1", "http://zhenduan.example.cn", "", False, {"no_proxies", "not_secure"}),
    ],
)
def test_settings_that_do_not_fit_are_told(
    address: str, public: str, proxies: str, bad: set[str], *, secure: bool
) -> None:
    """Served to others without an address, without a trusted proxy, without HTTPS."""
    found = inspecting.settings_seen(address, public, proxies, secure=secure)
    assert {finding.key for finding in found if not finding.good} == bad
