"""The further faces inside a web page, cut down to the characters that it needs."""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from reports import fonts
from reports.pdf_glyphs import characters

WEIGHTS = {"Regular": 400, "Bold": 700}


def faces_for(page: str) -> str:
    """CSS that brings the rare characters of ``page``, which few machines have; "" without any."""
    return "".join(_rules(frozenset(map(ord, page))))


def _rules(used: frozenset[int]) -> Iterator[str]:
    left = used - characters(fonts.FACES[fonts.FAMILY][0])
    for family in (fonts.RARE, fonts.RARE_MINCHO):
        files = fonts.FACES[family]
        wanted = left & characters(files[0])
        left -= wanted
        for file in files if wanted else ():
            weight = WEIGHTS[file.partition("-")[2].partition(".")[0]]
            data = b64encode(_cut(file, wanted)).decode()
            yield (
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
                f"src: url(data:font/woff;base64,{data}); }}"
            )


@cache
def _cut(file: str, wanted: frozenset[int]) -> bytes:
    """A WOFF file with those characters only."""
    options = Options(hinting=False, layout_features=[], notdef_outline=True, flavor="woff")
    with TTFont(fonts.FOLDER / file, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        font.flavor = "woff"
        written = BytesIO()
        font.save(written)
    return written.getvalue()
