"""The second step of a sign-in: six digits of an authenticator (TOTP, RFC 6238)."""

import hmac
import re
from datetime import datetime

from pyotp import TOTP, random_base32

STEP = 30  # seconds
AROUND = 1  # steps before and after now that count too: two clocks differ, and typing takes time


def new_secret() -> str:
    """What the authenticator and the store know (160 bits)."""
    return random_base32()


def address_for(secret: str, username: str, product: str) -> str:
    """What an authenticator reads from a QR code."""
    return TOTP(secret, interval=STEP).provisioning_uri(name=username, issuer_name=product)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step whose code that is, spaces aside; None for any other code."""
    typed = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", typed):
        return None
    totp, present = TOTP(secret, interval=STEP), int(now.timestamp()) // STEP
    for step in range(present - AROUND, present + AROUND + 1):
        if hmac.compare_digest(totp.generate_otp(step), typed):
            return step
    return None
