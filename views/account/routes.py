"""Signing in and out, doors, health and language: plain HTTP, for only HTTP can set a cookie."""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from access.passwords import shortest
from assessments.refusals import Invalid, NotAllowed, NotFound, Refusal
from i18n import say
from services import accounts, entering, identities, links
from services.context import Context
from services.links import LINK_PAGE
from services.settings import ROOT
from storage.room import has_room
from views import cookies, document
from views.account import provider
from views.account.devices import device_of
from views.account.forms import field, form, lang_of, sent_in, sign_in_fields
from views.connections import OPEN, place_of
from views.errors import refused
from views.in_store import in_store
from views.interface.routes import InterfaceRoute
from views.making import waiting
from views.pages import PAGES
from views.public.routes import public_routes
from views.refusing import answer
from views.session import visitor_context, wiring
from wording.voice import Voice


async def sign_in(request: Request) -> Response:
    """Show the form, or check what was typed; a right pair gets a fresh token."""
    provided = provider.title(Voice(lang_of(request)))
    if request.method != "POST":
        return await form(request, "sign_in", sign_in_fields(), provider=provided)
    sent = await sent_in(request)
    username = sent.get("username", "")
    try:
        return await _entered(request, sent, username)
    except NotAllowed as refusal:
        refused(refusal)
        problem, fields = refusal.to(lang_of(request)), sign_in_fields(username)
        return await form(
            request, "sign_in", fields, problem=problem, provider=provided, status=403
        )


async def _entered(request: Request, sent: Mapping[str, str], username: str) -> Response:
    """The way in with a fresh token. Raises NotAllowed."""
    settings = wiring().settings
    old, browser = (
        find(request.cookies, settings) for find in (cookies.token_in, cookies.browser_in)
    )
    ctx = visitor_context(request.client.host if request.client else "")
    await in_store(accounts.require_csrf, ctx, old, sent.get("key", ""))
    password, code = sent.get("password", ""), sent.get("code", "")
    device = device_of(request.headers.get("user-agent", ""))
    signing = partial(accounts.sign_in, code=code, device=device)
    token = await in_store(signing, ctx, username, password, ctx.address, browser)
    browser = await in_store(accounts.remember_browser, ctx, token, browser)
    await in_store(accounts.sign_out, ctx, old)
    response = RedirectResponse("/", 303)
    cookies.give_token(response, settings, token)
    cookies.give_browser(response, settings, browser)
    return response


async def invitation(request: Request) -> Response:
    """Show what a one-time link is for, or do it and sign in; looking does not use it up."""
    sent = await sent_in(request) if request.method == "POST" else {}
    token = sent.get("link", "") or request.query_params.get("link", "")
    ctx = visitor_context(request.client.host if request.client else "")
    username = sent.get("username", "").strip().lower()
    try:
        link = await in_store(links.linked, ctx, token)
    except Refusal as refusal:
        return await form(
            request, "invitation", [], about=refusal.to(lang_of(request)), sends=False
        )
    problem = ""
    if sent:
        try:
            return await _entered(request, sent, await _used(request, ctx, link.kind, sent))
        except (Invalid, NotAllowed, NotFound) as refusal:
            refused(refusal)
            problem = refusal.to(lang_of(request))
    coded = await in_store(links.needs_code, ctx, link)
    renews = link.kind in links.RESETTING
    fields = _link_fields(link.kind, (link.username or "") if renews else username, coded=coded)
    about = say(
        f"account.invitation_{link.kind if renews else 'new'}",
        lang_of(request),
        name=link.name,
        role=link.role.entry.label,
        shortest=shortest(stepped=coded),
    )
    status = 403 if problem else 200
    return await form(
        request,
        "invitation",
        fields,
        about=about,
        problem=problem,
        link=token,
        consents=not renews,
        status=status,
    )


def _link_fields(kind: str, username: str, *, coded: bool) -> list[dict[str, Any]]:
    """What a link asks for; for a lost device the present password is enough."""
    name = field("username", "text", "username", username)
    if kind == "device":
        return [name, field("password", "password", "current-password")]
    new = [field(each, "password", "new-password") for each in ("password", "again")]
    return [name, *new, *([field("code", "text", "one-time-code")] if coded else [])]


async def _used(request: Request, ctx: Context, kind: str, sent: Mapping[str, str]) -> str:
    """The user name of the account that the link made or renewed. Raises Refusal."""
    old, password = cookies.token_in(request.cookies, wiring().settings), sent.get("password", "")
    await in_store(accounts.require_csrf, ctx, old, sent.get("key", ""))
    if kind != "device" and password != sent.get("again"):
        raise Invalid("passwords_differ")
    link, username, code = (sent.get(name, "") for name in ("link", "username", "code"))
    using = partial(links.use, consent=sent.get("consent", ""))
    return await in_store(using, ctx, link, username, password, code)


async def sign_out(request: Request) -> Response:
    """Show the question, or end the session and give the browser a token without a past."""
    if request.method != "POST":
        return await form(request, "sign_out", [])
    settings = wiring().settings
    old, sent = cookies.token_in(request.cookies, settings), await sent_in(request)
    ctx = visitor_context(request.client.host if request.client else "")
    try:
        await in_store(accounts.require_csrf, ctx, old, sent.get("key", ""))
    except NotAllowed as refusal:
        refused(refusal)
        problem = refusal.to(lang_of(request))
        return await form(request, "sign_out", [], problem=problem, status=403)
    elsewhere = await in_store(identities.by_provider, ctx, old)
    await in_store(accounts.sign_out, ctx, old)
    response = RedirectResponse("/signed-out" if elsewhere else "/", 303)
    cookies.give_token(response, settings)
    return response


async def enter(request: Request) -> Response:
    """Change the ticket that a page gave for a cookie with a fresh token, and lead on."""
    settings, to = wiring().settings, request.query_params.get("to", "")
    response = RedirectResponse(f"/{to}" if to in PAGES else "/", 303)
    old = cookies.token_in(request.cookies, settings)
    ticket = request.query_params.get("ticket", "")
    with suppress(NotAllowed):  # the page it leads to says what this browser holds
        ctx = visitor_context(request.client.host if request.client else "")
        token = await in_store(entering.enter, ctx, ticket, old)
        cookies.give_token(response, settings, token)
    return response


def own_place(referer: str, host: str) -> str:
    """Path and query of ``referer`` where it is a page of ``host``; "" for any other."""
    try:
        came_from = urlsplit(referer)
    except ValueError:
        return ""
    if came_from.netloc != host or came_from.path.startswith("//"):
        return ""
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


async def choose_language(request: Request) -> Response:
    """Keep the language in a cookie and go back to the very place that asked."""
    own = own_place(request.headers.get("referer", ""), request.headers.get("host", ""))
    response = RedirectResponse(own or "/", 303)
    lang = "en" if request.query_params.get("to") == "en" else "zh"
    cookies.give_language(response, wiring().settings, lang)
    return response


async def health(_: Request) -> Response:
    """200 while the store answers and has room, 503 otherwise; nothing about its content."""
    try:
        await in_store(wiring().store.centres)
    except Exception:  # noqa: BLE001 any failure of the store means: not healthy
        return JSONResponse({"status": "the store does not answer"}, 503)
    if not has_room(wiring().settings.store):
        return JSONResponse({"status": "the disk of the store is nearly full"}, 503)
    return JSONResponse({"status": "ok"})


async def unavailable(_: Request, refusal: Refusal) -> Response:
    """What a route says where the store does not answer."""
    return answer(refusal, 503)


async def page(request: Request) -> Response:
    """The document of a page; an address that is none leads to the landing page."""
    if request.path_params.get("address", "start") not in PAGES:
        return RedirectResponse("/", 303)
    if OPEN.full(
        place_of(request.scope), wiring().settings.offices_per_address
    ):  # it could not connect, and would try for ever
        return answer(NotAllowed("too_many_pages"), 503)
    return document.answer(request, wiring().settings)


class _PageAddress(Convertor[str]):
    """An address as a page has it: one word, no dot."""

    regex = "[a-z_]+"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("page", _PageAddress())


class _Kept(StaticFiles):
    """Files of ours, which a browser may keep for a day."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # theirs, passed on
        response.headers["Cache-Control"] = "public, max-age=86400"
        if response.media_type == "image/svg+xml":  # text, and no guess which
            response.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
        return response


def routes() -> list[Route | Mount]:
    """Every route of ours. The document answers for any page; which there are, the pages know."""
    return [
        Route("/healthz", health),
        Route("/waiting", waiting),
        Route("/sign-in", sign_in, methods=["GET", "POST"]),
        Route("/sign-out", sign_out, methods=["GET", "POST"]),
        Route("/provider", provider.lead_on),
        Route("/signed-out", provider.signed_out),
        Route(f"/{LINK_PAGE}", invitation, methods=["GET", "POST"]),
        Route("/enter", enter),
        Route("/language", choose_language),
        InterfaceRoute(),
        Mount("/app/static", _Kept(directory=ROOT / "static")),
        *public_routes(),
        Route("/", page),
        Route("/{address:page}", page),
    ]
