"""Signing in, cookies, headers and health, as any client sees them over HTTP."""

import re
from urllib.parse import urlencode

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.app.world import CONSULTANT, PASSWORD
from tests.browser.served import Answer, Served

pytestmark = pytest.mark.usefixtures("world")  # accounts to sign in with
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def token_in(answer: Answer) -> str:
    """The token that an answer gives."""
    return answer.cookies()["shuzhen"].split(";")[0].split("=", 1)[1]


def form_of(served: Served, path: str = "/sign-in") -> tuple[str, str]:
    """A fresh browser's token and the key of the form it was given."""
    page = served.ask("GET", path)
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert key is not None
    return token_in(page), key[1]


def post(served: Served, token: str, path: str = "/sign-in", **fields: str) -> Answer:
    """What a browser with ``token`` gets for a sent form."""
    return served.ask("POST", path, urlencode(fields), {**FORM, "Cookie": f"shuzhen={token}"})


def signed_in(served: Served) -> str:
    """The token of a consultant who just signed in."""
    token, key = form_of(served)
    return token_in(post(served, token, key=key, username=CONSULTANT, password=PASSWORD))


def test_health_says_only_that_the_store_answers(served: Served) -> None:
    """/healthz gives 200 and nothing about the content."""
    answer = served.ask("GET", "/healthz")
    assert (answer.status, answer.text) == (200, '{"status":"ok"}')


def test_a_document_gives_a_visitor_a_token_that_scripts_cannot_read(served: Served) -> None:
    """The cookie is HttpOnly, SameSite=Lax, random, and set only where there is none."""
    first, second = served.ask("GET", "/"), served.ask("GET", "/")
    line = first.cookies()["shuzhen"]
    assert "HttpOnly" in line
    assert "SameSite=lax" in line
    assert token_in(first) != token_in(second)
    assert len(token_in(first)) >= 43
    again = served.ask("GET", "/", headers={"Cookie": f"shuzhen={token_in(first)}"})
    assert not again.cookies()


def test_a_token_that_anybody_could_guess_is_replaced(served: Served) -> None:
    """A short or foreign value of the cookie counts as none."""
    for value in ("1", "a b", "x" * 42):
        answer = served.ask("GET", "/", headers={"Cookie": f"shuzhen={value}"})
        assert len(token_in(answer)) >= 43


@pytest.mark.parametrize("path", ["/", "/fill", "/sign-in", "/healthz", "/app/static/page.css"])
def test_every_answer_carries_the_security_headers(served: Served, path: str) -> None:
    """Nobody may frame a page, guess a type or load anything from elsewhere."""
    headers = served.ask("GET", path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"]


def test_every_text_says_how_it_is_encoded(served: Served) -> None:
    """Pages, forms, styles and the mark are UTF-8 by their header."""
    for path in ("/", "/sign-in", "/app/static/page.css", "/app/static/form.css"):
        assert served.ask("GET", path).headers["Content-Type"].endswith("; charset=utf-8"), path
    mark = served.ask("GET", "/app/static/mark.svg").headers["Content-Type"]
    assert mark == "image/svg+xml; charset=utf-8"


def test_no_method_echoes_a_request(served: Served) -> None:
    """TRACE is answered by nobody, with the own origin neither; folders are not listed."""
    own = {"Origin": f"http://127.0.0.1:{served.port}"}
    for path in ("/", "/sign-in", "/healthz", "/app/static/page.css"):
        assert served.ask("TRACE", path, headers=own).status in (403, 405), path
    assert served.ask("GET", "/app/static/").status == 404


def test_the_document_is_chinese_and_takes_nothing_from_elsewhere(served: Served) -> None:
    """lang, title and the words for the front end are ours; no address of another host."""
    text = served.ask("GET", "/").text
    assert '<html lang="zh-CN">' in text
    assert "<title>数诊" in text
    assert "Streamlit</title>" not in text
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", text)
    english = served.ask("GET", "/", headers={"Cookie": "shuzhen_lang=en"}).text
    assert '<html lang="en">' in english


def test_an_address_that_is_no_page_leads_home(served: Served) -> None:
    """A mistyped address is sent to the start page."""
    answer = served.ask("GET", "/nowhere")
    assert (answer.status, answer.headers["Location"]) == (303, "/")


def test_signing_in_gives_a_new_token_and_signing_out_ends_it(served: Served) -> None:
    """The token changes at both ends, so that one known before is worth nothing."""
    before, key = form_of(served)
    answer = post(served, before, key=key, username=CONSULTANT, password=PASSWORD)
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    inside = token_in(answer)
    assert inside != before
    page = served.ask("GET", "/sign-out", headers={"Cookie": f"shuzhen={inside}"})
    sent = re.search(r'name="key" value="([^"]+)"', page.text)
    assert sent is not None
    out = post(served, inside, "/sign-out", key=sent[1])
    assert token_in(out) not in (before, inside)


def test_a_browser_is_remembered_beyond_its_session(served: Served) -> None:
    """What it is known by is no session, scripts cannot read it, and signing in keeps it."""
    token, key = form_of(served)
    answer = post(served, token, key=key, username=CONSULTANT, password=PASSWORD)
    line = answer.cookies()["shuzhen_browser"]
    assert "HttpOnly" in line
    assert "SameSite=lax" in line
    known = line.split(";")[0]
    assert token_in(answer) not in known
    again, key = form_of(served)
    sent = urlencode({"key": key, "username": CONSULTANT, "password": PASSWORD})
    headers = {**FORM, "Cookie": f"shuzhen={again}; {known}"}
    answer = served.ask("POST", "/sign-in", sent, headers)
    assert answer.cookies()["shuzhen_browser"].split(";")[0] == known


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_form_of_another_site_is_refused(served: Served, path: str) -> None:
    """Without the key of this browser's own form nothing happens, right password or not."""
    token = signed_in(served)
    _, foreign = form_of(served)
    for key in ("", foreign):
        answer = post(served, token, path, key=key, username=CONSULTANT, password=PASSWORD)
        assert answer.status == 403
        assert "表单" in answer.text
        assert not answer.cookies()


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(served: Served) -> None:
    """The answer does not tell whether there is such an account."""
    told = []
    for username in (CONSULTANT, "nobody"):
        token, key = form_of(served)
        answer = post(served, token, key=key, username=username, password="wrong")
        assert answer.status == 403
        told.append(re.search(r'role="alert">([^<]+)<', answer.text))
    assert told[0] is not None
    assert told[1] is not None
    assert told[0][1] == told[1][1]


def test_guessing_has_to_wait(served: Served) -> None:
    """After some wrong passwords even the right one is refused for a while."""
    answers = []
    for _ in range(30):
        token, key = form_of(served)
        answers.append(post(served, token, key=key, username="guan.yuan", password="wrong").text)
        if "次数太多" in answers[-1]:
            break
    assert "次数太多" in answers[-1]
    token, key = form_of(served)
    refused = post(served, token, key=key, username="guan.yuan", password=PASSWORD)
    assert "次数太多" in refused.text
    assert not refused.cookies()


def test_a_user_name_comes_back_as_text(served: Served) -> None:
    """What was typed stands in the form again, escaped."""
    token, key = form_of(served)
    answer = post(served, token, key=key, username='"><script>alert(1)</script>', password="x")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_form_longer_than_any_of_ours_is_not_read(served: Served) -> None:
    """A flood of bytes is refused like a foreign form."""
    token, key = form_of(served)
    answer = post(served, token, key=key, username="a" * 10_000, password="x")
    assert answer.status == 403


@pytest.mark.parametrize("referer", ["https://example.org/fill", "//example.org/fill", "nonsense"])
def test_the_language_switch_leads_nowhere_else(served: Served, referer: str) -> None:
    """Only a page of this host is gone back to."""
    answer = served.ask("GET", "/language?to=en", headers={"Referer": referer})
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert answer.cookies()["shuzhen_lang"].startswith("shuzhen_lang=en;")


def test_the_language_switch_stays_on_the_page(served: Served) -> None:
    """The page that asked is shown again, with the case or the part that its address names."""
    place = "/report?case=a&edit=method%2F1"
    answer = served.ask("GET", "/language?to=en", headers={"Referer": served.url + place})
    assert answer.headers["Location"] == place


@pytest.mark.parametrize("path", ["/app/static/../app.py", "/app/static/%2e%2e/app.py", "/app.py"])
def test_no_file_of_ours_but_the_static_ones_is_served(served: Served, path: str) -> None:
    """The source and the settings stay inside."""
    assert "open_store" not in served.ask("GET", path).text


@pytest.mark.parametrize(("origin", "let_in"), [(None, True), ("https://example.org", False)])
def test_a_page_of_another_site_opens_no_connection(
    served: Served, origin: str | None, *, let_in: bool
) -> None:
    """A web socket that names a foreign origin is refused, whatever cookie it carries."""
    url = served.url.replace("http:", "ws:") + "/_stcore/stream"
    headers = {"Cookie": f"shuzhen={signed_in(served)}"}
    own = served.url if origin is None else origin
    try:
        with connect(url, origin=Origin(own), additional_headers=headers):
            opened = True
    except InvalidStatus:
        opened = False
    assert opened is let_in
