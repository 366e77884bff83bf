"""Which language a program or a browser without a cookie asks for."""

from i18n import Lang


def accepted_language(header: str) -> Lang:
    """The better liked of Chinese and English in an Accept-Language header; Chinese at a draw."""
    liked: dict[str, float] = {}
    for part in header[:500].split(","):
        name, _, rest = part.strip().partition(";")
        primary = name.strip().lower().partition("-")[0]
        if primary in ("zh", "en"):
            liked[primary] = max(liked.get(primary, 0.0), _quality(rest))
    return "en" if liked.get("en", 0.0) > liked.get("zh", 0.0) else "zh"


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if not parameter:
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
