"""Where a request comes from and goes to: only this installation's own address, exactly.

A page of another site, of another port of this host, or of a name that was pointed here must not
speak for a visitor, though the visitor's browser would send the cookie along. Streamlit would let
several of them in, and look for the outside address of this machine, on the event loop, before it
refuses the rest; it never comes to that behind this check.
"""

from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assessments.refusals import NotAllowed
from services.settings import Settings, origin
from views.refusing import refuse

SAFE = {"GET", "HEAD", "OPTIONS"}
HEALTH = "/healthz"  # asked by machines, under any name
NAMES = ("127.0.0.1", "localhost", "[::1]")


def own_origins(scope: Scope, settings: Settings) -> tuple[str, ...]:
    """The origins that pages of this installation have, the one to name to a visitor first.

    That of the settings; without it the names of this machine for itself, and the network address
    at which this very connection arrived (a name can be pointed here by anybody, so none counts).
    """
    if settings.public_address:
        return (settings.public_address,)
    host, port = scope.get("server") or ("", None)
    return tuple(origin(_scheme(scope), name, port) for name in (_literal(host), *NAMES))


def addressed(scope: Scope, settings: Settings) -> str:
    """The own origin that ``scope`` was sent to, by its Host header; "" for any other."""
    scheme = settings.public_address.partition(":")[0] or _scheme(scope)
    hosts = Headers(scope=scope).getlist("host")
    wanted = f"{scheme}://{hosts[0].lower()}" if len(hosts) == 1 else ""
    return wanted if wanted in own_origins(scope, settings) else ""


class OwnOrigin:
    """Refuses what is sent to another address, or acts for a page of another one."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compare; nothing here waits for anything."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        own = addressed(scope, self._settings)
        if not own and scope["path"] != HEALTH:
            refusal = NotAllowed("other_address", address=own_origins(scope, self._settings)[0])
            await refuse(scope, receive, send, 421, refusal)
            return
        acts = scope["type"] == "websocket" or scope["method"] not in SAFE
        if acts and Headers(scope=scope).getlist("origin") != [own]:
            await refuse(scope, receive, send, 403, NotAllowed("other_origin"))
            return
        await self.app(scope, receive, send)


def _scheme(scope: Scope) -> str:
    return "https" if scope["scheme"] in ("https", "wss") else "http"


def _literal(host: str) -> str:
    """A network address as it stands in an URL."""
    try:
        known = ip_address(host)
    except ValueError:
        return "localhost"  # a socket of the file system, or a test
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped) if known.ipv4_mapped else f"[{known}]"
    return str(known)
