"""What is new is told to whom it concerns; a mail says that there is something, and no more."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import Message
from pathlib import Path
from threading import Event

import pytest

from access.actor import Actor, Role
from access.key_ring import is_sealed, new_key
from assessments.model import Assessment
from assessments.personal import account_subject
from assessments.refusals import Invalid
from services import appointments, assigning, mailing, news, verifying
from services.context import Context
from services.kinds import MAILBOX
from services.mail_server import sender
from services.mailing import MailsSent, send_due
from services.process_log import OURS
from tests.smtp_server import MailServer, mail_server
from tests.town import Town, new_town
from tests.visiting import visited
from views import mails

BOX = "wang.fang@centre.example.cn"
CONTACT = "张厂长 13912345678"


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A server of mails on this machine."""
    with mail_server() as server:
        yield server


@pytest.fixture
def town(server: MailServer) -> Iterator[Town]:
    """A town whose mails go there."""
    told = {
        "mail_host": "127.0.0.1",
        "mail_port": server.port,
        "mail_security": "none",
        "mail_from": "shuzhen@city.example.cn",
        "public_address": "https://zhenduan.example.cn",
    }
    with new_town() as town:
        yield replace(town, settings=town.settings.model_copy(update=told))


def lead(town: Town) -> Context:
    """The lead of the centre."""
    return town.ctx(Actor(Role.LEAD, id="lead", name="李主任", centre=town.centre()))


def sent(town: Town) -> MailsSent:
    """One turn of the thread that sends."""
    send = sender(town.settings)
    assert send is not None
    return send_due(town.operator, send)


def given(town: Town, name: str = "惠山精工") -> Assessment:
    """A case that the lead gave to the consultant."""
    case = town.submitted(name=name)
    town.consultant()
    return assigning.assign(lead(town), case.id, "wangfang", seen=case.version)


def words(mail: Message) -> str:
    """All that the mail says, its head among it."""
    text = mail.get_payload(decode=True)
    assert isinstance(text, bytes)
    return f"{mail['Subject']}\n{text.decode()}"


def actions(ctx: Context) -> list[str]:
    """What is new, by what was done."""
    return [each.action for each in news.news(ctx) if each.new]


def test_each_is_told_of_the_own_cases_and_not_of_the_own_acts(town: Town) -> None:
    """A consultant of what was given or asked for, a lead of what came in, a rival of nothing."""
    case = given(town)
    day = date(2026, 3, 10)
    appointments.request(town.holder(case), case.id, "看车间", [day], CONTACT, seen=0)
    consultant = town.consultant()
    assert actions(consultant) == ["appointment.ask", "case.assign"]
    assert actions(lead(town)) == ["appointment.ask", "assessment.submit"]
    assert actions(town.consultant("colleague")) == []
    assert actions(town.consultant("rival", "滨湖促进中心")) == []
    town.store.hold(case.enterprise, case.enterprise, "owner", town.now)
    owner = town.ctx(Actor(Role.OWNER, id="owner", records=frozenset({case.enterprise})))
    verifying.begin(consultant, case.id)
    visited(consultant, case.id)
    appointments.answer(consultant, case.id, day, "", "", seen=1)
    assert actions(owner) == ["appointment.answer", "case.begin"]
    assert actions(consultant) == ["appointment.ask", "case.assign"]


def test_what_was_seen_is_new_no_more(town: Town) -> None:
    """And what comes afterwards is."""
    given(town)
    ctx = town.consultant()
    (line,) = news.news(ctx)
    news.see(ctx, line.number)
    news.see(ctx, 0)
    assert actions(ctx) == []
    given(town, "乙厂")
    assert actions(ctx) == ["case.assign"]


def test_what_others_are_told_hides_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """More acts than are read at a time come after it, and none of them is the consultant's."""
    monkeypatch.setattr(news, "MOST", 2)
    given(town)
    town.consultant("colleague")
    for name in ("乙厂", "丙厂"):
        case = town.submitted(name=name)
        assigning.assign(lead(town), case.id, "colleague", seen=case.version)
    assert actions(town.consultant()) == ["case.assign"]


def test_a_mail_says_that_there_is_something_and_nothing_of_what(
    town: Town, server: MailServer
) -> None:
    """No name, answer, score or contact stands in it; it is the same whatever has happened."""
    town.consultant()
    mailing.keep_mailbox(town.consultant(), BOX)
    case = given(town)
    assert sent(town) == MailsSent(1, 0)
    town.wait(hours=1)
    appointments.request(town.holder(case), case.id, "看车间", [date(2026, 3, 10)], CONTACT, seen=0)
    assert sent(town) == MailsSent(1, 0)
    (to, first), (_, second) = server.mails
    assert to == BOX
    assert words(first) == words(second)
    assert "https://zhenduan.example.cn" in words(first)
    for secret in ("惠山精工", case.id, CONTACT, "13912345678", "看车间", "王芳", "走访", "分"):
        assert secret not in words(first), secret


def test_one_mail_for_all_that_is_new_and_none_twice(town: Town, server: MailServer) -> None:
    """And none for what was there before the mailbox, or was seen on the page already."""
    given(town)
    mailing.keep_mailbox(town.consultant(), BOX)
    assert sent(town) == MailsSent(0, 0)
    given(town, "乙厂")
    given(town, "丙厂")
    assert [sent(town), sent(town)] == [MailsSent(1, 0), MailsSent(0, 0)]
    given(town, "丁厂")
    ctx = town.consultant()
    news.see(ctx, news.news(ctx)[0].number)
    assert sent(town) == MailsSent(0, 0)
    assert len(server.mails) == 1


@pytest.mark.parametrize("fault", ["refuses", "gone"])
def test_a_server_that_fails_loses_nothing(town: Town, server: MailServer, fault: str) -> None:
    """It is tried again later and not at once, and acts are kept meanwhile as ever."""
    town.consultant()
    mailing.keep_mailbox(town.consultant(), BOX)
    there = town
    if fault == "refuses":
        server.refuses = True
    else:
        settings = town.settings.model_copy(update={"mail_port": 9})
        town = replace(town, settings=settings)
    given(town)
    assert sent(town) == MailsSent(0, 1)
    assert sent(town) == MailsSent(0, 0)
    given(town, "乙厂")
    server.refuses = False
    there.now = town.now
    there.wait(hours=2)
    assert sent(there) == MailsSent(1, 0)
    assert len(server.mails) == 1


def test_two_processes_send_one_mail(town: Town, server: MailServer) -> None:
    """Whoever comes while a mailbox is taken leaves it; if that one dies, it is sent later."""
    town.consultant()
    mailing.keep_mailbox(town.consultant(), BOX)
    given(town)
    send = sender(town.settings)
    assert send is not None

    def slowly(to: str, subject: str, text: str) -> None:
        assert send_due(town.operator, send) == MailsSent(0, 0)
        send(to, subject, text)

    assert send_due(town.operator, slowly) == MailsSent(1, 0)

    def dies(*_: str) -> None:
        raise KeyboardInterrupt

    given(town, "乙厂")
    with pytest.raises(KeyboardInterrupt):
        send_due(town.operator, dies)
    assert sent(town) == MailsSent(0, 0)
    town.wait(minutes=6)
    assert sent(town) == MailsSent(1, 0)
    assert len(server.mails) == 2


def test_an_address_that_changes_while_a_mail_goes_keeps_nobody_waiting(
    town: Town, server: MailServer
) -> None:
    """The other mailboxes get theirs in the same turn, and the new address stands."""
    for name in ("wangfang", "colleague"):
        mailing.keep_mailbox(town.consultant(name), BOX)
    town.submitted()
    send = sender(town.settings)
    assert send is not None

    def meanwhile(to: str, subject: str, text: str) -> None:
        if not server.mails:
            for name in ("wangfang", "colleague"):
                mailing.keep_mailbox(town.consultant(name), "new@centre.example.cn")
        send(to, subject, text)

    assert send_due(town.operator, meanwhile) == MailsSent(1, 0)
    assert mailing.mailbox(town.consultant()).address == "new@centre.example.cn"
    assert sent(town) == MailsSent(0, 0)


def test_a_mailbox_is_kept_sealed_and_goes_when_it_is_emptied(
    town: Town, server: MailServer, tmp_path: Path
) -> None:
    """No mail goes to one that was taken out, or to an account that is over."""
    keys = tmp_path / "keys"
    keys.write_text(new_key(), "ascii")
    town = replace(town, settings=town.settings.model_copy(update={"key_file": keys}))
    ctx = town.consultant()
    assert mailing.keep_mailbox(ctx, f" {BOX} ").address == BOX
    (kept,) = town.store.document_history(MAILBOX, account_subject("wangfang"))
    assert is_sealed(kept.value["address"])
    assert BOX not in json.dumps(kept.value)
    given(town)
    assert mailing.keep_mailbox(ctx, "").address == ""
    assert sent(town) == MailsSent(0, 0)
    assert server.mails == []


@pytest.mark.parametrize(
    "typed",
    ["wang", "a@b", "a b@c.cn", "a@b.cn\nBcc: x@y.cn", "a@b.cn,x@y.cn", "@b.cn", "a@b.c" * 90],
)
def test_what_is_no_address_is_refused(town: Town, typed: str) -> None:
    """Nothing of it gets into the head of a mail."""
    ctx = town.consultant()
    with pytest.raises(Invalid, match="mailbox_unfit"):
        mailing.keep_mailbox(ctx, typed)
    assert mailing.mailbox(ctx).address == ""


def test_without_a_server_none_goes_out_and_the_list_is_there(town: Town) -> None:
    """Mails are an extra: what is new stands on the page in any case."""
    assert sender(town.settings.model_copy(update={"mail_host": ""})) is None
    given(town)
    assert actions(town.consultant()) == ["case.assign"]


def test_a_fault_in_one_turn_ends_no_later_ones(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is in the log, and the thread goes on."""
    turns, again = iter(["faulty"]), Event()

    def turn(ctx: Context, send: mailing.Send) -> None:
        if next(turns, None):
            raise KeyError(BOX)
        again.set()

    monkeypatch.setattr(mails, "EVERY", 0.01)
    monkeypatch.setattr(mails, "send_due", turn)
    with mails.sending(town.settings, town.store):
        assert again.wait(10)
    assert [each.getMessage() for each in caplog.records if each.name == OURS] == ["mail.fault"]
