"""How single figures of a city are said: counts, shares, means, rows, and what stands beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aggregates.coarse import CountRange, Share
from aggregates.figures import CityFigures, FigureRow, Hidden, Measure
from i18n import exact, one_decimal
from scoring.scorecard import Level
from wording.voice import Voice, only_numbered

# Measures in per cent that are no share of enterprises: of questions, claims, weights, a mix.
CLAIMS = ("claims_confirmed", "claims_down", "claims_up", "claims_unchecked")
PER_CENT = frozenset(("gaps", *CLAIMS, "national_known", "covered"))


@dataclass(frozen=True)
class CityWords(Voice):
    """Says the figures of a city: those of one year, and where needed of each of ``years``."""

    figures: CityFigures
    years: Sequence[CityFigures]
    as_of: date

    def marks(self, figures: CityFigures) -> tuple[str, ...]:
        """What has to stand beside every figure: that it is made up, that it is not verified."""
        made_up = [self.say("city.synthetic")] if figures.synthetic else []
        claimed = [self.say("city.claimed")] if figures.stages == "submitted" else []
        return (*made_up, *claimed)

    def row_title(self, row: FigureRow) -> str:
        """The row's name; a division with its two digits."""
        title = self.text(row.title)
        return f"{row.id} {title}" if len(row.id) == 2 and row.id.isdigit() else title  # noqa: PLR2004  (a division's code)

    def level_title(self, level: Level) -> str:
        """The rung with its number; one that is no step of the ladder has none."""
        name = self.text(level.name)
        if level.number <= 0:
            return name
        key = "report.rung_bare" if only_numbered(level) else "city.rung"
        return self.say(key, number=level.number, name=name)

    def count(self, count: CountRange | Hidden) -> str:
        """How many enterprises, as far as it is told."""
        return self.hidden if isinstance(count, Hidden) else f"{count.low}–{count.high}"

    def share(self, share: Share) -> str:
        """A share to its step: about 35 %, or less than the step."""
        if share.percent == 0:
            return self.say("city.share_below", step=share.step)
        return self.say("city.share_about_value", percent=share.percent)

    @property
    def hidden(self) -> str:
        """The word for what is hidden."""
        return self.say("city.hidden")

    def mean(self, mean: float | Hidden) -> str:
        """A mean to one decimal, or that it is hidden."""
        return self.hidden if isinstance(mean, Hidden) else one_decimal(mean)

    def measured(self, measure: Measure, mean: float | Hidden) -> str:
        """A figure with what it is counted in: a share of enterprises, per cent, points."""
        if isinstance(mean, Hidden):
            return self.hidden
        if measure.share:
            return self.say("city.share_about_value", percent=exact(mean))
        if measure.id in PER_CENT:
            return f"{one_decimal(mean)}%"
        return self.say("city.points_of", points=one_decimal(mean))

    def short(self, measure: Measure, mean: float) -> str:
        """The same for a small place: without what it is counted in, but for the per cent."""
        if measure.share:
            return f"{exact(mean)}%"
        return f"{one_decimal(mean)}%" if measure.id in PER_CENT else one_decimal(mean)

    def stages_of(self, figures: CityFigures) -> str:
        """Which assessments count, in words."""
        return self.say(f"city.stages_{figures.stages}")


def signed(points: float) -> str:
    """A difference with its sign, to one decimal."""
    return f"{points:+.1f}".replace("-", "−")
