"""What several folders of tests need: the product in a process of its own, and a browser."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from hypothesis import Phase, settings

from access import passwords
from tests.browser.devices import DEVICES
from tests.browser.fixtures import devices, screenshots, served, visit, world
from tests.order import place

__all__ = ["devices", "screenshots", "served", "visit", "world"]

# What fails is told as small as it gets; to explain it line by line takes longer than the test.
PHASES = [phase for phase in Phase if phase is not Phase.explain]
# How long an example takes says how busy the machine is, not whether the promise holds.
settings.register_profile("untimed", deadline=None, phases=PHASES)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Real hashes with the cheapest parameters; test_access_passwords.py makes those of today."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHasher.from_parameters(CHEAPEST))
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files that take longest first, so that all workers end at about the same time."""
    items.sort(key=lambda item: place(item.path))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Close the browser that the files before have used, where a test has an event loop."""
    if item.get_closest_marker("browser") is None:
        DEVICES.close()


def pytest_sessionfinish() -> None:
    """Close it at the end too."""
    DEVICES.close()
