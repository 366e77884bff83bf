"""Writing tables that Arrow itself knows how to write."""

from typing import Any, BinaryIO, ClassVar, Self

import pyarrow as pa


class BatchWriter:
    """A table in the making; ``opens`` makes Arrow's own writer of a file and a schema."""

    opens: "ClassVar[staticmethod[[BinaryIO, Any], Any]]"

    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        self.schema = schema
        self._writer = type(self).opens(file, schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._writer.close()

    def write(self, batch: pa.RecordBatch) -> None:
        """Append rows."""
        self._writer.write_batch(batch)
