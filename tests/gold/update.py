"""Write the golden files anew: ``python -m tests.gold.update``, then read the difference."""

from pathlib import Path

from i18n import Lang
from reports.registry import FORMATS
from services.bulletin.build import build
from services.bulletins import BULLETIN_FORMATS
from tests.gold.made import EVERY, LANGS, file
from tests.gold.outlining import OUTLINES
from tests.unit.bulletin_cities import MADE_ON, beside, figures, of
from wording.voice import Voice

FOLDER = Path(__file__).parent / "outlines"
BULLETINS = Path(__file__).parent / "bulletin_outlines"


def path(name: str, lang: Lang, format: str) -> Path:
    """Where the golden file of that enterprise, language and format lies."""
    ending = "html" if format == "html" else f"{format}.txt"
    return FOLDER / f"{name}-{lang}.{ending}"


def outline(name: str, lang: Lang, format: str) -> str:
    """What its report is now."""
    return OUTLINES[format](file(name, lang, format))


def bulletin_path(lang: Lang, format: str) -> Path:
    """Where the golden file of the bulletin in that language and format lies."""
    ending = "html" if format == "html" else f"{format}.txt"
    return BULLETINS / f"bulletin-{lang}.{ending}"


def bulletin_outline(lang: Lang, format: str) -> str:
    """What the bulletin of the fixed city is now."""
    city = of(figures(2025), figures(2026), beside=beside())
    report = build(city, Voice(lang), MADE_ON)
    return OUTLINES[format](FORMATS[format].write(report))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    BULLETINS.mkdir(exist_ok=True)
    for lang in LANGS:
        for format in BULLETIN_FORMATS:
            bulletin_path(lang, format).write_text(bulletin_outline(lang, format), "utf-8")
    for each in EVERY:
        path(*each).write_text(outline(*each), "utf-8")
