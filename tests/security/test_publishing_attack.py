"""Two releases that are published months apart: compared, they tell of nobody either."""

from collections.abc import Mapping
from datetime import datetime

import pandas as pd
from hypothesis import given, settings

from aggregates.between import gives_few_away
from aggregates.figures import CityFigures, Hidden
from aggregates.population import Lines, Population
from aggregates.population import lines as lines_of
from aggregates.publication import publish
from aggregates.releases import released
from assessments.confirmation import Confirmation
from assessments.years import CHINA
from tests.security.odd_cities import BREAKDOWN, LEGEND, cities, line_up

THRESHOLD = 10
MONTHS = [datetime(2026, month, 1, tzinfo=CHINA) for month in range(1, 13)]


def figures(population: Population) -> Mapping[int, CityFigures]:
    """What is published of it, year by year."""
    return {year: publish(population, year, THRESHOLD) for year in population.years()}


def compared(one: Population, other: Population) -> bool:
    """Whether the two, published, tell of few."""
    return gives_few_away(one, figures(one), other, figures(other), THRESHOLD)


def same_years(one: Population, other: Population) -> bool:
    """The same where each year is held against itself alone."""
    mine, theirs = figures(one), figures(other)
    return any(
        gives_few_away(one, {year: mine[year]}, other, {year: theirs[year]}, THRESHOLD)
        for year in set(mine) & set(theirs)
    )


@settings(max_examples=25, deadline=None)
@given(cities())
def test_releases_of_one_month_and_the_next_never_tell_of_few(city: Lines) -> None:
    """What the releases promise is what the comparison finds, in every odd city."""
    found = [released(city, at, THRESHOLD) for at in MONTHS]
    assert not any(map(same_years, found, found[1:]))


def confirmed_and_withdrawn() -> Lines:
    """Ten come in March; in June nine of them go again and one other comes."""
    always = line_up(30, "2026-01-10").assign(side="claimed")
    first = line_up(10, "2026-02-10").assign(side="claimed")
    last = line_up(1, "2026-05-10").assign(side="claimed")
    frame = pd.concat([always, first, last], ignore_index=True)
    frame["credit_code"] = [f"{place:018}" for place in range(len(frame))]

    def decided(rows: pd.DataFrame, decision: str, day: str) -> list[Confirmation]:
        return [
            Confirmation(
                enterprise=row.enterprise,
                credit_code=row.credit_code,
                decision=decision,  # type: ignore[arg-type]
                reason="",
                author="c",
                by="c",
                at=datetime.fromisoformat(f"{day}T00:00:00+00:00"),
            )
            for row in rows.itertuples()
        ]

    gone = frame[(frame["since"] == first["since"].iloc[0])].iloc[1:]
    decisions = [
        *decided(frame, "confirmed", "2026-01-01"),
        *decided(gone, "withdrawn", "2026-05-11"),
    ]
    return lines_of(frame, BREAKDOWN, LEGEND, decisions)


def test_releases_months_apart_may_tell_of_few_and_it_is_found() -> None:
    """Each step is large enough, the two together leave two firms: so publishing compares."""
    city = confirmed_and_withdrawn()
    january, march, june = (released(city, MONTHS[place], THRESHOLD) for place in (1, 2, 5))
    assert [len(each.year) for each in (january, march, june)] == [30, 40, 32]
    assert not compared(january, march)
    assert not compared(march, june)
    assert compared(january, june)


@settings(max_examples=25, deadline=None)
@given(cities())
def test_where_nothing_is_found_the_whole_city_differs_by_nobody_or_by_many(city: Lines) -> None:
    """Counted apart from the comparison itself, for releases half a year from each other."""
    one, other = (released(city, MONTHS[place], THRESHOLD) for place in (5, 11))
    apart = [
        len(mine ^ theirs)
        for year in set(one.years()) & set(other.years())
        if not any(isinstance(figures(each)[year].city.count, Hidden) for each in (one, other))
        for mine, theirs in [
            [set(each.entity[each.year == year].tolist()) for each in (one, other)]
        ]
    ]
    assert same_years(one, other) or all(many == 0 or many >= THRESHOLD for many in apart)


def two_years() -> Lines:
    """Thirty take part in 2025, and in 2026 they and three more, all with other answers."""
    first, again = line_up(30, "2025-03-10"), line_up(33, "2026-03-10")
    first["year"] = 2025
    again["enterprise"] = [f"2025-03-10 {n}" for n in range(33)]
    for column in ("total", "p", "q"):
        again[column] += 5.0
    again["level"] = 3.0 - again["level"] + 1.0
    return lines_of(pd.concat([first, again], ignore_index=True), BREAKDOWN, LEGEND)


def test_a_few_more_in_the_next_year_do_not_keep_it_from_being_published() -> None:
    """One release shows how many there were in two years, whatever lies between; so may two."""
    city = two_years()
    one, other = (
        released(city, datetime(year, 12, 1, tzinfo=CHINA), THRESHOLD) for year in (2025, 2026)
    )
    assert [len(each.year) for each in (one, other)] == [30, 63]
    assert not compared(one, other)
    assert not compared(other, one)
