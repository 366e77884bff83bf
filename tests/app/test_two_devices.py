"""Two devices at one assessment, while the server restarts whenever it likes."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from i18n import say
from tests.app.desks import Device
from tests.app.world import World
from tests.town import new_town

FEW = settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
DISPUTE = "在另一台设备上"
KEEP = {True: "用这台设备的", False: "保留另一台设备的"}

# who acts; what is chosen (None: nothing); whether the server restarts first; whose holds if asked
steps = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from([None, "nowhere", "page", "budgeted"]),
        st.booleans(),
        st.booleans(),
    ),
    min_size=5,
    max_size=9,
)


def disputed(device: Device, item: Any) -> bool:
    """Whether the page asks which of two answers holds."""
    return any(DISPUTE in line for line in device.said(item))


def stored_of(device: Device, item: Any) -> tuple[int, Any]:
    """The revision and the value that the store has."""
    record = device.stored(item)
    return (0, None) if record is None else (record.revision, record.value)


@FEW
@given(steps=steps)
@example(  # two restarts with nothing between them but what another device answered
    steps=[
        (1, "budgeted", False, True),
        (0, None, True, True),
        (1, "nowhere", False, True),
        (0, None, True, True),
        (0, "page", True, True),
    ]
)
def test_only_what_another_device_answered_meanwhile_is_a_dispute(steps: list[Any]) -> None:
    """One's own answer is saved, before and after a restart; of two the person decides.

    The oracle knows one rule: a choice is saved unless the store has gone on since the device
    drew it, to something else; a device that chose nothing shows what the store has.
    """
    with new_town() as town:
        assessment = town.started()
        devices = [Device(town, assessment), Device(town, assessment)]
        item = next(each for each in devices[0].items() if each.id == "plan")
        drawn: list[tuple[int, Any]] = [(0, None), (0, None)]
        for who, choice, restarts, mine in steps:
            device, (seen, shown) = devices[who], drawn[who]
            revision, theirs = stored_of(device, item)
            wanted = shown if choice is None else choice
            if choice is not None:
                device.page.radio(key=device.key(item.id)).set_value(choice)
            if restarts:
                device.restart()
            else:
                device.run()
            is_real = wanted not in (shown, theirs) and seen != revision
            assert disputed(device, item) == is_real
            if is_real:
                next(b for b in device.page.button if b.label == KEEP[mine]).click()
                device.run()
                assert not disputed(device, item)
            expected = theirs if wanted == shown or (is_real and not mine) else wanted
            assert stored_of(device, item)[1] == device.shown(item) == expected
            drawn[who] = stored_of(device, item)


def test_after_a_restart_ones_own_note_and_number_are_saved_without_a_question() -> None:
    """A note, a corrected number and a wrong one, each sent to a server that knows nothing."""
    with new_town() as town:
        device = Device(town, town.filled())
        number, plan = (
            next(each for each in device.items() if each.id == id)
            for id in ("machines_total", "plan")
        )
        device.open_note(plan)
        device.page.text_area(key=f"{device.key('plan')}:note").set_value("写在白板上")
        device.restart()
        stored = device.stored(plan)
        assert stored is not None
        assert (stored.value, stored.note) == ("page", "写在白板上")
        device.page.text_input(key=device.key("machines_total")).set_value("12")
        device.restart()
        assert device.shown(number) == 12
        kept = device.stored(number)
        assert kept is not None
        assert kept.value == 12
        device.page.text_input(key=device.key("machines_total")).set_value("200000")
        device.restart()
        assert any("没有保存" in line and "12" in line for line in device.said(number))
        assert not device.page.warning


ODD = (
    "",
    "[]",
    "{",
    '{"plan": [1, "page", "", ""]}',
    '{"plan": [-1, "page", ""]}',
    '{"plan": [9e99, "page", 5]}',
    '{"plan": 7}',
    "[" * 100_000,
)


@pytest.mark.parametrize("held", ODD)
def test_whatever_a_browser_says_it_drew_overwrites_nothing(held: str) -> None:
    """A remembered page that is none counts as never drawn: the person is asked."""
    with new_town() as town:
        device = Device(town, town.filled())
        item = next(each for each in device.items() if each.id == "plan")
        device.page.radio(key=device.key("plan")).set_value("budgeted")
        device.page.text_input(key=f"claimed:{device.assessment.id}:drawn").set_value(held)
        device.restart()
        assert not device.page.exception
        assert disputed(device, item)
        stored = device.stored(item)
        assert stored is not None
        assert stored.value == "page"


def test_a_profile_that_was_corrected_in_another_tab_is_not_written_over_unseen(
    world: World, open_page: Callable[..., AppTest], bound: Callable[[str], str]
) -> None:
    """The page says so, shows what is kept, keeps what was typed; a second click makes it hold."""
    draft = world.started("甲厂").assessment
    tokens = [bound(draft.id), bound(draft.id)]
    one, other = (open_page("enterprise/submit.py", token=token) for token in tokens)

    def correct(page: AppTest, name: str, value: str) -> None:
        page.text_input(key=name).set_value(value)
        next(b for b in page.button if b.label == say("enterprise.save_profile", "zh")).click()
        page.run()
        assert not page.exception

    correct(one, "employees", "61")
    correct(other, "name", "乙厂")
    assert [each.value for each in other.error] == [say("refusals.profile_changed", "zh")]
    assert any("61" in line.value and "甲厂" in line.value for line in other.markdown)
    assert other.text_input(key="name").value == "乙厂"
    kept = world.store.enterprise(draft.enterprise)
    assert (kept.name, kept.employees) == ("甲厂", 61)
    correct(other, "employees", "61")
    kept = world.store.enterprise(draft.enterprise)
    assert (kept.name, kept.employees) == ("乙厂", 61)


def test_who_comes_back_to_the_page_corrects_what_is_kept_then(
    world: World, open_page: Callable[..., AppTest], bound: Callable[[str], str]
) -> None:
    """The fields are filled anew, so what changed meanwhile is no conflict any more."""
    draft = world.started("甲厂").assessment
    page = open_page("enterprise/submit.py", token=bound(draft.id))
    kept = world.store.enterprise(draft.enterprise)
    world.store.update_enterprise(kept.model_copy(update={"employees": 61}))
    for file in ("enterprise/fill.py", "enterprise/submit.py"):
        page.switch_page(file).run()
    page.text_input(key="name").set_value("乙厂")
    next(b for b in page.button if b.label == say("enterprise.save_profile", "zh")).click()
    page.run()
    assert [each.value for each in page.error] == []
    kept = world.store.enterprise(draft.enterprise)
    assert (kept.name, kept.employees) == ("乙厂", 61)
