"""Pictures as people bring them, made here."""

from io import BytesIO
from typing import Any

from PIL import Image


def photo(
    width: int = 640, height: int = 480, *, format: str = "JPEG", mode: str = "RGB", **how: Any
) -> bytes:
    """A picture that is light at the top and dark at the bottom."""
    shade = Image.linear_gradient("L").rotate(180).resize((width, height))
    file = BytesIO()
    shade.convert(mode).save(file, format=format, **how)
    return file.getvalue()


def turned_photo() -> bytes:
    """A photograph of a phone held upright: lying on its side, with the place where it was."""
    told = Image.Exif()
    told[0x0112] = 6  # to be turned clockwise by a quarter
    told[0x010F] = "PhoneMaker"
    told.get_ifd(0x8825).update({1: "N", 2: (31.0, 34.0, 12.0), 3: "E", 4: (120.0, 18.0, 0.0)})
    return photo(800, 600, exif=told)
