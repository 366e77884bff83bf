"""Arrow: an IPC file (.arrow, Feather) or an IPC stream, told by how it begins."""

import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.ipc

from i18n import Text
from services.scoring_files.arrays import chunk_of, pieces
from services.scoring_files.batches import BatchWriter
from services.scoring_files.bounds import check, claims
from services.scoring_files.chunks import Chunk, Unreadable
from services.scoring_files.lexicons import Lexicon

FILE_BEGINS = b"ARROW1"


class ArrowReader:
    """Rows are counted from 1; the file is mapped, so a batch may be larger than memory.

    A compressed batch is taken apart in memory as a whole.
    """

    remarks: tuple[Text, ...] = ()

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        with _arrow():
            names = tuple(self._open()[1].schema.names)
            claimed = claims(pa.py_buffer(self._map), is_file=self._is_file)
            rows, expanded = (sum(each) for each in zip((0, 0), *claimed, strict=True))
            check(len(self._map), rows, len(names), expanded)
            return names

    def chunks(self) -> Iterator[Chunk]:
        """All rows."""
        row = 1
        with _arrow():
            source, file = self._open()
            lexicons = [Lexicon() for _ in file.schema]
            for batch, done in self._batches(source, file):
                for piece in pieces(batch):
                    yield chunk_of(piece, lexicons, row, done)
                    row += piece.num_rows
                    self._let_go()

    def _open(self) -> tuple[pa.BufferReader, Any]:
        source = pa.BufferReader(pa.py_buffer(self._map))
        opens = pyarrow.ipc.open_file if self._is_file else pyarrow.ipc.open_stream
        return source, opens(source)

    @property
    def _is_file(self) -> bool:
        return self._map[: len(FILE_BEGINS)] == FILE_BEGINS

    def _batches(
        self, source: pa.BufferReader, file: Any
    ) -> Iterator[tuple[pa.RecordBatch, float]]:
        """Every batch, and the share of the file up to its end."""
        if isinstance(file, pyarrow.ipc.RecordBatchFileReader):
            for place in range(file.num_record_batches):
                yield file.get_batch(place), (place + 1) / file.num_record_batches
        else:
            for batch in file:
                yield batch, source.tell() / len(self._map)

    def _let_go(self) -> None:
        """Pages that were read need not stay in memory; the system has them still."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)


@contextmanager
def _arrow() -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError, EOFError, UnicodeDecodeError, struct.error) as error:
        raise Unreadable("not_arrow", why=str(error)) from None


class ArrowWriter(BatchWriter):
    """An IPC file without compression: every program can map it."""

    opens = staticmethod(pyarrow.ipc.new_file)
