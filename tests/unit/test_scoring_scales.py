"""Scales that do not begin at 0, parts that take points off, and caps, wherever figures go."""

import re
from pathlib import Path

import numpy as np
import pytest

from aggregates.breakdown import breakdown
from aggregates.figures import Legend, Measure
from aggregates.population import lines as lines_of
from aggregates.publication import publish
from files.problems import InvalidFiles
from questionnaires.library import load
from questionnaires.sheet import Sheet
from reports.figures import bars, radar
from reports.plotly_figures import draw as on_screen
from reports.print_scores import draw_bars, draw_radar
from scoring import scorecard_of
from scoring.comparison import compare
from scoring.library import rubric
from scoring.reader import read_rubric
from scoring.scorecard import Scorecard
from scoring.splitting import JudgedSheets
from tests.cases.reading import TESTS, answers_of, cases
from tests.unit.city_frames import LEGEND, NAME, THRESHOLD, lines
from wording.voice import Voice

CONTROLS = load(TESTS / "cases" / "families" / "controls" / "1")
JUDGE = read_rubric(TESTS / "cases" / "families" / "controls" / "rubric.yaml", CONTROLS)
WORKSHOP = load(TESTS / "data" / "samples" / "workshop" / "1")


def sheet(**answers: str) -> Sheet:
    """A sheet on which all but ``answers`` is in place."""
    return Sheet(answers_of(CONTROLS, JUDGE, {"all": "best", **answers}))


@pytest.mark.parametrize("name", ["sme_2024", "sme_2024_six_three"])
def test_the_best_sheet_is_the_end_of_the_scale_exactly(name: str) -> None:
    """No rounding is left of a sum of many weights: 100 is 100."""
    questionnaire = load("sme_2024")
    judge = rubric(name, questionnaire)
    best = answers_of(questionnaire, judge, {"all": "best"})
    assert scorecard_of(questionnaire, judge, Sheet(best)).total == 100.0


def test_the_difference_of_two_sheets_is_in_points_of_such_a_scale() -> None:
    """Before and after lie on the scale, their difference is plain points."""
    sides = [JudgedSheets(CONTROLS, JUDGE, (each,)) for each in (sheet(c4="none"), sheet())]
    total = compare(*sides).total
    assert (total.before, total.after) == pytest.approx((105, 110))
    assert total.change == pytest.approx(5)


def points() -> Scorecard:
    """A card with a part below 0."""
    said = "A sum takes over where the scale of a part begins."
    case = next(each for each in cases("points") if each.says == said)
    return scorecard_of(case.questionnaire, case.rubric, case.sheet)


def test_bars_below_0_grow_from_0() -> None:
    """A figure of a printed bar chart has a width that is not negative, and marks on the scale."""
    figure = bars(Voice("zh"), points())
    assert figure is not None
    drawn = draw_bars(figure)
    widths = [float(each) for each in re.findall(r'<rect[^>]* width="(-?[0-9.]+)"', drawn)]
    assert widths
    assert min(widths) >= 0
    assert ">-20<" in drawn.replace("−", "-")


def test_a_radar_of_such_a_scale_stays_inside() -> None:
    """The printed shape and the one on screen begin where the scale does."""
    figure = radar(Voice("zh"), points())
    assert figure is not None
    assert draw_radar(figure)
    assert on_screen(figure).layout.polar.radialaxis.range == (-20, 110)


@pytest.mark.parametrize("wrong", ["weight: -1", "weight: heavy", "scale: none"])
def test_one_wrong_number_is_one_problem(tmp_path: Path, wrong: str) -> None:
    """A node whose weight is wrong still judges what is below it."""
    text = (TESTS / "cases" / "rubrics" / "workshop.yaml").read_text("utf-8")
    own = "weight: 3\n      reason: 车间是根本"
    assert text.count(own) == 1
    file = tmp_path / "wrong.yaml"
    added = own.replace("weight: 3", wrong if "weight" in wrong else f"weight: 3\n      {wrong}")
    file.write_text(text.replace(own, added), "utf-8")
    with pytest.raises(InvalidFiles) as caught:
        read_rubric(file, WORKSHOP)
    assert len(caught.value.problems) == 1, caught.value.problems


def published(*measures: Measure, away: float) -> float:
    """The mean of the city where every total lies ``away`` from what it usually is."""
    frame = lines(40)
    frame["total"] += away
    every = lines_of(frame, breakdown(), Legend(measures, LEGEND.levels))
    everybody, counts = every.as_of(np.datetime64("2100-01-01"))
    figures = publish(everybody.only(counts), 2026, THRESHOLD)
    mean = figures.city.means["total"]
    assert isinstance(mean, float)
    return mean


def test_city_means_lie_on_the_scale() -> None:
    """Disclosure control looks at points above the beginning; what is shown begins there again."""
    usual = published(Measure("total", NAME, 100.0), away=0.0)
    below = published(Measure("total", NAME, -50.0, -150.0), away=-150.0)
    assert below == pytest.approx(usual - 150)
