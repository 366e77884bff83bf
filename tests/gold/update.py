"""Write the golden files anew: ``python -m tests.gold.update``, then read the difference."""

from pathlib import Path

from tests.gold.outlines import golden
from tests.unit.report_cases import LANGS

SUFFIXES = {"html": "html", "docx": "docx.txt", "pdf": "pdf.txt", "xlsx": "xlsx.txt"}


def path(lang: str, format: str) -> Path:
    """Where the golden file of that language and format lies."""
    return Path(__file__).parent / f"report-{lang}.{SUFFIXES[format]}"


if __name__ == "__main__":
    for lang in LANGS:
        for format in SUFFIXES:
            path(lang, format).write_text(golden(lang, format), "utf-8")
