"""Make the two fonts of this folder: GBK, Latin, signs and all that our texts use.

GBK and not the smaller GB/T 2312, for the latter lacks what stands in many a name (喆, 堃, 珺, 祎).

Usage: ``python reports/fonts/subset.py FOLDER`` (needs the dev extra), where FOLDER is the unpacked
npm package ``@expo-google-fonts/noto-sans-sc`` (OFL 1.1). The same package and texts give the same
bytes, whenever it runs.
"""

import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
HOUSE = HERE.parent.parent
FACES = {"Regular": "400Regular", "Bold": "700Bold"}
TEXTS = ("i18n", "questionnaires", "scoring", "assessments")


def gbk() -> set[str]:
    """Every character of GBK that takes two bytes: 21,003 hanzi and the symbols."""
    rows = range(0x81, 0xFF)
    cells = range(0x40, 0xFF)
    found = (bytes((row, cell)).decode("gbk", "ignore") for row in rows for cell in cells)
    return {character for character in found if character}


def latin_and_signs() -> set[str]:
    """Latin with accents, and the dashes, quotes, arrows and signs of careful typesetting."""
    ranges = ((0x20, 0x17F), (0x2010, 0x2027), (0x2030, 0x205E), (0x2070, 0x209C), (0x20A0, 0x20C0))
    more = "→←↑↓↔≤≥≠≈±×÷−∞√•●○◆◇■□▲△▼▽★☆✓✗①②③④⑤⑥⑦⑧⑨⑩㎡℃№™〇\u3000"
    return {chr(code) for low, high in ranges for code in range(low, high + 1)} | set(more)


def own_texts() -> set[str]:
    """Every character of the product's own data files."""
    files = (file for folder in TEXTS for file in (HOUSE / folder).rglob("*.yaml"))
    return {character for file in files for character in file.read_text("utf-8")}


def make(package: Path) -> None:
    """Write both faces and the licence into this folder."""
    wanted = {ord(character) for character in gbk() | latin_and_signs() | own_texts()}
    options = Options(
        hinting=False,
        layout_features=["kern", "liga", "locl", "pwid"],
        name_IDs=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    for face, folder in FACES.items():
        font = TTFont(package / folder / f"NotoSansSC_{folder}.ttf", recalcTimestamp=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        target = HERE / f"NotoSansSC-{face}.ttf"
        font.save(target)
        sys.stdout.write(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB\n")
    shutil.copyfile(package / "LICENSE_FONT", HERE / "LICENSE")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
