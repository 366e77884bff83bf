"""Office files that were damaged on the way, or by somebody who means it."""

import re
from collections.abc import Iterator
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

WORDS = (
    b"",
    b"0",
    b"-1",
    b"99999999999",
    b"1e400",
    b"NaN",
    b"\xff\xfe",
    b"x" * 300,
    b"../..",
    b"&#0;",
)


def mutated(content: bytes, seed: int, count: int) -> Iterator[bytes]:
    """``count`` files that are nearly ``content``, the same ones every time."""
    random = Random(seed)  # noqa: S311  (nothing secret)
    for _ in range(count):
        if content.startswith(b"PK") and random.random() < 0.6:
            yield _in_a_part(content, random)
        else:
            yield _in_the_bytes(content, random)


def _in_the_bytes(content: bytes, random: Random) -> bytes:
    """Bytes changed, cut out, doubled, or the end lost."""
    made = bytearray(content)
    for _ in range(random.choice((1, 1, 3, 20))):
        place = random.randrange(max(1, len(made)))
        match random.randrange(4):
            case 0:
                made[place : place + 1] = bytes([random.randrange(256)])
            case 1:
                del made[place : place + random.randrange(1, 40)]
            case 2:
                made[place:place] = made[place : place + random.randrange(1, 40)]
            case _:
                made[place : place + 4] = random.randbytes(4)
    return bytes(made[: random.randrange(len(made))] if random.random() < 0.1 else made)


def _in_a_part(content: bytes, random: Random) -> bytes:
    """A part lost, given to another, or changed inside; the package itself is sound."""
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = random.choice(list(parts))
    match random.randrange(6):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[random.choice(list(parts))]
        case 2:
            parts[name] = _in_the_bytes(parts[name] or b"x", random)
        case _:
            parts[name] = _in_the_xml(parts[name], random)
    made = BytesIO()
    with ZipFile(made, "w", random.choice((ZIP_DEFLATED, ZIP_STORED))) as package:
        for each, raw in parts.items():
            package.writestr(each, raw)
    return made.getvalue()


def _in_the_xml(raw: bytes, random: Random) -> bytes:
    """An element lost, an attribute or a text replaced; it stays XML where that is easy."""
    patterns = (rb'(?<==")[^"]*(?=")', rb"(?<=>)[^<]+(?=<)", rb"<[^>]*/>", rb'\s[\w:]+="[^"]*"')
    found = list(re.finditer(random.choice(patterns), raw))
    if not found:
        return raw
    hit = random.choice(found)
    return raw[: hit.start()] + random.choice(WORDS) + raw[hit.end() :]
