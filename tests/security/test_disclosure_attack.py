"""An attacker who adds and subtracts everything that is published learns nothing that is hidden.

He is given more than the product tells: the exact value behind every figure that may be seen,
unrounded and not in bands, of both years and both stage sets; against means and levels even the
exact number of enterprises in every row, the hidden ones included. Linear programming (HiGHS)
then finds the narrowest interval in which a hidden value must lie. The promises:

- a hidden number of enterprises is never known to within fewer than ``FLOOR`` enterprises;
- a hidden sum of points is never known to within a fifth of the scale (so that the score of a
  single enterprise is not), the total being the mean of its parts included;
- of no hidden distribution can it be shown that 90 % of the enterprises are in one level;
- two versions of one figure never differ by 1 to threshold - 1 enterprises.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from aggregates.breakdown import CITY, REST, Breakdown, Family, Node
from aggregates.coarse import Share, band, rounded_shares
from aggregates.disclosure import FLOOR, NEARLY_ALL, mixed_mean
from aggregates.figures import Legend, Measure
from aggregates.ledger import Ledger, Verdict
from aggregates.population import Population, population
from aggregates.publication import judged
from aggregates.versions import Version
from assessments.model import Stage
from i18n import Text
from scoring.scorecard import Level

THRESHOLD = 10
SCALE = 100.0
bites = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
PARTS = ("p", "q")  # the total is their mean where both apply
LEVELS = (1, 2, 3)
YEARS = (2025, 2026)
VERSIONS = tuple(Version(y, s) for y in YEARS for s in ("submitted", "signed"))
NAME = Text(zh="名", en="name")


def small_breakdown() -> Breakdown:
    """Three sectors of three divisions and four districts."""
    sectors, districts = (1, 2, 3), (13, 14, 15, 16)
    nodes = [Node(CITY, NAME, 0, -1), *(Node(f"s{n}", NAME, 1, 0) for n in sectors)]
    families = [Family(0, sectors), Family(0, districts)]
    for sector in sectors:
        families.append(Family(sector, tuple(range(len(nodes), len(nodes) + 3))))
        nodes += [Node(f"{sector}{n}", NAME, 2, sector) for n in range(3)]
    nodes[12] = Node(REST, NAME, 2, 3)
    nodes += [Node(f"d{n}", NAME, 3, 0) for n in range(4)]
    return Breakdown(tuple(nodes), tuple(families))


BREAKDOWN = small_breakdown()
LEGEND = Legend(
    tuple(Measure(id, NAME, SCALE) for id in ("total", *PARTS)),
    tuple(Level(number=number, name=NAME, meaning=NAME) for number in LEVELS),
)
DIVISIONS = [BREAKDOWN.nodes[n].id for n in BREAKDOWN.layer(2)]
DISTRICTS = [BREAKDOWN.nodes[n].id for n in BREAKDOWN.layer(3)]


@st.composite
def cities(draw: st.DrawFn, edge: float = 0) -> Population:
    """Cities full of odd rows: tiny, nearly all signed, all alike, hardly changed in a year.

    No score is nearer to an end of the scale than ``edge``.
    """
    seed = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    sizes = st.sampled_from([0, 0, 1, 2, 5, 9, 10, 11, 14, 20, 25, 40])
    frames = []
    for division in DIVISIONS:
        size = draw(sizes)
        unsigned = draw(st.sampled_from([0, 1, 4, 9, 10, size // 2, size]))
        center = draw(st.sampled_from([0, 1, 40, 60, 99, 100]))
        spread = draw(st.sampled_from([0, 5, 40]))
        own = pd.DataFrame({"division": [division] * size})
        own["district"] = seed.choice(DISTRICTS, size, p=[0.6, 0.3, 0.08, 0.02])
        own["stage"] = [Stage.SUBMITTED if n < unsigned else Stage.VERIFIED for n in range(size)]
        for part in PARTS:
            own[part] = np.clip(center + seed.normal(0, 1, size) * spread, edge, SCALE - edge)
            applies = draw(st.sampled_from([1.0, 1.0, 0.9, 0.3]))
            own.loc[seed.random(size) > applies, part] = np.nan
        alike = draw(st.booleans())
        own["level"] = float(LEVELS[0]) if alike else seed.choice(LEVELS, size).astype(float)
        frames.append(own)
    first = pd.concat(frames, ignore_index=True)
    first["entity"] = [f"e{n}" for n in range(len(first))]
    first["year"] = 2025
    second = first.assign(year=2026)
    second = second[seed.random(len(second)) >= draw(st.sampled_from([0.0, 0.02, 0.3]))]
    moved = seed.random(len(second)) < draw(st.sampled_from([0.0, 0.02, 1.0]))
    second.loc[moved, "p"] = (second.loc[moved, "p"] + 3).clip(edge, SCALE - edge)
    second.loc[moved, "level"] = seed.choice(LEVELS, int(moved.sum())).astype(float)
    frame = pd.concat([first, second], ignore_index=True)
    frame["total"] = frame[list(PARTS)].mean(axis=1)
    frame["synthetic"] = True
    frame["submitted_at"] = frame["year"]
    frame["assessment"] = [f"a{n}" for n in range(len(frame))]
    return population(frame, BREAKDOWN, LEGEND)


Equation = tuple[np.ndarray, float]  # coefficients and the value


@dataclass(frozen=True)
class Attack:
    """Linear programs over the smallest cells: (division or district) x (signed, rest)."""

    seen: list[Equation]
    upper: np.ndarray  # what a cell can at most hold
    most: Sequence[Equation] = ()  # what is known to be at most so much

    def bounds(self, wanted: np.ndarray) -> tuple[float, float]:
        """The narrowest interval that ``wanted`` (coefficients) must lie in."""
        known = {"A_eq": matrix(self.seen), "b_eq": values(self.seen)}
        if self.most:
            known |= {"A_ub": matrix(self.most), "b_ub": values(self.most)}
        ends = []
        for sign in (1, -1):
            limits = np.column_stack([np.zeros(len(self.upper)), self.upper])
            found = linprog(sign * wanted, bounds=limits, method="highs", **known)
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        return ends[0], ends[1]


def matrix(equations: Sequence[Equation]) -> csr_array:
    """The coefficients of all equations."""
    return csr_array(np.array([row for row, _ in equations]))


def values(equations: Sequence[Equation]) -> np.ndarray:
    """The values of all equations."""
    return np.array([value for _, value in equations])


LEAVES = (*BREAKDOWN.layer(2), *BREAKDOWN.layer(3))


def coefficients(node: int, version: Version) -> np.ndarray:
    """Which smallest cells make up ``node`` in ``version``."""
    below = {node}
    for family in BREAKDOWN.families:
        if family.parent in below and family.children[0] in (*BREAKDOWN.layer(1), *LEAVES[:9]):
            below |= set(family.children)
    signed = np.array([leaf in below for leaf in LEAVES], dtype=float)
    return np.concatenate([signed, signed if version.stages == "submitted" else 0 * signed])


def block(row: np.ndarray, place: int, of: int) -> np.ndarray:
    """``row`` as the coefficients of one of several quantities."""
    return np.concatenate([row if each == place else 0 * row for each in range(of)])


def agreeing() -> list[np.ndarray]:
    """Divisions and districts add up to the same city, signed and rest: these give 0."""
    side = np.concatenate([np.ones(9), -np.ones(4)])
    return [np.concatenate([side, 0 * side]), np.concatenate([0 * side, side])]


Judged = dict[Version, tuple[Ledger, Verdict]]


def judge(city: Population) -> Judged:
    """Sums and verdicts of all published versions."""
    return {version: judged(city, version, THRESHOLD) for version in VERSIONS}


def rest(node: int) -> np.ndarray:
    """The smallest cells of ``node`` that only the wider version counts."""
    year = 2025
    wider, signed = Version(year, "submitted"), Version(year, "signed")
    return coefficients(node, wider) - coefficients(node, signed)


def smallest(found: Judged, year: int, values: Callable[[Ledger], np.ndarray]) -> np.ndarray:
    """The true values of a year's smallest cells: the signed ones, then the rest."""
    signed = values(found[Version(year, "signed")][0])[list(LEAVES)]
    return np.concatenate(
        [signed, values(found[Version(year, "submitted")][0])[list(LEAVES)] - signed]
    )


def targets(year: int) -> list[np.ndarray]:
    """Everything that somebody could want to know of a year: each row signed, submitted, rest."""
    versions = [Version(year, "signed"), Version(year, "submitted")]
    nodes = range(len(BREAKDOWN.nodes))
    return [coefficients(n, v) for v in versions for n in nodes] + [rest(n) for n in nodes]


@bites
@given(cities())
def test_hidden_counts_stay_open(city: Population) -> None:
    """No hidden number of enterprises is known to within fewer than the floor."""
    found = judge(city)
    for year in YEARS:
        seen = [(row, 0.0) for row in agreeing()]
        for version, (ledger, verdict) in found.items():
            if version.year == year:
                seen += [
                    (coefficients(node, version), ledger.counts.own[node, 0])
                    for node, reason in enumerate(verdict.counts)
                    if not reason
                ]
        attack = Attack(seen, np.full(2 * len(LEAVES), 1_000.0))
        for version, (_, verdict) in found.items():
            for node, reason in enumerate(verdict.counts):
                if version.year == year and reason:
                    low, high = attack.bounds(coefficients(node, version))
                    assert high - low >= FLOOR, (version, BREAKDOWN.nodes[node].id, low, high)


QUANTITIES = 6  # of the attack on means: enterprises with a value, then points, a measure each


def seen_means(found: Judged, year: int) -> Iterator[tuple[np.ndarray, int, float, float]]:
    """Each mean that may be seen: its cells, its measure, the enterprises and points behind it."""
    for version, (ledger, verdict) in found.items():
        for m, reasons in enumerate(verdict.means):
            for node, reason in enumerate(reasons):
                if version.year == year and not reason:
                    yield coefficients(node, version), m, *ledger.means[m].own[node]


def sensitive_sums(found: Judged, year: int) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Each sum of points that has to stay open: its measure, cells and [enterprises, points]."""
    sensitive = mixed_mean(THRESHOLD, SCALE)
    for m in range(len(LEGEND.measures)):
        many = smallest(found, year, lambda of, m=m: of.means[m].own[:, 0])
        points = smallest(found, year, lambda of, m=m: of.means[m].own[:, 1])
        for wanted in targets(year):
            sums = np.array([wanted @ many, wanted @ points])
            if sums[0] and sensitive(sums):
                yield m, wanted, sums


@bites
@given(cities())
def test_hidden_means_stay_open(city: Population) -> None:
    """No sensitive sum of points is known to within a fifth of the scale.

    The attacker knows the exact enterprises and points behind every mean that is seen.
    """
    found = judge(city)
    for year in YEARS:
        seen = [(block(row, q, QUANTITIES), 0.0) for q in range(QUANTITIES) for row in agreeing()]
        for cells, m, many, points in seen_means(found, year):
            seen += [
                (block(cells, m, QUANTITIES), many),
                (block(cells, m + 3, QUANTITIES), points),
            ]
        unit = np.eye(2 * len(LEAVES))
        most = [
            (block(cell, m + 3, QUANTITIES) - SCALE * block(cell, m, QUANTITIES), 0.0)
            for m in range(3)
            for cell in unit
        ]
        most += [
            (block(cell, m, QUANTITIES) - block(cell, 0, QUANTITIES), 0.0)
            for m in (1, 2)
            for cell in unit
        ]
        attack = Attack(seen, np.full(QUANTITIES * len(unit), 1e5), most)
        for m, wanted, sums in sensitive_sums(found, year):
            low, high = attack.bounds(block(wanted, m + 3, QUANTITIES))
            assert high - low >= SCALE / 5, (year, m, wanted, sums, low, high)


@bites
@given(cities(edge=10))
def test_hidden_means_stay_open_to_insiders(city: Population) -> None:
    """An insider cannot work out a sensitive sum of points either.

    He knows exactly who took part, whose assessment is signed and what applies to whom. As long
    as no score lies within a tenth of the ends of the scale, a tenth of the scale stays open.
    """
    found = judge(city)
    for year in YEARS:
        many = [smallest(found, year, lambda of, m=m: of.means[m].own[:, 0]) for m in range(3)]
        seen = [(block(row, m, 3), 0.0) for m in range(3) for row in agreeing()]
        seen += [(block(row, m, 3), points) for row, m, _, points in seen_means(found, year)]
        attack = Attack(seen, SCALE * np.concatenate(many))
        for m, wanted, sums in sensitive_sums(found, year):
            low, high = attack.bounds(block(wanted, m, 3))
            assert high - low >= SCALE / 10 - 1e-6, (year, m, wanted, sums, low, high)


@bites
@given(cities())
def test_hidden_levels_stay_open(city: Population) -> None:
    """Of no row that is all alike, a single enterprise included, can that be shown.

    The attacker has the bands and the shares as they are published. Unknown are the enterprises
    in each smallest cell, all of them and those in each level.
    """
    found = judge(city)
    blocks = len(LEVELS) + 1  # the first one counts all
    for year in YEARS:
        of_level = [
            smallest(found, year, lambda of, n=n: of.levels.own[:, n]) for n in range(blocks)
        ]
        unit = np.eye(2 * len(LEAVES))
        seen = [(block(row, n, blocks), 0.0) for n in range(blocks) for row in agreeing()]
        seen += [(np.concatenate([cell, *[-cell] * len(LEVELS)]), 0.0) for cell in unit]
        most = []
        for version, (ledger, verdict) in found.items():
            for node in range(len(BREAKDOWN.nodes)):
                if version.year == year and not verdict.counts[node]:
                    cells = coefficients(node, version)
                    told = band(int(ledger.counts.own[node, 0]), THRESHOLD)
                    every = block(cells, 0, blocks)
                    most += [(every, told.high), (-every, -told.low)]
                if version.year == year and not verdict.levels[node]:
                    counts = [int(count) for count in ledger.levels.own[node, 1:]]
                    for n, share in enumerate(rounded_shares(counts, THRESHOLD), start=1):
                        low, high = ends(share)
                        of_one = block(cells, n, blocks)
                        most += [(of_one - high * every, 0.0), (low * every - of_one, 0.0)]
        attack = Attack(seen, np.full(blocks * len(unit), 1e4), most)
        for wanted in targets(year):
            for n in range(1, blocks):
                everybody = wanted @ of_level[0]
                if everybody and wanted @ of_level[n] >= NEARLY_ALL * everybody:
                    sure = block(wanted, n, blocks) - NEARLY_ALL * block(wanted, 0, blocks)
                    low, _ = attack.bounds(sure)
                    assert low < -1e-6, (year, wanted, n, low)


def ends(share: Share) -> tuple[float, float]:
    """Between which shares lies what is published."""
    if not share.percent:
        return 0, share.step / 100
    half = share.step / 2
    return max(share.percent - half, share.step) / 100, (share.percent + half) / 100


def held_by(city: Population, version: Version, node: int) -> dict[int, tuple[float, ...]]:
    """Each enterprise that ``version`` counts in ``node``, with all its values."""
    rows = [row for row in city.rows(version) if node in city.places[row]]
    return {
        int(city.entity[row]): (*city.scores[row].tolist(), float(city.level[row])) for row in rows
    }


@bites
@given(cities())
def test_versions_do_not_differ_by_a_few(city: Population) -> None:
    """Two seen versions of a figure, of any years and stages, differ by nobody or by enough."""
    found = judge(city)
    for one, other in combinations(VERSIONS, 2):
        for node in range(len(BREAKDOWN.nodes)):
            first, second = held_by(city, one, node), held_by(city, other, node)
            for place in range(len(LEGEND.measures) + 1):
                hidden = [
                    (*verdict.means, verdict.levels)[place][node]
                    for verdict in (found[one][1], found[other][1])
                ]
                values = [
                    {who: known[place] for who, known in held.items() if known[place] >= 0}
                    for held in (first, second)
                ]
                differ = {
                    who
                    for who in values[0].keys() | values[1].keys()
                    if values[0].get(who) != values[1].get(who)
                }
                assert any(hidden) or not 0 < len(differ) < THRESHOLD, (one, other, node, place)
