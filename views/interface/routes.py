"""The interface over HTTP: who calls, what is asked, the answer with its mark, or the problem."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Mount
from starlette.types import Receive, Scope, Send

from assessments.refusals import Invalid, NotFound, Refusal
from services.context import Context
from services.interface_keys import actor_of_key
from services.interface_uses import count_use
from services.process_log import asks, log_event
from views.errors import refused
from views.in_store import in_store
from views.interface.description import description
from views.interface.operations import OPERATIONS, ROOT, Operation
from views.interface.problems import problem, wrong_method
from views.marks import marked
from views.session import visitor_context

DESCRIPTION = f"{ROOT}/openapi.json"
JSON = "application/json"
LONGEST_QUERY = 500  # characters
OWN = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
OPEN = {"Cache-Control": "public, max-age=3600"}


class Interface:
    """Everything below ``/api``, whatever the method: nothing of it is for pages."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a web socket is closed."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        response = await _answer(request)
        if request.method == "HEAD":  # the length stays that of what GET would give
            response.body = b""
        await response(scope, receive, send)


class InterfaceRoute(Mount):
    """Where the interface is. Starlette's own Mount lets an address with a line break pass by."""

    def __init__(self) -> None:
        super().__init__("/api", Interface())

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whatever begins so."""
        ours = scope["type"] in ("http", "websocket") and scope["path"].startswith("/api/")
        return (Match.FULL, {"endpoint": self.app}) if ours else (Match.NONE, {})


async def _answer(request: Request) -> Response:
    if request.method not in ("GET", "HEAD"):
        return wrong_method(request)
    if request.url.path == DESCRIPTION:
        body = json.dumps(description(), ensure_ascii=False).encode()
        return marked(request, body, JSON, OPEN)
    try:
        operation, given = _operation(request)
        ctx = visitor_context(request.client.host if request.client else "")
        answer = await in_store(_read, ctx, _key(request), operation, given)
    except Refusal as refusal:
        refused(refusal)
        return problem(request, refusal)
    headers = dict(OWN)
    if changed := _changed(answer):
        headers["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    return marked(request, answer.model_dump_json(by_alias=True).encode(), JSON, headers)


def _read(nobody: Context, key: str, operation: Operation, given: Mapping[str, str]) -> BaseModel:
    """The answer to whoever has the key. Raises Refusal."""
    actor, known = actor_of_key(nobody, key)
    ctx = replace(nobody, actor=actor)
    asks(actor, ctx.address)
    count_use(ctx, known.id)
    try:
        asked = operation.asked.model_validate(given)
    except ValidationError as error:
        wrong = sorted({str(each["loc"][0]) for each in error.errors()})
        raise Invalid("bad_parameters", names=wrong) from None
    log_event("interface.call", operation=operation.id)
    return operation.read(ctx, asked)


def _operation(request: Request) -> tuple[Operation, Mapping[str, str]]:
    """Which operation is asked, and what. Raises NotFound, Invalid."""
    pieces = tuple(request.url.path.removeprefix(f"{ROOT}/").split("/"))
    for operation in OPERATIONS if request.url.path.startswith(f"{ROOT}/") else ():
        found = operation.matched(pieces)
        if found is not None:
            if len(request.url.query) > LONGEST_QUERY:
                raise Invalid("query_too_long", longest=LONGEST_QUERY)
            names = [name for name, _ in request.query_params.multi_items()]
            if twice := sorted({each for each in names if names.count(each) > 1 or each in found}):
                raise Invalid("bad_parameters", names=twice)
            return operation, {**dict(request.query_params), **found}
    raise NotFound("unknown_operation", address=DESCRIPTION)


def _key(request: Request) -> str:
    """What the Authorization header gives as a key; "" for none."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


def _changed(answer: BaseModel) -> datetime | None:
    """When what is answered was published or withdrawn; None of what has no such day."""
    found: datetime | None = getattr(answer, "withdrawn_at", None)
    return found or getattr(answer, "published_at", None)
