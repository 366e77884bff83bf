"""A centre brings its firms in, step by step, and a firm that was brought in agrees itself."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from services import filling
from services.importing.checking import check
from services.importing.choices import ImportChoices
from services.importing.making import import_firms
from tests.app.conftest import Open
from tests.app.test_plan import Bound
from tests.app.world import CONSULTANT, World
from tests.firm_tables import HEADER, as_csv, as_xlsx, firm, firms

PAGE = "consultant/intake.py"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


@pytest.fixture
def token(world: World) -> str:
    """The consultant of the first centre, signed in."""
    world.people()
    return world.signed_in(CONSULTANT)


def brought(page: AppTest, name: str, content: bytes, kind: str = CSV) -> AppTest:
    """The page once the file was chosen."""
    upload = page.get("file_uploader")[0]
    upload.set_value((name, content, kind)).run()  # type: ignore[union-attr]
    assert not page.exception
    return page


def imported(page: AppTest) -> AppTest:
    """The page once the button was pressed."""
    page.button(key="intake:import").click().run()
    assert not page.exception
    return page


def test_a_table_becomes_drafts_and_codes_that_are_shown_once(
    world: World, open_page: Open, token: str
) -> None:
    """Checked, imported; the codes are there until they are put away, and can be taken back."""
    page = brought(open_page(PAGE, token=token), "名单.xlsx", as_xlsx(firms(3)), XLSX)
    assert [each.value for each in page.metric] == ["3", "3", "0", "0", "0"]
    imported(page)
    assert len(world.store.assessments()) == 3
    assert any("只给这一次" in each.value for each in page.warning)
    page.button(key="intake:codes_done").click().run()
    assert not any("只给这一次" in each.value for each in page.warning)
    assert "intake:codes" not in page.session_state
    (undo,) = [each for each in page.button if each.key and each.key.startswith("undo_")]
    undo.click().run()
    page.button(key=f"{undo.key}:yes").click().run()
    assert not page.exception
    assert "已撤销 3 份" in page.success[0].value
    assert world.store.assessments() == []


def test_nothing_can_be_imported_until_wrong_rows_are_left_out(
    world: World, open_page: Open, token: str
) -> None:
    """Every fault is listed with its line, and the button says how many of how many."""
    rows = [*firms(2), firm(3, 所在区="苏州")]
    page = brought(open_page(PAGE, token=token), "名单.csv", as_csv(rows))
    assert "第 4 行" in str(page.dataframe[0].value)
    assert not [each for each in page.button if each.key == "intake:import"]
    (box,) = [each for each in page.checkbox if each.key and "leave_out" in each.key]
    box.check().run()
    label = page.button(key="intake:import").label
    assert "导入 2 家" in label
    assert "3 行" in label
    imported(page)
    assert len(world.store.assessments()) == 2


def test_a_column_is_corrected_and_remembered(world: World, open_page: Open, token: str) -> None:
    """What nobody could guess is chosen; the next file has it right."""
    header = (HEADER[0], "厂子", *HEADER[2:])
    page = brought(open_page(PAGE, token=token), "名单.csv", as_csv(firms(1), header))
    (name,) = [each for each in page.selectbox if each.key and ":1:" in each.key]
    name.select("name").run()
    imported(page)
    again = open_page(PAGE, token=token)
    brought(again, "又一份.csv", as_csv([firm(2)], header))
    assert again.metric[1].value == "1"


def test_what_is_no_table_is_told_in_a_sentence(open_page: Open, token: str) -> None:
    """And the page goes on."""
    page = brought(open_page(PAGE, token=token), "名单.csv", b"\xff\xfe\x00")
    assert page.error
    assert not page.metric


def test_a_firm_that_was_brought_in_is_told_by_whom_and_agrees_itself(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Before it fills in or hands in; the centre is chosen for it, and can be changed."""
    centre = world.people()
    ctx = replace(world.consultant())
    header = (*HEADER, "workshop")
    asked = (
        ctx,
        centre,
        "旧表.csv",
        as_csv([[*firm(1), "all_own"]], header),
        ImportChoices(questionnaire="manufacturing"),
    )
    outcome = import_firms(*asked, seal=check(*asked).seal)
    draft = filling.resume(world.visitor, outcome.codes[0].code)
    for file in ("enterprise/fill.py", "enterprise/submit.py"):
        page = open_page(file, token=bound(draft.id))
        assert not page.exception
        said = "\n".join(each.value for each in page.markdown)
        assert "惠山" in said
        assert firm(1)[1] in said
        assert "1 道题" in said
    page.checkbox(key="consent").check().run()
    agree = next(each for each in page.button if each.label == "同意并继续")
    agree.click().run()
    assert not page.exception
    assert page.title[0].value != said
