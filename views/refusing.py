"""What a client gets that is refused before any page: a status and a sentence in two languages."""

import logging

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from assessments.refusals import Refusal
from services.process_log import log_event, place


def answer(refusal: Refusal, status: int) -> Response:
    """``refusal`` as a plain page; nobody keeps it, and the connection ends with it."""
    said = f"{refusal.to('zh')}\n\n{refusal.to('en')}\n"
    return PlainTextResponse(said, status, {"Cache-Control": "no-store", "Connection": "close"})


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, refusal: Refusal) -> None:
    """Answer ``scope`` with ``refusal``; nothing of its body is read.

    A WebSocket gets 403 instead: no browser shows a page what else was said at the handshake.
    """
    client = (scope.get("client") or ("",))[0]
    facts = {"place": place(client), "why": refusal.key, "method": scope.get("method", "WEBSOCKET")}
    log_event("edge.refused", logging.WARNING, **facts, status=status)
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await answer(refusal, status)(scope, receive, send)
