"""A check code stands for what a report states: any change gives another, slips are forgiven."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.check_codes import check_code, tidy_check_code
from access.limits import PER_ADDRESS
from access.resume_codes import ALPHABET
from assessments.model import Assessment, Document
from assessments.refusals import NotAllowed, NotFound
from cli.main import run
from reports.registry import FORMATS
from services import handing_out, verifying
from services.dossier import dossier_of
from services.gathering import diagnosis
from services.kinds import HANDED_OUT
from services.reporting import with_code
from services.stating import Statement, code_of, stated
from storage import open_store
from tests.town import Town, new_town
from tests.visiting import visited

SECRET = bytes(32)


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def code_in(town: Town, case: Assessment) -> str:
    """The code that a report of now carries."""
    dossier = dossier_of(town.operator, "report.read", case.id)
    return with_code(town.operator, dossier, diagnosis(dossier)).check_code


def handed_out(town: Town, case: Assessment, format: str = "html") -> str:
    """The code of a report that the enterprise takes now."""
    handing_out.hand_out(town.holder(case), case.id, "zh", format)
    return code_in(town, case)


@given(st.text(), st.text())
def test_a_code_is_of_its_text_alone(first: str, second: str) -> None:
    """Equal texts have equal codes, others others; so has another installation."""
    assert (check_code(SECRET, first) == check_code(SECRET, second)) == (first == second)
    assert check_code(SECRET, first) != check_code(b"other", first)


@given(st.binary(), st.sampled_from(["", " ", "-", "－", "　", "_"]), st.booleans())
def test_a_code_may_be_written_as_one_likes(seed: bytes, between: str, lower: bool) -> None:
    """Case, separators, full width, and what is misread do not matter."""
    code = check_code(SECRET, seed.hex())
    assert len(code) == 23
    plain = code.replace("-", "")
    assert set(plain) <= set(ALPHABET)
    typed = between.join(plain).replace("0", "O").replace("1", "l")
    wide = typed.translate({ord(c): ord(c) + 0xFEE0 for c in typed if "!" <= c <= "~"})
    for written in (typed, wide, f" {typed}\n"):
        assert tidy_check_code(written.lower() if lower else written) == plain


@given(st.text(max_size=40))
def test_anything_else_is_no_code(text: str) -> None:
    """What is not twenty characters of the alphabet is none; nothing breaks."""
    found = tidy_check_code(text)
    assert found is None or (len(found) == 20 and set(found) <= set(ALPHABET))


def test_a_draft_has_no_code(town: Town) -> None:
    """It states nothing, and nothing is kept of its report."""
    draft = town.filled()
    assert code_in(town, draft) == ""
    handing_out.hand_out(town.holder(draft), draft.id, "zh", "html")
    assert town.store.documents(HANDED_OUT) == {}


def test_the_same_statement_has_the_same_code_in_every_form(town: Town) -> None:
    """In both languages, all formats and on any day, kept once; verification begun is no news."""
    case = town.submitted()
    code = handed_out(town, case)
    for format in FORMATS:
        handing_out.hand_out(town.operator, case.id, "en", format)
    town.wait(days=3)
    verifying.begin(town.consultant(), case.id)
    assert handed_out(town, case) == code
    (subject,) = town.store.documents(HANDED_OUT)
    assert subject == code.replace("-", "")
    first, *others = town.store.document_history(HANDED_OUT, subject)
    assert first.at < town.now
    assert [each for each in others if "statement" in each.value] == []


CHANGES: dict[str, Any] = {
    "assessment": "another",
    "round": 1,
    "enterprise": "惠山精工机械",
    "credit_code": "91320206MA1XXXXXX1",
    "synthetic": True,
    "side": "verified",
    "centre": "滨湖促进中心",
    "signed_by": "李宁",
    "level": None,
    "total": 99.0,
    "scale": 10.0,
    "coverage": 0.5,
    "provisional": True,
    "edits": {"zh": 1, "en": 0},
    "plan": 1,
    "assumptions": 1,
    "evidence": 1,
    "concerns": 1,
    "answer": 1,
    "signature": "0f1e",
    "corrects": "another",
}


@pytest.mark.parametrize("name", Statement.model_fields)
def test_any_changed_figure_gives_another_code(town: Town, name: str) -> None:
    """Each part of what is stated, down to the digests of questionnaire and rubric."""
    case = town.submitted()
    statement = stated(dossier_of(town.operator, "report.read", case.id))
    changes = CHANGES | {
        "submitted_at": statement.submitted_at + timedelta(seconds=1),
        "signed_at": statement.submitted_at,
    }
    others = [statement.model_copy(update={name: changes.get(name)})]
    if name == "stamp":
        stamp = statement.stamp
        others = [
            statement.model_copy(update={"stamp": stamp.model_copy(update={part: "x"})})
            for part in type(stamp).model_fields
        ]
    for other in others:
        assert other != statement
        assert code_of(town.operator, other) != code_of(town.operator, statement)


def test_a_reader_learns_what_the_paper_states(town: Town) -> None:
    """A visitor with the code sees the figures of the signed report, and who signed it when."""
    case = town.signed()
    code = handed_out(town, case, "docx")
    found = handing_out.check(town.visitor, code.lower().replace("-", " "))
    card = town.store.scorecard(case.id, "verified")
    assert card is not None
    told = found.statement
    assert (told.total, told.level, told.stamp) == (card.total, card.level, card.stamp)
    assert (told.enterprise, told.side, told.centre) == ("惠山精工", "verified", "惠山促进中心")
    assert (told.signed_by, told.signed_at) == ("王芳", case.signed_at)
    assert found.questionnaire.zh
    assert found.rubric.zh
    assert found.handed_out_at == town.now
    assert found.newest


def test_a_report_that_was_overtaken_says_so(town: Town) -> None:
    """The claim after the signature: what it stated is still told, and that it is not the last."""
    case = town.under_verification()
    code = handed_out(town, case)
    assert handing_out.check(town.visitor, code).newest
    verifying.set_verified(town.consultant(), case.id, "plan", "nowhere", remark="现场所见", seen=0)
    visited(town.consultant(), case.id)
    seen = verifying.case(town.consultant(), case.id).seen
    assert handing_out.check(town.visitor, code).newest
    verifying.sign(town.consultant(), case.id, seen=seen)
    found = handing_out.check(town.visitor, code)
    assert not found.newest
    assert found.statement.side == "claimed"
    later = handed_out(town, case)
    assert later != code
    assert handing_out.check(town.visitor, later).newest


def test_another_plan_overtakes_a_report(town: Town) -> None:
    """A plan that was revised after the report left is not the one on the paper."""
    case = town.submitted()
    code = handed_out(town, case)
    town.store.append_document(
        Document(
            kind="plan", subject=case.id, revision=1, value={}, author="a", at=town.now
        )
    )  # fmt: skip
    assert not handing_out.check(town.visitor, code).newest


def test_a_code_that_was_never_handed_out_is_unknown_like_any_other(town: Town) -> None:
    """A right code of a report that nobody took, a wrong one, and what is no code: one answer."""
    case = town.submitted()
    answers = set()
    for code in (code_in(town, case), "0" * 20, "", "' OR 1=1 --", "龘" * 1000, "\ud800"):
        with pytest.raises(NotFound) as refusal:
            handing_out.check(town.visitor, code)
        answers.add(str(refusal.value))
    assert len(answers) == 1


def test_guessing_is_slowed_down(town: Town) -> None:
    """Per address, malformed codes included; right ones cost nothing."""
    code = handed_out(town, town.submitted())
    for _ in range(PER_ADDRESS.free + 5):
        handing_out.check(town.visitor, code)
    for _ in range(PER_ADDRESS.free):
        with pytest.raises(NotFound):
            handing_out.check(town.visitor, "nothing")
    with pytest.raises(NotAllowed) as refusal:
        handing_out.check(town.visitor, code)
    assert refusal.value.key == "too_many_attempts"
    town.wait(minutes=20)
    handing_out.check(town.visitor, code)


def test_what_the_command_line_writes_can_be_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One report or all of them: each is on record, by the code on its cover; drafts are not."""
    store = open_store(tmp_path / "store.db", migrate=True)
    town = Town(store)
    monkeypatch.setenv("SHUZHEN_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("SHUZHEN_QUESTIONNAIRES", str(town.settings.questionnaires))
    monkeypatch.setattr(sys.modules["__main__"], "__file__", None, raising=False)
    first, second, draft = town.submitted(), town.submitted(name="乙"), town.filled(name="丙")
    for case in (first, draft):
        assert run(["report", case.id, "-o", str(tmp_path / f"{case.id}.html")]) == 0
    assert code_in(town, first) in (tmp_path / f"{first.id}.html").read_text("utf-8")
    assert [each.value["statement"]["assessment"] for each in on_record(town)] == [first.id]
    assert run(["report", "--all", "-o", str(tmp_path / "all")]) == 0
    assert {each.value["statement"]["assessment"] for each in on_record(town)} == {
        first.id,
        second.id,
    }
    for case in (first, second):
        assert handing_out.check(town.visitor, code_in(town, case)).newest
    store.close()


def on_record(town: Town) -> list[Document]:
    """All that was handed out."""
    return list(town.store.documents(HANDED_OUT).values())
