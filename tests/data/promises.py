"""What every questionnaire of our own promises; a test class inherits it and names its own.

``class TestBakery(Promises): name = "bakery"; routes = (Route("shop", {…}, items=(20, 25)),)``
runs all of it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import ClassVar

import pytest

from i18n import Text
from questionnaires.answers import Answer
from questionnaires.including import SHIPPED
from questionnaires.library import load
from questionnaires.lint import lint
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet, shown
from scoring import scorecard_of
from scoring.library import rubric
from scoring.points import default_points
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard

MOST_ITEMS = {"full": 60, "module": 15, "quick": 12}
MOST_MINUTES = {"full": 40, "module": 12, "quick": 5}
# Degrees of agreement and words of the policy paper: nobody can photograph them.
VAGUE = re.compile(
    "完全|充分|大部分|基本上?(?!农田)|(?<!相)比较(?!器)|较为|一般(?!纳税人)|经常|偶尔|积极"
    "|有效(?!期|证件|日期)|赋能|抓手|不符合(?!项)"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_MANY = 100.0  # what a count is where nothing else is said


@dataclass(frozen=True)
class Route:
    """One kind of enterprise: its answers to what routes, its facts, how many items it is asked.

    What routes and is not answered here says that everything applies: the first option of a
    choice, every tick of a checklist, a hundred of what is counted.
    """

    label: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    facts: Mapping[str, str | float] = field(default_factory=lambda: {"employees": 50.0})
    items: tuple[int, int] = (1, 60)


class Promises:
    """The promises; ``clauses`` are those it answers for, written ``21.1 equipment``.

    ``levels``: how high everything stands, and the level that it gives on every route.
    """

    name: ClassVar[str]
    edition: ClassVar[str] = "2026.1"
    routes: ClassVar[tuple[Route, ...]] = ()
    clauses: ClassVar[tuple[str, ...]] = ()
    levels: ClassVar[tuple[tuple[float, int], ...]] = ()
    most_items: ClassVar[int | None] = None  # of a frozen edition that asks more than its form may

    @pytest.fixture
    def questionnaire(self) -> Questionnaire:
        """The edition under test."""
        return load(self.name, self.edition)

    def test_lint_finds_nothing(self) -> None:
        """It is whole: form, routes, citations, translations, wording, digest."""
        found = lint(SHIPPED / self.name / self.edition)
        assert found == [], "\n".join(str(each) for each in found)

    def test_asked(self, questionnaire: Questionnaire) -> None:
        """Every route has as many items as it says, and no more than its form and minutes allow."""
        most = MOST_MINUTES[questionnaire.form]
        assert questionnaire.minutes <= most
        for route in self.routes:
            items = asked(questionnaire, route)
            told = (route.label, len(items), round(minutes(items), 1))
            assert route.items[0] <= len(items) <= route.items[1], told
            assert len(items) <= (self.most_items or MOST_ITEMS[questionnaire.form]), told
            assert minutes(items) <= questionnaire.minutes, told

    def test_complete(self, questionnaire: Questionnaire) -> None:
        """A scored item says what to look at, what to do first and which paragraph it serves."""
        for item in questionnaire.scored:
            assert item.evidence is not None, item.id
            assert item.first_step is not None, item.id
            assert item.cites, item.id
            assert all(cite.paragraph is not None for cite in item.provisions), item.id

    def test_both_languages(self, questionnaire: Questionnaire) -> None:
        """All that a person reads is there in English too, and is not the Chinese again."""
        said = [(item.id, text) for item in questionnaire.items for text in texts(item)]
        said += [(each.id, each.title) for each in questionnaire.dimensions]
        said += [(each.id, each.title) for each in questionnaire.pages]
        wrong = [(id, text.zh) for id, text in said if not text.en or _CHINESE.search(text.en)]
        assert wrong == []

    def test_words(self, questionnaire: Questionnaire) -> None:
        """No degree of agreement, no "mostly", no policy words: a rung is a state of the world."""
        said = [(item.id, text.zh) for item in questionnaire.items for text in texts(item)]
        assert [each for each in said if VAGUE.search(each[1])] == []

    def test_options_are_distinct(self, questionnaire: Questionnaire) -> None:
        """No two options of different items read alike ("none of these" aside)."""
        said = Counter(
            option.says.zh
            for item in questionnaire.items
            if item.scored
            for option in item.options
            if not option.exclusive
        )
        assert [text for text, times in said.items() if times > 1] == []

    def test_checklists_have_a_way_out(self, questionnaire: Questionnaire) -> None:
        """Every checklist ends with the one option that stands alone."""
        for item in questionnaire.items:
            if item.kind is Kind.MULTI:
                alone = [option.exclusive for option in item.options]
                assert alone.count(True) == 1, item.id
                assert alone[-1], item.id

    def test_levels(self, questionnaire: Questionnaire) -> None:
        """On every route the lowest answers bring no second level, the highest the top level."""
        for route in self.routes:
            worst, best = (card_at(questionnaire, route, rung) for rung in (0.0, 1.0))
            assert worst.level is not None, route.label
            assert best.level is not None, route.label
            assert worst.level.number <= 1, route.label
            assert best.level.number == 5, (route.label, best.level.number, best.held_back)
            assert best.coverage == worst.coverage == 1, route.label

    def test_rungs_and_levels(self, questionnaire: Questionnaire) -> None:
        """On every route the same rung everywhere gives the same level."""
        for rung, level in self.levels:
            for route in self.routes:
                card = card_at(questionnaire, route, rung)
                assert card.level is not None
                assert card.level.number == level, (route.label, rung, card.held_back)

    def test_clauses(self, questionnaire: Questionnaire) -> None:
        """Every clause it answers for is named by a scored item."""
        named = {
            f"{cite.article}.{cite.paragraph} {cite.clause}"
            for item in questionnaire.scored
            for cite in item.provisions
            if cite.regulation == "wuxi-2023"
        }
        assert set(self.clauses) - named == set()


def asked(questionnaire: Questionnaire, route: Route) -> list[Item]:
    """What this enterprise is asked once it has told what it does."""
    judge = rubric(questionnaire.default_rubric, questionnaire)
    answers = {**answers_at(questionnaire, judge, 0.5), **route.answers}
    seen = shown(questionnaire, Sheet(answers, route.facts))
    undecided = [id for id, truth in seen.items() if truth is None]
    assert undecided == []
    return [item for item in questionnaire.items if seen[item.id] and item.asked]


def texts(item: Item) -> Iterator[Text]:
    """Everything of an item that a person reads."""
    fields = [item.ask, item.why, item.explain, item.evidence, item.first_step]
    fields += [item.unit, item.not_applicable]
    yield from (text for text in fields if text is not None)
    yield from (option.says for option in item.options)
    yield from (band.says for band in item.bands if band.says is not None)


def minutes(items: list[Item]) -> float:
    """What answering costs: 300 characters a minute, then 12 s to choose, 45 s for a number.

    The free text at the end gets a minute; evidence and first steps are read on the result page.
    """
    seconds = {Kind.NUMBER: 45.0, Kind.TEXT: 60.0}
    read = sum(
        len(text.zh)
        for item in items
        for text in (item.ask, item.why, item.explain, *(option.says for option in item.options))
        if text is not None
    )
    return read / 300 + sum(seconds.get(item.kind, 12.0) for item in items) / 60


def card_at(questionnaire: Questionnaire, route: Route, rung: float) -> Scorecard:
    """The result of the same rung everywhere, under the questionnaire's own rubric."""
    judge = rubric(questionnaire.default_rubric, questionnaire)
    answers = answers_at(questionnaire, judge, rung)
    unscored = {item.id for item in questionnaire.items if not item.scored}
    parts = {item.part for item in questionnaire.items if item.kind is Kind.RATIO}
    answers |= {id: each for id, each in route.answers.items() if id in unscored - parts}
    for item in questionnaire.items:  # the parts anew, for the wholes that the route gives
        if item.kind is Kind.RATIO:
            answers[item.part or ""] = _part(item, judge, rung, answers[item.whole or ""])
    return scorecard_of(questionnaire, judge, Sheet(answers, route.facts))


def answers_at(questionnaire: Questionnaire, judge: Rubric, rung: float) -> dict[str, Answer]:
    """For each asked item the answer at that share (0 to 1) of its steps, ordered by points."""
    answers: dict[str, Answer] = {}
    for item in questionnaire.items:
        if item.kind is Kind.RATIO:
            answers[item.part or ""] = _part(item, judge, rung, answers[item.whole or ""])
        elif item.kind is Kind.TEXT:
            answers[item.id] = ""
        elif item.kind is Kind.MULTI:
            answers[item.id] = _ticks(item, judge, rung if item.scored else 1.0)
        elif item.options:
            place = _place(item, judge, rung) if item.scored else 0
            answers[item.id] = item.options[place].id
        elif item.scored:
            answers[item.id] = _within(item, _place(item, judge, rung))
        else:
            answers[item.id] = min(_MANY, item.maximum or _MANY)
    return answers


def _points(item: Item, judge: Rubric) -> tuple[float, ...]:
    judged = judge.judged.get(item.id)
    return (judged.points if judged else None) or default_points(item)


def _place(item: Item, judge: Rubric, rung: float) -> int:
    points = _points(item, judge)
    order = sorted(range(len(points)), key=points.__getitem__)
    return order[round(rung * (len(order) - 1))]


def _ticks(item: Item, judge: Rubric, rung: float) -> tuple[str, ...]:
    points = _points(item, judge)
    pairs = list(zip(item.options, points, strict=True))
    good = [each.id for each, point in pairs if point > 0 and not each.exclusive]
    lowest = item.options[points.index(min(points))].id
    return tuple(good[: round(rung * len(good))]) or (lowest,)


def _within(item: Item, place: int) -> float:
    """A number inside the band."""
    band = item.bands[place]
    high = item.maximum if band.to is None else band.to
    if item.closed == "right" and high is not None:
        return high
    return float(ceil(band.from_)) if item.integer else band.from_


def _part(item: Item, judge: Rubric, rung: float, whole: Answer) -> Answer:
    """The part that brings the ratio into its band; whole numbers, rounded into the band."""
    assert isinstance(whole, float)
    share = _within(item, _place(item, judge, rung))
    return float(ceil(round(share * whole, 9))) if item.closed == "left" else share * whole
