"""All combinations of choices of one sheet, many at a time through the engine.

A combination is a column of picks: for each item that can rise, the place of its choice (0 is
staying). Arrays of picks are of shape (items, combinations).
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from questionnaires.columns import UNANSWERED
from scoring.engine import Scores, score
from scoring.paths.choices import Choice, present
from scoring.paths.efforts import EffortTable, Needs
from scoring.paths.ground import Ground
from scoring.program import Codes, Floats

Picks = NDArray[np.int16]
EXACT = 1e-9  # costs nearer than that are the same


class Space:
    """The choices of a ground, a target level, and what depends on what."""

    def __init__(
        self,
        ground: Ground,
        choices: Mapping[int, tuple[Choice, ...]],
        efforts: EffortTable,
        target: int,
    ) -> None:
        self.ground = ground
        self.target = target
        choices, self.needs = _possible(ground, choices, efforts.needs)
        self.rows = np.array([*choices], dtype=np.int64)  # of the items that can rise
        self.choices = tuple(choices.values())
        self.size = len(self.choices)
        self.place = {row: place for place, row in enumerate(choices)}
        most = max((len(one) for one in self.choices), default=1)
        self.prices = np.full((self.size, most), np.inf)  # of each pick of each item
        self.code_of = np.zeros((self.size, most), dtype=np.int8)
        for place, one in enumerate(self.choices):
            self.prices[place, : len(one)] = [each.cost for each in one]
            self.code_of[place, : len(one)] = [each.code for each in one]
        self.items = np.arange(self.size)

    @property
    def alternatives(self) -> int:
        """The number of choices other than staying."""
        return sum(len(one) - 1 for one in self.choices)

    @property
    def routes(self) -> bool:
        """Whether some choice changes more than its own item."""
        return any(choice.effects for one in self.choices for choice in one)

    @cached_property
    def best(self) -> Picks:
        """The pick of the highest value of each item, the last one of equals: (items,)."""
        found = []
        for one in self.choices:
            values = np.array([each.value for each in one])
            found.append(len(one) - 1 - int(values[::-1].argmax()))
        return np.array(found, dtype=np.int16)

    def place_of(self, item: str) -> int:
        """The index of an item that can rise among them."""
        return self.place[self.ground.rows[item]]

    def costs(self, picks: Picks) -> Floats:
        """What each combination takes."""
        return np.asarray(self.prices[self.items[:, None], picks].sum(axis=0))

    def cost(self, picks: Picks) -> float:
        """What one combination, of shape (items,), takes."""
        return float(self.costs(picks[:, None])[0])

    def codes(self, picks: Picks) -> Codes:
        """The code columns of each combination."""
        codes = np.repeat(self.ground.base[:, None], picks.shape[1], axis=1)
        codes[self.rows] = self.code_of[self.items[:, None], picks]
        for place, at, row, code in self._effects:
            here = picks[place] == at
            own = int(self.ground.plan.owners[row])
            if self.place.get(own, place) != place:  # what an item became by its own choice stands
                here &= picks[self.place[own]] == 0
            codes[row, here] = code
        return codes

    @cached_property
    def _effects(self) -> tuple[tuple[int, int, int, int], ...]:
        """(place, pick, row, code) of all that a choice changes beside its own item."""
        return tuple(
            (place, at, row, code)
            for place, one in enumerate(self.choices)
            for at, choice in enumerate(one)
            for row, code in (choice.effects | choice.digits).items()
        )

    def scores(self, picks: Picks) -> Scores:
        """The scores of each combination."""
        return score(self.ground.plan, self.codes(picks))

    def reaches(self, picks: Picks) -> NDArray[np.bool_]:
        """Which combinations reach the target."""
        return np.asarray(self.scores(picks).level >= self.target)

    def violated(self, need: Needs, picks: Picks) -> NDArray[np.bool_]:
        """Which combinations bring an item to a step without what that needs."""
        asking, giving = self.sides[need]
        asks = asking[picks[self.place_of(need.item)]]
        return np.asarray(asks & ~giving[picks[self.place_of(need.needed)]])

    def allowed(self, picks: Picks) -> NDArray[np.bool_]:
        """Which combinations have all that their steps need."""
        fine = np.ones(picks.shape[1], dtype=bool)
        for need in self.needs:
            fine &= ~self.violated(need, picks)
        return fine

    def completed(self, picks: Picks) -> Picks:
        """The combinations with the cheapest of what they need added."""
        done = picks.copy()
        for _ in self.needs:
            for need in self.needs:
                lacking = self.violated(need, done)
                if lacking.any():
                    done[self.place_of(need.needed), lacking] = self._cheapest[need]
        return done

    @cached_property
    def sides(self) -> dict[Needs, tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
        """For each need: which picks of the one item ask, which of the other give."""
        return {
            need: (self._holding(need.item, need.to), self._holding(need.needed, need.at))
            for need in self.needs
        }

    def _holding(self, item: str, step: int) -> NDArray[np.bool_]:
        place = self.place_of(item)
        holding = np.zeros(self.prices.shape[1], dtype=bool)
        holding[: len(self.choices[place])] = [step in each.holds for each in self.choices[place]]
        return holding

    @cached_property
    def _cheapest(self) -> dict[Needs, int]:
        """The cheapest pick that gives what each need asks for."""
        found = {}
        for need in self.needs:
            price = self.prices[self.place_of(need.needed)]
            found[need] = int(np.where(self.sides[need][1], price, np.inf).argmin())
        return found


def _possible(
    ground: Ground, choices: Mapping[int, tuple[Choice, ...]], needs: tuple[Needs, ...]
) -> tuple[dict[int, tuple[Choice, ...]], tuple[Needs, ...]]:
    """The choices that can be had at all, and the needs that are open.

    Nothing is needed of an item that does not apply, nor for a step that is there already; a
    step whose need nothing can meet falls away.
    """
    left = dict(choices)
    while True:
        binding, hopeless = [], None
        for need in needs:
            asking = left.get(ground.rows[need.item], ())
            if not any(need.to in each.holds for each in asking[1:]) or need.to in asking[0].holds:
                continue
            other = ground.rows[need.needed]
            if ground.base[other] < UNANSWERED or need.at in present(ground, other):
                continue
            if any(need.at in each.holds for each in left.get(other, ())):
                binding.append(need)
            else:
                hopeless = need
        if hopeless is None:
            return left, tuple(binding)
        row = ground.rows[hopeless.item]
        left[row] = tuple(each for each in left[row] if hopeless.to not in each.holds)
        if len(left[row]) == 1:
            del left[row]
