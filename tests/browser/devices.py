"""The browsers of as many people as a test has at once: each is cleared, and not made anew.

A new browser compiles all of the front end, which costs more than the visit. What it has compiled
it keeps as long as its page stays with the same site, also from one file of tests to the next.
"""

import os
import shutil
from contextlib import suppress

from playwright.sync_api import Error, Page, Playwright, sync_playwright

from tests.browser.visitor import Visitor

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BLANK = "/healthz"
SCRIPTS_KEEP = "local_storage,indexeddb"


def chromium() -> str:
    """The path of the system's Chromium, or that of SHUZHEN_CHROMIUM."""
    found = os.environ.get("SHUZHEN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium: install it, or name it in SHUZHEN_CHROMIUM"
    return found


class Devices:
    """Separate profiles of one Chromium, handed out one after the other in each test."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._pages: list[Page] = []
        self._taken: list[Visitor] = []

    def take(self, url: str, width: int) -> Visitor:
        """A person at the product at ``url``, with a device that nobody has used in this test."""
        if self._playwright is None:
            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        if len(self._taken) == len(self._pages):
            context = self._browser.new_context(
                locale="zh-CN", accept_downloads=True, ignore_https_errors=True
            )  # a certificate of a test is signed by itself
            self._pages.append(context.new_page())
        page = self._pages[len(self._taken)]
        page.set_viewport_size({"width": width, "height": 844 if width < 600 else 860})
        self._taken.append(Visitor(page, url, width))
        return self._taken[-1]

    def put_down(self) -> None:
        """Leave all pages, and forget what they kept: cookies, and what scripts have stored."""
        for visitor in self._taken:
            visitor.leave()
            page, context = visitor.page, visitor.page.context
            with suppress(Error):  # a file has no storage
                page.evaluate("sessionStorage.clear()")
            with suppress(Error):  # of a server that is gone
                page.goto(visitor.url + BLANK)
            context.clear_cookies()
            session = context.new_cdp_session(page)
            kept = {"origin": visitor.url, "storageTypes": SCRIPTS_KEEP}
            session.send("Storage.clearDataForOrigin", kept)
            session.detach()
        self._taken = []

    def close(self) -> None:
        """End the browser and its event loop: other tests have their own."""
        if self._playwright is not None:
            self._browser.close()
            self._playwright.stop()
        self._playwright, self._pages = None, []


DEVICES = Devices()
