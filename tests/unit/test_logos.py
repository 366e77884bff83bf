"""A centre's logo: a picture that is looked at, kept in revisions, and on its decks' covers."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from assessments.refusals import Invalid, NotFound, Stale
from reports.logo_pictures import KEPT, LARGEST, as_png
from services import handing_out, logos
from tests.town import Town, new_town
from tests.unit.pptx_reading import opened


def picture(kind: str = "PNG", sides: tuple[int, int] = (300, 100), **params: Any) -> bytes:
    """A blue picture."""
    file = BytesIO()
    Image.new("RGB", sides, "#0b5cad").save(file, format=kind, **params)
    return file.getvalue()


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def on_cover(town: Town, case: Any) -> list[str]:
    """The names of what stands on the cover of the case's deck."""
    _, file = handing_out.hand_out(town.holder(case), case.id, "zh", "pptx")
    return [shape.name for shape in opened(file).slides[0].shapes]


def test_a_logo_is_put_in_place_and_taken_back(town: Town) -> None:
    """Who and when; whoever has not seen the newest is told; there is none to take back twice."""
    ctx = town.consultant()
    assert logos.current(ctx).content == b""
    kept = logos.put(ctx, "中心.png", picture(), seen=0)
    assert (kept.name, kept.seen, kept.author) == ("中心.png", 1, "王芳")
    assert logos.current(ctx) == kept
    with pytest.raises(Stale):
        logos.put(ctx, "b.png", picture(), seen=0)
    assert logos.take_back(ctx, seen=1).content == b""
    with pytest.raises(NotFound, match="no_logo"):
        logos.take_back(ctx, seen=2)


def test_it_stands_on_the_decks_of_the_centre_s_cases(town: Town) -> None:
    """Not on those of another centre, or of nobody's."""
    case, other = town.submitted(name="甲"), town.submitted("滨湖促进中心", name="乙")
    alone = town.submitted(None, name="丙")
    logos.put(town.consultant(), "l.jpg", picture("JPEG"), seen=0)
    assert "Logo" in on_cover(town, case)
    assert "Logo" not in on_cover(town, other) + on_cover(town, alone)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture()[:60],
        picture("GIF"),
        picture("BMP"),
        picture(sides=(8, 8)),
        picture(sides=(4001, 40)),
        picture() + b"x" * LARGEST,
    ],
)
def test_what_is_no_fit_picture_is_refused(town: Town, content: bytes) -> None:
    """And nothing is kept."""
    with pytest.raises(Invalid, match="unfit_logo"):
        logos.put(town.consultant(), "l.png", content, seen=0)
    assert logos.current(town.consultant()).seen == 0


def test_nothing_but_the_dots_is_kept() -> None:
    """No comment, no place, nothing behind the end; large ones become smaller, the same alike."""
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    kept = as_png(picture("JPEG", (2000, 1000), exif=exif, comment=b"secret") + b"secret")
    assert kept is not None
    assert b"secret" not in kept
    with Image.open(BytesIO(kept)) as read:
        assert (read.format, read.size) == ("PNG", (KEPT, KEPT // 2))
    assert as_png(picture()) == as_png(picture())
