"""Whoever invents firms, borrows a credit code or knows many cases learns nobody's figure.

Each attack is first made against figures as they were until decision 0022 (or with the defence
taken away), where it works: that is what shows that it is an attack.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from access.actor import Actor, Role, holder_of
from aggregates.coarse import mean_step, rounded_mean
from aggregates.figures import StageSet
from aggregates.population import NOBODY, Population
from aggregates.publication import publish
from aggregates.releases import boundary, released
from assessments.credit_code import check_character
from assessments.model import Stage
from assessments.profile import Profile
from assessments.years import CHINA
from i18n import Lang
from reports.figures import PeerScores
from services import filling
from services import peers as looking
from services.city import CityChoice, overview
from services.context import Context
from services.dossier import dossier_of
from services.held import Held
from services.personal.notice import VERSION
from services.settings import Settings
from storage import SqlStore
from tests.stores import new_store, without_releases
from tests.unit.city_frames import decided, known, lines, people
from tests.unit.city_lines import LAST_MONTH, add, confirmation, context, holder

SCALE, FIFTH, THRESHOLD = 100.0, 20.0, 10
START = datetime(2026, 11, 30, 16, 10, tzinfo=UTC)  # soon the release of December comes
DECEMBER = datetime(2026, 12, 1, 12, tzinfo=UTC)
VICTIMS = (80.93, 35.03, 41.22, 72.06, 50.5, 12.34)
CODES = [body + check_character(body) for body in (f"91320206MA1{n:06}" for n in range(9))]


def peers(ctx: Context, assessment: str, lang: Lang) -> PeerScores | None:
    """What the assessment's report tells of peers."""
    return looking.peers(ctx, dossier_of(ctx, "peers.read", assessment), lang)


@pytest.fixture
def store() -> Iterator[SqlStore]:
    """A city of thirty-six signed firms, of which six have a known credit code."""
    made = new_store()
    add(made, range(30), total=47.0)
    for place, total in enumerate(VICTIMS):
        add(made, [100 + place], total=total, spread=0.0, code=CODES[place])
    yield made
    made.close()


@dataclass
class Narrowed:
    """What an attacker knows of a sum: a mean that is shown bounds it, whatever he added to it."""

    low: float
    high: float

    def learn(self, mean: float, many: int, added: float) -> None:
        """``mean`` was shown for ``many`` enterprises, in which ``added`` points are his own."""
        half = mean_step(many, THRESHOLD, SCALE) / 2
        self.low = max(self.low, (mean - half) * many - added)
        self.high = min(self.high, (mean + half) * many - added)

    def next(self, many: int, added: float) -> float:
        """The points of the next made-up firm for which the rounding halves what is left."""
        width = mean_step(many, THRESHOLD, SCALE) * many
        return (width / 2 - (self.low + self.high) / 2 - added) % width


@dataclass
class OldWay:
    """Peers until decision 0022: of this moment, all that was submitted, without who looks."""

    others: list[float]
    codes: dict[str, float]
    invented: list[float] = field(default_factory=list)

    def look(self, code: str) -> float:
        """The mean that a draft with that credit code is shown."""
        totals = [*self.others, *self.invented]
        totals += [total for each, total in self.codes.items() if each != code]
        return rounded_mean(sum(totals), len(totals), THRESHOLD, SCALE)


def dissected(
    look: Callable[[str], float], hand_in: Callable[[float], None], code: str, many: int
) -> float:
    """How far open fifteen looks leave the firm of ``code``, one of ``many``; less is worse."""
    whole, without = Narrowed(0, SCALE * many), Narrowed(0, SCALE * (many - 1))
    added = 0.0
    for turn in range(15):
        wider = max(whole, without, key=lambda each: each.high - each.low)
        points = wider.next(many + turn + 1 - (wider is without), added)
        hand_in(points)
        added += points
        whole.learn(look(CODES[-1]), many + turn + 1, added)
        without.learn(look(code), many + turn, added)
    return (whole.high - whole.low) + (without.high - without.low)


def test_leaving_out_whoever_looks_gave_every_firm_away() -> None:
    """The attack works against peers without the one that looks: to within a point of a hundred."""
    for place in range(len(VICTIMS)):
        old = OldWay([39.0, 55.0] * 15, dict(zip(CODES, VICTIMS, strict=False)))
        open_width = dissected(old.look, old.invented.append, CODES[place], 36)
        assert open_width < 1


@pytest.mark.parametrize("stages", ["signed", "submitted"])
@pytest.mark.parametrize("victim", range(len(VICTIMS)))
def test_a_draft_with_a_firms_code_learns_nothing(
    store: SqlStore, stages: StageSet, victim: int
) -> None:
    """Two drafts, fifteen made-up firms and as many looks, ten minutes apart, over a new month.

    The draft that names the firm's code is shown what any draft is shown, and nothing that is
    handed in between moves it.
    """
    ctx = replace(context(store), now=lambda: START, settings=Settings(city_counts=stages))
    drafts = [begun(ctx, code) for code in (CODES[victim], CODES[-1])]
    seen = set()
    for turn in range(15):
        add(store, [1000 + turn], total=6.0 * turn, stage=Stage.SUBMITTED, at=START)
        now = START + turn * timedelta(minutes=10)
        mine, other = (shown_to(ctx, draft, now) for draft in drafts)
        assert mine == other
        seen.add((mine.n, mine.scores["total"]))
    assert len(seen) == 1


def begun(ctx: Context, code: str, division: str = "34") -> str:
    """The draft that a stranger begins with that credit code."""
    profile = Profile(
        name="无名", credit_code=code, division=division, district="320206", employees=50
    )
    visitor = replace(ctx, actor=Actor(Role.VISITOR))
    return filling.start(visitor, profile, "manufacturing", consent=VERSION).assessment.id


def shown_to(ctx: Context, draft: str, now: datetime) -> PeerScores:
    """The peers that whoever holds the draft is shown at that time."""
    found = peers(replace(ctx, actor=holder_of(draft), now=lambda: now), draft, "zh")
    assert found is not None
    return found


def test_thirteen_invented_firms_narrow_a_real_one_no_more() -> None:
    """Thirteen views of one sum, each without another made-up firm, were as good as an answer.

    There is one view now, and none as long as nobody is signed or confirmed, whatever a city
    counts; were all thirteen confirmed, that one view leaves a tenth of the scale open.
    """
    rng = np.random.default_rng(1)
    for victim in rng.uniform(5, 95, 30):
        invented = 40.0 + np.arange(13)  # a point apart, as the rounding is thirteen wide
        old, now = Narrowed(0, SCALE), Narrowed(0, SCALE)
        for own in invented:
            others = invented.sum() - own
            old.learn(rounded_mean(victim + others, 13, THRESHOLD, SCALE), 13, others)
        whole = victim + invented.sum()
        now.learn(rounded_mean(whole, 14, THRESHOLD, SCALE), 14, invented.sum())
        assert old.high - old.low <= 1 + 1e-9
        assert now.high - now.low >= min(SCALE / 10, victim, SCALE - victim)
    store = new_store()
    add(store, range(14), stage=Stage.SUBMITTED)
    later = replace(holder(store, 0), now=lambda: START + timedelta(days=40))
    assert peers(later, "a0", "zh") is None
    claimed = replace(later, settings=Settings(city_counts="submitted"))
    assert peers(claimed, "a0", "zh") is None
    add(store, range(20, 34), stage=Stage.SUBMITTED, confirmed=True)
    assert peers(replace(claimed, held=Held()), "a0", "zh") is None  # the month's release is kept
    another = without_releases(store)
    found = peers(replace(claimed, store=another, held=Held()), "a0", "zh")
    assert found is not None
    assert not found.verified
    assert "自评，未核实" in found.group
    for each in (store, another):
        each.close()


def test_a_stranger_does_not_displace_a_firm() -> None:
    """Who hands in under a firm's code leaves its figure where it was: signed or confirmed."""
    for side in ("verified", "claimed"):
        firm = lines(1, credit_code=CODES[0], total=72.06, side=side)
        stranger = lines(1, credit_code=CODES[0], total=6.15, side="claimed")
        both = pd.concat([firm, stranger], ignore_index=True)
        by_code = both.sort_values("since").drop_duplicates("credit_code", keep="last")
        assert by_code["total"].tolist() == [6.15]  # as it was for what is not signed
        assert people(both, confirmations=decided(firm)).scores[:, 0].tolist() == [72.06]


def test_sixty_anonymous_sheets_do_not_move_the_city(store: SqlStore) -> None:
    """They count nowhere; were they confirmed, they would where a city says so."""
    add(store, range(200, 260), total=90.0, stage=Stage.SUBMITTED)
    honest = pytest.approx(np.mean([47.0] * 30 + [*VICTIMS]), abs=0.5)
    assert [mean_of(store, stages) for stages in ("signed", "submitted")] == [honest, honest]
    for number in range(200, 260):  # what they would do, if anybody vouched for them
        firm = store.enterprise(f"e{number}")
        store.update_enterprise(firm.model_copy(update={"credit_code": f"{number:018}"}))
        store.add_confirmation(confirmation(number, LAST_MONTH))
    assert mean_of(store, "signed") == honest
    assert mean_of(store, "submitted") == pytest.approx(73.5, abs=1)


def mean_of(store: SqlStore, stages: StageSet) -> object:
    """The city's mean as an official reads it who is the first to look."""
    fresh = without_releases(store)
    ctx = replace(context(fresh), settings=Settings(city_counts=stages))
    figures = overview(ctx, CityChoice()).figures
    fresh.close()
    assert figures is not None
    return figures.city.means["total"]


def counted(*frames: pd.DataFrame, until: datetime = START) -> Population:
    """Whom the release of that boundary counts."""
    return released(known(*frames), boundary(until), THRESHOLD)


@pytest.mark.parametrize(("strangers", "hidden"), [(1, True), (9, True), (10, False)])
def test_a_consultant_with_a_dozen_cases_learns_nothing(strangers: int, *, hidden: bool) -> None:
    """A centre that signs ten made-up firms a month narrows what others have to nothing.

    Without the rule on centres the mean of the city gives the sum of the others away; with it no
    figure is shown that rests on fewer of them than the threshold.
    """
    own = lines(12, centre="own", total=52.0)
    others = lines(strangers, centre="other", total=33.3)
    all_of_it = SCALE * strangers
    frames, narrowed = [own, others], {rule: Narrowed(0, all_of_it) for rule in (True, False)}
    added = float(own["total"].sum())
    shown = 0
    for month in range(8):
        at = datetime(2026, 4 + month, 1, tzinfo=CHINA)
        for rule, one in narrowed.items():
            everybody = released(known(*frames), at, THRESHOLD)
            if not rule:
                everybody = replace(everybody, centre=np.full(len(everybody.year), NOBODY))
            mean = publish(everybody, 2026, THRESHOLD).city.means["total"]
            if isinstance(mean, float):
                shown += rule
                one.learn(mean, len(everybody.year), added)
        many = 12 + strangers + 10 * (month + 1)
        points = np.full(10, 50.0) + narrowed[False].next(many, added + 500.0) / 10
        since = pd.Timestamp(at) + pd.Timedelta(days=3)
        frames.append(lines(10, centre="own", total=points, since=since))
        added += float(points.sum())
    assert narrowed[False].high - narrowed[False].low < FIFTH / 10
    assert (shown == 0) == hidden
    assert (narrowed[True].high - narrowed[True].low == all_of_it) == hidden


def left_open(rows: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """How far open the first of some newcomers is left by the means before and after it came.

    ``rows`` are those that it stands in: the totals there, and those of the newcomers. Who looks
    knows how many there were and are.
    """
    low, high = 0.0, SCALE
    for there, new in rows:
        before, after = Narrowed(0, np.inf), Narrowed(0, np.inf)
        for one, totals in ((before, there), (after, np.append(there, new))):
            mean = rounded_mean(float(totals.sum()), len(totals), THRESHOLD, SCALE)
            one.learn(mean, len(totals), 0)
        low = max(low, after.low - before.high - SCALE * (len(new) - 1))
        high = min(high, after.high - before.low)
    return high - low


def test_a_newcomer_between_two_releases_stays_open() -> None:
    """In none of 1,200 tries is a newcomer known to within a fifth of the scale.

    It stands in four rows that are rounded one by one. As long as every day had its figures, that
    pinned down a third of them; a release takes nobody in who would stand out.
    """
    rng = np.random.default_rng(7)
    before, after = (pd.Timestamp(day, tz=UTC) for day in ("2026-10-05", "2026-11-05"))
    sizes = [(rng.integers(40, 200), rng.integers(1, 14)) for _ in range(1_200)]
    city = lines(sum(many for many, _ in sizes), since=before)
    comes = lines(sum(new for _, new in sizes), since=after)
    for frame, place in ((city, 0), (comes, 1)):  # a try stands for a year of its own
        frame["year"] = np.repeat(np.arange(1_200), [size[place] for size in sizes])
        frame["total"] = rng.uniform((20, 0)[place], (80, 100)[place], len(frame))
    counts = counted(city, comes, until=DECEMBER)
    narrow = {"daily": 0, "released": 0}
    for attempt, (many, new) in enumerate(sizes):
        there = city["total"].to_numpy()[city["year"] == attempt]
        rows = [there, *(there[: rng.integers(10, many)] for _ in range(3))]
        newcomer = comes["total"].to_numpy()[comes["year"] == attempt]
        narrow["daily"] += left_open([(each, newcomer[:1]) for each in rows]) < FIFTH
        seen = counts.scores[counts.year == attempt, 0]
        assert len(seen) == many + (new if new >= THRESHOLD else 0)
        come = newcomer if len(seen) > many else newcomer[:0]
        narrow["released"] += bool(come.size) and left_open([(each, come) for each in rows]) < FIFTH
    assert narrow["daily"] > 240
    assert narrow["released"] == 0
