"""A demonstration city: synthetic enterprises whose answers hang together as real ones would."""

from services.demo.filling import Filled, fill, is_filled
from services.demo.people import Login, draft, logins

__all__ = ["Filled", "Login", "draft", "fill", "is_filled", "logins"]
