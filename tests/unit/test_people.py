"""People: invited, reset, let go; what enterprises hold; who has a case; the own account."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from pydantic import ValidationError

from access.actor import Actor, Role, holder_of
from access.passwords import hash_password
from access.table import TABLE, allowed
from access.tokens import digest_of, new_token
from assessments.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from services import (
    accounts,
    assigning,
    filling,
    holding,
    links,
    own_account,
    people,
    reviewing,
    verifying,
)
from services.context import Context
from services.personal.notice import VERSION
from services.settings import Settings
from tests.town import PASSWORD, Town, new_town

HERE = "192.0.2.7"
ANOTHER = "another long password"


@pytest.fixture
def town() -> Iterator[Town]:
    """A town of its own."""
    with new_town() as town:
        yield town


def with_account(town: Town, username: str, role: Role, **belongs: Any) -> tuple[Context, str]:
    """Somebody who is signed in, and the token."""
    if town.store.account(username) is None:
        accounts.add_account(town.operator, username, PASSWORD, "某人", role, **belongs)
    token = accounts.sign_in(town.visitor, username, PASSWORD, HERE)
    return town.ctx(accounts.actor_of(town.visitor, token)), token


def owner_of(town: Town, assessment: Any, username: str = "owner") -> tuple[Context, str]:
    """The account that the holder of the assessment has opened, signed in."""
    link = links.owner_link(town.holder(assessment), assessment.id, "老板")
    links.use(town.visitor, link, username, PASSWORD, consent=VERSION)
    return with_account(town, username, Role.OWNER)


def refused(act: Any, *args: Any, **kwargs: Any) -> str:
    """Under which key the act is refused; its words exist in both languages."""
    with pytest.raises(Refusal) as refusal:
        act(*args, **kwargs)
    assert refusal.value.to("zh") != refusal.value.to("en")
    return refusal.value.key


def is_out(town: Town, token: str) -> bool:
    """Whether nobody holds the token any more."""
    return accounts.actor_of(town.visitor, token) == Actor(Role.VISITOR)


def test_an_invitation_makes_the_account_that_was_meant_and_works_once(town: Town) -> None:
    """Role and place are those of the invitation; a bad password leaves the link as it was."""
    lead, _ = with_account(town, "lead", Role.LEAD, centre=town.centre())
    link = links.invite(lead, " 李宁 ", Role.CONSULTANT, centre=town.centre())
    assert links.linked(town.visitor, link).name == "李宁"
    assert refused(links.use, town.visitor, link, "lining", "short") == "bad_password"
    assert refused(links.use, town.visitor, link, "lead", PASSWORD) == "username_taken"
    assert links.use(town.visitor, link, " LiNing ", PASSWORD, consent=VERSION) == "lining"
    made, _ = with_account(town, "lining", Role.CONSULTANT)
    assert made.actor == Actor(Role.CONSULTANT, "lining", "李宁", centre=town.centre())
    assert refused(links.use, town.visitor, link, "lining2", PASSWORD) == "link_gone"
    assert refused(links.linked, town.visitor, link) == "link_gone"


def test_a_link_ends_by_time_and_when_it_is_taken_back(town: Town) -> None:
    """After three days to the second; an unknown one looks the same; the store has no token."""
    lead, _ = with_account(town, "lead", Role.LEAD, centre=town.centre())
    other, _ = with_account(town, "rival", Role.LEAD, centre=town.centre("滨湖促进中心"))
    first, second = (
        links.invite(lead, "某", Role.CONSULTANT, centre=town.centre()) for _ in range(2)
    )
    assert town.store.link(first, town.now) is None
    assert links.invitations(other) == []
    assert refused(links.take_back, other, digest_of(first)) == "not_allowed"
    links.take_back(lead, digest_of(first))
    assert [each.digest for each in links.invitations(lead)] == [digest_of(second)]
    town.wait(hours=72, seconds=-1)
    assert links.linked(town.visitor, second)
    town.wait(seconds=1)
    for link in (first, second, "x", "\ud800"):
        assert refused(links.linked, town.visitor, link) == "link_gone"


def test_who_guesses_at_links_has_to_wait(town: Town) -> None:
    """As with resume codes: thirty free, then the line waits."""
    keys = [refused(links.linked, town.visitor, f"guess{n}") for n in range(31)]
    assert keys == ["link_gone"] * 30 + ["too_many_attempts"]


def stepped(town: Town, person: Context) -> pyotp.TOTP:
    """Switch the second step on; what shows its codes."""
    totp = pyotp.TOTP(own_account.offer_second_step(person).secret)
    own_account.switch_on(person, totp.secret, PASSWORD, totp.at(town.now))
    town.wait(minutes=5)
    return totp


def test_a_reset_of_the_password_asks_for_the_code(town: Town) -> None:
    """Whoever has the link alone opens nothing; the code that is given signs in afterwards too."""
    person, token = with_account(town, "lining", Role.OFFICIAL)
    totp = stepped(town, person)
    link = links.reset(town.operator, "lining")
    assert links.needs_code(town.visitor, links.linked(town.visitor, link))
    for wrong in ("", "x", totp.at(town.now - timedelta(minutes=5))):
        assert refused(links.use, town.visitor, link, "", ANOTHER, wrong) == "wrong_code_now"
    assert not is_out(town, token)
    code = totp.at(town.now)
    assert links.use(town.visitor, link, "", ANOTHER, code) == "lining"
    assert is_out(town, token)
    assert accounts.sign_in(town.visitor, "lining", ANOTHER, HERE, code=code)
    town.wait(minutes=1)
    assert refused(accounts.sign_in, town.visitor, "lining", ANOTHER, HERE) == "sign_in_failed"
    link = links.reset(town.operator, "lining")
    keys = [refused(links.use, town.visitor, link, "", ANOTHER, "0") for _ in range(6)]
    assert keys[-1] == "too_many_attempts"


def test_a_lost_device_is_renewed_with_the_password(town: Town) -> None:
    """Its link switches the second step off for who knows the password, and changes no other."""
    person, token = with_account(town, "lining", Role.OFFICIAL)
    stepped(town, person)
    link = links.reset(town.operator, "lining", "device")
    assert not links.needs_code(town.visitor, links.linked(town.visitor, link))
    assert refused(links.use, town.visitor, link, "", ANOTHER) == "wrong_password"
    assert not is_out(town, token)
    assert links.use(town.visitor, link, "", PASSWORD) == "lining"
    assert is_out(town, token)
    assert accounts.sign_in(town.visitor, "lining", PASSWORD, HERE)


def test_who_lost_both_gets_both_by_a_link_of_its_own_kind(town: Town) -> None:
    """A separate act, which the account's list and the next sign-ins tell of, for a month."""
    person, _ = with_account(town, "lining", Role.OFFICIAL)
    stepped(town, person)
    admin, _ = with_account(town, "admin", Role.ADMINISTRATOR)
    link = links.reset(admin, "lining", "renew")
    assert own_account.resets(person) == []
    assert links.use(town.visitor, link, "", ANOTHER) == "lining"
    token = accounts.sign_in(town.visitor, "lining", ANOTHER, HERE)
    person = town.ctx(accounts.actor_of(town.visitor, token))
    (told,) = own_account.notice(person, token).resets
    assert (told.kind, told.made_by, told.used_at) == ("renew", "某人", town.now)
    town.wait(days=31)
    token = accounts.sign_in(town.visitor, "lining", ANOTHER, HERE)
    assert own_account.notice(person, token).resets == []
    assert len(own_account.resets(person)) == 1


def test_a_first_password_is_the_persons_own(town: Town) -> None:
    """The link of an account that was made by command sets it; no sign-in tells of it."""
    accounts.add_account(town.operator, "lining", new_token(), "李宁", Role.OFFICIAL)
    link = links.reset(town.operator, "lining", "first")
    assert links.use(town.visitor, link, "", PASSWORD) == "lining"
    person, token = with_account(town, "lining", Role.OFFICIAL)
    assert own_account.notice(person, token) == own_account.AccountNotice([], short_password=False)


def test_a_password_is_shorter_only_beside_a_second_step(town: Town) -> None:
    """15 characters alone, 8 with a code; switching the code off asks for a long one first."""
    person, token = with_account(town, "lining", Role.OFFICIAL)
    change = own_account.change_password
    refusal = "tide five"
    assert len(refusal) < 15
    assert refused(change, person, token, PASSWORD, refusal) == "bad_password"
    totp = stepped(town, person)
    assert refused(change, person, token, PASSWORD, "tides 5", totp.at(town.now)) == "bad_password"
    town.wait(minutes=5)
    change(person, token, PASSWORD, "tide five", totp.at(town.now))
    town.wait(minutes=5)
    off = own_account.switch_off
    assert refused(off, person, "tide five", totp.at(town.now)) == "password_too_short_alone"
    town.wait(minutes=5)
    change(person, token, "tide five", ANOTHER, totp.at(town.now))
    town.wait(minutes=5)
    own_account.switch_off(person, ANOTHER, totp.at(town.now))
    assert not own_account.has_second_step(person)


def test_an_older_shorter_password_still_signs_in_and_is_told_of(town: Town) -> None:
    """What was long enough for an earlier version keeps nobody out."""
    with_account(town, "lining", Role.OFFICIAL)
    town.store.change_account("lining", password_hash=hash_password("tide five ab"))
    token = accounts.sign_in(town.visitor, "lining", "tide five ab", HERE)
    person = town.ctx(accounts.actor_of(town.visitor, token))
    assert own_account.notice(person, token).short_password


def test_a_role_that_needs_the_second_step_does_nothing_before_it(town: Town) -> None:
    """Every action of the table but the own account is denied; with the step all are back."""
    town.settings = town.settings.model_copy(update={"second_step": "administrator"})
    official, _ = with_account(town, "lining", Role.OFFICIAL)
    assert not official.actor.unsettled
    admin, token = with_account(town, "admin", Role.ADMINISTRATOR)
    assert admin.actor.unsettled
    may = {action for action in TABLE if allowed(admin.actor, action)}
    assert may == {"account.own", "session.use"}
    assert refused(people.people, admin) == "not_allowed"
    stepped(town, admin)
    settled = town.ctx(accounts.actor_of(town.visitor, token))
    assert people.people(settled)
    off = refused(own_account.switch_off, settled, PASSWORD, "")
    assert off == "second_step_demanded"


def test_a_role_without_accounts_cannot_be_asked_for_a_second_step() -> None:
    """A name that is mistyped is told when the settings are read, not passed over."""
    for wrong in ("admin", "visitor", "administrator,lead"):
        with pytest.raises(ValidationError):
            Settings(second_step=wrong)
    assert Settings(second_step=" centre_lead, administrator ").second_step_roles == {
        Role.LEAD,
        Role.ADMINISTRATOR,
    }


def test_a_reset_sets_a_new_password_and_ends_all_else(town: Town) -> None:
    """Old sessions, the old password and the link before it are over."""
    _, token = with_account(town, "lining", Role.OFFICIAL)
    old, link = (links.reset(town.operator, "lining") for _ in range(2))
    assert not is_out(town, token)
    assert refused(links.use, town.visitor, old, "", ANOTHER) == "link_gone"
    assert links.use(town.visitor, link, "somebody", ANOTHER) == "lining"
    assert is_out(town, token)
    assert refused(accounts.sign_in, town.visitor, "lining", PASSWORD, HERE) == "sign_in_failed"
    assert accounts.sign_in(town.visitor, "lining", ANOTHER, HERE)


def test_a_deactivated_account_is_out_at_the_next_look(town: Town) -> None:
    """Every session ends, nobody signs in, and a reset needs it back first."""
    person, token = with_account(town, "lining", Role.OFFICIAL)
    town.store.change_account("lining", deactivated_at=town.now)  # as by another process just now
    assert is_out(town, token)
    people.activate(town.operator, "lining")
    assert not is_out(town, token)
    link = links.reset(town.operator, "lining")
    people.deactivate(town.operator, "lining")
    people.deactivate(town.operator, "lining")
    assert is_out(town, token)
    assert refused(accounts.sign_in, town.visitor, "lining", PASSWORD, HERE) == "sign_in_failed"
    assert refused(links.reset, town.operator, "lining") == "account_deactivated"
    assert refused(links.use, town.visitor, link, "", ANOTHER) == "link_gone"
    [shown] = people.people(town.operator)
    assert (shown.username, shown.deactivated_at) == ("lining", town.now)
    people.activate(town.operator, "lining")
    assert accounts.sign_in(town.visitor, "lining", PASSWORD, HERE)
    assert person.actor.id == "lining"


def test_an_enterprise_opens_its_account_with_its_code_once(town: Town) -> None:
    """Of two links the first one used wins; the account holds what the code opened."""
    assessment = town.filled()
    first, second = (
        links.owner_link(town.holder(assessment), assessment.id, name) for name in "甲乙"
    )
    links.use(town.visitor, first, "owner", PASSWORD, consent=VERSION)
    assert refused(links.use, town.visitor, second, "thief", PASSWORD) == "record_held"
    assert town.store.account("thief") is None
    again = refused(links.owner_link, town.holder(assessment), assessment.id, "丙")
    assert again == "record_held"
    owner, _ = with_account(town, "owner", Role.OWNER)
    assert [each.id for each, _ in holding.own_assessments(owner)] == [assessment.id]
    assert filling.sheet(owner, assessment.id).assessment == assessment


def test_an_account_holds_several_assessments_and_no_foreign_one(town: Town) -> None:
    """What is begun with it, and what is joined by its code; what another holds is refused."""
    mine, foreign = town.started(), town.started(name="别家")
    started = filling.start(town.visitor, town.profile(name="老厂区"), "workshop", consent=VERSION)
    owner, token = owner_of(town, mine)
    begun = filling.start(owner, town.profile(name="新厂区"), "workshop", consent=VERSION)
    assert begun.resume_code == ""
    owner = town.ctx(accounts.actor_of(town.visitor, token))
    holding.join(owner, started.resume_code)
    owner = town.ctx(accounts.actor_of(town.visitor, token))
    held = {each.id for each, _ in holding.own_assessments(owner)}
    assert held == {mine.id, begun.assessment.id, started.assessment.id}
    assert refused(filling.sheet, owner, foreign.id) == "not_allowed"
    other, _ = owner_of(town, foreign, "other")
    assert refused(holding.join, other, started.resume_code) == "record_held"
    assert {each.id for each, _ in holding.own_assessments(other)} == {foreign.id}


def test_the_chosen_assessment_stays_with_the_session(town: Town) -> None:
    """After a restart too; a foreign one cannot be chosen, and another browser chooses apart."""
    mine, foreign = town.started(), town.started(name="别家")
    owner, token = owner_of(town, mine)
    other = accounts.sign_in(town.visitor, "owner", PASSWORD, HERE)
    holding.choose(owner, token, mine.id)
    assert accounts.actor_of(town.visitor, token).assessment == mine.id
    assert accounts.actor_of(town.visitor, other).assessment is None
    assert refused(holding.choose, owner, token, foreign.id) == "not_allowed"
    stranger, stranger_token = with_account(town, "lining", Role.OFFICIAL)
    assert refused(holding.choose, stranger, stranger_token, mine.id) == "not_allowed"


def test_a_revoked_code_opens_nothing_and_ends_its_browsers(town: Town) -> None:
    """The account goes on; a member cannot revoke; a new code can be made afterwards."""
    started = filling.start(town.visitor, town.profile(), "workshop", consent=VERSION)
    mine, browser = started.assessment, new_token()
    accounts.bind_assessment(town.holder(mine), browser, mine.id, started.resume_code)
    owner, token = owner_of(town, mine)
    holding.choose(owner, token, mine.id)
    link = links.invite(owner, "小王", Role.MEMBER, enterprise=owner.actor.enterprise)
    links.use(town.visitor, link, "member", PASSWORD, consent=VERSION)
    member, _ = with_account(town, "member", Role.MEMBER)
    assert refused(holding.revoke_code, member, mine.id) == "not_allowed"
    assert accounts.actor_of(town.visitor, browser) == holder_of(mine.id)
    holding.revoke_code(owner, mine.id)
    assert is_out(town, browser)
    assert refused(filling.resume, town.visitor, started.resume_code) == "unknown_resume_code"
    assert accounts.actor_of(town.visitor, token).assessment == mine.id
    code = filling.renew_code(owner, mine.id)
    assert filling.resume(town.visitor, code).id == mine.id


def test_a_member_fills_in_and_does_not_hand_in(town: Town) -> None:
    """Nor leaves the owner behind: the last owner goes after the members."""
    mine = town.filled()
    owner, _ = owner_of(town, mine)
    link = links.invite(owner, "小王", Role.MEMBER, enterprise=owner.actor.enterprise)
    links.use(town.visitor, link, "member", PASSWORD, consent=VERSION)
    member, token = with_account(town, "member", Role.MEMBER)
    filling.record_answer(member, mine.id, "plan", "budgeted", seen=1)
    assert refused(filling.submit, member, mine.id, town.centre()) == "not_allowed"
    assert refused(people.leave, owner) == "last_owner"
    people.deactivate(owner, "member")
    assert is_out(town, token)
    people.leave(owner)
    assert refused(accounts.sign_in, town.visitor, "owner", PASSWORD, HERE) == "sign_in_failed"


def test_a_case_that_was_given_out_is_its_consultants_and_the_leads(town: Town) -> None:
    """Colleagues neither see nor verify it; who leaves leaves it to all of the centre."""
    case, centre = town.submitted(), town.centre()
    lead, _ = with_account(town, "lead", Role.LEAD, centre=centre)
    one, _ = with_account(town, "one", Role.CONSULTANT, centre=centre)
    two, _ = with_account(town, "two", Role.CONSULTANT, centre=centre)
    assert len(verifying.assigned(one)) == len(verifying.assigned(two)) == 1
    given = assigning.assign(lead, case.id, "one", seen=case.version)
    assert (len(verifying.assigned(one)), verifying.assigned(two)) == (1, [])
    assert refused(verifying.begin, two, case.id) == "not_allowed"
    assert verifying.case(lead, case.id).dossier.assessment == given
    with pytest.raises(Stale):
        assigning.assign(lead, case.id, "two", seen=case.version)
    people.deactivate(lead, "one")
    assert len(verifying.assigned(two)) == 1
    for nobody in ("one", "lead", "nobody", "\ud800"):
        version = town.store.assessment(case.id).version
        assert refused(assigning.assign, lead, case.id, nobody, seen=version) == "no_consultant"


def test_a_case_goes_to_another_centre_until_it_is_signed(town: Town) -> None:
    """With what was found; whoever had it sees it no more; a signed one stays."""
    case, other = town.under_verification(), town.centre("滨湖促进中心")
    lead, _ = with_account(town, "lead", Role.LEAD, centre=town.centre())
    there, _ = with_account(town, "there", Role.LEAD, centre=other)
    verifying.set_verified(lead, case.id, "plan", "nowhere", remark="", seen=0)
    refusal = refused(assigning.transfer_case, lead, case.id, "nowhere", seen=case.version)
    assert refusal == "unknown_centre"
    assigning.transfer_case(lead, case.id, other, seen=case.version)
    assert refused(verifying.case, lead, case.id) == "not_allowed"
    assert verifying.case(there, case.id).dossier.verified["plan"].value == "nowhere"
    reviewing.set_rule(lead, wanted=False, seen=0)
    signed = town.signed()
    for act in (assigning.assign, assigning.transfer_case):
        assert refused(act, lead, signed.id, other, seen=signed.version) == "case_signed"


def test_an_account_that_changes_centre_leaves_its_cases(town: Town) -> None:
    """It sees those of the new centre after a new sign-in, and none of the old."""
    case, other = town.submitted(), town.centre("滨湖促进中心")
    lead, _ = with_account(town, "lead", Role.LEAD, centre=town.centre())
    person, token = with_account(town, "one", Role.CONSULTANT, centre=town.centre())
    assigning.assign(lead, case.id, "one", seen=case.version)
    people.transfer(town.operator, "one", other)
    assert is_out(town, token)
    moved, _ = with_account(town, "one", Role.CONSULTANT)
    assert (moved.actor.centre, verifying.assigned(moved)) == (other, [])
    assert town.store.assessment(case.id).consultant is None
    accounts.add_account(town.operator, "official", PASSWORD, "某", Role.OFFICIAL)
    assert refused(people.transfer, town.operator, "official", other) == "centre_unwanted"
    assert refused(people.transfer, town.operator, "one", "nowhere") == "unknown_centre"
    assert person.actor.centre == town.centre()


def test_a_change_of_password_asks_for_the_present_one_and_ends_the_rest(town: Town) -> None:
    """The own browser stays; the others are out; too many wrong ones have to wait."""
    person, token = with_account(town, "lining", Role.OFFICIAL)
    other = accounts.sign_in(town.visitor, "lining", PASSWORD, HERE)
    change = own_account.change_password
    assert refused(change, person, token, "wrong", ANOTHER) == "sign_in_failed"
    assert refused(change, person, token, PASSWORD, "password12345678") == "weak_password"
    own_account.change_password(person, token, PASSWORD, ANOTHER)
    assert (is_out(town, token), is_out(town, other)) == (False, True)
    assert accounts.sign_in(town.visitor, "lining", ANOTHER, HERE)
    keys = [refused(change, person, token, "wrong", PASSWORD) for _ in range(6)]
    assert keys[-1] == "too_many_attempts"


def test_sessions_are_listed_and_ended_by_their_owner_only(town: Town) -> None:
    """Each with its device; one of somebody else cannot be ended."""
    person, token = with_account(town, "lining", Role.OFFICIAL)
    town.wait(minutes=5)
    phone = accounts.sign_in(town.visitor, "lining", PASSWORD, HERE, device="Chrome · Android")
    foreign, foreign_token = with_account(town, "other", Role.OFFICIAL)
    found = own_account.sessions(person, token)
    assert [(each.device, each.present) for each in found] == [
        ("Chrome · Android", False),
        ("", True),
    ]
    assert found[0].begun_at == found[0].seen_at == town.now
    end = own_account.end_session
    assert refused(end, person, digest_of(foreign_token), PASSWORD) == "not_allowed"
    assert refused(end, person, digest_of(phone), "wrong") == "wrong_password"
    assert refused(own_account.sign_out_everywhere, person, "wrong") == "wrong_password"
    assert not is_out(town, phone)
    own_account.end_session(person, digest_of(phone), PASSWORD)
    assert (is_out(town, phone), is_out(town, token)) == (True, False)
    third = accounts.sign_in(town.visitor, "lining", PASSWORD, HERE)
    own_account.sign_out_everywhere(person, PASSWORD, token)
    assert (is_out(town, third), is_out(town, token)) == (True, False)
    own_account.sign_out_everywhere(person, PASSWORD)
    assert is_out(town, token)
    assert not is_out(town, foreign_token)
    assert len(own_account.sessions(foreign, foreign_token)) == 1


def test_with_the_second_step_a_password_alone_opens_nothing(town: Town) -> None:
    """A code works once, for half a minute either way; without it nothing is told apart."""
    person, _ = with_account(town, "lining", Role.OFFICIAL)
    offered = own_account.offer_second_step(person)
    totp = pyotp.TOTP(offered.secret)
    assert pyotp.parse_uri(offered.address).secret == offered.secret
    assert refused(own_account.switch_on, person, offered.secret, PASSWORD, "x") == "wrong_code"
    assert not own_account.has_second_step(person)
    own_account.switch_on(person, offered.secret, PASSWORD, totp.at(town.now))
    again = refused(own_account.switch_on, person, offered.secret, PASSWORD, totp.at(town.now))
    assert again == "second_step_on"

    def enter(code: str) -> str:
        return accounts.sign_in(town.visitor, "lining", PASSWORD, HERE, code=code)

    assert refused(enter, totp.at(town.now)) == "sign_in_failed"  # the one that switched it on
    town.wait(minutes=5)
    code = totp.at(town.now)
    for wrong in ("", "000000" if code != "000000" else "000001", f"{code}0"):
        assert refused(enter, wrong) == "sign_in_failed"
    assert enter(f" {code[:3]} {code[3:]}")
    assert refused(enter, code) == "sign_in_failed"
    town.wait(minutes=5)
    late = totp.at(town.now)
    town.wait(seconds=30)
    assert enter(late)
    town.wait(minutes=5)
    off = own_account.switch_off
    assert refused(off, person, PASSWORD, "") == "sign_in_failed"
    own_account.switch_off(person, PASSWORD, totp.at(town.now))
    town.wait(minutes=1)
    assert enter("")


def test_people_see_whom_they_answer_for(town: Town) -> None:
    """A lead the consultants of the centre, an owner the members, an administrator all."""
    mine = town.started()
    owner, _ = owner_of(town, mine)
    lead, _ = with_account(town, "lead", Role.LEAD, centre=town.centre())
    admin, _ = with_account(town, "admin", Role.ADMINISTRATOR)
    with_account(town, "one", Role.CONSULTANT, centre=town.centre())
    with_account(town, "two", Role.CONSULTANT, centre=town.centre("滨湖促进中心"))

    def seen(ctx: Context) -> list[str]:
        return [each.username for each in people.people(ctx)]

    assert (seen(owner), seen(lead)) == ([], ["one"])
    assert seen(admin) == ["admin", "lead", "one", "owner", "two"]
    for act in (people.people, links.invitations):
        with pytest.raises(NotAllowed):
            act(town.consultant())
    with pytest.raises(NotFound):
        people.deactivate(admin, "nobody")
    with pytest.raises(Invalid):
        links.invite(admin, "某", Role.OPERATOR)
