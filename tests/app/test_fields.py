"""What a field shows is what is kept, or the page says in place that it is not and why."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assessments.plain_text import plain
from questionnaires.answers import MAX_TEXT
from questionnaires.model import Item, Kind
from services.answering import LONGEST_NOTE
from tests.app.desks import Device
from tests.town import ANSWERS, new_town

# A page takes seconds to open in a test and tenths to run again: few examples, long ones.
FEW = settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
REFUSED, SAVED = ":red[没有保存", "✓ 已保存"

numbers = st.one_of(
    st.integers(-3, 12).map(str),
    st.sampled_from(["", "3.5", "200000", "１１", "1,000", "12台", "1e3", "--5", "9" * 400, "0.5"]),
)
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(["长" * (MAX_TEXT + 1), "🏭" * 260, "\0", "x" * MAX_TEXT, " 少填表 "]),
)


def typed_into(item: Item) -> st.SearchStrategy[Any]:
    """What a person may put into the widgets of the item."""
    ids = [option.id for option in item.options]
    if item.kind in (Kind.CHOICE, Kind.LADDER):
        return st.sampled_from(ids)
    if item.kind is Kind.MULTI:
        return st.sets(st.sampled_from(ids))
    return texts if item.kind is Kind.TEXT else numbers


def check(device: Device, item: Item) -> None:
    """The item's line tells the truth about what its widgets show."""
    stored, said = device.stored(item), device.said(item)
    kept = None if stored is None else stored.value
    if device.side == "verified" and kept is None:
        kept = device.town.store.answers(device.assessment.id, "claimed")[item.id].value
    is_kept = device.shown(item) == kept
    assert is_kept != any(line.startswith(REFUSED) for line in said)
    if not is_kept:
        assert not any(line.startswith(SAVED) for line in said)
    elif device.side == "claimed":
        assert (kept is not None) == any(line.startswith(SAVED) for line in said)


def accepted(item: Item, shown: Any, others: dict[str, Any]) -> bool:
    """Whether what is shown is an answer, beside the others that are kept."""
    if item.kind is Kind.TEXT:
        return shown is None or len(shown) <= MAX_TEXT
    if item.kind is not Kind.NUMBER or shown is None:
        return True
    if not isinstance(shown, float) or not (item.minimum or 0) <= shown <= (item.maximum or 0):
        return False
    together = others | {item.id: shown}
    part, whole = together.get("machines_networked"), together.get("machines_total")
    fits = "machines" not in item.id or part is None or whole is None or part <= whole
    return fits and not (item.integer and shown != int(shown))


@pytest.mark.parametrize("part", ["about_you", "shopfloor", "data"])
@FEW
@given(data=st.data())
def test_a_page_calls_saved_what_the_store_has_and_nothing_else(
    part: str, data: st.DataObject
) -> None:
    """Whatever is typed, in any order: what is an answer is kept, all else is told in place."""
    with new_town() as town:
        assessment = town.started()
        town.answer(assessment, {"workshop": "own", "safeguards": ["backup"]})
        device = Device(town, assessment, part=part)
        for _ in range(12):
            item = data.draw(st.sampled_from(device.items()))
            others = {
                id: record.value
                for id, record in town.store.answers(assessment.id, "claimed").items()
                if id != item.id
            }
            device.choose(item, data.draw(typed_into(item)))
            for each in device.items():
                check(device, each)
            if item in device.items():
                shown, stored = device.shown(item), device.stored(item)
                is_kept = shown == (None if stored is None else stored.value)
                assert is_kept == accepted(item, shown, others)


@FEW
@given(data=st.data())
def test_the_page_of_a_case_calls_saved_what_the_store_has(data: st.DataObject) -> None:
    """A consultant's findings keep the same promise, beside the claim."""
    with new_town() as town:
        device = Device(town, town.under_verification(), "verified")
        for _ in range(8):
            item = data.draw(st.sampled_from(device.items()))
            device.choose(item, data.draw(typed_into(item)))
            for each in device.items():
                check(device, each)


def test_of_two_ticks_that_exclude_each_other_one_stays_also_while_nothing_can_be_written() -> None:
    """Ticked again, what is kept stands alone, and nothing is left to be told."""
    with new_town() as town:
        assessment = town.started()
        town.answer(assessment, {"workshop": "own", "safeguards": ["nothing"]})
        device = Device(town, assessment, part="data")
        item = next(each for each in device.items() if each.id == "safeguards")
        with town.store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        for ticked, shown in (
            ({"backup", "nothing"}, ["backup"]),
            ({"backup", "nothing"}, ["nothing"]),
        ):
            device.choose(item, ticked)
            assert device.shown(item) == shown
            check(device, item)


@pytest.mark.parametrize("side", ["claimed", "verified"])
@FEW
@given(notes=st.lists(texts, min_size=4, max_size=6))
def test_a_note_is_kept_or_told_to_be_too_long(side: Any, notes: list[str]) -> None:
    """A long note stays in its field with both counts beside it; the answer is not touched."""
    with new_town() as town:
        claimed = side == "claimed"
        device = Device(town, town.filled() if claimed else town.under_verification(), side)
        item = next(each for each in device.items() if each.id == "plan")
        if claimed:
            device.open_note(item)
        for note in notes:
            device.note(item, note)
            stored, said = device.stored(item), device.said(item)
            kept = "" if stored is None else stored.note
            too_long = len(plain(note)) > LONGEST_NOTE
            refused = [line for line in said if line.startswith(":red[备注没有保存")]
            assert too_long == bool(refused)
            if too_long:
                assert f"{LONGEST_NOTE} 字，您写了 {len(plain(note))} 字" in refused[0]
            else:
                assert kept == plain(note)
            assert stored is None or stored.value == ANSWERS["plan"]


@pytest.mark.parametrize("part", ["about_you", "shopfloor", "data"])
@FEW
@given(data=st.data())
def test_a_page_tells_the_truth_through_faults_and_restarts(part: str, data: st.DataObject) -> None:
    """While nothing can be written, while the server restarts, and when both are over.

    Once the store works again, what the fields show is kept after the next click, as far as it
    is an answer.
    """
    with new_town() as town:
        assessment = town.started()
        town.answer(assessment, {"workshop": "own", "safeguards": ["backup"]})
        device = Device(town, assessment, part=part)
        for _ in range(6):
            item = data.draw(st.sampled_from(device.items()))
            can_write = data.draw(st.booleans())
            with town.store.engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if can_write else 'ON'}")
            device.choose(item, data.draw(typed_into(item)))
            for each in device.items():
                check(device, each)
            if data.draw(st.booleans()):
                device.restart()
                for each in device.items():
                    check(device, each)
        with town.store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
        device.run()
        device.run()  # an answer may have brought questions
        others = town.store.answers(assessment.id, "claimed")
        for each in device.items():
            check(device, each)
            rest = {id: record.value for id, record in others.items() if id != each.id}
            shown, stored = device.shown(each), device.stored(each)
            is_kept = shown == (None if stored is None else stored.value)
            assert is_kept == accepted(each, shown, rest)
