"""A centre's cases as a list: looked for, given out, due, saved, written into files."""

import csv
import io
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from access.actor import Role
from assessments.model import Assessment, Stage
from assessments.portfolio import OPEN, CaseFilter, CaseOrder
from assessments.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from services import assigning, filling, portfolio, saved_views
from services.context import Context
from services.file_jobs import PortfolioJob
from services.portfolio import NOBODY, SORTS, SPANS, PortfolioChoice
from services.portfolio_tables import COLUMNS, list_file, voice_of
from tests.town import Town, new_town
from tests.unit.test_people import refused, with_account
from wording.voice import Voice

ZH, EN = Voice("zh"), Voice("en")
ALL = PortfolioChoice()
odd = st.one_of(st.text(max_size=12), st.sampled_from(["open", "-due", "week", "320206", "\ud800"]))
NAMES = [each.name for each in fields(PortfolioChoice)]


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def lead_of(town: Town) -> Context:
    """The lead of the centre, with two consultants."""
    for username in ("one", "two"):
        with_account(town, username, Role.CONSULTANT, centre=town.centre())
    return with_account(town, "lead", Role.LEAD, centre=town.centre())[0]


def listed(ctx: Context, **choice: str) -> list[str]:
    """The names of the firms that are found, as they stand in the list."""
    found = portfolio.portfolio(ctx, PortfolioChoice(**choice), page=1, size=50)
    return [line.enterprise.name for line in found.lines]


def imported(town: Town, name: str) -> Assessment:
    """A draft that has its centre from an import."""
    draft = town.started(name=name)
    changed = draft.model_copy(update={"centre": town.centre()})
    return town.store.move(changed, seen=draft.version)


@given(st.dictionaries(st.sampled_from(NAMES), odd))
def test_whatever_an_address_says_there_is_a_list(said: Mapping[str, str]) -> None:
    """What cannot be looked for is passed over, and what is read says the same again."""
    choice = PortfolioChoice.read(said)
    assert PortfolioChoice.read(choice.parts()) == choice
    assert isinstance(choice.wanted(date(2026, 3, 1)), CaseFilter)
    assert isinstance(choice.order, CaseOrder)


def test_every_span_of_days_is_apart_from_the_others() -> None:
    """Overdue ends yesterday, a week and a month begin today, and only what is unsigned counts."""
    today = date(2026, 3, 1)
    spans = {due: PortfolioChoice(due=due).wanted(today) for due in SPANS}
    assert spans["overdue"].due_until == today - timedelta(days=1)
    assert spans["week"].due_from == spans["month"].due_from == today
    assert all(each.unsigned for each in spans.values())
    assert {PortfolioChoice(sort=sort).order for sort in SORTS} >= {CaseOrder(), CaseOrder("due")}


def test_a_lead_sees_all_of_the_centre_and_a_consultant_what_is_its_own(town: Town) -> None:
    """With the drafts that the centre brought in, of which nothing but the line is there."""
    lead = lead_of(town)
    one, _ = with_account(town, "one", Role.CONSULTANT)
    two, _ = with_account(town, "two", Role.CONSULTANT)
    cases = [town.submitted(name=name) for name in ("甲", "乙")]
    town.submitted(centre="滨湖促进中心", name="外")
    town.started(name="自己来的")
    imported(town, "丙")
    assigning.assign(lead, cases[0].id, "one", seen=cases[0].version)
    assert listed(lead) == listed(one) == ["甲", "乙", "丙"]
    assert listed(two) == ["乙", "丙"]
    page = portfolio.portfolio(lead, ALL, page=9, size=2)
    assert (page.page, page.pages, page.found, page.cases) == (2, 2, 3, 3)
    (draft,) = page.lines
    assert (draft.claimed, draft.verified) == (None, None)
    assert listed(lead, stage="open", search="甲") == ["甲"]
    assert listed(lead, consultant=NOBODY) == ["乙", "丙"]
    assert listed(lead, consultant="one") == ["甲"]
    with pytest.raises(NotAllowed):
        portfolio.place(two, ALL, cases[0].id)
    assert portfolio.place(two, ALL, cases[1].id).cases == 1  # a draft cannot be gone on to


def test_a_board_has_every_stage_with_its_number(town: Town) -> None:
    """And of each the cases that press most."""
    lead = lead_of(town)
    late = town.submitted(name="期限近")
    town.submitted(name="没有期限")
    assigning.set_due(lead, late.id, town.now.date(), seen=0)
    town.wait(days=2)
    counts, found = portfolio.board(lead, ALL)
    assert counts == {Stage.SUBMITTED: 2}
    assert [line.enterprise.name for line in found[Stage.SUBMITTED]] == ["期限近", "没有期限"]
    assert found[Stage.SUBMITTED][0].overdue(town.now.date()) == 2


def test_several_are_given_out_and_each_refusal_is_named(town: Town) -> None:
    """One that is signed, or that changed since, is as it was; the others are given."""
    signed, lead = town.signed(), lead_of(town)
    moved, plain = town.submitted(name="变了"), town.submitted(name="好的")
    lines = portfolio.portfolio(lead, ALL, page=1, size=50).lines
    assigning.assign(lead, moved.id, "two", seen=moved.version)
    outcomes = assigning.assign_all(lead, lines, "one")
    why = {each.line.assessment.id: each.refused for each in outcomes}
    assert why[plain.id] is None
    assert isinstance(why[moved.id], Stale)
    assert isinstance(why[signed.id], Invalid)
    holders = {id: town.store.assessment(id).consultant for id in why}
    assert holders == {signed.id: None, moved.id: "two", plain.id: "one"}
    everyone = assigning.assign_all(lead, lines, "nobody")
    assert [each.refused.key for each in everyone if each.refused] == ["no_consultant"] * 2 + [
        "case_signed"
    ]


def test_a_day_is_set_moved_and_taken_off(town: Town) -> None:
    """Only by a lead, only ahead, not of what is signed; a slower one is told; it stops nobody."""
    signed, lead, case = town.signed(), lead_of(town), town.under_verification()
    today = town.now.date()
    assigning.set_due(lead, case.id, today + timedelta(days=7), seen=0)
    assert town.store.assessment(case.id).version == case.version
    for day in (today - timedelta(days=1), today + timedelta(days=5_000)):
        assert refused(assigning.set_due, lead, case.id, day, seen=1) == "bad_due"
    assert refused(assigning.set_due, lead, case.id, today, seen=0) == "document_changed"
    assert refused(assigning.set_due, town.consultant(), case.id, today, seen=1) == "not_allowed"
    assert listed(lead, due="month") == ["惠山精工"]
    line = portfolio.portfolio(lead, PortfolioChoice(stage="open"), page=1, size=50).lines[0]
    assert (line.due, line.due_seen) == (today + timedelta(days=7), 1)
    (outcome,) = assigning.set_due_of_all(lead, [line], None)
    assert outcome.refused is None
    assert listed(lead, due="none") == ["惠山精工"]
    assert refused(assigning.set_due, lead, signed.id, today, seen=0) == "case_signed"


def test_a_draft_of_the_centre_has_a_day_too(town: Town) -> None:
    """So that somebody sees in time who has not begun; it is neither read nor given out."""
    lead, draft = lead_of(town), imported(town, "丙")
    assigning.set_due(lead, draft.id, town.now.date(), seen=0)
    town.wait(days=1)
    assert listed(lead, due="overdue") == ["丙"]
    assert refused(assigning.assign, lead, draft.id, "one", seen=draft.version) == "not_allowed"
    town.answer(draft)
    handed_in = filling.submit(town.holder(draft), draft.id, town.centre())
    assert handed_in.stage in OPEN
    assert listed(lead, due="overdue", stage="open") == ["丙"]


def test_saved_views_are_ones_own_and_replace_their_namesakes(town: Town) -> None:
    """By name; a slower one is told; another account has none of them."""
    lead = lead_of(town)
    one, _ = with_account(town, "one", Role.CONSULTANT)
    due = PortfolioChoice(due="overdue")
    saved_views.save_view(lead, " 逾期的 ", ALL, seen=0)
    kept = saved_views.save_view(lead, "逾期的", due, seen=1)
    assert [(each.name, each.choice) for each in kept.views] == [("逾期的", due)]
    assert saved_views.saved_views(lead) == kept
    assert saved_views.saved_views(one).views == ()
    for name in ("", " ", "长" * 31):
        assert refused(saved_views.save_view, lead, name, due, seen=2) == "bad_view_name"
    assert refused(saved_views.save_view, lead, "二", due, seen=1) == "document_changed"
    with pytest.raises(NotFound):
        saved_views.drop_view(lead, "没有", seen=2)
    assert saved_views.drop_view(lead, "逾期的", seen=2).views == ()
    for number in range(saved_views.MOST):
        saved_views.save_view(lead, str(number), due, seen=3 + number)
    seen = 3 + saved_views.MOST
    assert refused(saved_views.save_view, lead, "再来", due, seen=seen) == "too_many_views"


def read_csv(content: bytes) -> list[list[str]]:
    """The rows of a file as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


FORMULAS = ("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(1)", "＝1+1")


@pytest.mark.parametrize("name", FORMULAS)
def test_no_file_has_a_cell_that_runs(town: Town, name: str) -> None:
    """A name that begins as a formula is text in the workbook, and has its apostrophe in CSV."""
    lead = lead_of(town)
    town.submitted(name=name)
    sheet = load_workbook(io.BytesIO(list_file(lead, ALL, ZH, "xlsx"))).worksheets[0]
    (cell,) = [each for row in sheet.iter_rows() for each in row if each.value == name]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert read_csv(list_file(lead, ALL, ZH, "csv"))[1][0] == f"'{name}"


def test_a_file_has_all_that_is_looked_for_and_the_trail_says_so(town: Town) -> None:
    """Every page of it, in both languages, with a header; from a job that another process takes."""
    signed, lead = town.signed(), lead_of(town)
    town.submitted(name="没有签的")
    job: PortfolioJob = pickle.loads(pickle.dumps(PortfolioJob(ALL, EN, "csv")))  # noqa: S301  (our own)
    head, *rows = read_csv(job(lead))
    assert head == [EN.say(f"portfolio.column_{name}") for name in COLUMNS]
    told = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}
    assert set(told) == {"惠山精工", "没有签的"}
    assert told["惠山精工"]["verified"]
    assert told["没有签的"]["verified"] == ""
    assert told["没有签的"]["round"] == "T0"
    entries = [each for each in town.store.audit_rows() if each["action"] == "case.export"]
    assert '"cases":2' in entries[-1]["details"]
    assert signed.id not in str(rows)


def test_a_line_says_when_it_is_late_and_when_answers_are_open(town: Town) -> None:
    """Only what nobody has signed is late."""
    lead, case = lead_of(town), town.submitted()
    assigning.set_due(lead, case.id, town.now.date(), seen=0)
    town.wait(days=3)
    (line,) = portfolio.portfolio(lead, ALL, page=1, size=50).lines
    said = voice_of(lead, ZH, [line])
    row = said.row(line)
    assert (row["late"], row["waiting"]) == (3, 3)
    assert "逾期 3 天" in said.due(line)
    assert line.claimed is not None
    half = type(line.claimed)(line.claimed.level, 50.0, 0.5)
    assert said.result(half) == f"{said.result(line.claimed)}（答题不全）"


def test_what_the_store_cannot_do_ends_the_whole_act(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than a list of the same sentence; what was done before stays done."""
    from assessments.refusals import Unavailable  # noqa: PLC0415  (of this test alone)

    lead = lead_of(town)
    for name in ("甲", "乙"):
        town.submitted(name=name)
    lines = portfolio.portfolio(lead, ALL, page=1, size=50).lines
    done: list[Any] = []

    def assign(*_: object, **__: object) -> None:
        done.append(1)
        if len(done) == 2:
            raise Unavailable("store_busy")

    monkeypatch.setattr(assigning, "assign", assign)
    with pytest.raises(Refusal) as refusal:
        assigning.assign_all(lead, lines, "one")
    assert refusal.value.key == "store_busy"
