"""Thirteen firms that somebody invents on the real services say nothing of a real one.

The attack is first made against figures of all that was submitted, where it works.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.actor import Actor, Role, holder_of
from aggregates.breakdown import breakdown
from aggregates.coarse import rounded_mean
from aggregates.population import lines as lines_of
from aggregates.releases import released
from aggregates.subjects import legend_of
from assessments.confirmation import Confirmation
from assessments.credit_code import check_character
from assessments.facts import facts_of
from assessments.model import HANDED_IN, Assessment, Stage
from assessments.years import CHINA
from questionnaires.answers import parse_answer
from questionnaires.sheet import Sheet
from services import filling
from services.city import CityChoice, overview
from services.editions import default_rubric
from services.sheets import score
from tests.security.test_peers_attack import DECEMBER, SCALE, THRESHOLD, Narrowed, begun, peers
from tests.stores import new_store
from tests.town import ANSWERS, FOLDER, Town, load, new_town
from tests.unit.city_frames import FIRST, coded, decided, known, lines
from tests.unit.city_lines import add, context

WORKSHOP = load(f"{FOLDER.name}/workshop")
CODE = "91320206MA1000007" + check_character("91320206MA1000007")
INVENTED = 13
CHOICES: Mapping[str, list[Any]] = {
    "machines_networked": [0, 2, 5, 10],
    "plan": ["nowhere", "page", "budgeted"],
    "downtime": ["told", "logged", "automatic", "foreseen"],
    "scheduling": ["head", "sheet", "system"],
    "scrap_rate": [0.5, 2, 20],
    "safeguards": [["backup"], ["backup", "accounts"], ["backup", "accounts", "leavers"]],
    "backup_test": ["never", "year", "quarter"],
}


@pytest.fixture(scope="module")
def sheets() -> Mapping[float, Mapping[str, Any]]:
    """Answer sheets by the total that each comes to, as anybody works it out."""
    rng = np.random.default_rng(3)
    with new_town() as town:
        facts = facts_of(town.profile().of("x"))
    found = {}
    for _ in range(300):
        drawn = {item: each[rng.integers(len(each))] for item, each in CHOICES.items()}
        answers = {**ANSWERS, **drawn}
        parsed = {item: parse_answer(WORKSHOP.by_id[item], raw) for item, raw in answers.items()}
        total = score(WORKSHOP, Sheet(parsed, facts)).total
        assert total is not None
        found[total] = answers
    return found


@pytest.fixture
def town() -> Iterator[Town]:
    """A town without anybody."""
    with new_town() as town:
        yield town


def hand_in(town: Town, answers: Mapping[str, Any], **profile: Any) -> Assessment:
    """Begin, fill and submit as anybody can."""
    assessment = town.started(**profile)
    town.answer(assessment, answers)
    return filling.submit(town.holder(assessment), assessment.id, None)


def all_submitted(town: Town) -> list[float]:
    """The totals that count if every firm is believed to be one: the city without protection."""
    figures = town.store.figures(HANDED_IN, ["claimed"])
    figures["credit_code"] = figures["enterprise"].str[:18]
    believed = [
        Confirmation(
            enterprise=record, credit_code=record[:18], decision="confirmed",
            reason="", author="", by="", at=town.now.replace(year=2020),
        )
        for record in figures["enterprise"]
    ]  # fmt: skip
    legend = legend_of(default_rubric(WORKSHOP))
    every = lines_of(figures, breakdown(), legend, believed)
    _, counts = every.as_of(np.datetime64("2100-01-01"))
    return list(every.all.scores[counts, 0])


def seen_by(town: Town, assessment: str) -> object:
    """What the product tells its holder of peers, and an official of the city, a month later."""
    found = []
    for stages in ("signed", "submitted"):
        own = town.settings.model_copy(update={"city_counts": stages})
        ctx = replace(town.ctx(holder_of(assessment)), settings=own)
        later = replace(ctx, now=lambda: town.now + pd.Timedelta(days=40))
        official = replace(later, actor=Actor(Role.OFFICIAL))
        figures = overview(official, CityChoice(questionnaire="workshop")).figures
        found.append((peers(later, assessment, "zh"), figures))
    return found


@pytest.mark.parametrize("victim", [1, 8, 14])
def test_thirteen_invented_firms_learn_nothing(
    town: Town, sheets: Mapping[float, Mapping[str, Any]], victim: int
) -> None:
    """Where all count they narrow a real total to a quarter of a point; here nothing is shown."""
    total = sorted(sheets)[len(sheets) * victim // 16]
    firm = hand_in(town, sheets[total], name="真厂", credit_code=CODE)
    learned, invented = Narrowed(0, SCALE), []
    for number in range(INVENTED):
        many = number + 2
        own = nearest(sheets, learned.next(many, sum(invented)), max(many, THRESHOLD))
        made = hand_in(town, sheets[own], name=f"假厂{number}", credit_code=CODE)
        invented.append(own)
        everybody = all_submitted(town)
        assert len(everybody) == many
        for left_out in (0.0, *invented):  # the city's mean; what each is shown without itself
            counted = many - bool(left_out)
            if counted >= THRESHOLD:
                shown = rounded_mean(sum(everybody) - left_out, counted, THRESHOLD, SCALE)
                learned.learn(shown, counted, sum(invented) - left_out)
    assert learned.low - 1e-9 <= total <= learned.high + 1e-9
    assert learned.high - learned.low <= 0.26
    assert seen_by(town, made.id) == seen_by(town, firm.id) == [(None, None)] * 2


def nearest(totals: Mapping[float, Any], wanted: float, width: float) -> float:
    """The total that is nearest to the one wanted, by what the rounding makes of it."""
    return min(totals, key=lambda each: abs((each - wanted + width / 2) % width - width / 2))


def test_a_firm_confirmed_alone_does_not_show() -> None:
    """Between two releases one newcomer, or one withdrawn, moves nothing; ten together do.

    Counted from day to day the difference would be the firm itself.
    """
    city, one = (coded(lines(many, side="claimed")) for many in (40, 1))
    later, gone = FIRST + pd.Timedelta(days=40), FIRST + pd.Timedelta(days=80)
    alone = decided(city) + decided(one, at=later)
    both = pd.concat([city, one], ignore_index=True)
    daily = [known(both, confirmations=alone).as_of(at)[1].sum() for at in moments(later)]
    assert daily == [40, 41]
    assert counted_in(both, alone) == {"2026-04-01": 40, "2026-05-01": 40, "2026-07-01": 40}
    left = alone + decided(city[:1], "withdrawn", gone)
    assert set(counted_in(both, left).values()) == {40}
    ten = coded(lines(10, side="claimed"))
    together = pd.concat([both, ten], ignore_index=True)
    assert counted_in(together, alone + decided(ten, at=later))["2026-05-01"] == 51


def moments(at: pd.Timestamp) -> list[np.datetime64]:
    """Just before and just after."""
    return [(at + pd.Timedelta(minutes=each)).tz_localize(None).to_datetime64() for each in (-1, 1)]


def counted_in(frame: pd.DataFrame, confirmations: list[Confirmation]) -> dict[str, int]:
    """How many enterprises each release counts."""
    every = known(frame, confirmations=confirmations)
    days = [pd.Timestamp(day, tz=CHINA) for day in ("2026-04-01", "2026-05-01", "2026-07-01")]
    return {f"{day:%Y-%m-%d}": len(released(every, day, THRESHOLD).year) for day in days}


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32 - 1))
def test_peers_are_the_same_for_whoever_looks(seed: int) -> None:
    """Draft or submitted, signed, confirmed or neither, of any centre: one figure for a trade."""
    rng = np.random.default_rng(seed)
    store, division = new_store(), str(rng.choice(["34", "27"]))
    total = float(rng.uniform(20, 80))
    add(store, range(20), total=total, division=division)
    add(store, range(20, 40), total=total, division=division, stage=Stage.SUBMITTED, confirmed=True)
    add(store, range(40, 44), total=1.0, division=division, stage=Stage.SUBMITTED, code=CODE)
    add(store, range(44, 46), division=division, stage=Stage.DRAFT)
    for counts in ("signed", "submitted"):
        ctx = context(store)
        own = ctx.settings.model_copy(update={"city_counts": counts})
        ctx = replace(ctx, settings=own, now=lambda: DECEMBER)
        drafts = [begun(ctx, CODE, division) for _ in range(2)]
        looking = [*drafts, *(f"a{number}" for number in rng.choice(46, 6, replace=False))]
        holders = [replace(ctx, actor=holder_of(each)) for each in looking]
        shown = {str(peers(each, id, "zh")) for each, id in zip(holders, looking, strict=True)}
        lead = replace(ctx, actor=Actor(Role.LEAD, "lead", centre="centre-1"))
        shown.add(str(peers(lead, "a1", "zh")))
        assert len(shown) == 1
        assert shown != {"None"}
    store.close()
