"""The pages where answers are given, over a small questionnaire that has every kind of item."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from access.tokens import new_token
from assessments.model import AnswerRecord, Assessment, Side
from assessments.plain_text import plain
from assessments.typed_numbers import typed_number
from questionnaires.model import Item, Kind
from services import accounts
from services.context import utc_now
from services.editions import pinned
from tests.town import PASSWORD, Town
from views import session

VIEWS = Path(session.__file__).parent
PAGES = {"claimed": "enterprise/fill.py", "verified": "consultant/verify.py"}
CARDS = {"claimed": "item", "verified": "finding"}
PLACES = {"claimed": "part", "verified": "case"}


@dataclass
class Device:
    """A browser at the page of one side; ``restart`` is what it meets when the server was."""

    town: Town
    assessment: Assessment
    side: Side = "claimed"
    part: str = "about_you"
    page: AppTest = field(init=False)
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        visitor = replace(self.town.visitor, now=utc_now)
        if self.side == "claimed":
            token = new_token()
            holder = replace(self.town.holder(self.assessment), now=utc_now)
            accounts.bind_assessment(holder, token, self.assessment.id)
        else:
            token = accounts.sign_in(visitor, "wangfang", PASSWORD, "::1")
        cookies = {"shuzhen": token, "shuzhen_lang": "zh"}
        visit = session.Visit(cookies, "::1")
        self._wiring = session.Wiring(self.town.store, self.town.settings, visit=lambda: visit)
        self._open()
        self.page.run()

    def restart(self) -> None:
        """The server has forgotten this session; the browser sends what its fields hold."""
        held = self.page._tree.get_widget_states()
        for key in self.opened:  # the test run forgets what is open, a browser does not
            held.widgets.add(id=_block(self.page.main, key).proto.id, bool_value=True)
        self._open()
        self.page._run(held)

    def run(self) -> None:
        """Any click that reaches the server."""
        session.wire(self._wiring)
        for key in self.opened:
            self.page.session_state[key] = True
        self.page.run()
        assert not self.page.exception

    def key(self, item: str) -> str:
        """The key of the item's widgets."""
        return f"{self.side}:{self.assessment.id}:{item}"

    def choose(self, item: Item, raw: Any) -> None:
        """Put ``raw`` into the item's widgets, as a person does."""
        key = self.key(item.id)
        if item.kind in (Kind.CHOICE, Kind.LADDER):
            self.page.radio(key=key).set_value(raw)
        elif item.kind is Kind.MULTI:
            for option in item.options:
                self.page.checkbox(key=f"{key}.{option.id}").set_value(option.id in raw)
        elif item.kind is Kind.TEXT:
            self.page.text_area(key=key).set_value(raw)
        else:
            self.page.text_input(key=key).set_value(raw)
        self.run()

    def open_note(self, item: Item) -> None:
        """Open what holds the note on the page of filling."""
        self.opened.append(f"{self.key(item.id)}:more")
        self.run()

    def note(self, item: Item, text: str) -> None:
        """Type the note or the remark."""
        fields = self.page.text_area if self.side == "claimed" else self.page.text_input
        fields(key=f"{self.key(item.id)}:note").set_value(text)
        self.run()

    def shown(self, item: Item) -> Any:
        """What the item's widgets show, as it would be kept."""
        key = self.key(item.id)
        if item.kind in (Kind.CHOICE, Kind.LADDER):
            return self.page.radio(key=key).value
        if item.kind is Kind.MULTI:
            ids = [option.id for option in item.options]
            return [id for id in ids if self.page.checkbox(key=f"{key}.{id}").value] or None
        if item.kind is Kind.TEXT:
            return plain(self.page.text_area(key=key).value) or None
        return typed_number(self.page.text_input(key=key).value)

    def said(self, item: Item) -> list[str]:
        """The lines in the item's box, outside of what opens."""
        return list(_lines(_block(self.page.main, f"{CARDS[self.side]}_{item.id}")))

    def stored(self, item: Item) -> AnswerRecord | None:
        """The latest record of this side."""
        return self.town.store.answers(self.assessment.id, self.side).get(item.id)

    def items(self) -> list[Item]:
        """The items whose boxes are on the page."""
        questionnaire = pinned(self.town.settings, self.assessment)
        card = CARDS[self.side]
        return [i for i in questionnaire.items if _block(self.page.main, f"{card}_{i.id}")]

    def _open(self) -> None:
        session.wire(self._wiring)
        self.page = AppTest.from_file(str(VIEWS / "navigation.py"), default_timeout=60)
        self.page.switch_page(PAGES[self.side])
        place = self.part if self.side == "claimed" else self.assessment.id
        self.page.query_params[PLACES[self.side]] = place


def _block(block: Any, key: str) -> Any:
    """The container with this key; None where there is none."""
    for child in block.children.values():
        if getattr(child, "key", None) == key:
            return child
        found = _block(child, key) if hasattr(child, "children") else None
        if found is not None:  # what opens is false while it is empty
            return found
    return None


def _lines(block: Any) -> Iterator[str]:
    for child in block.children.values():
        if type(child).__name__ in ("Markdown", "Caption", "Warning"):
            yield str(child.value)
        elif hasattr(child, "children") and type(child).__name__ != "Expander":
            yield from _lines(child)
