"""What several folders of tests need: the product in a process of its own, and a browser."""

import pytest
from hypothesis import settings

from tests.browser.fixtures import browser, screenshots, served, visit, world
from tests.order import place

__all__ = ["browser", "screenshots", "served", "visit", "world"]

# How long an example takes says how busy the machine is, not whether the promise holds.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files that take longest first, so that all workers end at about the same time."""
    items.sort(key=lambda item: place(item.path))
