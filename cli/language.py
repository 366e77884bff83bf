"""The language in which the command line speaks."""

import os

from i18n import Lang


def language() -> Lang:
    """``SHUZHEN_LANG``: zh unless it says en; a help page needs no valid settings."""
    return "en" if os.environ.get("SHUZHEN_LANG") == "en" else "zh"
