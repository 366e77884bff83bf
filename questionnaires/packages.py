"""Looks into an Office file that anybody may have made, before anything opens it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal
from zipfile import BadZipFile, ZipFile

LARGEST = 5_000_000  # bytes of the file
LARGEST_UNPACKED = 60_000_000
_RUNS = ("vbaProject", "externalLinks/", "/macrosheets/", "activeX/", "/embeddings/")


@dataclass(frozen=True)
class Fault:
    """What keeps a file from being opened at all; ``params`` say more.

    ``damaged``: no such file (``why``); ``large``: more than ``largest`` bytes, packed or not;
    ``runs``: the part ``name`` could run or holds another file.
    """

    kind: Literal["damaged", "large", "runs"]
    params: Mapping[str, Any]


def faults(content: bytes) -> Iterator[Fault]:
    """Each fault of the package ``content``; nothing of it is unpacked."""
    if len(content) > LARGEST:
        yield Fault("large", {"largest": LARGEST})
        return
    try:
        with ZipFile(BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            runs = [name for name in parts.namelist() if any(each in name for each in _RUNS)]
    except BadZipFile as why:
        yield Fault("damaged", {"why": str(why)})
        return
    if unpacked > LARGEST_UNPACKED:
        yield Fault("large", {"largest": LARGEST_UNPACKED})
    for name in runs[:1]:
        yield Fault("runs", {"name": name})
