"""Signing in by a provider of OpenID: a real one on this machine, in a real browser."""

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pyotp import TOTP

from access.actor import Role
from access.tokens import digest_of
from services import accounts
from services.context import utc_now
from storage import open_store
from tests.app.world import PASSWORD, World
from tests.browser.devices import Devices
from tests.browser.served import Served, free_port
from tests.browser.visitor import Visitor
from tests.oidc_provider import CLIENT, Provider

pytestmark = pytest.mark.browser
TITLE = "用“无锡市统一身份认证”登录"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """It listens."""
    with Provider().running() as provider:
        yield provider


@pytest.fixture(scope="module")
def served(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that offers it."""
    folder, port = tmp_path_factory.mktemp("served"), free_port()
    url = f"sqlite:///{folder / 'store.db'}"
    open_store(url, migrate=True).close()
    env = provider.settings(f"http://127.0.0.1:{port}")
    server = Served(url, folder / "log", port, env=env)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def world(served: Served) -> Iterator[World]:
    """The store of the server, with an official who is bound to the person 4711."""
    store = open_store(served.store)
    world = World(store)
    accounts.add_account(world.operator, "lining", PASSWORD, "李宁", Role.OFFICIAL)
    yield world
    store.close()


@pytest.fixture
def good(provider: Provider, world: World) -> Provider:
    """The provider as it should be, the account bound and in use."""
    provider.person, provider.told, provider.forged, provider.refuses = "4711", {}, False, False
    identity = f"{provider.url} 4711"
    world.store.change_account("lining", identity=identity, deactivated_at=None)
    return provider


@pytest.fixture
def visitor(served: Served, devices: Devices) -> Visitor:
    """Somebody at a telephone."""
    return devices.take(served.url, 390)


def through(visitor: Visitor) -> None:
    """Sign in by the provider."""
    visitor.open("/sign-in")
    visitor.follow(TITLE)


def cookie(visitor: Visitor) -> str:
    """The token of the browser."""
    found = visitor.page.context.cookies()
    return next((each["value"] for each in found if each["name"] == "shuzhen"), "")


def test_whom_an_account_is_bound_to_signs_in_and_out(
    good: Provider, world: World, visitor: Visitor
) -> None:
    """With PKCE, into a session of ours; signing out ends it, and the provider is told."""
    before = good.challenged
    through(visitor)
    visitor.sees("李宁")
    assert good.challenged == before + 1
    token = cookie(visitor)
    assert accounts.actor_of(world.visitor, token).id == "lining"
    names = {each["name"] for each in visitor.page.context.cookies()}
    assert not any(name.startswith("_streamlit_user") for name in names)
    visitor.follow("退出登录")
    visitor.press("确认退出")
    visitor.page.wait_for_url(f"{visitor.url}/**")
    visitor.sees("开始诊断")
    assert world.store.session(digest_of(token), utc_now()) is None
    assert good.signed_out[-1] == {
        "client_id": CLIENT,
        "post_logout_redirect_uri": f"{visitor.url}/",
    }


def test_an_identity_that_is_bound_to_nothing_opens_nothing(
    good: Provider,
    world: World,
    visitor: Visitor,
    screenshots: Path,
) -> None:
    """It is told so, in words, and no session is begun; nor is one for an account let go."""
    good.person = "4712"
    through(visitor)
    visitor.sees("还没有绑定本系统的账号")
    visitor.photograph(screenshots, "provider-1-unknown")
    assert accounts.actor_of(world.visitor, cookie(visitor)).role is Role.VISITOR
    good.person = "4711"
    world.store.change_account("lining", deactivated_at=utc_now())
    through(visitor)
    visitor.sees("已经停用")
    assert accounts.actor_of(world.visitor, cookie(visitor)).role is Role.VISITOR


def test_a_token_that_is_not_for_us_now_is_refused(
    good: Provider, world: World, visitor: Visitor
) -> None:
    """Another issuer, audience, nonce or key, one that is over: refused, and the next good one in.

    The one with another audience names us as the party it was given to, which the library takes.
    """
    now = int(time.time())
    bad = [
        {"iss": "http://127.0.0.1:1"},
        {"aud": "another", "azp": CLIENT},
        {"aud": [CLIENT, "another"]},
        {"exp": now - 600, "iat": now - 1200},
        {"iat": now + 600, "exp": now + 1200},
        {"nonce": "another"},
        {"sub": ""},
    ]
    for told in bad:
        good.told = dict(told)
        through(visitor)
        visitor.sees("没有完成登录")
        assert accounts.actor_of(world.visitor, cookie(visitor)).role is Role.VISITOR, told
    good.told, good.forged = {}, True
    through(visitor)
    visitor.sees("没有完成登录")
    good.forged, good.refuses = False, True
    through(visitor)
    visitor.sees("没有完成登录")
    good.refuses = False
    through(visitor)
    visitor.sees("李宁")


def test_what_came_back_opens_nothing_a_second_time(
    good: Provider, served: Served, world: World, visitor: Visitor
) -> None:
    """Neither in the browser that it was for, nor in one that began nothing (state)."""
    seen: list[str] = []
    visitor.page.on("request", lambda each: seen.append(each.url))
    through(visitor)
    visitor.sees("李宁")
    back = next(each for each in seen if "/oauth2callback" in each)
    path = f"{urlsplit(back).path}?{urlsplit(back).query}"
    assert parse_qs(urlsplit(back).query)["state"]
    answer = served.ask("GET", path)
    assert answer.status == 403
    assert "没有完成登录" in answer.text
    first = cookie(visitor)
    accounts.sign_out(world.visitor, first)
    visitor.open(path)
    visitor.sees("没有完成登录")
    assert accounts.actor_of(world.visitor, cookie(visitor)).role is Role.VISITOR


def test_a_session_by_the_provider_ends_as_any_other(
    good: Provider, world: World, visitor: Visitor
) -> None:
    """At the next look once the account is let go; nothing that the browser keeps reopens it."""
    through(visitor)
    visitor.sees("李宁")
    token = cookie(visitor)
    world.store.change_account("lining", deactivated_at=utc_now())
    visitor.open("/overview")
    visitor.sees("需要用主管人员的账号登录")
    assert accounts.actor_of(world.visitor, token).role is Role.VISITOR


@pytest.mark.parametrize("width", [390, 1280])
def test_somebody_binds_the_own_account_and_unbinds_it(
    good: Provider,
    world: World,
    served: Served,
    devices: Devices,
    screenshots: Path,
    width: int,
) -> None:
    """With the password, by signing in at the provider; what another account has is not taken."""
    name = f"wangfang{width}"
    accounts.add_account(world.operator, name, PASSWORD, "王芳", Role.OFFICIAL)
    visitor = devices.take(served.url, width)
    visitor.open("/sign-in")
    visitor.photograph(screenshots, "provider-2-sign-in")
    visitor.sign_in(name, PASSWORD)
    visitor.sees("王芳")
    visitor.open("/own_account")
    visitor.heads("用“无锡市统一身份认证”登录")
    visitor.rests()
    visitor.photograph(screenshots, "provider-3-own-account")
    password = visitor.page.locator("[class*=bind_present] input")
    password.fill("wrong")
    visitor.press("去绑定")
    visitor.sees("用户名、密码或动态码不对")
    good.person = "4711"
    password.fill(PASSWORD)
    visitor.press("去绑定")
    visitor.sees("绑定了另一个账号")
    visitor.open("/own_account")
    visitor.heads("用“无锡市统一身份认证”登录")
    good.person = name
    visitor.page.locator("[class*=bind_present] input").fill(PASSWORD)
    visitor.press("去绑定")
    visitor.agree()  # a provider opens the account from now on, so the notice is due
    visitor.press("同意并继续")
    visitor.sees("已绑定")
    assert accounts.actor_of(world.visitor, cookie(visitor)).id == name
    other = devices.take(served.url, width)
    through(other)
    other.sees("王芳")
    visitor.rests()
    visitor.page.locator("[class*=bind_present] input").fill(PASSWORD)
    visitor.press("解除绑定")
    visitor.sees("去绑定")
    assert world.store.account(name).identity is None  # type: ignore[union-attr]


def test_who_needs_a_second_step_sets_it_up_before_anything_else(
    tmp_path: Path, devices: Devices, screenshots: Path
) -> None:
    """Every address leads there, in either language; with a right code the pages are back."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    store = open_store(url, migrate=True)
    accounts.add_account(World(store).operator, "admin", PASSWORD, "管理员甲", Role.ADMINISTRATOR)
    server = Served(url, tmp_path / "log", env={"SHUZHEN_SECOND_STEP": "administrator"})
    server.start()
    try:
        visitor = devices.take(server.url, 390)
        visitor.sign_in("admin", PASSWORD)
        visitor.heads("请先开启动态码")
        visitor.open("/accounts")
        visitor.heads("请先开启动态码")
        visitor.open("/language?to=en")
        visitor.heads("Set up the second step first")
        visitor.press("Set it up")
        code = visitor.page.locator("[data-testid=stCode]")
        code.wait_for()
        visitor.photograph(screenshots, "provider-4-settle")
        visitor.page.get_by_label("Present password").fill(PASSWORD)
        visitor.page.get_by_label("Code (six digits)").fill(TOTP(code.inner_text().strip()).now())
        visitor.press("Switch on")
        visitor.heads("Accounts")
        visitor.open("/own_account")
        visitor.sees("your role needs it")
    finally:
        server.kill()
        store.close()


def test_without_a_provider_there_is_no_way_to_one(tmp_path: Path) -> None:
    """Streamlit's own addresses for it are closed, and the door leads back to the form."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    open_store(url, migrate=True).close()
    server = Served(url, tmp_path / "log")
    server.start()
    try:
        for path in ("/auth/login", "/auth/logout", "/oauth2callback"):
            assert server.ask("GET", path).status == 404
        assert server.ask("GET", "/provider").headers["Location"] == "/sign-in"
        assert "provider" not in server.ask("GET", "/sign-in").text
    finally:
        server.kill()
