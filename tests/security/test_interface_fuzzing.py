"""Schemathesis asks the interface all that its description allows, and much that it does not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis import BaseSchema, GenerationMode
from starlette.applications import Starlette

from services.context import Context
from tests.publics import PublicCity
from views import session
from views.interface.operations import OPERATIONS, ROOT
from views.interface.routes import InterfaceRoute

EVERY = 15  # seconds between two calls, so that none comes too soon


@dataclass(frozen=True)
class Asked:
    """The interface as its own description has it, and a key for it."""

    schema: BaseSchema
    headers: dict[str, str]


@pytest.fixture(scope="module")
def asked() -> Iterator[Asked]:
    """The interface over a city whose clock goes on with every call."""
    city, calls = PublicCity(), count()
    city.published()
    key, begun, nobody = city.key(days=700), city.now, session.visitor_context
    session.wire(session.Wiring(city.store, city.settings))

    def later(address: str) -> Context:
        now = begun + timedelta(seconds=EVERY * next(calls))
        return replace(nobody(address), now=lambda: now)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("views.interface.routes.visitor_context", later)
        app = Starlette(routes=[InterfaceRoute()])
        schema = schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", app)
        yield Asked(schema, {"Authorization": f"Bearer {key}"})
    city.store.close()


CASES = [
    (each.id, mode)
    for each in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or each.asked.model_fields
]


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_whatever_is_asked_the_answer_is_one_that_the_description_has(
    asked: Asked, operation: str, mode: GenerationMode
) -> None:
    """Right and wrong parameters and keys: a documented status and body, and never a fault."""
    strategy = asked.schema.find_operation_by_id(operation).as_strategy(generation_mode=mode)
    statuses = set()

    @settings(max_examples=25, deadline=None)
    @given(case=strategy)
    def ask(case: schemathesis.Case) -> None:
        answer = case.call_and_validate(headers=asked.headers)
        statuses.add(answer.status_code)

    ask()
    assert statuses
    assert max(statuses) < 500
