"""Signing in and out, doors, health and language: plain HTTP, for only HTTP can set a cookie."""

from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from assessments.refusals import NotAllowed, Refusal
from i18n import Lang, say
from services import accounts, entering
from services.settings import ROOT
from storage.room import has_room
from views import cookies, document
from views.connections import OPEN, place_of
from views.in_store import in_store
from views.pages import PAGES
from views.refusing import answer
from views.session import visitor_context, wiring

LONGEST_FORM = 4_096  # bytes
_FORMS = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


def _field(name: str, type: str, autocomplete: str, value: str = "") -> dict[str, str]:
    return {"name": name, "type": type, "autocomplete": autocomplete, "value": value}


def _lang(request: Request) -> Lang:
    return cookies.language_in(request.cookies)


async def _form(
    request: Request, act: str, *, problem: str = "", username: str = "", status: int = 200
) -> Response:
    """The page with the form of ``act`` ("sign_in" or "sign_out"). Raises Refusal (the store)."""
    settings = wiring().settings
    lang = _lang(request)
    fields = [
        _field("username", "text", "username", username),
        _field("password", "password", "current-password"),
    ]
    response = HTMLResponse(status_code=status, headers={"Cache-Control": "no-store"})
    token = cookies.token_in(request.cookies, settings) or cookies.give_token(response, settings)
    key = await in_store(accounts.csrf_token, visitor_context(""), token)
    response.body = (
        _FORMS.get_template("form.html")
        .render(
            tag=document.TAGS[lang],
            product=say("app.product", lang),
            title=say(f"account.{act}", lang),
            about=say(f"account.{act}_about", lang),
            problem=problem,
            action=f"/{act.replace('_', '-')}",
            key=key,
            fields=[
                {**field, "label": say(f"account.{field['name']}", lang)}
                for field in (fields if act == "sign_in" else [])
            ],
            submit=say(f"account.{act}_submit", lang),
            back=say("account.back", lang),
        )
        .encode()
    )
    response.headers["Content-Length"] = str(len(response.body))
    return response


async def _sent(request: Request) -> dict[str, str]:
    """The fields of a posted form; nothing where it is longer than any form of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


async def sign_in(request: Request) -> Response:
    """Show the form, or check what was typed; a right pair gets a fresh token."""
    if request.method != "POST":
        return await _form(request, "sign_in")
    settings = wiring().settings
    old, sent = cookies.token_in(request.cookies, settings), await _sent(request)
    username, browser = sent.get("username", ""), cookies.browser_in(request.cookies, settings)
    ctx = visitor_context(request.client.host if request.client else "")
    try:
        await in_store(accounts.require_csrf, ctx, old, sent.get("key", ""))
        token = await in_store(
            accounts.sign_in, ctx, username, sent.get("password", ""), ctx.address, browser
        )
        browser = await in_store(accounts.remember_browser, ctx, token, browser)
    except NotAllowed as refusal:
        problem = refusal.to(_lang(request))
        return await _form(request, "sign_in", problem=problem, username=username, status=403)
    await in_store(accounts.sign_out, ctx, old)
    response = RedirectResponse("/", 303)
    cookies.give_token(response, settings, token)
    cookies.give_browser(response, settings, browser)
    return response


async def sign_out(request: Request) -> Response:
    """Show the question, or end the session and give the browser a token without a past."""
    if request.method != "POST":
        return await _form(request, "sign_out")
    settings = wiring().settings
    old, sent = cookies.token_in(request.cookies, settings), await _sent(request)
    ctx = visitor_context("")
    try:
        await in_store(accounts.require_csrf, ctx, old, sent.get("key", ""))
    except NotAllowed as refusal:
        return await _form(request, "sign_out", problem=refusal.to(_lang(request)), status=403)
    await in_store(accounts.sign_out, ctx, old)
    response = RedirectResponse("/", 303)
    cookies.give_token(response, settings)
    return response


async def enter(request: Request) -> Response:
    """Change the ticket that a page gave for a cookie with a fresh token, and lead on."""
    settings, to = wiring().settings, request.query_params.get("to", "")
    response = RedirectResponse(f"/{to}" if to in PAGES else "/", 303)
    old = cookies.token_in(request.cookies, settings)
    ticket = request.query_params.get("ticket", "")
    with suppress(NotAllowed):  # the page it leads to says what this browser holds
        token = await in_store(entering.enter, visitor_context(""), ticket, old)
        cookies.give_token(response, settings, token)
    return response


async def choose_language(request: Request) -> Response:
    """Keep the language in a cookie and go back to the very place that asked."""
    came_from = urlsplit(request.headers.get("referer", ""))
    own = came_from.netloc == request.headers.get("host") and not came_from.path.startswith("//")
    place = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    response = RedirectResponse(place if own else "/", 303)
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
    if OPEN.full(place_of(request.scope)):  # it could not connect, and would try for ever
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
        return response


def routes() -> list[Route | Mount]:
    """Every route of ours. The document answers for any page; which there are, the pages know."""
    return [
        Route("/healthz", health),
        Route("/sign-in", sign_in, methods=["GET", "POST"]),
        Route("/sign-out", sign_out, methods=["GET", "POST"]),
        Route("/enter", enter),
        Route("/language", choose_language),
        Mount("/app/static", _Kept(directory=ROOT / "static")),
        Route("/", page),
        Route("/{address:page}", page),
    ]
