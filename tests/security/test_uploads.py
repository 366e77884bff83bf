"""Files come in from a page that takes files, by who has it open, and only so many."""

import http.client
from collections import Counter

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from access.limits import (
    PAGES_WITH_UPLOADS,
    UPLOAD,
    UPLOADS,
    UPLOADS_OF_A_PAGE,
    UPLOADS_PER_ADDRESS,
    UPLOADS_PER_PERSON,
)
from access.tokens import new_token
from services.settings import Settings
from tests.app.world import CONSULTANT, World
from tests.browser.served import Served
from tests.security.asking import Asked, ask
from tests.security.wire import Wire, wired
from views.uploads import Taking, Uploads, forget_older, held

TOKEN = "t" * 43
HEAD = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.xlsx"\r\n\r\n'
BODY = HEAD + b"x" * 50_000 + b"\r\n--b--\r\n"


def put(served: Served, wire: Wire, token: str, file: str, method: str = "PUT") -> int | None:
    """The status of an upload as the page sends it; None where it was not even read."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    headers = {
        "Content-Type": "multipart/form-data; boundary=b",
        "Origin": served.url,
        "Cookie": f"shuzhen={token}; _streamlit_xsrf={(key := xsrf(served))}",
        "X-Xsrftoken": key,
    }
    try:
        connection.request(method, f"/_stcore/upload_file/{wire.session}/{file}", BODY, headers)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def xsrf(served: Served) -> str:
    """The key that Streamlit's own front end sends along."""
    line = served.ask("GET", "/_stcore/health").cookies()["_streamlit_xsrf"]
    return line.split(";")[0].split("=", 1)[1]


def test_a_file_is_taken_where_a_page_takes_files_and_nowhere_else(
    served: Served, world: World
) -> None:
    """A consultant on the page of vendors: yes. On another page, a visitor, a thief: no.

    Where reports are checked anybody may bring one.
    """
    token, nobody = world.signed_in(CONSULTANT), new_token()
    with wired(served, token) as wire, wired(served, nobody) as visitor:
        visitor.run("start")
        assert put(served, visitor, new_token(), "a") in (403, None)
        assert put(served, visitor, nobody, "a") in (403, None)
        visitor.run("check_report")
        assert put(served, visitor, nobody, "a") == 204
        assert put(served, visitor, new_token(), "b") in (403, None)
        wire.run("vendors")
        assert put(served, wire, token, "a") == 204
        assert put(served, wire, token, "a", "DELETE") == 204
        assert put(served, wire, new_token(), "b") in (403, None)
        assert put(served, wire, new_token(), "a", "DELETE") in (403, None)
        wire.run("assigned")
        assert put(served, wire, token, "c") in (403, None)


def upload(taking: Taking, length: int | None, holds: Counter[str] | None = None) -> Asked:
    """One upload of so many bytes from session "s"."""
    headers = {"Cookie": f"shuzhen={TOKEN}"}
    if length is not None:
        headers["Content-Length"] = str(length)
    files = MemoryUploadedFileManager("")
    for session, size in (holds or {}).items():
        add(files, session, "f", size)
    sent = {"method": "PUT", "path": "/_stcore/upload_file/s/f", "headers": headers}
    return ask(Uploads, Settings(), taking, lambda: files, **sent)


def add(files: MemoryUploadedFileManager, session: str, name: str, size: int) -> None:
    """Let Streamlit hold a file of so many bytes."""
    files.add_file(session, UploadedFileRec(name, name, "", bytes(size)))


def test_the_newest_files_of_a_session_stay() -> None:
    """Streamlit keeps those of widgets that are gone; they make room, and no other session's do."""
    files = MemoryUploadedFileManager("")
    for place in range(UPLOADS_OF_A_PAGE + 2):
        add(files, "s", str(place), 1)
        add(files, "other", str(place), 1)
    forget_older(files, "s")
    assert held(files) == Counter({"s": UPLOADS_OF_A_PAGE, "other": UPLOADS_OF_A_PAGE + 2})
    assert list(files.file_storage["s"])[-1] == str(UPLOADS_OF_A_PAGE + 1)


@pytest.fixture
def taking() -> Taking:
    """Session "s" of TOKEN is on a page that takes files."""
    found = Taking()
    found.note("s", TOKEN, "192.0.2.7", takes=True)
    return found


def test_what_is_refused_is_not_read(taking: Taking) -> None:
    """Too long, too much from one address, too much in all: no byte of it is taken."""
    assert upload(taking, 1_000).passed
    taking.note("other", "o" * 43, "192.0.2.7", takes=True)
    for length, holds in (
        (UPLOAD + 1, Counter()),
        (1_000, Counter({"other": UPLOADS_PER_ADDRESS})),
        (1_000, Counter({"elsewhere": UPLOADS})),
        (None, Counter({"elsewhere": UPLOADS - UPLOAD + 1})),
    ):
        refused = upload(taking, length, holds)
        assert (refused.status, refused.passed, refused.bodies) == (413, False, 0)
    assert upload(taking, 1_000, Counter({"elsewhere": UPLOADS_PER_ADDRESS})).passed


def test_one_person_is_bounded_whatever_the_address(taking: Taking) -> None:
    """By the account, from however many networks it comes; another one is not."""
    for session, person, address in (("s", "wangfang", "a"), ("t", "wangfang", "b")):
        taking.note(session, TOKEN, address, person, takes=True)
    assert not upload(taking, 1_000, Counter({"t": UPLOADS_PER_PERSON})).passed
    assert upload(taking, 1_000, Counter({"t": UPLOADS_PER_PERSON - 1_000})).passed
    taking.note("t", TOKEN, "b", "somebody.else", takes=True)
    assert upload(taking, 1_000, Counter({"t": UPLOADS_PER_PERSON})).passed


def test_bytes_on_their_way_count(taking: Taking) -> None:
    """Whoever sends many at once is bounded like who sends one after another."""
    taking.coming["s"] = UPLOADS_PER_ADDRESS - 500
    assert not upload(taking, 1_000).passed
    assert upload(taking, 400).passed
    assert taking.coming == Counter({"s": UPLOADS_PER_ADDRESS - 500})


def test_a_session_that_left_the_page_takes_nothing(taking: Taking) -> None:
    """Also when so many others came that the oldest is forgotten."""
    taking.note("s", TOKEN, "192.0.2.7", takes=False)
    assert upload(taking, 1_000).status == 403
    taking.note("s", TOKEN, "192.0.2.7", takes=True)
    for place in range(PAGES_WITH_UPLOADS):
        taking.note(f"later {place}", TOKEN, "192.0.2.7", takes=True)
    assert upload(taking, 1_000).status == 403
