"""Publishing on purpose: frozen, looked at by two, public, withdrawn."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from access.actor import Actor, Role
from aggregates.coarse import CountRange
from aggregates.kept import read
from assessments.model import Stage
from assessments.refusals import Invalid, NotAllowed, NotFound
from services import accounts, public_apart, publishing
from services.city import CityChoice, overview
from services.context import Context
from services.kinds import PUBLIC_BULLETIN
from services.public_releases import (
    PublicRelease,
    public_figures,
    public_release,
    public_releases,
)
from tests.publics import PublicCity
from tests.town import PASSWORD
from tests.unit.city_lines import add, confirmation
from tests.unit.test_house import ROOT


@pytest.fixture
def city() -> Iterator[PublicCity]:
    """A city with figures, and nothing public."""
    made = PublicCity()
    yield made
    made.store.close()


def another(city: PublicCity, username: str = "second") -> Context:
    """One more official, with an account."""
    operator = city.ctx(Actor(Role.OPERATOR, "operator"))
    accounts.add_account(operator, username, PASSWORD, "某", Role.OFFICIAL)
    return city.ctx(Actor(Role.OFFICIAL, username))


def test_nothing_is_public_before_somebody_publishes_it(city: PublicCity) -> None:
    """Officials see their figures; everybody else finds nothing, and a proposal neither."""
    assert overview(city.official, CityChoice()).figures is not None
    assert public_releases(city.visitor) == []
    proposal = city.proposed()
    assert public_releases(city.visitor) == []
    for look in (
        lambda: public_release(city.visitor, proposal.id),
        lambda: public_figures(city.visitor, proposal.id, "state"),
    ):
        with pytest.raises(NotFound):
            look()


def test_what_is_public_stays_as_it_was(city: PublicCity) -> None:
    """New enterprises change the monthly figures, and no published one."""
    release = city.published()
    before = public_figures(city.visitor, release.id, "state")
    assert before[2026] == overview(city.official, CityChoice()).figures
    add(city.store, range(100, 160), total=90, at=city.now)
    city.now += timedelta(days=20)
    now = overview(city.official, CityChoice()).figures
    assert now is not None
    assert now.city != before[2026].city
    assert public_figures(city.visitor, release.id, "state") == before


def test_whoever_proposes_does_not_confirm_where_there_is_another(city: PublicCity) -> None:
    """Two look at it; the second one publishes; both stand in the record."""
    second = another(city)
    proposal = city.proposed()
    with pytest.raises(Invalid, match="publish_needs_second"):
        publishing.publish(city.official, proposal.id)
    public = publishing.publish(second, proposal.id)
    assert (public.proposed_by, public.published_by) == ("official", "second")
    assert [each.id for each in public_releases(city.visitor)] == [proposal.id]


def test_what_is_published_meanwhile_is_compared_with_too(
    city: PublicCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two that are published at once the slower one is not, before it was compared with both."""
    first = city.proposed()
    add(city.store, range(100, 160), total=90, at=city.now)
    city.now += timedelta(days=20)
    later = city.proposed()
    compare = publishing.require_apart

    def slowly(ctx: Context, made: PublicRelease, *given: Any) -> None:
        compare(ctx, made, *given)
        if made.id == later.id and public_releases(city.visitor) == []:
            publishing.publish(city.official, first.id)

    monkeypatch.setattr(publishing, "require_apart", slowly)
    with pytest.raises(Invalid, match="publish_meanwhile"):
        publishing.publish(city.official, later.id)
    assert [each.id for each in public_releases(city.visitor)] == [first.id]
    publishing.publish(city.official, later.id)
    assert {each.id for each in public_releases(city.visitor)} == {first.id, later.id}


def test_whose_account_ends_while_it_is_compared_does_not_publish(
    city: PublicCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large city that takes minutes; nothing is public then, and nothing is half written."""
    second = another(city)
    proposal = city.proposed()

    def end_meanwhile(*_: object) -> None:
        city.store.change_account("second", deactivated_at=city.now)

    monkeypatch.setattr(publishing, "require_apart", end_meanwhile)
    with pytest.raises(NotAllowed):
        publishing.publish(second, proposal.id)
    assert public_releases(city.visitor) == []
    assert city.store.documents(PUBLIC_BULLETIN) == {}


def test_a_proposal_can_be_taken_back_and_made_again(city: PublicCity) -> None:
    """Nobody else has seen it; the next one gets an address of its own."""
    first = city.proposed()
    with pytest.raises(Invalid, match="publish_twice"):
        city.proposed()
    publishing.drop(city.official, first.id)
    with pytest.raises(Invalid, match="release_changed"):
        publishing.publish(city.official, first.id)
    assert city.proposed().id == f"{first.id}-2"


def test_a_withdrawn_release_says_why_and_shows_nothing(city: PublicCity) -> None:
    """A reason is asked for; the figures are gone; its address is not given to another."""
    release = city.published()
    for reason in ("", "  \n", "字" * 301):
        with pytest.raises(Invalid, match="withdraw_reason"):
            publishing.withdraw(city.official, release.id, reason)
    publishing.withdraw(city.official, release.id, "口径有误")
    assert public_release(city.visitor, release.id).reason == "口径有误"
    with pytest.raises(NotFound):
        public_figures(city.visitor, release.id, "state")
    with pytest.raises(Invalid, match="release_changed"):
        publishing.withdraw(city.official, release.id, "再撤")
    assert city.published().id == f"{release.id}-2"


def test_what_would_give_a_few_away_beside_an_earlier_one_is_refused() -> None:
    """Many come, all but one of them go and another comes: only both months together tell."""
    city = PublicCity()
    city.settings = city.settings.model_copy(update={"city_counts": "submitted"})
    many = range(200, 224)
    first = city.published()
    add(city.store, many, confirmed=True, stage=Stage.SUBMITTED, at=city.now)
    city.now += timedelta(days=31)
    assert len(publishing.desk(city.official).offered) == 1
    for number in list(many)[1:]:
        city.store.add_confirmation(confirmation(number, city.now, "withdrawn"))
    add(city.store, [300], confirmed=True, stage=Stage.SUBMITTED, at=city.now)
    city.now += timedelta(days=31)
    with pytest.raises(Invalid, match="publish_too_close"):
        city.proposed()
    assert [each.id for each in public_releases(city.visitor)] == [first.id]
    city.store.close()


def test_releases_under_another_setting_are_not_set_beside_each_other(city: PublicCity) -> None:
    """What both count, and only one, would show."""
    city.published()
    city.settings = city.settings.model_copy(update={"city_counts": "submitted"})
    city.now += timedelta(days=20)
    with pytest.raises(Invalid, match="publish_other_stages"):
        city.proposed()


def test_a_city_with_too_few_has_nothing_to_publish(city: PublicCity) -> None:
    """A year of which all is hidden is not offered, and asking for it is refused."""
    (edition, (_, years)) = next(iter(publishing.desk(city.official).offered.items()))
    assert years == (2026,)
    with pytest.raises(Invalid, match="publish_nothing"):
        publishing.propose(city.official, *edition, 2025)
    with pytest.raises(NotFound):
        publishing.propose(city.official, "nowhere", "1", 2026)
    with pytest.raises(NotAllowed):
        publishing.propose(city.visitor, *edition, 2026)


def test_figures_that_an_earlier_program_froze_are_read() -> None:
    """The file stays as it was written; a field that comes later needs a default, or it is lost."""
    figures = read((ROOT / "tests" / "data" / "public_figures.json").read_bytes())
    assert figures[2026].city.count == CountRange(60, 69)
    assert figures[2026].threshold == 10


def test_what_is_judged_otherwise_since_it_was_proposed_is_not_published(
    city: PublicCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing here counts it any more, so it cannot be held against what is public."""
    proposal = city.proposed()
    monkeypatch.setattr(public_apart, "judged_apart", lambda _: {})
    with pytest.raises(Invalid, match="publish_not_compared"):
        publishing.publish(city.official, proposal.id)
    assert public_releases(city.visitor) == []


def test_what_cannot_be_compared_any_more_is_not_published(
    city: PublicCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A subject that an earlier release shows, and that has nothing to count now."""
    city.published()
    add(city.store, range(100, 160), total=90, at=city.now)
    city.now += timedelta(days=20)
    monkeypatch.setattr(
        public_apart, "counted_lines", lambda *given: [((key, "state"), None) for key in given[2]]
    )
    with pytest.raises(Invalid, match="publish_not_compared"):
        city.proposed()


def test_the_desk_tells_persons(city: PublicCity) -> None:
    """Accounts are for machines: who reads it knows colleagues by name."""
    second = another(city)
    assert publishing.desk(second).names["second"] == "某"
