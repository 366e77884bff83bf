"""Parquet: columns of texts, numbers, truth values or categories."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from services.scoring_files.chunks import ROWS_AT_ONCE, Chunk, Unreadable


class ParquetReader:
    """Rows are counted from 1; there is no header among them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        with self._open() as file:
            return tuple(file.schema_arrow.names)

    def chunks(self) -> Iterator[Chunk]:
        """All rows."""
        row = 1
        with self._open() as file:
            for batch in file.iter_batches(ROWS_AT_ONCE):
                rows = np.arange(row, row + batch.num_rows)
                row += batch.num_rows
                yield Chunk(rows, tuple(map(_texts, batch.columns)))

    def _open(self) -> pyarrow.parquet.ParquetFile:
        try:
            return pyarrow.parquet.ParquetFile(self.path)
        except pa.ArrowInvalid as error:
            raise Unreadable("not_parquet", why=str(error)) from None


def _texts(array: pa.Array) -> pa.DictionaryArray:
    """Any column as texts: a whole number loses its decimal point, a null is nothing."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_nested(array.type):
        array = pa.array([_text(value) for value in array.to_pylist()], pa.string())
    encoded = array.dictionary_encode(null_encoding="encode")
    words = [_text(value) for value in encoded.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(encoded.indices, pa.array(words, pa.string()))


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):  # the ticks of a multi item
        return ";".join(map(str, value))
    return "" if value is None else str(value)


class ParquetWriter:
    """One row group a chunk."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.schema = schema
        self.file = pyarrow.parquet.ParquetWriter(path, schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.file.close()

    def write(self, batch: pa.RecordBatch) -> None:
        """Append rows."""
        self.file.write_batch(batch)
