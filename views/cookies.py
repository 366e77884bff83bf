"""The cookies of the product: a random token, the browser that signed in, the language."""

import re
from collections.abc import Mapping

from starlette.responses import Response

from access.tokens import new_token
from i18n import Lang
from services.settings import Settings

LANGUAGE = "shuzhen_lang"
_TOKEN = re.compile(r"[\w-]{43,200}", re.ASCII)  # as many random bits as ours have
_YEAR = 365 * 24 * 3600  # seconds


def token_name(settings: Settings) -> str:
    """The name of the token's cookie; behind HTTPS one that no other host can plant."""
    return "__Host-shuzhen" if settings.secure_cookies else "shuzhen"


def token_in(sent: Mapping[str, str], settings: Settings) -> str:
    """The token that the browser sent; "" for none, or one that anybody could guess."""
    token = sent.get(token_name(settings), "")
    return token if _TOKEN.fullmatch(token) else ""


def give_token(response: Response, settings: Settings, token: str = "") -> str:
    """Let ``response`` set ``token``, or a new random one; returns the one that was set."""
    token = token or new_token()
    response.set_cookie(
        token_name(settings),
        token,
        max_age=_YEAR,  # an enterprise comes back for weeks; a session ends in the store
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
    return token


def _browser_name(settings: Settings) -> str:
    return "__Host-shuzhen_browser" if settings.secure_cookies else "shuzhen_browser"


def browser_in(sent: Mapping[str, str], settings: Settings) -> str:
    """By what the browser is known to the accounts that signed in with it; "" for nothing."""
    return sent.get(_browser_name(settings), "")


def give_browser(response: Response, settings: Settings, browser: str) -> None:
    """Let the browser keep what it is known by, also after signing out."""
    response.set_cookie(
        _browser_name(settings),
        browser,
        max_age=_YEAR,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def give_language(response: Response, settings: Settings, lang: str) -> None:
    """Let ``response`` keep the choice of ``lang``."""
    response.set_cookie(
        LANGUAGE,
        lang,
        max_age=_YEAR,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def language_in(sent: Mapping[str, str]) -> Lang:
    """The language that the browser chose; Chinese unless it chose English."""
    return "en" if sent.get(LANGUAGE) == "en" else "zh"
