"""The files under docs/gallery and the pictures of their pages: ``python -m tests.gold.gallery``.

With ``bulletin`` behind it only those of the city's bulletin, with ``reports`` only the others.

Pages are drawn by pdftoppm (poppler), those of Word and Excel files after LibreOffice has set
them; neither is part of the product.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from pypdf import PdfReader

from i18n import Lang
from reports.registry import FORMATS
from services.bulletins import BULLETIN_FORMATS
from tests.gold.bulletins import bulletin
from tests.gold.enterprises import BESIDE, NAMES
from tests.gold.made import LANGS, file, report

FOLDER = Path(__file__).parents[2] / "docs" / "gallery"
REPORTS: Sequence[tuple[str, Lang]] = (
    *((name, "zh") for name in (*NAMES, *BESIDE)),
    ("machine_shop", "en"),
)
LIGHT = ("pdf", "docx")  # what those have that are in the gallery only
SHOWN = ("machine_shop", "zh")  # of which pages are shown in full
CHAPTERS = (
    "summary",
    "dimensions",
    "priorities",
    "plan",
    "architecture",
)
THUMB, FULL = 34, 80  # dots an inch
ACROSS, GAP = 9, 6  # thumbnails a row; pixels between them


def sheet_of(pages: Sequence[Image.Image]) -> Image.Image:
    """All pages on one picture, from left to right."""
    width = max(page.width for page in pages) + GAP
    height = max(page.height for page in pages) + GAP
    down = -(-len(pages) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * width + GAP, down * height + GAP), "#9aa5b1")
    for place, page in enumerate(pages):
        sheet.paste(page, (GAP + place % ACROSS * width, GAP + place // ACROSS * height))
    return sheet


def pages_of(name: str, lang: Lang) -> dict[str, int]:
    """The page, from 1, of the cover and on which the chapters begin; of the projects the next."""
    reader = PdfReader(BytesIO(file(name, lang, "pdf")))
    marks = [each for each in reader.outline if not isinstance(each, list)]
    first = [(reader.get_destination_page_number(each) or 0) + 1 for each in marks]
    named = {
        part.id: number for part, number in zip(report(name, lang).sections, first, strict=True)
    }
    return {"cover": 1, "projects": named["projects"] + 1} | {
        each: named[each] for each in CHAPTERS
    }


def drawn(pdf: Path, dots: int, page: int | None = None) -> list[Image.Image]:
    """The pages of a PDF file, or one of them."""
    chosen = [] if page is None else ["-f", str(page), "-l", str(page)]
    with TemporaryDirectory() as folder:
        run("pdftoppm", "-r", str(dots), "-png", *chosen, str(pdf), f"{folder}/page")
        found = sorted(Path(folder).iterdir())
        return [Image.open(BytesIO(each.read_bytes())).convert("RGB") for each in found]


def as_pdf(made: Path, folder: Path) -> Path:
    """A Word or Excel file as LibreOffice sets it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(made))
    return (folder / f"{made.stem}.pdf").rename(folder / f"{made.name}.pdf")


def keep(picture: Image.Image, name: str) -> None:
    """The picture in the gallery, in few colours: pages are mostly black on white."""
    picture.quantize(128).save(FOLDER / f"{name}.png", optimize=True)


def run(*command: str) -> None:
    """A tool of the machine; what it says is shown if it fails."""
    subprocess.run(command, check=True, capture_output=True)


def make(reports: Iterable[tuple[str, Lang]]) -> None:
    """Write every file and every picture anew."""
    for name, lang in reports:
        stem = f"{name}-{lang}"
        for format in LIGHT if name in BESIDE else FORMATS:
            (FOLDER / f"{stem}.{format}").write_bytes(file(name, lang, format))
        pdf = FOLDER / f"{stem}.pdf"
        keep(sheet_of(drawn(pdf, THUMB)), f"{stem}-pdf")
        if (name, lang) == SHOWN:
            for chapter, page in pages_of(name, lang).items():
                keep(drawn(pdf, FULL, page)[0], f"{stem}-{chapter}")
    stem = f"{SHOWN[0]}-{SHOWN[1]}"
    with TemporaryDirectory() as folder:
        word, excel = (as_pdf(FOLDER / f"{stem}.{each}", Path(folder)) for each in ("docx", "xlsx"))
        keep(sheet_of(drawn(word, THUMB)), f"{stem}-docx")
        keep(drawn(excel, FULL, 1)[0], f"{stem}-xlsx")


def make_bulletin() -> None:
    """The same of the bulletin, in both languages; Word and Excel as LibreOffice sets them."""
    for lang in LANGS:
        stem = f"bulletin-{lang}"
        for format in BULLETIN_FORMATS:
            (FOLDER / f"{stem}.{format}").write_bytes(bulletin(lang, format))
        keep(sheet_of(drawn(FOLDER / f"{stem}.pdf", THUMB)), f"{stem}-pdf")
    with TemporaryDirectory() as folder:
        for format in ("docx", "xlsx"):
            made = as_pdf(FOLDER / f"bulletin-zh.{format}", Path(folder))
            keep(sheet_of(drawn(made, THUMB)), f"bulletin-zh-{format}")
    for name, page in {"cover": 1, "summary": 3, "sectors": 5}.items():
        keep(drawn(FOLDER / "bulletin-zh.pdf", FULL, page)[0], f"bulletin-zh-{name}")


if __name__ == "__main__":
    missing = [tool for tool in ("pdftoppm", "soffice") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"needed and not found: {', '.join(missing)}")
    wanted = sys.argv[1:] or ["reports", "bulletin"]
    if "reports" in wanted:
        make(REPORTS)
    if "bulletin" in wanted:
        make_bulletin()
