"""Chinese numerals, as articles are counted."""

_DIGITS = "零一二三四五六七八九"
_TEN = 10
_HUNDRED = 100


def chinese(number: int) -> str:
    """1..99 in Chinese numerals: 10 -> “十”, 28 -> “二十八”; digits beyond."""
    if not 0 < number < _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
