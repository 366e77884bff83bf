"""Interface texts, Chinese first, English second."""

from i18n.catalogue import say, text_of
from i18n.figures import difference, difference_of, exact, number, one_decimal, percent, share
from i18n.text import Lang, Text

__all__ = [
    "Lang",
    "Text",
    "difference",
    "difference_of",
    "exact",
    "number",
    "one_decimal",
    "percent",
    "say",
    "share",
    "text_of",
]
