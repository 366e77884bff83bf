"""Free text from outside, freed of what no person types and no file can hold."""

import re
import unicodedata

# Control characters and lone surrogates. Format characters (Cf) stay, for the joiner of an emoji
# or a script is one, except those that turn the direction of what follows. Code points that this
# Python does not know yet stay too: rare characters of names are still being added to Unicode.
UNWANTED = {"Cc", "Cs"}
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LAYOUT = {"\n", "\t"}
NO_CHARACTERS = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def plain(text: str) -> str:
    """``text`` without unwanted characters, trimmed; line breaks and tabs stay."""
    if text.isprintable():  # then it has none; a report asks for thousands of texts
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(filter(_wanted, text)).strip()


def one_line(text: str) -> str:
    """``plain`` text on one line, every stretch of white space one space."""
    return " ".join(plain(text).split())


def _wanted(character: str) -> bool:
    unwanted = unicodedata.category(character) in UNWANTED or character in TURNING
    return character in LAYOUT or not (unwanted or NO_CHARACTERS.match(character))
