"""A file that may be a report, read back: the line for machines, check codes, and its texts.

Anybody may have made it. Of a package only the parts with texts are unpacked, within bounds;
nothing in it is followed, computed or run.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from itertools import islice
from zipfile import ZipFile

from files.packages import OLD, Bounds, UnfitFile, opened
from files.spreadsheets.xml import End, Start, walk
from reports.carried import CarriedStatement, carried_in

LARGEST = 10_000_000  # bytes of a file
MOST_XML = 20_000_000  # bytes of the parts that are read, unpacked; characters of what they say
MOST_PAGE = 4_000_000  # bytes of a web page
MOST_TEXTS = 20_000
MOST_CODES = 3  # that are looked up
CODE = re.compile(r"\b[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}\b")
PAGE_NUMBER = re.compile(r"\t\d+$")  # of an entry in a table of contents, once Word renewed it
PROPERTIES = "docProps/core.xml"
BREAKS = frozenset(
    ("p", "div", "li", "dt", "dd", "td", "th", "tr", "h1", "h2", "h3", "h4", "caption",
     "figcaption", "small", "span", "header", "footer", "article")
)  # fmt: skip
UNSEEN = frozenset(("script", "style", "svg"))
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>")  # never tried at a shorter name
SPACES = {"tab": "\t", "br": " "}

_Block = tuple[Mapping[str, str], str]  # the attributes of an element, and its text


@dataclass(frozen=True)
class ReportFile:
    """What a file says of itself: its ``format``, and the check ``codes`` that it shows.

    ``texts`` are its paragraphs and cells in their order, without regard to spaces; None where
    they cannot be had (a PDF has the shapes of letters, not always the letters).
    """

    format: str
    carried: CarriedStatement | None
    codes: tuple[str, ...]
    texts: tuple[str, ...] | None


def read_back(content: bytes) -> ReportFile:
    """``content`` as a report. Raises UnfitFile for what is none or cannot be read."""
    if len(content) > LARGEST:
        raise UnfitFile("large", largest=LARGEST)
    start = content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(b"%pdf-"):
        return _told("pdf", content.decode("latin-1"), None)
    if start.startswith((b"<!doctype html", b"<html", b"<!--")):
        if len(content) > MOST_PAGE:
            raise UnfitFile("large", largest=MOST_PAGE)
        return _of_page(content.decode("utf-8-sig", "replace"))
    if start.startswith(b"pk"):
        with opened(BytesIO(content), Bounds(packed=LARGEST, unread=True)) as package:
            return _of_package(package)
    raise UnfitFile("old" if content.startswith(OLD) else "other", got="?", why="?")


def _told(format: str, words: str, texts: Iterable[str] | None) -> ReportFile:
    """``words``: where the line for machines stands; the last one counts, as for its readers."""
    lines = [found for each in words.split("shuzhen code=")[1:] if (found := _line(each))]
    carried = lines[-1] if lines else None
    if texts is None:
        return ReportFile(format, carried, (), None)
    stripped = (" ".join(PAGE_NUMBER.sub("", each).split()) for each in _bounded(texts))
    said = tuple(islice(filter(None, stripped), MOST_TEXTS + 1))
    if len(said) > MOST_TEXTS:
        raise UnfitFile("large", largest=MOST_TEXTS)
    shown = dict.fromkeys(code for each in said for code in CODE.findall(each))
    return ReportFile(format, carried, tuple(shown)[:MOST_CODES], said)


def _bounded(texts: Iterable[str]) -> Iterator[str]:
    """The same; a workbook may show one long text in every cell."""
    left = MOST_XML
    for each in texts:
        left -= len(each)
        if left < 0:
            raise UnfitFile("large", largest=MOST_XML)
        yield each


def _line(rest: str) -> CarriedStatement | None:
    return carried_in(f"shuzhen code={rest[:200]}")


def _of_package(package: ZipFile) -> ReportFile:
    names = set(package.namelist())
    for format, (main, texts_of) in PACKAGES.items():
        if main in names:
            parts = _Parts(package)
            words = parts.text(PROPERTIES) if PROPERTIES in names else ""
            return _told(format, words, texts_of(parts))
    raise UnfitFile("other", got="?", why="?")


class _Parts:
    """The parts of a package that are read, as long as they are not too much together."""

    def __init__(self, package: ZipFile) -> None:
        self._package, self._left = package, MOST_XML
        self.names = package.namelist()

    def numbered(self, folder: str) -> list[str]:
        """The parts like ``folder`` + number, by number: sheets, slides."""
        found = {}
        for name in self.names:
            number = re.fullmatch(rf"{re.escape(folder)}(\d{{1,5}})\.xml", name)
            if number:
                found[int(number[1])] = name
        return [found[number] for number in sorted(found)]

    def text(self, name: str) -> str:
        """All that the elements of a part say, one after another."""
        said: list[str] = []
        for _ in self._walk(name, lambda _name, _told: None, lambda _name, text: said.append(text)):
            pass
        return "\n".join(said)

    def blocks(self, name: str, block: str, pieces: Collection[str]) -> Iterator[_Block]:
        """Each element ``block`` of a part with the text of the ``pieces`` in it.

        In one pass, whatever is nested in what; a nested block is told before the one around it.
        """
        reading = _Blocks(block, pieces)
        for _ in self._walk(name, reading.start, reading.end):
            yield from reading.done
            reading.done.clear()

    def _walk(self, name: str, start: Start, end: End) -> Iterator[None]:
        self._left -= self._package.getinfo(name).file_size
        if self._left < 0:
            raise UnfitFile("large", largest=MOST_XML)
        with self._package.open(name) as part:
            yield from walk(part, start, end)


@dataclass
class _Blocks:
    """Those that have ended, while a part is read."""

    block: str
    pieces: Collection[str]
    done: list[_Block] = field(default_factory=list)
    begun: list[tuple[Mapping[str, str], list[str]]] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == self.block:
            self.begun.append((attributes, []))

    def end(self, name: str, text: str) -> None:
        if self.begun and name in self.pieces:
            self.begun[-1][1].append(SPACES.get(name) or text)
        elif self.begun and name == self.block:
            attributes, said = self.begun.pop()
            self.done.append((attributes, "".join(said)))


def _of_word(parts: _Parts) -> Iterator[str]:
    for _, text in parts.blocks("word/document.xml", "p", {"t", "tab", "br"}):
        yield text


def _of_slides(parts: _Parts) -> Iterator[str]:
    for name in parts.numbered("ppt/slides/slide"):
        for _, text in parts.blocks(name, "p", {"t", "br"}):
            yield text


def _of_sheets(parts: _Parts) -> Iterator[str]:
    """Cells in their order, figures to six digits: programs do not write more of them alike."""
    shared, table = [], "xl/sharedStrings.xml"
    if table in parts.names:
        shared = [text for _, text in parts.blocks(table, "si", {"t"})]
    for name in parts.numbered("xl/worksheets/sheet"):
        for told, text in parts.blocks(name, "c", {"v", "t"}):
            kind = told.get("t", "n")
            if kind == "s":
                yield shared[int(text)]
            else:
                yield format(float(text), ".6g") if kind == "n" and text else text


def _of_page(text: str) -> ReportFile:
    """The texts between the tags that begin or end a block, and what its keywords are.

    Not by the library's parser: it takes hours for a page that is malformed on purpose.
    """
    texts: list[str] = []
    pieces: list[str] = []  # of the block that is being read
    keywords, at = [], 0
    while (tag := TAG.search(text, at)) is not None:
        pieces.append(text[at : tag.start()])
        name, at = tag[2].lower(), tag.end()
        if name in BREAKS:
            texts.append(unescape("".join(pieces)))
            pieces.clear()
        elif name == "meta":
            keywords.append(unescape(tag[0]))
        elif name in UNSEEN and not tag[1]:
            end = text.find(f"</{name}", at)
            at = end if end >= 0 else len(text)
    pieces.append(text[at:])
    texts.append(unescape("".join(pieces)))
    return _told("html", "\n".join(keywords), texts)


PACKAGES: Mapping[str, tuple[str, Callable[[_Parts], Iterator[str]]]] = {
    "docx": ("word/document.xml", _of_word),
    "xlsx": ("xl/workbook.xml", _of_sheets),
    "pptx": ("ppt/presentation.xml", _of_slides),
}
