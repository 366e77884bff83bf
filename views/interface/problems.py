"""What went wrong, as RFC 9457 has it, in the language that the caller likes better."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from assessments.refusals import Invalid, NotAllowed, NotFound, Refusal, Unavailable
from i18n import say
from services.interface.models import ProblemAnswer
from views.languages import accepted_language

MEDIA = "application/problem+json"
WITHOUT_KEY = ("key_not_sent", "key_unknown", "key_expired", "key_revoked")
SLOWED = ("too_many_calls", "too_many_attempts")
LATER = "5"  # seconds after which a store may answer again
STATUSES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method",
    429: "too_many",
    503: "unavailable",
}


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    if refusal.key in WITHOUT_KEY:
        return 401
    if refusal.key in SLOWED:
        return 429
    kinds: Mapping[type[Refusal], int] = {
        NotFound: 404,
        NotAllowed: 403,
        Invalid: 400,
        Unavailable: 503,
    }
    return kinds.get(type(refusal), 400)


def problem(request: Request, refusal: Refusal) -> Response:
    """The answer to a call that is refused."""
    status = status_of(refusal)
    headers: dict[str, str] = {}
    if status == 401:  # noqa: PLR2004  (an HTTP status is its number)
        headers["WWW-Authenticate"] = 'Bearer realm="shuzhen"'
    if status == 429:  # noqa: PLR2004  (the same)
        headers["Retry-After"] = str(refusal.params.get("seconds", 1))
    if status == 503:  # noqa: PLR2004  (the same)
        headers["Retry-After"] = LATER
    return _answer(request, status, refusal, headers)


def wrong_method(request: Request) -> Response:
    """The answer to a method that changes something, or asks what may."""
    refusal = NotAllowed("method_not_allowed", method=request.method[:20])
    return _answer(request, 405, refusal, {"Allow": "GET, HEAD"})


def _answer(
    request: Request, status: int, refusal: Refusal, headers: Mapping[str, Any]
) -> Response:
    lang = accepted_language(request.headers.get("accept-language", ""))
    said = ProblemAnswer(
        type=f"urn:shuzhen:problem:{refusal.key}",
        title=say(f"interface.status_{STATUSES[status]}", lang),
        status=status,
        detail=refusal.to(lang),
        instance=request.url.path,
    )
    return Response(
        said.model_dump_json(),
        status,
        {
            "Cache-Control": "no-store",
            "Content-Language": lang,
            "Vary": "Accept-Language",
            **headers,
        },
        MEDIA,
    )
