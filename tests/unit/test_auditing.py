"""What stands in the audit trail after people have come and gone, and who reads it."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from access.actor import Actor, Role
from access.audit import AuditFilter
from assessments.refusals import NotAllowed
from cli.main import run
from services import accounts, auditing, filling, links, verifying
from storage import open_store
from tests.town import PASSWORD, Town, new_town


@pytest.fixture
def town() -> Iterator[Town]:
    """A town of its own."""
    with new_town() as made:
        yield made


def actions(town: Town) -> list[tuple[str, str, str]]:
    """Who did what to what, in order."""
    return [(row["actor"], row["action"], row["object"]) for row in town.store.audit_rows()]


def test_sign_ins_and_failures_are_noted_without_what_was_typed(town: Town) -> None:
    """A user name that is none may be a password; who has to wait is noted once."""
    town.consultant()
    here = replace(town.visitor, address="192.0.2.7")
    before = len(actions(town))
    token = accounts.sign_in(here, "wangfang", PASSWORD, "192.0.2.7")
    accounts.sign_out(here, token)
    for name in ("my-secret-typed-here", *["wangfang"] * 9):
        with suppress(NotAllowed):
            accounts.sign_in(here, name, "wrong password", "192.0.2.7")
    found = actions(town)[before:]
    assert found[:3] == [
        ("wangfang", "session.begin", "wangfang"),
        ("wangfang", "session.end", "wangfang"),
        ("", "session.fail", ""),
    ]
    assert {each[1] for each in found[3:]} == {"session.fail", "session.slowed"}
    assert [each[1] for each in found].count("session.slowed") == 1
    everything = json.dumps(list(town.store.audit_rows()))
    assert all(each not in everything for each in ("secret", "wrong", PASSWORD, "192.0.2.7", token))
    assert len({row["place"] for row in list(town.store.audit_rows())[before:]}) == 1


def test_an_enterprise_reads_what_it_is_told_of_and_a_lead_the_own_centre(town: Town) -> None:
    """Its own acts and the beginning of verification; nothing of another assessment."""
    assessment = town.filled()
    holder = town.holder(assessment)
    filling.submit(holder, assessment.id, town.centre())
    consultant = town.consultant()
    verifying.begin(consultant, assessment.id)
    town.filled(name="别家")
    own = auditing.trail_of_assessment(holder, assessment.id)
    assert [each.action for each in own.lines] == [
        "case.begin",
        "assessment.submit",
        "personal.consent",
        "assessment.start",
    ]
    assert own.lines[0].role is Role.CONSULTANT
    assert own.lines[0].name
    everything = auditing.trail(town.operator, AuditFilter(), before=None)
    assert len(everything.lines) > len(own.lines)
    with pytest.raises(NotAllowed):
        auditing.trail(holder, AuditFilter())


def test_a_link_that_opens_an_account_with_nothing_else_stands_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lead of the person's centre reads it, and the list on the command line marks it."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    town = Town(open_store(url, migrate=True))
    consultant = town.consultant()
    accounts.add_account(town.operator, "admin", PASSWORD, "李娜", Role.ADMINISTRATOR)
    administrator = town.ctx(Actor(Role.ADMINISTRATOR, id="admin"))
    links.reset(administrator, "wangfang", "device")
    links.reset(administrator, "wangfang", "renew")
    lead = town.ctx(Actor(Role.LEAD, id="lead", centre=consultant.actor.centre))
    read = auditing.trail_of_centre(lead, AuditFilter(actor="admin")).lines
    assert [(each.action, each.object) for each in read] == [
        ("link.renew", "wangfang"),
        ("link.reset", "wangfang"),
    ]
    town.store.close()
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    assert run(["audit", "list", "--store", url]) == 0
    marked = [line for line in capsys.readouterr().out.splitlines() if line.startswith("!")]
    assert len(marked) == 1
    assert "link.renew" in marked[0]


def test_a_long_trail_is_read_page_by_page(town: Town) -> None:
    """Each entry once, the newest first."""
    for number in range(auditing.ON_A_PAGE + 5):
        accounts.add_centre(town.operator, f"第{number}中心")
    first = auditing.trail(town.operator, AuditFilter())
    second = auditing.trail(town.operator, AuditFilter(), before=first.earlier)
    numbers = [each.number for page in (first, second) for each in page.lines]
    assert numbers == sorted(set(numbers), reverse=True)
    assert (len(first.lines), second.earlier, numbers[-1]) == (auditing.ON_A_PAGE, None, 1)
