"""What somebody would call the device that a browser runs on, for the list of sessions."""

from collections.abc import Sequence

# The first that is named counts: many browsers name others too, to be taken for them.
BROWSERS: Sequence[tuple[str, str]] = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("MiuiBrowser", "MIUI Browser"),
    ("QQBrowser", "QQ Browser"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Sequence[tuple[str, str]] = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """Browser and system, as far as ``user_agent`` names one that is known; never its text."""
    found = (
        next((name for mark, name in names if mark in user_agent), "")
        for names in (BROWSERS, SYSTEMS)
    )
    return " · ".join(filter(None, found))
