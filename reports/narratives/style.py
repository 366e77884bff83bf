"""How a sentence of a report is written: its gaps, its end, its length, its punctuation."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from files.shape import CHINESE, did_you_mean
from i18n import Lang
from reports.narratives.filling import COUNTS, GAP, NUMBERS

LONGEST = {"zh": 60, "en": 30}  # characters; words
ENDING = "。？！，；：、.?!,;:"
LONGEST_TITLE = {"zh": 12, "en": 7}
FORMS = 2  # of a word: one, many
CJK = "\u3400-\u9fff"
# What Chinese text is not set with: half-width marks beside a Chinese character, straight quotes.
HALF_WIDTH = re.compile(f"[{CJK}，。；：？！“”（）、][,;:!?()]|[,;:!?()][{CJK}“”]|[\"']|[{CJK}]\\.")
DOUBLED = re.compile("[，。；：？！、][，。；：？！、]| [，。；：？！、”）]|[，。；：？！、“（] ")
JOINED = re.compile(f"[{CJK}][A-Za-z0-9]|[A-Za-z0-9%][{CJK}]")
QUOTED = re.compile("“[^”]*”")
SPEAKS = {"zh": re.compile("您|你们|你"), "en": re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)}
ENDS = {"zh": re.compile("[。？！]”?$"), "en": re.compile("[.?!]”?$")}

Found = tuple[str, dict[str, Any]]  # code, what its text names


def sentence_problems(
    text: str, lang: Lang, gaps: Sequence[str], longest: int | None = None
) -> Iterator[Found]:
    """What is wrong with one sentence, or some in a row, which may have ``gaps`` in braces."""
    longest = LONGEST[lang] if longest is None else longest
    found = [*gap_problems(text, lang, gaps)]
    yield from found
    if found:
        return  # what stands in the braces is no part of the sentence
    bare = GAP.sub(_stand_in, text)
    if not ENDS[lang].search(bare):
        yield "N008", {"end": text[-1]}
    length = len(bare) if lang == "zh" else len(bare.split())
    if length > longest:
        yield "N009", {"length": length, "longest": longest}
    if match := SPEAKS[lang].search(QUOTED.sub("", bare)):
        yield "N013", {"word": match[0]}
    if lang == "en":
        if CHINESE.search(bare):
            yield "N012", {}
        return
    for code, wrong in (("N010", HALF_WIDTH), ("N010", DOUBLED), ("N011", JOINED)):
        if match := wrong.search(bare):
            yield code, {"found": match[0]}
            return


def title_problems(text: str, lang: Lang) -> Iterator[Found]:
    """What is wrong with the name of an item's subject: it stands in headings and tables."""
    length = len(text) if lang == "zh" else len(text.split())
    if length > LONGEST_TITLE[lang]:
        yield "N009", {"length": length, "longest": LONGEST_TITLE[lang]}
    if text[-1] in ENDING:
        yield "N016", {"end": text[-1]}
    if lang == "en" and CHINESE.search(text):
        yield "N012", {}
    if lang == "zh" and (match := JOINED.search(text)):
        yield "N011", {"found": match[0]}


def gap_problems(text: str, lang: Lang, allowed: Sequence[str]) -> Iterator[Found]:
    """Braces that nothing can be put into."""
    for match in GAP.finditer(text):
        name, *forms = match[1].split("|")
        if name not in allowed:
            known = ", ".join(allowed) or "—"
            yield "N006", {"gap": name, "known": known, "near": did_you_mean(name, allowed)}
        elif forms and (lang == "zh" or name not in COUNTS or len(forms) != FORMS):
            yield "N007", {"gap": match[1]}
    if set("{}") & set(GAP.sub("", text)):
        yield "N006", {"gap": "{", "known": ", ".join(allowed) or "—", "near": ""}


def _stand_in(gap: re.Match[str]) -> str:
    """What a gap looks like once it is filled: digits, a Chinese word, an English one."""
    name, *forms = gap[1].split("|")
    if forms:
        return forms[1]
    return "9" if name in NUMBERS else "……"
