"""Cut the web fonts of this folder out of the full Noto Sans SC; run it to make them again.

    python static/fonts/subset.py FOLDER-OF-THE-NPM-PACKAGE

The folder is the unpacked npm package @expo-google-fonts/noto-sans-sc (0.4.3 was used). The same
input and the same fontTools give the same bytes.
"""

import sys
from itertools import chain
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent
WEIGHTS = {
    "regular": "400Regular/NotoSansSC_400Regular.ttf",
    "bold": "700Bold/NotoSansSC_700Bold.ttf",
}
RANGES = (  # beside the 7,445 characters of GB 2312
    range(0x20, 0x7F),  # Latin
    range(0xA0, 0x180),
    range(0x2000, 0x2070),  # punctuation
    range(0x20A0, 0x20C0),  # money
    range(0x2190, 0x2200),  # arrows
    range(0x2200, 0x2300),  # mathematics
    range(0x2460, 0x2500),  # numbers in circles
    range(0x25A0, 0x2600),  # shapes
    range(0x3000, 0x3040),  # Chinese punctuation
    range(0xFF00, 0xFFF0),  # full width
)


def characters() -> set[int]:
    """The code points that the web fonts hold."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = chain.from_iterable(pair.decode("gb2312", "ignore") for pair in pairs)
    return {ord(character) for character in gb2312} | set(chain.from_iterable(RANGES))


def make(package: Path) -> None:
    """Write one woff2 file a weight beside this script."""
    options = subset.Options(flavor="woff2", layout_features=["kern", "vert"], hinting=False)
    for weight, path in WEIGHTS.items():
        font = subset.load_font(str(package / path), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=characters())
        cutter.subset(font)
        font["head"].modified = font["head"].created  # the same bytes at every run
        font.recalcTimestamp = False
        subset.save_font(font, str(HERE / f"noto-sans-sc-{weight}.woff2"), options)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
