"""The visit is put down before anybody signs, and stays as it was put down."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.lifecycle import advance
from assessments.model import Stage
from assessments.refusals import Invalid, NotAllowed, Stale
from assessments.visits import LISTS, LONGEST_ENTRY, MOST, entries, lacking, parse_visit
from assessments.years import CHINA
from services import reporting, verifying, visits
from services.dossier import dossier_of
from services.groups import ties
from services.visits import visit_of
from tests.town import Town, new_town
from tests.unit.report_cases import enterprise
from tests.visiting import visited

BEGUN, TODAY = date(2026, 3, 1), date(2026, 3, 20)
PARENT_CODE = "91320214MA1W8ABC1X"
CODE = "91320206MA1X9ABC3K"
WHOLE = {"first_day": TODAY, "people": "厂长", "documents": "三月日报", "no_code": "筹建中"}


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def faults(**raw: Any) -> set[str]:
    """The fields that are refused."""
    with pytest.raises(Invalid) as refusal:
        parse_visit(raw, begun=BEGUN, today=TODAY)
    for lang in ("zh", "en"):
        assert refusal.value.to(lang)
    return set(refusal.value.params["fields"])


@given(st.lists(st.text(max_size=80), max_size=20))
def test_entries_are_what_was_typed_line_by_line(lines: list[str]) -> None:
    """No empty one, none twice, each on one line."""
    found = entries("\n".join(lines))
    assert len(set(found)) == len(found)
    assert all(each == " ".join(each.split()) != "" for each in found)


@pytest.mark.parametrize("name", LISTS)
def test_too_many_or_too_long_entries_are_refused_at_their_field(name: str) -> None:
    """Twelve of sixty characters are kept."""
    most = "\n".join(f"{number:0{LONGEST_ENTRY}}" for number in range(MOST))
    assert len(getattr(parse_visit({name: most}, begun=BEGUN, today=TODAY), name)) == MOST
    assert faults(**{name: f"{most}\n甲"}) == {name}
    assert faults(**{name: "长" * (LONGEST_ENTRY + 1)}) == {name}


@given(st.dates(date(2020, 1, 1), date(2027, 1, 1)), st.dates(date(2020, 1, 1), date(2027, 1, 1)))
def test_days_that_cannot_be_are_refused(first: date, last: date) -> None:
    """Nobody visits in the future, years before the assessment, or ends before the beginning."""
    earliest = BEGUN - timedelta(days=366)
    days = {"first_day": first, "last_day": last}
    if earliest <= first <= last <= TODAY:
        visit = parse_visit(days, begun=BEGUN, today=TODAY)
        assert (visit.first_day, visit.last_day) == (first, last)
    else:
        assert faults(**days) <= {"first_day", "last_day"}
    assert faults(last_day=TODAY) == {"first_day"}


@pytest.mark.parametrize("without", ["first_day", "people", "documents", "no_code"])
def test_each_of_four_things_is_asked_for(without: str) -> None:
    """Day, person, site or document, and the code or why there is none."""
    whole = parse_visit(WHOLE, begun=BEGUN, today=TODAY)
    assert lacking(whole, enterprise()) == ()
    short = parse_visit(
        {name: value for name, value in WHOLE.items() if name != without}, begun=BEGUN, today=TODAY
    )
    assert len(lacking(short, enterprise())) == 1
    known = lacking(short, enterprise(credit_code=CODE))
    assert len(known) == (0 if without == "no_code" else 1)


def test_nothing_is_signed_without_a_visit(town: Town) -> None:
    """The refusal names what lacks; once it is there, the same case is signed."""
    case, consultant = town.under_verification(), town.consultant()
    with pytest.raises(Invalid) as refusal:
        verifying.sign(consultant, case.id, seen=verifying.case(consultant, case.id).seen)
    assert refusal.value.key == "visit_lacking"
    for words in ("走访日期", "会见的人", "一处现场或一份资料", "信用代码"):
        assert words in refusal.value.to("zh")
    assert town.store.assessment(case.id).stage is Stage.UNDER_VERIFICATION
    visited(consultant, case.id)
    verifying.sign(consultant, case.id, seen=verifying.case(consultant, case.id).seen)


def test_a_visit_says_who_put_it_down_and_when(town: Town) -> None:
    """Every revision stays."""
    case, consultant = town.under_verification(), town.consultant()
    visited(consultant, case.id)
    town.wait(hours=1)
    record = visited(consultant, case.id, impossible="仓库没有去")
    assert (record.by, record.at, record.revision) == ("王芳", town.now, 2)
    assert record.visit.first_day == town.now.astimezone(CHINA).date()
    assert visit_of(dossier_of(consultant, "case.read", case.id)) == record
    kept = town.store.document_history("visit", case.id)
    assert [each.author for each in kept] == ["wangfang", "wangfang"]


def test_of_two_who_put_down_a_visit_the_second_is_refused(town: Town) -> None:
    """With the name of the first; and a signature for the page without it is stale."""
    case, first = town.under_verification(), town.consultant()
    seen = verifying.case(first, case.id).seen
    visited(first, case.id)
    with pytest.raises(Stale) as refusal:
        visits.keep(town.consultant("lining"), case.id, {"people": "老板"}, seen=0)
    assert "王芳" in refusal.value.to("zh")
    with pytest.raises(Stale):
        verifying.sign(first, case.id, seen=seen)


def test_a_signed_visit_does_not_change(town: Town) -> None:
    """Neither it nor the credit code."""
    case, consultant = town.signed(), town.consultant()
    with pytest.raises(NotAllowed):
        visits.keep(consultant, case.id, {}, seen=1)
    for who in (consultant, town.holder(case)):
        with pytest.raises(NotAllowed):
            visits.give_code(who, case.id, CODE)


def test_the_consultant_or_the_enterprise_gives_the_code_once(town: Town) -> None:
    """A mistyped one is refused at its field, another one than the known is refused."""
    case, consultant = town.under_verification(), town.consultant()
    with pytest.raises(Invalid) as refusal:
        visits.keep(consultant, case.id, {"people": "厂长", "credit_code": "9132"}, seen=0)
    assert set(refusal.value.params["fields"]) == {"credit_code"}
    assert visit_of(dossier_of(consultant, "case.read", case.id)).revision == 0
    visits.keep(consultant, case.id, {"credit_code": CODE.lower()}, seen=0)
    assert town.store.enterprise(case.enterprise).credit_code == CODE
    visits.give_code(town.holder(case), case.id, CODE)
    with pytest.raises(Invalid):
        visits.give_code(town.holder(case), case.id, "91320206MA1X9ABC99")
    other = town.submitted()
    with pytest.raises(Invalid):
        visits.give_code(town.holder(other), other.id, "")


def test_a_case_that_was_signed_before_stays_signed(town: Town) -> None:
    """Without any visit it is read as any other."""
    case, consultant = town.under_verification(), town.consultant()
    signed = advance(case, Stage.VERIFIED, signed_at=town.now, signed_by="王芳")
    town.store.move(signed, seen=case.version)
    assert visit_of(dossier_of(consultant, "case.read", case.id)).revision == 0
    assert verifying.case(consultant, case.id).dossier.assessment.signed
    assert reporting.build_report(town.holder(case), case.id, "zh").sections


def test_a_consultant_says_whose_a_firm_is(town: Town) -> None:
    """Its parent's code stays until it is taken back, in later rounds too, and ties it since then.

    A mistyped code is refused at its field, and so is the firm's own.
    """
    case, consultant = town.under_verification(), town.consultant()
    visits.keep(consultant, case.id, {"credit_code": CODE}, seen=0)
    for wrong in ("9132", CODE):
        with pytest.raises(Invalid) as refusal:
            visits.keep(consultant, case.id, {"parent_code": wrong}, seen=1)
        assert set(refusal.value.params["fields"]) == {"parent_code"}
    assert ties(consultant) == []
    visits.keep(consultant, case.id, {"parent_code": PARENT_CODE.lower()}, seen=1)
    visits.keep(consultant, case.id, {"parent_code": PARENT_CODE}, seen=2)
    visits.keep(consultant, case.id, {}, seen=3)
    (tie,) = ties(consultant)
    assert (tie.enterprise, tie.group, tie.until) == (case.enterprise, PARENT_CODE, None)
    assert visit_of(dossier_of(consultant, "case.read", case.id)).parent == PARENT_CODE
    later = town.consultant()
    visits.keep(later, case.id, {"parent_code": ""}, seen=4)
    assert visit_of(dossier_of(later, "case.read", case.id)).parent == ""
    assert [each.until is None for each in ties(later)] == [False]


def test_records_of_one_account_are_tied(town: Town) -> None:
    """Whoever holds two firms knows the figures of both."""
    one, other = town.submitted(), town.submitted()
    at = town.visitor.now()
    for each in (one, other):
        town.store.hold(each.enterprise, one.enterprise, "zhou", at)
    assert {(each.enterprise, each.group) for each in ties(town.visitor)} == {
        (each.enterprise, f"holder:{one.enterprise}") for each in (one, other)
    }
