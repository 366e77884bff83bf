"""An answer book that comes back is read as it was meant, or refused by sheet and cell."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from access.actor import Actor, Role
from assessments.model import Assessment, Side
from assessments.refusals import Invalid, NotAllowed, Stale
from files.problems import InvalidFiles
from i18n import Lang, say
from questionnaires.answers import dump_answer
from questionnaires.library import load
from questionnaires.model import Item
from reports.answer_book.layout import OF_OPTION, TICK, check_of
from reports.answer_book.marks import cell_of
from services import filling, verifying
from services.answer_books.exporting import export_book
from services.answer_books.keeping import keep_book, look_through
from services.answer_books.merging import MergedBook
from services.answer_books.reading import BookRead, read_answer_book
from services.answering import value_of
from services.context import Context
from services.personal.notice import VERSION
from services.settings import Settings
from tests.town import ANSWERS, Town, new_town
from tests.unit.report_cases import claims_to
from wording.cells import write_value
from wording.voice import Voice

VOICE = Voice("zh")
IDS = say("answer_book.sheet_ids", "zh")
PLACES = {"claimed": ("C", "E", "G"), "verified": ("D", "F", "H")}
Change = Callable[["Filling"], None]


class Filling:
    """An exported book while somebody fills it in."""

    def __init__(self, content: bytes, side: Side = "claimed") -> None:
        self.book = load_workbook(BytesIO(content))
        self.answers, self.notes, self.ids = PLACES[side]

    def place(self, id: str) -> tuple[Worksheet, int]:
        """The sheet and row of an id."""
        for sheet in self.book.worksheets:
            for cell in sheet[self.ids]:
                if cell.value == id:
                    return sheet, cell.row
        raise KeyError(id)

    def put(self, id: str, value: Any) -> str:
        """Fill in an answer; where that is."""
        sheet, row = self.place(id)
        sheet[f"{self.answers}{row}"].value = value
        return f"{sheet.title}!{self.answers}{row}"

    def text(self, id: str, value: Any) -> None:
        """The same of words, which no spreadsheet takes for a formula."""
        sheet, row = self.place(id)
        write_value(sheet[f"{self.answers}{row}"], value)

    def note(self, id: str, text: Any) -> None:
        """Fill in a note."""
        sheet, row = self.place(id)
        sheet[f"{self.notes}{row}"].value = text

    def read(self) -> BookRead:
        """As it comes back."""
        made = BytesIO()
        self.book.save(made)
        return read_answer_book("填报.xlsx", made.getvalue())


def exported(town: Town, assessment: Assessment, side: Side = "claimed") -> Filling:
    """The book of a side."""
    ctx = town.holder(assessment) if side == "claimed" else town.consultant()
    return Filling(export_book(ctx, assessment.id, side, VOICE), side)


def kept(
    ctx: Context,
    assessment: Assessment,
    read: BookRead,
    side: Side = "claimed",
    **decided: bool,
) -> MergedBook:
    """Look through and keep."""
    merged = look_through(ctx, assessment.id, side, read, decided)
    keep_book(ctx, assessment.id, side, read, decided, seen=merged.mark)
    return merged


def values(town: Town, assessment: Assessment, side: Side = "claimed") -> dict[str, Any]:
    """What is answered on a side."""
    records = town.store.answers(assessment.id, side)
    return {id: record.value for id, record in records.items() if record.value is not None}


def told(merged: MergedBook) -> list[tuple[str, str]]:
    """Codes and places of what is wrong."""
    return [(each.code, str(each.line)) for each in merged.problems]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_not_touched_changes_nothing(lang: Lang) -> None:
    """A book that comes back as it went out has nothing to keep, and no problem."""
    with new_town() as town:
        draft = town.filled()
        content = export_book(town.holder(draft), draft.id, "claimed", Voice(lang))
        read = read_answer_book("a.xlsx", content)
        merged = look_through(town.holder(draft), draft.id, "claimed", read)
        assert (merged.changes, merged.conflicts, merged.problems) == ((), (), ())
        assert merged.kept == len(ANSWERS) + 1  # and the free words, which are empty


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_answers_come_back_as_they_went_out(data: st.DataObject) -> None:
    """Of the sample questionnaire, whatever was answered and noted."""
    with new_town() as town:
        draft = town.started()
        asked = load(town.settings.questionnaires / "workshop")  # type: ignore[operator]
        given = {id: dump_answer(each) for id, each in data.draw(claims_to(asked)).items()}
        given.pop("machines_networked", None)  # it may exceed the whole
        notes = {id: data.draw(st.text(max_size=60)) for id in given}
        for id, raw in given.items():
            note = notes[id]
            filling.record_answer(town.holder(draft), draft.id, id, raw, note=note, seen=0)
        merged = look_through(town.holder(draft), draft.id, "claimed", exported(town, draft).read())
        assert [(each.item.id, each.value, each.note) for each in merged.changes] == []
        assert (merged.conflicts, merged.problems, merged.left_out) == ((), (), ())


@pytest.mark.parametrize("name", ["manufacturing", "services", "agriculture", "park"])
def test_any_answers_to_a_shipped_questionnaire_can_be_filled_in(name: str) -> None:
    """Out blank, filled in, back: what was filled in, asked or not."""
    with new_town() as inner:
        town = Town(inner.store, settings=Settings())
        asked = load(name)
        draft = filling.start(town.visitor, town.profile(), name, consent=VERSION).assessment
        content = export_book(town.holder(draft), draft.id, "claimed", VOICE)

        @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.data())
        def any_answers(data: st.DataObject) -> None:
            answers, book = data.draw(claims_to(asked)), Filling(content)
            for id, answer in answers.items():
                item = asked.by_id[id]
                if isinstance(answer, tuple):
                    for option in answer:
                        book.put(f"{id}{OF_OPTION}{option}", TICK)
                else:
                    book.text(id, cell_of(VOICE, item, answer))
            merged = look_through(town.holder(draft), draft.id, "claimed", book.read())
            found = {each.item.id: each.value for each in (*merged.changes, *merged.left_out)}
            raws = {id: dump_answer(each) for id, each in answers.items()}
            kept = {id: value_of(asked.by_id[id], raw) for id, raw in raws.items()}
            expected = {id: _with_reason(asked.by_id[id], raw) for id, raw in kept.items()}
            expected = {id: raw for id, raw in expected.items() if raw is not None}
            assert found == expected
            assert {code for code, _ in told(merged)} <= {"B014"}  # a part may exceed its whole

        any_answers()


def _with_reason(item: Item, raw: Any) -> Any:
    """The reason of the questionnaire, which is all that a cell says."""
    if not isinstance(raw, dict):
        return raw
    return {"not_applicable": item.not_applicable.zh if item.not_applicable else ""}


def test_what_was_filled_in_is_kept_with_its_notes() -> None:
    """Choices by their list, numbers, ticks, notes; all in one go, by whoever brought the book."""
    with new_town() as town:
        draft = town.started()
        book = exported(town, draft)
        for id, shown in {
            "workshop": "1 · 有，自有厂房", "machines_total": 12, "machines_networked": "５",
            "plan": "2 · 有一页清单，写了谁做", "scrap_rate": 2.5, "safeguards/backup": "✓",
            "safeguards/accounts": "√", "wishes": "=不是公式",
        }.items():  # fmt: skip
            book.put(id, shown)
        book.place("wishes")[0][f"C{book.place('wishes')[1]}"].data_type = "s"
        book.note("plan", "贴在墙上")
        merged = kept(town.holder(draft), draft, book.read())
        assert merged.problems == ()
        assert values(town, draft) == {
            "workshop": "own", "machines_total": 12.0, "machines_networked": 5.0, "plan": "page",
            "scrap_rate": 2.5, "safeguards": ["backup", "accounts"], "wishes": "=不是公式",
        }  # fmt: skip
        assert town.store.answers(draft.id, "claimed")["plan"].note == "贴在墙上"
        noted = [*town.store.audit_rows()][-2:]
        assert [(each["action"], json.loads(each["details"])) for each in noted] == [
            ("workbook.export", {"side": "claimed"}),
            ("workbook.import", {"side": "claimed", "answers": 7}),
        ]


def test_two_numbers_that_fit_only_together_are_kept_together() -> None:
    """Part and whole both grow; one after the other would be refused."""
    with new_town() as town:
        draft = town.filled()
        book = exported(town, draft)
        book.put("machines_networked", 50)
        book.put("machines_total", 80)
        kept(town.holder(draft), draft, book.read())
        assert values(town, draft)["machines_networked"] == 50.0


def test_an_answer_that_is_emptied_is_taken_back() -> None:
    """Emptied ticks and cells are no answer any more; the note goes with what it says."""
    with new_town() as town:
        draft = town.filled()
        book = exported(town, draft)
        book.put("plan", None)
        for option in ("backup", "accounts"):
            book.put(f"safeguards/{option}", None)
        merged = kept(town.holder(draft), draft, book.read())
        assert {each.item.id: each.value for each in merged.changes} == {
            "plan": None, "safeguards": None,
        }  # fmt: skip
        assert not {"plan", "safeguards"} & values(town, draft).keys()


def test_what_others_answered_meanwhile_is_decided_one_by_one() -> None:
    """Nothing is kept while one is open; then the book's answer or the other one stands."""
    with new_town() as town:
        draft = town.filled()
        book = exported(town, draft)
        book.put("plan", "3 · 清单上有预算、负责人与完成日期")
        book.put("scheduling", "3 · 系统按订单与设备负荷排")
        book.put("downtime", "1 · 工人喊班长")
        holder = town.holder(draft)
        for id, raw in {"plan": "nowhere", "scheduling": "head", "scrap_rate": 9}.items():
            filling.record_answer(holder, draft.id, id, raw, seen=1)
        read = book.read()
        merged = look_through(holder, draft.id, "claimed", read)
        assert [each.item.id for each in merged.changes] == ["downtime"]
        assert [each.item.id for each in merged.conflicts] == ["plan", "scheduling"]
        assert merged.conflicts[0].now is not None
        assert merged.conflicts[0].now.value == "nowhere"
        with pytest.raises(Invalid) as refusal:
            keep_book(holder, draft.id, "claimed", read, {"plan": True}, seen=merged.mark)
        assert refusal.value.key == "book_undecided"
        assert values(town, draft)["downtime"] == "logged"
        kept(holder, draft, read, plan=True, scheduling=False)
        now = values(town, draft)
        assert (now["plan"], now["scheduling"], now["downtime"]) == ("budgeted", "head", "told")
        assert now["scrap_rate"] == 9.0  # the book says what it said before


def test_who_answers_between_looking_and_keeping_is_not_written_over() -> None:
    """What was looked through is what is kept, or nothing is, and the list is made anew."""
    with new_town() as town:
        draft = town.filled()
        book = exported(town, draft)
        book.put("plan", "1 · 没有写下来，老板心里有数")
        book.put("scrap_rate", 5)
        read, holder = book.read(), town.holder(draft)
        merged = look_through(holder, draft.id, "claimed", read)
        filling.record_answer(holder, draft.id, "plan", "budgeted", seen=1)
        before = town.store.answer_history(draft.id)
        with pytest.raises(Stale):
            keep_book(holder, draft.id, "claimed", read, {}, seen=merged.mark)
        assert town.store.answer_history(draft.id) == before
        again = look_through(holder, draft.id, "claimed", read)
        assert [each.item.id for each in again.conflicts] == ["plan"]


def test_the_consultants_book_stands_beside_the_claim() -> None:
    """Agreeing is a finding, an empty cell none; a remark is kept; claims are not written."""
    with new_town() as town:
        case = town.under_verification()
        book = exported(town, case, "verified")
        book.put("plan", "＝ 与企业自报一致")
        book.put("downtime", "1 · 工人喊班长")
        book.note("downtime", "现场没有登记表")
        book.put("safeguards", "＝ 与企业自报一致")
        merged = kept(town.consultant(), case, book.read(), "verified")
        assert merged.problems == ()
        assert values(town, case, "verified") == {
            "plan": "page", "downtime": "told", "safeguards": ["backup", "accounts"],
        }  # fmt: skip
        assert town.store.answers(case.id, "verified")["downtime"].note == "现场没有登记表"
        assert values(town, case) == {
            **ANSWERS, "machines_total": 10.0, "machines_networked": 4.0, "scrap_rate": 2.0,
        }  # fmt: skip
        assert verifying.case(town.consultant(), case.id).checked.looked == 3


def test_what_is_filled_in_but_not_asked_is_left_out_and_told() -> None:
    """A question that the answers lead past is listed, and nothing of it is kept."""
    with new_town() as town:
        draft = town.filled()
        book = exported(town, draft)
        book.put("workshop", "3 · 没有，全部委托加工")
        book.put("downtime", "1 · 工人喊班长")
        merged = kept(town.holder(draft), draft, book.read())
        assert [each.item.id for each in merged.left_out] == ["downtime"]
        assert values(town, draft)["downtime"] == "logged"


WRONG: Mapping[str, tuple[Any, str]] = {
    "plan": ("有一个计划", "B009"),
    "machines_total": ("十来台", "B010"),
    "machines_networked": (-1, "B010"),
    "scrap_rate": ("=1+1", "W007"),
    "scheduling": (True, "B009"),
    "safeguards/backup": ("打勾", "B009"),
    "downtime": ("#N/A", "W018"),
}


def test_all_wrong_cells_are_named_at_once_and_nothing_is_kept() -> None:
    """By sheet and cell; the cells that are right are not kept either."""
    with new_town() as town:
        draft = town.filled()
        book = exported(town, draft)
        places = {id: book.put(id, value) for id, (value, _) in WRONG.items()}
        book.put("backup_test", "3 · 三个月以内")
        book.note("plan", "字" * 2001)
        read, holder = book.read(), town.holder(draft)
        merged = look_through(holder, draft.id, "claimed", read)
        expected = {(code, places[id]) for id, (_, code) in WRONG.items()}
        sheet, row = book.place("plan")
        assert set(told(merged)) == {*expected, ("B012", f"{sheet.title}!E{row}")}
        for each in merged.problems:
            assert each.to("zh")
            assert each.to("en")
        before = town.store.answer_history(draft.id)
        with pytest.raises(InvalidFiles):
            keep_book(holder, draft.id, "claimed", read, {}, seen=merged.mark)
        assert town.store.answer_history(draft.id) == before


def test_numbers_that_cannot_both_be_true_are_named() -> None:
    """The part exceeds the whole: said at the cell that was changed, with both numbers."""
    with new_town() as town:
        draft = town.filled()
        book = exported(town, draft)
        place = book.put("machines_networked", 11)
        merged = look_through(town.holder(draft), draft.id, "claimed", book.read())
        assert told(merged) == [("B014", place)]
        assert "11" in merged.problems[0].to("zh")


def _shift(book: Filling) -> None:
    sheet, _ = book.place("plan")
    sheet.insert_rows(6, 2)
    sheet.insert_cols(1)
    book.answers, book.notes, book.ids = "D", "F", "H"


def _sort(book: Filling) -> None:
    sheet, _ = book.place("downtime")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    for row, values in enumerate(reversed(rows), start=5):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value


def _rename(book: Filling) -> None:
    for number, sheet in enumerate(book.book.worksheets):
        sheet.title = f"表{number}"


def _move_ids(book: Filling) -> None:
    book.book.move_sheet(IDS, -len(book.book.worksheets))


def _delete_rows(book: Filling) -> None:
    sheet, row = book.place("scrap_rate")
    sheet.delete_rows(row)


@pytest.mark.parametrize("change", [_shift, _sort, _rename, _move_ids, _delete_rows])
def test_rows_are_found_by_their_ids(change: Change) -> None:
    """Shifted, sorted, renamed, deleted: what is there is read as it was meant."""
    with new_town() as town:
        draft = town.filled()
        book = exported(town, draft)
        change(book)
        book.put("plan", "1 · 没有写下来，老板心里有数")
        merged = kept(town.holder(draft), draft, book.read())
        assert [each.item.id for each in merged.changes] == ["plan"]
        assert merged.unmentioned == (1 if change is _delete_rows else 0)
        assert values(town, draft)["plan"] == "nowhere"


def _no_ids(book: Filling) -> None:
    del book.book[IDS]


def _other_ids(book: Filling) -> None:
    book.book[IDS]["B3"].value = "x"


def _no_heading(book: Filling) -> None:
    book.place("plan")[0]["C4"].value = "答复"


def _merged(book: Filling) -> None:
    sheet, row = book.place("plan")
    sheet.merge_cells(f"C{row}:D{row}")


def _twice(book: Filling) -> None:
    sheet, row = book.place("plan")
    sheet[f"G{row + 2}"].value = "plan"


def _unknown(book: Filling) -> None:
    sheet, row = book.place("plan")
    sheet[f"G{row}"].value = "plam"


def _without_id(book: Filling) -> None:
    sheet, row = book.place("plan")
    sheet[f"G{row}"].value = None


def _half(book: Filling) -> None:
    sheet, row = book.place("safeguards/leavers")
    sheet.delete_rows(row)


def _hidden_sheet(book: Filling) -> None:
    book.place("plan")[0].sheet_state = "hidden"


def _hidden_row(book: Filling) -> None:
    book.put("plan", "1 · 没有写下来，老板心里有数")
    sheet, row = book.place("plan")
    sheet.row_dimensions[row].hidden = True


def _both(book: Filling) -> None:
    book.put("safeguards/nothing", "✓")


def _no_such_revision(book: Filling) -> None:
    lines = {row[0].value: row[1] for row in book.book[IDS].iter_rows(min_row=2)}
    lines["revision/plan"].value = "7"
    told = {key: cell.value for key, cell in lines.items()}
    lines["check"].value = check_of(told)
    book.put("plan", "1 · 没有写下来，老板心里有数")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (_no_ids, ["B001"]),
        (_other_ids, ["B002"]),
        (_no_heading, ["B004"]),
        (_merged, ["W025"]),
        (_twice, ["B006"]),
        (_unknown, ["B007"]),
        (_without_id, ["B005"]),
        (_half, ["B008"]),
        (_hidden_sheet, ["W016"]),
        (_hidden_row, ["B016"]),
        (_both, ["B010"]),
        (_no_such_revision, ["B015"]),
    ],
)
def test_a_book_that_is_not_clear_is_refused_in_words(change: Change, codes: list[str]) -> None:
    """Each with the reason, and nothing of it can be kept."""
    with new_town() as town:
        draft = town.filled()
        book = exported(town, draft)
        change(book)
        read, holder = book.read(), town.holder(draft)
        merged = look_through(holder, draft.id, "claimed", read)
        assert [code for code, _ in told(merged)] == codes
        with pytest.raises(InvalidFiles):
            keep_book(holder, draft.id, "claimed", read, {}, seen=merged.mark)


def test_a_book_of_something_else_is_refused() -> None:
    """Of another enterprise, another side, another edition, or no such book at all."""
    with new_town() as town:
        draft, other = town.filled(), town.filled(name="另一家")
        case = town.under_verification()
        holder, consultant = town.holder(draft), town.consultant()

        def codes(read: BookRead, assessment: Assessment, side: Side = "claimed") -> list[str]:
            ctx = holder if side == "claimed" else consultant
            return [code for code, _ in told(look_through(ctx, assessment.id, side, read))]

        assert codes(exported(town, other).read(), draft) == ["B017"]
        assert codes(exported(town, case, "verified").read(), draft) == ["B017"]
        own = exported(town, draft).read()
        assert own.identity is not None
        of_case = replace(own, identity=replace(own.identity, assessment=case.id))
        assert codes(of_case, case, "verified") == ["B019"]
        swapped = replace(own, identity=replace(own.identity, side="verified"))
        assert codes(swapped, draft) == ["B018"]
        older = replace(own, identity=replace(own.identity, digest="0" * 64))
        assert codes(older, draft) == ["B020"]
        made = BytesIO()
        Workbook().save(made)
        assert codes(read_answer_book("a.xlsx", made.getvalue()), draft) == ["B001"]
        assert codes(read_answer_book("a.csv", b"a;b"), draft) == ["W015"]


def test_a_book_that_could_run_or_fills_memory_is_not_opened() -> None:
    """Macros and bombs are refused before anything of them is read."""
    with new_town() as town:
        draft = town.filled()
        content = export_book(town.holder(draft), draft.id, "claimed", VOICE)
        macro, bomb = BytesIO(content), BytesIO(content)
        with ZipFile(macro, "a") as package:
            package.writestr("xl/vbaProject.bin", b"x")
        with ZipFile(bomb, "a", compression=8) as package:
            package.writestr("xl/media/a.bin", bytes(70_000_000))
        read = [read_answer_book("a.xlsx", each.getvalue()) for each in (macro, bomb)]
        assert [each.problems[0].code for each in read] == ["W003", "W002"]


def test_only_a_draft_and_an_open_case_are_handed_out_and_taken_back() -> None:
    """Once it is submitted the claim stands; once it is signed all does."""
    with new_town() as town:
        draft = town.filled()
        read, holder = exported(town, draft).read(), town.holder(draft)
        filling.submit(holder, draft.id, town.centre())
        with pytest.raises(NotAllowed):
            export_book(holder, draft.id, "claimed", VOICE)
        with pytest.raises(NotAllowed):
            look_through(holder, draft.id, "claimed", read)
        with pytest.raises(NotAllowed):
            export_book(town.ctx(Actor(Role.VISITOR)), draft.id, "claimed", VOICE)
        signed = town.signed()
        with pytest.raises(NotAllowed):
            export_book(town.consultant(), signed.id, "verified", VOICE)
