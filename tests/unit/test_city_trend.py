"""How a made-up city moves: its panel, its mix, and what neither may give away."""

from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from aggregates import subject_bridge, subject_mix, subject_panel
from aggregates.breakdown import breakdown
from aggregates.coarse import CountRange
from aggregates.figures import HIDDEN, CityFigures, Hidden, Legend
from aggregates.population import Population
from aggregates.population import lines as lines_of
from aggregates.subject_basis import Basis
from questionnaires.library import load
from scoring.library import rubric
from tests.unit.city_frames import THRESHOLD, lines

YEAR = timedelta(days=365)
QUESTIONNAIRE = load("manufacturing")
BASIS = Basis(QUESTIONNAIRE, rubric(QUESTIONNAIRE.default_rubric, QUESTIONNAIRE), {})
LEGEND = subject_panel.legend(BASIS)
MEANS = ("now", "before")


def next_year(frame: pd.DataFrame, better: float = 0.0, **given: Any) -> pd.DataFrame:
    """The same enterprises a year later, each so many points better."""
    return frame.assign(
        **{
            "assessment": frame["assessment"] + "-again",
            "year": frame["year"] + 1,
            "since": frame["since"] + YEAR,
            "total": frame["total"] + better,
            **given,
        }
    )


def shown(subject: Any, *frames: pd.DataFrame, year: int = 2027) -> CityFigures:
    """What is published of the subject."""
    legend: Legend = subject.legend(BASIS)
    figures = pd.concat(frames, ignore_index=True)
    if subject is subject_mix:  # of the totals of the state
        legend = Legend(legend.measures[:1], ())
    else:
        figures = subject.columns(figures, legend)
    found: CityFigures = subject.publish(population(figures, legend), year, THRESHOLD)
    return found


def population(figures: pd.DataFrame, legend: Legend) -> Population:
    """All that count in the end."""
    known = lines_of(figures, breakdown(("city", "sectors", "sizes")), legend)
    everybody, counts = known.as_of(np.datetime64("2100-01-01"))
    return everybody.only(counts)


def means(figures: CityFigures, *names: str) -> list[float | Hidden]:
    """The city's means of those measures."""
    return [figures.city.means[name] for name in names]


def test_the_panel_is_those_who_were_there_the_year_before() -> None:
    """The same forty are five points better, whoever else comes and goes."""
    stay, left, new = lines(40), lines(30, total=[20.0 + place for place in range(30)]), lines(30)
    new = next_year(new, 30.0)
    figures = shown(subject_panel, stay, left, next_year(stay, 5.0), new)
    assert figures.city.count == CountRange(40, 49)
    now, before = means(figures, *MEANS)
    assert now == pytest.approx(stay["total"].mean() + 5, abs=0.5)
    assert before == pytest.approx(stay["total"].mean(), abs=0.5)
    assert set(figures.city.means) == set(MEANS)


def test_in_the_first_year_there_is_no_panel() -> None:
    """Nobody was there the year before, so all of it is hidden."""
    figures = shown(subject_panel, lines(40), year=2026)
    assert figures.city.count is HIDDEN
    assert means(figures, *MEANS) == [HIDDEN, HIDDEN]


@pytest.mark.parametrize("few", ["new", "left"])
def test_a_panel_that_is_nearly_all_gives_the_others_away_and_is_hidden(few: str) -> None:
    """All but nine: the nine could be worked out from the city's mean and the panel's."""
    stay, others = lines(40), lines(9)
    frames = [stay, next_year(stay)]
    frames += [next_year(others)] if few == "new" else [others]
    figures = shown(subject_panel, *frames)
    hidden = {"new": "now", "left": "before"}[few]
    assert figures.city.means[hidden] is HIDDEN
    enough = lines(10)
    frames[-1] = next_year(enough) if few == "new" else enough
    figures = shown(subject_panel, *frames)
    assert HIDDEN not in means(figures, *MEANS)


def test_others_who_are_all_alike_hide_the_panel() -> None:
    """Ten newcomers all without a point: their mean would be known, so each of them would be."""
    stay, new = lines(40), next_year(lines(10), total=0.0)
    assert shown(subject_panel, stay, next_year(stay), new).city.means["now"] is HIDDEN


def test_two_panels_that_differ_by_a_few_are_not_both_shown() -> None:
    """In the middle one of three years both panels are parts of it: the later one gives way."""
    first, few, others = lines(40), lines(9), lines(20)
    second = [next_year(frame) for frame in (first, few, others)]
    third = [next_year(first), next_year(others)]
    frames = [first, few, *second, *(next_year(frame) for frame in third)]
    assert shown(subject_panel, *frames).city.means["now"] is not HIDDEN
    assert shown(subject_panel, *frames, year=2028).city.means["before"] is HIDDEN


@pytest.mark.parametrize(("lacking", "seen"), [(0, True), (3, False), (9, False), (14, True)])
@pytest.mark.parametrize(("back", "mean"), [(0, "now"), (1, "before")])
def test_a_panel_that_a_few_less_are_published_beside_is_hidden(
    back: int, mean: str, lacking: int, seen: bool
) -> None:
    """Of the panel some do not count among all, of either year: both means tell of those few."""
    stay = lines(40)
    figures = pd.concat([stay, next_year(stay)], ignore_index=True)
    panel = population(subject_panel.columns(figures, LEGEND), LEGEND)
    state = population(figures, Legend(subject_mix.legend(BASIS).measures[:1], ()))
    first = np.flatnonzero(state.year == 2027 - back)[:lacking]
    state = state.only(~np.isin(np.arange(len(state.year)), first))
    found = subject_panel.publish(panel, 2027, THRESHOLD, state=state)
    assert (found.city.means[mean] is not HIDDEN) == seen


def test_a_claim_is_not_compared_with_what_was_verified() -> None:
    """Who claimed a year ago and was verified now is not in the panel: that is another measure."""
    claims = lines(40).assign(side="claimed")
    found = subject_panel.columns(
        pd.concat([claims, next_year(claims, side="verified")], ignore_index=True),
        subject_panel.legend(BASIS),
    )
    assert found["now"].isna().all()
    assert found["new"].notna().all()


def strata(small: int, medium: int, seed: int = 1, better: float = 0.0) -> pd.DataFrame:
    """Weak small firms and strong medium ones of one sector."""
    draws = np.random.default_rng(seed)
    weak = lines(small, total=30 + better + draws.uniform(-5, 5, small))
    strong = lines(
        medium, employees=500, revenue=20_000, total=60 + better + draws.uniform(-5, 5, medium)
    )
    return pd.concat([weak, strong], ignore_index=True)


def test_a_shift_of_the_mix_moves_the_plain_mean_and_not_the_adjusted_one() -> None:
    """Nobody changes; half as many weak firms take part and twice as many strong ones."""
    figures = shown(subject_mix, strata(100, 50), next_year(strata(50, 100, seed=2)))
    plain, adjusted, low, high, covered = means(
        figures, "total", "adjusted", "low", "high", "covered"
    )
    assert plain == pytest.approx(50, abs=1)
    assert adjusted == pytest.approx(40, abs=1)
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert low <= 40 <= high
    assert high - low < 3
    assert covered == 100


def test_in_the_first_year_there_is_nothing_to_adjust() -> None:
    """The mix of the year is the standard, so both means are one."""
    figures = shown(subject_mix, strata(100, 50), year=2026)
    plain, adjusted = means(figures, "total", "adjusted")
    assert plain == adjusted


def test_a_class_with_too_few_stands_with_its_sector() -> None:
    """Nine strong firms are no stratum: they count in the sector's, and weigh what they are."""
    figures = shown(subject_mix, strata(100, 9), next_year(strata(100, 9, seed=2)))
    plain, adjusted = means(figures, "total", "adjusted")
    assert plain == adjusted


def test_where_most_of_the_first_mix_is_gone_nothing_is_compared() -> None:
    """The strong half of the first year has no one like it now: the adjusted mean is hidden."""
    first = pd.concat([strata(50, 0), lines(50, division="39")], ignore_index=True)
    figures = shown(subject_mix, first, next_year(strata(80, 0, seed=2)))
    plain, adjusted, low = means(figures, "total", "adjusted", "low")
    assert plain is not HIDDEN
    assert [adjusted, low] == [HIDDEN, HIDDEN]


def test_an_adjusted_mean_is_as_coarse_as_its_heaviest_enterprise_asks() -> None:
    """Ten firms stand for nearly all of the first year: as if the mean were of ten enterprises."""
    ten = shown(subject_mix, strata(10, 300), next_year(strata(90, 10, seed=2)))
    plain, adjusted = means(ten, "total", "adjusted")
    assert plain == pytest.approx(33, abs=1)
    assert adjusted == pytest.approx(59, abs=2)
    assert isinstance(adjusted, float)
    assert adjusted.is_integer()


def test_only_the_city_has_an_adjusted_mean() -> None:
    """No sector's is published: its strata would be few."""
    figures = shown(subject_mix, strata(100, 50))
    assert (figures.sectors, figures.districts, figures.sizes) == ((), (), ())


def rescored(frame: pd.DataFrame, better: float, many: int | None = None) -> pd.DataFrame:
    """The first so many of them (all) under the present version, so many points higher."""
    under_new = frame["total"] + better
    if many is not None:
        under_new = under_new.where(np.arange(len(frame)) < many)
    at = (frame["since"] + YEAR).where(under_new.notna())
    return frame.assign(rescored=under_new, rescored_at=at)


@pytest.mark.parametrize(("many", "seen"), [(60, True), (51, False), (40, True), (9, False)])
def test_a_bridge_is_of_the_same_cases_and_gives_the_others_not_away(many: int, seen: bool) -> None:
    """Sixty cases: all, or some with at least ten others, are seen under both versions."""
    figures = shown(subject_bridge, rescored(lines(60), 4.0, many), year=2026)
    old, new = means(figures, "under_old", "under_new")
    assert (old is not HIDDEN) is seen
    if isinstance(old, float) and isinstance(new, float):
        assert new - old == pytest.approx(4, abs=0.5)
        assert isinstance(figures.city.count, CountRange)
        assert figures.city.count.low <= many <= figures.city.count.high
