"""A consultant's workbook says of each claim what the page can say: right, otherwise, not shown."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.model import AnswerRecord, Assessment
from assessments.refusals import Stale
from assessments.verdicts import ClaimVerdict
from files.spreadsheets.cells import EMPTY, SheetCell
from i18n import Lang
from questionnaires.answers import dump_answer, parse_answer
from questionnaires.library import load
from questionnaires.model import Kind
from reports.answer_book.layout import OF_OPTION, TICK
from reports.answer_book.marks import claim_of
from services import verdicts, verifying
from services.answer_books.exporting import export_book
from services.answer_books.keeping import keep_book, look_through
from services.answer_books.merging import MergedBook
from services.answer_books.reading import BookRow
from services.answer_books.understanding import AnswerReading
from services.answering import value_of
from tests.town import Town, new_town
from tests.unit.report_cases import claims_to
from tests.unit.test_answer_book_back import VOICE, Filling, kept, told, values
from wording.voice import Voice

NOON = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
SAME = "＝ 与企业自报一致"
NOT_SHOWN = {"zh": "未能出示", "en": "Not shown"}
PLAN = "1 · 没有写下来，老板心里有数"
LANGS: tuple[Lang, ...] = ("zh", "en")


def exported(town: Town, case: Assessment, lang: Lang = "zh") -> Filling:
    """The consultant's book."""
    content = export_book(town.consultant(), case.id, "verified", Voice(lang))
    return Filling(content, "verified")


def claim_in(book: Filling, id: str) -> str:
    """What the cell of the claim says."""
    sheet, row = book.place(id)
    return str(sheet[f"C{row}"].value)


def cell_in(book: Filling, id: str) -> Any:
    """What the cell to fill in says."""
    sheet, row = book.place(id)
    return sheet[f"{book.answers}{row}"].value


def looked(town: Town, case: Assessment, book: Filling) -> MergedBook:
    """What it would change."""
    return look_through(town.consultant(), case.id, "verified", book.read())


def claim(
    town: Town, case: Assessment, answers: Mapping[str, Any], notes: Mapping[str, str]
) -> None:
    """Let the enterprise have claimed this instead."""
    before = town.store.answers(case.id, "claimed")
    for id, record in before.items():
        told = {"value": answers.get(id), "note": notes.get(id, ""), "revision": 2}
        town.store.append_answer(record.model_copy(update=told))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_copied_words_of_any_claim_confirm_it(data: st.DataObject) -> None:
    """Of every kind, with a note or without one, in either language."""
    with new_town() as town:
        case, ctx = town.under_verification(), town.consultant()
        asked = load(town.settings.questionnaires / "workshop")  # type: ignore[operator]
        drawn = data.draw(claims_to(asked))
        answers = {id: value_of(asked.by_id[id], dump_answer(each)) for id, each in drawn.items()}
        answers.pop("machines_networked", None)  # it may exceed the whole
        notes = {id: data.draw(st.sampled_from(["", "贴在墙上", "a\nb"])) for id in answers}
        claim(town, case, answers, notes)
        claimed = values(town, case)
        book = exported(town, case, data.draw(st.sampled_from(LANGS)))
        for id in claimed:
            book.text(id, claim_in(book, id))
        merged = look_through(ctx, case.id, "verified", book.read())
        found = {each.item.id: each.value for each in (*merged.changes, *merged.left_out)}
        assert merged.problems == ()
        assert found == claimed
        assert merged.unexplained({}) == ()


@pytest.mark.parametrize("name", ["manufacturing", "services", "agriculture"])
def test_the_copied_words_of_a_claim_to_any_shipped_question_confirm_it(name: str) -> None:
    """And no other answer, whose words might be the same."""
    asked = load(name)

    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def any_answers(data: st.DataObject) -> None:
        voice = Voice(data.draw(st.sampled_from(LANGS)))
        for id, answer in data.draw(claims_to(asked)).items():
            item, raw = asked.by_id[id], value_of(asked.by_id[id], dump_answer(answer))
            if raw is None:
                continue  # words of nothing
            record = AnswerRecord(
                assessment="a", item=id, side="claimed", value=raw, note="看过\n说明：贴在墙上",
                author="b", at=NOON, revision=1,
            )  # fmt: skip
            reading = AnswerReading(Path("a.xlsx"), asked, {id: record})
            note = data.draw(st.sampled_from(["", record.note]))
            words = claim_of(voice, item, parse_answer(item, raw), note)
            cell = SheetCell("text", words, words)
            rows = [BookRow(id, cell, EMPTY, "A1", "B1", unseen=False)]
            rows += [
                BookRow(f"{id}{OF_OPTION}{each.id}", EMPTY, EMPTY, "A1", "B1", unseen=False)
                for each in (item.options if item.kind is Kind.MULTI else ())
            ]
            assert reading.answers(rows)[id].value == raw, (id, words)
            assert reading.problems == []

    any_answers()


def test_an_enterprise_agrees_with_nobody() -> None:
    """On its own side neither words of a claim nor those of a consultant are answers."""
    with new_town() as town:
        draft, holder = town.filled(), town.holder
        content = export_book(holder(draft), draft.id, "claimed", VOICE)
        book = Filling(content)
        for id, words in {"plan": "未能出示", "downtime": SAME, "machines_total": "10 台"}.items():
            book.put(id, words)
        merged = look_through(holder(draft), draft.id, "claimed", book.read())
        assert {code for code, _ in told(merged)} == {"B009", "B010"}
        assert len(merged.problems) == 3


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_not_shown_is_brought_back(lang: Lang) -> None:
    """With its remark and the rest, all at once; its points stay, and the audit names it."""
    with new_town() as town:
        case, ctx = town.under_verification(), town.consultant()
        book = exported(town, case, lang)
        book.put("plan", NOT_SHOWN[lang])
        book.note("plan", "清单没带来")
        book.put("safeguards", NOT_SHOWN[lang])
        book.put("machines_total", claim_in(book, "machines_total"))
        merged = kept(ctx, case, book.read(), "verified")
        assert [each.item.id for each in merged.unexplained({})] == ["safeguards"]
        found = verifying.case(ctx, case.id)
        missing = {id for id, each in found.verdicts.items() if each is ClaimVerdict.NOT_SHOWN}
        assert missing == {"plan", "safeguards"}
        assert values(town, case, "verified") == {"machines_total": 10.0}
        assert found.unexplained == ("safeguards",)
        assert found.verified_card.total == found.claimed_card.total
        noted = [row["action"] for row in town.store.audit_rows()]
        assert noted[-3:] == ["case.not_shown", "case.not_shown", "workbook.import"]
        again = exported(town, case, lang)
        assert cell_in(again, "plan") == NOT_SHOWN[lang]
        same = looked(town, case, again)
        assert (same.changes, same.conflicts, same.problems) == ((), (), ())


def test_what_was_found_before_stays_while_it_is_not_shown() -> None:
    """The answer is told beside the question; another one, or an emptied cell, replaces both."""
    with new_town() as town:
        case, ctx = town.under_verification(), town.consultant()
        for id, raw in {"plan": "nowhere", "downtime": "told", "safeguards": ["backup"]}.items():
            verifying.set_verified(ctx, case.id, id, raw, remark="没看到", seen=0)
            verdicts.set_not_shown(ctx, case.id, id, is_so=True)
        book = exported(town, case)
        sheet, row = book.place("plan")
        assert "此前已核验为“1 · 没有写下来，老板心里有数”" in str(sheet[f"B{row}"].value)
        assert [cell_in(book, id) for id in ("plan", "safeguards/backup")] == ["未能出示", None]
        assert looked(town, case, book).changes == ()
        book.note("plan", "清单在总部")
        book.put("downtime", None)
        book.put("safeguards", SAME)
        kept(ctx, case, book.read(), "verified")
        records = town.store.answers(case.id, "verified")
        assert (records["plan"].value, records["plan"].note) == ("nowhere", "清单在总部")
        assert records["downtime"].value is None
        assert records["safeguards"].value == ["backup", "accounts"]
        now = verifying.case(ctx, case.id).verdicts
        assert now["plan"] is ClaimVerdict.NOT_SHOWN
        assert now["downtime"] is ClaimVerdict.UNCHECKED
        assert now["safeguards"] is ClaimVerdict.CONFIRMED


def test_who_marked_it_meanwhile_is_asked_about() -> None:
    """A mark set on the page is a change like an answer there, also between look and click."""
    with new_town() as town:
        case, ctx = town.under_verification(), town.consultant()
        book = exported(town, case)
        book.put("plan", PLAN)
        book.note("plan", "没有")
        read = book.read()
        merged = look_through(ctx, case.id, "verified", read)
        assert [each.item.id for each in merged.changes] == ["plan"]
        verdicts.set_not_shown(ctx, case.id, "plan", is_so=True)
        with pytest.raises(Stale):
            keep_book(ctx, case.id, "verified", read, {}, seen=merged.mark)
        assert values(town, case, "verified") == {}
        again = look_through(ctx, case.id, "verified", read)
        assert [each.item.id for each in again.conflicts] == ["plan"]
        kept(ctx, case, read, "verified", plan=True)
        found = verifying.case(ctx, case.id).verdicts["plan"]
        assert found is ClaimVerdict.DOWN


def test_a_book_without_the_marks_takes_none_away() -> None:
    """One of the first edition of books knows none; what it leaves empty stays marked."""
    with new_town() as town:
        case, ctx = town.under_verification(), town.consultant()
        book = exported(town, case)
        verdicts.set_not_shown(ctx, case.id, "plan", is_so=True)
        book.put("downtime", SAME)
        merged = kept(ctx, case, book.read(), "verified")
        assert [each.item.id for each in merged.changes] == ["downtime"]
        assert verifying.case(ctx, case.id).verdicts["plan"] is ClaimVerdict.NOT_SHOWN


def test_what_needs_a_remark_is_named_before_it_is_kept() -> None:
    """As the page of the signature names it afterwards; free words need none."""
    with new_town() as town:
        case, ctx = town.under_verification(), town.consultant()
        book = exported(town, case)
        book.put("plan", PLAN)
        book.put("downtime", "1 · 工人喊班长")
        book.note("downtime", "现场没有登记表")
        book.put("machines_total", "10 台")
        book.put("wishes", "想先看清进度")
        merged = kept(ctx, case, book.read(), "verified")
        lacking = tuple(each.item.id for each in merged.unexplained({}))
        assert lacking == verifying.case(ctx, case.id).unexplained == ("plan",)


def test_ticks_and_not_shown_cannot_both_be() -> None:
    """Which one is meant, nobody can tell."""
    with new_town() as town:
        case = town.under_verification()
        book = exported(town, case)
        book.put("safeguards", "未能出示")
        at = book.put("safeguards/backup", TICK)
        assert told(looked(town, case, book)) == [("B011", at)]
