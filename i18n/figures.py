"""Figures as people read them, the same in both languages; rounded half up, for display only."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"


def one_decimal(value: float) -> str:
    """``value`` to one decimal, half up: 39.95 -> "40.0"."""
    return str(Decimal(repr(float(value))).quantize(Decimal("0.1"), ROUND_HALF_UP))


def percent(share: float) -> str:
    """A share in [0, 1] as whole per cent, half up: 0.125 -> "13%"."""
    return f"{(Decimal(repr(float(share))) * 100).quantize(Decimal(1), ROUND_HALF_UP)}%"


def exact(value: float) -> str:
    """``value`` with all its digits and no exponent: 1234567.0 -> "1234567", 1e-05 -> "0.00001"."""
    text = f"{Decimal(repr(float(value))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: float) -> str:
    """A number as it was given, with thousands separators: 3200.0 -> "3,200"."""
    return f"{Decimal(repr(float(value))).normalize():,f}"


def difference(value: float) -> str:
    """A signed difference to one decimal: "+1.5", "−2.0", "0.0"."""
    said = one_decimal(abs(value))
    sign = "" if said == "0.0" else "+" if value > 0 else MINUS
    return f"{sign}{said}"


def difference_of(before: float, after: float) -> str:
    """The signed difference of two figures as they are shown: of "8.1" and "0.4" it is "−7.7"."""
    return difference(float(Decimal(one_decimal(after)) - Decimal(one_decimal(before))))


def share(value: float) -> str:
    """A share in [0, 1] as per cent to one decimal: 0.12345 -> "12.3%"."""
    return f"{one_decimal(value * 100)}%"
