"""Anybody with a check code reads what the report stated; nobody else learns anything."""

import re
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from streamlit.testing.v1 import AppTest

from services import handing_out, stating
from services.dossier import dossier_of
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, OFFICIAL, World

Bound = Callable[[str], str]


def typed(page: AppTest, code: str) -> AppTest:
    """Enter the code and press the button."""
    page.text_input(key="check_code").set_value(code)
    page.button[0].click()
    return page.run()


def text_of(page: AppTest) -> str:
    """All running text of the page, as it is read."""
    told = (*page.markdown, *page.caption, *page.warning, *page.error, *page.success)
    return "\n".join(each.value for each in told).replace("\\", "")


def handed_out(world: World, assessment: str) -> str:
    """The code of a report that the enterprise has taken."""
    handing_out.hand_out(world.holder(assessment), assessment, "zh", "html")
    return stating.code_of(
        world.operator, stating.stated(dossier_of(world.operator, "report.read", assessment))
    )


@pytest.mark.parametrize("who", [None, CONSULTANT, OFFICIAL])
def test_whoever_holds_the_report_can_check_it(
    world: World, open_page: Open, who: str | None
) -> None:
    """Signed in or not, the page is in the menu and tells level, total and who vouches."""
    world.people()
    assessment = world.submitted(None).id
    code = handed_out(world, assessment)
    token = None if who is None else world.signed_in(who)
    page = typed(open_page("account/check_report.py", token=token), code.lower())
    assert not page.exception
    card = world.store.scorecard(assessment, "claimed")
    assert card is not None
    read = text_of(page)
    assert "惠山精密零件厂" in read
    assert f"{card.total:.1f} 分" in read
    assert "未经核验" in read
    assert "查到了" in page.success[0].value


def test_an_enterprise_checks_its_own(world: World, open_page: Open, bound: Bound) -> None:
    """The page does not belong to visitors alone."""
    assessment = world.submitted(None).id
    code = handed_out(world, assessment)
    page = typed(open_page("account/check_report.py", token=bound(assessment)), code)
    assert "惠山精密零件厂" in text_of(page)


def test_a_link_with_the_code_leads_to_the_answer(world: World, open_page: Open) -> None:
    """In English too; typing another code goes on from there."""
    code = handed_out(world, world.submitted(None).id)
    page = open_page(lang="en")
    page.query_params["code"] = code
    page.switch_page("account/check_report.py").run()
    assert "Found" in page.success[0].value
    assert "not verified" in text_of(page)
    typed(page, "0" * 20)
    assert not page.success
    assert "No report" in page.error[0].value


@pytest.mark.parametrize("code", ["", "nothing", "0" * 20, "<b>x</b>[y](https://example.org)"])
def test_an_unknown_code_tells_nothing(world: World, open_page: Open, code: str) -> None:
    """The same sentence, whether it is malformed or of a report that nobody took."""
    world.submitted(None)
    page = typed(open_page("account/check_report.py"), code)
    assert "没有发出过" in page.error[0].value
    assert "惠山" not in text_of(page)


def brought(page: AppTest, name: str, content: bytes) -> AppTest:
    """Put the file into its place and press the button."""
    upload = page.get("file_uploader")[0]
    upload.set_value((name, content, "application/octet-stream"))  # type: ignore[union-attr]
    page.button[0].click()
    return page.run()


def taken(world: World, format: str) -> bytes:
    """A file that an enterprise has taken."""
    assessment = world.submitted(None).id
    return handing_out.hand_out(world.holder(assessment), assessment, "zh", format)[1]


def test_the_file_itself_is_known(world: World, open_page: Open) -> None:
    """A visitor brings it, whatever it is called now, and reads that nothing was changed."""
    content = taken(world, "pdf")
    page = brought(open_page("account/check_report.py"), "下载(3).pdf", content)
    assert not page.exception
    assert "完全一致" in page.success[0].value
    assert "PDF 版" in page.success[0].value
    assert "惠山精密零件厂" in text_of(page)


def test_a_file_saved_again_is_told_kindly(world: World, open_page: Open) -> None:
    """No reproach: its words are the same, and where to get certainty."""
    words, again = docx.Document(BytesIO(taken(world, "docx"))), BytesIO()
    words.core_properties.revision = 7
    words.save(again)
    page = brought(open_page("account/check_report.py"), "报告.docx", again.getvalue())
    assert not page.exception
    assert not page.error
    assert any("重新保存过" in each.value for each in page.warning)
    assert "惠山精密零件厂" in text_of(page)


def test_what_was_altered_is_told_before_what_was_issued(world: World, open_page: Open) -> None:
    """The sentence as the file has it, letter by letter, and the figure on both sides."""
    page = taken(world, "html").decode()
    altered = re.sub(r"level=\d", "level=9", page).replace(
        "</h1>", "</h1><p>[**批准**](https://example.org) $三百万$</p>"
    )
    shown = brought(open_page("account/check_report.py"), "报告.html", altered.encode())
    assert not shown.exception
    assert "不一致" in shown.error[0].value
    read = text_of(shown)
    assert "文件里是 9" in read
    assert "[**批准**](https:\u2060//example.org) $三百万$" in read
    assert "惠山精密零件厂" in read


@pytest.mark.parametrize("content", [b"<html><p>x</p></html>", b"nonsense", b"%PDF-1.7"])
def test_a_file_of_nobody_tells_nothing(world: World, open_page: Open, content: bytes) -> None:
    """One sentence, and no name."""
    world.submitted(None)
    page = brought(open_page("account/check_report.py", lang="en"), "a.pdf", content)
    assert not page.exception
    assert len(page.error) == 1
    assert "惠山" not in text_of(page)
