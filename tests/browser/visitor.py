"""A person at a browser: what they do on the pages, and what their browser noticed."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Request, expect

PICTURES = "SHUZHEN_PICTURES"
LOCAL = ("data:", "blob:")
PROBES = ("/_stcore/health", "/_stcore/host-config")
TALLEST = 9_000  # pixels of a picture
PATIENCE = 20_000  # milliseconds
RESTING = "[data-testid=stApp][data-test-script-state=notRunning]"


class Visitor:
    """One page of one browser."""

    def __init__(self, page: Page, url: str, width: int) -> None:
        self.page, self.url, self.width = page, url, width
        self.asked_elsewhere: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        self._hears: dict[Any, Callable[[Any], None]] = {
            "request": self._asked,
            "console": self._said,
            "pageerror": lambda error: self.errors.append(str(error)),
            "dialog": lambda dialog: self.errors.append(f"dialog {dialog.message}"),
        }
        for event, hear in self._hears.items():
            page.on(event, hear)

    def leave(self) -> None:
        """Go away from the page: nothing that happens there from now on is noticed."""
        for event, hear in self._hears.items():
            self.page.remove_listener(event, hear)

    def has_cookie(self, token: str) -> None:
        """Be known by ``token``."""
        cookie = {"name": "shuzhen", "value": token, "url": self.url}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]

    def open(self, path: str = "/") -> None:
        """Go to an address of the product."""
        self.page.goto(self.url + path)

    def sees(self, text: str) -> None:
        """Wait until ``text`` can be read."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE)

    def heads(self, text: str) -> None:
        """Wait until the page has this title."""
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible(timeout=PATIENCE)

    def rests(self) -> None:
        """Wait until the page is drawn to its end."""
        self.page.locator(RESTING).wait_for()

    def unfold(self, fold: Locator, inside: Locator) -> None:
        """Open a fold that is drawn when opened; a redraw on its way may close it once."""
        for _ in range(3):
            self.rests()
            if inside.is_visible():
                return
            fold.click()
            with suppress(Error):
                inside.wait_for(timeout=PATIENCE / 6)
        inside.wait_for()

    def press(self, label: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=label, exact=True).click()

    def follow(self, label: str) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=label).first.click()

    def type(self, label: str, text: str) -> None:
        """Type into a field and leave it."""
        field = self.page.get_by_role("textbox", name=label).or_(
            self.page.get_by_role("spinbutton", name=label)
        )
        field.fill(text)
        field.press("Tab")

    def agree(self) -> None:
        """Tick the notice on personal information, which nobody has ticked before."""
        box = self.page.get_by_role("checkbox", name="我已阅读")
        expect(box).not_to_be_checked()
        box.locator("xpath=ancestor::label").click()
        expect(box).to_be_checked()
        self.rests()

    def choose(self, label: str, option: str) -> None:
        """Choose from a list by typing."""
        field = self.page.get_by_label(label)
        field.click()
        field.fill(option)
        self.page.get_by_role("option", name=option).first.click()

    def sign_in(self, username: str, password: str) -> None:
        """Sign in through the form."""
        self.open("/sign-in")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(password)
        self.press("登录")

    def card(self, item: str) -> Locator:
        """The box of one question."""
        return self.page.locator(f".st-key-item_{item}")

    def photograph(self, folder: Path, name: str) -> None:
        """A picture of the whole page, as long as it is, where somebody wants to look at it."""
        if PICTURES not in os.environ:
            return
        self.page.wait_for_timeout(400)  # fonts and charts settle
        height = self.page.evaluate(
            "document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0"
        )
        size = self.page.viewport_size
        assert size is not None
        self.page.set_viewport_size({**size, "height": max(size["height"], min(height, TALLEST))})
        self.page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)")
        self.page.wait_for_timeout(200)
        self.page.screenshot(path=folder / f"{name}-{self.width}.png", full_page=True)
        self.page.set_viewport_size(size)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url, *LOCAL)):
            self.asked_elsewhere.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        # Streamlit looks for itself below the page's address first, and finds nothing there.
        if message.type == "error" and not message.location["url"].endswith(PROBES):
            self.errors.append(f"{message.text} ({message.location['url']})")
