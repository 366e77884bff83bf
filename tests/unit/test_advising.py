"""What an assessed enterprise could do about lost points, by the catalogue as it is here."""

from collections.abc import Iterator

import pytest

from access.actor import Actor, Role
from services import advising, catalogue, vendors
from services.context import Context
from services.dossier import dossier_of
from tests.app.world import World
from tests.stores import new_store
from tests.vendor_tables import ROW, vendor_table


@pytest.fixture
def world() -> Iterator[World]:
    """A store with people."""
    store = new_store()
    yield World(store)
    store.close()


def test_the_installation_s_own_words_are_what_is_advised(world: World) -> None:
    """An edited solution is advised as edited, and what wins most back stands first."""
    assessment = world.submitted(world.people()).id
    ctx = world.holder(assessment)
    before = advising.advice(dossier_of(ctx, "result.read", assessment))
    id = before.matches[0].solution.id
    owner = Context(world.store, Actor(Role.METHOD_OWNER, "owner", "方老师"))
    draft = catalogue.draft(owner, id)
    catalogue.keep(owner, id, draft.group, {**draft.entry, "weeks": [7, 77]}, seen=0)
    after = advising.advice(dossier_of(ctx, "result.read", assessment))
    assert [each.solution.id for each in after.matches] == [
        each.solution.id for each in before.matches
    ]
    assert after.matches[0].solution.weeks == (7, 77)
    assert after.matches[0].points >= after.matches[-1].points > 0


def test_vendors_are_those_of_the_centre_that_has_the_case(world: World) -> None:
    """With the centre's name; without a table there are none."""
    assessment = world.submitted(world.people()).id
    ctx = world.holder(assessment)
    assert advising.advice(dossier_of(ctx, "result.read", assessment)).vendors is None
    vendors.replace(world.consultant(), "vendors.xlsx", vendor_table(ROW), seen=0)
    found = advising.advice(dossier_of(ctx, "result.read", assessment))
    assert found.vendors is not None
    assert found.centre == "惠山数字化转型促进中心"
    assert [each.name for each in found.vendors.for_solution("light_mes")] == [ROW[0]]
