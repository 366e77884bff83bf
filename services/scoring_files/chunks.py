"""What every kind of file is read into and written from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from i18n import Text
from services.scoring_files.faults import Fault, worded

TEXTS = pa.dictionary(pa.int32(), pa.string())
ROWS_AT_ONCE = 32_768
DIFFERENT = ("respondent", "total", "low", "high")  # columns of scores with few equal values
MOST_COLUMNS = 2_000  # of a table of answers


@dataclass(frozen=True)
class Chunk:
    """Rows of a file: their numbers in it, and each column as a dictionary array of texts.

    ``faults`` are rows in between and columns that could not be read; ``done`` is the share of
    the file that is behind it, None where the file does not tell how long it is.
    """

    rows: NDArray[np.int64]
    columns: tuple[pa.DictionaryArray, ...]
    faults: tuple[Fault, ...] = ()
    done: float | None = None


class Unreadable(Exception):
    """The file is not what its name says; ``fault`` says why."""

    def __init__(self, key: str, row: int = 0, **params: Any) -> None:
        self.fault = Fault(row, "", "", worded(key, **params))
        super().__init__(key)


class TableReader(Protocol):
    """A file with a header, not empty. Everything raises Unreadable."""

    def __init__(self, path: Path) -> None: ...

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What was made out from the content and could have been otherwise; asked at the end."""
        ...

    def header(self) -> tuple[str, ...]:
        """The names of the columns, as they stand there."""
        ...

    def chunks(self) -> Iterator[Chunk]:
        """The rows in order; how they are numbered is how the file's own program shows them."""
        ...


class TableWriter(Protocol):
    """A table in the making, with the columns of ``schema``; complete once it is left."""

    schema: pa.Schema

    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *exc: object) -> None: ...

    def write(self, batch: pa.RecordBatch) -> None:
        """Append rows."""
        ...
