"""What a module of ``reports/formats`` says of its format, as ``FORMAT``."""

from collections.abc import Callable
from dataclasses import dataclass

from i18n import Text
from reports.report import Report


@dataclass(frozen=True)
class Format:
    """A format: ``ending`` of its files without the dot, which is its name too.

    ``label`` stands on the button that downloads it; ``place`` orders formats in every list.
    """

    ending: str
    mime: str
    label: Text
    place: int
    write: Callable[[Report], bytes]
