"""The list of cases: every filter and order gives what reading all of them and looking gives."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from access.account import Account
from access.actor import Role
from assessments.model import Assessment, Document, Enterprise, Side, Stage
from assessments.personal import Erasure, Traces
from assessments.portfolio import (
    OPEN,
    CaseFilter,
    CaseLine,
    Caseload,
    CaseOrder,
    CasePlace,
    CaseResult,
    CaseScope,
    FirmCounts,
)
from storage import SqlStore
from tests.store.samples import LEVEL, NOON, assessment, card, enterprise

TODAY = date(2026, 6, 15)
SINCE, UNTIL = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
EVERYTHING = CaseScope("c1")
CASES = 60
NAMES = ("惠山精工", "100%棉纺", "Taihu_Bearings", "太湖轴承", "锡山 模具")
FILTERS: Sequence[CaseFilter] = (
    CaseFilter(),
    CaseFilter(stages=OPEN),
    CaseFilter(stages=(Stage.DRAFT,), round=1),
    CaseFilter(divisions=("34", "35")),
    CaseFilter(district="320206", unsigned=True),
    CaseFilter(consultant="one"),
    CaseFilter(consultant=""),
    CaseFilter(due_until=TODAY - timedelta(days=1), unsigned=True),
    CaseFilter(due_from=TODAY, due_until=TODAY + timedelta(days=20)),
    CaseFilter(without_due=True),
    CaseFilter(words=("TAIHU",)),
    CaseFilter(words=("%",)),
    CaseFilter(words=("_",)),
    CaseFilter(words=("精工", "9132")),
    CaseFilter(words=("没有这一家",)),
)
ORDERS = [
    CaseOrder(),
    *(
        CaseOrder(by, descending)
        for by in ("due", "name", "district", "submitted", "signed", "claimed", "verified")
        for descending in (False, True)
    ),
]


def a_case(number: int, luck: Random) -> tuple[Enterprise, Assessment]:
    """A firm and its case, as it may come."""
    code = luck.choice([None, f"9132{number:014d}"])
    firm = enterprise(
        f"e{number:02d}",
        name=f"{luck.choice(NAMES)}{number}",
        credit_code=code,
        division=luck.choice(["17", "34", "35"]),
        district=luck.choice(["320205", "320206"]),
    )
    stage = luck.choice([Stage.DRAFT, *OPEN, Stage.VERIFIED])
    begun = NOON + timedelta(days=luck.randrange(40))
    at = None if stage is Stage.DRAFT else begun + timedelta(days=luck.randrange(30))
    signed = at + timedelta(days=luck.randrange(90)) if at and stage is Stage.VERIFIED else None
    one = assessment(
        f"a{number:02d}",
        enterprise=firm.id,
        stage=stage,
        round=luck.randrange(2),
        centre=luck.choice(["c1", "c1", "c1", "c2"]),
        consultant=luck.choice([None, "one", "two"]),
        started_at=begun,
        submitted_at=at,
        signed_at=signed,
    )
    return firm, one


@pytest.fixture
def store(store: SqlStore) -> SqlStore:
    """Two centres, two consultants and sixty cases that are spread over them."""
    luck = Random(7)  # noqa: S311  (a sample, no secret)
    for centre in ("c1", "c2"):
        store.add_centre(centre, centre)
    for username in ("one", "two"):
        store.add_account(
            Account(
                username=username,
                name=username,
                role=Role.CONSULTANT,
                centre="c1",
                password_hash="x",
                created_at=NOON,
            )
        )
    with store.transaction() as at_once:
        for number in range(CASES):
            firm, one = a_case(number, luck)
            at_once.add_enterprise(firm)
            at_once.add_assessment(one, None)
            for revision in range(1, 1 + luck.randrange(3)):
                day = TODAY + timedelta(days=luck.randrange(-40, 40))
                at_once.append_document(due(one.id, day, revision))
            if luck.random() < 0.1:
                at_once.append_document(due(one.id, None, revision_of(at_once, one.id) + 1))
            sides: Sequence[Side] = ("claimed", "verified") if one.signed else ("claimed",)
            for side in sides if one.submitted_at else ():
                level = LEVEL.model_copy(update={"number": luck.randrange(4)})
                made = card(luck.randrange(100) / 1).model_copy(update={"level": level})
                at_once.add_scorecard(one.id, side, made, NOON)
    return store


def due(case: str, day: date | None, revision: int = 1) -> Document:
    """By when a case is to be signed."""
    value = None if day is None else {"due": day.isoformat()}
    return Document(kind="due", subject=case, revision=revision, value=value, author="x", at=NOON)


def revision_of(store: SqlStore, case: str) -> int:
    """That of the day which is set; 0 where there is none."""
    found = store.document("due", case)
    return 0 if found is None else found.revision


def read(store: SqlStore, scope: CaseScope) -> list[CaseLine]:
    """Every case of the scope, put together from what the rest of the store reads."""
    lines = []
    for one, firm in store.assessments(centre=scope.centre):
        if scope.hands is not None and one.consultant not in (None, scope.hands):
            continue
        set_, results = store.document("due", one.id), store.scorecards([one.id])
        day = date.fromisoformat(set_.value["due"]) if set_ and set_.value else None
        told: list[CaseResult | None] = []
        for side in ("claimed", "verified"):
            found = results.get((one.id, side))  # type: ignore[call-overload]  # sides
            level = found.level.number if found and found.level else None
            told.append(CaseResult(level, found.total, found.coverage) if found else None)
        lines.append(CaseLine(one, firm, day, set_.revision if set_ else 0, *told))
    return lines


def fits(line: CaseLine, wanted: CaseFilter) -> bool:
    """Whether the line is wanted."""
    one, firm = line.assessment, line.enterprise
    return all(
        (
            not wanted.stages or one.stage in wanted.stages,
            wanted.round in (None, one.round),
            not wanted.divisions or firm.division in wanted.divisions,
            wanted.district in ("", firm.district),
            wanted.consultant in (None, one.consultant or ""),
            wanted.due_from is None or (line.due and line.due >= wanted.due_from),
            wanted.due_until is None or (line.due and line.due <= wanted.due_until),
            not (wanted.without_due and line.due),
            not (wanted.unsigned and one.signed),
            *(
                word.lower() in firm.name.lower() or (firm.credit_code or "").startswith(word)
                for word in wanted.words
            ),
        )
    )


def by_waiting(line: CaseLine) -> tuple[Any, ...]:
    """Those in hand, drafts, then the signed ones, the last first."""
    one = line.assessment
    if one.stage in OPEN:
        return 0, one.submitted_at, one.started_at, one.id
    if one.signed_at is not None:
        return 2, -one.signed_at.timestamp(), one.started_at, one.id
    return 1, one.started_at, one.id


KEYS: dict[str, Callable[[CaseLine], Any]] = {
    "due": lambda line: line.due,
    "name": lambda line: line.enterprise.name,
    "district": lambda line: line.enterprise.district,
    "submitted": lambda line: line.assessment.submitted_at,
    "signed": lambda line: line.assessment.signed_at,
    "claimed": lambda line: line.claimed and line.claimed.level,
    "verified": lambda line: line.verified and line.verified.level,
}


def in_order(lines: Iterable[CaseLine], order: CaseOrder) -> list[CaseLine]:
    """Sorted; those without the thing last."""
    if order.by == "waiting":
        return sorted(lines, key=by_waiting)
    key = KEYS[order.by]
    found = sorted(lines, key=lambda line: line.assessment.id)
    without = [line for line in found if key(line) is None]
    having = [line for line in found if key(line) is not None]
    return sorted(having, key=key, reverse=order.descending) + without


def ids(lines: Iterable[CaseLine]) -> list[str]:
    """Which cases those are."""
    return [line.assessment.id for line in lines]


def listed(
    store: SqlStore, wanted: CaseFilter, order: CaseOrder, scope: CaseScope = EVERYTHING
) -> Sequence[CaseLine]:
    """All of them in one go."""
    return store.case_lines(scope, wanted, order, first=0, most=CASES)


@pytest.mark.parametrize("scope", [EVERYTHING, CaseScope("c1", "one"), CaseScope("")])
def test_a_filter_finds_what_looking_at_every_case_finds(store: SqlStore, scope: CaseScope) -> None:
    """With all that a line says, and the stages are counted alike."""
    everything = read(store, scope)
    for wanted in FILTERS:
        expected = in_order([each for each in everything if fits(each, wanted)], CaseOrder())
        assert listed(store, wanted, CaseOrder(), scope) == expected
        stages = [line.assessment.stage for line in expected]
        counts = {stage: stages.count(stage) for stage in set(stages)}
        assert store.case_counts(scope, wanted) == counts


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_every_order_is_total_and_pages_cut_it_without_a_gap(
    store: SqlStore, order: CaseOrder
) -> None:
    """What has no such thing comes last either way; every neighbour is the one on the page."""
    found = listed(store, CaseFilter(), order)
    pages = [
        ids(store.case_lines(EVERYTHING, CaseFilter(), order, first=first, most=7))
        for first in range(0, len(found), 7)
    ]
    assert [id for page in pages for id in page] == ids(found)
    if order.by != "name":  # databases differ in what comes first among scripts
        expected = in_order(read(store, EVERYTHING), order)
        if order.by == "waiting":
            assert ids(found) == ids(expected)
        else:
            key = KEYS[order.by]
            assert [key(each) for each in found] == [key(each) for each in expected]
    around: list[str | None] = [None, *ids(found), None]
    for number in (1, 2, len(found)):
        id = found[number - 1].assessment.id
        place = store.case_place(EVERYTHING, CaseFilter(), order, id)
        assert place == CasePlace(number, len(found), around[number - 1], around[number + 1])


def test_a_case_that_is_no_longer_wanted_still_has_neighbours(store: SqlStore) -> None:
    """As if it were; one that is out of scope has none."""
    wanted = CaseFilter(stages=(Stage.SUBMITTED,))
    waiting = ids(listed(store, wanted, CaseOrder()))
    begun = listed(store, CaseFilter(stages=(Stage.UNDER_VERIFICATION,)), CaseOrder())[0]
    place = store.case_place(EVERYTHING, wanted, CaseOrder(), begun.assessment.id)
    assert place is not None
    assert place.cases == len(waiting) + 1
    assert {place.before, place.after} <= {None, *waiting}
    other = listed(store, CaseFilter(), CaseOrder(), CaseScope("c2"))[0].assessment.id
    assert store.case_place(EVERYTHING, wanted, CaseOrder(), other) is None


def test_the_board_shows_of_each_stage_those_that_press_most(store: SqlStore) -> None:
    """The longest overdue first, then the longest waiting, some of each stage."""
    board = store.case_board(EVERYTHING, CaseFilter(), TODAY, most=4)
    for stage in Stage:
        of_stage = [line for line in read(store, EVERYTHING) if line.assessment.stage is stage]
        late = [line for line in of_stage if line.overdue(TODAY)]
        others = [line for line in of_stage if not line.overdue(TODAY)]
        late.sort(key=lambda line: (line.due, *by_waiting(line)))
        assert list(board[stage]) == [*late, *sorted(others, key=by_waiting)][:4]


def test_caseloads_count_what_each_consultant_has(store: SqlStore) -> None:
    """Drafts, waiting, begun, overdue, signed in the span, and since when one waits."""
    lines = read(store, EVERYTHING)
    expected = []
    for who in ("one", "two", None):
        own = [line for line in lines if line.assessment.consultant == who]
        at = [line.assessment.signed_at for line in own]
        asked = [line.assessment.submitted_at for line in own if line.assessment.stage in OPEN]
        stages = [line.assessment.stage for line in own]
        expected.append(
            Caseload(
                who,
                drafts=stages.count(Stage.DRAFT),
                waiting=stages.count(Stage.SUBMITTED),
                begun=stages.count(Stage.UNDER_VERIFICATION),
                overdue=sum(line.overdue(TODAY) > 0 for line in own),
                signed=sum(each is not None and SINCE <= each < UNTIL for each in at),
                since=min((each for each in asked if each), default=None),
            )
        )
    assert store.caseloads("c1", TODAY, SINCE, UNTIL) == expected


def test_firms_are_counted_once_by_district_and_division(store: SqlStore) -> None:
    """Also where two of its rounds were signed in the span."""
    firm = store.assessments(centre="c1")[0][1]
    for number in (1, 2):
        at = SINCE + timedelta(days=number)
        store.add_assessment(
            assessment(
                f"again{number}",
                enterprise=firm.id,
                stage=Stage.VERIFIED,
                centre="c1",
                submitted_at=at,
                signed_at=at,
            ),
            None,
        )

    def ended(one: Assessment) -> bool:
        return one.signed_at is not None and SINCE <= one.signed_at < UNTIL

    expected = []
    lines = read(store, EVERYTHING)
    places = {(line.enterprise.district, line.enterprise.division) for line in lines}

    def firms(own: list[CaseLine], fits: Callable[[Assessment], bool]) -> int:
        return len({line.enterprise.id for line in own if fits(line.assessment)})

    for district, division in sorted(places):
        own = [
            line
            for line in lines
            if (line.enterprise.district, line.enterprise.division) == (district, division)
        ]
        expected.append(
            FirmCounts(
                district,
                division,
                drafts=firms(own, lambda one: one.stage is Stage.DRAFT),
                in_hand=firms(own, lambda one: one.stage in OPEN),
                signed=firms(own, ended),
            )
        )
    assert store.firm_counts("c1", SINCE, UNTIL) == expected


def test_a_corrected_case_is_listed_no_more_and_counted_where_it_was_signed(
    store: SqlStore,
) -> None:
    """Until the correction is signed both are listed. The older one keeps neighbours to go to."""
    signed_then = (
        line.assessment
        for line in read(store, EVERYTHING)
        if line.assessment.signed_at and SINCE <= line.assessment.signed_at < UNTIL
    )
    old = next(signed_then)
    before = len(listed(store, CaseFilter(), CaseOrder()))
    figures = store.firm_counts("c1", SINCE, UNTIL), store.caseloads("c1", TODAY, SINCE, UNTIL)
    opened = {"id": "new", "corrects": old.id, "stage": Stage.UNDER_VERIFICATION, "signed_at": None}
    new = old.model_copy(update=opened)
    store.add_assessment(new, None)
    assert {old.id, "new"} < set(ids(listed(store, CaseFilter(), CaseOrder())))
    signed = {"stage": Stage.VERIFIED, "signed_at": UNTIL - timedelta(days=1)}
    store.move(new.model_copy(update=signed), seen=new.version)
    now = ids(listed(store, CaseFilter(), CaseOrder()))
    assert len(now) == before
    assert "new" in now
    assert old.id not in now
    assert sum(store.case_counts(EVERYTHING, CaseFilter()).values()) == before
    board = store.case_board(EVERYTHING, CaseFilter(), TODAY, most=CASES)
    assert old.id not in ids(board[Stage.VERIFIED])
    place = store.case_place(EVERYTHING, CaseFilter(), CaseOrder(), old.id)
    assert place is not None
    assert place.cases == before + 1
    again = store.firm_counts("c1", SINCE, UNTIL), store.caseloads("c1", TODAY, SINCE, UNTIL)
    assert again == figures
    after = UNTIL, UNTIL + timedelta(days=90)
    assert sum(each.signed for each in store.firm_counts("c1", *after)) == sum(
        UNTIL <= line.assessment.signed_at < after[1]
        for line in read(store, EVERYTHING)
        if line.assessment.signed_at
    )


def test_firms_that_centres_signed_are_counted_for_the_city(store: SqlStore) -> None:
    """Of every centre, by district and division; as its own page counts them."""
    found = store.signed_firms(SINCE, UNTIL)
    own = {
        (each.district, each.division): each.signed
        for each in store.firm_counts("c1", SINCE, UNTIL)
        if each.signed
    }
    assert {(e.district, e.division): e.firms for e in found if e.centre == "c1"} == own
    assert len({(e.centre, e.district, e.division) for e in found}) == len(found)
    assert store.signed_firms(UNTIL, UNTIL) == []


def test_what_is_left_of_an_erased_firm_is_in_no_list(store: SqlStore) -> None:
    """It counts in the city's figures only."""
    line = next(line for line in read(store, EVERYTHING) if line.assessment.submitted_at)
    one, firm = line.assessment, line.enterprise
    kept = one.model_copy(update={"id": "kept", "enterprise": "left", "consultant": None})
    store.erase(
        Erasure(
            Traces(frozenset({firm.id}), frozenset({one.id})),
            NOON,
            {firm.id: firm.model_copy(update={"id": "left"})},
            {one.id: kept},
        )
    )
    assert len(listed(store, CaseFilter(), CaseOrder())) == len(read(store, EVERYTHING))
    assert store.case_place(EVERYTHING, CaseFilter(), CaseOrder(), "kept") is None
