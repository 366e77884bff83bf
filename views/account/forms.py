"""The plain forms: signing in and out, and what a one-time link leads to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from i18n import Lang, say
from services import accounts
from services.personal.notice import VERSION
from views import cookies, document
from views.in_store import in_store
from views.session import visitor_context, wiring

LONGEST_FORM = 4_096  # bytes
_FORMS = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


def field(
    name: str, type: str, autocomplete: str, value: str = "", *, required: bool = True
) -> dict[str, Any]:
    """A field of a form, labelled by its name."""
    return {
        "name": name,
        "type": type,
        "autocomplete": autocomplete,
        "value": value,
        "required": required,
    }


def sign_in_fields(username: str = "") -> list[dict[str, Any]]:
    """What somebody types who signs in."""
    return [
        field("username", "text", "username", username),
        field("password", "password", "current-password"),
        field("code", "text", "one-time-code", required=False),
    ]


def lang_of(request: Request) -> Lang:
    """The language that the browser chose."""
    return cookies.language_in(request.cookies)


async def form(  # noqa: PLR0913  (all that a form says)
    request: Request,
    act: str,
    fields: list[dict[str, Any]],
    *,
    about: str = "",
    problem: str = "",
    link: str = "",
    provider: str = "",
    leads: Mapping[str, str] | None = None,
    sends: bool = True,
    consents: bool = False,
    status: int = 200,
) -> Response:
    """The page with the form of ``act`` (its texts are under ``account.``).

    ``provider``: what the provider of sign-ins is called, where it is offered. ``leads``: address
    and label of a link to which the page goes by itself. ``sends``: whether there is anything to
    send, ``consents``: whether the notice is to be agreed to first. Raises Refusal (the store).
    """
    settings = wiring().settings
    lang = lang_of(request)
    response = HTMLResponse(status_code=status, headers={"Cache-Control": "no-store"})
    token = cookies.token_in(request.cookies, settings) or cookies.give_token(response, settings)
    key = await in_store(accounts.csrf_token, visitor_context(""), token)
    response.body = (
        _FORMS.get_template("form.html")
        .render(
            tag=document.TAGS[lang],
            product=say("app.product", lang),
            title=say(f"account.{act}", lang),
            about=about or say(f"account.{act}_about", lang),
            problem=problem,
            action=f"/{act.replace('_', '-')}",
            key=key,
            link=link,
            provider=say("account.provider", lang, title=provider) if provider else "",
            provider_about=say("account.provider_about", lang),
            leads=leads,
            fields=[{**each, "label": say(f"account.{each['name']}", lang)} for each in fields],
            submit=say(f"account.{act}_submit", lang) if sends else "",
            back=say("account.back", lang),
            personal=say("personal.title", lang),
            consent=VERSION if consents else "",
            agree=say("personal.agree_account", lang, version=VERSION),
            read_whole=say("personal.read_whole", lang),
        )
        .encode()
    )
    response.headers["Content-Length"] = str(len(response.body))
    return response


async def sent_in(request: Request) -> dict[str, str]:
    """The fields of a posted form; nothing where it is longer than any form of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
