"""How single values are said: numbers, days, levels, answers and the steps of an item."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from assessments.years import CHINA
from i18n import Lang, one_decimal, say
from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import Band, Item, Kind, Option
from questionnaires.regulations.numerals import chinese
from questionnaires.sheet import Sheet
from scoring.scorecard import Level, Requirement, Scorecard
from scoring.steps import Step, present_steps

MINUS = "−"
_INNER = str.maketrans("“”", "‘’")
_ONE = {"people": "person"}  # of English units; the others only lose their s


def number(value: float) -> str:
    """A number as it was given, with thousands separators: 3200.0 -> "3,200"."""
    return f"{Decimal(repr(float(value))).normalize():,f}"


def figure(value: float | None, lang: Lang) -> str:
    """A score to one decimal, or a dash where there is none."""
    return say("report.dash", lang) if value is None else one_decimal(value)


def required(value: float | None, need: Requirement, lang: Lang) -> str:
    """A value of what a requirement is about: points to one decimal, a count without one."""
    if value is None or need.measure is None:
        return figure(value, lang)
    return number(float(one_decimal(value)))


def short_of(need: Requirement, card: Scorecard, lang: Lang) -> str:
    """What a requirement is about, where that stands and what is needed."""
    title = need.measure or next(node.title for node in card.nodes if node.id == need.node)
    return say(
        "report.gap",
        lang,
        node=title.to(lang),
        actual=required(need.actual, need, lang),
        needed=required(need.needed, need, lang),
    )


def difference(value: float) -> str:
    """A signed difference to one decimal: "+1.5", "−2.0", "0.0"."""
    said = one_decimal(abs(value))
    sign = "" if said == "0.0" else "+" if value > 0 else MINUS
    return f"{sign}{said}"


def share(value: float) -> str:
    """A share in [0, 1] as per cent to one decimal."""
    return f"{one_decimal(value * 100)}%"


def day(at: date | datetime, lang: Lang) -> str:
    """A day as it is in China."""
    if isinstance(at, datetime):
        at = at.astimezone(CHINA).date()
    month = say("report.months", lang).split()[at.month - 1]
    return say("report.date", lang, year=at.year, month=month, day=at.day)


def listed(parts: Iterable[str], lang: Lang) -> str:
    """Things side by side."""
    return say("report.comma", lang).join(parts)


def quoted(text: str, lang: Lang) -> str:
    """A text in quotation marks; those that it holds become inner ones."""
    return say("report.quoted", lang, text=text.translate(_INNER))


def unit_of(item: Item, value: float, lang: Lang) -> str:
    """The unit of a number as it stands behind ``value``; "" where it has none."""
    unit = item.unit.to(lang) if item.unit else ""
    if lang == "zh" or value != 1:
        return unit
    return _ONE.get(unit, unit.removesuffix("s"))


def counted(things: str, n: int, lang: Lang) -> str:
    """So many things: ``things`` is questions, articles or requirements."""
    return say(f"report.{things}_{'one' if n == 1 else 'many'}", lang, n=n)


def ordinal(place: int, lang: Lang) -> str:
    """The number of a chapter: 一, 二 or 1, 2."""
    return chinese(place) if lang == "zh" else str(place)


def level_name(level: Level | None, lang: Lang) -> str:
    """The level with its number and name."""
    if level is None:
        return say("report.level_none", lang)
    if level.number == 0:
        return say("report.level_below", lang)
    if _only_numbered(level):
        return level_number(level.number, lang)
    return say("report.level", lang, number=level.number, name=level.name.to(lang))


def rung(level: Level | None, lang: Lang) -> str:
    """The level as a label that stands alone."""
    if level is None or level.number == 0:
        return level_name(level, lang)
    if _only_numbered(level):
        return say("report.rung_bare", lang, number=level.number)
    return say("report.rung", lang, number=level.number, name=level.name.to(lang))


def _only_numbered(level: Level) -> bool:
    """Whether its name is but its number again: not every scheme names its levels."""
    return level.name.zh == f"{chinese(level.number)}级"


def level_number(level: int | None, lang: Lang) -> str:
    """The level by its number alone."""
    if level is None:
        return say("report.level_none", lang)
    return say("report.level_bare" if level else "report.level_below", lang, number=level)


def answer_text(item: Item, sheet: Sheet, answer: Answer, lang: Lang) -> str:
    """``answer`` (of ``sheet``; of a ratio its share) in words, with unit and band."""
    if isinstance(answer, NotApplicable):
        return say("report.does_not_apply", lang, reason=answer.reason)
    if item.kind is Kind.TEXT:
        return str(answer)
    if not isinstance(answer, float):
        steps = present_steps(item, answer)
        return say("report.semicolon", lang).join(step_text(item, step, lang) for step in steps)
    value = (
        _ratio(item, sheet, answer, lang)
        if item.kind is Kind.RATIO
        else _amount(item, answer, lang)
    )
    band = next((step for step in present_steps(item, answer) if step.says is not None), None)
    if band is None:
        return value
    return say("report.with_band", lang, value=value, band=step_text(item, band, lang))


def step_text(item: Item, step: Step, lang: Lang) -> str:
    """An option's or band's own words; of a band without any, its limits with the unit."""
    if isinstance(step, Option) or step.says is not None:
        return step.says.to(lang) if step.says is not None else ""
    return _limits(item, step, lang)


def _ratio(item: Item, sheet: Sheet, answer: float, lang: Lang) -> str:
    """The two numbers beside the share: nobody has to trust a computation."""
    part, whole = sheet.answers.get(item.part or ""), sheet.answers.get(item.whole or "")
    if not isinstance(part, float) or not isinstance(whole, float):
        return share(answer)
    return say("report.fraction", lang, part=number(part), whole=number(whole), share=share(answer))


def _amount(item: Item, value: float, lang: Lang) -> str:
    if item.kind is Kind.RATIO:
        return f"{number(round(value * 100, 6))}%"
    unit = unit_of(item, value, lang)
    if not unit or unit == "%":
        return number(value) + unit
    return say("report.quantity", lang, value=number(value), unit=unit)


def _limits(item: Item, band: Band, lang: Lang) -> str:
    first, last = band == item.bands[0], band == item.bands[-1]
    low, high = ("from", "below") if item.closed == "left" else ("above", "to")
    words = []
    if not first:
        words.append(say(f"report.band_{low}", lang, low=_amount(item, band.from_, lang)))
    if not last and band.to is not None:
        words.append(say(f"report.band_{high}", lang, high=_amount(item, band.to, lang)))
    return listed(words, lang)
