"""The pair of answer sheets that shows a finding: complete, and told by what matters in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from i18n import Text, exact
from questionnaires.answers import Answer, NotApplicable
from questionnaires.columns import NOT_APPLICABLE, NUMBER_NOT_APPLICABLE
from questionnaires.model import Item, Kind
from questionnaires.sheet import Sheet
from scoring.engine import score
from scoring.fairness.inputs import RoutingInput
from scoring.fairness.routes import RouteSpace
from scoring.paths.reaching import reach
from scoring.program import Codes, Ints

WHOLE = 1000.0  # what the whole of a ratio is where it is not nothing
NONE_APPLIES = NotApplicable("—")


@dataclass(frozen=True)
class Evidence:
    """Two sheets that differ in one answer (and in what is asked because of it)."""

    before: Sheet
    after: Sheet
    totals: tuple[float, float]
    levels: tuple[int, int]
    route: Mapping[str, Answer | float | str]  # the answers and facts that lead here, before
    highest: int  # how many of the other scored items stand at their highest, before
    others: int  # of so many


def evidence(
    routes: RouteSpace,
    states: tuple[Ints, Ints],
    codes: tuple[Codes, Codes],
    changed: str,
    answers: tuple[Answer | None, Answer | None] = (None, None),
) -> Evidence:
    """Of the states (one a group) and codes (one a scored item) before and after a step.

    ``answers`` are those to the item that is ``changed``, where the codes do not say them.
    """
    found = score(routes.plan, np.array(codes).T)
    sheets = [
        _sheet(routes, state, code, {} if answer is None else {changed: answer})
        for state, code, answer in zip(states, codes, answers, strict=True)
    ]
    high = [
        code == values.argmax()
        for code, values, item in zip(
            codes[0], routes.values, routes.questionnaire.scored, strict=True
        )
        if code >= 0 and item.id != changed
    ]
    return Evidence(
        before=sheets[0],
        after=sheets[1],
        totals=(float(found.total[0]), float(found.total[1])),
        levels=(int(found.level[0]), int(found.level[1])),
        route=_leading(routes, states[0], sheets[0]),
        highest=int(sum(high)),
        others=len(high),
    )


def states_of(routes: RouteSpace, route: int) -> Ints:
    """A state of each group that leads to a route."""
    at = routes.picked(np.array([route]))
    return np.array(
        [group.example[one[0]] for group, one in zip(routes.groups, at, strict=True)],
        dtype=np.int64,
    )


def _leading(routes: RouteSpace, states: Ints, sheet: Sheet) -> Mapping[str, Answer | float | str]:
    """What of a sheet leads along its route."""
    known = {**sheet.facts, **sheet.answers}
    own = {fact: known[fact] for fact in routes.facts}
    return own | {each.id: known[each.id] for each, _ in _route(routes, states)}


def _route(routes: RouteSpace, states: Ints) -> Iterator[tuple[RoutingInput, Any]]:
    """The facts and the answers that are asked of the inputs, as they stand in columns."""
    for group, state in zip(routes.groups, states, strict=True):
        shown = group.shown[:, group.pattern[state]]
        for each, pick, asked in zip(group.inputs, group.picks[:, state], shown, strict=True):
            if asked:
                yield each, each.values[pick]


def _sheet(routes: RouteSpace, states: Ints, codes: Codes, own: Mapping[str, Answer]) -> Sheet:
    by_id = routes.questionnaire.by_id
    facts: dict[str, str | float] = {**routes.facts}
    answers: dict[str, Answer] = {}
    for each, value in _route(routes, states):
        if each.item is None:
            facts[each.id] = value.item()
        else:
            answers[each.id] = answer_of(each.item, value)
    answers |= own
    for whole in {item.whole for item in by_id.values() if item.whole in answers}:
        if answers[whole] != 0 and isinstance(answers[whole], float):
            answers[whole] = min(WHOLE, by_id[whole].maximum or WHOLE)
    scored = [*zip(routes.questionnaire.scored, codes.tolist(), strict=True)]
    for item, code in scored:
        if code >= 0 and item.kind is not Kind.RATIO:
            answers[item.id] = _answer(routes, item, code, answers.get(item.id))
    for item, code in scored:
        if code >= 0 and item.part is not None:
            answers.setdefault(item.part, 0.0)
            changes = reach(routes.questionnaire, Sheet(answers, facts), item, code) or {}
            answers |= {id: answer for id, answer in changes.items() if answer is not None}
    return Sheet(answers, facts)


def _answer(routes: RouteSpace, item: Item, code: int, known: Answer | None) -> Answer:
    """An answer with that code; what leads along the route already stays where it fits."""
    if item.kind in (Kind.CHOICE, Kind.LADDER):
        return item.options[code].id
    if item.kind is Kind.NUMBER:
        found = reach(routes.questionnaire, Sheet({}, {}), item, code) or {}
        return found.get(item.id) or 0.0
    coder = next(each for each in routes.plan.coders if each.item == item.id)
    masks = sorted(range(1, 1 << len(item.options)), key=int.bit_count)
    alone = sum(1 << at for at, option in enumerate(item.options) if option.exclusive)
    fits = (
        ticks(item, mask)
        for mask in masks
        if (not mask & alone or mask.bit_count() == 1) and coder(np.array([mask]))[0] == code
    )
    tried = [*fits]
    return known if known in tried else tried[0]


def answer_of(item: Item, value: float) -> Answer:
    """The answer that stands in a column as ``value``."""
    if item.kind is Kind.NUMBER:
        return NONE_APPLIES if value == NUMBER_NOT_APPLICABLE else float(value)
    if value == NOT_APPLICABLE:
        return NONE_APPLIES
    return ticks(item, int(value)) if item.kind is Kind.MULTI else item.options[int(value)].id


def ticks(item: Item, mask: int) -> tuple[str, ...]:
    """The ids of the ticked options."""
    return tuple(option.id for at, option in enumerate(item.options) if mask >> at & 1)


def evidence_params(found: Evidence, changed: str) -> dict[str, object]:
    """The evidence as parameters of a message."""
    before, after = found.before.answers.get(changed), found.after.answers.get(changed)
    route = {id: value for id, value in found.route.items() if id != changed}
    return {
        "before": _shown(before),
        "after": _shown(after),
        "total_before": f"{found.totals[0]:.2f}",
        "total_after": f"{found.totals[1]:.2f}",
        "level_before": found.levels[0],
        "level_after": found.levels[1],
        "route": ", ".join(f"{id} = {_shown(value)}" for id, value in route.items()) or "—",
        "highest": found.highest,
        "others": found.others,
    }


def _shown(value: object) -> str | Text:
    if isinstance(value, tuple):
        return "[" + ", ".join(value) + "]"
    if isinstance(value, NotApplicable):
        return "NA"
    return exact(value) if isinstance(value, float) else str(value)
