"""What rules make of single nodes: shares by hand, and the sums of points of a multi item."""

import numpy as np
import pytest

from questionnaires.model import Item, Kind, Option
from scoring.points import default_points, maximum, sums, table
from scoring.rules.base import Aggregation, Floats
from scoring.rules.max import Max
from scoring.rules.min import Min
from tests.unit.scoring_worlds import TEXT


class OfTwo(Aggregation):
    """The mean of the two lowest values, or of the two highest: no rule of the kernel's."""

    highest: bool

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """Two of them, whatever their weights."""
        del weights
        ordered = np.sort(values, axis=0)
        two: Floats = (ordered[-2:] if self.highest else ordered[:2]).mean(axis=0)
        return two


@pytest.mark.parametrize(
    ("highest", "shares"),
    [
        # score 0.3 below the mean 0.6: three quarters of the way to the weakest child
        (False, [0.8125, 0.0625, 0.125]),
        # score 0.65 above it: a sixth of the way to the strongest
        (True, [5 / 24, 5 / 24, 7 / 12]),
    ],
)
def test_shares_left_to_the_base_make_up_the_score(highest: bool, shares: list[float]) -> None:
    """The weights are shifted just as far as the score asks for, and to the right end (S30)."""
    values, weights = np.array([0.2, 0.4, 0.9]), np.array([1.0, 1.0, 2.0])
    rule = OfTwo(highest=highest)
    found = rule.shares(values, weights)
    np.testing.assert_allclose(found, shares, atol=1e-12)
    np.testing.assert_allclose(found @ values, rule.combine(values, weights))
    np.testing.assert_allclose(rule.shares(values, 8 * weights), shares, atol=1e-12)


def test_values_tie_when_they_differ_by_rounding_only() -> None:
    """0.1 + 0.2 ties with 0.3; a value that is really nearer to the end stands alone (S30)."""
    weights = np.array([3.0, 1.0])
    tied, near = np.array([0.1 + 0.2, 0.3]), np.array([0.3, 0.3 + 1e-9])
    for rule, alone in ((Min(), [1, 0]), (Max(), [0, 1])):
        np.testing.assert_allclose(rule.shares(tied, weights), [0.75, 0.25])
        np.testing.assert_allclose(rule.shares(near, weights), alone, atol=1e-12)


def ticks(*options: Option) -> Item:
    """A multi item."""
    return Item(id="m", dimension="all", kind=Kind.MULTI, ask=TEXT, why=TEXT, options=options)


def test_the_sums_of_a_multi_item_are_those_that_answers_bring() -> None:
    """An exclusive option stands alone, sums below 0 are 0, and rounding makes no new ones (S7)."""
    p, q, r = (Option(id=id, says=TEXT) for id in "pqr")
    bad = Option(id="bad", says=TEXT, negative=True)
    none = Option(id="none", says=TEXT, exclusive=True)
    assert sums(ticks(p, q, none), (1, 2, 5)) == (1, 2, 3, 5)
    assert sums(ticks(p, q, bad), (1, 2, -1)) == (0, 1, 2, 3)
    assert sums(ticks(p, q, r), (0.1, 0.2, 0.3)) == (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    assert table(ticks(p, q, none), (1, 2, 5)) == pytest.approx((0.2, 0.4, 0.6, 1))
    assert table(ticks(p, q, none), (1, 3, 2)) == pytest.approx((0.25, 0.5, 0.75, 1))


def test_points_by_position() -> None:
    """A tick is worth 1, an exclusive option nothing, a negative one what the caller says (S8)."""
    p, q = (Option(id=id, says=TEXT) for id in "pq")
    bad = Option(id="bad", says=TEXT, negative=True)
    none = Option(id="none", says=TEXT, exclusive=True)
    item = ticks(p, q, bad, none)
    assert default_points(item) == (1, 1, 0, 0)
    assert default_points(item, negative=-1.0) == (1, 1, -1, 0)
    assert maximum(item, (1, 2, -1, 0)) == 3
    assert maximum(item, (1, 2, -1, 5)) == 5
