"""A firm is confirmed by who may, once a code, and every decision is kept."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from access.actor import Actor, Role
from assessments.credit_code import check_character
from assessments.model import Assessment
from assessments.refusals import Invalid, NotAllowed, Stale
from cli.main import run
from services import accounts, confirming, filling
from services.confirming import ClaimedFirm, FirmSigns
from services.context import Context
from services.personal.notice import VERSION
from storage import open_store
from tests.town import ANSWERS, PASSWORD, Town, new_town

CODES = [body + check_character(body) for body in (f"91320206MA1{n:06}" for n in range(9))]
HERE = "惠山促进中心"


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def claimed(town: Town, number: int, code: str | None = None, **answers: object) -> Assessment:
    """What a firm with an account has submitted to the centre: own answers, an hour's work."""
    assessment = town.started(name=f"厂{number}", credit_code=code or CODES[number])
    town.wait(hours=1)
    town.answer(assessment, {**ANSWERS, "scrap_rate": 3 + number, **answers})
    accounts.add_account(
        town.operator,
        f"owner{number}",
        PASSWORD,
        "某",
        Role.OWNER,
        enterprise=assessment.enterprise,
    )
    return filling.submit(town.holder(assessment), assessment.id, town.centre(HERE))


def lead(town: Town, centre: str = HERE) -> Context:
    """The lead of that centre."""
    return town.ctx(Actor(Role.LEAD, "lead", "李", centre=town.centre(centre)))


def only(ctx: Context) -> tuple[ClaimedFirm, FirmSigns]:
    """The one firm that is listed, with its signs."""
    (firm,) = confirming.firms(ctx)
    return firm, confirming.signs(ctx, [firm])[firm.enterprise.id]


def test_a_firm_waits_once_an_account_holds_it_and_it_has_submitted(town: Town) -> None:
    """Neither a typed code nor a draft nor a claim without a code is listed."""
    town.submitted(credit_code=CODES[0])  # nobody's
    town.started(credit_code=CODES[1])
    assert confirming.firms(town.operator) == []
    assessment = claimed(town, 2)
    firm, signs = only(town.operator)
    assert (firm.assessment, firm.state) == (assessment, "waiting")
    assert signs.against == ()
    assert (signs.neighbours, signs.minutes >= 60, signs.signed) == (2, True, False)


def test_each_centre_sees_its_own_firms(town: Town) -> None:
    """A lead those of the centre, a consultant none that was given to somebody else."""
    assessment = claimed(town, 0)
    assert len(confirming.firms(lead(town))) == 1
    assert confirming.firms(lead(town, "滨湖促进中心")) == []
    consultant = town.consultant()
    assert len(confirming.firms(consultant)) == 1
    given = assessment.model_copy(update={"consultant": "owner0"})
    town.store.move(given, seen=assessment.version)
    assert confirming.firms(consultant) == []
    with pytest.raises(NotAllowed):
        confirming.confirm(consultant, assessment.id, seen=0)


def test_decisions_follow_one_another_and_the_owner_reads_the_last(town: Town) -> None:
    """Refused, confirmed, withdrawn, confirmed again; who, when and why is kept of each."""
    assessment = claimed(town, 0)
    ctx = lead(town)
    confirming.refuse(ctx, assessment.id, "查无此码", seen=0)
    town.wait(days=1)
    confirming.confirm(ctx, assessment.id, seen=1)
    confirming.withdraw(town.operator, assessment.id, " 来电说\n不是他们 ", seen=2)
    made = confirming.confirm(ctx, assessment.id, "又查过", seen=3)
    firm, _ = only(ctx)
    kept = [(each.decision, each.author, each.reason) for each in firm.history]
    assert kept == [
        ("refused", "lead", "查无此码"),
        ("confirmed", "lead", ""),
        ("withdrawn", "operator", "来电说 不是他们"),
        ("confirmed", "lead", "又查过"),
    ]
    assert firm.state == "confirmed"
    own = {"enterprise": assessment.enterprise, "records": frozenset({assessment.enterprise})}
    owner = town.ctx(Actor(Role.OWNER, "owner0", **own))
    assert confirming.own_confirmations(owner) == {assessment.enterprise: made}


def test_a_decision_needs_a_reason_unless_all_speaks_for_the_firm(town: Town) -> None:
    """Refusing and withdrawing always; confirming where something speaks against it."""
    good, doubtful = claimed(town, 0), claimed(town, 1, CODES[1][:-1] + "0")
    ctx = lead(town)
    for decide in (confirming.refuse, confirming.withdraw):
        with pytest.raises(Invalid):
            decide(ctx, good.id, " ", seen=0)
    with pytest.raises(Invalid, match="confirmation_reason"):
        confirming.confirm(ctx, doubtful.id, seen=0)
    confirming.confirm(ctx, good.id, seen=0)
    confirming.confirm(ctx, doubtful.id, "看过营业执照", seen=0)
    with pytest.raises(Invalid, match="reason_too_long"):
        confirming.withdraw(ctx, good.id, "长" * 301, seen=1)
    assert {each.state for each in confirming.firms(ctx)} == {"confirmed"}


def test_a_code_is_confirmed_once_until_it_is_withdrawn(town: Town) -> None:
    """Of two claimed records with one code the second is refused, whoever confirms."""
    first, second = claimed(town, 0), claimed(town, 1, CODES[0])
    confirming.confirm(lead(town), first.id, "查过", seen=0)
    listed = {each.assessment.id: each for each in confirming.firms(town.operator)}
    signs = confirming.signs(town.operator, listed.values())
    assert signs[second.enterprise].other_confirmed
    assert not signs[first.enterprise].other_confirmed
    with pytest.raises(Invalid, match="code_confirmed"):
        confirming.confirm(town.operator, second.id, "查过", seen=0)
    confirming.withdraw(town.operator, first.id, "弄错了", seen=1)
    confirming.confirm(town.operator, second.id, "查过", seen=0)


def test_what_cannot_be_confirmed_is_refused_in_words(town: Town) -> None:
    """Nobody's record, a record without a code, what is confirmed or is not."""
    alone, bare = town.submitted(credit_code=CODES[0]), town.submitted()
    town.store.hold(bare.enterprise, bare.enterprise, "x", town.now)
    firm = claimed(town, 1)
    confirming.confirm(town.operator, firm.id, seen=0)
    for key, call in {
        "firm_not_claimed": lambda: confirming.confirm(town.operator, alone.id, "x", seen=0),
        "firm_without_code": lambda: confirming.confirm(town.operator, bare.id, "x", seen=0),
        "firm_confirmed": lambda: confirming.refuse(town.operator, firm.id, "x", seen=1),
    }.items():
        with pytest.raises(Invalid) as refused:
            call()
        assert refused.value.key == key
        assert refused.value.to("zh") != refused.value.to("en")
    with pytest.raises(Stale) as stale:
        confirming.withdraw(lead(town), firm.id, "x", seen=0)
    assert stale.value.to("en")


def test_signs_tell_what_came_in_together(town: Town) -> None:
    """Neighbours of one line, twins of one sheet, other records of the code; addresses stay out."""
    for number in range(6):
        claimed(town, number, scrap_rate=2)
    town.submitted(credit_code=CODES[0])
    firms = {each.code: each for each in confirming.firms(town.operator)}
    signs = confirming.signs(town.operator, firms.values())
    first = signs[firms[CODES[0]].enterprise.id]
    assert (first.neighbours, first.twins, first.others) == (6, 6, 1)
    assert set(first.against) == {"neighbours", "twins", "others"}
    lines = {arrival.line for arrival, _ in town.store.arrivals(town.now.replace(year=2020))}
    assert len(lines) == 1
    assert "192.0.2" not in str(lines)


def test_an_owner_who_has_left_speaks_against_the_firm(town: Town) -> None:
    """Nobody is there to be asked."""
    claimed(town, 0)
    town.store.change_account("owner0", deactivated_at=town.now)
    assert only(town.operator)[1].against == ("no_owner",)


def test_without_an_address_no_line_is_known(town: Town) -> None:
    """The command line and old records have none; that is no neighbourhood."""
    ctx = replace(town.visitor, address="")
    filling.start(ctx, town.profile(), "workshop", consent=VERSION)
    assert {arrival.line for arrival, _ in town.store.arrivals(town.now)} == {None}


def test_the_commands_list_decide_and_watch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the id of the record; a reason is asked for, an unknown id is named."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    store = open_store(url, migrate=True)
    assessment = claimed(Town(store), 0, CODES[0][:-1] + "0")
    store.close()
    id = assessment.enterprise

    def called(*args: str) -> tuple[int, str]:
        code = run(["enterprise", *args, "--store", url])
        told = capsys.readouterr()
        return code, told.out + told.err

    code, listed = called("list", "--json")
    assert code == 0
    told = json.loads(listed)
    assert (told["id"], told["against"], told["state"]) == (id, ["doubt"], "waiting")
    assert called("confirm", id)[0] == 1
    assert called("confirm", "nobody", "--reason", "查过")[0] == 2
    for act, reason in (("confirm", "查过"), ("withdraw", "弄错"), ("refuse", "查无")):
        assert called(act, id, "--reason", reason)[0] == 0
    assert "共 0 家" in called("list")[1]
    assert id in called("list", "--all")[1]
    assert called("watch")[0] == 0
