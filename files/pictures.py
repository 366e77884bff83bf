"""The one place that opens a picture that anybody may have made."""

import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import Literal

from PIL import Image

MILLION = 1_000_000
# Dots: a JPEG is unpacked at half or a quarter of them, the others in full. One that comes in
# several scans has to be held in full as well, at six bytes a dot.
MOST_DOTS = 30 * MILLION
MOST_IN_A_JPEG = 64 * MILLION
MOST_SCANS = 40  # of a JPEG: more make a reader work for hours
FORMATS = ("JPEG", "PNG", "WEBP")

_SCAN = b"\xff\xda"
_ONE = Lock()  # one picture at a time: an unpacked one is large


class UnfitPicture(Exception):
    """What keeps a picture from being read: it is ``damaged``, or has more than ``most`` dots."""

    def __init__(self, kind: Literal["damaged", "dots"], most: int = MOST_DOTS) -> None:
        self.kind = kind
        self.most = most
        super().__init__(kind)


@contextmanager
def opened_picture(
    content: bytes, formats: Collection[str] = FORMATS, most: int | None = None
) -> Iterator[Image.Image]:
    """The picture ``content``, of which nothing but the head was read. Raises UnfitPicture.

    ``most``: how many dots it may have. What a damaged picture raises while it is read has no
    end: all of it is UnfitPicture and nothing else.
    """
    if content.startswith(b"\xff\xd8") and content.count(_SCAN) > MOST_SCANS:
        raise UnfitPicture("damaged")
    try:
        with _ONE, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is odd and can be read all the same
            with Image.open(BytesIO(content), formats=list(formats)) as picture:
                width, height = picture.size
                bound = _most(picture) if most is None else most
                if width * height > bound:
                    raise UnfitPicture("dots", bound)  # noqa: TRY301  (what raises has no end)
                yield picture
    except UnfitPicture:
        raise
    except Image.DecompressionBombError:
        raise UnfitPicture("dots") from None
    except Exception:  # noqa: BLE001  (see above)
        raise UnfitPicture("damaged") from None


def _most(picture: Image.Image) -> int:
    in_pieces = picture.format in ("JPEG", "MPO") and not picture.info.get("progressive")
    return MOST_IN_A_JPEG if in_pieces else MOST_DOTS
