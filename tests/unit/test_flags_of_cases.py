"""Flags of cases in a store: for whom, of which sheets, and the same on a list as on one page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from assessments.model import Assessment
from assessments.refusals import NotAllowed
from scoring.flags import FlagKind, flag_rules
from services import continuing, filling, flags
from services.answering import SeenAnswer, append_all
from services.context import at_once, utc_now
from services.dossier import dossier_of
from tests.town import ANSWERS, Town, new_town

# Whose time cannot be known comes first, so that a whole page can be timed.
ORDER = ("safeguards", *(item for item in ANSWERS if item != "safeguards"))

OTHERS = {"workshop": "rented", "machines_total": 11, "machines_networked": 5, "plan": "nowhere"}


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as made:
        yield made


def kinds(town: Town, case: Assessment) -> list[FlagKind]:
    """What the consultant sees of a case."""
    ctx = town.consultant()
    return [each.kind for each in flags.flags_in(ctx, dossier_of(ctx, "case.read", case.id))]


def handed_in(town: Town, *, apart: float) -> Assessment:
    """A sheet whose answers came so many seconds apart."""
    assessment = town.started()
    for item in ORDER:
        town.now += timedelta(seconds=apart)
        holder = town.holder(assessment)
        filling.record_answer(holder, assessment.id, item, ANSWERS[item], seen=0)
    return filling.submit(town.holder(assessment), assessment.id, town.centre())


def test_a_list_counts_what_the_page_of_each_case_tells(town: Town) -> None:
    """In one go, by the ids of the assessments."""
    cases = [handed_in(town, apart=1.0), handed_in(town, apart=20.0), handed_in(town, apart=0.01)]
    found = flags.flag_counts(town.consultant(), cases)
    assert found == {each.id: len(kinds(town, each)) for each in cases}
    assert [kinds(town, each) for each in cases] == [[FlagKind.FAST], [], []]
    assert flags.flag_counts(town.consultant(), []) == {}
    ctx = town.consultant()
    assert flags.flag_counts(ctx, cases) == flags.flag_counts(ctx, cases[::-1]) == found


def test_the_enterprise_never_sees_them(town: Town) -> None:
    """Neither by its code, nor counted."""
    case = handed_in(town, apart=1.0)
    holder = town.holder(case)
    with pytest.raises(NotAllowed):
        flags.flag_counts(holder, [case])
    with pytest.raises(NotAllowed):
        flags.flags_in(holder, dossier_of(holder, "result.read", case.id))


def test_equal_sheets_of_the_same_record_are_no_flag(town: Town) -> None:
    """Nor are short ones: the sample asks too little for chance to be unlikely."""
    first, second = handed_in(town, apart=20.0), handed_in(town, apart=20.0)
    assert len(ANSWERS) < flag_rules().same_sheet.answers
    assert flags.flag_counts(town.consultant(), [first, second]) == {first.id: 0, second.id: 0}


def test_a_sheet_that_was_written_at_once_is_not_fast(town: Town) -> None:
    """As a workbook that comes back, or a table of firms, writes it."""
    assessment = town.started()
    given = {id: SeenAnswer(raw=raw, note="", seen=0) for id, raw in ANSWERS.items()}
    with at_once(replace(town.holder(assessment), now=utc_now)) as one:
        append_all(one, assessment, given, side="claimed")
    case = filling.submit(town.holder(assessment), assessment.id, town.centre())
    assert kinds(town, case) == []


def test_answers_that_repeat_the_last_round_are_not_timed(town: Town) -> None:
    """One click gives each of them again; new ones as fast as that are a flag."""
    first = handed_in(town, apart=20.0)
    for changes, expected in (({}, []), (OTHERS, [FlagKind.FAST])):
        again = continuing.continue_with(town.holder(first), first.id, "workshop").assessment
        holder = town.holder(again)
        for item in ORDER:
            town.now += timedelta(seconds=1)
            raw = {**ANSWERS, **changes}[item]
            filling.record_answer(holder, again.id, item, raw, seen=0)
        first = filling.submit(holder, again.id, town.centre())
        assert kinds(town, first) == expected
