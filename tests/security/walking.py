"""Opens pages without a browser and looks at every text in what Streamlit would send."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from tests.app.desks import VIEWS
from tests.security.marked import MarkedTown
from views import session

# What the front end shows letter by letter, or does not show: the type of a message and its field.
# Whatever is not here counts as Markdown.
LETTERS = frozenset(("TextInput.default", "TextInput.value", "TextArea.default", "TextArea.value"))
OPENED = 3  # times, until nothing more opens


def opened(
    made: MarkedTown,
    file: str,
    token: str,
    query: Mapping[str, str] = MappingProxyType({}),
    state: Mapping[str, str] = MappingProxyType({}),
) -> AppTest:
    """A page as the browser with ``token`` has it, with all that can be opened on it open.

    ``query``: what the address says; ``state``: what is chosen on the page.
    """
    visit = session.Visit({"shuzhen": token, "shuzhen_lang": "zh"}, "::1")
    town = made.town
    session.wire(session.Wiring(town.store, town.settings, visit=lambda: visit, media=town.media))
    page = AppTest.from_file(str(VIEWS / "navigation.py"), default_timeout=120)
    page.switch_page(file)
    for name, said in query.items():
        page.query_params[name] = said
    for name, said in state.items():
        page.session_state[name] = said
    page.run()
    for _ in range(OPENED):
        closed = [key for key in _closed(page) if not page.session_state[key]]
        if not closed or page.exception:
            break
        for key in closed:
            page.session_state[key] = True
        page.run()
    return page


def _closed(page: AppTest) -> list[str]:
    """The keys of what tells the server that it was opened."""
    return [
        block.key
        for block in _blocks(page._tree)
        if getattr(block, "key", None)
        and block.key in page.session_state
        and isinstance(page.session_state[block.key], bool)
    ]


def _blocks(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield child
            yield from _blocks(child)


def texts(page: AppTest) -> Iterator[tuple[str, str]]:
    """Every text of the page, with the type of the message and the field that it stands in."""
    for node in _nodes(page._tree):
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            yield from _strings(proto)


def _nodes(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from _nodes(child)


def _strings(message: Message) -> Iterator[tuple[str, str]]:
    for descriptor, value in message.ListFields():
        values = [value] if isinstance(value, str | Message) else value
        if not hasattr(values, "__iter__"):
            continue
        where = f"{message.DESCRIPTOR.name}.{descriptor.name}"
        for each in values.values() if isinstance(values, Mapping) else values:
            if isinstance(each, str):
                yield where, each
            elif isinstance(each, Message):
                yield from _strings(each)
