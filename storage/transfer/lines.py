"""A row as one line of JSON, alike on every database; and what proves that all are there."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, Table

from storage.columns import UtcTime

SIZE = 256  # bits of a digest


def _plain(value: object) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case bytes() | memoryview():
            return b64encode(value).decode()
    raise TypeError(f"no form for {type(value).__name__}")


line_of: Callable[[Sequence[Any]], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=_plain
).encode


def columns_of(table: Table) -> Sequence[Column[Any]]:
    """The columns in the order of a line: that of names, for databases may have another."""
    return sorted(table.columns, key=lambda column: column.name)


def row_reader(table: Table) -> Callable[[bytes], dict[str, Any]]:
    """What makes a row of ``table`` of its line again. Raises ValueError for any other line."""
    columns = columns_of(table)
    names = [column.name for column in columns]
    special: dict[str, Callable[[str], Any]] = {}
    for column in columns:
        if isinstance(column.type, UtcTime):
            special[column.name] = datetime.fromisoformat
        if isinstance(column.type, LargeBinary):
            special[column.name] = b64decode

    def read(line: bytes) -> dict[str, Any]:
        row: dict[str, Any] = dict(zip(names, json.loads(line), strict=True))
        for name, of in special.items():
            if row[name] is not None:
                row[name] = of(row[name])
        return row

    return read


class Tally:
    """How many lines were seen, and a digest that is the same in whatever order they came."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        """See one more."""
        self.rows += 1
        self._sum += int.from_bytes(hashlib.sha256(line).digest(), "big")

    @property
    def digest(self) -> str:
        """The sum of the lines' SHA-256, in hexadecimal."""
        return f"{self._sum % 2**SIZE:0{SIZE // 4}x}"

    @property
    def seen(self) -> tuple[int, str]:
        """Rows and digest: two tables hold the same where these are equal."""
        return self.rows, self.digest
