"""What changed between two rubrics of a questionnaire, for somebody who reads both."""

from collections.abc import Iterator

from i18n import Text, exact
from questionnaires.differences import Difference, compared
from questionnaires.model import Condition, Questionnaire
from scoring.rubric import Judged, Node, Rubric
from scoring.rules.base import Threshold
from scoring.weight_tables import WeightTable

_NODE = ("weight", "shrinks", "scale", "coverage_floor", "not_applicable")


def rubric_changes(
    old: Rubric, new: Rubric, asked: tuple[Questionnaire, Questionnaire]
) -> tuple[Difference, ...]:
    """Weights, points, levels and what they ask for; ``asked`` are the two editions judged."""
    return (*_whole(old, new), *_nodes(old, new), *_judged(old, new, asked), *_levels(old, new))


def _whole(old: Rubric, new: Rubric) -> Iterator[Difference]:
    yield from compared("rubric", "", "title", old.title, new.title)
    yield from compared("rubric", "", "version", old.version, new.version)
    yield from compared("rubric", "", "missing", old.missing, new.missing)
    floors = (_number(old.coverage_floor), _number(new.coverage_floor))
    yield from compared("rubric", "", "coverage_floor", *floors)


def _nodes(old: Rubric, new: Rubric) -> Iterator[Difference]:
    before = {node.id: (node, parent) for node, parent in old.nodes}
    after = {node.id: (node, parent) for node, parent in new.nodes}
    for id in dict.fromkeys((*before, *after)):
        if id not in before or id not in after:
            was, is_ = (side[id][0].title if id in side else None for side in (before, after))
            yield from compared("rubric", id, "node", was, is_)
            continue
        (was_node, was_under), (is_node, is_under) = before[id], after[id]
        yield from compared("rubric", id, "title", was_node.title, is_node.title)
        yield from compared("rubric", id, "under", was_under, is_under)
        yield from compared("rubric", id, "aggregate", _rule(was_node), _rule(is_node))
        tables = (None if each is None else _table(each)
                  for each in (was_node.weights_by, is_node.weights_by))  # fmt: skip
        yield from compared("rubric", id, "weights_by", *tables)
        for name in _NODE:
            pair = (_number(getattr(was_node, name)), _number(getattr(is_node, name)))
            yield from compared("rubric", id, name, *pair)


def _judged(
    old: Rubric, new: Rubric, asked: tuple[Questionnaire, Questionnaire]
) -> Iterator[Difference]:
    """Items under each node: weight, and points with the option or band that earns them."""
    before, after = _places(old), _places(new)
    for place in dict.fromkeys((*before, *after)):
        was, is_ = before.get(place), after.get(place)
        at = "/".join(place)
        weights = (_number(each.weight) if each else None for each in (was, is_))
        yield from compared("rubric", at, "weight", *weights)
        if was and is_:
            points = (_points(was, asked[0]), _points(is_, asked[1]))
            yield from compared("rubric", at, "points", *points)
            most = (None if each.most is None else _number(each.most) for each in (was, is_))
            yield from compared("rubric", at, "most", *most)
            policies = (was.missing or old.missing, is_.missing or new.missing)
            if old.missing == new.missing:
                yield from compared("rubric", at, "missing", *policies)
            yield from compared(
                "rubric", at, "not_applicable", was.not_applicable, is_.not_applicable
            )
            skipped = (_skipped(each) for each in (was, is_))
            yield from compared("rubric", at, "routed_out", *skipped)


def _levels(old: Rubric, new: Rubric) -> Iterator[Difference]:
    before = {str(level.number): level for level in old.levels}
    after = {str(level.number): level for level in new.levels}
    for number in sorted({*before, *after}, key=int):
        was, is_ = before.get(number), after.get(number)
        names = (each.name if each else None for each in (was, is_))
        yield from compared("levels", number, "level", *names)
        if was and is_:
            yield from compared("levels", number, "meaning", was.meaning, is_.meaning)
    needs_before, needs_after = _needs(old), _needs(new)
    for key in dict.fromkeys((*needs_before, *needs_after)):
        level, rule, _ = key
        yield from compared("levels", level, rule, needs_before.get(key), needs_after.get(key))


def _needs(rubric: Rubric) -> dict[tuple[str, str, str], str]:
    """What each level asks of each node, by band (of the rule ``bands``) or gate (of the rest)."""
    return {
        (str(need.level), "band" if rule.name == "bands" else "gate", need.node): _need(need)
        for rule in rubric.rules
        for need in sorted(rule.thresholds())
    }


def _need(need: Threshold) -> str:
    return f"{need.node} {'>' if need.above else '≥'} {_number(need.at_least)}"


def _places(rubric: Rubric) -> dict[tuple[str, str], Judged]:
    return {(node.id, item.id): item for node, _ in rubric.nodes for item in node.items}


def _points(judged: Judged, asked: Questionnaire) -> str:
    """The points of each step: by option, or of the bands in order."""
    names = [option.id for option in asked.by_id[judged.id].options]
    if judged.line:
        return ", ".join(f"{_number(x)}: {_number(points)}" for x, points in judged.line)
    points = [_number(each) for each in judged.points]
    if len(names) != len(points):
        return ", ".join(points)
    return ", ".join(f"{name} {each}" for name, each in zip(names, points, strict=True))


def _rule(node: Node) -> str:
    options = node.aggregate.model_dump(mode="json")
    return " ".join([node.aggregate.name, *(f"{key}={value}" for key, value in options.items())])


def _skipped(judged: Judged) -> str | None:
    """What is said of the item where it is routed out."""
    said = judged.routed_out
    if said is None:
        return None
    return f"zero_while {said.name}" if said.name else said.policy


def _table(table: WeightTable) -> str:
    """The weights by a fact: each row with the values that it is for."""
    rows = []
    for place, row in enumerate(table.rows):
        names = [name for name, at in (("otherwise", table.otherwise), ("unknown", table.unknown))
                 if at == place]  # fmt: skip
        if row.when is not None:
            names = [*(row.when.is_ or ())] or [_interval(row.when)]
        weights = ", ".join(f"{id} {_number(weight)}" for id, weight in row.weights.items())
        rows.append(f"{' / '.join(names)}: {weights}")
    return f"{table.fact} — {'; '.join(rows)}"


def _interval(when: Condition) -> str:
    low = "" if when.at_least is None else f"≥ {_number(when.at_least)}"
    high = "" if when.below is None else f"< {_number(when.below)}"
    return f"{low} {high}".strip()


def _number(value: float | str | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else exact(value)


def title_of(rubric: Rubric) -> Text:
    """The rubric with its version, as a reader knows it."""
    return Text(
        zh=f"{rubric.title.zh} {rubric.version}", en=f"{rubric.title.to('en')} {rubric.version}"
    )
