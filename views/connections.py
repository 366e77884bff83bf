"""WebSockets: how many there may be, and whose a Streamlit session is.

Streamlit gives a session back to whoever names its id, unless the connection is somebody else's.
Whose it is, this middleware tells it by the digest of the cookie's token, in a header that no
client can send (``server.trustedUserHeaders`` in .streamlit/config.toml names it).
"""

from collections import Counter

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.addresses import network_of
from access.limits import PAGES, PAGES_PER_ADDRESS
from access.tokens import digest_of, new_token
from assessments.refusals import NotAllowed
from services.settings import Settings
from views import cookies
from views.files import ServedFiles
from views.refusing import refuse

HOLDER = b"x-shuzhen-holder"


class Open:
    """How many connections are open, by network address."""

    def __init__(self) -> None:
        self._by: Counter[str] = Counter()

    def full(self, address: str, offices: int = 1) -> bool:
        """Whether there is no room for one more from ``address``, with so many offices behind."""
        return self._by.total() >= PAGES or self._by[address] >= PAGES_PER_ADDRESS * offices

    def add(self, address: str, one: int) -> None:
        """Count one more, or one less (-1)."""
        self._by[address] += one
        self._by += Counter()  # forgets what is at 0


class Connections:
    """Lets a WebSocket in while there is room, as that of the token in its cookie."""

    def __init__(self, app: ASGIApp, settings: Settings, told: ServedFiles) -> None:
        self.app, self._settings, self._told = app, settings, told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count, name the holder, and note which files it is told of."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        address = place_of(scope)
        if OPEN.full(address, self._settings.offices_per_address):
            await refuse(scope, receive, send, 403, NotAllowed("too_many_pages"))
            return
        token = cookies.token_in(HTTPConnection(scope).cookies, self._settings)
        holder = digest_of(token or new_token())  # without a cookie nobody comes back to anything
        headers = [each for each in scope["headers"] if each[0].lower() != HOLDER]
        scope = {**scope, "headers": [*headers, (HOLDER, holder.encode())]}

        async def noted(message: Message) -> None:
            self._told.note(holder, message.get("bytes") or b"")
            await send(message)

        OPEN.add(address, 1)
        try:
            await self.app(scope, receive, noted)
        finally:
            OPEN.add(address, -1)


def place_of(scope: Scope) -> str:
    """The network that a request comes from."""
    return network_of((scope.get("client") or ("",))[0])


OPEN = Open()
