"""What a cell of a centre's own table means: a trade, a district, a sum of money, a number."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from assessments.districts import districts
from assessments.divisions import divisions, sections, trade_words
from assessments.typed_numbers import typed_number
from files.invisible import tidy
from files.shape import did_you_mean
from i18n import Text, text_of

# 万元 of one such unit
FACTORS: Mapping[str, Decimal] = {
    "1": Decimal("0.0001"),
    "1k": Decimal("0.1"),
    "10k": Decimal(1),
    "100m": Decimal(10000),
}
UNITS_IN_CELLS = {"亿元": "100m", "亿": "100m", "万元": "10k", "万": "10k", "千元": "1k", "元": "1"}
MOST_LISTED = 5  # trades that one word may mean
SHORTEST_TRADE = 2  # characters of what may be a part of a name

_CODE = re.compile(r"([A-T]?)(\d{2}|\d(?!\d))\d{0,2}", re.ASCII)
_AMOUNT = re.compile(r"(?:人民币|¥|￥|RMB)?\s*([^亿万千元]*?)\s*(亿元|亿|万元|万|千元|元)?")
_PEOPLE = re.compile(r"(.*?)\s*[人名]")
_CITY = ("江苏省", "江苏", "无锡市", "无锡")
_ENDS = "区市县"


class UnfitCell(Exception):
    """A cell that says nothing that is wanted; ``expected`` says what would be."""

    def __init__(self, key: str, /, **params: object) -> None:
        self.expected: Text = text_of(f"intake.{key}", **params)
        super().__init__(key)


def division_of(cell: str) -> str:
    """The division of ``34``, ``C34``, ``C3411``, ``通用设备制造业`` or what people call a trade.

    Raises UnfitCell where it is none, or may be several.
    """
    text = tidy(cell)
    if code := _CODE.match(text.upper()):
        rest = _key(text[code.end() :].strip(" -、.:："))
        digits = code[2].rjust(2, "0")  # a spreadsheet takes the zero of 01 away
        found = divisions().get(digits)
        if found is None or code[1] not in ("", found.section):
            raise UnfitCell("no_division", near="")
        if rest and _names().get(rest) != digits and rest not in _words()[digits]:
            raise UnfitCell("division_twice", code=digits, title=found.title)
        return digits
    key = _key(text)
    if key in _names():
        return _names()[key]
    if any(key == _key(title.to("zh")) for title in sections().values()):
        raise UnfitCell("section", near="")
    meant = [code for code, words in _words().items() if key in words]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UnfitCell("several_divisions", options=_listed(meant))
    if like := _like(key):
        raise UnfitCell("division_maybe", options=_listed(like))
    raise UnfitCell("no_division", near=did_you_mean(text, _titles()))


def district_of(cell: str) -> str:
    """The district of a code, of ``惠山区``, ``惠山``, or of an address that begins with it.

    Raises UnfitCell.
    """
    text = tidy(cell)
    if text.upper() in districts():
        return text.upper()
    short = text
    for city in _CITY:
        short = short.removeprefix(city).strip()
    for code, name in districts().items():
        if text.lower() == name.to("en").lower():
            return code
        whole = name.to("zh")
        if short.startswith(whole) or short == whole.rstrip(_ENDS) or short in _also(code):
            return code
    names = [name.to("zh") for name in districts().values()]
    raise UnfitCell("no_district", options="、".join(names))


def amount_of(cell: str, unit: str) -> float | None:
    """The 万元 of a sum of money in ``unit``, where the cell does not say another itself."""
    text = tidy(cell)
    if not text:
        return None
    parted = _AMOUNT.fullmatch(text)
    number = typed_number(parted[1]) if parted else None
    if parted is None or not isinstance(number, int | float):
        raise UnfitCell("no_amount")
    factor = FACTORS[UNITS_IN_CELLS[parted[2]] if parted[2] else unit]
    return float(Decimal(str(number)) * factor)


def people_of(cell: str) -> str:
    """The number of people as it is typed, without the word for them."""
    text = tidy(cell)
    counted = _PEOPLE.fullmatch(text)
    return counted[1] if counted else text


def _also(code: str) -> Iterable[str]:
    return ("经济开发区", "无锡经济开发区", "经开") if code == "320200-JK" else ()


def _key(text: str) -> str:
    return re.sub(r"[\s、,，和与及]", "", text).lower()


@cache
def _names() -> Mapping[str, str]:
    """Every name of a division, in both languages, without the word for a trade at its end."""
    found: dict[str, str] = {}
    for code, division in divisions().items():
        chinese, english = _key(division.title.to("zh")), _key(division.title.to("en"))
        found |= {chinese: code, english: code, chinese.removesuffix("业"): code}
    return found


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """What people call the trades of each division."""
    return {
        code: frozenset(_key(word) for each in words.values() for word in each)
        for code, words in trade_words().items()
    }


@cache
def _titles() -> tuple[str, ...]:
    return tuple(each.title.to("zh") for each in divisions().values())


def _like(key: str) -> list[str]:
    """The divisions whose name or whose trades hold ``key``, or are held by it."""
    names = [
        (code, {_key(each.title.to("zh"))} | _words()[code]) for code, each in divisions().items()
    ]
    holds = [code for code, words in names if any(key in word for word in words)]
    held = [
        code
        for code, words in names
        if any(word in key for word in words if len(word) >= SHORTEST_TRADE)
    ]
    return holds if len(key) >= SHORTEST_TRADE and holds else held


def _listed(codes: Iterable[str]) -> Text:
    found = [(code, divisions()[code].title) for code in list(codes)[:MOST_LISTED]]
    return Text(
        zh="、".join(f"{code} {title.to('zh')}" for code, title in found),
        en=", ".join(f"{code} {title.to('en')}" for code, title in found),
    )
