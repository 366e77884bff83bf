"""Two processes that have the same to say beside a scorecard."""

from contextlib import closing
from threading import Thread

from assessments.details import WISHES
from assessments.model import Side
from storage import open_store
from tests.store.beside import beside
from tests.store.samples import NOON, SUBMITTED, card, enterprise

KEY: tuple[str, Side] = (SUBMITTED.id, "claimed")


def test_what_came_first_stays_and_nobody_fails(address: str) -> None:
    """The slower one waits for the faster, and leaves what is there."""
    with closing(open_store(address, migrate=True)) as one, closing(open_store(address)) as other:
        one.add_enterprise(enterprise())
        one.add_assessment(SUBMITTED, None)
        one.add_scorecard(SUBMITTED.id, "claimed", card(50.0), NOON)
        slower = Thread(target=other.add_details, args=(WISHES, {KEY: {"said": 0.0}}))
        with one.transaction() as faster:
            faster.add_details(WISHES, {KEY: {"said": 1.0}})
            slower.start()
            slower.join(0.5)
            assert slower.is_alive()
        slower.join()
        assert beside(one, WISHES).to_dict("index") == {KEY: {"said": 1.0}}
