"""The faces of print and figures, and how they were made (``subset.py``, ``rare.py``).

Noto Sans SC for GBK and all of our own texts, a further face of the same design for the hanzi that
it lacks, and one in another style for what that lacks too (``COVERAGE.md``; OFL 1.1, see LICENSE).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent
FAMILY = "Noto Sans SC"
RARE = "Shuzhen Rare Sans"
RARE_MINCHO = "Shuzhen Rare Mincho"
# In the order of preference; the same list stands in templates/report.typ.
FACES: Mapping[str, Sequence[str]] = {
    FAMILY: ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
    RARE: ("ShuzhenRareSans-Regular.otf", "ShuzhenRareSans-Bold.otf"),
    RARE_MINCHO: ("ShuzhenRareMincho-Regular.ttf",),
}
# Radicals, unified and compatibility ideographs, and the planes of rarer ones.
HANZI = (
    range(0x2E80, 0x2FE0),
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)
# What a reader's own machine has, after ours: Apple, Windows, Linux, anything.
STACK = f'"{FAMILY}", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
