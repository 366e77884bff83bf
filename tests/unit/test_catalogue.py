"""An installation's own edits of the catalogue: checked like files, kept in revisions."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from access.actor import Actor, Role
from assessments.model import Document
from assessments.refusals import NotFound, Stale
from files.problems import InvalidFiles
from services import catalogue
from services.context import Context
from solutions.edits import edited_id
from solutions.library import catalogue as shipped_catalogue
from tests.town import Town, new_town

ID = "machine_connection"
NEEDS = "shop_network"  # what it needs first


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


@pytest.fixture
def owner(town: Town) -> Context:
    """A method owner."""
    return town.ctx(Actor(Role.METHOD_OWNER, "owner", "方老师"))


def entry_of(ctx: Context, id: str, **changes: Any) -> dict[str, Any]:
    """The solution as it stands, with some keys changed."""
    return {**copy.deepcopy(dict(catalogue.draft(ctx, id).entry)), **changes}


def codes(act: Callable[[], Any]) -> set[tuple[str, int | str]]:
    """The problems for which ``act`` is refused, with their places."""
    with pytest.raises(InvalidFiles) as refused:
        act()
    return {(each.code, each.line) for each in refused.value.problems}


def test_every_shipped_solution_can_be_kept_as_it_is(owner: Context) -> None:
    """What a file holds comes back from its draft unchanged, for each solution of the catalogue."""
    shipped = shipped_catalogue()
    for solution in shipped.solutions[::7]:
        draft = catalogue.draft(owner, solution.id)
        catalogue.keep(owner, solution.id, draft.group, draft.entry, seen=0)
    assert catalogue.catalogue_of(owner) == shipped


def test_an_edit_counts_for_everybody_and_stands_in_the_same_place(
    town: Town, owner: Context
) -> None:
    """The edited words are what any service reads; all others and the order stay."""
    entry = entry_of(owner, ID, weeks=[3, 9])
    catalogue.keep(owner, ID, "shop_floor", entry, seen=0)
    found = catalogue.catalogue_of(town.visitor)
    assert found.by_id[ID].weeks == (3, 9)
    assert list(found.by_id) == list(shipped_catalogue().by_id)
    (kept,) = catalogue.history(owner, ID)
    assert (kept.author, kept.at) == ("方老师", town.now)


def test_a_new_solution_stands_at_the_end_of_its_group(owner: Context) -> None:
    """It may need shipped ones, and is found like them."""
    entry = entry_of(owner, ID, prerequisites=[NEEDS])
    catalogue.keep(owner, "our_own", "shop_floor", entry, seen=0)
    found = catalogue.catalogue_of(owner)
    assert found.by_id["our_own"].prerequisites == (NEEDS,)
    assert [each.id for each in found.solutions if each.group == "shop_floor"][-1] == "our_own"


def test_a_broken_edit_is_refused_with_all_problems_and_nothing_is_kept(owner: Context) -> None:
    """Each problem names the key it stands in."""
    entry = entry_of(owner, ID, effort="effortless", weeks=[9, 3])
    entry["changes"][1]["to"] = ["nowhere"]
    found = codes(lambda: catalogue.keep(owner, ID, "shop_floor", entry, seen=0))
    told = catalogue.problems(owner, ID, "shop_floor", entry)
    assert found == {(each.code, each.line) for each in told}
    assert found == {
        ("S013", f"{ID}.effort"),
        ("S020", f"{ID}.weeks"),
        ("S007", f"{ID}.changes.1.to.0"),
    }
    assert catalogue.history(owner, ID) == []
    assert catalogue.catalogue_of(owner) == shipped_catalogue()


@pytest.mark.parametrize(
    ("changes", "code", "at"),
    [
        ({"light": {"zh": "轻\u202e", "en": "light"}}, "Y013", ID),
        ({"light": {"zh": "轻🏭", "en": "light"}}, "S202", f"{ID}.light.zh"),
        ({"light": {"zh": "轻" * 90_000, "en": "light"}}, "Y002", ID),
        ({"colour": "red"}, "Y020", f"{ID}.colour"),
        ({"title": {"zh": "题", "en": "题"}}, "S019", f"{ID}.title.en"),
        ({"title": None}, "Y022", f"{ID}.title"),
    ],
)
def test_what_a_file_may_not_hold_an_edit_may_not_either(
    owner: Context, changes: dict[str, Any], code: str, at: str
) -> None:
    """Unseen characters, sizes, unknown keys and lacking translations are refused by the reader."""
    entry = entry_of(owner, ID, **changes)
    assert (code, at) in codes(lambda: catalogue.keep(owner, ID, "shop_floor", entry, seen=0))


@pytest.mark.parametrize("id", ["", "Own", "a.b", "x" * 61, "盗", "a\x00", "\ud800", "../a"])
def test_a_new_id_is_one_that_a_file_could_give(owner: Context, id: str) -> None:
    """Whatever else is refused, and known to nobody."""
    entry = entry_of(owner, ID)
    with pytest.raises(InvalidFiles):
        catalogue.keep(owner, id, "shop_floor", entry, seen=0)
    with pytest.raises(NotFound):
        catalogue.draft(owner, id)
    assert catalogue.history(owner, id) == ()


def test_a_new_solution_needs_a_group_that_is_there(owner: Context) -> None:
    """The refusal lists the groups."""
    entry = entry_of(owner, ID)
    assert codes(lambda: catalogue.keep(owner, "own", "nowhere", entry, seen=0)) == {
        ("S201", "own")
    }


def test_an_edit_that_breaks_another_solution_is_refused(owner: Context) -> None:
    """What needs the edited one is checked too, and told where it stands."""
    sizes = {"sizes": ["large"]}
    found = codes(
        lambda: catalogue.keep(owner, NEEDS, "shop_floor", entry_of(owner, NEEDS, **sizes), seen=0)
    )
    assert {code for code, _ in found} == {"S012"}


def test_what_is_put_back_is_the_shipped_one_again(owner: Context) -> None:
    """The history keeps both; a solution of one's own is gone."""
    catalogue.keep(owner, ID, "shop_floor", entry_of(owner, ID, weeks=[3, 9]), seen=0)
    catalogue.keep(owner, "own", "shop_floor", entry_of(owner, NEEDS), seen=0)
    catalogue.put_back(owner, ID, seen=1)
    catalogue.put_back(owner, "own", seen=1)
    assert catalogue.catalogue_of(owner) == shipped_catalogue()
    assert [each.value is None for each in catalogue.history(owner, ID)] == [False, True]
    assert catalogue.draft(owner, ID).seen == 2
    for id in (ID, "own", "never"):
        with pytest.raises(NotFound):
            catalogue.put_back(owner, id, seen=2)


def test_one_that_another_needs_cannot_be_taken_away(owner: Context) -> None:
    """The refusal names the one that needs it."""
    catalogue.keep(owner, "first", "shop_floor", entry_of(owner, NEEDS), seen=0)
    second = entry_of(owner, ID, prerequisites=["first"])
    catalogue.keep(owner, "second", "shop_floor", second, seen=0)
    assert codes(lambda: catalogue.put_back(owner, "first", seen=1)) == {
        ("S010", "second.prerequisites.0")
    }


def test_of_two_editors_the_second_is_refused(owner: Context) -> None:
    """Whoever has not seen the latest revision is told, and nothing is written over."""
    entry = entry_of(owner, ID, weeks=[3, 9])
    catalogue.keep(owner, ID, "shop_floor", entry, seen=0)
    with pytest.raises(Stale):
        catalogue.keep(owner, ID, "shop_floor", entry, seen=0)
    with pytest.raises(Stale):
        catalogue.put_back(owner, ID, seen=0)


def test_an_edit_that_no_longer_fits_is_left_out_and_shown(town: Town, owner: Context) -> None:
    """As after an upgrade: the shipped one counts, all other edits stay, and editing goes on."""
    old = entry_of(owner, ID, weeks=[3, 9])
    old["changes"].insert(0, old["changes"][0] | {"item": "an_item_of_old"})
    kept = {"group": "shop_floor", "solution": old}
    town.store.append_document(
        Document(kind="solution", subject=ID, revision=1, value=kept, author="a", at=town.now)
    )
    catalogue.keep(owner, NEEDS, "", entry_of(owner, NEEDS, weeks=[5, 6]), seen=0)
    shelf = catalogue.editable_catalogue(owner)
    assert {id: {each.code for each in found} for id, found in shelf.left_out.items()} == {
        ID: {"S006"}
    }
    assert all(edited_id(each) == ID for each in shelf.left_out[ID])
    assert shelf.catalogue.by_id[ID] == shipped_catalogue().by_id[ID]
    assert shelf.catalogue.by_id[NEEDS].weeks == (5, 6)
    assert catalogue.draft(owner, ID).entry == old


def test_edits_that_only_break_others_are_left_out_too(town: Town, owner: Context) -> None:
    """An edit is to blame where what needs it no longer can have it."""
    narrow = {"group": "shop_floor", "solution": entry_of(owner, NEEDS, sizes=["large"])}
    loose = {"group": "shop_floor", "solution": entry_of(owner, ID, weeks=[3, 9])}
    for id, value in ((NEEDS, narrow), (ID, loose)):
        town.store.append_document(
            Document(kind="solution", subject=id, revision=1, value=value, author="a", at=town.now)
        )
    shelf = catalogue.editable_catalogue(owner)
    assert NEEDS in shelf.left_out
    assert shelf.catalogue.by_id[NEEDS].sizes != ("large",)
