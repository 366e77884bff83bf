"""Parquet: columns of texts, numbers, truth values, categories or lists of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet

from i18n import Text
from services.scoring_files.arrays import chunk_of, is_text, pieces
from services.scoring_files.batches import BatchWriter
from services.scoring_files.bounds import check
from services.scoring_files.chunks import DIFFERENT, ROWS_AT_ONCE, Chunk, Unreadable
from services.scoring_files.lexicons import Lexicon

LENGTH = 4  # bytes of the length before each text
BUFFER = 1 << 16  # bytes a column is read ahead, whatever the size of a row group


class ParquetReader:
    """Rows are counted from 1; there is no header among them."""

    remarks: tuple[Text, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path

    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        with _parquet(), pyarrow.parquet.ParquetFile(self.path) as file:
            told = file.metadata
            groups = (told.row_group(place) for place in range(told.num_row_groups))
            expanded = sum(group.total_byte_size for group in groups)
            names = tuple(file.schema_arrow.names)
            check(self.path.stat().st_size, told.num_rows, len(names), expanded)
            return names

    def chunks(self) -> Iterator[Chunk]:
        """All rows."""
        row = 1
        schema, words = self._columns()
        lexicons = [Lexicon() for _ in schema]
        with (
            _parquet(),
            pyarrow.parquet.ParquetFile(
                self.path, read_dictionary=words, buffer_size=BUFFER
            ) as file,
        ):
            for group in range(file.num_row_groups):  # over all at once, each would be kept
                rows = file.metadata.row_group(group).num_rows
                evenly = -(-rows // max(1, -(-rows // ROWS_AT_ONCE)))  # no small rest at the end
                for batch in file.iter_batches(max(1, evenly), row_groups=[group]):
                    for piece in pieces(batch):
                        behind = row - 1 + piece.num_rows
                        yield chunk_of(piece, lexicons, row, behind / file.metadata.num_rows)
                        row += piece.num_rows

    def _columns(self) -> tuple[pa.Schema, list[str]]:
        """What the columns hold, and those of texts that are stored as places in a dictionary.

        A text stored as it is takes the four bytes of its length at least.
        """
        with _parquet(), pyarrow.parquet.ParquetFile(self.path) as file:
            told, schema = file.metadata, file.schema_arrow
            sizes: dict[str, int] = {}
            for group in range(told.num_row_groups):
                for place in range(told.num_columns):
                    column = told.row_group(group).column(place)
                    name, size = column.path_in_schema, column.total_uncompressed_size
                    sizes[name] = sizes.get(name, 0) + size
            few = LENGTH * told.num_rows
            texts = [field.name for field in schema if is_text(field.type)]
            return schema, [name for name in texts if sizes.get(name, few) < few]


@contextmanager
def _parquet() -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise Unreadable("not_parquet", why=str(error)) from None


def _writer(file: BinaryIO, schema: pa.Schema) -> Any:
    few = [name for name in schema.names if name not in DIFFERENT]
    return pyarrow.parquet.ParquetWriter(file, schema, use_dictionary=few)


class ParquetWriter(BatchWriter):
    """One row group a batch; values once where there are few, as of the scores of a node."""

    opens = staticmethod(_writer)
