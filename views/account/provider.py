"""Signing in by a provider of OpenID, as Streamlit does it, but into sessions of ours.

Streamlit leads to the provider and back, with state, nonce and PKCE, and checks what comes. Then it
would set a cookie that opens the app for a month, whatever happens to the account. That cookie
never leaves: here it becomes a session of ours, or a refusal.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from assessments.refusals import Refusal
from services import identities, provider
from services.settings import Settings
from services.store import Store
from views import cookies
from views.account.devices import device_of
from views.account.forms import form, lang_of, sign_in_fields
from views.errors import refused
from views.in_store import in_store
from views.session import visitor_context, wiring
from wording.voice import Voice

CALLBACK = "/oauth2callback"
USER = "_streamlit_user"  # Streamlit's cookies of who signed in, and of the tokens


def secrets(settings: Settings, store: Store) -> Mapping[str, Any]:
    """What Streamlit has to know of the provider; nothing where there is none."""
    if not settings.provider:
        return {}
    key = store.secret("provider").hex()  # the same in every process
    return {
        "auth": {
            "redirect_uri": settings.public_address + CALLBACK,
            "cookie_secret": key,
            "client_id": settings.oidc_client,
            "client_secret": settings.oidc_secret.get_secret_value(),
            "server_metadata_url": settings.oidc_metadata,
            "client_kwargs": {"scope": "openid"},  # who it is, and nothing else of the person
        }
    }


def title(voice: Voice) -> str:
    """What the provider is called; "" where there is none."""
    settings = wiring().settings
    known = settings.oidc_title or voice.say("account.provider_untitled")
    return known if settings.provider else ""


async def lead_on(_: Request) -> Response:
    """Lead to the provider, as ``st.login`` does."""
    known = bool(wiring().settings.provider)
    return RedirectResponse(generate_login_redirect_url("default") if known else "/sign-in", 303)


async def signed_out(request: Request) -> Response:
    """Say that the session here has ended, and go on to end that at the provider."""
    voice, settings = Voice(lang_of(request)), wiring().settings
    leads_to = await in_store(provider.end_session_address, settings)
    if not leads_to:
        return RedirectResponse("/", 303)
    home = f"{settings.public_address}/"
    told = {"client_id": settings.oidc_client, "post_logout_redirect_uri": home}
    leads = {
        "address": f"{leads_to}{'&' if '?' in leads_to else '?'}{urlencode(told)}",
        "label": voice.say("account.signed_out_link", title=title(voice)),
    }
    about = voice.say("account.signed_out_about", title=title(voice))
    return await form(request, "signed_out", [], about=about, leads=leads, sends=False)


class ComeBack:
    """Takes what Streamlit learnt of the provider, and Streamlit's cookies away."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the way back; let everything else pass without those cookies."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        back = scope["path"] == CALLBACK
        user: dict[str, str] = {}
        kept: list[str] = []

        async def stripped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", ())))
                kept.extend(self._without(headers.getlist("set-cookie"), user))
                del headers["set-cookie"]
                for line in kept:
                    headers.append("set-cookie", line)
                message["headers"] = headers.raw
            if not back:
                await send(message)

        await self.app(scope, receive, stripped)
        if back:
            request = Request(scope, receive)
            response = await self._answer(request, _claims(user))
            for line in kept:
                response.headers.append("set-cookie", line)
            await response(scope, receive, send)

    def _without(self, lines: Iterable[str], user: dict[str, str]) -> Iterator[str]:
        """The ``lines`` that set cookies but those of the ``user``, where they are put."""
        for line in lines:
            name, _, rest = line.partition("=")
            if name.startswith(USER):
                user[name] = rest.partition(";")[0]
            elif name.startswith("_streamlit") and self._settings.secure_cookies:
                yield f"{line}; Secure"
            else:
                yield line

    async def _answer(self, request: Request, claims: Mapping[str, Any]) -> Response:
        """The way in with a fresh token, or the form with the reason why not."""
        old = cookies.token_in(request.cookies, self._settings)
        ctx = visitor_context(request.client.host if request.client else "")
        device = device_of(request.headers.get("user-agent", ""))
        try:
            token = await in_store(identities.come_back, ctx, old, claims, device)
        except Refusal as refusal:
            refused(refusal)
            voice = Voice(lang_of(request))
            problem = refusal.to(voice.lang)
            fields = sign_in_fields()
            return await form(
                request, "sign_in", fields, problem=problem, provider=title(voice), status=403
            )
        response = RedirectResponse("/own_account" if token == old else "/", 303)
        cookies.give_token(response, self._settings, token)
        return response


def _claims(user: Mapping[str, str]) -> Mapping[str, Any]:
    """What Streamlit has written into its cookie, in one part or several; {} for nothing."""

    def one(name: str) -> bytes | None:
        secret = get_cookie_secret()
        sent = user.get(name)
        return None if sent is None else decode_signed_value(secret, name, sent.encode("latin-1"))

    whole = get_cookie_with_chunks(one, USER)
    claims = json.loads(whole) if whole else {}
    return claims if isinstance(claims, dict) else {}
