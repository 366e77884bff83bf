"""What the subjects of the city's figures need beside the store's figures: names, details."""

from collections.abc import Callable
from hashlib import sha256

import numpy as np
import pandas as pd

from aggregates.figures import Legend
from aggregates.population import LINE
from aggregates.subject_basis import Basis, National
from aggregates.subject_bridge import RESCORED, RESCORED_AT
from aggregates.subjects import Subject
from assessments.refusals import NotFound
from files.problems import InvalidFiles
from questionnaires.crosswalks import Crosswalk
from questionnaires.model import Questionnaire
from reports.narratives.narrator import item_names
from scoring.engine import VERSION
from scoring.library import UnknownRubric
from scoring.rubric import Rubric
from services.context import Context
from services.editions import default_rubric, edition
from services.estimating import estimates
from services.reading_under import crosswalks
from services.settings import Settings

NATIONAL_QUESTIONNAIRE = "sme_2024"  # whose levels are reported upward
AT_ONCE = 10_000  # cards beside which is read together


def basis_of(settings: Settings, questionnaire: Questionnaire) -> Basis:
    """What figures of the questionnaire have in common, by its default rubric."""
    found = national_of(settings, questionnaire)
    return Basis(
        questionnaire=questionnaire,
        rubric=default_rubric(questionnaire),
        names=item_names(questionnaire),
        national=None if found is None else National(found[2], _kind(*found)),
    )


def national_of(
    settings: Settings, ours: Questionnaire
) -> tuple[Crosswalk, Questionnaire, Rubric] | None:
    """The crosswalk from there to the national questionnaire, that one and its rubric."""
    for crosswalk in crosswalks(settings, ours):
        if crosswalk.to == NATIONAL_QUESTIONNAIRE:
            try:
                theirs = edition(settings, crosswalk.to, crosswalk.to_edition)
                return crosswalk, theirs, default_rubric(theirs)
            except (NotFound, InvalidFiles, UnknownRubric):  # ``shuzhen lint`` says why
                return None
    return None


def measured(
    ctx: Context, subject: Subject, basis: Basis, legend: Legend, figures: pd.DataFrame
) -> pd.DataFrame:
    """What is counted of the rows of ``figures``: who it is of, and the measures of the subject.

    Where it reads what is kept beside the cards it does so some thousand cards at a time, for all
    of that is many times what is counted of it.
    """
    counted = [*LINE, *(each.id for each in legend.measures if each.id not in LINE)]
    if not subject.details(basis):
        return subject.columns(figures, legend)[counted]
    order = np.argsort(figures["card"].to_numpy())
    parts = [order[first : first + AT_ONCE] for first in range(0, len(order), AT_ONCE)]
    return pd.concat(
        subject.columns(detailed(ctx, subject, basis, figures.iloc[part]), legend)[counted]
        for part in parts
    )


def detailed(ctx: Context, subject: Subject, basis: Basis, figures: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``figures`` with the columns that the subject reads beside them.

    What can be worked out and is not kept yet is worked out first, and kept.
    """
    parts = [figures]
    for prefix, kind in subject.details(basis).items():
        if basis.national is not None and kind == basis.national.kind:
            found = estimates(ctx, figures, kind, lambda ours: national_of(ctx.settings, ours))
        else:
            found = ctx.store.details(kind, figures["card"].tolist())
        parts.append(
            found.reindex(figures["card"]).add_prefix(f"{prefix}:").set_index(figures.index)
        )
    return pd.concat(parts, axis=1)


def earlier(ctx: Context, basis: Basis, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """The rows that earlier versions of the rubric judged, with what this one makes of them.

    None of them where nothing was rescored under this version; only else all is ``read`` again.
    """
    judge = basis.rubric
    rescored = ctx.store.rescored(judge.digest)
    if rescored.empty:
        return rescored
    figures = read()
    others = figures[
        (figures["questionnaire"] == basis.questionnaire.id)
        & (figures["rubric"] == judge.id)
        & (figures["rubric_version"] != judge.version)
    ]
    rescored = rescored.rename(columns={"total": RESCORED, "at": RESCORED_AT})
    return others.merge(rescored, on=["assessment", "side"], how="left")


def _kind(crosswalk: Crosswalk, theirs: Questionnaire, rubric: Rubric) -> str:
    """Another one for every crosswalk, edition, rubric and engine."""
    made_by = (crosswalk.model_dump_json(), theirs.digest, rubric.digest, VERSION)
    stamp = sha256("\n".join(made_by).encode()).hexdigest()[:16]
    return f"reading:{theirs.id}:{stamp}"
