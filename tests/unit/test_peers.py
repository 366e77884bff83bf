"""Comparable enterprises: enough of them, and the same ones whoever looks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from access.actor import Actor, Role
from assessments.model import Stage
from assessments.refusals import NotAllowed
from i18n import Lang
from reports.figures import PeerScores
from services import peers as looking
from services import reporting
from services.city import CityChoice, overview
from services.context import Context
from services.dossier import dossier_of
from services.settings import Settings
from storage import SqlStore
from tests.stores import new_store
from tests.unit.city_lines import LAST_MONTH, NOW, add, context, holder


def peers(ctx: Context, assessment: str, lang: Lang) -> PeerScores | None:
    """What the assessment's report tells of peers."""
    return looking.peers(ctx, dossier_of(ctx, "peers.read", assessment), lang)


@pytest.fixture
def store() -> Iterator[SqlStore]:
    """An empty store."""
    made = new_store()
    yield made
    made.close()


def test_too_few_are_no_peers(store: SqlStore) -> None:
    """Nine enterprises are compared with nobody."""
    add(store, range(9))
    assert peers(holder(store, 0), "a0", "zh") is None
    assert peers(holder(store, 8), "a8", "en") is None


def test_peers_are_the_same_for_everybody(store: SqlStore) -> None:
    """The one that looks is not left out: what it is shown is what the city publishes."""
    add(store, [0], total=90.0, spread=0.0)
    add(store, range(1, 21), total=50.0)
    add(store, [21], stage=Stage.DRAFT)
    found = [peers(holder(store, number), f"a{number}", "zh") for number in (0, 1, 21)]
    assert found[0] is not None
    assert found == [found[0]] * 3
    assert found[0].scores["total"] == 52.0
    assert found[0].n == "20–29"
    assert found[0].middle == "mean"
    assert found[0].as_of.isoformat() == "2026-10-31"
    published = overview(context(store), CityChoice()).figures
    assert published is not None
    assert published.city.means["total"] == 52.0


def test_the_own_division_goes_before_the_city(store: SqlStore) -> None:
    """Where the division can be shown it is compared with, else the whole city."""
    add(store, range(40), division="34", total=40.0)
    add(store, range(100, 115), division="35", total=40.0)
    add(store, range(40, 80), division="39", total=60.0)
    add(store, range(80, 83), division="27", total=80.0)
    add(store, range(83, 96), division="17", total=40.0)
    near, far = (peers(holder(store, number), f"a{number}", "zh") for number in (0, 80))
    assert near is not None
    assert far is not None
    assert "通用设备" in near.group
    assert near.scores["total"] == pytest.approx(40.0, abs=1)
    assert "不分行业" in far.group
    assert far.scores["total"] == pytest.approx(47.6, abs=1)


def test_a_hidden_division_falls_back_to_its_sector(store: SqlStore) -> None:
    """Where the division is hidden its sector is compared with, if that is shown."""
    add(store, range(12), division="34", total=40.0)
    add(store, range(12, 20), division="35", total=40.0)
    add(store, range(20, 60), division="39", total=60.0)
    add(store, range(60, 90), division="17", total=60.0)
    add(store, range(90, 105), division="38", total=60.0)
    found = peers(holder(store, 0), "a0", "zh")
    assert found is not None
    assert "通用与专用设备行业" in found.group
    assert found.scores["total"] == pytest.approx(40.0, abs=1)


def test_who_is_of_the_same_size_stands_beside(store: SqlStore) -> None:
    """The size class is a row of its own, whatever the trade; levels are told as shares."""
    add(store, range(40), division="34", total=40.0)
    add(store, range(40, 80), division="39", total=60.0)
    add(store, range(100, 140), division="39", employees=10)
    add(store, range(140, 155), division="39", employees=400, revenue=5000)
    found = {lang: peers(holder(store, 0), "a0", lang) for lang in ("zh", "en")}
    for each in found.values():
        assert each is not None
        assert each.sized is not None
        assert each.sized.n == "80–89"
        assert each.sized.scores["total"] == pytest.approx(50.0, abs=1)
        assert each.sized.sized is None
        assert [share for _, share in each.levels].count(each.levels[2][1]) == 2
    assert found["zh"] is not None
    assert found["zh"].sized is not None
    assert "小型企业" in found["zh"].sized.group
    report = str(reporting.build_report(holder(store, 0), "a0", "en"))
    assert "By size: all verified and signed enterprises" in report
    assert "Levels of these peers" in report


def test_what_the_city_hides_no_peer_sees(store: SqlStore) -> None:
    """A division that is hidden to protect another one is hidden from its enterprises too."""
    add(store, range(40), division="39")
    add(store, range(40, 52), division="34")
    add(store, range(52, 55), division="35")
    add(store, range(55, 95), division="38")
    found = peers(holder(store, 40), "a40", "zh")
    assert found is not None
    assert "不分行业" in found.group


def test_a_draft_may_look_and_a_stranger_may_not(store: SqlStore) -> None:
    """Whoever fills in sees the peers of now; another enterprise's assessment opens nothing."""
    add(store, range(30))
    add(store, [30], stage=Stage.DRAFT)
    assert peers(holder(store, 30), "a30", "zh") is not None
    with pytest.raises(NotAllowed):
        peers(holder(store, 30), "a29", "zh")
    with pytest.raises(NotAllowed):
        peers(context(store, Actor(Role.OFFICIAL, "o")), "a29", "zh")


def test_made_up_peers_are_marked(store: SqlStore) -> None:
    """A comparison with synthetic enterprises says so where they are named."""
    add(store, range(30), synthetic=True)
    found = {lang: peers(holder(store, 0), "a0", lang) for lang in ("zh", "en")}
    assert all(found.values())
    assert "合成" in found["zh"].group
    assert "synthetic" in found["en"].group


def test_the_report_shows_the_peers(store: SqlStore) -> None:
    """The report compares where there is somebody to compare with, and says so where not."""
    add(store, range(31))
    early = replace(holder(store, 0), now=lambda: LAST_MONTH)
    assert "暂无可比数据" in str(reporting.build_report(early, "a0", "zh"))
    report = str(reporting.build_report(holder(store, 0), "a0", "zh"))
    assert "n=30–39" in report
    assert "暂无可比数据" not in report


def test_what_is_handed_in_today_changes_no_peers(store: SqlStore) -> None:
    """Peers are of the last release: nothing that is signed since moves them till the next."""
    add(store, range(20))
    before = peers(holder(store, 0), "a0", "zh")
    add(store, range(20, 40), total=90.0, at=NOW)
    assert peers(holder(store, 0), "a0", "zh") == before
    later = replace(holder(store, 0), now=lambda: datetime(2026, 12, 2, tzinfo=UTC))
    renewed = peers(later, "a0", "zh")
    assert before is not None
    assert renewed is not None
    assert (before.scores["total"], renewed.scores["total"]) == (50.0, 70.0)


@pytest.mark.parametrize(("lang", "said"), [("zh", "自评，未核实"), ("en", "not verified")])
def test_peers_that_are_not_verified_say_so(store: SqlStore, lang: Lang, said: str) -> None:
    """In the note and in the legend of the charts, where a city counts what was only submitted."""
    add(store, range(20))
    for stages in ("signed", "submitted"):
        ctx = replace(holder(store, 0), settings=Settings(city_counts=stages))
        report = reporting.build_report(ctx, "a0", lang)
        assert (str(report).count(said) >= 3) == (stages == "submitted")
        assert (said in str(report)) == (stages == "submitted")
