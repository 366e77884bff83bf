"""Files to download: each only for the browsers whose page was told its address."""

from collections import OrderedDict
from pathlib import PurePosixPath

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from access.tokens import digest_of
from assessments.refusals import NotAllowed
from services.settings import Settings
from views import cookies
from views.refusing import refuse

PLACE = "/media/"
HOLDERS = 5_000  # of whom is remembered what they were told
EACH = 32  # files, the newest


class ServedFiles:
    """Which files the connections of which holder were told of, the newest last."""

    def __init__(self) -> None:
        self._by: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def note(self, holder: str, message: bytes) -> None:
        """Remember the file that Streamlit offers in ``message``, if it is such a one.

        Only the fields for addresses count: what somebody typed may look like an address too.
        """
        if PLACE.encode() not in message:
            return
        told = ForwardMsg.FromString(message)
        offered = told.delta.new_element.download_button.url
        url = offered or told.backend_operation_response.deferred_file.url
        if not url.startswith(PLACE):
            return
        files = self._by.setdefault(holder, OrderedDict())
        self._by.move_to_end(holder)
        files[PurePosixPath(url).name] = None
        files.move_to_end(PurePosixPath(url).name)
        while len(files) > EACH:
            files.popitem(last=False)
        while len(self._by) > HOLDERS:
            self._by.popitem(last=False)

    def knows(self, holder: str, path: str) -> bool:
        """Whether ``holder`` was told of the file at ``path``."""
        return PurePosixPath(path).name in self._by.get(holder, ())


class OwnFiles:
    """Serves a file, as often and in as many parts as asked, to who was told of it.

    No browser keeps it beside what its owner saved: the next person at the machine is another.
    """

    def __init__(self, app: ASGIApp, settings: Settings, told: ServedFiles) -> None:
        self.app, self._settings, self._told = app, settings, told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a file of somebody else."""
        if scope["type"] != "http" or not scope["path"].startswith(PLACE):
            await self.app(scope, receive, send)
            return
        token = cookies.token_in(HTTPConnection(scope).cookies, self._settings)
        if not token or not self._told.knows(digest_of(token), scope["path"]):
            await refuse(scope, receive, send, 404, NotAllowed("not_your_file"))
            return

        async def not_stored(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, not_stored)
