"""The one place that opens an Office file that anybody may have made: a package of parts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Literal
from zipfile import ZipFile

LARGEST = 5_000_000  # bytes of the file
LARGEST_UNPACKED = 60_000_000
# A part that unpacks to more than so many times its size holds next to nothing: a table of equal
# answers unpacks to 13 times its size, one of empty rows as LibreOffice writes them to 41.
MOST_TIMES = 80
SMALL = 4_000_000  # bytes that a part may unpack to, however often it repeats itself
MOST_PARTS = 20_000
OLD = b"\xd0\xcf\x11\xe0"  # an OLE file: of Office up to 2003, or with a password
_RUNS = ("vbaProject", "externalLinks/", "/macrosheets/", "activeX/", "/embeddings/")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OTHERS = {"content.xml": "OpenDocument", "xl/workbook.bin": ".xlsb"}

Kind = Literal["damaged", "large", "runs", "old", "other", "text"]


@dataclass(frozen=True)
class Bounds:
    """How large a file may be, and what it may unpack to, in bytes.

    ``unread``: whether parts that could run, or hold other files, are let be: for a reader that
    takes out its few parts by name and opens nothing else.
    """

    packed: int = LARGEST
    unpacked: int = LARGEST_UNPACKED
    unread: bool = False


class UnfitFile(Exception):
    """What keeps a file from being read at all; ``params`` say more.

    ``damaged``: it broke (``why``); ``large``: more than ``largest`` bytes, packed or not;
    ``runs``: the part ``name`` could run or holds another file; ``old``: of Office up to 2003, or
    with a password; ``other``: another kind of package (``got``); ``text``: no package, a text.
    """

    def __init__(self, kind: Kind, **params: Any) -> None:
        self.kind = kind
        self.params = params
        super().__init__(kind, params)


@contextmanager
def opened(source: IO[bytes], bounds: Bounds = Bounds()) -> Iterator[ZipFile]:
    """The package ``source``, looked at before anything of it is unpacked. Raises UnfitFile.

    Whatever goes wrong while it is read is a damaged file and nothing else: what zip, deflate and
    XML raise on one has no end.
    """
    try:
        _look_at(source, bounds)
        with ZipFile(source) as package:
            _check(package, bounds)
            yield package
    except UnfitFile:
        raise
    except Exception as why:  # noqa: BLE001  (see above)
        raise UnfitFile("damaged", why=f"{type(why).__name__}: {why}"[:200]) from None


def _look_at(source: IO[bytes], bounds: Bounds) -> None:
    start = source.read(4096)
    size = source.seek(0, 2)
    source.seek(0)
    if size > bounds.packed:
        raise UnfitFile("large", largest=bounds.packed)
    if start.startswith(OLD):
        raise UnfitFile("old", why="OLE")
    if start and not start.startswith(b"PK") and (0 not in start or start[:2] in _UTF16):
        raise UnfitFile("text", why="text")


def _check(package: ZipFile, bounds: Bounds) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > bounds.unpacked:
        raise UnfitFile("large", largest=bounds.unpacked)
    for part in parts:
        most = max(SMALL, MOST_TIMES * part.compress_size)
        if part.file_size > most:
            raise UnfitFile("large", largest=most)
        if not bounds.unread and any(each in part.filename for each in _RUNS):
            raise UnfitFile("runs", name=part.filename)
        if part.filename in _OTHERS:
            raise UnfitFile("other", got=_OTHERS[part.filename], why=part.filename)
