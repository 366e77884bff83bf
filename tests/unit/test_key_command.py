"""`shuzhen key`: a key is shown once, listed without itself, and opens nothing once revoked."""

from pathlib import Path

import pytest

from access.actor import Role
from assessments.refusals import NotAllowed
from cli.main import run
from services.context import Context
from services.interface_keys import actor_of_key
from storage import open_store


def test_a_key_is_made_listed_and_revoked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standard output of the first command is the key alone, as a script wants it."""
    monkeypatch.setenv("SHUZHEN_LANG", "zh")
    file = tmp_path / "s.db"
    store = open_store(file, migrate=True)
    place = ["--store", f"sqlite:///{file}"]
    assert run(["key", "list", *place]) == 0
    assert "还没有密钥" in capsys.readouterr().out
    assert run(["key", "issue", "市大数据平台", "--days", "30", *place]) == 0
    out, err = capsys.readouterr()
    key = out.strip()
    assert "只显示这一次" in err
    actor, known = actor_of_key(Context(store), key)
    assert (actor.role, known.name) == (Role.PLATFORM, "市大数据平台")
    assert run(["key", "list", *place]) == 0
    listed = capsys.readouterr().out
    assert all(words in listed for words in (known.id, "市大数据平台", "有效"))
    assert key not in listed
    assert run(["key", "revoke", "unknown", *place]) == 2
    assert "没有这个密钥" in capsys.readouterr().err
    assert run(["key", "revoke", known.id, *place]) == 0
    with pytest.raises(NotAllowed, match="key_revoked"):
        actor_of_key(Context(store), key)
    store.close()
