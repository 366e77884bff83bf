"""Uploads: only from a page that takes files, by who has it open, few and bounded.

Streamlit holds them in memory until their session ends.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from access.limits import (
    MEGABYTE,
    PAGES_WITH_UPLOADS,
    UPLOAD,
    UPLOADS,
    UPLOADS_OF_A_PAGE,
    UPLOADS_PER_ADDRESS,
    UPLOADS_PER_PERSON,
)
from access.tokens import digest_of
from assessments.refusals import Invalid, NotAllowed, Refusal
from services.settings import Settings
from views import cookies
from views.closed import UPLOAD as UPLOAD_PATH
from views.refusing import refuse

Files = Callable[[], MemoryUploadedFileManager]


@dataclass(frozen=True)
class _Place:
    """A session whose page takes files: whose it is and where from.

    ``person``: who holds it, as limits go by; "" for nobody known.
    """

    holder: str
    address: str
    person: str


class Taking:
    """The sessions whose page takes files at the moment, and the bytes on their way."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, _Place] = OrderedDict()
        self.coming: Counter[str] = Counter()  # by session

    def note(
        self, session: str, token: str, address: str, person: str = "", *, takes: bool
    ) -> None:
        """Note at a run whether the page that ``session`` has now takes files."""
        self._open.pop(session, None)
        if takes and token:
            self._open[session] = _Place(digest_of(token), address, person)
            while len(self._open) > PAGES_WITH_UPLOADS:
                self._open.popitem(last=False)

    def place(self, session: str, token: str) -> _Place | None:
        """Where ``session`` uploads from; None unless its page takes files of ``token``."""
        found = self._open.get(session)
        return found if found and token and found.holder == digest_of(token) else None

    def refusal(
        self, place: _Place, length: int, held: Counter[str], offices: int = 1
    ) -> Refusal | None:
        """Why ``length`` more bytes do not fit beside those ``held`` and coming, by session.

        ``offices``: so many stand behind one address.
        """
        if length > UPLOAD:
            return Invalid("upload_too_long", megabytes=UPLOAD // MEGABYTE - 1)
        all_of_them = held + self.coming
        there, theirs = 0, 0
        for session, size in all_of_them.items():
            other = self._open.get(session)
            there += size if other and other.address == place.address else 0
            theirs += size if other and other.person == place.person != "" else 0
        full = (
            there + length > UPLOADS_PER_ADDRESS * offices
            or theirs + length > UPLOADS_PER_PERSON
            or all_of_them.total() + length > UPLOADS
        )
        return NotAllowed("too_many_uploads") if full else None


def streamlits() -> MemoryUploadedFileManager:
    """The files that the running server holds."""
    return cast("MemoryUploadedFileManager", runtime.get_instance().uploaded_file_mgr)


class Uploads:
    """Lets a file in from a page that takes files, and keeps the newest of each session."""

    def __init__(
        self, app: ASGIApp, settings: Settings, taking: Taking, files: Files = streamlits
    ) -> None:
        self.app, self._settings, self._taking, self._files = app, settings, taking, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse before the body is read."""
        if scope["type"] != "http" or not scope["path"].startswith(UPLOAD_PATH):
            await self.app(scope, receive, send)
            return
        session = scope["path"].removeprefix(UPLOAD_PATH).partition("/")[0]
        token = cookies.token_in(HTTPConnection(scope).cookies, self._settings)
        place = self._taking.place(session, token)
        if place is None:
            await refuse(scope, receive, send, 403, NotAllowed("no_upload_here"))
            return
        told = Headers(scope=scope).get("content-length", "")
        length = length_of(told)
        offices = self._settings.offices_per_address
        refusal = self._taking.refusal(place, length, held(self._files()), offices)
        if scope["method"] == "PUT" and refusal is not None:
            await refuse(scope, receive, send, 413, refusal)
            return
        self._taking.coming[session] += length
        try:
            await self.app(scope, receive, send)
        finally:
            self._taking.coming[session] -= length
            self._taking.coming += Counter()  # forgets what is at 0
            forget_older(self._files(), session)


def length_of(told: str) -> int:
    """The bytes that a request says it has; without a word, as many as it may become."""
    if not told.isdecimal():
        return UPLOAD
    return int(told) if len(told) <= len(str(UPLOADS)) else UPLOADS + 1


def held(files: MemoryUploadedFileManager) -> Counter[str]:
    """The bytes that are held of each session."""
    return Counter(
        {
            session: sum(len(file.data) for file in list(of_it.values()))
            for session, of_it in list(files.file_storage.items())
        }
    )


def forget_older(files: MemoryUploadedFileManager, session: str) -> None:
    """Drop the oldest files of ``session``, whose widgets are long gone."""
    for file in list(files.file_storage.get(session, {}))[:-UPLOADS_OF_A_PAGE]:
        files.remove_file(session, file)


TAKING = Taking()
