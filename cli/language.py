"""The language in which the command line speaks."""

from pydantic import ValidationError

from i18n import Lang
from services.settings import Settings


def language() -> Lang:
    """The setting ``lang``; Chinese where the settings themselves are wrong."""
    try:
        return Settings().lang
    except ValidationError:
        return "zh"
