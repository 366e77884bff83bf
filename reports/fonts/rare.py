"""Make the faces for what the common one lacks: rare hanzi of names and places.

Usage: ``python reports/fonts/rare.py FOLDER`` (needs the dev extra), where FOLDER holds
three Debian packages, each put there by ``apt-get download NAME && dpkg -x NAME_*.deb FOLDER``:

- ``fonts-noto-cjk`` (OFL 1.1): Noto Sans CJK SC, regular and bold; all of its hanzi beyond GBK;
- ``fonts-hanazono`` (OFL 1.1 or its own free licence): HanaMinB, in one weight; what Noto lacks and
  a mainland source of personal names, place names, sciences or modern dictionaries has;
- ``unicode-data`` (Unicode licence): which source has which character (Unihan ``kIRG_GSource``).

The same packages give the same bytes, whenever it runs. Names are changed, as OFL asks of what is
not the original.
"""

import bz2
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from reports.fonts import FOLDER, HANZI, RARE, RARE_MINCHO

NOTO_SC = "Noto Sans CJK SC"
NOTO = "usr/share/fonts/opentype/noto/NotoSansCJK-{weight}.ttc"
HANAZONO = "usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
SOURCES = "usr/share/unicode/Unihan_IRGSources.txt.bz2"
# Whole old dictionaries, dialects, Zhuang and bronze script: 30,000 characters of no living name.
LEFT_OUT = {"GKX", "GHZ", "GHZR", "GZFY", "GZ", "GZJW"}
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
WINDOWS = (3, 1, 0x409)  # platform, encoding and language of a record of the name table
FULL_NAMES = (1, 3, 4, 6, 16)  # records of the name table that hold the family


def make(packages: Path) -> None:
    """Write the three faces into this folder."""
    had = _characters(TTFont(FOLDER / "NotoSansSC-Regular.ttf", lazy=True))
    for weight in ("Regular", "Bold"):
        collection = TTCollection(packages / NOTO.format(weight=weight))
        font = next(each for each in collection if each["name"].getDebugName(1) == NOTO_SC)
        wanted = _characters(font) - had
        _write(font, wanted, RARE, f"{RARE.replace(' ', '')}-{weight}.otf")
    had |= wanted
    hanazono = TTFont(packages / HANAZONO, recalcTimestamp=False)
    wanted = _characters(hanazono) & set(_in_use(packages)) - had
    _write(hanazono, wanted, RARE_MINCHO, f"{RARE_MINCHO.replace(' ', '')}-Regular.ttf")


def _characters(font: TTFont) -> set[int]:
    """The hanzi and radicals of a face."""
    return {code for code in font.getBestCmap() if any(code in block for block in HANZI)}


def _in_use(packages: Path) -> Iterator[int]:
    """What some mainland source beside those left out has."""
    with bz2.open(packages / SOURCES, "rt", encoding="utf-8") as lines:
        for line in lines:
            if found := re.match(r"U\+(\w+)\tkIRG_GSource\t([A-Z]+)", line):
                code, source = found.groups()
                if source not in LEFT_OUT:
                    yield int(code, 16)


def _write(font: TTFont, wanted: set[int], family: str, file: str) -> None:
    options = Options(
        hinting=False,
        layout_features=[],
        name_IDs=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
        drop_tables=["FFTM", "meta", "vhea", "vmtx", "VORG"],
    )
    font.recalcTimestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    _rename(font, family)
    font.save(FOLDER / file)
    size = (FOLDER / file).stat().st_size
    sys.stdout.write(f"{file}: {len(wanted)} characters, {size / 1e6:.1f} MB\n")


def _rename(font: TTFont, family: str) -> None:
    """The family in every record that tells it; the copyright and the licence stay."""
    style = font["name"].getDebugName(2) or "Regular"
    said = {1: family, 3: f"{family} {style}", 4: f"{family} {style}", 16: family}
    said[6] = f"{family.replace(' ', '')}-{style}"
    if font["name"].getDebugName(13) is None:
        font["name"].setName(LICENCE, 13, *WINDOWS)
    for record in list(font["name"].names):
        if record.nameID in FULL_NAMES:
            record.string = said[record.nameID]
    if "CFF " in font:
        table = font["CFF "].cff
        table.fontNames = [said[6]]
        table.topDictIndex[0].FullName, table.topDictIndex[0].FamilyName = said[4], family


if __name__ == "__main__":
    make(Path(sys.argv[1]))
