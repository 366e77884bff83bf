"""How much a columnar file claims to hold, known from its headers before anything is unpacked."""

import struct
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.ipc

from services.scoring_files.chunks import Unreadable

# Different answer sheets take room: each has a respondent of its own, so that a real table stays
# far below both. What is small anyway is read in a second, whatever it claims.
CELLS_A_BYTE, FEW_CELLS = 200, 10_000_000
TIMES, LITTLE = 100, 64_000_000  # bytes

LONG = 8  # bytes of a long number
FILE_TAIL = 10  # bytes after the footer of an IPC file
# Fields of its tables: of a message, a dictionary, a batch, the footer.
HEADER, DATA = 2, 1
LENGTH, BUFFERS, COMPRESSION = 0, 2, 3
DICTIONARIES, BATCHES = 2, 3


def check(size: int, rows: int, columns: int, expanded: int) -> None:
    """Raises Unreadable where a file of ``size`` bytes cannot be a table of answers."""
    if rows * columns > max(FEW_CELLS, CELLS_A_BYTE * size):
        raise Unreadable("too_many_rows", rows=rows, size=size)
    if expanded > max(LITTLE, TIMES * size):
        raise Unreadable("expands", expanded=expanded, times=TIMES)


def claims(content: pa.Buffer, *, is_file: bool) -> Iterator[tuple[int, int]]:
    """The rows and the unpacked bytes of every batch of an IPC file or stream, not unpacked.

    Raises what Arrow raises on a damaged file, struct.error.
    """
    source = pa.BufferReader(content)
    for message in _in_file(content, source) if is_file else _in_stream(source):
        if message.type in ("record batch", "dictionary"):
            table = _Table(message.metadata, 0).table(HEADER)
            is_rows = message.type == "record batch"
            batch = table if is_rows else table.table(DATA)
            yield batch.long(LENGTH) if is_rows else 0, _unpacked(batch, message.body)


def _in_stream(source: pa.BufferReader) -> Iterator[Any]:
    while True:
        try:
            yield pyarrow.ipc.read_message(source)
        except EOFError:
            return


def _in_file(content: pa.Buffer, source: pa.BufferReader) -> Iterator[Any]:
    """The messages that the footer names: length of the footer and magic word end the file."""
    end = len(content) - FILE_TAIL
    (length,) = struct.unpack_from("<i", content, end)
    footer = _Table(content, end - length)
    for blocks in (DICTIONARIES, BATCHES):
        for place, _, _ in footer.structs(blocks, "<qqq"):
            source.seek(place)
            yield pyarrow.ipc.read_message(source)


def _unpacked(batch: "_Table", body: Any) -> int:
    """The bytes of all buffers; a compressed one begins with its length."""
    if not batch.has(COMPRESSION):
        return len(body)
    total = 0
    for place, length in batch.structs(BUFFERS, "<qq"):
        if length >= LONG:
            (claimed,) = struct.unpack_from("<q", body, place)
            total += length if claimed == -1 else claimed
    return total


class _Table:
    """A table of a flatbuffer: fields by number, each perhaps not there."""

    def __init__(self, buffer: Any, place: int) -> None:
        self._buffer = buffer
        self._place = place + self._at("<I", place)
        self._fields = self._place - self._at("<i", self._place)

    def has(self, field: int) -> bool:
        return self._offset(field) != 0

    def long(self, field: int) -> int:
        return self._at("<q", self._place + self._offset(field)) if self.has(field) else 0

    def table(self, field: int) -> "_Table":
        return _Table(self._buffer, self._place + self._offset(field))

    def structs(self, field: int, format: str) -> Iterator[tuple[int, ...]]:
        """A vector of structs."""
        if self.has(field):
            start = self._place + self._offset(field)
            start += self._at("<I", start)
            size = struct.calcsize(format)
            for number in range(self._at("<I", start)):
                yield struct.unpack_from(format, self._buffer, start + 4 + size * number)

    def _offset(self, field: int) -> int:
        place = 4 + 2 * field
        inside = place < self._at("<H", self._fields)
        return self._at("<H", self._fields + place) if inside else 0

    def _at(self, format: str, place: int) -> int:
        number: int = struct.unpack_from(format, self._buffer, place)[0]
        return number
