"""A session, a file and an assessment belong to one browser's token, which nobody can plant."""

import pytest

from access.actor import Role
from access.limits import PAGES, PAGES_PER_ADDRESS
from access.tokens import new_token
from services import accounts, entering, filling
from services.settings import Settings
from tests.app.world import World
from tests.browser.served import Answer, Served
from tests.security.asking import ask
from tests.security.wire import wired
from views.connections import Connections, Open, place_of
from views.files import ServedFiles


def bound(world: World, name: str = "惠山精密零件厂") -> tuple[str, str]:
    """A token that holds a new assessment, and its resume code."""
    started = world.started(name)
    token, assessment = new_token(), started.assessment.id
    accounts.bind_assessment(world.holder(assessment), token, assessment, started.resume_code)
    return token, started.resume_code


def ask_with(served: Served, path: str, token: str, **headers: str) -> Answer:
    """What a browser with this token gets at ``path``."""
    return served.ask("GET", path, headers={"Cookie": f"shuzhen={token}", **headers})


def test_a_session_is_given_back_to_the_token_that_opened_it_only(
    served: Served, world: World
) -> None:
    """Its id alone opens nothing: with another cookie, or none, there is a new session."""
    token, code = bound(world)
    with wired(served, token) as wire:
        wire.run("code")
        assert code in wire.text()
        session = wire.session
    for other in (new_token(), ""):
        with wired(served, other, session=session) as wire:
            wire.run("code")
            assert wire.session != session
            assert code not in wire.text()
    with wired(served, token, session=session) as wire:
        wire.run("code")
        assert wire.session == session


def test_the_header_that_names_the_holder_cannot_be_sent_along() -> None:
    """What a client sends under its name is dropped; without a cookie the holder is nobody."""
    cookie = f"shuzhen={'t' * 43}"
    forged = {"X-Shuzhen-Holder": "forged"}
    seen = [
        ask(Connections, Settings(), ServedFiles(), type="websocket", headers=headers).seen
        for headers in (
            forged | {"Cookie": cookie},
            {"Cookie": cookie},
            forged,
            forged,
        )
    ]
    holders = [each["x-shuzhen-holder"] for each in seen]
    assert holders[0] == holders[1]
    assert len({"forged", *holders}) == 4


def test_so_many_pages_are_open_at_once_and_no_more() -> None:
    """In all and for each network, of which an IPv6 one is what one holder has."""
    opened = Open()
    for place in range(PAGES_PER_ADDRESS):
        assert not opened.full("one"), place
        opened.add("one", 1)
    assert opened.full("one")
    assert not opened.full("another")
    assert not opened.full("one", offices=2)
    opened.add("one", -1)
    assert not opened.full("one")
    for place in range(PAGES - PAGES_PER_ADDRESS + 1):
        opened.add(str(place), 1)
    assert opened.full("another")
    first, second, other = (
        place_of({"client": (client, 1)})
        for client in ("2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:1::1")
    )
    assert first == second != other


def test_a_file_is_served_to_the_browser_that_was_told_of_it(served: Served, world: World) -> None:
    """As often as it asks, also in parts; to nobody else, and not to who only knows the address."""
    token, _ = bound(world)
    other, _ = bound(world, "别的厂")
    with wired(served, token) as wire, wired(served, other) as attacker:
        wire.run("code")
        url = next(
            each.delta.new_element.download_button.url
            for each in wire.drawn
            if each.delta.new_element.download_button.url
        )
        attacker.run("code")
        attacker.run(f"check_report?code={url}")  # an address that was typed is not one told
        for holder in (new_token(), other, "", "short"):
            assert ask_with(served, url, holder).status == 404
        for _ in range(2):
            whole = ask_with(served, url, token)
            assert "续填码" in whole.text
            assert whole.headers["Cache-Control"] == "no-store"
            assert whole.headers["Content-Disposition"].startswith("attachment")
        part = ask_with(served, url, token, Range="bytes=0-2")
        assert (part.status, part.text) == (206, "数")


def test_a_finished_report_is_for_its_session(served: Served, world: World) -> None:
    """One that was made at a click, too: whole for the owner, nothing for a stranger."""
    token, _ = bound(world)
    assessment = accounts.actor_of(world.visitor, token).assessment
    world.fill(assessment)
    filling.submit(world.holder(assessment), assessment, None)
    with wired(served, token) as wire:
        wire.run("result")
        wire.ask_file(wire.downloads()[0])
        url, problem = wire.file()
        assert not problem
        assert ask_with(served, url, new_token()).status == 404
        assert "<html" in ask_with(served, url, token).text


def test_a_planted_token_never_holds_anything(served: Served, world: World) -> None:
    """Who begins with a token that somebody else knows leaves with one that nobody knows."""
    planted, started = new_token(), world.started()
    holder = world.holder(started.assessment.id)
    ticket = entering.ticket_for(holder, planted, started.assessment.id, started.resume_code)
    door = f"/enter?ticket={ticket}&to=code"
    stranger = ask_with(served, door, new_token())
    assert (stranger.headers["Location"], stranger.cookies()) == ("/code", {})
    answer = ask_with(served, door, planted)
    assert (answer.status, answer.headers["Location"]) == (303, "/code")
    fresh = answer.cookies()["shuzhen"].split(";")[0].removeprefix("shuzhen=")
    assert fresh not in (planted, ticket)
    assert accounts.actor_of(world.visitor, planted).role is Role.VISITOR
    assert accounts.actor_of(world.visitor, ticket).role is Role.VISITOR
    assert accounts.actor_of(world.visitor, fresh).assessment == started.assessment.id
    with wired(served, fresh) as wire:
        wire.run("code")
        assert started.resume_code in wire.text()
    again = ask_with(served, door, planted)  # as a browser does that lost the answer
    assert again.cookies()["shuzhen"] != answer.cookies()["shuzhen"]


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "nowhere", ""])
def test_a_door_leads_to_pages_of_ours_only(served: Served, to: str) -> None:
    """Whatever its address says."""
    assert ask_with(served, f"/enter?ticket=x&to={to}", new_token()).headers["Location"] == "/"


def test_what_no_page_needs_is_closed(served: Served) -> None:
    """Figures, components, signing in elsewhere, agents; what a page needs answers."""
    for path in (
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/component/x/y",
        "/auth/login",
    ):
        assert served.ask("GET", path).status == 404
    assert "没有对外的内容" in served.ask("GET", "/_stcore/metrics").text
    for path in ("/_stcore/health", "/_stcore/host-config"):
        assert served.ask("GET", path).status == 200
