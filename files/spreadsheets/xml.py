"""Walks through the XML of a part, however large, without keeping it."""

from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.parsers.expat import ParserCreate

AT_ONCE = 1 << 16  # bytes

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str, str], None]


def walk(part: IO[bytes], start: Start, end: End) -> Iterator[None]:
    """Call ``start(name, attributes)`` and ``end(name, text)``; give way after every piece.

    Names are without their namespace: transitional and strict files differ in nothing else that
    matters here. ``text`` is what stands in the element after the last one inside it. Raises
    ValueError on a document type, ExpatError.
    """
    said: list[str] = []
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        said.clear()
        start(name.rpartition(" ")[2], attributes)

    def finish(name: str) -> None:
        end(name.rpartition(" ")[2], "".join(said))
        said.clear()

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = said.append
    parser.StartDoctypeDeclHandler = _refuse
    while piece := part.read(AT_ONCE):
        parser.Parse(piece, False)
        yield
    parser.Parse(b"", True)
    yield


def _refuse(*_: object) -> None:
    raise ValueError("DOCTYPE")
