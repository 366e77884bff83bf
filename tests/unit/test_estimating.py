"""Estimates under the national questionnaire are those of each case, and are worked out once."""

from collections.abc import Iterator

import pandas as pd
import pytest

from access.actor import Actor, Role
from aggregates.subjects import NATIONAL, SUBJECTS
from services import city_subjects, estimating
from services.city_subjects import basis_of, detailed, measured, national_of
from services.context import Context
from services.demo import fill
from services.dossier import dossier_of
from services.reading_under import read_under
from services.releasing import HANDED_IN
from tests.stores import new_store

FIRMS = 8


@pytest.fixture(scope="module")
def ctx() -> Iterator[Context]:
    """A demonstration with a few firms, for the command line."""
    store = new_store()
    made = Context(store, Actor(Role.OPERATOR))
    fill(made, FIRMS, 3)
    yield made
    store.close()


def test_many_are_estimated_as_each_page_says(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Level, score and interval of every signed case; the second time they are only read."""
    figures = ctx.store.figures(HANDED_IN, ["verified"])
    ours = dossier_of(ctx, "report.read", figures["assessment"][0]).questionnaire
    basis = basis_of(ctx.settings, ours)
    wide = detailed(ctx, SUBJECTS[NATIONAL], basis, figures).set_index("assessment")
    assert len(wide) > 2
    for id, row in wide.iterrows():
        (read,) = (
            each
            for each in read_under(dossier_of(ctx, "report.read", str(id)))
            if each.questionnaire.id == "sme_2024"
        )
        told = [row[f"national:{name}"] for name in ("total", "low", "high", "level_low", "known")]
        expected = [read.estimate.total, read.low, read.high, read.level_low, read.known]
        assert told == pytest.approx(expected)
    monkeypatch.setattr(estimating, "estimates_under", None)
    again = detailed(ctx, SUBJECTS[NATIONAL], basis, figures).set_index("assessment")
    assert again.equals(wide)


def test_another_crosswalk_makes_other_estimates(ctx: Context) -> None:
    """What stands under another stamp is not taken for what the present one says."""
    figures = ctx.store.figures(HANDED_IN, ["claimed"])
    found = estimating.estimates(ctx, figures, "reading:other", lambda _: None)
    assert len(found) == len(figures)
    assert found.isna().all(axis=None)
    assert len(ctx.store.details("reading:other", figures["card"].tolist())) == len(figures)
    known = estimating.estimates(
        ctx, figures, "reading:third", lambda ours: national_of(ctx.settings, ours)
    )
    assert known["total"].notna().all()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_it_does_not_matter_how_many_are_read_together(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, subject: str
) -> None:
    """Beside two cards at a time stands what stands beside all of them at once."""
    every = ctx.store.figures(HANDED_IN, ["claimed", "verified"])
    figures = every[every["questionnaire"] == every["questionnaire"].mode()[0]]
    ours = dossier_of(ctx, "report.read", figures["assessment"].iloc[0]).questionnaire
    basis = basis_of(ctx.settings, ours)
    figures = figures.assign(rescored=1.0, rescored_at=figures["since"])
    legend = SUBJECTS[subject].legend(basis)
    assert legend is not None

    def counted(many: int) -> pd.DataFrame:
        monkeypatch.setattr(city_subjects, "AT_ONCE", many)
        found = measured(ctx, SUBJECTS[subject], basis, legend, figures)
        return found.sort_values(["assessment", "side"])

    assert len(counted(len(figures)))
    pd.testing.assert_frame_equal(counted(2), counted(len(figures)), check_exact=True)
