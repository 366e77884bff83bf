"""The demonstration city hangs together as a real one would, and says that it is none."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from access.actor import Actor, Role, holder_of
from assessments.model import Stage
from assessments.profile import Profile
from assessments.refusals import Invalid, NotAllowed
from cli.main import run
from questionnaires.sheet import shown
from scoring.scorecard import Scorecard
from services import accounts, confirming, filling, plans
from services.confirming import firms
from services.context import Context
from services.demo import draft, fill, is_filled, logins
from services.demo.city import CENTRE
from services.dossier import dossier_of
from services.editions import pinned
from services.kinds import DECLARED, PLAN, VENDORS
from services.making_accounts import SIGNING_IN
from services.personal.notice import VERSION
from services.settings import Settings
from services.sheets import require_whole, score, sheet_of
from services.signing import check_signature
from services.watching import bursts
from tests.stores import new_store

SIZE, SEED = 150, 5
DONE = (Stage.SUBMITTED, Stage.UNDER_VERIFICATION, Stage.VERIFIED)


def empty() -> Context:
    """A context of the operator over a store of its own."""
    return Context(new_store(), Actor(Role.OPERATOR))


@pytest.fixture(scope="module")
def city() -> Iterator[Context]:
    """A filled store that no test changes."""
    ctx = empty()
    fill(ctx, SIZE, SEED)
    yield ctx
    ctx.store.close()


def content(ctx: Context) -> list[object]:
    """All that stands in the store, in an order of its own."""
    documents = [ctx.store.documents(kind) for kind in (PLAN, DECLARED)]
    return [documents, *_assessments(ctx)]


def _assessments(ctx: Context) -> list[object]:
    return [
        (
            assessment,
            enterprise,
            ctx.store.answer_history(assessment.id),
            ctx.store.scorecard(assessment.id, "claimed"),
            ctx.store.scorecard(assessment.id, "verified"),
        )
        for assessment, enterprise in ctx.store.assessments()
    ]


def test_the_same_seed_gives_the_same_city() -> None:
    """Enterprises, times, answers, notes and results are equal; another seed gives others."""
    one, again, other = empty(), empty(), empty()
    for ctx, seed in ((one, SEED), (again, SEED), (other, SEED + 1)):
        fill(ctx, SIZE // 5, seed)
    assert content(again) == content(one)
    assert content(other) != content(one)


def test_everything_says_that_it_is_synthetic(city: Context) -> None:
    """Every enterprise and assessment is marked, names say so, and no code could be anybody's."""
    found = city.store.assessments()
    assert {enterprise.id for _, enterprise in found} == {
        f"demo-{number:05d}" for number in range(1, SIZE + 1)
    }
    for assessment, enterprise in found:
        assert assessment.synthetic
        assert enterprise.synthetic
        assert "合成" in enterprise.name
        assert (enterprise.credit_code or "DEMO").startswith("DEMO")
    assert all("合成" in name for name in city.store.centres().values())
    assert city.store.figures(DONE)["synthetic"].all()


def test_every_stage_and_both_years_are_there(city: Context) -> None:
    """Drafts, submissions, visits under way and signatures; a second round for some."""
    found = [assessment for assessment, _ in city.store.assessments()]
    assert {assessment.stage for assessment in found} == {*DONE, Stage.DRAFT}
    assert {assessment.round for assessment in found} == {0, 1}
    assert set(city.store.figures(DONE)["year"]) == {2025, 2026}


def test_what_a_person_of_the_demonstration_signed_has_a_digest(city: Context) -> None:
    """Of the centre that has accounts; it holds, for nothing is written after it."""
    signed = city.store.assessments(stages=[Stage.VERIFIED], centre=CENTRE)
    found = [check_signature(city, assessment.id) for assessment, _ in signed]
    assert found
    assert all(each is not None and each.holds for each in found)


def test_nobody_answers_what_it_is_not_asked(city: Context) -> None:
    """Routing is respected on every sheet, and what was handed in is whole."""
    for assessment, enterprise in city.store.assessments():
        questionnaire = pinned(city.settings, assessment)
        claimed = city.store.answers(assessment.id, "claimed")
        claim = sheet_of(questionnaire, enterprise, claimed)
        visible = shown(questionnaire, claim)
        assert {item for item in claimed if not visible[item]} == set()
        if assessment.stage is Stage.DRAFT:
            with pytest.raises(Invalid):
                require_whole(questionnaire, visible, claim)
        else:
            require_whole(questionnaire, visible, claim)
        verified = city.store.answers(assessment.id, "verified")
        both = sheet_of(questionnaire, enterprise, claimed, verified)
        if assessment.stage is Stage.VERIFIED:
            require_whole(questionnaire, shown(questionnaire, both), both)


def test_some_have_planned_and_declared(city: Context) -> None:
    """Ticks in the plans of a round and of the one before, things said, and nobody who sells."""
    planned = city.store.documents(PLAN)
    rounds = [city.store.assessment(id).round for id in planned]
    assert rounds.count(0) == rounds.count(1) > 0
    assert any(city.store.assessment(id).centre == CENTRE for id in planned)
    for id in planned:
        ticked = plans.planned(city, id).plan.choices.progress
        assert set(ticked.values()) == ({"begun"} if id.endswith("2026") else {"begun", "done"})
    said = [document.value for document in city.store.documents(DECLARED).values()]
    assert 0.05 * SIZE < len(said) < 0.15 * SIZE
    assert {held for each in said for held in each.values()} == {True, False}
    assert not city.store.documents(VENDORS)


def test_some_firms_wait_to_be_confirmed_and_some_came_in_together(city: Context) -> None:
    """With accounts nobody can use; one is confirmed; their codes are seen to be made up."""
    found = firms(city)
    assert {each.state for each in found} == {"waiting", "confirmed", "refused"}
    signs = confirming.signs(city, found)
    assert all("doubt" in each.against and each.owner for each in signs.values())
    assert {each.kind for each in bursts(city)} >= {"line", "sheet"}


def test_a_visit_finds_less_than_was_claimed(city: Context) -> None:
    """Claims lie above what is verified, on average and for most."""
    gaps = []
    for assessment, _ in city.store.assessments(stages=[Stage.VERIFIED]):
        sides = [city.store.scorecard(assessment.id, side) for side in ("claimed", "verified")]
        claimed, verified = (_total(card) for card in sides)
        gaps.append(claimed - verified)
    assert len(gaps) > 20
    assert 3 < np.mean(gaps) < 20
    assert np.mean(np.array(gaps) > 0) > 0.8


def _total(card: Scorecard | None) -> float:
    assert card is not None
    assert card.total is not None
    return card.total


def test_figures_hang_together(city: Context) -> None:
    """Dimensions go together, larger enterprises are ahead, and a year brings something."""
    figures = city.store.figures(DONE)
    dimensions = ["strategy", "foundation", "supply_chain", "data_security"]
    correlation = figures[dimensions].corr().to_numpy()
    assert correlation[np.triu_indices(len(dimensions), 1)].min() > 0.2
    assert np.corrcoef(np.log(figures["employees"]), figures["total"])[0, 1] > 0.15
    claims = figures[figures["side"] == "claimed"]
    panel = pd.pivot_table(claims, index="enterprise", columns="year", values="total").dropna()
    assert len(panel) > 20
    assert (panel[2026] - panel[2025]).mean() > 1


def test_a_batch_gives_each_sheet_the_card_it_gets_alone(city: Context) -> None:
    """The results that were scored together are those of the sheets one by one."""
    signed = city.store.assessments(stages=[Stage.VERIFIED])[:20]
    assert len(signed) == 20
    for assessment, enterprise in signed:
        questionnaire = pinned(city.settings, assessment)
        claimed = city.store.answers(assessment.id, "claimed")
        verified = city.store.answers(assessment.id, "verified")
        alone = score(questionnaire, sheet_of(questionnaire, enterprise, claimed))
        both = score(questionnaire, sheet_of(questionnaire, enterprise, claimed, verified))
        for side, card in (("claimed", alone), ("verified", both)):
            kept = city.store.scorecard(assessment.id, side)
            assert kept is not None
            assert kept.level == card.level
            assert kept.items == card.items
            assert kept.total == pytest.approx(card.total, abs=1e-9)


def test_times_run_forward(city: Context) -> None:
    """An assessment is begun, answered, submitted, visited and signed in this order."""
    signed = city.store.assessments(stages=[Stage.VERIFIED])
    assert len(signed) >= 20
    for assessment, _ in signed:
        assert assessment.submitted_at is not None
        assert assessment.signed_at is not None
        claims = [record.at for record in city.store.answers(assessment.id, "claimed").values()]
        visits = [record.at for record in city.store.answers(assessment.id, "verified").values()]
        assert assessment.started_at < min(claims)
        assert max(claims) < assessment.submitted_at
        assert all(assessment.submitted_at < at < assessment.signed_at for at in visits)


def test_it_keeps_away_from_real_data() -> None:
    """A store with a real assessment, or with a centre, is refused and left as it was."""
    ctx = empty()
    profile = Profile(name="真实企业", division="34", district="320206", employees=50)
    visitor = replace(ctx, actor=Actor(Role.VISITOR))
    filling.start(visitor, profile, "manufacturing", consent=VERSION)
    with pytest.raises(NotAllowed) as refused:
        fill(ctx, 10, SEED)
    assert refused.value.key == "demo_real_data"
    assert len(ctx.store.assessments()) == 1
    prepared = empty()
    accounts.add_centre(prepared, "真实中心")
    with pytest.raises(NotAllowed):
        is_filled(prepared)


def test_it_does_not_fill_twice(city: Context) -> None:
    """A store that holds a demonstration is refused."""
    with pytest.raises(NotAllowed) as refused:
        fill(city, 10, SEED)
    assert refused.value.key == "demo_filled"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_only_the_operator_fills(role: Role) -> None:
    """Nobody who comes by the web can."""
    ctx = replace(empty(), actor=Actor(role, id="x", centre="y", assessment="z"))
    for act in (is_filled, logins, draft):
        with pytest.raises(NotAllowed):
            act(ctx)


def test_passwords_are_new_at_every_start() -> None:
    """The accounts sign in with the password shown last, and with no earlier one."""
    ctx = empty()
    fill(ctx, 20, SEED)
    visitor = replace(ctx, actor=Actor(Role.VISITOR))
    old, new = logins(ctx), logins(ctx)
    assert [login.role for login in new] == list(SIGNING_IN)
    for login in new:
        token = accounts.sign_in(visitor, login.username, login.password, "")
        actor = accounts.actor_of(visitor, token)
        assert actor.role is login.role
        assert "合成" in actor.name
    with pytest.raises(NotAllowed):
        accounts.sign_in(visitor, old[0].username, old[0].password, "")


def test_the_draft_is_found_by_its_code_and_synthetic() -> None:
    """The resume code opens a further round with some answers, and the plan of the one before."""
    ctx = empty()
    fill(ctx, 20, SEED)
    visitor = replace(ctx, actor=Actor(Role.VISITOR))
    found = filling.resume(visitor, draft(ctx))
    assert found.synthetic
    holder = replace(ctx, actor=holder_of(found.id))
    sheet = filling.sheet(holder, found.id)
    assert sheet.enterprise.synthetic
    assert 0 < sheet.answered < sheet.asked
    before = plans.progress_since(dossier_of(holder, "plan.read", found.id))
    assert before is not None
    assert before.plan.choices.progress
    assert is_filled(ctx)


def test_what_visitors_make_in_a_demonstration_is_synthetic() -> None:
    """With the setting, an assessment begun on a page is synthetic, also after a correction."""
    ctx = empty()
    visitor = replace(ctx, actor=Actor(Role.VISITOR), settings=Settings(demo=True))
    profile = Profile(name="随手一试", division="34", district="320206", employees=50)
    made = filling.start(visitor, profile, "manufacturing", consent=VERSION).assessment
    holder = replace(visitor, actor=holder_of(made.id))
    filling.update_profile(holder, made.id, profile, seen=holder.store.enterprise(made.enterprise))
    assert all(
        assessment.synthetic and enterprise.synthetic
        for assessment, enterprise in ctx.store.assessments()
    )


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen demo` makes the store, counts what is in it, and refuses to do it twice."""
    call = ["demo", "--enterprises", "20", "--seed", "5", "--store", str(tmp_path / "demo.db")]
    assert run(call) == 0
    assert "合成企业 20 家" in capsys.readouterr().out
    assert run(call) == 2
    assert "已经有一个演示城市" in capsys.readouterr().err
