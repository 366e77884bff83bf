"""The security headers of every answer, as a plain ASGI middleware."""

from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.settings import Settings
from views.origin import addressed

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HTTPS_ONLY = "max-age=31536000; includeSubDomains"  # a year


def content_policy(own: str) -> str:
    """The Content-Security-Policy: everything from ``own``, an origin of ours ("" for none).

    Streamlit writes its styles into the page, hence 'unsafe-inline' for styles only. The web
    socket is named because some browsers do not take it for 'self'.
    """
    socket = own.replace("http", "ws", 1)
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' {socket}".rstrip(),
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """Adds the headers to every HTTP answer; web sockets pass untouched."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and dress the start of the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = content_policy(addressed(scope, self._settings))

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=_mutable(message))
                for name, value in FIXED.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = policy
                if self._settings.secure_cookies:
                    headers["Strict-Transport-Security"] = HTTPS_ONLY
            await send(message)

        await self.app(scope, receive, dressed)


def _mutable(message: Message) -> MutableMapping[str, Any]:
    message["headers"] = list(message.get("headers", ()))
    return message
