"""Sums of money in words: ranges, rounded outwards to two significant figures."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from i18n import number
from wording.voice import Voice

FIGURES = 2  # significant ones
SMALLEST = Decimal("0.01")  # yuan: what a sum of floats is off by is less


def money_text(voice: Voice, low: float, high: float | None) -> str:
    """From, to in yuan (in Chinese 万元); ``high`` None: no upper end."""
    least = _shown(voice, _rounded(low, ROUND_FLOOR))
    if high is None:
        return voice.say("money.at_least", low=least)
    most = _shown(voice, _rounded(high, ROUND_CEILING))
    if low <= 0:
        return voice.say("money.at_most", high=most)
    if least == most:
        return voice.say("money.about", high=most)
    return voice.say("money.between", low=least, high=most)


def exact_money_text(voice: Voice, low: int, high: int) -> str:
    """From, to in yuan as somebody has set it."""
    key = "same" if low == high else "exact"
    return voice.say(f"money.{key}", low=number(low), high=number(high))


def _rounded(yuan: float, rounding: str) -> Decimal:
    value = Decimal(repr(float(yuan))).quantize(SMALLEST)
    place = Decimal(1).scaleb(value.adjusted() - FIGURES + 1) if value else SMALLEST
    return value.quantize(place, rounding) if place >= SMALLEST else value


def _shown(voice: Voice, yuan: Decimal) -> str:
    return number(float(yuan / 10_000 if voice.lang == "zh" else yuan))
