"""A centre imports its firms: all or nothing, undone as a whole, never more than it may know."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.audit import AuditFilter
from access.resume_codes import tidy_code
from access.tokens import digest_of
from assessments.model import Assessment, Stage
from assessments.refusals import Invalid, NotAllowed, Stale
from services import accounts, continuing, correcting, filling
from services.context import Context
from services.importing.checking import ImportCheck, check
from services.importing.choices import ImportChoices
from services.importing.codes import codes_as
from services.importing.imported import imports
from services.importing.making import ImportOutcome, import_firms
from services.importing.table import read_table
from services.importing.undoing import renew_codes, undo
from services.last_round import last_round
from services.personal import notice
from services.personal.notice import VERSION
from tests.firm_tables import HEADER, as_csv, as_xlsx, code, firm, firms
from tests.town import ANSWERS, Town, new_town
from wording.voice import Voice

ALL = ImportChoices(questionnaire="workshop")
LEAVING = replace(ALL, leave_out=True)


@pytest.fixture
def town() -> Any:
    """One of its own."""
    with new_town() as made:
        yield made


def checked(town: Town, rows: list[list[object]], choices: ImportChoices = ALL) -> ImportCheck:
    """What the consultant is shown of these rows."""
    return check(town.consultant(), town.centre(), "名单.csv", as_csv(rows), choices)


def brought(
    town: Town, rows: list[list[object]], choices: ImportChoices = ALL, **how: Any
) -> ImportOutcome:
    """These rows brought in by the consultant."""
    content = as_csv(rows, **how)
    asked = (town.consultant(), town.centre(), "名单.csv", content, choices)
    return import_firms(*asked, seal=check(*asked).seal)


def holder(town: Town, outcome: ImportOutcome, at: int = 0) -> Context:
    """Whoever has the code of that firm, and types it in."""
    return town.holder(filling.resume(town.visitor, outcome.codes[at].code))


def test_every_firm_becomes_a_draft_of_the_centre(town: Town) -> None:
    """With a record, the newest edition, and a code that opens it and is kept nowhere."""
    outcome = brought(town, firms(40))
    found = town.store.assessments(centre=town.centre())
    assert len(found) == outcome.made.made == len(outcome.codes) == 40
    assert {each.stage for each, _ in found} == {Stage.DRAFT}
    assert {firm.credit_code for _, firm in found} == {code(number) for number in range(1, 41)}
    assert len({tidy_code(each.code) for each in outcome.codes}) == 40
    opened = filling.resume(town.visitor, outcome.codes[0].code)
    assert town.store.enterprise(opened.enterprise).name == outcome.codes[0].name
    raw = town.store.engine.raw_connection()
    dump = "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]
    raw.close()
    for each in outcome.codes:
        assert each.code not in dump
        assert each.code.replace("-", "") not in dump
        assert digest_of(each.code.replace("-", "")) in dump


def test_nothing_is_written_while_anything_is_wrong(town: Town) -> None:
    """Every fault is listed with its line; two are left out when that was said."""
    rows = firms(40)
    rows[3] = firm(4, 所在区="苏州", 从业人数="很多")
    rows[8] = firm(9, 企业名称="")
    found = checked(town, rows)
    places = [(each.at.to("zh"), each.fault.column) for each in found.faults]
    assert places == [("第 5 行", "所在区"), ("第 5 行", "从业人数"), ("第 10 行", "企业名称")]
    with pytest.raises(Invalid, match="import_wrong"):
        brought(town, rows)
    assert town.store.assessments() == []
    outcome = brought(town, rows, LEAVING)
    assert (outcome.made.rows, outcome.made.made, outcome.left_out) == (40, 38, (5, 10))


def test_a_fault_of_a_workbook_has_the_address_of_its_cell(town: Town) -> None:
    """So that one finds it where one mends it."""
    content = as_xlsx([firm(1), firm(2, 从业人数="-3")])
    found = check(town.consultant(), town.centre(), "名单.xlsx", content, ALL)
    assert [each.at.to("zh") for each in found.faults] == ["F3"]


def test_a_code_that_stands_twice_is_a_fault_of_the_later_row(town: Town) -> None:
    """It names the earlier one."""
    (fault,) = checked(town, [firm(1), firm(2), firm(3, 统一社会信用代码=code(1))]).faults
    assert fault.at.to("zh") == "第 4 行"
    assert "第 2 行" in fault.fault.expected.to("zh")


def test_what_is_doubtful_is_told_and_stops_nothing(town: Town) -> None:
    """A code of the old kind, a name that stands twice."""
    rows = [firm(1, 统一社会信用代码="91320206MA1XXXXX0X"), firm(2), firm(3, 企业名称=firm(2)[1])]
    found = checked(town, rows)
    assert len(found.notes) == 2
    assert found.counts["new"] == 3


def test_full_width_digits_and_units_are_read(town: Town) -> None:
    """As people type them."""
    brought(town, [firm(1, 从业人数="１２０人", **{"营业收入（万元）": "１，２００"})])
    ((_, enterprise),) = town.store.assessments()
    assert (enterprise.employees, enterprise.revenue) == (120, 1200)


def test_a_firm_that_the_centre_has_is_not_made_twice(town: Town) -> None:
    """It is skipped and named, or gets another round of its own record, as was chosen."""
    brought(town, firms(2))
    again = checked(town, firms(3))
    assert again.counts == {"new": 1, "again": 0, "skip": 2, "wrong": 0}
    assert firm(1)[1] in again.skipped[0].why.to("zh")  # type: ignore[union-attr]  # it has one
    more = replace(ALL, known="again", questionnaire="quick_scan")
    outcome = brought(town, firms(3), more)
    assert (outcome.made.made, len(town.store.assessments())) == (3, 5)
    assert len({firm.id for _, firm in town.store.assessments()}) == 3


def test_nobody_learns_whom_another_centre_has(town: Town) -> None:
    """The same file gives the same check, whether or not others have its firms."""
    alone = checked(town, firms(2))
    other = town.ctx(replace(town.consultant("rival", "滨湖促进中心").actor))
    asked = (other, town.centre("滨湖促进中心"), "名单.csv", as_csv(firms(2)), ALL)
    import_firms(*asked, seal=check(*asked).seal)
    town.started(credit_code=code(1))
    assert checked(town, firms(2)) == alone


def test_a_correction_is_no_round_of_the_next_draft(town: Town) -> None:
    """The draft of a firm whose case was corrected follows the one case that it had."""
    first = town.signed()
    record = town.store.enterprise(first.enterprise)
    known = record.model_copy(update={"credit_code": code(1)})
    town.store.update_enterprise(known)
    correcting.correct(town.consultant(), first.id, "补看一处")
    brought(town, firms(1), replace(ALL, known="again"))
    drafts = town.store.assessments(stages=[Stage.DRAFT])
    assert [(each.enterprise, each.round) for each, _ in drafts] == [(record.id, 1)]


@pytest.mark.parametrize(("place", "is_seen"), [("惠山促进中心", True), ("滨湖促进中心", False)])
def test_a_code_that_a_centre_hands_out_opens_no_round_of_another(
    place: str, is_seen: bool, town: Town
) -> None:
    """Who imports has the code in hand: it shows of earlier rounds what the centre may see."""
    first = town.submitted(credit_code=code(1))
    town.wait(days=1)
    second = continuing.continue_with(town.holder(first), first.id, "workshop").assessment
    town.answer(second)
    filling.submit(town.holder(second), second.id, town.centre(place))
    outcome = brought(town, firms(1), replace(ALL, known="again"))
    ctx = holder(town, outcome)
    found = last_round(ctx, ctx.actor.assessment or "")
    assert (found is not None) == is_seen


def test_a_file_that_was_brought_before_is_known(town: Town) -> None:
    """Also where no firm of it has a code; two who bring it at once do not both get through."""
    rows = [firm(number, 统一社会信用代码="") for number in range(1, 4)]
    asked = (town.consultant(), town.centre(), "名单.csv", as_csv(rows), ALL)
    seal = check(*asked).seal
    made = import_firms(*asked, seal=seal).made
    with pytest.raises(Stale, match="import_changed"):
        import_firms(*asked, seal=seal)
    assert "导入过" in checked(town, rows).remarks[0].to("zh")
    undo(town.consultant(), made.id)
    assert checked(town, rows).remarks == ()


def test_a_column_that_lacks_is_told_once(town: Town) -> None:
    """Not by every row besides; without a district one may be chosen for all."""
    names = [name for name in HEADER if name != "所在区"]
    rows = [
        [cell for name, cell in zip(HEADER, row, strict=True) if name in names] for row in firms(3)
    ]
    asked = (town.consultant(), town.centre(), "名单.csv", as_csv(rows, names))
    (fault,) = check(*asked, ALL).faults
    assert "对整张表的选择" in fault.fault.expected.to("zh")
    assert check(*asked, replace(ALL, district="320206")).counts["new"] == 3


def test_an_import_of_what_was_not_checked_is_refused(town: Town) -> None:
    """Where somebody brought the same firms in meanwhile, nothing is done twice."""
    asked = (town.consultant(), town.centre(), "名单.csv", as_csv(firms(2)), ALL)
    seal = check(*asked).seal
    import_firms(*asked, seal=seal)
    with pytest.raises(Stale, match="import_changed"):
        import_firms(*asked, seal=seal)
    assert len(town.store.assessments()) == 2


def test_an_import_is_taken_back_as_a_whole(town: Town) -> None:
    """Records, drafts and codes go, and the list says so."""
    outcome = brought(town, firms(5))
    done = undo(town.consultant(), outcome.made.id)
    assert (done.gone, done.stayed) == (5, ())
    assert town.store.assessments() == []
    with pytest.raises(Exception, match="unknown_resume_code"):
        filling.resume(town.visitor, outcome.codes[0].code)
    (kept,) = imports(town.consultant(), town.centre())
    assert (kept.made, kept.undone) == (5, 5)
    with pytest.raises(Invalid, match="import_undone"):
        undo(town.consultant(), outcome.made.id)


def corrected(town: Town, ctx: Context, draft: Assessment) -> None:
    """The profile is corrected."""
    seen = town.store.enterprise(draft.enterprise)
    filling.update_profile(ctx, draft.id, town.profile(), seen=seen)


def held(town: Town, _: Context, draft: Assessment) -> None:
    """An account holds the record."""
    town.store.hold(draft.enterprise, draft.enterprise, "a", town.now)


TOUCHES: Mapping[str, Callable[[Town, Context, Assessment], object]] = {
    "opened": lambda _, ctx, draft: accounts.bind_assessment(ctx, "t" * 43, draft.id),
    "agreed": lambda _, ctx, draft: notice.agree(ctx, draft.id, VERSION),
    "answered": lambda _, ctx, draft: filling.record_answer(ctx, draft.id, "plan", "page", seen=0),
    "corrected": corrected,
    "renewed": lambda _, ctx, draft: filling.renew_code(ctx, draft.id),
    "went on": lambda _, ctx, draft: continuing.continue_with(ctx, draft.id, "quick_scan"),
    "held": held,
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_what_somebody_has_touched_stays_and_is_named(touch: str, town: Town) -> None:
    """Opened, agreed to, answered, corrected, held by an account: it is no longer the centre's."""
    outcome = brought(town, firms(3))
    town.wait(minutes=1)
    ctx = holder(town, outcome, 1)
    TOUCHES[touch](town, ctx, town.store.assessment(ctx.actor.assessment or ""))
    done = undo(town.consultant(), outcome.made.id)
    assert done.gone == 2
    assert [(each.number, bool(each.name)) for each in done.stayed] == [(3, True)]
    assert ctx.actor.assessment in {each.id for each, _ in town.store.assessments()}


def test_a_list_that_was_lost_is_replaced(town: Town) -> None:
    """Drafts that nobody has opened get new codes, and the old ones end at once."""
    outcome = brought(town, firms(3))
    ctx = holder(town, outcome)
    accounts.bind_assessment(ctx, "t" * 43, ctx.actor.assessment or "")
    renewed = renew_codes(town.consultant(), outcome.made.id)
    assert [each.number for each in renewed] == [3, 4]
    filling.resume(town.visitor, renewed[0].code)
    filling.resume(town.visitor, outcome.codes[0].code)
    with pytest.raises(Exception, match="unknown_resume_code"):
        filling.resume(town.visitor, outcome.codes[1].code)


def test_an_enterprise_agrees_itself_before_anything_counts(town: Town) -> None:
    """Nobody has agreed for it; it cannot hand in before, and the watch list sees no burst."""
    outcome = brought(town, firms(12))
    ctx = holder(town, outcome)
    id = ctx.actor.assessment or ""
    assert not notice.consent(ctx, id).holds
    for item, raw in ANSWERS.items():
        filling.record_answer(ctx, id, item, raw, seen=0)
    with pytest.raises(Invalid, match="consent_missing"):
        filling.submit(ctx, id, town.centre())
    notice.agree(ctx, id, VERSION)
    assert filling.submit(ctx, id, town.centre()).stage is Stage.SUBMITTED
    assert [arrival.deed for arrival, _ in town.store.arrivals(town.now)] == ["submit"]


def test_a_consultant_of_the_file_does_not_follow_to_another_centre(town: Town) -> None:
    """Whoever the first centre gave it to is nobody at the second."""
    outcome = brought(town, [[*firm(1), "wangfang"]], header=(*HEADER, "顾问"))
    ctx = holder(town, outcome)
    id = ctx.actor.assessment or ""
    assert town.store.assessment(id).consultant == "wangfang"
    notice.agree(ctx, id, VERSION)
    for item, raw in ANSWERS.items():
        filling.record_answer(ctx, id, item, raw, seen=0)
    assert filling.submit(ctx, id, town.centre("滨湖促进中心")).consultant is None


def test_answers_of_an_old_table_are_the_centres_word(town: Town) -> None:
    """Claimed answers of a draft, with who put them down; the enterprise may change each."""
    workshop = checked(town, firms(1)).asked
    assert workshop is not None
    says = workshop.by_id["plan"].options[1].says.to("zh")
    header = (*HEADER, "plan", workshop.by_id["machines_total"].ask.to("zh"), "safeguards")
    rows = [[*firm(1), says, "12", "backup；accounts"], [*firm(2), "", "", ""]]
    outcome = brought(town, rows, header=header)
    ctx = holder(town, outcome)
    id = ctx.actor.assessment or ""
    answers = town.store.answers(id, "claimed")
    values = {item: record.value for item, record in answers.items()}
    assert values["plan"] == workshop.by_id["plan"].options[1].id
    assert values["machines_total"] == 12
    assert values["safeguards"] == ["backup", "accounts"]
    assert all("惠山促进中心" in record.note for record in answers.values())
    assert {record.author for record in answers.values()} == {"wangfang"}
    filling.record_answer(ctx, id, "machines_total", 14, seen=1)
    assert undo(town.consultant(), outcome.made.id).gone == 1


def test_answers_that_cannot_be_are_told_by_their_cell(town: Town) -> None:
    """An option that there is not, positions from 1, a part above its whole."""
    header = (*HEADER, "plan", "machines_total", "machines_networked")
    found = check(
        town.consultant(),
        town.centre(),
        "名单.csv",
        as_csv([[*firm(1), "no such option", "3", "7"]], header),
        ALL,
    )
    assert [each.fault.column for each in found.faults] == ["plan", "machines_networked"]


def test_a_column_of_another_questionnaire_is_passed_over(town: Town) -> None:
    """Whoever turns to another questionnaire still sees the table, without that column."""
    for asked in ("workshop", "quick_scan", ""):
        choices = ImportChoices(columns=((0, "item:machines_total"),), questionnaire=asked)
        found = checked(town, firms(1), choices)
        assert found.columns[0].field == ("item:machines_total" if asked == "workshop" else "")


def test_what_the_columns_are_is_remembered_per_centre(town: Town) -> None:
    """The next table with such headings needs no correction; another centre's does."""
    header = ("甲", "乙", "丙", "丁", "戊", "己", "庚")
    places = ((1, "name"), (2, "credit_code"), (3, "division"), (4, "district"), (5, "employees"))
    brought(town, firms(1), replace(ALL, columns=places), header=header)
    content = as_csv([firm(2)], header)
    found = check(town.consultant(), town.centre(), "名单.csv", content, ALL)
    assert found.counts["new"] == 1
    rival = town.consultant("rival", "滨湖促进中心")
    other = check(rival, town.centre("滨湖促进中心"), "名单.csv", content, ALL)
    assert not other.whole


def test_an_import_stands_in_the_trail_of_the_centre_and_of_each_firm(town: Town) -> None:
    """Who, when, how many; no name and no code."""
    outcome = brought(town, firms(2))
    rows = list(town.store.audit_rows(AuditFilter(action="assessment.import")))
    assert len(rows) == 2
    (made,) = town.store.audit_rows(AuditFilter(action="import.make"))
    assert (made["object"], made["centre"]) == (outcome.made.id, town.centre())
    assert "试点企业" not in str([*rows, made])


def test_a_centre_has_its_own_limit(town: Town) -> None:
    """Starts of visitors are not counted against it, nor it against them."""
    for number in range(20):
        brought(town, [firm(number)])
    with pytest.raises(NotAllowed, match="too_many_imports"):
        brought(town, [firm(99)])
    town.started()


def test_a_list_of_codes_never_runs_as_a_formula(town: Town) -> None:
    """A name that begins like one stays a name, in both formats."""
    outcome = brought(town, [firm(1, 企业名称="=HYPERLINK(1)")])
    for format in ("csv", "xlsx"):
        made = codes_as(
            Voice("zh"), outcome.codes, format, file="a", centre="某中心", place="/resume"
        )
        cells = [cell for row in read_table(f"a.{format}", made).rows for cell in row.cells]
        assert outcome.codes[0].code in cells
        assert "=HYPERLINK(1)" in cells if format == "xlsx" else "'=HYPERLINK(1)" in cells


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_row_is_right_or_every_fault_of_it_is_told(data: st.DataObject) -> None:
    """Whatever stands in the cells: as many rows as there are, wrong ones with a fault each."""
    cells = st.text(alphabet="惠山区34C轴承,.-1０人元\u200b ", max_size=6)
    rows = [
        firm(number, **{data.draw(st.sampled_from(HEADER)): data.draw(cells)})
        for number in range(1, 4)
    ]
    with new_town() as town:
        found = check(town.operator, town.centre(), "名单.csv", as_csv(rows), ALL)
    wrong = {each.fault.row for each in found.faults}
    assert found.rows == 3
    assert found.counts["wrong"] == len(wrong)
