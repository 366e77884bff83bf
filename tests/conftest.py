"""What several folders of tests need: the product in a process of its own, and a browser."""

from hypothesis import settings

from tests.browser.fixtures import browser, screenshots, served, visit, world

__all__ = ["browser", "screenshots", "served", "visit", "world"]

# How long an example takes says how busy the machine is, not whether the promise holds.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
