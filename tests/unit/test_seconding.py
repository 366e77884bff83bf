"""A second consultant verifies alone: neither sees the other, and the case is none the wiser."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.actor import Actor, Role
from aggregates.items.estimates import SampleEstimate, TooFew
from assessments.model import Assessment
from assessments.refusals import Invalid, NotAllowed, Stale
from services import agreeing, assigning, evidence, people, seconding, verifying
from services.context import Context
from services.dossier import dossier_of
from services.evidence import EvidenceDraft
from services.sheets import score
from tests.town import ANSWERS, Town, new_town
from tests.unit.pictures_made import photo
from tests.visiting import visited

FIRST, SECOND = "wangfang", "second"
CHANGES = {"scheduling": "head", "plan": "nowhere", "safeguards": ["nothing"]}


@pytest.fixture
def town() -> Iterator[Town]:
    """A town."""
    with new_town() as town:
        yield town


def lead(town: Town) -> Context:
    """The lead of the centre."""
    return town.ctx(Actor(Role.LEAD, id="lead", name="李主任", centre=town.centre()))


def asked(town: Town, name: str = "惠山精工") -> tuple[Assessment, Context, Context]:
    """A case in the hands of one consultant, that another was asked about; and both of them."""
    case = town.submitted(name=name)
    first, second = town.consultant(FIRST), town.consultant(SECOND)
    case = assigning.assign(lead(town), case.id, FIRST, seen=case.version)
    seconding.ask(lead(town), case.id, SECOND)
    return case, first, second


def found(ctx: Context, case: str, **changes: Any) -> None:
    """Find what was claimed, but for ``changes``, and end it."""
    for item, raw in (ANSWERS | changes).items():
        seconding.record(ctx, case, item, raw, remark="", seen=0)
    seconding.finish(ctx, case, seen=seconding.second_case(ctx, case).revision)


def signed(ctx: Context, case: str, **changes: Any) -> None:
    """Verify every item, and sign."""
    verifying.begin(ctx, case)
    for item, raw in (ANSWERS | changes).items():
        verifying.set_verified(ctx, case, item, raw, remark="现场所见", seen=0)
    visited(ctx, case)
    verifying.sign(ctx, case, seen=verifying.case(ctx, case).seen)


def test_the_second_one_sees_claims_and_evidence_and_nothing_of_the_first(town: Town) -> None:
    """Until both are done; what the first said of files is not there either."""
    case, first, second = asked(town)
    draft = EvidenceDraft("plan", "p.jpg", photo(80, 80), "墙上的计划")
    evidence.add(town.holder(case), case.id, draft)
    verifying.begin(first, case.id)
    evidence.judge(first, case.id, 1, {"verdict": "accepted", "remark": "对得上"}, seen=1)
    verifying.set_verified(first, case.id, "scheduling", "head", remark="只有老板知道", seen=0)
    seen = seconding.second_case(second, case.id)
    assert {id: each.value for id, each in seen.claimed.items()} == dict(ANSWERS)
    assert seen.own == {}
    assert seen.first is None
    (file,) = seen.files
    assert (file.name, file.verdict, file.remark) == ("p.jpg", "", "")
    assert seconding.content(second, case.id, file.id)
    for read in (verifying.case, evidence.listed):
        with pytest.raises(NotAllowed):
            read(second, case.id)
    with pytest.raises(NotAllowed):
        dossier_of(second, "report.read", case.id)
    found(second, case.id)
    assert seconding.second_case(second, case.id).first is None


def test_both_done_are_set_side_by_side(town: Town) -> None:
    """To the second one and to the lead, and the totals are those of the one engine."""
    case, first, second = asked(town)
    found(second, case.id, **CHANGES)
    signed(first, case.id, scheduling="system")
    shown = seconding.second_case(second, case.id)
    assert shown.first is not None
    assert shown.first["scheduling"].value == "system"
    (compared,) = agreeing.agreement(lead(town)).cases
    assert compared.cards is not None
    dossier = dossier_of(first, "case.read", case.id)
    assert compared.cards[0] == dossier.card("verified")
    assert compared.cards[1] == score(dossier.questionnaire, shown.sheet)


@given(st.sets(st.sampled_from(sorted(CHANGES))), st.booleans())
@settings(max_examples=8, deadline=None)
def test_nothing_of_the_second_one_is_in_the_case(changed: set[str], ends: bool) -> None:
    """Dossier, result and state of signing are what they would be without it."""
    with new_town() as town:
        case, first, second = asked(town)
        verifying.begin(first, case.id)
        verifying.set_verified(first, case.id, "plan", "page", remark="看过", seen=0)
        before = verifying.case(first, case.id)
        answers = town.store.answer_history(case.id)
        found_ = {item: CHANGES[item] for item in changed}
        if ends:
            found(second, case.id, **found_)
        else:
            for item, raw in found_.items():
                seconding.record(second, case.id, item, raw, remark="不一样", seen=0)
        after = verifying.case(first, case.id)
        assert after.seen == before.seen
        assert after.verified_card == before.verified_card
        assert dict(after.dossier.documents) == dict(before.dossier.documents)
        assert town.store.answer_history(case.id) == answers


def test_every_question_needs_a_finding_of_its_own(town: Town) -> None:
    """What is claimed is not what was found; it can be ended once and changed no more."""
    case, _, second = asked(town)
    for item, raw in list(ANSWERS.items())[:-1]:
        seconding.record(second, case.id, item, raw, remark="", seen=0)
    seen = seconding.second_case(second, case.id).revision
    with pytest.raises(Invalid) as refused:
        seconding.finish(second, case.id, seen=seen)
    assert refused.value.params["count"] == 1
    seconding.record(second, case.id, *list(ANSWERS.items())[-1], remark="", seen=0)
    with pytest.raises(Stale):
        seconding.finish(second, case.id, seen=seen)
    seconding.finish(second, case.id, seen=seen + 1)
    with pytest.raises(NotAllowed):
        seconding.record(second, case.id, "plan", "page", remark="", seen=1)
    with pytest.raises(NotAllowed):
        seconding.finish(second, case.id, seen=seen + 2)


def test_two_tabs_do_not_write_over_each_other(town: Town) -> None:
    """An item that was changed since is refused."""
    case, _, second = asked(town)
    seconding.record(second, case.id, "plan", "page", remark="", seen=0)
    with pytest.raises(Stale):
        seconding.record(second, case.id, "plan", "nowhere", remark="", seen=0)
    with pytest.raises(Invalid):
        seconding.record(second, case.id, "plan", "nonsense", remark="", seen=1)


def test_who_could_see_the_first_one_is_not_asked(town: Town) -> None:
    """Nobody may be asked about a case that all see, nor the one who has it, nor twice."""
    case = town.submitted()
    town.consultant(FIRST), town.consultant(SECOND)
    with pytest.raises(Invalid, match="second_unassigned"):
        seconding.ask(lead(town), case.id, SECOND)
    case = assigning.assign(lead(town), case.id, FIRST, seen=case.version)
    with pytest.raises(Invalid, match="second_is_first"):
        seconding.ask(lead(town), case.id, FIRST)
    town.consultant("elsewhere", "滨湖促进中心")
    with pytest.raises(Invalid, match="no_consultant"):
        seconding.ask(lead(town), case.id, "elsewhere")
    seconding.ask(lead(town), case.id, SECOND)
    with pytest.raises(Invalid, match="second_there"):
        seconding.ask(lead(town), case.id, SECOND)


def test_who_comes_to_see_the_first_one_is_second_no_more(town: Town) -> None:
    """The case is not given to the second or to nobody; where it falls to all, it ends apart."""
    case, _, second = asked(town)
    for username in (SECOND, None):
        with pytest.raises(Invalid, match="second_asked"):
            assigning.assign(lead(town), case.id, username, seen=case.version)
    people.deactivate(town.operator, FIRST)
    with pytest.raises(NotAllowed):
        seconding.second_case(second, case.id)
    assert seconding.asked_of(second) == []


def test_what_was_taken_back_is_gone_and_somebody_else_can_be_asked(town: Town) -> None:
    """The first findings of all count for nobody."""
    case, _, second = asked(town)
    seconding.record(second, case.id, "plan", "page", remark="", seen=0)
    seconding.withdraw(lead(town), case.id)
    with pytest.raises(NotAllowed):
        seconding.second_case(second, case.id)
    third = town.consultant("third")
    seconding.ask(lead(town), case.id, "third")
    assert seconding.second_case(third, case.id).own == {}
    with pytest.raises(NotAllowed):
        seconding.second_case(second, case.id)


def test_few_pairs_are_counted_and_give_no_coefficient(town: Town) -> None:
    """How many are alike is told of each item, with how many both looked at."""
    case, first, second = asked(town)
    found(second, case.id, **CHANGES)
    signed(first, case.id)
    (agreed,) = agreeing.agreement(lead(town)).agreements
    assert agreed.pairs == 1
    assert agreed.totals == TooFew(1, 20)
    items = {each.item.id: (each.n, each.alike) for each in agreed.items}
    assert items["scheduling"] == (1, 0)
    assert items["downtime"] == (1, 1)


def test_what_the_first_let_stand_is_no_pair(town: Town) -> None:
    """A claim that nobody verified says nothing of how consultants judge."""
    case, first, second = asked(town)
    found(second, case.id)
    verifying.begin(first, case.id)
    verifying.set_verified(first, case.id, "plan", "page", remark="", seen=0)
    visited(first, case.id)
    verifying.sign(first, case.id, seen=verifying.case(first, case.id).seen)
    (agreed,) = agreeing.agreement(lead(town)).agreements
    assert {each.item.id for each in agreed.items if each.n} == {"plan"}


def test_enough_pairs_have_coefficients_with_intervals(town: Town) -> None:
    """Twenty cases on which two mostly agree."""
    for number in range(20):
        case, first, second = asked(town, f"第{number}厂")
        one = {"scheduling": ("head", "sheet")[number % 2], "downtime": "logged"}
        other = one if number % 5 else one | {"scheduling": "head"}
        found(second, case.id, **other)
        signed(first, case.id, **one)
    (agreed,) = agreeing.agreement(lead(town)).agreements
    assert agreed.pairs == 20
    assert isinstance(agreed.totals, SampleEstimate)
    (item,) = [each for each in agreed.items if each.item.id == "scheduling"]
    assert isinstance(item.kappa, SampleEstimate)
    assert item.n == 20
    assert item.alike == 18
    assert item.kappa.low is not None
    assert item.kappa.low < item.kappa.value < 1


def test_another_centre_sees_none_of_it(town: Town) -> None:
    """Its lead's page is empty, and its consultant cannot open the case."""
    case, first, second = asked(town)
    found(second, case.id)
    signed(first, case.id)
    other = replace(lead(town), actor=Actor(Role.LEAD, id="x", centre=town.centre("滨湖促进中心")))
    assert agreeing.agreement(other).cases == ()
    with pytest.raises(NotAllowed):
        seconding.second_case(town.consultant("rival", "滨湖促进中心"), case.id)
