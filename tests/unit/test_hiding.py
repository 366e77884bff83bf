"""What share of a release is hidden, and why: for an operator alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from access.actor import Actor, Role
from aggregates.disclosure import Reason
from aggregates.hiding import hidden_shares
from aggregates.ledger import ledger, verdict
from assessments.refusals import NotAllowed
from cli.main import run
from services.hiding import hidden_figures
from storage import SqlStore, open_store
from tests.stores import new_store
from tests.unit.city_frames import THRESHOLD, lines, people
from tests.unit.city_lines import OFFICIAL, add, context
from tests.unit.test_aggregates_disclosure import A, elsewhere

OPERATOR = Actor(Role.OPERATOR, "operator")


@pytest.fixture
def store() -> Iterator[SqlStore]:
    """An empty store."""
    made = new_store()
    yield made
    made.close()


def test_every_figure_is_seen_or_hidden_for_one_reason() -> None:
    """The reasons add up to what is hidden, of all figures of a kind."""
    city = people(lines(4, district=A), *elsewhere(A))
    found = hidden_shares(verdict(ledger(city, 2026, THRESHOLD)))
    rows = len(city.breakdown.nodes)
    assert {kind: of.figures for kind, of in found.items()} == {
        "counts": rows,
        "means": 2 * rows,
        "levels": rows,
    }
    districts = verdict(ledger(city, 2026, THRESHOLD)).counts
    assert districts.count(Reason.COMPLEMENTARY) == found["counts"].hidden[Reason.COMPLEMENTARY]
    assert 0 < found["counts"].share < 1
    assert sum(found["counts"].hidden.values()) == sum(reason is not None for reason in districts)


def test_an_operator_reads_it_and_no_official(store: SqlStore) -> None:
    """Reasons narrow hidden figures down, so whoever reads the city does not get them."""
    add(store, range(40))
    with pytest.raises(NotAllowed):
        hidden_figures(context(store, OFFICIAL))
    (found,) = hidden_figures(context(store, OPERATOR))
    assert found.year == 2026
    assert 0 < found.shares["counts"].share < 1


def test_an_empty_city_hides_nothing(store: SqlStore) -> None:
    """Nothing to count is nothing to tell."""
    assert hidden_figures(context(store, OPERATOR)) == []


@pytest.mark.parametrize(("lang", "said"), [("zh", "企业太少"), ("en", "too few")])
def test_the_command_prints_each_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    lang: str, said: str,
) -> None:  # fmt: skip
    """By questionnaire, year and kind of figure, in the language of the installation."""
    monkeypatch.setenv("SHUZHEN_LANG", lang)
    file = tmp_path / "city.db"
    made = open_store(file, migrate=True)
    add(made, range(40))
    made.close()
    assert run(["city", "hidden", "--store", f"sqlite:///{file}"]) == 0
    assert said in capsys.readouterr().out
