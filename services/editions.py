"""The edition of a questionnaire that an assessment is pinned to, and its default rubric."""

import re
from pathlib import Path

from assessments.model import Assessment
from assessments.refusals import Invalid, NotFound
from questionnaires import library
from questionnaires.model import Questionnaire
from scoring.library import rubric
from scoring.rubric import Rubric
from services.context import Context

ID = re.compile(r"[a-z][a-z0-9_]*")  # a name from outside never becomes a path


def edition(ctx: Context, id: str, edition: str | None = None) -> Questionnaire:
    """The questionnaire of that id, the newest edition where none is named.

    One in the installation's own folder goes before a shipped one. Raises NotFound.
    """
    own = ctx.settings.questionnaires
    name: str | Path = own / id if own is not None and (own / id).is_dir() else id
    if not ID.fullmatch(id):
        raise NotFound("unknown_questionnaire", id=id)
    try:
        return library.load(name, edition)
    except library.NoSuchQuestionnaire:
        label = id if edition is None else f"{id}@{edition}"
        raise NotFound("unknown_questionnaire", id=label) from None


def pinned(ctx: Context, assessment: Assessment) -> Questionnaire:
    """The edition that the assessment began with. Raises Invalid if its files have changed."""
    found = edition(ctx, assessment.questionnaire, assessment.edition)
    if found.digest != assessment.digest:
        raise Invalid("edition_changed", questionnaire=found.title, edition=found.edition)
    return found


def default_rubric(questionnaire: Questionnaire) -> Rubric:
    """The rubric that the questionnaire names."""
    return rubric(questionnaire.default_rubric, questionnaire)
