"""What was brought as evidence, judged by its content and written anew where it is a picture.

A photograph is turned upright and made smaller; nothing is kept but its dots: no place where it
was taken, no camera, and nothing that lay behind the picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import is_zipfile

from PIL import Image, ImageOps

from assessments.evidence import FileKind
from assessments.refusals import Invalid
from files.packages import Bounds, UnfitFile, opened
from files.pictures import UnfitPicture, opened_picture

MEGABYTE = 1_000_000
LARGEST = 10 * MEGABYTE
LEAST_SIDE = 80  # dots; less shows nothing
LONGEST_SIDE, PRINTED_SIDE, SMALL_SIDE = 2000, 1000, 320  # dots: kept, for reports, for pages
QUALITY, SMALL_QUALITY = 85, 78
TAIL = 2048  # bytes in which a PDF has to end

_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_PARTS: Mapping[str, FileKind] = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


@dataclass(frozen=True)
class FitContent:
    """What is kept of a file; ``small`` and ``printed`` are of a photograph, JPEGs as it is."""

    kind: FileKind
    content: bytes
    small: bytes = b""
    printed: bytes = b""
    size: tuple[int, int] = (0, 0)  # of the printed one


def fit_content(name: str, content: bytes) -> FitContent:
    """What of ``content`` is kept. Raises Invalid, which says of ``name`` what is wrong."""
    if not content:
        raise Invalid("evidence_empty", name=name)
    if len(content) > LARGEST:
        raise Invalid("evidence_large", name=name, megabytes=LARGEST // MEGABYTE)
    if content[4:8] == b"ftyp" and any(each in content[8:64] for each in _HEIC):
        raise Invalid("evidence_heic", name=name)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or _is_webp(content):
        return _photo(name, content)
    if content.startswith(b"%PDF-"):
        return _pdf(name, content)
    return _office(name, content)


def _is_webp(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def _pdf(name: str, content: bytes) -> FitContent:
    if b"%%EOF" not in content[-TAIL:]:
        raise Invalid("evidence_damaged", name=name)
    if is_zipfile(BytesIO(content)):  # two files in one: what it is depends on who opens it
        raise Invalid("evidence_two", name=name)
    return FitContent("pdf", content)


def _office(name: str, content: bytes) -> FitContent:
    try:
        with opened(BytesIO(content), Bounds(packed=LARGEST)) as package:
            parts = set(package.namelist())
            kinds = [kind for part, kind in _PARTS.items() if part in parts]
            broken = package.testzip() is not None if len(kinds) == 1 else False
    except UnfitFile as why:
        known: Mapping[str, str] = {"runs": "evidence_runs", "large": "evidence_unpacks"}
        old = why.kind == "old" and PurePosixPath(name).suffix.lower() in (".doc", ".xls")
        key = "evidence_old" if old else known.get(why.kind, "evidence_kind")
        raise Invalid(key, name=name) from None
    if len(kinds) != 1:
        raise Invalid("evidence_kind", name=name)
    if broken:
        raise Invalid("evidence_damaged", name=name)
    if not content.startswith(b"PK"):  # something else stands before the package
        raise Invalid("evidence_two", name=name)
    return FitContent(kinds[0], content)


def _photo(name: str, content: bytes) -> FitContent:
    try:
        with opened_picture(content) as picture:
            tiny = min(picture.size) < LEAST_SIDE
            if not tiny:
                whole = _smaller(_upright(picture), LONGEST_SIDE)
                printed = _smaller(whole, PRINTED_SIDE)
                small = _smaller(printed, SMALL_SIDE)
    except UnfitPicture as unfit:
        raise Invalid(f"evidence_{unfit.kind}", name=name, most=unfit.most) from None
    if tiny:
        raise Invalid("evidence_tiny", name=name, dots=LEAST_SIDE)
    files = (_jpeg(whole, QUALITY), _jpeg(small, SMALL_QUALITY), _jpeg(printed, SMALL_QUALITY))
    return FitContent("photo", *files, size=printed.size)


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as it is to be looked at, on white where one sees through it."""
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # of a JPEG, which is unpacked smaller
    turned = ImageOps.exif_transpose(picture)
    if turned.mode.startswith("I;16"):
        turned = turned.point(lambda value: value / 256).convert("L")
    if not turned.has_transparency_data:
        return turned.convert("RGB")
    seen = turned.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def _smaller(picture: Image.Image, side: int) -> Image.Image:
    made = picture.copy()
    made.thumbnail((side, side), Image.Resampling.LANCZOS)
    return made


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    file = BytesIO()
    picture.save(file, format="JPEG", quality=quality, optimize=True)
    return file.getvalue()
