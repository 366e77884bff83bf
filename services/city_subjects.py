"""What the subjects of the city's figures need beside the store's figures: names, details."""

from collections.abc import Callable
from hashlib import sha256

import pandas as pd

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


def detailed(ctx: Context, subject: Subject, basis: Basis, figures: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``figures`` with the columns that the subject reads beside them.

    What can be worked out and is not kept yet is worked out first, and kept.
    """
    parts = [figures]
    for prefix, kind in subject.details(basis).items():
        if basis.national is not None and kind == basis.national.kind:
            found = estimates(ctx, figures, kind, lambda ours: national_of(ctx.settings, ours))
        else:
            found = ctx.store.details(kind, basis.questionnaire.id)
        rows = pd.MultiIndex.from_frame(figures[["assessment", "side"]])
        parts.append(found.reindex(rows).add_prefix(f"{prefix}:").set_index(figures.index))
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
