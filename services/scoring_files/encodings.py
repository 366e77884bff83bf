"""How the texts of a CSV file are encoded: UTF-8, UTF-16 with its mark, or GB18030."""

import codecs
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from services.scoring_files.chunks import Unreadable

UTF8, UTF16, GB18030 = "utf-8", "utf-16", "gb18030"
UTF16_BEGINS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BYTES_AT_ONCE = 1 << 20
# What other encodings would make of it: common Chinese of Taiwan, Japanese syllables, and Western
# words with one accented letter inside.
BIG5_COMMON = re.compile("[\u4e00-\u9fff]")
KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa]")
ACCENTED = re.compile(rb"(?<=[A-Za-z])[\xc0-\xff][a-z]")
# GB 2312 has both as other characters than Unicode's own table says.
ALIKE = str.maketrans({"·": "・", "—": "―"})


def encoding_of(path: Path) -> str:
    """``UTF8``, ``UTF16`` or ``GB18030``; the whole file is read.

    Decoding it strictly decides; Chinese of the mainland that is not UTF-8 is GB18030. Raises
    Unreadable, naming the first row, where another encoding decodes it as strictly and to more
    common characters.
    """
    with path.open("rb") as file:
        start = file.read(BYTES_AT_ONCE)
    if start.startswith(UTF16_BEGINS):
        if _decodes(path, UTF16):
            return UTF16
        raise Unreadable("utf16")
    if 4 * start.count(0) > len(start):
        raise Unreadable("utf16")
    if _decodes(path, UTF8):
        return UTF8
    if not _decodes(path, GB18030) or _is_another(path):
        raise Unreadable("not_utf8", _first_stray_line(path))
    return GB18030


def _is_another(path: Path) -> bool:
    """Whether another encoding explains the letters that are not ASCII better than GB18030."""
    letters = everyday = kana = 0
    for text in _decoded(path, GB18030):
        plain = len(text.encode("ascii", "ignore"))
        letters += len(text) - plain
        common = text.translate(ALIKE).encode("gb2312", "ignore")
        everyday += (len(common) - plain) // 2
        kana += len(KANA.findall(text))
    share = everyday / letters
    accented = sum(len(ACCENTED.findall(block)) for block in _blocks(path))
    return (
        2 * kana > letters
        or accented > share * letters
        or _share(path, "big5", _is_common_in_big5) > share
        or _share(path, "shift_jis", lambda text: len(KANA.findall(text))) > share
    )


def _share(path: Path, encoding: str, common: Callable[[str], int]) -> float:
    """How many of the letters are common ones in another encoding; 0 where it does not decode."""
    letters = found = 0
    try:
        for text in _decoded(path, encoding):
            letters += len(text) - len(text.encode("ascii", "ignore"))
            found += common(text)
    except UnicodeDecodeError:
        return 0
    return found / letters


def _is_common_in_big5(text: str) -> int:
    """The characters of its first level, which it orders by how common they are."""
    pairs = (letter.encode("big5", "ignore") for letter in BIG5_COMMON.findall(text))
    return sum(b"\xa4" <= pair[:1] <= b"\xc6" for pair in pairs)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        for _ in _decoded(path, encoding):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    """The texts of the file, block by block."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for block in _blocks(path):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BYTES_AT_ONCE):
            yield block


def _first_stray_line(path: Path) -> int:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 0
