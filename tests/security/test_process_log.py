"""The process log: what a line tells, what never stands in one, and that nobody writes his own."""

import io
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pydantic import BaseModel
from streamlit import logger as streamlits

from access.actor import Actor, Role
from assessments.refusals import NotAllowed
from services import accounts, auditing, filling, links, reporting, verifying
from services.noting import SECRET
from services.personal.notice import VERSION
from services.process_log import asks, begin, log_event
from services.settings import Settings
from tests.app.world import CONSULTANT, PASSWORD, World
from tests.browser.served import Served
from tests.security.test_routes import form_of, post, token_in
from tests.security.wire import wired
from tests.town import Town, new_town
from views import session
from views.errors import show_error
from views.log_lines import handed_on

MARK = "Zq7Marke"  # stands in everything that is personal or secret
ALWAYS = {"at", "level", "what", "who", "role", "place", "process"}
BREAK = 'x\n{"at": "2026-01-01", "what": "forged"}\r\u2028\x1b[31m'


@contextmanager
def writing(settings: Settings, key: bytes = b"k") -> Iterator[io.StringIO]:
    """What the log of this process has, in the block."""
    level, handler, said = logging.getLogger("shuzhen").level, begin(settings, key), io.StringIO()
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(said)
    try:
        yield said
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger("shuzhen").setLevel(level)


def lines_of(text: str) -> list[dict[str, object]]:
    """Every line, each of which is JSON and tells when, how bad, what, who and from where."""
    lines = [json.loads(line) for line in text.splitlines()]
    assert lines
    for line in lines:
        assert line.keys() >= ALWAYS, line
        assert datetime.fromisoformat(line["at"]).utcoffset() == timedelta(), line
        assert re.fullmatch("[0-9a-f]{12}|", line["place"]), line
    return lines


@pytest.mark.parametrize("form", ["json", "text"])
def test_nothing_that_was_typed_begins_a_line(form: str) -> None:
    """Neither in a fact, nor in the words or the error of a library, nor in who asks."""
    with writing(Settings(log=form)) as said:
        asks(Actor(Role.CONSULTANT, id=BREAK), "192.0.2.7")
        log_event("refused", why=BREAK, object=BREAK)
        logging.getLogger("somebody.else").warning(BREAK)
        logging.getLogger("shuzhen").error("fault", exc_info=ValueError(BREAK))
    text = said.getvalue()
    assert text.isascii()
    assert "\x1b" not in text
    assert len(text.splitlines()) == 3
    assert "ValueError" in text
    if form == "json":
        assert [line["who"] for line in lines_of(text)] == [BREAK] * 3


def test_of_an_error_the_places_are_told_and_not_what_it_quotes() -> None:
    """Its type, and that of its reason; what was typed often stands in the message."""

    class Form(BaseModel):
        age: int

    with writing(Settings()) as said:
        try:
            try:
                Form.model_validate({"age": MARK})
            except ValueError as error:
                raise KeyError(MARK) from error
        except KeyError as error:
            logging.getLogger("asyncio").exception("fault of %s", MARK, exc_info=error)
        logging.getLogger("asyncio").error("future: never read\n%s", MARK)
        logging.getLogger("asyncio").info("what is no warning")
    text = said.getvalue()
    assert MARK not in text
    first, second = lines_of(text)
    errors = first["errors"]
    assert isinstance(errors, list)
    assert [each["type"] for each in errors] == [
        "builtins.KeyError",
        "pydantic_core._pydantic_core.ValidationError",
    ]
    assert "tests/security/test_process_log.py:" in errors[0]["at"][0]
    assert second["what"] == "future: never read"


def test_what_is_less_than_wanted_stays_out() -> None:
    """A setting for those who want warnings only."""
    with writing(Settings(log_level="warning")) as said:
        log_event("server.start")
        log_event("refused", logging.WARNING)
    assert [line["what"] for line in lines_of(said.getvalue())] == ["refused"]


def journey(town: Town) -> list[str]:
    """From the first page to the report; the answer is what was secret in it."""
    here = replace(town.visitor, address="198.51.100.77")
    started = filling.start(here, town.profile(name=f"{MARK}机械厂"), "workshop", consent=VERSION)
    case, code = started.assessment, started.resume_code
    town.answer(case)
    holder = town.holder(case)
    sheet = filling.sheet(holder, case.id)
    item = "scrap_rate"
    seen = sheet.answers[item].revision
    filling.record_answer(holder, case.id, item, 3, note=f"{MARK} 13800000000", seen=seen)
    filling.resume(here, code)
    centre = town.centre(f"{MARK}中心")
    filling.submit(holder, case.id, centre)
    link = links.invite(town.operator, f"{MARK}王芳", Role.CONSULTANT, centre=centre)
    username = links.use(here, link, "wangfang", f"{MARK} long password", consent=VERSION)
    for typed in (MARK, *["wangfang"] * 9):
        with suppress(NotAllowed):
            accounts.sign_in(here, typed, f"{MARK} wrong", "198.51.100.77")
    town.wait(hours=2)
    token = accounts.sign_in(here, username, f"{MARK} long password", "198.51.100.77")
    consultant = replace(here, actor=accounts.actor_of(here, token))
    verifying.begin(consultant, case.id)
    reporting.build_report(consultant, case.id, "zh")
    with suppress(NotAllowed):
        auditing.audit_head(consultant)
    with suppress(NotAllowed):
        filling.sheet(town.holder(town.started(name=f"{MARK}别家")), case.id)
    session.wire(session.Wiring(town.store, visit=session.Visit))
    show_error(ValueError(f"{MARK} {token}"))
    show_error(NotAllowed("not_allowed", action=MARK))
    return [code, code.replace("-", ""), link, token, "198.51.100", "13800000000"]


def test_nothing_personal_or_secret_gets_into_the_log_on_a_whole_journey() -> None:
    """Names, notes, passwords, codes, links, tokens and addresses carry a mark that is not met."""
    with new_town() as town, writing(Settings(), town.store.secret(SECRET)) as said:
        secret = journey(town)
        trail = list(town.store.audit_rows())
    text = said.getvalue()
    assert [each for each in (MARK, *secret) if each.lower() in text.lower()] == []
    lines = lines_of(text)
    told = {line["what"] for line in lines}
    assert told >= {"assessment.start", "session.begin", "session.fail", "session.slowed", "slowed"}
    assert told >= {"access.denied", "refused", "fault"}
    # Each entry of the trail is a line, with its digest: a head that lies elsewhere.
    heads = [(line["number"], line["digest"]) for line in lines if "digest" in line]
    assert heads == [(row["number"], row["digest"]) for row in trail]


def test_what_was_taken_back_is_not_told() -> None:
    """A line of something that was done comes when it is kept, not before."""
    with new_town() as town, writing(Settings()) as said:
        with suppress(ZeroDivisionError), town.store.transaction() as store:
            accounts.add_centre(replace(town.operator, store=store), "惠山促进中心")
            raise ZeroDivisionError
        assert not said.getvalue()
        accounts.add_centre(town.operator, "惠山促进中心")
    assert [line["kind"] for line in lines_of(said.getvalue())] == ["centre"]


def test_a_server_tells_who_came_and_whom_it_sent_away(served: Served, world: World) -> None:
    """Its start, who signs in and who fails to, what the edge and a form refuse, a page too."""
    begun = len(served.log.read_text("utf-8"))
    typed = "x\n{} forged"
    token, key = form_of(served)
    post(served, token, key=key, username=typed, password=f"{MARK} wrong")
    post(served, token, key="another", username=CONSULTANT, password=PASSWORD)
    own = token_in(post(served, token, key=key, username=CONSULTANT, password=PASSWORD))
    served.ask("GET", f"/sign-in?link={MARK}", headers={"Host": f"{MARK}.example"})
    served.ask("GET", f"/_stcore/metrics?{MARK}")
    with wired(served, own) as wire:
        wire.run("assigned")
    text = served.log.read_text("utf-8")
    start = next(line for line in text.splitlines() if '"server.start"' in line)
    assert lines_of(start)[0]["version"]
    after = text[begun:]
    secret = (MARK.lower(), "forged", PASSWORD, token, own, key, "127.0.0.1", "example")
    assert [each for each in secret if each in after.lower()] == []
    lines = lines_of(after)
    found = [(line["what"], line["who"], line.get("why", "")) for line in lines]
    assert ("session.fail", "anonymous", "") in found
    assert ("session.begin", CONSULTANT, "") in found
    assert ("refused", "anonymous", "foreign_form") in found
    assert ("edge.refused", "anonymous", "other_address") in found
    assert ("edge.refused", "anonymous", "not_public") in found
    assert len({line["place"] for line in lines}) == 1
    assert not {line["level"] for line in lines} & {"error", "critical"}


def test_a_logger_of_the_framework_writes_no_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also one that it makes later: it has no handler, and hands on what it has."""
    monkeypatch.setattr(streamlits, "setup_formatter", handed_on)
    late = streamlits.get_logger("made.later")
    with writing(Settings()) as said:
        late.warning("came from %s", MARK)
    (line,) = lines_of(said.getvalue())
    assert (line["what"], line["logger"], late.handlers) == ("came from %s", late.name, [])
