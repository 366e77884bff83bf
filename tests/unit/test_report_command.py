"""The report by service and by command: for whom, of what, and how a call ends."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from assessments.refusals import NotAllowed
from cli.main import run
from services import gathering, reporting, verifying
from services.dossier import dossier_of
from storage import open_store
from tests.town import Town, new_town
from tests.unit.report_reading import paragraphs
from tests.visiting import visited


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A town whose store is the file store.db, which the command line finds by its settings."""
    store = open_store(tmp_path / "store.db", migrate=True)
    town = Town(store)
    monkeypatch.setenv("SHUZHEN_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("SHUZHEN_QUESTIONNAIRES", str(town.settings.questionnaires))
    yield town
    store.close()


def test_the_holder_gets_the_report_of_a_draft_marked_as_one() -> None:
    """A report may be looked at any time; before submission every page says that it is a draft."""
    with new_town() as town:
        assessment = town.started()
        made = reporting.build_report(town.holder(assessment), assessment.id, "zh")
        assert made.marks == ("草稿：企业尚未提交", "暂定结果：答题不完整")
        assert made.cover.enterprise == "惠山精工"


def test_claimed_answers_count_until_somebody_has_signed() -> None:
    """A consultant's finding enters the report with the signature, not before."""
    with new_town() as town:
        assessment, consultant = town.under_verification(), town.consultant()
        verifying.set_verified(
            consultant, assessment.id, "downtime", "told", remark="没有登记表", seen=0
        )
        before = gathering.diagnosis(dossier_of(consultant, "report.read", assessment.id))
        visited(consultant, assessment.id)
        seen = verifying.case(consultant, assessment.id).seen
        verifying.sign(consultant, assessment.id, seen=seen)
        after = gathering.diagnosis(dossier_of(consultant, "report.read", assessment.id))
        assert (before.card, before.remarks) == (before.claimed, {})
        assert after.claimed == before.claimed
        assert after.card.total is not None
        assert after.claimed.total is not None
        assert after.card.total < after.claimed.total
        assert after.remarks == {"downtime": "没有登记表"}
        assert after.centre == "惠山促进中心"


def test_the_report_is_dated_by_the_clock_in_china() -> None:
    """At 20:00 UTC it is the next day."""
    with new_town() as town:
        assessment = town.submitted()
        town.now = town.now.replace(hour=20)
        made = reporting.build_report(town.holder(assessment), assessment.id, "zh")
        assert (made.made_on.day, town.now.day) == (2, 1)


def test_without_signed_cases_there_are_no_peers() -> None:
    """However many hand in: what nobody has verified is compared with nothing."""
    with new_town() as town:
        first = town.submitted()
        for number in range(24):
            town.submitted(name=f"精工 {number}")
        town.wait(days=40)
        made = reporting.build_report(town.holder(first), first.id, "zh")
        assert "暂无可比数据。" in paragraphs(made)


def test_nobody_else_gets_it() -> None:
    """The holder of another assessment, a consultant of another centre, a visitor."""
    with new_town() as town:
        assessment = town.submitted()
        others = (
            town.holder(town.started()),
            town.consultant("lina", "锡山促进中心"),
            town.visitor,
        )
        for ctx in others:
            with pytest.raises(NotAllowed):
                reporting.build_report(ctx, assessment.id, "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_formats_are_written(town: Town, tmp_path: Path, lang: str) -> None:
    """Exit code 0; the files open and name the enterprise; nothing else is left behind."""
    assessment = town.submitted(name="𠮷野 <b>精工</b>")
    folder = tmp_path / "out"
    page, word, book = folder / "r.html", folder / "r.docx", folder / "r.xlsx"
    page.parent.mkdir()
    for target in (page, word, book):
        call = ["report", assessment.id, "--format", target.suffix[1:], "--lang", lang]
        assert run([*call, "-o", str(target)]) == 0
    assert '<p class="enterprise">𠮷野 &lt;b&gt;精工&lt;/b&gt;</p>' in page.read_text("utf-8")
    document = docx.Document(BytesIO(word.read_bytes()))
    assert "𠮷野 <b>精工</b>" in [paragraph.text for paragraph in document.paragraphs]
    overview = load_workbook(book).worksheets[0]
    assert overview["A1"].value == "𠮷野 <b>精工</b>"
    assert sorted(path.name for path in folder.iterdir()) == ["r.docx", "r.html", "r.xlsx"]


def test_a_pdf_is_written_or_what_it_cannot_print_is_named(town: Town, tmp_path: Path) -> None:
    """Exit code 0 and a PDF, also with a rare name; a character without a glyph is named."""
    rare, odd = town.submitted(name="𠮷野精工"), town.submitted(name="精工😀")
    call = ["--format", "pdf", "-o", str(tmp_path / "r.pdf")]
    assert run(["report", rare.id, *call]) == 0
    assert "U+" not in PdfReader(tmp_path / "r.pdf").pages[0].extract_text()
    assert run(["report", odd.id, *call]) == 0
    assert "U+1F600" in PdfReader(tmp_path / "r.pdf").pages[0].extract_text()
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_an_unknown_assessment_is_the_inputs_fault(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, a line that names it, and no file."""
    assert run(["report", "nobody", "-o", str(tmp_path / "r.html")]) == 1
    assert "nobody" in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize(
    "wrong", [["--format", "odt"], ["--lang", "fr"], ["--format", "HTML"], ["--colour"]]
)
def test_a_wrong_format_or_language_is_the_calls_fault(
    town: Town, tmp_path: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, and the words say what there is."""
    assessment = town.submitted()
    assert run(["report", assessment.id, *wrong, "-o", str(tmp_path / "r.html")]) == 2
    assert wrong[-1] in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()


def test_a_file_that_cannot_be_written_is_named_and_an_old_one_stays(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The name is the caller's; a folder of that name is not touched."""
    assessment = town.submitted()
    (tmp_path / "taken").mkdir()
    for target in (tmp_path / "nowhere" / "r.html", tmp_path / "taken"):
        assert run(["report", assessment.id, "-o", str(target)]) == 2
        assert str(target) in capsys.readouterr().err
    assert list((tmp_path / "taken").iterdir()) == []
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".unfinished")]
