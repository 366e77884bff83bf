"""Opens a workbook: its sheets by name, which of them one sees, and their rows."""

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS

from files.packages import Bounds, UnfitFile, opened
from files.spreadsheets.cells import Maker
from files.spreadsheets.sheets import MOST_COLUMNS, MOST_ROWS, Row, rows_of
from files.spreadsheets.xml import walk

LARGEST_PART = 8_000_000  # bytes of the list of sheets, of the styles
LONGEST_FORMAT = 255  # characters, as spreadsheets have it
# Built in for Chinese, and nowhere written down in the file.
_YEAR, _MONTH, _TIME = 'yyyy"年"m"月"', 'm"月"d"日"', 'h"时"mm"分"'
CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH),
    **dict.fromkeys((30,), "m-d-yy"),
    **dict.fromkeys((31,), 'yyyy"年"m"月"d"日"'),
    **dict.fromkeys((32, 34, 35, 55, 56), _TIME),
    **dict.fromkeys((33,), 'h"时"mm"分"ss"秒"'),
}


@dataclass(frozen=True)
class Worksheet:
    """A sheet of cells; ``part`` is where its rows stand in the file."""

    name: str
    hidden: bool
    part: str


class Workbook:
    """An open workbook."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        (main,) = (path for kind, path in self._related("").values() if kind == "officeDocument")
        self._main = main
        root, related = self._root(main), self._related(main)
        self.sheets = tuple(_sheets(root, related))
        if not self.sheets:
            raise UnfitFile("damaged", why="0 sheets")
        paths = dict(related.values())
        strings = list(self._strings(paths.get("sharedStrings", "")))
        settings = root.find("{*}workbookPr")
        mac = settings is not None and settings.get("date1904") in ("1", "true")
        self._maker = Maker(strings, self._formats(paths.get("styles", "")), mac=mac)

    def rows(
        self, sheet: Worksheet, rows: int = MOST_ROWS, columns: int = MOST_COLUMNS
    ) -> Iterator[Row]:
        """The filled rows of the sheet. Raises TooLarge beyond the bounds."""
        with self._package.open(sheet.part) as part:
            yield from rows_of(part, self._maker, rows, columns)

    def _root(self, part: str) -> Any:
        if self._package.getinfo(part).file_size > LARGEST_PART:
            raise UnfitFile("large", largest=LARGEST_PART)
        return fromstring(self._package.read(part), forbid_dtd=True)

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: its kind and its path, by id."""
        folder, name = posixpath.split(part)
        relations = self._root(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
            )
            for each in relations
        }

    def _strings(self, part: str) -> Iterator[str]:
        if part not in self._package.namelist():
            return
        reading = _Strings()
        with self._package.open(part) as file:
            for _ in walk(file, reading.start, reading.end):
                yield from reading.done
                reading.done.clear()

    def _formats(self, part: str) -> list[str]:
        """The number format of every style of a cell."""
        if part not in self._package.namelist():
            return []
        root = self._root(part)
        own = {
            int(each.get("numFmtId")): each.get("formatCode", "General")
            for each in root.iterfind("{*}numFmts/{*}numFmt")
        }
        if max(map(len, own.values()), default=0) > LONGEST_FORMAT:
            raise ValueError(f"formatCode > {LONGEST_FORMAT}")
        known = {**BUILTIN_FORMATS, **CHINESE_FORMATS, **own}
        styles = root.iterfind("{*}cellXfs/{*}xf")
        return [known.get(int(each.get("numFmtId") or 0), "General") for each in styles]


class _Strings:
    """The texts that cells share, without how they are spoken."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._said = ""
        self._aside = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._said = ""
        self._aside = self._aside or name == "rPh"

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self._aside:
            self._said += text
        elif name == "rPh":
            self._aside = False
        elif name == "si":
            self.done.append(self._said)


def _sheets(root: Any, related: Mapping[str, tuple[str, str]]) -> Iterator[Worksheet]:
    for each in root.iterfind("{*}sheets/{*}sheet"):
        id = next(value for name, value in each.items() if name.endswith("}id"))
        kind, part = related[id]
        if kind == "worksheet":  # no chart that fills a sheet
            hidden = each.get("state", "visible") != "visible"
            yield Worksheet(each.get("name", ""), hidden, part)


@contextmanager
def open_book(source: IO[bytes], bounds: Bounds) -> Iterator[Workbook]:
    """The workbook ``source``. Raises UnfitFile, at once or while rows are read."""
    with opened(source, bounds) as package:
        yield Workbook(package)
