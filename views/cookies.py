"""The two cookies of the product: a random token and the language."""

from services.settings import Settings

LANGUAGE = "shuzhen_lang"


def token_name(settings: Settings) -> str:
    """The name of the token's cookie; behind HTTPS one that no other host can plant."""
    return "__Host-shuzhen" if settings.secure_cookies else "shuzhen"
