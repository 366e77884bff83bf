"""From a workbook to the files of an edition; what is wrong is told by sheet and cell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import yaml

from files import strict_yaml
from files.problems import InvalidFiles, Problem, in_order
from files.strict_yaml import Path_, YamlDocument
from questionnaires.draft import ENGLISH, HEAD
from questionnaires.reading import problems_of, read_questionnaire
from questionnaires.workbooks import WorkbookRow
from services.authoring.layout import SHEETS, KeyColumn
from services.authoring.workbook import Rows, read_rows

LONGEST_LINE = 2**20  # a text stays on its line
Places = dict[Path_, int | str]


def import_workbook(file: Path, folder: Path) -> tuple[Problem, ...]:
    """Write the edition that the workbook ``file`` holds into ``folder``, which must not exist.

    The problems that are left are those of an unfinished questionnaire, by sheet and cell. Raises
    InvalidFiles (then nothing is written) where it cannot be used, FileExistsError, OSError.
    """
    if folder.exists():
        raise FileExistsError(folder)
    rows, problems = read_rows(file)
    if problems:
        raise InvalidFiles(problems)
    documents, problems = Assembly(file, folder).documents(rows)
    if problems:
        raise InvalidFiles(problems)

    def read(wanted: Path) -> tuple[YamlDocument, list[Problem]]:
        if wanted.parent.resolve() not in (folder.resolve(), (folder / ENGLISH).parent.resolve()):
            return strict_yaml.read(wanted)  # of a pool
        if wanted not in documents:
            raise FileNotFoundError(wanted)
        return documents[wanted], []

    try:
        read_questionnaire(folder, read)
    except InvalidFiles as invalid:
        raise InvalidFiles(_in_the_book(file, invalid.problems)) from None
    left = _in_the_book(file, problems_of(folder, read))
    _write(folder, documents)
    return tuple(problem for problem in left if problem.code not in ("Q091", "Q092"))


def _in_the_book(file: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return in_order(replace(problem, file=file) for problem in problems)


def _write(folder: Path, documents: Mapping[Path, YamlDocument]) -> None:
    """All files or none: they are written beside and then moved."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for path, document in documents.items():
            target = beside / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = yaml.safe_dump(
                document.data, allow_unicode=True, sort_keys=False, width=LONGEST_LINE
            )
            target.write_text(text, "utf-8")
        beside.chmod(0o755)
        beside.rename(folder)
    except BaseException:
        rmtree(beside)
        raise


class Assembly:
    """Puts the rows together to the documents that the files would be."""

    def __init__(self, file: Path, folder: Path) -> None:
        self.file = file
        self.folder = folder
        self.problems: list[Problem] = []
        self.english: dict[str, Any] = {}
        self.english_places: Places = {(): "questionnaire!A1"}

    def documents(self, rows: Rows) -> tuple[dict[Path, YamlDocument], list[Problem]]:
        """The documents by the paths they will have, and what is wrong with single cells."""
        head, places = self._head(rows)
        parts = self._dimensions(rows)
        found = {self.folder / HEAD: YamlDocument(self.folder / HEAD, head, places)}
        for name, (data, lines) in parts.items():
            file = self.folder / f"{name}.yaml"
            found[file] = YamlDocument(file, data, lines)
        if self.english:
            file = self.folder / ENGLISH
            found[file] = YamlDocument(file, self.english, self.english_places)
        return found, self.problems

    def _head(self, rows: Rows) -> tuple[dict[str, Any], Places]:
        places: Places = {(): "questionnaire!A1"}
        (row,) = rows["questionnaire"]
        head = self._values(row, SHEETS["questionnaire"], places, ())
        self._translate(row, ("title", "about"), ("questionnaire",))
        routing = {}
        for row in rows["routing"]:
            values = self._values(row, SHEETS["routing"], {}, ())
            name = str(values.get("name", ""))
            if name in routing:
                self._report(row, "name", "W010", name=name)
            routing[name] = values.get("condition")
            places["routing", name] = row.at("condition")
        if routing:
            head["routing"] = routing
        for key, named, said in (("pages", "id", "title"), ("provenance", "part", "source")):
            entries: list[dict[str, Any]] = []
            for row in rows[key]:
                values = self._values(row, SHEETS[key], places, (key, len(entries)))
                if f"{said} (en)" in row.values:
                    path = (key, str(values.get(named, "")))
                    self._put(path, row.values[f"{said} (en)"], row.at(f"{said} (en)"))
                entries.append(values)
            places[key,] = f"{key}!A1"
            head[key] = entries
        return _tuples(head), places

    def _dimensions(self, rows: Rows) -> dict[str, tuple[dict[str, Any], Places]]:
        found: dict[str, tuple[dict[str, Any], Places]] = {}
        for row in rows["dimensions"]:
            places: Places = {(): row.at("id"), ("items",): "items!A1"}
            data = self._values(row, SHEETS["dimensions"], places, ())
            id = str(data.get("id", ""))
            if id in found:
                self._report(row, "id", "W010", name=id)
            self._translate(row, ("title", "about"), ("dimensions", id))
            found[id] = (data | {"items": []}, places)
        self._items(rows, found)
        return {id: (_tuples(data), places) for id, (data, places) in found.items()}

    def _items(self, rows: Rows, found: dict[str, tuple[dict[str, Any], Places]]) -> None:
        of_item = defaultdict(list)
        for sheet in ("options", "bands"):
            for row in rows[sheet]:
                of_item[sheet, str(row.values.get("item", ""))].append(row)
        for row in rows["items"]:
            dimension = str(row.values.get("dimension", ""))
            if dimension not in found:
                self._report(row, "dimension", "W011", name=dimension, known=", ".join(found))
                continue
            data, places = found[dimension]
            at: Path_ = ("items", len(data["items"]))
            item = self._values(row, SHEETS["items"], places, at)
            item.pop("dimension")
            id = str(item.get("id", ""))
            self._translate(row, _english_keys(SHEETS["items"]), ("items", id))
            for sheet in ("options", "bands"):
                parts = of_item.pop((sheet, id), [])
                if parts:
                    item[sheet] = self._parts(parts, sheet, places, (*at, sheet), id)
            data["items"].append(item)
        for (_sheet, name), lost in of_item.items():
            for row in lost:
                self._report(row, "item", "W012", name=name)

    def _parts(
        self, rows: list[WorkbookRow], sheet: str, places: Places, at: Path_, item: str
    ) -> list[dict[str, Any]]:
        """The options or bands of one item, with their English."""
        parts: list[dict[str, Any]] = []
        for row in rows:
            values = self._values(row, SHEETS[sheet], places, (*at, len(parts)))
            values.pop("item", None)
            if "says (en)" in row.values:
                said, place = row.values["says (en)"], row.at("says (en)")
                if sheet == "options":
                    self._put(("items", item, "options", str(values.get("id", ""))), said, place)
                else:
                    known = self.english.setdefault("items", {}).setdefault(item, {})
                    known["bands"] = (*known.get("bands", ()), str(said))
                    self.english_places["items", item, "bands", len(parts)] = place
            parts.append(values)
        return parts

    def _values(
        self, row: WorkbookRow, columns: tuple[KeyColumn, ...], places: Places, at: Path_
    ) -> dict[str, Any]:
        """What the row says of each key, each key's cell in ``places`` below ``at``."""
        values = {}
        for length in range(len(at) + 1):  # a problem of what is not there is told at what is
            places.setdefault(at[:length], row.at(columns[0].key))
        for column in columns:
            if column.key not in row.values:
                continue
            raw = row.values[column.key]
            places[*at, column.key] = row.at(column.key)
            values[column.key] = self._value(column, raw, row)
        return values

    def _value(self, column: KeyColumn, raw: Any, row: WorkbookRow) -> Any:
        if column.holds == "nested":
            nested, problems = strict_yaml.value(self.file, row.at(column.key), str(raw))
            self.problems += problems
            return nested
        return raw

    def _translate(self, row: WorkbookRow, keys: Iterable[str], at: Path_) -> None:
        for key in keys:
            if f"{key} (en)" in row.values:
                self._put((*at, key), row.values[f"{key} (en)"], row.at(f"{key} (en)"))

    def _put(self, path: Path_, said: Any, place: str) -> None:
        """One English text, at its place in the translation."""
        node = self.english
        for step in path[:-1]:
            node = node.setdefault(str(step), {})
        node[str(path[-1])] = str(said)
        for length in range(len(path)):
            self.english_places.setdefault(path[:length], place)
        self.english_places[path] = place

    def _report(self, row: WorkbookRow, title: str, code: str, **params: Any) -> None:
        self.problems.append(Problem(self.file, row.at(title), code, params))


def _english_keys(columns: Iterable[KeyColumn]) -> tuple[str, ...]:
    return tuple(column.key for column in columns if column.english)


def _tuples(node: Any) -> Any:
    """Lists as tuples, as the reader of files gives them."""
    if isinstance(node, dict):
        return {key: _tuples(each) for key, each in node.items()}
    return tuple(_tuples(each) for each in node) if isinstance(node, list | tuple) else node
