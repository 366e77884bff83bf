"""Interface texts, Chinese first, English second."""

from i18n.catalogue import say, text_of
from i18n.figures import exact, one_decimal, percent
from i18n.text import Lang, Text

__all__ = ["Lang", "Text", "exact", "one_decimal", "percent", "say", "text_of"]
