"""How conditions hang together: no circles, inputs asked before, no routing entry for nothing."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from files.problems import Problem
from i18n import text_of
from questionnaires.draft import Draft
from questionnaires.entries import ConditionEntry
from questionnaires.extent import DEEPEST, MOST_TESTS, Extent, extent, extents

MOST_IN_ALL = 10_000  # tests of all conditions together

Graph = Mapping[str, set[str]]  # a name to the names that it looks at


def check(draft: Draft) -> Iterator[Problem]:
    """Circles among routing entries and among items; conditions on what is asked later."""
    if draft.head is None:
        return
    routing = draft.head.routing
    names = {name: set(_mentioned(entry, "name")) for name, entry in routing.items()}
    sizes = extents(routing)
    if sizes is not None:
        yield from _too_wide(draft, sizes)
    for circle in circles(names):
        chain = " → ".join((*circle, circle[0]))
        yield draft.head_document.problem("Q047", "routing", circle[0], chain=chain)
    looks_at = {
        id: set(_inputs(placed.entry.show_if, routing)) for id, placed in draft.by_id.items()
    }
    with_parts = {id: inputs | _parts(draft, id) for id, inputs in looks_at.items()}
    round_about: set[str] = set()
    for circle in circles(with_parts):
        round_about.update(circle)
        placed = draft.by_id[circle[0]]
        yield placed.problem("Q048", "show_if", chain=" → ".join((*circle, circle[0])))
    rank = _ranks(draft)
    for id in sorted(set(rank) - round_about):
        for name in sorted(looks_at[id] - round_about):
            if name in rank and rank[name] > rank[id]:
                yield draft.by_id[id].problem("Q049", "show_if", name=name)


def unused_routing(draft: Draft) -> Iterator[Problem]:
    """Routing entries that no item uses, directly or through another entry."""
    if draft.head is None:
        return
    routing = draft.head.routing
    used: set[str] = set()
    waiting = [
        name
        for placed in draft.items
        for name in _mentioned(placed.entry.show_if, "name")
        if name in routing
    ]
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += [each for each in _mentioned(routing[name], "name") if each in routing]
    for name in routing:
        if name not in used and not draft.broken and not draft.blind:
            yield draft.head_document.problem("Q050", "routing", name, name=name)


def circles(graph: Graph) -> Iterator[tuple[str, ...]]:
    """Every circle of ``graph`` that is left when the circles before it are taken out."""
    rest = {name: set(targets) for name, targets in graph.items()}
    while True:
        try:
            TopologicalSorter(rest).prepare()
        except CycleError as error:
            circle: tuple[str, ...] = tuple(reversed(error.args[1][1:]))
            start = circle.index(min(circle))
            yield (*circle[start:], *circle[:start])
            for name in circle:
                rest[name] = set()
        else:
            return


def _ranks(draft: Draft) -> dict[str, tuple[float, int]]:
    """Where each item stands in the order of asking; a ratio stands right after its parts."""
    asked = [item for page in draft.head.pages for item in page.items] if draft.head else []
    rank = {item: (float(place), 0) for place, item in enumerate(asked) if item in draft.by_id}
    for index, id in enumerate(draft.by_id):
        parts = _parts(draft, id)
        if parts and parts <= rank.keys():
            rank[id] = (max(rank[part][0] for part in parts), index + 1)
    return rank


def _parts(draft: Draft, id: str) -> set[str]:
    """The number items that a ratio is computed from."""
    entry = draft.by_id[id].entry
    return {name for name in (entry.part, entry.whole) if name and name in draft.by_id}


def _too_wide(draft: Draft, sizes: Mapping[str, Extent]) -> Iterator[Problem]:
    """Conditions that would become too large with their names written out."""
    params = {"tests": MOST_TESTS, "depth": DEEPEST}
    for name, size in sizes.items():
        if not size.fits:
            yield draft.head_document.problem("Q054", "routing", name, **params)
    tests = 0
    for placed in draft.items:
        if placed.entry.show_if is not None:
            size = extent(placed.entry.show_if, sizes)
            tests += size.tests
            if not size.fits:
                yield placed.problem("Q054", "show_if", **params)
    if tests > MOST_IN_ALL:
        what = text_of("problems.tests")
        yield draft.head_document.problem("Q009", "pages", most=MOST_IN_ALL, what=what)


def _inputs(entry: ConditionEntry | None, routing: Mapping[str, ConditionEntry]) -> Iterator[str]:
    """The ids of the items that a condition looks at, through routing names too."""
    yield from _mentioned(entry, "item")
    waiting, seen = list(_mentioned(entry, "name")), set[str]()
    while waiting:
        name = waiting.pop()
        if name in routing and name not in seen:
            seen.add(name)
            yield from _mentioned(routing[name], "item")
            waiting += _mentioned(routing[name], "name")


def _mentioned(entry: ConditionEntry | None, what: str) -> Iterator[str]:
    """The names or the items that stand in a condition itself."""
    if entry is None:
        return
    if getattr(entry, what) is not None:
        yield getattr(entry, what)
    for inner in (*(entry.all or ()), *(entry.any or ())):
        yield from _mentioned(inner, what)
    yield from _mentioned(entry.not_, what)
