"""What is signed stays: reviewed where the centre wants it, digested, corrected beside it only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.actor import Role
from assessments.model import Assessment, Stage
from assessments.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from assessments.verdicts import ClaimVerdict
from cli.main import run
from services import (
    accounts,
    business,
    concerns,
    correcting,
    evidence,
    filling,
    handing_out,
    holding,
    paragraphs,
    people,
    plans,
    points,
    reviewing,
    verdicts,
    verifying,
)
from services.context import Context
from services.dossier import dossier_of
from services.evidence import EvidenceDraft
from services.kinds import PLAN
from services.personal.notice import VERSION
from services.reviewing import review_in
from services.signing import check_signature, content_digest
from solutions.plans.model import Limits
from tests.stores import MemoryMedia
from tests.town import PASSWORD, Town, new_town
from tests.unit.pictures_made import photo
from tests.visiting import visited

LEADS = ("lead", "second.lead")


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def lead(town: Town, username: str = "lead") -> Context:
    """A lead of the centre, made if need be."""
    if town.store.account(username) is None:
        accounts.add_account(town.operator, username, PASSWORD, username, Role.LEAD, town.centre())
    token = accounts.sign_in(town.visitor, username, PASSWORD, "192.0.2.3")
    return town.ctx(accounts.actor_of(town.visitor, token))


def begun(town: Town) -> Assessment:
    """A case with a visit, ready to be signed but for a review."""
    case = town.under_verification()
    visited(town.consultant(), case.id)
    return case


def sign(ctx: Context, id: str) -> Assessment:
    """Sign what stands there."""
    return verifying.sign(ctx, id, seen=verifying.case(ctx, id).seen)


def state(ctx: Context, id: str) -> str:
    """What a reviewer would accept."""
    return content_digest(dossier_of(ctx, "case.read", id))


def test_where_the_centre_has_a_lead_nobody_signs_alone(town: Town) -> None:
    """Handed over, accepted, signed; the signature names both, and its digest holds."""
    ctx, head = town.consultant(), lead(town)
    case = begun(town)
    with pytest.raises(NotAllowed, match="review_needed"):
        sign(ctx, case.id)
    reviewing.hand_over(ctx, case.id, "请看一下。", seen=0)
    with pytest.raises(NotAllowed, match="review_needed"):
        sign(ctx, case.id)
    reviewing.accept(head, case.id, seen=1, state=state(head, case.id))
    sign(ctx, case.id)
    found = check_signature(ctx, case.id)
    assert found is not None
    assert found.holds
    assert (found.signature.by, found.signature.reviewed_by) == ("王芳", "lead")
    assert found.signature.counts["unchecked"] == len(verifying.case(ctx, case.id).unchecked)


def test_nobody_accepts_what_they_handed_over_or_signs_what_they_accepted(town: Town) -> None:
    """A second pair of eyes is somebody else's; with one lead alone that lead needs none."""
    head, case = lead(town), begun(town)
    reviewing.hand_over(head, case.id, seen=0)
    with pytest.raises(NotAllowed, match="review_own"):
        reviewing.accept(head, case.id, seen=1, state=state(head, case.id))
    sign(head, case.id)
    another = begun(town)
    other = lead(town, "second.lead")
    with pytest.raises(NotAllowed, match="review_needed"):
        sign(head, another.id)
    reviewing.hand_over(town.consultant(), another.id, seen=0)
    reviewing.accept(other, another.id, seen=1, state=state(other, another.id))
    with pytest.raises(NotAllowed, match="review_accepted_by_you"):
        sign(other, another.id)
    sign(head, another.id)


def test_a_lead_alone_does_not_sign_what_that_lead_accepted(town: Town) -> None:
    """The consultant does; what changes after the acceptance is another matter."""
    ctx, head, case = town.consultant(), lead(town), begun(town)
    reviewing.hand_over(ctx, case.id, seen=0)
    reviewing.accept(head, case.id, seen=1, state=state(head, case.id))
    with pytest.raises(NotAllowed, match="review_accepted_by_you"):
        sign(head, case.id)
    sign(ctx, case.id)
    another = begun(town)
    reviewing.hand_over(ctx, another.id, seen=0)
    reviewing.accept(head, another.id, seen=1, state=state(head, another.id))
    people.deactivate(town.operator, "wangfang")
    verifying.set_verified(head, another.id, "plan", "page", remark="看过", seen=0)
    sign(head, another.id)


def test_what_could_not_be_signed_is_not_handed_over(town: Town) -> None:
    """Nobody is asked to accept what lacks a visit or an explanation."""
    ctx, head = town.consultant(), lead(town)
    case = town.under_verification()
    with pytest.raises(Invalid, match="visit_lacking"):
        reviewing.hand_over(ctx, case.id, seen=0)
    visited(ctx, case.id)
    verdicts.set_not_shown(ctx, case.id, "scheduling", is_so=True)
    with pytest.raises(Invalid, match="remarks_lacking"):
        reviewing.hand_over(ctx, case.id, seen=0)
    verifying.set_verified(ctx, case.id, "scheduling", None, remark="没有拿出来", seen=0)
    reviewing.hand_over(ctx, case.id, seen=0)
    assert [each.act for each in reviewing.history(head, case.id)] == ["handed_over"]


def test_a_centre_may_do_without(town: Town) -> None:
    """By a rule of its lead; what was returned is not signed all the same."""
    ctx, head = town.consultant(), lead(town)
    reviewing.set_rule(head, wanted=False, seen=0)
    case = begun(town)
    reviewing.hand_over(ctx, case.id, seen=0)
    reviewing.give_back(head, case.id, "", {"plan": "看看清单"}, seen=1)
    reviewing.hand_over(ctx, case.id, seen=2)
    with pytest.raises(NotAllowed, match="review_returned"):
        sign(ctx, case.id)
    verifying.set_verified(ctx, case.id, "plan", "page", remark="看过清单", seen=0)
    sign(ctx, case.id)


def test_a_return_says_why_and_a_faster_colleague_is_told_of(town: Town) -> None:
    """Nothing is kept of what is refused."""
    ctx, head = town.consultant(), lead(town)
    case = begun(town)
    reviewing.hand_over(ctx, case.id, seen=0)
    with pytest.raises(Invalid, match="review_no_remark"):
        reviewing.give_back(head, case.id, " ", {"plan": " "}, seen=1)
    with pytest.raises(NotFound):
        reviewing.give_back(head, case.id, "看", {"x": "看"}, seen=1)
    with pytest.raises(Stale, match="review_changed"):
        reviewing.give_back(head, case.id, "看", {}, seen=0)
    before = state(head, case.id)
    points.note_point(ctx, case.id, "plan", "又看到一处", open=False)
    with pytest.raises(Stale):
        reviewing.accept(head, case.id, seen=1, state=before)
    assert [each.act for each in reviewing.history(ctx, case.id)] == ["handed_over"]


ACTS = ("change", "hand_over", "return", "accept", "rule", "sign")


@given(st.lists(st.sampled_from(ACTS), max_size=9))
@settings(max_examples=25, deadline=None)
def test_no_order_of_acts_signs_what_was_returned_or_not_accepted(acts: list[str]) -> None:
    """Whatever comes first: a signature stands on an acceptance of just that, or on no rule."""
    with new_town() as town:
        ctx, head, case = town.consultant(), lead(town), begun(town)
        returned, accepted, wanted = "", "", True
        wrong = []
        for number, act in enumerate(acts):
            now, seen = state(ctx, case.id), review_in(dossier_of(ctx, "case.read", case.id))
            try:
                if act == "change":
                    points.note_point(ctx, case.id, "plan", f"第 {number} 条", open=False)
                elif act == "hand_over":
                    reviewing.hand_over(ctx, case.id, seen=seen.revision)
                elif act == "return":
                    reviewing.give_back(head, case.id, "再看", {}, seen=seen.revision)
                    returned, accepted = now, ""
                elif act == "accept":
                    reviewing.accept(head, case.id, seen=seen.revision, state=now)
                    returned, accepted = "", now
                elif act == "rule":
                    rule = reviewing.rule(head)
                    reviewing.set_rule(head, wanted=not rule.wanted, seen=rule.revision)
                    wanted = not wanted
                else:
                    sign(ctx, case.id)
                    if now == returned or (wanted and accepted != now):
                        wrong.append(now)
                    break
            except Refusal:
                continue
        assert wrong == []


@dataclass(frozen=True)
class Deed:
    """Something that somebody may try, whatever has become of the case."""

    name: str
    do: Callable[[Context, str], Any]


DEEDS = (
    Deed("verify", lambda c, i: verifying.set_verified(c, i, "plan", None, remark="x", seen=0)),
    Deed("not_shown", lambda c, i: verdicts.set_not_shown(c, i, "scheduling", is_so=True)),
    Deed("note", lambda c, i: points.note_point(c, i, "plan", "一处", open=True)),
    Deed("settle", lambda c, i: points.settle_point(c, i, 1, "看过")),
    Deed("visit", lambda c, i: visited(c, i, people="仓管")),
    Deed("business", lambda c, i: business.keep(c, i, {"products": "阀门"}, seen=0)),
    Deed("concerns", lambda c, i: concerns.keep(c, i, ["delivery"], "先看进度", seen=0)),
    Deed(
        "evidence",
        lambda c, i: evidence.add(c, i, EvidenceDraft("plan", "p.jpg", photo(90, 90), "看板")),
    ),
    Deed(
        "paragraph",
        lambda c, i: paragraphs.edit_paragraph(
            c, i, "zh", "method/1", "改过。", seen=0,
            generated=paragraphs.paragraphs(c, i, "zh").paragraphs["method/1"].generated.text,
        ),
    ),
)  # fmt: skip
# what else may be tried, which bears on nothing that is signed
BESIDE = (
    Deed("hand_over", lambda c, i: reviewing.hand_over(c, i, seen=0)),
    Deed("return", lambda c, i: reviewing.give_back(c, i, "看", {}, seen=0)),
    Deed("accept", lambda c, i: reviewing.accept(c, i, seen=0, state=state(c, i))),
    Deed("answer", lambda c, i: filling.record_answer(c, i, "plan", "budgeted", seen=1)),
    Deed("sign", sign),
    Deed("begin", verifying.begin),
    Deed("hand_out", lambda c, i: handing_out.hand_out(c, i, "zh", "html")),
    Deed("correct", lambda c, i: correcting.correct(c, i, "补看一处")),
)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda each: each.name)
def test_the_digest_changes_with_whatever_it_covers(town: Town, deed: Deed) -> None:
    """Each finding, note, file and word; and looking changes nothing."""
    ctx, case = town.consultant(), begun(town)
    points.note_point(ctx, case.id, "plan", "先有一条", open=True)
    before = state(ctx, case.id)
    assert before == state(ctx, case.id)
    deed.do(ctx, case.id)
    assert state(ctx, case.id) != before


@given(
    st.lists(
        st.tuples(
            st.sampled_from((*DEEDS, *BESIDE)), st.sampled_from(("consultant", "lead", "holder"))
        ),
        max_size=12,
    )
)
@settings(max_examples=15, deadline=None)
def test_nothing_that_anybody_does_after_a_signature_changes_it(
    acts: list[tuple[Deed, str]],
) -> None:
    """Digest, answers and result stay, whatever comes later, a correction included."""
    with new_town() as town:
        case = town.signed()
        people = {
            "consultant": town.consultant(), "lead": lead(town), "holder": town.holder(case),
        }  # fmt: skip
        signed = check_signature(people["consultant"], case.id)
        card = town.store.scorecard(case.id, "verified")
        assert signed is not None
        for deed, who in acts:
            try:
                deed.do(people[who], case.id)
            except Refusal:
                continue
        now = check_signature(people["consultant"], case.id)
        assert now == signed
        assert now.holds
        assert town.store.assessment(case.id) == case
        assert town.store.scorecard(case.id, "verified") == card


def test_a_signed_answer_that_is_tampered_with_is_found(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """By whoever writes around the services."""
    case, ctx = town.signed(), town.consultant()
    record = town.store.answers(case.id, "claimed")["plan"]
    town.store.append_answer(record.model_copy(update={"value": "nowhere", "revision": 2}))
    found = check_signature(ctx, case.id)
    assert found is not None
    assert not found.holds
    assert run(["signature", "x" * 400]) != 0
    capsys.readouterr()


def test_what_is_not_shown_keeps_its_points_and_needs_a_remark(town: Town) -> None:
    """A verdict of its own; confirmed again it is none, and nobody signs without a reason."""
    ctx, case = town.consultant(), begun(town)
    verdicts.set_not_shown(ctx, case.id, "plan", is_so=True)
    found = verifying.case(ctx, case.id)
    assert found.verdicts["plan"] is ClaimVerdict.NOT_SHOWN
    assert found.verified_card.total == found.claimed_card.total
    with pytest.raises(Invalid, match="remarks_lacking"):
        sign(ctx, case.id)
    verifying.set_verified(ctx, case.id, "plan", "page", remark="清单没带来", seen=0)
    assert verifying.case(ctx, case.id).unexplained == ()
    sign(ctx, case.id)


def test_a_correction_takes_the_place_of_what_it_corrects(town: Town) -> None:
    """With its answers, findings and reason; the first stays readable, and the check says so."""
    ctx = town.consultant()
    first = begun(town)
    verifying.set_verified(ctx, first.id, "plan", "nowhere", remark="没有", seen=0)
    sign(ctx, first.id)
    handing_out.hand_out(ctx, first.id, "zh", "html")
    for reason, key in ((" ", "correction_no_reason"), ("字" * 501, "note_long")):
        with pytest.raises(Invalid, match=key):
            correcting.correct(ctx, first.id, reason)
    town.wait(days=3)
    made = correcting.correct(ctx, first.id, "清单找到了")
    assert (made.corrects, made.stage, made.round) == (
        first.id, Stage.UNDER_VERIFICATION, first.round,
    )  # fmt: skip
    with pytest.raises(Invalid, match="correction_opened"):
        correcting.correct(ctx, first.id, "再来")
    taken = verifying.case(ctx, made.id)
    assert taken.verdicts == verifying.case(ctx, first.id).verdicts
    assert taken.verified_card.total == verifying.case(ctx, first.id).verified_card.total
    stages = [each.id for each, _ in verifying.assigned(ctx)]
    assert stages == [made.id, first.id]
    verifying.set_verified(ctx, made.id, "plan", "page", remark="补看了清单", seen=1)
    sign(ctx, made.id)
    assert [each.id for each, _ in verifying.assigned(ctx)] == [made.id]
    old = dossier_of(ctx, "case.read", first.id)
    assert correcting.superseded_by(old) is not None
    assert check_signature(ctx, first.id).holds  # type: ignore[union-attr]
    with pytest.raises(Invalid, match="correction_superseded"):
        correcting.correct(ctx, first.id, "再来")
    known = handing_out.check(town.visitor, _code(town, first.id))
    assert known.corrected is not None
    assert known.corrected.id == made.id
    assert known.holds
    again = dossier_of(ctx, "report.read", made.id)
    note = correcting.correction_in(again)
    assert note is not None
    assert note.reason == "清单找到了"


def _code(town: Town, id: str) -> str:
    """The check code of the first report of an assessment."""
    found = town.store.documents("handed_out")
    return next(code for code, each in found.items() if each.value["statement"]["assessment"] == id)


def test_the_city_counts_one_of_a_correction_and_what_it_corrects(town: Town) -> None:
    """Both signatures stand in the table with their times; no claim stands there twice."""
    ctx, first = town.consultant(), town.signed()
    town.wait(days=3)
    made = correcting.correct(ctx, first.id, "补看一处")
    sides = town.store.figures([Stage.VERIFIED, Stage.UNDER_VERIFICATION], ["claimed", "verified"])
    assert list(sides["assessment"]) == [first.id, first.id]
    sign(ctx, made.id)
    figures = town.store.figures([Stage.VERIFIED], ["verified"]).set_index("assessment")
    assert set(figures.index) == {first.id, made.id}
    assert figures["year"].nunique() == 1
    assert figures["enterprise"].nunique() == 1
    assert figures.loc[made.id, "since"] - figures.loc[first.id, "since"] >= timedelta(days=3)


def test_the_plan_goes_on_in_a_correction_from_where_it_is(town: Town) -> None:
    """What the enterprise changes of it before the correction is signed is not lost."""
    ctx, first = town.consultant(), town.signed()
    made = correcting.correct(ctx, first.id, "补看一处")
    town.wait(days=1)
    plans.set_limits(town.holder(first), first.id, Limits(at_once=1), seen=0)
    assert town.store.document(PLAN, made.id) is None
    sign(ctx, made.id)
    assert plans.planned(ctx, made.id).plan.choices.limits.at_once == 1
    again = correcting.correct(ctx, made.id, "再补一处")
    town.wait(days=1)
    plans.set_limits(ctx, again.id, Limits(at_once=2), seen=1)
    sign(ctx, again.id)
    assert plans.planned(ctx, again.id).plan.choices.limits.at_once == 2


class Racing(MemoryMedia):
    """While a file is kept for the first time after ``meanwhile`` is set, that happens."""

    meanwhile: Callable[[], object] | None = None

    def keep(self, owner: str, content: bytes) -> str:
        """Keep it, after what comes in between."""
        act, self.meanwhile = self.meanwhile, None
        if act is not None:
            act()
        return super().keep(owner, content)


def test_of_two_corrections_begun_at_once_one_is_made(town: Town) -> None:
    """The other one is refused, and leaves no files behind."""
    town.media = media = Racing()
    ctx, case = town.consultant(), begun(town)
    evidence.add(ctx, case.id, EvidenceDraft("plan", "p.jpg", photo(90, 90), "看板"))
    sign(ctx, case.id)
    media.meanwhile = lambda: correcting.correct(ctx, case.id, "补看一处")
    with pytest.raises(Invalid, match="correction_opened"):
        correcting.correct(ctx, case.id, "补看一处")
    (made,) = dossier_of(ctx, "case.read", case.id).corrections
    assert {owner for owner, _ in media} == {case.id, made.id}


def test_the_resume_code_opens_what_counts(town: Town) -> None:
    """From the signature of the correction on; until then what was signed before."""
    started = filling.start(town.visitor, town.profile(), "workshop", consent=VERSION)
    draft = started.assessment
    town.answer(draft)
    filling.submit(town.holder(draft), draft.id, town.centre())
    ctx = town.consultant()
    verifying.begin(ctx, draft.id)
    visited(ctx, draft.id)
    sign(ctx, draft.id)
    made = correcting.correct(ctx, draft.id, "补看一处")
    assert filling.resume(town.visitor, started.resume_code).id == draft.id
    sign(ctx, made.id)
    assert filling.resume(town.visitor, started.resume_code).id == made.id


def test_an_enterprise_sees_a_correction_once_it_is_signed(town: Town) -> None:
    """Among its assessments stand the corrected one and, then, the correction."""
    case, ctx = town.signed(), town.consultant()
    accounts.add_account(
        town.operator, "owner", PASSWORD, "厂长", Role.OWNER, enterprise=case.enterprise
    )
    token = accounts.sign_in(town.visitor, "owner", PASSWORD, "192.0.2.4")
    owner = town.ctx(accounts.actor_of(town.visitor, token))
    if not owner.actor.records:
        town.store.hold(case.enterprise, case.enterprise, "owner", town.now)
        owner = replace(owner, actor=accounts.actor_of(town.visitor, token))
    made = correcting.correct(ctx, case.id, "补看一处")
    assert [each.id for each, _ in holding.own_assessments(owner)] == [case.id]
    sign(ctx, made.id)
    assert {each.id for each, _ in holding.own_assessments(owner)} == {case.id, made.id}
