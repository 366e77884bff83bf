"""What a client gets that is refused before any page: a status and a sentence in two languages."""

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from assessments.refusals import Refusal


def answer(refusal: Refusal, status: int) -> Response:
    """``refusal`` as a plain page; nobody keeps it, and the connection ends with it."""
    said = f"{refusal.to('zh')}\n\n{refusal.to('en')}\n"
    return PlainTextResponse(said, status, {"Cache-Control": "no-store", "Connection": "close"})


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, refusal: Refusal) -> None:
    """Answer ``scope`` with ``refusal``; nothing of its body is read.

    A WebSocket gets 403 instead: no browser shows a page what else was said at the handshake.
    """
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await answer(refusal, status)(scope, receive, send)
