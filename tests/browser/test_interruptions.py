"""What a page called saved is saved, whatever happens to the line, the server and the page."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import pytest

from questionnaires.model import Item
from services import filling
from storage import open_store
from tests.app.world import World, any_answer
from tests.browser.devices import Devices
from tests.browser.filling_in import Filling, sit_down
from tests.browser.line import Line
from tests.browser.served import Served, free_port

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]
TIMES = int(os.environ.get("SHUZHEN_INTERRUPTIONS", "12"))
ARRIVES = 600  # milliseconds after which a click has reached the server
FEW = 15  # troubles of one enterprise
LONGEST = 1_500  # milliseconds that an interruption lasts


@dataclass
class Trouble:
    """A person who fills in, over a line, on a server that may die."""

    person: Filling
    line: Line
    server: Served
    rng: Random

    def wait(self) -> None:
        """A while."""
        self.person.visitor.page.wait_for_timeout(self.rng.randrange(LONGEST))

    def passes(self, item: Item) -> None:
        """The page is back, and what was on its way has arrived or is lost."""
        self.person.visitor.card(item.id).wait_for()
        self.person.visitor.page.wait_for_timeout(ARRIVES + 4_000 * self.line.delay)
        self.person.visitor.rests()

    def line_cut(self) -> None:
        """The connection breaks and comes back."""
        self.line.cut()
        self.wait()
        self.line.mend()

    def server_killed(self) -> None:
        """The server dies and is started again."""
        self.server.kill()
        self.wait()
        self.server.start()

    def line_slow(self) -> None:
        """Every piece takes longer, until the next trouble."""
        self.line.delay = self.rng.choice([0.0, 0.05, 0.2])

    def page_reloaded(self) -> None:
        """Reloaded while something may be on its way."""
        self.person.visitor.page.reload()

    def page_left(self) -> None:
        """Closed, and opened again later at the same address."""
        address = self.person.visitor.page.url
        self.person.visitor.page.goto("about:blank")
        self.wait()
        self.person.visitor.page.goto(address)

    def elsewhere(self) -> None:
        """A second device of the enterprise answers a question of the same page."""
        holder, id = self.person.world.holder(self.person.assessment), self.person.assessment
        for item in self.person.open_items()[-1:]:
            option = any_answer(item, 0)
            filling.record_answer(holder, id, item.id, option, seen=0)
            self.person.acknowledged[item.id] = option


TROUBLES: Sequence[Callable[[Trouble], None]] = (
    Trouble.line_cut,
    Trouble.server_killed,
    Trouble.line_slow,
    Trouble.page_reloaded,
    Trouble.page_left,
    Trouble.elsewhere,
)


@pytest.fixture
def served_over_a_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Line]]:
    """A server to be killed, and a line to it."""
    folder = tmp_path_factory.mktemp("interrupted")
    url = f"sqlite:///{folder / 'store.db'}"
    open_store(url, migrate=True).close()
    port = free_port()
    line = Line(port)
    own = {"SHUZHEN_REPORT_PROCESSES": "0", "SHUZHEN_PUBLIC_ADDRESS": line.url}
    server = Served(url, folder / "log", port, own)
    server.start()
    line.start()
    yield server, line
    line.end()
    server.kill()


def clicked(person: Filling, item: Item, option: int) -> None:
    """Click an option, and wait for nothing."""
    card = person.visitor.card(item.id)
    card.get_by_role("radiogroup").locator("label").nth(option).click(no_wait_after=True)


def test_no_acknowledged_answer_is_lost_whatever_interrupts(
    served_over_a_line: tuple[Served, Line], devices: Devices
) -> None:
    """One trouble after the other, each right after a click, in an order that chance has chosen."""
    server, line = served_over_a_line
    store = open_store(server.store)
    rng = Random(16)  # noqa: S311  (which trouble comes when)
    world = World(store)
    trouble = Trouble(sit_down(devices, line.url, world), line, server, rng)
    for number in range(TIMES):
        if number % FEW == FEW - 1:  # before all is answered, another enterprise sits down
            devices.put_down()
            trouble.person = sit_down(devices, line.url, world)
        person = trouble.person
        trouble_now = TROUBLES[rng.randrange(len(TROUBLES))]
        item = person.go_on()
        person.answer(item, 0)
        clicked(person, item, 1)
        del person.acknowledged[item.id]  # until it is called saved again
        person.visitor.page.wait_for_timeout(rng.choice([0, 20, 100, 400]))
        trouble_now(trouble)
        trouble.passes(item)
        person.answer(item, 2 if len(item.options) > 2 else 0)
        person.check()
    store.close()
