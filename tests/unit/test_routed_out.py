"""What is tried with a sheet of which some questions are not asked, but count for something."""

import pytest

from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.comparison import compare
from scoring.paths.cheapest import cheapest_path
from scoring.paths.effort_reading import efforts
from scoring.sensitivity import sensitivity
from scoring.splitting import JudgedSheets
from scoring.whatif import changed, score_if
from tests.cases.reading import Case, cases

SAYS = "While its condition holds, what is not asked counts as nothing, and as settled."


@pytest.fixture(scope="module")
def case() -> Case:
    """Machines of which none is networked, so that nobody asks what is done with their data."""
    return next(each for each in cases("routed_out") if each.says == SAYS)


def test_an_alternative_that_makes_something_asked_scores_as_if_it_were_filled_in(
    case: Case,
) -> None:
    """Networking one machine brings points, whatever is then answered about its data (W1)."""
    changes = [{}, {"networked": "some"}, {"networked": "some", "data": "low"}]
    scores = score_if(case.questionnaire, case.rubric, case.sheet, changes)
    alone = [
        scorecard_of(case.questionnaire, case.rubric, changed(case.sheet, each)).total
        for each in changes
    ]
    assert scores.total == pytest.approx(alone)
    assert scores.total[0] < scores.total[2]


def test_a_path_counts_what_it_opens_at_its_lowest(case: Case) -> None:
    """The step to the first networked machine names what it opens and costs no points (P4)."""
    table = efforts(case.questionnaire)
    path = cheapest_path(case.questionnaire, case.rubric, case.sheet, table, 2)
    (step,) = path.steps
    assert (step.item, step.opens) == ("networked", ("data",))
    assert step.gain == pytest.approx(100 / 6)
    assert path.fixed["data"] == "routed_out"


def test_an_answer_in_doubt_may_take_a_question_away(case: Case) -> None:
    """Where the networked machine is doubted, its data count as nothing in the worst case (U3)."""
    sheet = Sheet({**case.sheet.answers, "networked": "some", "data": "high"}, case.sheet.facts)
    outlook = sensitivity(case.questionnaire, case.rubric, sheet)
    assert outlook is not None
    assert outlook.worst.total < outlook.stated.total


def test_two_sheets_of_which_one_skips_a_question_compare_in_parts(case: Case) -> None:
    """The difference of a firm before and after its first networked machine adds up (C3, C7)."""
    after = Sheet({**case.sheet.answers, "networked": "some", "data": "mid"}, case.sheet.facts)
    found = compare(
        *(JudgedSheets(case.questionnaire, case.rubric, (each,)) for each in (case.sheet, after))
    )
    assert found.total.parts is not None
    assert sum(found.total.parts) == pytest.approx(found.total.change)
    items = sum(each.answers + each.routing for each in found.items)
    assert items == pytest.approx(found.total.parts.answers + found.total.parts.routing)
