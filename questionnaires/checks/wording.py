"""How items are worded: one thing asked, states instead of degrees, short enough for a phone.

What others have published (form ``reference``) keeps its words; an included item is judged in
the pool where it stands.
"""

import re
from collections.abc import Iterator

from files.problems import Problem
from files.shape import shortened
from i18n import Lang
from questionnaires.draft import Draft, DraftItem
from questionnaires.entries import ItemTranslation
from questionnaires.model import Kind

# Characters: a question fits two or three lines of a phone, an option as well.
LONGEST: dict[str, dict[Lang, int]] = {
    "ask": {"zh": 40, "en": 140},
    "option": {"zh": 45, "en": 160},
    "why": {"zh": 60, "en": 210},
}

# Where these characters join nothing: within a word, or between the two sides of a comparison.
_WITHIN_WORDS = re.compile(
    "参与|与会|与否|与其|给与|赋与|及时|及格|普及|涉及|提及|波及|顾及|触及|来得及|来不及|"
    "温和|缓和|饱和|总和|调和|和解|和谐|和气|"
    "[和与][^，。？；、和与]{1,16}(?:比|一样|相同|相符|一致|核对|对账|对得上|对不上|对上)"
)
_JOINS = re.compile("以及|[和与及]")
# A list that is to be answered with yes or no has no honest answer.
_WHETHER = re.compile("有没有|是否|是不是|能不能|会不会")
_ENGLISH_IDIOMS = re.compile(
    r"\bone and the same\b|\band so on\b|\bbetween [^?.]{1,60}? and\b|"
    r"\b(?:research|profit|more|now|time|wear) and (?:development|loss|more|then|again|tear)\b",
    re.IGNORECASE,
)
_ENGLISH_JOINS = re.compile(r"\band\b", re.IGNORECASE)

# A whole option that is a degree of agreement, frequency or quality: nobody can photograph it.
_DEGREE = {
    "zh": re.compile(
        "(?:(?:完全|非常|十分|很|极其|最|比较|较为?|基本上?|大体上?|大致|部分|大部分|一般|有点|有些"
        "|不太|不大|不|很不|非常不|完全不|极不)"
        "(?:同意|不同意|赞同|不赞同|认同|不认同|符合|不符合|满意|不满意|重视|不重视|熟悉|了解|好|差"
        "|可以|做到|实现|达到|满足|经常|频繁|及时))"
        "|同意|不同意|赞同|符合|不符合|满意|不满意|一般|基本|中立|说不清|尚可|还行|良好|优秀"
        "|总是|经常|时常|常常|有时|有时候|偶尔|很少|极少|从不|从来不"
    ),
    "en": re.compile(
        "(?:(?:strongly|fully|completely|totally|mostly|largely|partly|somewhat|slightly"
        "|rather|very|quite|not very|not at all|basically|neither) )?"
        "(?:agree|disagree|agree nor disagree|satisfied|dissatisfied|true|untrue|well|poorly)"
        "|neutral|average|so-so|fair|good|poor|excellent|basically"
        "|always|usually|often|frequently|sometimes|occasionally|rarely|seldom|never",
        re.IGNORECASE,
    ),
}


def check(draft: Draft) -> Iterator[Problem]:
    """Questions that ask two things, options that are degrees or alike, texts too long to read."""
    reference = draft.head is not None and draft.head.form == "reference"
    for placed in draft.by_id.values():
        if placed.included:
            continue
        english = draft.english.items.get(placed.entry.id) if draft.english else None
        yield from _alike(draft, placed, english)
        if not reference:
            yield from _joined(placed, english)
            yield from _degrees(draft, placed, english)
            yield from _long(draft, placed, english)


def joins(ask: str) -> str | None:
    """The word by which a Chinese question joins two things, if it does."""
    found = _JOINS.search(_WITHIN_WORDS.sub("", ask))
    if found:
        return found[0]
    whether = _WHETHER.search(ask)
    after = whether is not None and "、" in ask[whether.end() :]
    before = -1 < ask.find("、") < max(ask.rfind("吗"), ask.rfind("没有？"))
    return "、" if after or before else None


def joins_in_english(ask: str) -> str | None:
    """The word by which an English question joins two things, if it does."""
    found = _ENGLISH_JOINS.search(_ENGLISH_IDIOMS.sub("", ask))
    return found[0] if found else None


def is_degree(option: str, lang: Lang) -> bool:
    """Whether the whole option is a degree of agreement, frequency or quality."""
    return _DEGREE[lang].fullmatch(option.strip(" 。.！!")) is not None


def _joined(placed: DraftItem, english: ItemTranslation | None) -> Iterator[Problem]:
    entry = placed.entry
    other = english.ask if english else None
    word = joins(entry.ask) or (joins_in_english(other) if other else None)
    if word and entry.joined is None:
        yield placed.problem("Q100", "ask", word=word)
    elif not word and entry.joined is not None and other:
        yield placed.problem("Q101", "joined")


def _degrees(draft: Draft, placed: DraftItem, english: ItemTranslation | None) -> Iterator[Problem]:
    if placed.entry.kind not in (Kind.CHOICE, Kind.LADDER):
        return
    for lang, option, text in _options(placed, english):
        if is_degree(text, lang):
            yield _at(draft, placed, lang, "Q102", "options", option, text=text)


def _long(draft: Draft, placed: DraftItem, english: ItemTranslation | None) -> Iterator[Problem]:
    texts: list[tuple[Lang, str, str | None, str]] = [
        *((lang, "option", option, text) for lang, option, text in _options(placed, english)),
        *(("zh", key, None, getattr(placed.entry, key)) for key in ("ask", "why")),
        *(("en", key, None, getattr(english, key, None) or "") for key in ("ask", "why")),
    ]
    for lang, key, option, text in texts:
        most = LONGEST[key][lang]
        if len(text) > most:
            path = (key,) if option is None else ("options", option)
            params = {"count": len(text), "most": most, "text": shortened(text)}
            yield _at(draft, placed, lang, "Q103", *path, **params)


def _alike(draft: Draft, placed: DraftItem, english: ItemTranslation | None) -> Iterator[Problem]:
    first: dict[tuple[Lang, str], str] = {}
    for lang, option, text in _options(placed, english):
        if first.setdefault((lang, text), option) != option:
            params = {"option": option, "first": first[lang, text], "text": shortened(text)}
            yield _at(draft, placed, lang, "Q104", "options", option, **params)


def _options(placed: DraftItem, english: ItemTranslation | None) -> Iterator[tuple[Lang, str, str]]:
    """Language, option id and text of every option that an item has."""
    for option in placed.entry.options:
        yield "zh", option.id, option.says
        if english and option.id in english.options:
            yield "en", option.id, english.options[option.id]


def _at(
    draft: Draft, placed: DraftItem, lang: Lang, code: str, *path: str, **params: object
) -> Problem:
    """A problem of a text, where it stands in its language."""
    if lang == "en" and draft.english_document is not None:
        at = ("items", placed.entry.id, *path)
        return draft.english_document.problem(code, *at, item=placed.entry.id, **params)
    steps: tuple[str | int, ...] = path
    if path[0] == "options":
        ids = [option.id for option in placed.entry.options]
        steps = ("options", ids.index(path[1]))
    return placed.problem(code, *steps, **params)
