"""A consultant edits the text of a report before signing; the edit stays and nothing else moves."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.actor import Actor, Role
from assessments.model import Assessment
from assessments.plain_text import plain
from assessments.refusals import Invalid, NotAllowed, NotFound, Stale
from i18n import Lang, say
from reports.editing import LONGEST, LONGEST_ROW, LONGEST_SUMMARY
from reports.editing import paragraphs as paragraphs_in
from reports.prose import MARK, rewritten
from reports.report import Facts, Paragraph, Report, Section
from services import gathering, paragraphs, reporting, verifying
from services.context import Context
from services.dossier import dossier_of
from services.kinds import PARAGRAPHS
from services.paragraphs import Manuscript
from tests.town import Town, new_town
from tests.unit.report_cases import LANGS, VERDICTS
from tests.visiting import visited

some = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
ME = "wangfang"
FORMS = ("one", "many")
WRITTEN = "现场看过：三台数控机床里一台联了网。\n另外两台今年接上。"


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def consultant(town: Town, username: str = ME) -> Context:
    """One of 惠山促进中心, without the time that a password takes."""
    return town.ctx(Actor(Role.CONSULTANT, username, "王芳", town.centre()))


def begun(town: Town) -> Assessment:
    """A case under verification."""
    return verifying.begin(consultant(town), town.submitted().id)


def manuscript(town: Town, case: Assessment, lang: Lang = "zh") -> Manuscript:
    """What the consultant sees."""
    return paragraphs.paragraphs(consultant(town), case.id, lang)


def write(
    town: Town,
    case: Assessment,
    id: str,
    text: str = WRITTEN,
    lang: Lang = "zh",
    who: str = "wangfang",
) -> None:
    """Edit a paragraph as somebody who has just looked at it."""
    told = manuscript(town, case, lang).paragraphs[id]
    paragraphs.edit_paragraph(
        consultant(town, who), case.id, lang, id, text,
        generated=told.generated.text, seen=told.revision,
    )  # fmt: skip


def sign(town: Town, case: Assessment) -> None:
    """Sign whatever there is now."""
    visited(consultant(town), case.id)
    seen = verifying.case(consultant(town), case.id).seen
    verifying.sign(consultant(town), case.id, seen=seen)


def rest(report: Report, ids: Iterable[str]) -> list[object]:
    """All that the report says beside the paragraphs of those ids and the note on the mark."""
    written = set(ids)
    note = [say(f"editing.note_{n}", report.lang, mark=MARK, n=len(written)) for n in FORMS]

    def emptied(told: Paragraph) -> Paragraph:
        return replace(told, text="", edited=False) if told.id in written else told

    return [
        (section.title, rewritten(block, emptied))
        for section in report.sections
        for block in section.blocks
        if not (isinstance(block, Paragraph) and block.text in note)
    ]


def without_digest(report: Report) -> list[Section]:
    """The chapters without the digest of a signature, which is not there before it."""
    digest = say("report.row_digest", "zh")
    return [
        replace(
            section,
            blocks=tuple(
                replace(block, rows=tuple(row for row in block.rows if row[0] != digest))
                if isinstance(block, Facts)
                else block
                for block in section.blocks
            ),
        )
        for section in report.sections
    ]


def test_the_manuscript_reads_as_the_signed_report_will(town: Town) -> None:
    """Every chapter, word for word, apart from cover, marks and digest; the firm's own stays."""
    case = begun(town)
    verifying.set_verified(consultant(town), case.id, "plan", "nowhere", remark="没有", seen=0)
    visited(consultant(town), case.id)
    before = manuscript(town, case).report
    own = reporting.build_report(town.holder(case), case.id, "zh")
    assert own.sections != before.sections
    assert any("尚未签署" in mark for mark in before.marks)
    assert not any("尚未签署" in mark for mark in own.marks)
    sign(town, case)
    signed = reporting.build_report(town.holder(case), case.id, "zh")
    assert without_digest(signed) == list(before.sections)


def test_an_edit_is_in_the_signed_report_and_only_there(town: Town) -> None:
    """The enterprise's own report knows nothing of it until it is signed, then in one language."""
    case = begun(town)
    write(town, case, "method/1")
    holder = town.holder(case)
    own = reporting.build_report(holder, case.id, "zh")
    assert not any(each.edited or each.text == WRITTEN for each in paragraphs_in(own))
    sign(town, case)
    report = reporting.build_report(holder, case.id, "zh")
    (marked,) = [each for each in paragraphs_in(report) if each.edited]
    assert (marked.id, marked.text) == ("method/1", WRITTEN)
    assert not any(e.edited for e in paragraphs_in(reporting.build_report(holder, case.id, "en")))


def test_an_edit_stands_beside_what_is_generated(town: Town) -> None:
    """With who and when; the generated text is not lost, and taking back brings it again."""
    case = begun(town)
    town.wait(minutes=5)
    write(town, case, "method/1")
    told = manuscript(town, case).paragraphs["method/1"]
    assert told.edit is not None
    assert (told.edit.name, told.edit.author, told.edit.at) == ("王芳", "wangfang", town.now)
    assert told.text == WRITTEN
    assert told.generated.text not in (WRITTEN, "")
    assert not told.changed
    paragraphs.take_back(consultant(town), case.id, "zh", "method/1", seen=told.revision)
    assert manuscript(town, case).paragraphs["method/1"].edit is None
    history = town.store.document_history(PARAGRAPHS, f"{case.id}:zh")
    assert [len(document.value) for document in history] == [1, 0]


def test_two_consultants_do_not_write_over_each_other(town: Town) -> None:
    """The second one is told what the first wrote; another paragraph is nobody's quarrel."""
    case = begun(town)
    told = manuscript(town, case).paragraphs
    write(town, case, "method/1")
    colleague = consultant(town, "lining")
    with pytest.raises(Stale) as refusal:
        paragraphs.edit_paragraph(
            colleague, case.id, "zh", "method/1", "另一种说法。",
            generated=told["method/1"].generated.text, seen=0,
        )  # fmt: skip
    said = refusal.value.to("zh")
    assert all(each in said for each in ("王芳", WRITTEN, "没有保存"))
    paragraphs.edit_paragraph(
        colleague, case.id, "zh", "method/2", "另一段。",
        generated=told["method/2"].generated.text, seen=0,
    )  # fmt: skip
    with pytest.raises(Stale):
        paragraphs.take_back(colleague, case.id, "zh", "method/1", seen=0)
    found = manuscript(town, case).paragraphs
    assert (found["method/1"].text, found["method/2"].text) == (WRITTEN, "另一段。")
    paragraphs.take_back(consultant(town), case.id, "zh", "method/1", seen=1)
    with pytest.raises(Stale):
        paragraphs.take_back(colleague, case.id, "zh", "method/1", seen=1)


def test_an_edit_outlives_a_changed_finding_and_says_so(town: Town) -> None:
    """What is generated moves on, the edit stays, and the page can tell."""
    case = begun(town)
    write(town, case, "level-section/1")
    verifying.set_verified(consultant(town), case.id, "plan", "nowhere", remark="", seen=0)
    told = manuscript(town, case).paragraphs["level-section/1"]
    assert told.changed
    assert told.text == WRITTEN


def test_what_was_not_on_the_page_is_not_overwritten(town: Town) -> None:
    """A finding that changed the generated text in the meantime has to be looked at first."""
    case = begun(town)
    told = manuscript(town, case).paragraphs["level-section/1"]
    verifying.set_verified(consultant(town), case.id, "plan", "nowhere", remark="", seen=0)
    with pytest.raises(Stale) as refusal:
        paragraphs.edit_paragraph(
            consultant(town), case.id, "zh", "level-section/1", WRITTEN,
            generated=told.generated.text, seen=0,
        )  # fmt: skip
    assert refusal.value.key == "paragraph_regenerated"


def test_edits_are_made_only_between_begin_and_signature(town: Town) -> None:
    """Before and after, the refusal says why; what was edited stays."""
    case = town.submitted()
    with pytest.raises(NotAllowed) as early:
        write(town, case, "method/1")
    assert "还没有开始" in early.value.to("zh")
    verifying.begin(consultant(town), case.id)
    write(town, case, "method/1")
    sign(town, case)
    told = manuscript(town, case)
    assert not told.open
    assert told.paragraphs["method/1"].text == WRITTEN
    with pytest.raises(NotAllowed) as late:
        write(town, case, "method/1", "再改一次。")
    assert "王芳" in late.value.to("zh")
    with pytest.raises(NotAllowed):
        paragraphs.take_back(consultant(town), case.id, "zh", "method/1", seen=1)


def test_a_signature_covers_the_text_that_was_there(town: Town) -> None:
    """A colleague's edit in the meantime makes it stale, as a colleague's finding does."""
    case = begun(town)
    seen = verifying.case(consultant(town), case.id).seen
    write(town, case, "method/1", who="lining")
    with pytest.raises(Stale):
        verifying.sign(consultant(town), case.id, seen=seen)
    assert verifying.case(consultant(town), case.id).edits == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [(" \n\x00", "paragraph_empty"), ("字" * (LONGEST + 1), "paragraph_long")],
)
def test_what_is_no_paragraph_is_refused(town: Town, text: str, key: str) -> None:
    """Nothing at all, or too much; nothing is kept."""
    case = begun(town)
    with pytest.raises(Invalid) as refusal:
        write(town, case, "method/1", text)
    assert refusal.value.key == key
    assert town.store.document(PARAGRAPHS, f"{case.id}:zh") is None


def test_the_generated_text_is_no_edit(town: Town) -> None:
    """It would be marked as a consultant's words."""
    case = begun(town)
    same = manuscript(town, case).paragraphs["method/1"].generated.text
    with pytest.raises(Invalid):
        write(town, case, "method/1", f" {same}\n")


def test_there_must_be_such_a_paragraph(town: Town) -> None:
    """An id that the report does not have is told as such."""
    case = begun(town)
    for act in (
        lambda: paragraphs.edit_paragraph(
            consultant(town), case.id, "zh", "method/99", WRITTEN, generated="", seen=0
        ),
        lambda: paragraphs.take_back(consultant(town), case.id, "zh", "x", seen=0),
    ):
        with pytest.raises(NotFound):
            act()


@given(st.data(), st.sampled_from(LANGS))
@some
def test_any_edit_of_any_paragraph_survives_and_nothing_else_changes(
    data: st.DataObject, lang: Lang
) -> None:
    """Whatever is written wherever: after signing it is in the report made anew, all else too."""
    with new_town() as town:
        case = begun(town)
        for item, verdict in VERDICTS.items():
            verifying.set_verified(
                consultant(town), case.id, item, verdict, remark="见到了", seen=0
            )
        generated = manuscript(town, case, lang)
        ids = data.draw(st.lists(st.sampled_from(sorted(generated.paragraphs)), unique=True))
        words = st.text(min_size=1, max_size=LONGEST_SUMMARY).filter(plain)
        wanted = {id: data.draw(words) for id in ids}
        for id, text in wanted.items():
            who = consultant(town, data.draw(st.sampled_from(["wangfang", "lining"])))
            told = generated.paragraphs[id].generated.text
            paragraphs.edit_paragraph(who, case.id, lang, id, text, generated=told, seen=0)
        sign(town, case)
        for _ in range(2):
            report = reporting.build_report(town.holder(case), case.id, lang)
            found = {each.id: each.text for each in paragraphs_in(report) if each.edited}
            assert found == {id: plain(text) for id, text in wanted.items()}
            dossier = dossier_of(town.operator, "report.read", case.id)
            known = gathering.diagnosis(dossier)
            made = reporting.generated(town.operator, dossier, known, lang)
            assert rest(report, wanted) == rest(made, wanted)


def in_a_card(town: Town, case: Assessment) -> str:
    """The id of a text on a card of a pain."""
    found = manuscript(town, case).paragraphs
    return next(id for id in found if id.startswith("priorities/") and id.endswith("/first"))


def test_words_of_a_card_are_edited_as_paragraphs_are(town: Town) -> None:
    """Kept in the same document, marked, refused to whoever is late, and taken back."""
    case = begun(town)
    id = in_a_card(town, case)
    told = manuscript(town, case).paragraphs[id]
    write(town, case, id)
    found = manuscript(town, case)
    assert (found.paragraphs[id].text, found.paragraphs[id].revision) == (WRITTEN, 1)
    assert [each.id for each in paragraphs_in(found.report) if each.edited] == [id]
    with pytest.raises(Stale) as refusal:
        paragraphs.edit_paragraph(
            consultant(town, "lining"), case.id, "zh", id, "另一种说法。",
            generated=told.generated.text, seen=0,
        )  # fmt: skip
    assert WRITTEN in refusal.value.to("zh")
    with pytest.raises(Invalid):
        write(town, case, id, "字" * (LONGEST_ROW + 1))
    paragraphs.take_back(consultant(town), case.id, "zh", id, seen=1)
    assert manuscript(town, case).paragraphs[id].edit is None
    kept = town.store.document_history(PARAGRAPHS, f"{case.id}:zh")
    assert [len(document.value) for document in kept] == [1, 0]


def test_words_of_a_card_outlive_another_answer(town: Town) -> None:
    """They stay with their pain and say that it changed; where the pain is gone they are told."""
    case = begun(town)
    item = "plan"
    verifying.set_verified(consultant(town), case.id, item, "nowhere", remark="", seen=0)
    id = f"priorities/{item}/first"
    write(town, case, id)
    verifying.set_verified(consultant(town), case.id, item, "page", remark="", seen=1)
    told = manuscript(town, case).paragraphs[id]
    assert told.changed
    assert told.text == WRITTEN
    verifying.set_verified(consultant(town), case.id, item, "budgeted", remark="", seen=2)
    found = manuscript(town, case)
    assert id not in found.paragraphs
    assert [each.text for each in found.lost] == [WRITTEN]
    assert WRITTEN not in "".join(each.text for each in paragraphs_in(found.report))
