"""Strict YAML: what stands there is what is read, and every value knows its line.

Only ``true``/``false`` are booleans, only plain decimals are numbers, keys are texts, dates stay
texts; so an answer ``No`` or ``否`` or ``on`` stays a text. Whatever can surprise (aliases, merge
keys, tags, duplicate keys) is refused.
"""

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from files.problems import MOST_PROBLEMS, Problem
from i18n import Text, text_of

LARGEST = 262_144  # bytes of a file
DEEPEST = 24  # levels of nesting

Path_ = tuple[str | int, ...]

# What no text of ours may hold: it would break other files, or show other words than it has.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
# What the parser says, by what it means to the one who wrote the file.
_REASONS = {
    "unexpected end of stream": "unclosed",
    "did not find expected ',' or": "bracket",
    "mapping values are not allowed": "colon",
    "could not find expected ':'": "no_colon",
    "did not find expected key": "indent",
    "did not find expected '-' indicator": "indent",
    "block sequence entries are not allowed": "indent",
    "cannot start any token": "token",
    "tab character": "tab",
    "unknown escape character": "escape",
    "control characters are not allowed": "control",
    "special characters are not allowed": "control",
}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where it was built


@dataclass(frozen=True)
class YamlDocument:
    """A YAML file as data: dicts with text keys, tuples, texts, numbers, booleans, None."""

    file: Path
    data: Any  # a dict; None where the file is unusable as a whole
    lines: Mapping[Path_, int | str]  # the path of every node to its 1-based line, or its cell
    holes: frozenset[Path_] = frozenset()  # nodes that were refused; None stands there

    def line(self, *path: str | int) -> int | str:
        """The line of the node at ``path``; what is not there counts as its nearest ancestor.

        A path element that names no child is passed over, so that the location of an error in
        a union (which pydantic spells with an element more) still finds its line.
        """
        here: Path_ = ()
        for step in path:
            if (*here, step) in self.lines:
                here = (*here, step)
        return self.lines[here]

    def has_hole(self, path: Path_) -> bool:
        """Whether the node at ``path``, or something below it, was refused on reading."""
        return any(hole[: len(path)] == path for hole in self.holes)

    def problem(self, code: str, *path: str | int, **params: Any) -> Problem:
        """A problem of this file at the line of ``path``."""
        return Problem(self.file, self.line(*path), code, params)


def read(file: Path) -> tuple[YamlDocument, list[Problem]]:
    """The document in ``file`` and every problem of its form (then parts of it may be missing).

    Raises OSError where there is no such file.
    """
    unusable = YamlDocument(file, None, {(): 1})
    found = file.stat()
    if not stat.S_ISREG(found.st_mode):  # a folder, a pipe, a device: reading might never end
        return unusable, [Problem(file, 1, "Y012")]
    if found.st_size > LARGEST:
        return unusable, [Problem(file, 1, "Y002", {"largest": LARGEST, "size": found.st_size})]
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return unusable, [Problem(file, line, "Y001", {"byte": f"0x{raw[error.start]:02x}"})]
    data, composer = _composed(file, text)
    if data is _NOTHING:
        return unusable, composer.problems
    if not isinstance(data, dict):
        composer.problems.append(Problem(file, 1, "Y010"))
        return unusable, composer.problems
    return YamlDocument(file, data, composer.lines, frozenset(composer.holes)), composer.problems


def value(file: Path, place: str, text: str) -> tuple[Any, list[Problem]]:
    """The value that one cell of ``file`` holds in the form of YAML; problems are at ``place``.

    None where the text cannot be read to its end.
    """
    data, composer = _composed(file, text)
    problems = [replace(problem, line=place) for problem in composer.problems]
    return (None if data is _NOTHING else data), problems


_NOTHING = object()


def _composed(file: Path, text: str) -> tuple[Any, "_Composer"]:
    """The data of ``text``, or _NOTHING where it stops before its end; the problems either way."""
    composer = _Composer(file)
    try:
        return composer.document(yaml.parse(text, Loader=_Loader)), composer
    except _TooDeepError:
        pass
    except yaml.YAMLError as error:
        composer.problems.append(_stopped(file, text, error))
    return _NOTHING, composer


class _TooDeepError(Exception):
    """Reading on would take time that an attacker chooses."""


class _Composer:
    """Builds the data from YAML's events; keeps lines and problems on the way."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.lines: dict[Path_, int] = {(): 1}
        self.problems: list[Problem] = []
        self.holes: set[Path_] = set()

    def document(self, events: Iterator[Any]) -> Any:
        """The data of the first document; a second one is a problem."""
        data, seen = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    self._report(event, "Y008")
                    break
                data = self._node(next(events), events, ())
        return data

    def _node(self, event: Any, events: Iterator[Any], path: Path_) -> Any:
        self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent):
            self._report(event, "Y005", name=event.anchor)
            self.holes.add(path)
            return None
        if event.anchor:
            self._report(event, "Y005", name=event.anchor)
        if event.tag:
            self._report(event, "Y007", tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            if (unseen := _UNSEEN.search(event.value)) is not None:
                self._report(event, "Y013", character=f"U+{ord(unseen[0]):04X}")
                self.holes.add(path)
                return None
            return _scalar(event)
        nested: Any = self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence
        if len(path) == DEEPEST:
            self._report(event, "Y009", deepest=DEEPEST)
            raise _TooDeepError
        return nested(events, path)

    def _sequence(self, events: Iterator[Any], path: Path_) -> tuple[Any, ...]:
        entries: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            entries.append(self._node(event, events, (*path, len(entries))))
        return tuple(entries)

    def _mapping(self, events: Iterator[Any], path: Path_) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = event.value if isinstance(event, yaml.ScalarEvent) else None
            if key is None:
                self._report(event, "Y011")
                if isinstance(event, yaml.CollectionStartEvent):
                    _skip(events)
            elif (unseen := _UNSEEN.search(key)) is not None:
                self._report(event, "Y013", character=f"U+{ord(unseen[0]):04X}")
            elif key == "<<" and not event.style:
                self._report(event, "Y006")
            elif key in entries:
                self._report(event, "Y004", key=key, first=self.lines[*path, key])
            else:
                self.lines[*path, key] = event.start_mark.line + 1
                entries[key] = self._node(next(events), events, (*path, key))
                continue
            self._node(next(events), events, (*path, ""))  # read over, for the problems inside
        return entries

    def _report(self, event: Any, code: str, **params: Any) -> None:
        if len(self.problems) > MOST_PROBLEMS:
            return
        if len(self.problems) == MOST_PROBLEMS:
            code, params = "Y014", {"most": MOST_PROBLEMS}
        self.problems.append(Problem(self.file, event.start_mark.line + 1, code, params))


def _stopped(file: Path, text: str, error: Any) -> Problem:
    """Where and why reading stopped, in the reader's words where the parser's are known."""
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    key = next((key for words, key in _REASONS.items() if words in said), None)
    reason = text_of(f"problems.yaml_{key}") if key else Text(zh=said, en=said)
    mark = getattr(error, "problem_mark", None)
    if key == "unclosed":  # noticed at the end of the file, but it begins before
        mark = error.context_mark or mark
    line = mark.line if mark else text.count("\n", 0, getattr(error, "position", None) or 0)
    return Problem(file, line + 1, "Y003", {"reason": reason})


def _skip(events: Iterator[Any]) -> None:
    """Read over the rest of the collection that has just begun."""
    depth = 1
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)


def _scalar(event: Any) -> Any:
    text = event.value
    if event.style:  # quoted or block: always a text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text
