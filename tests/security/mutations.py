"""Files and texts that were damaged on the way, or by somebody who means it."""

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
# What a line of YAML, JSON, CSV, HTML or a form may be told to be.
LINES = (
    "&a [*a, *a]",
    "*a",
    "<<: {zh: a}",
    "!!python/object/apply:os.system [id]",
    "- " * 60,
    "[" * 300,
    '{"a":' * 300,
    "\t- a: b",
    "a: |",
    "'",
    "\ufeff",
    "\u202e\u200b",
    "\ud800",
    "\x00",
    "9" * 5000,
    "-1e999",
    "NaN",
    "null",
    "2062-13-45",
    "=1+1",
    "＝cmd",
    "，" * 2000,
    "<!--",
    "<svg><script>",
    "%u0000%ff&&==",
    "﹤" * 100,
    "1" + "0" * 400 + ".5",
)


def mutated(content: bytes, seed: int, count: int) -> Iterator[bytes]:
    """``count`` files that are nearly ``content``, the same ones every time."""
    random = Random(seed)  # noqa: S311  (nothing secret)
    is_text = not content.startswith((b"PK", b"%PDF", b"RIFF", b"SQLite")) and _is_text(content)
    for _ in range(count):
        if content.startswith(b"PK") and random.random() < 0.6:
            yield _in_a_part(content, random)
        elif is_text and random.random() < 0.6:
            yield _in_the_text(content.decode(), random)
        else:
            yield _in_the_bytes(content, random)


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode()
    except UnicodeDecodeError:
        return False


def _in_the_text(text: str, random: Random) -> bytes:
    """Lines lost, doubled, moved in or replaced, values replaced, another encoding."""
    lines = text.split("\n")
    for _ in range(random.choice((1, 1, 2, 8))):
        place = random.randrange(len(lines))
        said = random.choice(LINES)
        match random.randrange(6):
            case 0:
                del lines[place]
            case 1:
                lines.insert(random.randrange(len(lines) + 1), lines[place])
            case 2:
                lines[place] = " " * random.randrange(1, 9) + lines[place]
            case 3:
                lines.insert(place, said)
            case 4:
                head, mark, _ = lines[place].partition(random.choice((":", ",", "=", '"', ">")))
                lines[place] = head + mark + " " + said
            case _:
                cut = random.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:cut] + said + lines[place][cut:]
        lines = lines or [""]
    encoding = random.choice(("utf-8", "utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "utf-8-sig"))
    return "\n".join(lines).encode(encoding, "surrogatepass" if "utf" in encoding else "replace")


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
    return bytes(made[: random.randrange(len(made) or 1)] if random.random() < 0.1 else made)


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
