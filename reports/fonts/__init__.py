"""The two faces of print figures (Noto Sans SC, OFL 1.1, see LICENSE) and how they were made."""

from pathlib import Path

FOLDER = Path(__file__).parent
FAMILY = "Noto Sans SC"
# What a reader's own machine has, after ours: Apple, Windows, Linux, anything.
STACK = f'"{FAMILY}", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
