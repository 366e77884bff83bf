"""Quality flags: each can be raised, honest sheets raise next to none, and none ever scores."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregates.items.usual import MOST, SignedCase, admitted, usual_claims
from assessments.facts import facts_of
from assessments.model import Assessment
from questionnaires.answers import parse_answer
from questionnaires.library import load
from questionnaires.model import Kind
from questionnaires.sheet import Sheet
from scoring import scorecard_of, scorecards_of
from scoring.flags import Flag, FlagKind, HandedIn, flag_rules, flags_of
from services.demo.city import enterprises
from services.demo.filling import routes
from services.demo.maturity import respondents
from services.demo.records import claim, values
from services.editions import default_rubric
from services.usual import kind_of, values_of

FULL = load("manufacturing")
RUBRIC = default_rubric(FULL)
RULES = flag_rules()
SEED, SIZE = 5, 400  # enterprises
BEGUN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CALM = timedelta(seconds=15)


@cache
def honest() -> tuple[HandedIn, ...]:
    """A town's sheets of two years as things truly are, filled in at a human pace."""
    rng = np.random.default_rng(SEED)
    made = enterprises(SIZE, rng)
    town = respondents(made, len(FULL.dimensions), rng)
    _, true = routes(FULL, made, town, SEED)
    sheets, times = [], []
    for place in range(town.size):
        given = values(FULL, true, place)
        records = claim(assessment(), given, rng)
        times.append({id: each.at for id, each in records.items()})
        sheets.append(sheet_of(given, facts_of(made[town.enterprise[place]])))
    cards = scorecards_of(FULL, RUBRIC, sheets)
    kinds: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    for sheet, card in zip(sheets, cards, strict=True):
        kinds[kind_of(sheet.facts)].append(values_of(card))
    rule = RULES.rare
    usual = {
        kind: usual_claims(own, least=rule.least, below=rule.below) for kind, own in kinds.items()
    }
    first = {town.enterprise[at]: at for at in range(town.size) if town.round[at] == 0}
    found = []
    for at, (sheet, card) in enumerate(zip(sheets, cards, strict=True)):
        rarity = usual[kind_of(sheet.facts)].rarity(values_of(card))
        before = cards[first[town.enterprise[at]]] if town.round[at] else None
        found.append(HandedIn(sheet, times[at], card, before, 0, *rarity))
    return tuple(found)


def assessment() -> Assessment:
    """One of the edition, begun at eight in the morning."""
    return Assessment(
        id="a",
        enterprise="e",
        questionnaire=FULL.id,
        edition=FULL.edition,
        digest=FULL.digest,
        started_at=BEGUN,
    )


def sheet_of(given: Mapping[str, Any], facts: Mapping[str, str | float]) -> Sheet:
    """A sheet of answers as they are kept."""
    return Sheet({id: parse_answer(FULL.by_id[id], each) for id, each in given.items()}, facts)


def clean() -> HandedIn:
    """An honest sheet without any flag."""
    return next(each for each in honest() if not flags(each))


def flags(*sheets: HandedIn) -> tuple[Flag, ...]:
    """The flags of sheets, one after another."""
    return tuple(flag for found in flags_of(FULL, RUBRIC, sheets) for flag in found)


def kinds(each: HandedIn) -> set[FlagKind]:
    """What was noticed on one sheet."""
    return {flag.kind for flag in flags(each)}


def answered(each: HandedIn, **answers: Any) -> HandedIn:
    """The same sheet with other answers."""
    changed = {id: parse_answer(FULL.by_id[id], raw) for id, raw in answers.items()}
    sheet = Sheet({**each.sheet.answers, **changed}, each.sheet.facts)
    return replace(each, sheet=sheet, card=scorecard_of(FULL, RUBRIC, sheet))


def paced(each: HandedIn, seconds: float) -> HandedIn:
    """The same answers, so many seconds apart, in the order of the pages."""
    order = [id for page in FULL.pages for id in page.items if id in each.sheet.answers]
    times = {id: BEGUN + timedelta(seconds=seconds * at) for at, id in enumerate(order)}
    return replace(each, times=times)


# honest sheets


def test_fewer_than_one_honest_sheet_in_fifty_raises_a_flag() -> None:
    """The rate of false alarms that decision 0048 states, on the demonstration's town."""
    found = flags_of(FULL, RUBRIC, honest())
    assert len(found) > SIZE
    assert sum(map(bool, found)) / len(found) < 0.02


def test_an_honestly_immature_firm_raises_no_flag() -> None:
    """Whoever stands at the lowest place everywhere ticks straight lines, and truly so."""
    lowest = {}
    for item in FULL.items:
        if item.kind in (Kind.LADDER, Kind.CHOICE):
            points = RUBRIC.judged[item.id].points if item.scored else (0.0,)
            lowest[item.id] = item.options[int(np.argmin(points))].id
        elif item.kind is Kind.MULTI:
            lowest[item.id] = [next(each.id for each in item.options if each.exclusive)]
        elif item.kind is Kind.NUMBER:
            lowest[item.id] = {"machines_total": 12, "orders_due": 20}.get(item.id, 0)
    each = paced(answered(clean(), **lowest), CALM.total_seconds())
    assert flags(replace(each, before=None, equals=3, rare=frozenset(), compared=0)) == ()


@given(st.integers(min_value=0, max_value=2 * SIZE // 2 - 1), st.randoms(use_true_random=False))
def test_a_flag_never_changes_a_score(place: int, random: Any) -> None:
    """Whatever is known around a sheet, its card stays what the answers are worth."""
    each = honest()[place % len(honest())]
    told = replace(each, equals=random.randint(0, 3), times={})
    flags(told)
    assert told.card == scorecard_of(FULL, RUBRIC, each.sheet)


def test_a_batch_finds_what_each_sheet_alone_has() -> None:
    """Page of a list and briefing say the same."""
    some = [*honest()[:30], answered(clean(), shop_network=["none"], machines_networked=1)]
    together = flags_of(FULL, RUBRIC, some)
    assert together == [flags_of(FULL, RUBRIC, [each])[0] for each in some]
    assert any(together)


# each can be raised


def test_answers_a_second_apart_were_hardly_read() -> None:
    """One second an answer is a flag, a human pace is none."""
    (flag,) = flags(paced(clean(), 1.0))
    assert flag.kind is FlagKind.FAST
    assert flag.figures["seconds"] == pytest.approx(1.0)
    assert flag.items
    assert flags(paced(clean(), 5.0)) == ()


@given(st.floats(min_value=0, max_value=0.4))
def test_a_sheet_read_from_a_file_is_not_fast(seconds: float) -> None:
    """What came all at once, or as fast as a program writes, says nothing of a hand."""
    assert flags(paced(clean(), seconds)) == ()


def test_two_quick_answers_among_slow_ones_are_no_flag() -> None:
    """It takes whole pages."""
    slow = paced(clean(), 20.0)
    first, second, *_ = sorted(slow.times, key=lambda each: slow.times[each])
    times = {**slow.times, second: slow.times[first] + timedelta(seconds=1)}
    assert flags(replace(slow, times=times)) == ()


def test_ten_answers_at_the_same_place_are_a_straight_line() -> None:
    """All ladders at their third rung."""
    thirds = {
        item.id: item.options[2].id
        for item in FULL.items
        if item.kind is Kind.LADDER and item.id in clean().sheet.answers
    }
    found = [each for each in flags(answered(clean(), **thirds)) if each.kind is FlagKind.STRAIGHT]
    (flag,) = found
    assert len(flag.items) == flag.figures["run"] >= RULES.straight.run


def test_networked_machines_without_a_network_contradict_each_other() -> None:
    """A declared contradiction is told with its items."""
    each = answered(clean(), machines_total=4, machines_digital=4, machines_networked=4)
    found = flags(answered(each, shop_network=["none"]))
    (flag,) = [flag for flag in found if flag.kind is FlagKind.CONTRADICTION]
    assert flag.contradiction is not None
    assert flag.contradiction.id == "networked_without_network"
    assert set(flag.items) == {"machines_networked", "shop_network"}


def test_more_networked_machines_than_machines_are_a_flag() -> None:
    """Where it could not be refused before, as in a sheet from elsewhere."""
    each = answered(clean(), machines_total=4, machines_digital=4, machines_networked=9)
    assert FlagKind.RATIO in kinds(each)


def test_equal_sheets_are_a_flag_if_enough_stands_above_the_lowest() -> None:
    """Two firms that have nothing are equal by nature."""
    each = max(honest(), key=lambda each: sum(1 for item in each.card.items if item.value))
    assert FlagKind.SAME_SHEET in kinds(replace(each, equals=1))
    assert FlagKind.SAME_SHEET not in kinds(each)


def test_a_claim_a_fifth_of_the_scale_above_the_last_one_is_a_jump() -> None:
    """And one that is compared under another version of the rubric is none."""
    low, high = (sorted(honest(), key=lambda each: each.card.total or 0)[at] for at in (0, -1))
    assert FlagKind.JUMP in kinds(replace(high, before=low.card))
    assert FlagKind.JUMP not in kinds(replace(low, before=high.card))
    other = low.card.stamp.model_copy(update={"rubric_version": "0"})
    before = low.card.model_copy(update={"stamp": other})
    assert FlagKind.JUMP not in kinds(replace(high, before=before))


def test_much_that_few_of_the_kind_have_is_a_flag() -> None:
    """A third of the answers; less is what every firm has somewhere."""
    each = clean()
    ids = [item.id for item in each.card.items if item.value]
    assert kinds(replace(each, rare=frozenset(ids[:10]), compared=20)) == {FlagKind.RARE}
    assert kinds(replace(each, rare=frozenset(ids[:3]), compared=20)) == set()


# what is known of others


def signed(
    count: int, *, centre: str = "a", month: str = "2026-01", first: int = 0
) -> list[SignedCase]:
    """Signed cases of one kind."""
    names = range(first, first + count)
    return [SignedCase(f"a{each}", f"e{each}", centre, month) for each in names]


def test_a_kind_of_fewer_than_thirty_says_nothing() -> None:
    """Nobody learns from it what nine firms answered."""
    few = usual_claims([{"plan": 0.0}] * 29, least=30, below=0.1)
    assert few.rarity({"plan": 1.0}) == (frozenset(), 0)
    enough = usual_claims([{"plan": 0.0}] * 30, least=30, below=0.1)
    assert enough.rarity({"plan": 1.0}) == (frozenset({"plan"}), 1)
    assert enough.rarity({"plan": 0.0, "backup": 1.0}) == (frozenset(), 1)


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from("abc"), st.integers(1, 14))))
def test_what_counts_changes_by_the_threshold_of_others_only(
    news: list[tuple[int, str, int]],
) -> None:
    """No month adds fewer, also without any one centre, unless all are of that centre."""
    sheets: list[SignedCase] = []
    for month, centre, count in sorted(news):
        named = f"2026-{month:02}"
        sheets += signed(count, centre=centre, month=named, first=len(sheets))
    before: set[str] = set()
    for month in sorted({each.month for each in sheets}):
        until = [each for each in sheets if each.month <= month]
        now = {each.enterprise for each in admitted(until, 10, most=len(until))}
        came = [each for each in until if each.enterprise in now - before]
        assert before <= now
        centres = {each.centre for each in came}
        for centre in centres if len(centres) > 1 else ():
            assert sum(each.centre != centre for each in came) >= 10
        assert not came or len(came) >= 10
        assert len(admitted(until, 10)) <= MOST
        before = now


def test_every_threshold_has_a_reason_and_a_source() -> None:
    """And every kind of flag has its own."""
    for kind in FlagKind:
        grounds = RULES.grounds(kind)
        assert grounds.reason.en
        assert grounds.source.en
