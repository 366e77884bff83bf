"""A picture that somebody brought as a logo, looked at and written anew as a PNG.

Nothing but its dots is kept: no place where it was taken, and nothing behind the picture.
"""

from io import BytesIO

from PIL import Image

from files.pictures import UnfitPicture, opened_picture

LARGEST = 1_000_000  # bytes
SHORTEST_SIDE, LONGEST_SIDE = 32, 4000  # dots of the picture that is brought
KEPT = 800  # dots that the longer side has at most once it is kept
FORMATS = ("PNG", "JPEG")


def as_png(content: bytes) -> bytes | None:
    """``content`` as a PNG; None for what is no PNG or JPEG, is damaged, or is of no fit size."""
    if len(content) > LARGEST:
        return None
    try:
        with opened_picture(content, FORMATS) as picture:
            if min(picture.size) < SHORTEST_SIDE or max(picture.size) > LONGEST_SIDE:
                return None
            kept = picture.convert("RGBA")
    except UnfitPicture:
        return None
    kept.thumbnail((KEPT, KEPT))
    bare, file = Image.new("RGBA", kept.size), BytesIO()
    bare.paste(kept)
    bare.save(file, format="PNG", optimize=True)
    return file.getvalue()
