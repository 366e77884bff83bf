"""What several folders of tests need: the product in a process of its own, and a browser."""

from tests.browser.fixtures import browser, screenshots, served, visit, world

__all__ = ["browser", "screenshots", "served", "visit", "world"]
