"""A further round: the answers of the one before stand beside the questions and copy nothing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.model import Assessment, Stage
from questionnaires.answers import dump_answer, parse_answer
from questionnaires.library import load
from questionnaires.model import Item, Kind, Questionnaire
from services import continuing, filling, results, verifying
from services.dossier import dossier_of
from services.editions import edition
from services.last_round import last_round
from services.personal.notice import VERSION
from services.series import series_of
from services.settings import Settings
from tests.app.world import any_answer
from tests.town import ANSWERS, FOLDER, Town, new_town
from tests.visiting import visited

WORKSHOP = load(f"{FOLDER.name}/workshop")
OLD = "2026.1"


@pytest.fixture
def town() -> Iterator[Town]:
    """A town."""
    with new_town() as town:
        yield town


def again(town: Town, before: Assessment) -> Assessment:
    """The next round a year later, as it begins."""
    town.wait(days=365)
    return continuing.continue_with(town.holder(before), before.id, before.questionnaire).assessment


def unchanged(town: Town, later: Assessment) -> None:
    """Press “unchanged” wherever it is offered, as whoever holds the earlier round's enterprise."""
    ctx = town.holder(later)
    last = last_round(ctx, later.id)
    assert last is not None
    for id, each in last.answers.items():
        if each.raw is not None:
            filling.record_answer(ctx, later.id, id, each.raw, seen=0)


def one_of(item: Item) -> st.SearchStrategy[Any]:
    """Any answer to the item."""
    ids = [option.id for option in item.options]
    match item.kind:
        case Kind.CHOICE | Kind.LADDER:
            return st.sampled_from(ids)
        case Kind.MULTI:
            alone = [[option.id] for option in item.options if option.exclusive]
            several = [option.id for option in item.options if not option.exclusive]
            some = st.lists(st.sampled_from(several), min_size=1, unique=True)
            return st.one_of(some, *map(st.just, alone))
        case _:
            return st.integers(int(item.minimum or 0), min(int(item.maximum or 50), 50))


@given(st.fixed_dictionaries({item: one_of(WORKSHOP.by_id[item]) for item in ANSWERS}))
@settings(max_examples=15, deadline=None)
def test_unchanged_throughout_is_the_score_of_then(drawn: dict[str, Any]) -> None:
    """Under the same edition, whatever was answered; and the round of then stays as it was."""
    drawn["machines_networked"] = min(drawn["machines_networked"], drawn["machines_total"])
    with new_town() as town:
        first = town.started()
        town.answer(first, drawn)
        town.store.move(
            first.model_copy(
                update={"stage": Stage.SUBMITTED, "submitted_at": town.now, "version": 2}
            ),
            seen=1,
        )
        then = town.store.answer_history(first.id), town.store.assessment(first.id)
        later = again(town, first)
        ctx = town.holder(later)
        assert not town.store.answers(later.id, "claimed")
        unchanged(town, later)
        now = results.result(ctx, later.id).claimed
        dossier = dossier_of(ctx, "result.read", later.id)
        assert dossier.earlier is not None
        assert now == dossier.earlier.present
        assert (town.store.answer_history(first.id), town.store.assessment(first.id)) == then


def test_what_counts_is_shown_that_is_what_a_consultant_found(town: Town) -> None:
    """Once the round before is signed, its verified answers are those of last time."""
    first = town.under_verification()
    consultant = town.consultant()
    verifying.set_verified(consultant, first.id, "scheduling", "head", remark="现场所见", seen=0)
    visited(consultant, first.id)
    verifying.sign(consultant, first.id, seen=verifying.case(consultant, first.id).seen)
    later = again(town, first)
    last = last_round(town.holder(later), later.id)
    assert last is not None
    assert last.answers["scheduling"].raw == "head"
    assert last.answers["plan"].raw == ANSWERS["plan"]
    assert (last.added, last.gone, last.closed) == ((), (), ())


def test_a_first_round_has_no_last_time(town: Town) -> None:
    """Nothing stands beside its questions, and there is no series."""
    draft, first = town.started(), town.submitted()
    assert last_round(town.holder(draft), draft.id) is None
    assert series_of(dossier_of(town.holder(first), "result.read", first.id)) is None


def test_unchanged_is_this_rounds_answer_by_whoever_pressed_it(town: Town) -> None:
    """It has the author and the time of now, and no note of then."""
    later = again(town, town.submitted())
    town.wait(hours=1)
    unchanged(town, later)
    records = town.store.answers(later.id, "claimed").values()
    assert {record.author for record in records} == {"enterprise"}
    assert {record.at for record in records} == {town.now}
    assert {record.note for record in records} == {""}


# editions: a round of manufacturing under an old edition, gone on with under the newest


def plain(item: Item) -> Any:
    """An answer to an item."""
    return any_answer(item, 1)


def old_round(town: Town) -> Assessment:
    """A whole round under the old edition, submitted."""
    old = edition(town.settings, "manufacturing", OLD)
    draft = filling.start(
        town.visitor, town.profile(employees=52, revenue=3200), "manufacturing", consent=VERSION
    ).assessment
    first = draft.model_copy(
        update={"id": "old_round", "edition": old.edition, "digest": old.digest}
    )
    town.store.add_assessment(first, None)
    ctx = town.holder(first)
    while (sheet := filling.sheet(ctx, first.id)).missing:
        for id in sheet.missing:
            filling.record_answer(ctx, first.id, id, plain(old.by_id[id]), seen=0)
    return filling.submit(ctx, first.id, None)


@pytest.fixture
def bridged(town: Town) -> tuple[Town, Assessment]:
    """A round under the newest edition after one under the old."""
    town = replace(town, settings=Settings())
    first = old_round(town)
    town.wait(days=365)
    later = continuing.continue_with(town.holder(first), first.id, "manufacturing").assessment
    assert later.edition != first.edition
    return town, later


def test_another_edition_takes_what_its_items_can_take(bridged: tuple[Town, Assessment]) -> None:
    """Each item of now is offered a valid answer of its own, or says that it has none."""
    town, later = bridged
    last = last_round(town.holder(later), later.id)
    assert last is not None
    now: Questionnaire = edition(town.settings, "manufacturing", later.edition)
    asked = {item.id for item in now.items if item.asked}
    for id, each in last.answers.items():
        if each.raw is not None:
            assert dump_answer(parse_answer(now.by_id[id], each.raw)) == each.raw == each.said
    assert {item.id for item in last.added} == asked - last.edition.by_id.keys()
    assert {item.id for item in last.gone}.isdisjoint(asked)
    assert len(last.answers) > len(asked) / 2


def test_a_series_states_the_figures_of_then_and_bridges_beside(
    bridged: tuple[Town, Assessment],
) -> None:
    """The stored result of the old round stays; what its answers are worth now stands beside it."""
    town, later = bridged
    ctx = town.holder(later)
    while (sheet := filling.sheet(ctx, later.id)).missing:
        for id in sheet.missing:
            raw = plain(sheet.questionnaire.by_id[id])
            filling.record_answer(ctx, later.id, id, raw, seen=0)
    filling.submit(ctx, later.id, None)
    found = series_of(dossier_of(ctx, "result.read", later.id))
    assert found is not None
    first, last = found.rounds
    assert first.card == town.store.scorecard(first.assessment.id, "claimed")
    assert first.bridged is not None
    assert first.bridged.stamp.edition == last.card.stamp.edition
    assert last.bridged is None
    assert not found.broken


def test_a_series_has_every_round_that_may_be_seen(town: Town) -> None:
    """Three rounds under one edition are three figures, none of them bridged."""
    rounds = [town.submitted()]
    for _ in range(2):
        later = again(town, rounds[-1])
        unchanged(town, later)
        rounds.append(filling.submit(town.holder(later), later.id, rounds[0].centre))
    found = series_of(dossier_of(town.holder(rounds[-1]), "result.read", rounds[-1].id))
    assert found is not None
    assert [each.assessment.round for each in found.rounds] == [0, 1, 2]
    assert {each.card.total for each in found.rounds} == {found.rounds[0].card.total}
    assert all(each.bridged is None for each in found.rounds)
    seen = series_of(dossier_of(town.holder(rounds[1]), "result.read", rounds[1].id))
    assert seen is not None
    assert len(seen.rounds) == 2
