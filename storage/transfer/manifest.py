"""What a backup says of itself: its last member, ``manifest.json``."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

HEAD = re.compile("([0-9]+:[0-9a-f]{64})?")
SHA256 = r"^[0-9a-f]{64}$"
EvidenceName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}/[0-9a-f]{64}$")]


class BackupTable(BaseModel):
    """A table: its rows, their digest in whatever order, and its file of lines."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int = Field(ge=0)
    digest: str = Field(pattern=SHA256)
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern=SHA256)


class BackupManifest(BaseModel):
    """Which version wrote the backup, of which structure, and everything that is in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["shuzhen-backup-1"]
    program: str
    revision: str
    made_at: datetime
    tables: Mapping[str, BackupTable]
    head: str = Field("", pattern=f"^{HEAD.pattern}$")  # of the audit trail: number:digest
    evidence: Mapping[EvidenceName, int]  # owner/SHA-256 -> bytes

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(table.rows for table in self.tables.values())
