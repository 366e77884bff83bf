"""Answers with a mark, by which whoever has them already is sent nothing."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response


def marked(
    request: Request, body: bytes, mime: str, headers: Mapping[str, str], status: int = 200
) -> Response:
    """``body`` with its mark, or that it is still the one that the caller has."""
    mark = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {**headers, "ETag": mark}
    if _is_known(request, mark, headers.get("Last-Modified", "")):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, mime)


def _is_known(request: Request, mark: str, changed: str) -> bool:
    """A server between us that packs what it hands on makes a mark a weak one."""
    known = request.headers.get("if-none-match")
    if known is not None:
        marks = {each.strip().removeprefix("W/") for each in known.split(",")}
        return bool(marks & {mark, "*"})
    since = request.headers.get("if-modified-since", "")
    try:
        return bool(changed and since) and parsedate_to_datetime(since) >= parsedate_to_datetime(
            changed
        )
    except (TypeError, ValueError, OverflowError):  # no day, or none that there is
        return False
