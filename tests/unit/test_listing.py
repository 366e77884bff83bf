"""shuzhen list, account and migrate: what they print and how they end."""

import json
import re
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cli.main import run
from services import accounts, links
from services.context import utc_now
from services.listing import listing
from storage import open_store
from tests.town import Town, new_town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town whose store is the file store.db."""
    store = open_store(tmp_path / "store.db", migrate=True)
    yield Town(store)
    store.close()


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What was printed."""
    return capsys.readouterr().out.splitlines()


def test_a_line_of_json_an_assessment(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The promised keys come first; level and total are null on a draft; names are as typed."""
    town.started(name='𠮷野 "甲" <b>')
    town.wait(seconds=1)
    signed = town.signed()
    assert run(["list", "--json", "--store", str(tmp_path / "store.db")]) == 0
    draft, verified = (json.loads(line) for line in lines(capsys))
    keys = ["id", "enterprise", "questionnaire", "state", "level", "total"]
    assert list(draft)[:6] == list(verified)[:6] == keys
    assert (draft["enterprise"], draft["state"]) == ('𠮷野 "甲" <b>', "draft")
    assert (draft["level"], draft["total"]) == (None, None)
    card = town.store.scorecard(signed.id, "verified")
    assert card is not None
    assert card.level is not None
    assert (verified["id"], verified["state"]) == (signed.id, "verified")
    assert (verified["level"], verified["total"]) == (card.level.number, card.total)


@pytest.mark.parametrize(
    ("state", "count"),
    [("draft", 1), ("submitted", 2), ("under_verification", 0), ("verified", 0), ("published", 0)],
)
def test_a_state_narrows_the_list(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str], state: str, count: int
) -> None:
    """Exactly the assessments in that state; nothing is printed for none."""
    town.started()
    town.submitted()
    town.submitted(centre=None)
    url = f"sqlite:///{tmp_path / 'store.db'}"
    assert run(["list", "--state", state, "--json", "--store", url]) == 0
    assert len(lines(capsys)) == count


def test_an_unknown_state_is_answered_with_the_list(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and all states by name."""
    assert run(["list", "--state", "done", "--store", str(tmp_path / "store.db")]) == 2
    said = capsys.readouterr().err
    assert "done" in said
    assert "draft、submitted、under_verification、verified、published" in said


def test_the_table_can_be_read(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns stand under their heads although Chinese is wide; the stage by its name."""
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    town.started(name="惠山")
    assert run(["list", "--store", str(tmp_path / "store.db")]) == 0
    head, row, count = lines(capsys)
    assert head.split() == ["id", "enterprise", "questionnaire", "state", "level", "total"]
    # 惠山 takes four places on a terminal, two in the text.
    assert row.index("workshop") == head.index("questionnaire") - 2
    assert "draft" in row
    assert count == "1 in all."


def test_without_a_store_the_command_to_run_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, and nothing is created."""
    assert run(["list", "--store", str(tmp_path / "none.db")]) == 1
    assert "shuzhen migrate --store" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_is_none_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2."""
    assert run(["list", "--store", "nosuch://x"]) == 2
    assert "nosuch" in capsys.readouterr().err


def test_migrate_makes_a_store_and_leaves_a_good_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twice the same command, exit 0, and only the owner may read the file."""
    file = tmp_path / "var" / "store.db"
    for _ in range(2):
        assert run(["migrate", "--store", str(file)]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run(["list", "--store", str(file)]) == 0
    assert "0" in lines(capsys)[-1]


def test_migrate_leaves_somebody_elses_database_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, with the reason."""
    file = tmp_path / "other.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE orders (id INTEGER)")
    connection.close()
    assert run(["migrate", "--store", str(file)]) == 1
    assert str(file) in capsys.readouterr().err


def add_account(*args: str, store: Path) -> int:
    """Run ``shuzhen account add``."""
    return run(["account", "add", *args, "--store", str(store)])


def test_an_account_is_made_and_its_person_sets_the_password(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was made is printed, with the link that sets it; the centre is made with it."""
    args = ("lining", "--role", "consultant", "--name", "李宁", "--centre", "滨湖促进中心")
    assert add_account(*args, store=tmp_path / "store.db") == 0
    said = capsys.readouterr().out
    for word in ("lining", "李宁", "consultant", "滨湖促进中心"):
        assert word in said
    assert town.store.open_links(utc_now())
    (link,) = re.findall(r"link=([\w-]+)", said)
    present = replace(town.visitor, now=utc_now)
    assert links.use(present, link, "", "lamp by the river ") == "lining"
    token = accounts.sign_in(town.visitor, "lining", "lamp by the river ", "192.0.2.1")
    actor = accounts.actor_of(town.visitor, token)
    assert town.store.centres()[actor.centre or ""] == "滨湖促进中心"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("li", "--role", "official", "--name", "李宁"), 1),
        (("lining", "--role", "official", "--name", "李宁", "--centre", "某"), 1),
        (("lining", "--role", "consultant", "--name", "李宁"), 1),
        (("lining", "--role", "boss", "--name", "李宁"), 2),
        (("lining", "--role", "operator", "--name", "李宁"), 2),
        (("lining", "--role", "official"), 2),
        (("--role", "official", "--name", "李宁"), 2),
    ],
)
def test_an_account_that_will_not_do_is_told(
    town: Town,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    args: tuple[str, ...],
    code: int,
) -> None:
    """Exit 1 for what was given, 2 for how it was called; neither account nor centre is made."""
    assert add_account(*args, store=tmp_path / "store.db") == code
    captured = capsys.readouterr()
    assert captured.err
    assert captured.out == ""
    assert town.store.account("lining") is None
    assert town.store.centres() == {}


def test_a_list_in_memory_needs_no_file() -> None:
    """The service lists a store of any kind."""
    with new_town() as town:
        town.submitted()
        (found,) = listing(town.operator)
        assert found.total is not None
        assert found.enterprise.name == "惠山精工"
