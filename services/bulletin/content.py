"""What a bulletin is made from: figures that have been published, and what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from aggregates.figures import CityFigures
from questionnaires.model import Questionnaire
from scoring.rubric import Rubric
from solutions.model import Catalogue


@dataclass(frozen=True)
class PublishedCity:
    """The city as it was published up to the day ``as_of``; nothing in it is of one enterprise.

    ``state``: the figures of each year up to ``year``, which is among them. ``beside``: those of
    ``year`` of further subjects, by the subject's id. ``office``: who publishes ("": not known).
    ``published_on``: None as long as it is under review.
    """

    office: str
    year: int
    as_of: date
    published_on: date | None
    questionnaire: Questionnaire
    rubric: Rubric
    catalogue: Catalogue
    state: Mapping[int, CityFigures]
    beside: Mapping[str, CityFigures] = field(default_factory=dict)

    @property
    def figures(self) -> CityFigures:
        """Those of the year that the bulletin is about."""
        return self.state[self.year]

    @property
    def history(self) -> tuple[CityFigures, ...]:
        """Those of every year up to it, oldest first."""
        return tuple(self.state[year] for year in sorted(self.state) if year <= self.year)

    @property
    def before(self) -> CityFigures | None:
        """Those of the year before it that has any."""
        return self.history[-2] if len(self.history) > 1 else None
