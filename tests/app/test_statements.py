"""How many SQL statements a page and a report take; one more for each thing shown would show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from reports.word_template.example import example
from services import handing_out, stating, templates, verifying
from services.dossier import dossier_of
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, World
from tests.visiting import visited

# At most, with who is asking and what is told to the database; the audit entry of a report is 3.
A_PAGE, A_REPORT = 8, 13


@contextmanager
def at_most(world: World, bound: int) -> Iterator[None]:
    """Fails with the statements where the block has run more than ``bound``."""
    found: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        found.append(" ".join(statement.split()))

    event.listen(world.store.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(world.store.engine, "before_cursor_execute", note)
    told = "\n".join(f"{number}. {each}" for number, each in enumerate(found, 1))
    assert 0 < len(found) <= bound, f"{len(found)} statements, at most {bound}:\n{told}"


def signed(world: World, case: str) -> None:
    """The consultant verifies one answer and signs."""
    ctx = world.consultant()
    verifying.begin(ctx, case)
    item, claim = next(iter(verifying.case(ctx, case).dossier.claimed.items()))
    verifying.set_verified(ctx, case, item, claim.value, remark="看过", seen=0)
    visited(ctx, case)
    verifying.sign(ctx, case, seen=verifying.case(ctx, case).seen)


@pytest.fixture
def case(world: World) -> str:
    """A signed case with a signed round before it, in the hands of a centre with a template."""
    first = world.submitted(world.people())
    templates.put(world.consultant(), "zh", "t.docx", example("zh"), seen=0)
    signed(world, first.id)
    later = world.next_round(first)
    signed(world, later.id)
    return later.id


@pytest.mark.parametrize("page", ["result", "plan"])
def test_a_page_of_an_enterprise_takes_few_statements(
    world: World, open_page: Open, bound: Callable[[str], str], case: str, page: str
) -> None:
    """When it is opened, and at every rerun."""
    opened = open_page(token=bound(case))
    with at_most(world, A_PAGE):
        opened.switch_page(f"enterprise/{page}.py").run()
    with at_most(world, A_PAGE):
        opened.run()
    assert not opened.exception


@pytest.mark.parametrize("page", ["verify", "case_plan", "case_rounds", "report"])
@pytest.mark.parametrize("is_signed", [False, True])
def test_a_page_of_a_consultant_takes_few_statements(
    world: World, open_page: Open, case: str, page: str, *, is_signed: bool
) -> None:
    """The same, before the signature and after it."""
    if not is_signed:
        later = world.next_round(world.store.assessment(case))
        verifying.begin(world.consultant(), later.id)
        case = later.id
    opened = open_page(token=world.signed_in(CONSULTANT))
    opened.query_params["case"] = case
    opened.switch_page(f"consultant/{page}.py")
    opened.query_params["case"] = case
    for _ in range(2):
        with at_most(world, A_PAGE + (page == "verify")):  # with its place in the list
            opened.run()
    assert not opened.exception


def test_the_list_of_cases_takes_as_many_statements_as_one(
    world: World, open_page: Open, case: str
) -> None:
    """However many are listed: the page, its counts, and what the actor has saved."""
    opened = open_page(token=world.signed_in(CONSULTANT))
    with at_most(world, 9):
        opened.switch_page("consultant/assigned.py").run()
    assert not opened.exception


@pytest.mark.parametrize("format", ["html", "docx"])
def test_a_report_takes_few_statements(world: World, case: str, format: str) -> None:
    """Also the first one, which is put on record, and one on the centre's template."""
    ctx = world.holder(case)
    # The secret of check codes is made once in the life of a store.
    stating.code_of(ctx, stating.stated(dossier_of(ctx, "report.read", case)))
    for _ in range(2):
        with at_most(world, A_REPORT):
            handing_out.hand_out(ctx, case, "zh", format)
