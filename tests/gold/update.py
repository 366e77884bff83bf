"""Write the golden files anew: ``python -m tests.gold.update``, then read the difference."""

from pathlib import Path

from i18n import Lang
from tests.gold.made import EVERY, file
from tests.gold.outlining import OUTLINES

FOLDER = Path(__file__).parent / "outlines"


def path(name: str, lang: Lang, format: str) -> Path:
    """Where the golden file of that enterprise, language and format lies."""
    ending = "html" if format == "html" else f"{format}.txt"
    return FOLDER / f"{name}-{lang}.{ending}"


def outline(name: str, lang: Lang, format: str) -> str:
    """What its report is now."""
    return OUTLINES[format](file(name, lang, format))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in EVERY:
        path(*each).write_text(outline(*each), "utf-8")
