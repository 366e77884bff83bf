"""One request to an ASGI application in this process, whatever its headers claim."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Asked:
    """What came back; ``passed``: whether it reached the application behind the edge."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    passed: bool = False
    seen: dict[str, str] = field(default_factory=dict)  # the headers that it was passed with
    bodies: int = 0  # how often a piece of the body was taken


def ask(
    edge: type,
    *args: object,
    method: str = "GET",
    path: str = "/",
    headers: Mapping[str, str] | None = None,
    type: str = "http",
    scheme: str = "http",
    server: tuple[str, int] = ("127.0.0.1", 8501),
    client: str = "192.0.2.7",
) -> Asked:
    """Send one request through the middleware ``edge(app, *args)``."""
    asked = Asked()

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        asked.passed = True
        asked.seen = {name.decode(): value.decode() for name, value in scope["headers"]}
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        asked.bodies += 1
        return {"type": "http.request", "body": b"x", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            asked.status = message["status"]
            asked.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            asked.text += message["body"].decode()
        elif message["type"] == "websocket.close":
            asked.status = 403

    scope = {
        "type": type,
        "method": method,
        "path": path,
        "scheme": scheme if type == "http" else scheme.replace("http", "ws"),
        "headers": [
            (name.lower().encode(), text.encode()) for name, text in (headers or {}).items()
        ],
        "server": server,
        "client": (client, 50_000),
        "query_string": b"",
        "extensions": {},
    }
    app: ASGIApp = edge(behind, *args)
    asyncio.run(app(scope, receive, send))
    return asked
