"""From one sheet to what its answers leave possible for each item of another questionnaire."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from questionnaires.answers import Answer, InvalidAnswer, NotApplicable, parse_answer
from questionnaires.columns import columns_of, is_answered
from questionnaires.conditions import FALSE, TRUE, Routes, route
from questionnaires.crosswalks.checks import applies
from questionnaires.crosswalks.model import Crosswalk, ReadBand, Relation
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet

Options = frozenset[str]


@dataclass(frozen=True)
class Remaining:
    """What an item can still be answered with, and the relations that say so.

    ``answer`` is there where only one is left. Of a choice or ladder ``options`` are left; of a
    multi item ``ticked`` are certain and ``options`` may be ticked (the certain ones included).
    ``contradicted``: the relations leave nothing, so the item counts as open.
    """

    item: Item
    because: tuple[Relation, ...]
    options: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    answer: Answer | None = None
    contradicted: bool = False

    @property
    def is_informative(self) -> bool:
        """Whether something is excluded, or the relations contradict each other."""
        is_whole = len(self.options) == len(self.item.options) and not self.ticked
        return self.contradicted or self.answer is not None or not is_whole

    def admits(self, answer: Answer) -> bool:
        """Whether the item can be answered so."""
        if self.contradicted:
            return True
        if self.answer is not None:
            return answer == self.answer or (
                isinstance(answer, NotApplicable) and isinstance(self.answer, NotApplicable)
            )
        if isinstance(answer, tuple):
            return set(self.ticked) <= set(answer) <= set(self.options)
        return answer in self.options


def remaining(
    crosswalk: Crosswalk, ours: Questionnaire, theirs: Questionnaire, sheet: Sheet
) -> dict[str, Remaining]:
    """What ``sheet`` leaves of the items of ``theirs`` that it says anything about, by id."""
    return next(remaining_of_each(crosswalk, ours, theirs, [sheet]))


def remaining_of_each(
    crosswalk: Crosswalk, ours: Questionnaire, theirs: Questionnaire, sheets: Sequence[Sheet]
) -> Iterator[dict[str, Remaining]]:
    """The same of every sheet, in their order; routed together."""
    answers, facts = [sheet.answers for sheet in sheets], [sheet.facts for sheet in sheets]
    routes = route(ours, columns_of(ours, answers, facts))
    related = [
        (relation, ours.by_id[relation.from_], theirs.by_id[relation.to])
        for relation in crosswalk.relations
        if applies(relation, ours, theirs)
    ]
    for at, sheet in enumerate(sheets):
        by_target: dict[str, list[_Said]] = {}
        for relation, source, target in related:
            said = _reading(relation, source, target, (routes, at), sheet)
            if said is not None:
                by_target.setdefault(target.id, []).append(said)
        found = {id: _together(theirs.by_id[id], said) for id, said in by_target.items()}
        yield {id: each for id, each in found.items() if each.is_informative}


@dataclass(frozen=True)
class _Said:
    """What one relation says: the one answer, or options that are left, certain, excluded."""

    relation: Relation
    answer: Answer | None = None
    left: Options | None = None
    ticked: Options = frozenset()
    excluded: Options = frozenset()

    @property
    def is_empty(self) -> bool:
        return self.answer is None and self.left is None and not (self.ticked or self.excluded)


def _reading(
    relation: Relation, ours: Item, theirs: Item, routed: tuple[Routes, int], sheet: Sheet
) -> _Said | None:
    """What our item says; None where it is open, or where its answer says nothing.

    ``routed``: the routes of many sheets, and the place of this one among them.
    """
    routes, at = routed
    truth = int(routes.shown[ours.id][at])
    given = sheet.answers.get(ours.id)
    absent = truth == FALSE or isinstance(given, NotApplicable)
    if absent:
        if relation.absent_too and theirs.not_applicable is not None:
            own = given.reason if truth == TRUE and isinstance(given, NotApplicable) else ""
            return _Said(relation, NotApplicable(own or theirs.not_applicable.zh))
        return None
    if truth != TRUE:
        return None
    said = None
    if ours.kind in (Kind.NUMBER, Kind.RATIO):
        column = routes.items[ours.id]
        if is_answered(column[at : at + 1])[0]:
            said = _of_number(relation, theirs, float(column[at]))
    elif given is not None:
        said = _of_options(relation, ours, theirs, given)
    return None if said is None or said.is_empty else said


def _of_number(relation: Relation, theirs: Item, number: float) -> _Said | None:
    if relation.copies:
        return _copied(relation, theirs, number)
    band = next((b for b in relation.bands if _is_in(number, b, relation)), None)
    return None if band is None else _Said(relation, left=frozenset(band.reads))


def _is_in(number: float, band: ReadBand, relation: Relation) -> bool:
    """The outer ends of the whole stretch belong to it."""
    first, last = relation.bands[0], relation.bands[-1]
    if relation.closed == "left":
        return band.from_ <= number < band.to or (band is last and number == band.to)
    return band.from_ < number <= band.to or (band is first and number == band.from_)


def _copied(relation: Relation, theirs: Item, answer: Answer) -> _Said | None:
    """Our answer as theirs; nothing where it is none there."""
    try:
        raw = list(answer) if isinstance(answer, tuple) else answer
        return _Said(relation, parse_answer(theirs, raw))
    except InvalidAnswer:
        return None


def _of_options(relation: Relation, ours: Item, theirs: Item, given: Answer) -> _Said | None:
    chosen = frozenset(given if isinstance(given, tuple) else (str(given),))
    if relation.copies:
        return None if relation.relation != "equal" else _copied(relation, theirs, given)
    if theirs.kind is Kind.MULTI:
        unmet = {id for id, needed in relation.only_with.items() if not chosen & set(needed)}
        return _Said(
            relation,
            ticked=_named(relation.ticks[id] for id in chosen if id in relation.ticks),
            excluded=_named(relation.rules_out[id] for id in chosen if id in relation.rules_out)
            | unmet,
        )
    left = frozenset(option.id for option in theirs.options)
    for id in (option.id for option in ours.options):
        table = relation.reads if id in chosen else relation.without
        left &= frozenset(table.get(id, left))
    return _Said(relation, left=left)


def _named(many: Iterable[Iterable[str]]) -> Options:
    return frozenset(id for some in many for id in some)


def _together(item: Item, said: list[_Said]) -> Remaining:
    """What several relations leave together; where that is nothing, they contradict."""
    because = tuple(each.relation for each in said)
    contradicted = Remaining(item, because, contradicted=True)
    answers = [each.answer for each in said if each.answer is not None]
    absent = [answer for answer in answers if isinstance(answer, NotApplicable)]
    if absent:
        return (
            contradicted if len(absent) < len(said) else Remaining(item, because, answer=absent[0])
        )
    if item.kind is Kind.NUMBER:
        same = all(answer == answers[0] for answer in answers)
        return Remaining(item, because, answer=answers[0]) if same else contradicted
    if item.kind is Kind.MULTI:
        return _ticks(item, because, said) or contradicted
    left = frozenset(option.id for option in item.options)
    for each in said:
        left &= frozenset((str(each.answer),)) if each.answer is not None else each.left or left
    options = tuple(option.id for option in item.options if option.id in left)
    if not options or any(each.left == frozenset() for each in said):
        return contradicted
    return Remaining(item, because, options, answer=options[0] if len(options) == 1 else None)


def _ticks(item: Item, because: tuple[Relation, ...], said: list[_Said]) -> Remaining | None:
    """A multi item; None where nothing can be ticked."""
    order = [option.id for option in item.options]
    alone = {option.id for option in item.options if option.exclusive}
    certain, excluded = _named(e.ticked for e in said), _named(e.excluded for e in said)
    for each in said:
        if isinstance(each.answer, tuple):  # the whole answer
            certain |= frozenset(each.answer)
            excluded |= frozenset(order) - frozenset(each.answer)
    if certain & alone:
        excluded |= frozenset(order) - (certain & alone)
    elif certain:
        excluded |= alone
    free = [id for id in order if id not in excluded]
    if certain & excluded or not free:
        return None
    if len(free) == 1:
        certain = frozenset(free)
    ticked = tuple(id for id in order if id in certain)
    return Remaining(
        item, because, tuple(free), ticked, answer=ticked if len(ticked) == len(free) else None
    )
