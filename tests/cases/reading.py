"""The case files: a questionnaire and a rubric in short form, then sentences with figures.

A file names a ``questionnaire`` (a shipped one or a folder below tests/) or lists ``items``, and
a ``rubric`` (a name, a file below tests/, or the file's content in short form: reasons, titles
and levels may be left out). Each of its ``cases`` says what holds (``says``), by which rules of
docs/scoring.md (``rules``), for which ``answers`` and ``facts``.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from files.strict_yaml import read
from i18n import Text
from questionnaires import library
from questionnaires.answers import Answer, parse_answer
from questionnaires.model import Band, Condition, Item, Kind, Option, Questionnaire
from questionnaires.sheet import Sheet
from scoring.library import rubric as read_rubric
from scoring.points import default_points
from scoring.rubric import Rubric
from tests.unit.scoring_worlds import TEXT, questionnaire_of

TESTS = Path(__file__).parents[1]
SKELETON = {"version": "1", "title": "样", "provenance": "为测试而写"}
FLOOR = {"value": 0.8, "reason": "为测试而写"}


@dataclass(frozen=True)
class Case:
    """One sentence and what it takes to check it."""

    file: Path
    says: str
    rules: tuple[str, ...]
    questionnaire: Questionnaire
    rubric: Rubric
    sheet: Sheet
    expect: Mapping[str, Any]


def cases(stem: str = "*") -> Iterator[Case]:
    """Every case of every file beside this one, or of that one file."""
    for file in sorted(Path(__file__).parent.glob(f"{stem}.yaml")):
        document, problems = read(file)
        assert not problems, problems
        content = document.data
        questionnaire = questionnaire_in(content)
        rubrics: dict[str, Rubric] = {}  # most cases of a file have the same
        for raw in content["cases"]:
            own = raw.get("rubric", content.get("rubric"))
            if repr(own) not in rubrics:
                rubrics[repr(own)] = rubric_in(own, questionnaire)
            rubric = rubrics[repr(own)]
            answers = answers_of(questionnaire, rubric, raw.get("answers", {}))
            yield Case(
                file=file,
                says=raw["says"],
                rules=tuple(raw["rules"]),
                questionnaire=questionnaire,
                rubric=rubric,
                sheet=Sheet(answers, raw.get("facts", content.get("facts", {}))),
                expect=raw["expect"],
            )


def questionnaire_in(content: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire that a case file names, or that its items make."""
    if "items" in content:
        routing = {name: Condition(**raw) for name, raw in content.get("routing", {}).items()}
        items = [_item(id, raw or {}) for id, raw in content["items"].items()]
        return questionnaire_of(items, routing)
    name = content["questionnaire"]
    return library.load(TESTS / name if "/" in name else name)


def _item(id: str, raw: dict[str, Any]) -> Item:
    """``{options: [ids], kind: …, edges: [numbers], …}``; a plain ladder of low, mid, high."""
    raw = dict(raw)
    edges = raw.pop("edges", None)
    options = [] if edges or "part" in raw else raw.pop("options", ["low", "mid", "high"])
    kind = Kind(raw.pop("kind", "number" if edges else "ladder"))
    if edges:
        bands = [Band(**{"from": a, "to": b}) for a, b in pairwise(edges)]
        raw |= {"bands": bands, "minimum": edges[0], "maximum": edges[-1]}
    flags = {flag: raw.pop(flag, []) for flag in ("exclusive", "negative")}
    made = [
        Option(id=each, says=TEXT, **{flag: each in named for flag, named in flags.items()})
        for each in options
    ]
    if "show_if" in raw:
        raw["show_if"] = Condition(**raw["show_if"])
    if raw.pop("may_not_apply", False):
        raw["not_applicable"] = Text(zh="没有")
    return Item(id=id, dimension="all", kind=kind, ask=TEXT, why=TEXT, options=made, **raw)


def rubric_in(raw: Any, questionnaire: Questionnaire) -> Rubric:
    """A rubric by name or file; its short form is written out and read like any other."""
    if isinstance(raw, str):
        return read_rubric(TESTS / raw if "/" in raw else raw, questionnaire)
    full = deepcopy(SKELETON | {"rubric": "short", "coverage_floor": FLOOR} | raw)
    starts = full.pop("from", {"1": 0})
    begun = {"from": starts, "above": full.pop("above", {})}
    numbers = full.pop("numbers", sorted({**starts, **begun["above"]}))
    full["levels"] = [{"number": int(n), "name": str(n), "meaning": str(n)} for n in numbers]
    rules = [{"rule": "bands", "node": full["tree"]["id"], "reason": "样", **begun}]
    if gates := full.pop("gates", []):
        rules.append({"rule": "gates", "requires": [{"reason": "样", **gate} for gate in gates]})
    full["level_rules"] = rules + list(full.pop("more", []))
    _explain(full["tree"])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "short.yaml"
        file.write_text(yaml.safe_dump(full, allow_unicode=True), "utf-8")
        return read_rubric(file, questionnaire)


def _explain(node: dict[str, Any]) -> None:
    """Give every node a title and every number a reason."""
    node |= {"title": node["id"], "reason": "样"}
    table = node.get("weights_by", {})
    is_weighed = not table and node.get("aggregate", "weighted_mean") not in ("sum", "min", "max")
    items = node.get("items", {})
    node["items"] = items = dict.fromkeys(items) if isinstance(items, tuple) else items
    for id, judged in items.items():
        short = {"weight": judged} if isinstance(judged, int | float) else judged or {}
        if isinstance(short.get("routed_out"), dict):
            short["routed_out"] = {"reason": "样", **short["routed_out"]}
        items[id] = {"reason": "样", **short}
        if is_weighed:
            items[id].setdefault("weight", 1)
    for child in node.get("children", ()):
        _explain(child)
        if is_weighed:
            child.setdefault("weight", 1)
    for row in (*table.get("rows", ()), table.get("otherwise"), table.get("unknown")):
        if isinstance(row, dict):
            row.setdefault("reason", "样")


def answers_of(
    questionnaire: Questionnaire, rubric: Rubric, raw: dict[str, Any]
) -> dict[str, Answer]:
    """The answers; ``all: best`` or ``all: worst`` fills in those that are not given.

    ``null`` takes one out, ``na`` says that it does not apply.
    """
    raw = dict(raw)
    filled: dict[str, Any] = {}
    if wanted := raw.pop("all", None):
        for item in questionnaire.scored:
            filled |= _extreme(item, rubric, best=wanted == "best")
    given = {id: {"not_applicable": "没有"} if answer == "na" else answer
             for id, answer in (filled | raw).items()}  # fmt: skip
    return {
        id: parse_answer(questionnaire.by_id[id], answer)
        for id, answer in given.items()
        if answer is not None
    }


def _extreme(item: Item, rubric: Rubric, *, best: bool) -> dict[str, Any]:
    """The answers that give an item its most or its fewest points."""
    points = rubric.judged[item.id].points or default_points(item)
    place = points.index(max(points) if best else min(points))
    if item.kind is Kind.MULTI:
        pairs = list(zip(item.options, points, strict=True))
        good = [option.id for option, point in pairs if point > 0 and not option.exclusive]
        return {item.id: good if best else [item.options[place].id]}
    if item.options:
        return {item.id: item.options[place].id}
    band = item.bands[place]
    middle = (band.from_ + (band.from_ if band.to is None else band.to)) / 2
    if item.kind is Kind.RATIO:
        return {item.whole or "": 1000, item.part or "": round(1000 * middle)}
    return {item.id: round(middle) if item.integer and band.to != band.from_ + 1 else band.from_}
