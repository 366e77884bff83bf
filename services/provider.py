"""What a provider of OpenID tells of itself, at the address of the settings and no other."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

from cachetools import TTLCache

from services.settings import Settings

PATIENCE = 5  # seconds
KNOWN_FOR = 3600  # seconds
_known: TTLCache[str, Mapping[str, Any]] = TTLCache(4, KNOWN_FOR)
_lock = Lock()


class ProviderProblem(Exception):
    """It does not answer, or not as a provider does; the message says why."""


def metadata(settings: Settings) -> Mapping[str, Any]:
    """What it tells, asked anew. Raises ProviderProblem, also where it calls itself another."""
    import httpx2  # noqa: PLC0415  (most installations have no provider)

    try:
        answer = httpx2.get(settings.oidc_metadata, timeout=PATIENCE)
        answer.raise_for_status()
        told = answer.json()
    except (httpx2.HTTPError, ValueError) as error:
        raise ProviderProblem(str(error) or type(error).__name__) from error
    issuer = told.get("issuer") if isinstance(told, dict) else None
    if not isinstance(issuer, str) or issuer.rstrip("/") != settings.provider.rstrip("/"):
        raise ProviderProblem(f"issuer: {issuer}")
    found: Mapping[str, Any] = told
    return found


def end_session_address(settings: Settings) -> str:
    """Where a browser ends its session there; "" where that is not known."""
    with _lock:
        if settings.oidc_metadata not in _known:
            try:
                _known[settings.oidc_metadata] = metadata(settings)
            except ProviderProblem:
                return ""
        told = _known[settings.oidc_metadata].get("end_session_endpoint")
    return told if isinstance(told, str) and told.startswith(("https://", "http://")) else ""
