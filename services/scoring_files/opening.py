"""Which files can be read and written, and a target that is replaced whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR, ENOTDIR
from pathlib import Path
from typing import BinaryIO

from services.scoring_files.arrow_files import ArrowReader, ArrowWriter
from services.scoring_files.chunks import TableReader, TableWriter, Unreadable
from services.scoring_files.csv_files import CsvReader, CsvWriter
from services.scoring_files.parquet_files import ParquetReader, ParquetWriter
from services.scoring_files.workbooks import WorkbookReader, WorkbookWriter

FORMATS: dict[str, tuple[type[TableReader], type[TableWriter]]] = {
    ".csv": (CsvReader, CsvWriter),
    ".parquet": (ParquetReader, ParquetWriter),
    ".arrow": (ArrowReader, ArrowWriter),
    ".feather": (ArrowReader, ArrowWriter),
    ".xlsx": (WorkbookReader, WorkbookWriter),
}


class UnknownFormat(ValueError):
    """The file's extension is none of ``FORMATS``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known = tuple(FORMATS)
        super().__init__(f"{path}: {', '.join(self.known)}")


class SameFile(ValueError):
    """The scores would take the place of the answers."""


def check_target(target: Path, source: Path) -> None:
    """Whether scores can go there, asked early. Raises UnknownFormat, SameFile, OSError."""
    _format(target)
    if not target.parent.is_dir():
        target.parent.stat()
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(target.parent))
    if target.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(target))
    if target.exists() and target.samefile(source):
        raise SameFile(target)


def reader_of(path: Path) -> TableReader:
    """The file, ready to be read. Raises UnknownFormat, OSError, and Unreadable if it is empty."""
    reader, _ = _format(path)
    with path.open("rb") as file:
        if not file.read(1):
            raise Unreadable("empty")
    return reader(path)


def writer_of(path: Path) -> type[TableWriter]:
    """What writes such a file. Raises UnknownFormat."""
    return _format(path)[1]


def _format(path: Path) -> tuple[type[TableReader], type[TableWriter]]:
    if path.suffix.lower() not in FORMATS:
        raise UnknownFormat(path)
    return FORMATS[path.suffix.lower()]


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A file beside ``target`` that takes its place once all has gone well.

    Raises OSError under the name of the target.
    """
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        if error.filename in {None, str(unfinished)}:
            error.filename = str(target)  # the name that the caller knows
        raise
    finally:
        unfinished.unlink(missing_ok=True)
