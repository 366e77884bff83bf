"""Only a page of this installation's own address speaks for a visitor."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from websockets.exceptions import InvalidStatus

from access.tokens import new_token
from services.settings import Settings
from tests.browser.served import Served
from tests.security.asking import Asked, ask
from tests.security.wire import wired
from views.headers import SecurityHeaders
from views.origin import OwnOrigin

PUBLIC = "https://zhenduan.example.cn"
HERE = "http://127.0.0.1:8501"


def settings(public: str = "") -> Settings:
    """The settings of an installation with this public address."""
    return Settings(public_address=public)


def socket_from(origin: str | None, host: str = "127.0.0.1:8501", public: str = "") -> Asked:
    """A WebSocket that a page of ``origin`` opens to ``host``."""
    headers = {"Host": host} | ({} if origin is None else {"Origin": origin})
    return ask(OwnOrigin, settings(public), type="websocket", headers=headers)


FOREIGN = [
    None,
    "",
    "null",
    "http://evil.example",
    f"{HERE}.evil.example",
    "http://evil@127.0.0.1:8501",
    "http://127.0.0.1:8501@evil.example",
    "http://127.0.0.1:8502",
    "http://127.0.0.1",
    "https://127.0.0.1:8501",
    "http://localhost:8501",
    "http://0.0.0.0:8501",
    "http://127.0.0.1:8501/",
    "http://127.0.0.1:8501 ",
    f"{HERE}, {HERE}",
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_an_origin_that_is_not_ours_to_the_letter_is_refused(origin: str | None) -> None:
    """Look-alikes, other ports, other names of this machine, none at all; our own is let in."""
    refused = socket_from(origin)
    assert (refused.status, refused.passed) == (403, False)
    assert socket_from(HERE).passed


@given(st.text(max_size=30).filter(lambda text: text.isascii() and "\0" not in text))
def test_nothing_added_to_an_origin_or_cut_from_it_is_ours(extra: str) -> None:
    """Whatever stands before or behind it, or lacks."""
    for origin in (extra + HERE, HERE + extra, HERE[: len(extra)]):
        assert socket_from(origin).passed is (origin == HERE)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
@pytest.mark.parametrize("path", ["/sign-in", "/_stcore/upload_file/s/f", "/anything"])
def test_nothing_changes_at_the_wish_of_another_page(method: str, path: str) -> None:
    """Every method that may change something asks for the origin; reading does not."""

    def sent(method: str, **origin: str) -> Asked:
        headers = {"Host": "127.0.0.1:8501", **origin}
        return ask(OwnOrigin, settings(), method=method, path=path, headers=headers)

    assert sent(method, Origin=HERE).passed
    assert sent("GET").passed
    for refused in (sent(method), sent(method, Origin="http://127.0.0.1:9000")):
        assert (refused.status, refused.passed, refused.bodies) == (403, False, 0)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8501", "127.0.0.1:80", "", "[::2]"])
def test_a_name_that_somebody_pointed_here_is_not_served(host: str) -> None:
    """A page of such a name would have our address as its own origin; health may be asked."""
    named = {"Host": host, "Origin": f"http://{host}"}
    refused = ask(OwnOrigin, settings(), headers=named)
    assert (refused.status, refused.passed) == (421, False)
    assert HERE in refused.text
    assert not socket_from(f"http://{host}", host).passed
    assert ask(OwnOrigin, settings(), path="/healthz", headers=named).passed


def test_without_a_public_address_a_machine_is_reached_by_its_network_address() -> None:
    """Listening on all interfaces, the address at which the connection arrived counts too."""
    for host, server in (
        ("192.168.1.5:8501", "192.168.1.5"),
        ("192.168.1.5:8501", "::ffff:192.168.1.5"),
        ("[2001:db8::5]:8501", "2001:db8::5"),
        ("localhost:8501", "192.168.1.5"),
    ):
        headers = {"Host": host, "Origin": f"http://{host}"}
        kind = {"type": "websocket", "server": (server, 8501), "headers": headers}
        assert ask(OwnOrigin, settings(), **kind).passed
    other = {"type": "websocket", "server": ("192.168.1.6", 8501), "headers": headers}
    assert ask(OwnOrigin, settings(), **(other | {"headers": {"Host": "192.168.1.5:8501"}})).status


def test_with_a_public_address_no_other_counts() -> None:
    """Behind a proxy: the address of the settings with its name in Host, and nothing else."""
    host = PUBLIC.removeprefix("https://")
    assert socket_from(PUBLIC, host, PUBLIC).passed
    for origin, named in product(
        (PUBLIC, HERE, "http://zhenduan.example.cn"), (host, "127.0.0.1:8501")
    ):
        assert socket_from(origin, named, PUBLIC).passed is (origin == PUBLIC and named == host)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("https://Zhenduan.example.cn/", PUBLIC),
        ("https://zhenduan.example.cn:443", PUBLIC),
        ("http://10.0.0.8:8501", "http://10.0.0.8:8501"),
        ("http://[2001:db8::5]:80", "http://[2001:db8::5]"),
    ],
)
def test_a_public_address_is_kept_as_browsers_write_it(given: str, kept: str) -> None:
    """In small letters, without the usual port; cookies are for HTTPS where it is."""
    assert settings(given).public_address == kept
    assert settings(given).secure_cookies is kept.startswith("https")


@pytest.mark.parametrize(
    "given",
    [
        "zhenduan.example.cn",
        "https://",
        "https://a.cn/x",
        "https://u@a.cn",
        "ftp://a.cn",
        "https://a.cn:x",
    ],
)
def test_what_is_no_address_is_not_a_setting(given: str) -> None:
    """A path, a user, another scheme or none is refused at the start."""
    with pytest.raises(ValidationError):
        settings(given)


def test_the_policy_names_the_own_address_and_never_what_a_header_claims() -> None:
    """Also HTTPS for good where the public address has it, and not where it has not."""
    host = PUBLIC.removeprefix("https://")
    public = ask(SecurityHeaders, settings(PUBLIC), headers={"Host": host}).headers
    assert "connect-src 'self' wss://zhenduan.example.cn;" in public["content-security-policy"]
    assert public["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    local = ask(SecurityHeaders, settings(), headers={"Host": "127.0.0.1:8501"}).headers
    assert "connect-src 'self' ws://127.0.0.1:8501;" in local["content-security-policy"]
    assert "strict-transport-security" not in local
    foreign = ask(SecurityHeaders, settings(), headers={"Host": "evil.example"}).headers
    assert "connect-src 'self';" in foreign["content-security-policy"]


def test_the_server_refuses_a_handshake_before_streamlit_looks_for_its_outside_address(
    served: Served,
) -> None:
    """Streamlit asks the internet who it is, on the event loop, before it refuses for good.

    Its own line in the log tells when it was Streamlit that refused; it never comes to that.
    """
    for origin in ("http://evil.example", "null", f"{served.url}.evil.example"):
        with pytest.raises(InvalidStatus) as answer, wired(served, origin=origin):
            pass
        assert answer.value.response.status_code == 403
    with wired(served, new_token()) as wire:
        wire.run("start")
        assert wire.session
    assert "disallowed Origin" not in served.log.read_text("utf-8")
