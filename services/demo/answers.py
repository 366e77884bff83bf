"""From maturity to answers: every item answered on every sheet, as columns."""

import zlib
from dataclasses import dataclass

import numpy as np

from questionnaires.columns import NOT_APPLICABLE, NUMBER_NOT_APPLICABLE, Array
from questionnaires.model import Item, Kind, Questionnaire
from scoring.rubric import Rubric
from services.demo.city import Floats, Spread, city
from services.demo.maturity import SyntheticSheets

STEEP = 1.5  # how sharply maturity decides an answer
BY_YEAR = 0.2  # what differs in an item from year to year beside maturity
BY_DIFFICULTY = 0.35  # how much harder one item, or one option, is than another


@dataclass(frozen=True)
class Answering:
    """What the answers follow from; the same values give the same answers.

    An enterprise keeps its peculiarities from year to year, so they are drawn once for each of
    the ``enterprises`` and then looked up for each sheet.
    """

    questionnaire: Questionnaire
    rubric: Rubric
    respondents: SyntheticSheets
    enterprises: int
    seed: int

    def columns(self, *, claimed: bool) -> dict[str, Array]:
        """Every asked item's column: as the enterprise claims it to be, or as it is."""
        items: dict[str, Array] = {}
        for item in self.questionnaire.items:
            if item.kind is Kind.RATIO:
                share = _share(self._height(item, claimed=claimed))
                items[item.part or ""] = np.round(share * items[item.whole or ""])
            elif item.scored:
                items[item.id] = self._scored(item, claimed=claimed)
            elif item.kind is Kind.NUMBER:
                items[item.id] = self._counted(item)
            elif item.options:
                items[item.id] = self._fact(item)
        return items

    def _scored(self, item: Item, *, claimed: bool) -> Array:
        height = self._height(item, claimed=claimed)
        if item.kind is Kind.MULTI:
            column: Array = self._ticked(item, height)
        else:
            points = self.rubric.judged[item.id].points
            order = np.argsort(points, kind="stable")  # from the worst step to the best
            column = order[np.floor(_share(height) * len(points)).astype(np.int64)]
            if item.kind is Kind.NUMBER:
                column = self._within(item, column)
        if item.not_applicable is not None:
            nothing = self._peculiar(item, "applies") < city().not_applicable
            none = NUMBER_NOT_APPLICABLE if item.kind is Kind.NUMBER else NOT_APPLICABLE
            column = np.where(nothing, none, column)
        return column

    def _ticked(self, item: Item, height: Floats) -> Array:
        """A bit an option; the exclusive one stands where nothing else would."""
        mask = np.zeros(self.respondents.size, dtype=np.int64)
        alone = 1
        for bit, option in enumerate(item.options):
            if option.exclusive:
                alone = 1 << bit
                continue
            rare = 2 * BY_DIFFICULTY * self._rng(item, f"rare {option.id}").standard_normal()
            likely = _share((-height if option.negative else height) - rare)
            mask |= np.where(self._peculiar(item, option.id) < likely, 1 << bit, 0)
        return np.where(mask == 0, alone, mask)

    def _within(self, item: Item, band: Array) -> Floats:
        """A number in each sheet's band."""
        ends = [each.from_ + 1 if each.to is None else each.to for each in item.bands]
        low: Floats = np.array([each.from_ for each in item.bands])[band]
        high: Floats = np.array(ends)[band]
        between = self._peculiar(item, "place")
        if item.integer and item.closed == "right":  # (low, high]
            low, high = np.floor(low) + 1, np.floor(high) + 1
        elif item.integer:  # [low, high)
            low, high = np.ceil(low), np.ceil(high)
        inside = (high - low) * between
        return low + (np.floor(inside) if item.integer else inside)

    def _counted(self, item: Item) -> Array:
        """A number that grows with the enterprise, such as its machines."""
        spread = city().numbers.get(item.id, Spread(middle=1.0, spread=0.5))
        drawn = spread.draw(self._rng(item), self.enterprises)[self.respondents.enterprise]
        most = np.inf if item.maximum is None else item.maximum
        return np.clip(np.round(self.respondents.employees * drawn), item.minimum or 0, most)

    def _fact(self, item: Item) -> Array:
        """What the enterprise is, however mature: one option, or those that apply."""
        shares = city().facts.get(item.id, {})
        chances = np.array([shares.get(option.id, 0.0) for option in item.options])
        if item.kind is Kind.MULTI:
            mask = sum(
                np.where(self._peculiar(item, option.id) * 100 < chance, 1 << bit, 0)
                for bit, (option, chance) in enumerate(zip(item.options, chances, strict=True))
            )
            alone = next(bit for bit, option in enumerate(item.options) if option.exclusive)
            return np.where(mask == 0, 1 << alone, mask)
        steps = np.cumsum(chances if chances.any() else np.ones(len(chances)))
        return np.searchsorted(steps / steps[-1], self._peculiar(item, "option"), side="right")

    def _height(self, item: Item, *, claimed: bool) -> Floats:
        """How far up the answer lies, on the scale of maturity."""
        order = [dimension.id for dimension in self.questionnaire.dimensions]
        numbers, sheets = city().maturity, self.respondents
        own = self._rng(item).standard_normal(self.enterprises)[sheets.enterprise]
        yearly = self._rng(item, "year").standard_normal(sheets.size)
        ease = BY_DIFFICULTY * self._rng(item, "ease").standard_normal()
        height: Floats = sheets.maturity[order.index(item.dimension)] + numbers.by_item * own
        height += BY_YEAR * yearly + numbers.level + ease + city().lifts.get(item.id, 0.0)
        if claimed:
            height += sheets.over_claim
        return height

    def _peculiar(self, item: Item, what: str) -> Floats:
        """A number in [0, 1) an enterprise, looked up for every sheet."""
        return self._rng(item, what).random(self.enterprises)[self.respondents.enterprise]

    def _rng(self, item: Item, what: str = "") -> np.random.Generator:
        """A stream of its own for each item and purpose: adding an item changes no other."""
        return np.random.default_rng([self.seed, zlib.crc32(f"{item.id} {what}".encode())])


def _share(height: Floats) -> Floats:
    """In (0, 1), and never quite 1."""
    return np.minimum(1 / (1 + np.exp(-STEEP * height)), 1 - 1e-9)
