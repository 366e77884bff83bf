"""Payback in saved work: a range that follows from the catalogue's assumptions."""

from solutions.library import catalogue
from solutions.payback import HOURS_A_MONTH, payback_of

SHIPPED = catalogue()


def test_what_is_not_for_saved_time_has_no_payback() -> None:
    """A backup and a drill pay back nothing in hours, and nothing is made up."""
    for name in ("backup_routine", "restore_drill", "security_check"):
        assert payback_of(SHIPPED, SHIPPED.by_id[name]) is None


def test_the_range_runs_from_the_best_case_to_the_worst() -> None:
    """Cheapest and most saved first; dearest and least saved last."""
    scanning = SHIPPED.by_id["barcode_warehouse"]  # one to three months; 4 to 12 hours a week
    found = payback_of(SHIPPED, scanning)
    assert found is not None
    assert found.weeks == (HOURS_A_MONTH / 12, 3 * HOURS_A_MONTH / 4)
    assert (found.hours, found.months) == ((4, 12), (1.0, 3.0))


def test_a_class_without_an_upper_end_gives_none() -> None:
    """What may cost any amount may take any time."""
    found = payback_of(SHIPPED, SHIPPED.by_id["vision_inspection"])
    assert found is not None
    assert found.weeks[1] is None


def test_every_range_is_one() -> None:
    """Nothing pays back before it began, nor sooner at worst than at best."""
    found = {each.id: payback_of(SHIPPED, each) for each in SHIPPED.solutions}
    ranges = {id: each.weeks for id, each in found.items() if each is not None}
    assert ranges
    assert [
        id for id, (low, high) in ranges.items() if low < 0 or (high is not None and high < low)
    ] == []


def test_a_role_has_one_name_in_each_language() -> None:
    """The same Chinese role is the same English one, and the other way round."""
    pairs = {(each.owner.zh, each.owner.en) for each in SHIPPED.solutions}
    assert len(pairs) == len({zh for zh, _ in pairs}) == len({en for _, en in pairs})
