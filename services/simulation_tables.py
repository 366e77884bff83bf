"""What interventions come to as plain tables, and what all of it assumes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aggregates.breakdown import breakdown
from aggregates.city_parts import Seen
from aggregates.forecasts import Forecast
from aggregates.simulation import SimulatedYear
from i18n import exact, one_decimal
from questionnaires.model import Item, Kind, Questionnaire
from scoring.rubric import Rubric
from scoring.sensitivity import CHANCE
from scoring.steps import steps_of
from solutions.interventions import Intervention
from solutions.model import Catalogue
from wording.tables import Notes, SheetColumn, SheetTable, Value
from wording.voice import Voice

NAME, WIDE, FIGURE = 30.0, 60.0, 24.0  # widths in digits


@dataclass(frozen=True)
class SimulationVoice(Voice):
    """Says the outcomes of a year."""

    year: SimulatedYear
    catalogue: Catalogue
    questionnaire: Questionnaire
    rubric: Rubric
    as_of: date

    def measure(self, each: Intervention) -> str:
        """What is done."""
        if each.solution is not None:
            return self.say("policy.of_solution", title=self.solution(each.solution))
        item = self.questionnaire.by_id[each.item or ""]
        key = "policy.of_option" if item.kind is Kind.MULTI else "policy.of_item"
        return self.say(key, item=self.text(item.ask), rung=self._rung(item, each.rung or ""))

    def solution(self, id: str) -> str:
        """Its title."""
        return self.text(self.catalogue.by_id[id].title)

    def row(self, id: str) -> str:
        """The name of a row of the breakdown."""
        return next(self.text(node.title) for node in breakdown().nodes if node.id == id)

    def counted_row(self, id: str) -> str:
        """The same with how many enterprises it has."""
        seen = self.year.counts.get(id)
        if seen is None:
            return self.say("policy.row_hidden", name=self.row(id))
        return self.say("policy.row", name=self.row(id), n=f"{seen[0]}–{seen[1]}")

    def cost(self, each: Intervention) -> str:
        """Its class of cost."""
        if each.cost is None:
            return self.say("policy.no_cost")
        return next(self.text(cost.name) for cost in self.catalogue.costs if cost.rank == each.cost)

    def rising(self, each: Forecast) -> str:
        """How many rise."""
        if each.rising is None:
            return self.say("policy.hidden")
        low, middle, high = each.rising
        return self.say("policy.firms_middle", low=low, middle=middle, high=high)

    def share(self, each: Forecast) -> str:
        """Their share of the group."""
        if each.share is None:
            return self.say("policy.hidden")
        low, high = each.share
        return self.say("policy.percent", low=one_decimal(low), high=one_decimal(high))

    def firms(self, seen: Seen) -> str:
        """A number of firms from–to."""
        if seen is None:
            return self.say("policy.hidden")
        return self.say("policy.firms", low=seen[0], high=seen[1])

    def comparison(self, both: tuple[Forecast, Forecast]) -> SheetTable:
        """Two measures side by side, a line a figure."""
        first, second = both
        lines = [
            ("lacking", [self.firms(each.lacking) for each in both]),
            ("reached", [self.firms(each.reached) for each in both]),
            ("rising", [self.rising(each) for each in both]),
            ("share", [self.share(each) for each in both]),
            ("reaching", [self._reaching(each) for each in both]),
            ("cost", [self.cost(each.intervention) for each in both]),
            ("sure", [self._sure(each) for each in both]),
            ("first", [self._solutions(each.intervention.first) for each in both]),
        ]
        if any(each.intervention.solution is None for each in both):
            bring = [self._solutions(each.intervention.brought_by) for each in both]
            lines.append(("brought_by", bring))
        return SheetTable(
            name=self.say("policy.comparison"),
            title=self.say("policy.comparison_title", row=self.row(first.assumed.row)),
            notes=self.beside(),
            columns=(
                SheetColumn(self.say("policy.line"), width=NAME, words=True),
                *(
                    SheetColumn(self.measure(each.intervention), width=WIDE, words=True)
                    for each in (first, second)
                ),
            ),
            rows=tuple((self.say(f"policy.{name}"), *cells) for name, cells in lines),
        )

    def found(self, reaching: Sequence[Forecast], row: str, wanted: int) -> SheetTable:
        """The measures by which so many of a row rise, a line each."""
        rows: tuple[tuple[Value, ...], ...] = tuple(
            (
                self.measure(each.intervention),
                self.cost(each.intervention),
                self.rising(each),
                self.share(each),
                self._solutions(each.intervention.first),
            )
            for each in reaching
        )
        heads = (("measure", WIDE), ("cost", FIGURE), ("rising", NAME), ("share", FIGURE))
        return SheetTable(
            name=self.say("policy.cheapest"),
            title=self.say("policy.cheapest_title", row=self.row(row), wanted=wanted),
            notes=self.beside(),
            columns=tuple(
                SheetColumn(self.say(f"policy.{name}"), width=width, words=True)
                for name, width in (*heads, ("first", NAME))
            ),
            rows=rows,
        )

    def assumptions(self, both: Sequence[Forecast]) -> SheetTable:
        """All that is taken to be so."""
        return SheetTable(
            name=self.say("policy.assumptions"),
            title=self.say("policy.assumptions"),
            notes=self.beside(),
            columns=(SheetColumn(self.say("policy.assumption"), width=WIDE, words=True),),
            rows=tuple((text,) for text in self.assumed(both)),
        )

    def assumed(self, both: Sequence[Forecast]) -> tuple[str, ...]:
        """The same as sentences, each once."""
        found: dict[str, None] = {}
        for each in both:
            share = each.assumed.take_up
            if share >= 1:
                found[self.say("policy.assume_everybody")] = None
            else:
                found[self.say("policy.assume_take_up", share=exact(100 * share))] = None
        kinds = {each.intervention.solution is not None for each in both}
        found |= dict.fromkeys(
            [self.say("policy.assume_catalogue")] * (True in kinds)
            + [self.say("policy.assume_target")] * (False in kinds)
        )
        answers = {"unchecked": self.year.unchecked, "chance": exact(100 * CHANCE)}
        found |= dict.fromkeys(
            (
                self.say("policy.assume_opened"),
                self.say("policy.assume_others"),
                self.say("policy.assume_answers", **answers),
                self.say("policy.assume_cost"),
                self.say("policy.assume_bands"),
            )
        )
        return tuple(found)

    def beside(self) -> tuple[str, ...]:
        """What has to stand beside: made up, not verified; n, which, as of when."""
        counts, year = self.year.counts, self.year
        made_up = [self.say("city.synthetic")] if year.synthetic else []
        claimed = [self.say("city.claimed")] if year.stages == "submitted" else []
        seen = next(iter(counts.values()))
        source = self.say(
            "policy.source",
            questionnaire=self.questionnaire.title,
            edition=year.edition,
            stages=self.say(f"city.stages_{year.stages}"),
            year=year.year,
            n=self.say("city.hidden") if seen is None else f"{seen[0]}–{seen[1]}",
            day=self.as_of.isoformat(),
        )
        return (*made_up, *claimed, source)

    def read(self, both: tuple[Forecast, Forecast]) -> str:
        """What the comparison says, in a sentence."""
        low, high = sorted(both, key=lambda each: each.rising[1] if each.rising else -1)
        if low.rising is None or high.rising is None:
            return self.say("policy.read_hidden")
        row = self.row(low.assumed.row)
        more = high.rising[1] - low.rising[1]
        if not more:
            return self.say("policy.read_equal", row=row)
        apart = high.rising[0] > low.rising[2]
        return self.say(
            "policy.read_both",
            better=self._bare(high.intervention),
            row=row,
            more=more,
            overlap=self.say("policy.no_overlap" if apart else "policy.overlap"),
        )

    def notes(self) -> Notes:
        """How to read the tables."""
        version = self.rubric.version
        entries = (
            (
                self.say("city.method_word"),
                self.say(
                    "city.method_about",
                    questionnaire=self.questionnaire.title,
                    rubric=self.rubric.title,
                    version=version,
                ),
            ),
            (
                self.say("city.hidden_word"),
                self.say("city.hidden_about", threshold=self.year.threshold),
            ),
            (self.say("policy.cost"), self.text(self.catalogue.statement)),
        )
        return Notes(self.say("city.notes"), self.say("city.notes_title"), entries)

    def _solutions(self, ids: Sequence[str]) -> str:
        if not ids:
            return self.say("policy.none")
        return self.listed(self.solution(id) for id in ids)

    def _bare(self, each: Intervention) -> str:
        """What is done, without saying of what kind it is."""
        return self.measure(each) if each.solution is None else self.solution(each.solution)

    def _reaching(self, each: Forecast) -> str:
        """How many rise to which level, as far as it is seen."""
        levels = {level.number: level for level in self.rubric.levels}
        found = [
            self.say("policy.to_level", level=self.level(levels[number]), n=f"{low}–{high}")
            for number, (low, _, high) in each.reaching.items()
            if number in levels
        ]
        return self.listed(found) if found else self.say("policy.hidden")

    def _sure(self, each: Forecast) -> str:
        if each.sure is None:
            return self.say("policy.factor_unknown")
        low, high = each.sure
        return self.say("policy.factor", low=exact(low), high=exact(high))

    def _rung(self, item: Item, rung: str) -> str:
        step = steps_of(item)[item.rungs.index(rung)]
        return self.step(item, step)
