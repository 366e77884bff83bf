"""How the texts of a CSV file are encoded: UTF-8, or GB18030 where that is beyond doubt."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from services.scoring_files.chunks import Unreadable

UTF8, GB18030 = "utf-8", "gb18030"
UTF16_BEGINS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BYTES_AT_ONCE = 1 << 20
KANA = re.compile("[\u3041-\u30ff]")
EVERYDAY = 0.9  # share of Chinese characters that are in GB 2312, in whatever is Chinese


def encoding_of(path: Path) -> str:
    """``UTF8`` or ``GB18030``; the whole file is read. Raises Unreadable, naming the first row."""
    with path.open("rb") as file:
        start = file.read(BYTES_AT_ONCE)
    if start.startswith(UTF16_BEGINS) or 4 * start.count(0) > len(start):
        raise Unreadable("utf16")
    try:
        for _ in _decoded(path, UTF8):
            pass
    except UnicodeDecodeError:
        if not _is_chinese(path):
            raise Unreadable("not_utf8", _first_stray_line(path)) from None
        return GB18030
    return UTF8


def _is_chinese(path: Path) -> bool:
    """Whether the file decodes as GB18030, and into Chinese as it is written.

    Big5, Shift-JIS and Latin letters with accents often decode too, but into rare characters.
    """
    letters = everyday = 0
    try:
        for text in _decoded(path, GB18030):
            plain = len(text.encode("ascii", "ignore"))
            letters += len(text) - plain
            everyday += (len(text.encode("gb2312", "ignore")) - plain) // 2
            if KANA.search(text):
                return False
    except UnicodeDecodeError:
        return False
    return everyday >= EVERYDAY * letters


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    """The texts of the file that are not plain ASCII, block by block."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while block := file.read(BYTES_AT_ONCE):
            if block.isascii() and not decoder.getstate()[0]:
                continue
            yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _first_stray_line(path: Path) -> int:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 0
