"""A centre's quarter from the list of firms to the re-diagnosis, by the services alone."""

from collections.abc import Iterator

import pytest

from assessments.model import Stage
from assessments.verdicts import ClaimVerdict
from services.dossier import dossier_of
from services.signing import check_signature
from tests.quarter import Quarter
from tests.town import new_town


@pytest.fixture(scope="module")
def quarter() -> Iterator[Quarter]:
    """Three firms whose forms were handed in; the first two are signed, one of each way."""
    with new_town() as town:
        made = Quarter(town, 3)
        made.declare(made.bring_in())
        first, second, third = made.cases
        made.brief(first)
        made.verify_on_line(first)
        made.verify_off_line(second)
        made.second(third)
        made.verify_on_line(third)
        made.cases = [made.conclude(each, returned=each == first) for each in made.cases]
        yield made


def test_every_claim_was_looked_at_and_every_signature_holds(quarter: Quarter) -> None:
    """On the page or by the workbook: the same verdicts, and nothing signed has changed since."""
    for case in quarter.cases:
        assert case.stage is Stage.VERIFIED
        checked = check_signature(quarter.as_("lead"), case.id)
        assert checked is not None
        assert checked.holds
        assert checked.signature.reviewed_by == "lead"
        assert checked.signature.counts[ClaimVerdict.UNCHECKED] == 0
        assert set(checked.signature.counts) >= {ClaimVerdict.CONFIRMED}


def test_a_report_that_was_handed_over_is_known(quarter: Quarter) -> None:
    """The page for checking reports finds the very file, and says what it stated."""
    known = quarter.check(quarter.report(quarter.cases[1]))
    assert known.same is not None
    assert not known.stated


def test_a_year_later_the_change_is_told_and_comes_from_answers(quarter: Quarter) -> None:
    """The first answers are others: the total moves by them, and by no rule."""
    later = quarter.again(quarter.cases[0], 12)
    total = quarter.difference(later).comparison.total
    assert total.parts is not None
    assert total.parts.answers > 0
    assert total.parts.rubric == pytest.approx(0, abs=1e-9)
    assert sum(total.parts) == pytest.approx(total.change)
    earlier = dossier_of(quarter.as_("lead"), "case.read", quarter.cases[0].id)
    assert earlier.assessment.stage is Stage.VERIFIED
