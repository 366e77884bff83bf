"""What a method owner meets in the catalogue of solutions."""

from collections.abc import Iterable

import pytest
from streamlit.testing.v1 import AppTest

from access.actor import Actor, Role
from assessments.model import Document
from questionnaires.library import load
from services import accounts, catalogue
from services.context import Context
from solutions.library import catalogue as shipped
from solutions.model import Solution
from tests.app.conftest import Open
from tests.app.world import PASSWORD, World

OWNER = "fang.fa"
PAGE = "method/solutions.py"
ID = "machine_connection"


@pytest.fixture
def token(world: World) -> str:
    """A method owner who is signed in."""
    accounts.add_account(world.operator, OWNER, PASSWORD, "方法老师", Role.METHOD_OWNER, None)
    return world.signed_in(OWNER)


@pytest.fixture
def owner(world: World) -> Context:
    """The same method owner, past the pages."""
    return Context(world.store, Actor(Role.METHOD_OWNER, OWNER, "方法老师"))


def at(open_page: Open, token: str, lang: str = "zh", **query: str) -> AppTest:
    """The page at an address."""
    page = open_page(PAGE, token=token, lang=lang)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    """All that stands on the page as running text."""
    parts = (page.markdown, page.caption, page.info, page.success, page.warning, page.header)
    return "\n".join(each.value for part in parts for each in part)


def test_the_catalogue_is_found_through_its_filters(open_page: Open, token: str) -> None:
    """Words, group and size narrow the list; the statement stands above, the lint beside."""
    page = at(open_page, token)
    assert "假设，使用前请修改" in page.info[0].value
    assert f"{len(shipped().solutions)} 个方案，没有问题。" in page.success[0].value
    page.text_input(key="words").set_value("条码").run()
    few = page.caption[-1].value
    page.selectbox(key="group").select("money").run()
    assert not page.exception
    assert "找到 0 个" in said(page)
    assert few


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_is_read_in_full(open_page: Open, token: str, lang: str) -> None:
    """Each thing that the catalogue says of it, the changes in the questions' own words."""
    page = at(open_page, token, lang, solution=ID)
    told = said(page)
    labels = {"zh": ("第一步", "先要有", "车间网络"), "en": ("First step", "Needed first")}
    assert all(label in told for label in labels[lang])
    assert "networked_share" not in told


def test_an_edit_is_kept_marked_and_put_back(open_page: Open, token: str, owner: Context) -> None:
    """What is typed counts at once, with who and when; the shipped one comes back."""
    page = at(open_page, token, edit=ID)
    (field,) = [each for each in page.text_input if each.key.endswith(":title:zh")]
    field.set_value("机台联网").run()
    page.button(key="save").click().run()
    assert not page.exception
    assert catalogue.catalogue_of(owner).by_id[ID].title.zh == "机台联网"
    told = said(page)
    assert "方法老师于" in told
    assert "机台联网" in told
    page.button(key="put_back").click().run()
    assert catalogue.catalogue_of(owner).by_id[ID].title.zh == "设备联网"
    page.button(key="again:1").click().run()
    assert not page.exception
    assert catalogue.catalogue_of(owner).by_id[ID].title.zh == "机台联网"


def richest(solutions: Iterable[Solution]) -> list[Solution]:
    """A few that together say all that any of them says: each key, of changes too."""
    keys = {
        each: {key for key, value in each if value}
        | {f"changes.{key}" for change in each.changes for key, value in change if value}
        for each in solutions
    }
    chosen, lacking = [], set().union(*keys.values())
    while lacking:
        best = max(keys, key=lambda each: len(keys[each] & lacking))
        chosen.append(best)
        lacking -= keys[best]
    return chosen


def test_saving_untouched_changes_nothing(open_page: Open, token: str, owner: Context) -> None:
    """The form holds the whole of a solution, whatever it says: what it shows, it would keep."""
    before = catalogue.catalogue_of(owner)
    covering = richest(before.solutions)
    assert covering
    for solution in covering:
        page = at(open_page, token, edit=solution.id)
        page.button(key="save").click().run()
        assert not page.exception
        assert solution.id in catalogue.editable_catalogue(owner).edits
    assert catalogue.catalogue_of(owner) == before


def test_all_problems_stand_beside_the_form(open_page: Open, token: str, owner: Context) -> None:
    """Nothing can be kept while one is left, and each is named by its field."""
    page = at(open_page, token, edit=ID)
    for end, value in (("from", "9"), ("to", "3")):
        (field,) = [each for each in page.text_input if each.key.endswith(f":weeks:{end}")]
        field.set_value(value)
    (sizes,) = [each for each in page.multiselect if each.key.endswith(":sizes")]
    sizes.set_value([])
    page.run()
    assert not page.exception
    assert page.button(key="save").disabled
    assert "适合多大的企业" in said(page)
    sizes = next(each for each in page.multiselect if each.key.endswith(":sizes"))
    sizes.set_value(["small"]).run()
    assert "**周数**" in said(page)
    for wrong in ("十周", "2.5", "99999", ""):
        field.set_value(wrong).run()
        assert not page.exception
        assert page.button(key="save").disabled, wrong
    assert catalogue.history(owner, ID) == []


def test_changes_are_made_by_pickers(open_page: Open, token: str, owner: Context) -> None:
    """A row is added for another questionnaire, one is removed, and the rungs are picked."""
    page = at(open_page, token, edit=ID)
    before = [each.item for each in catalogue.catalogue_of(owner).by_id[ID].changes]
    [each for each in page.button if each.key.endswith(":remove")][-1].click().run()
    next(each for each in page.button if each.key.endswith(":changes:add")).click().run()
    source = [each for each in page.selectbox if each.key.endswith(":source")][-1]
    source.select("agriculture").run()
    item = [each for each in page.selectbox if each.key.endswith(":item")][-1].value
    to = [each for each in page.multiselect if ":changes:" in each.key][-1]
    to.set_value([load("agriculture").by_id[item].options[-1].id]).run()
    assert not page.exception
    assert not page.button(key="save").disabled, said(page)
    page.button(key="save").click().run()
    changes = catalogue.catalogue_of(owner).by_id[ID].changes
    assert (changes[-1].source, changes[-1].item) == ("agriculture", item)
    assert [each.item for each in changes[:-1]] == before[:-1]


def test_one_of_one_s_own_is_written_after_another(
    open_page: Open, token: str, owner: Context
) -> None:
    """Under a new id; a taken id cannot be used, and it can be taken away again."""
    page = at(open_page, token, edit="new", after=ID)
    (field,) = [each for each in page.text_input if each.key.endswith(":id")]
    field.set_value("shop_network").run()
    assert page.button(key="save").disabled
    field.set_value("our_own").run()
    page.button(key="save").click().run()
    assert not page.exception
    assert catalogue.catalogue_of(owner).by_id["our_own"].group == "shop_floor"
    page.button(key="put_back").click().run()
    assert not page.exception
    assert "our_own" not in catalogue.catalogue_of(owner).by_id


def test_an_empty_form_says_all_that_lacks(open_page: Open, token: str) -> None:
    """A new one begins empty, with its problems beside it."""
    page = at(open_page, token, edit="new")
    assert page.button(key="save").disabled
    assert "**标题 · 中文**" in said(page)


def test_an_edit_that_no_longer_fits_is_shown_and_can_be_mended(
    world: World, open_page: Open, token: str, owner: Context
) -> None:
    """The list says which and why; the form shows what is gone, the button takes it back."""
    draft = catalogue.draft(owner, ID)
    gone = {**draft.entry["changes"][0], "item": "an_item_of_old"}
    old = {**draft.entry, "changes": [gone, *draft.entry["changes"]]}
    kept = {"group": draft.group, "solution": old}
    world.store.append_document(
        Document(kind="solution", subject=ID, revision=1, value=kept, author="a", at=owner.now())
    )
    page = at(open_page, token)
    assert "对“设备联网”的改动现在对不上" in page.warning[0].value
    assert "an\\_item\\_of\\_old" in said(page)
    form = at(open_page, token, edit=ID)
    assert form.button(key="save").disabled
    next(each for each in form.button if each.key.endswith(":remove")).click().run()
    assert not form.exception
    assert not form.button(key="save").disabled
    read = at(open_page, token, solution=ID)
    read.button(key="put_back").click().run()
    assert not read.exception
    assert not catalogue.editable_catalogue(owner).left_out


@pytest.mark.parametrize("id", ["nowhere", "../x", "a\x00", "龘" * 500])
@pytest.mark.parametrize("key", ["solution", "edit", "after"])
def test_an_address_that_names_nothing_is_told_so(
    open_page: Open, token: str, key: str, id: str
) -> None:
    """A sentence, never a traceback."""
    extra = {"edit": "new"} if key == "after" else {}
    page = at(open_page, token, **{key: id, **extra})
    assert any("目录里没有" in each.value for each in page.info)
