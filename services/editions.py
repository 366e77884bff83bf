"""The edition of a questionnaire that an assessment is pinned to, and its default rubric."""

import re
from contextlib import suppress
from pathlib import Path

from assessments.model import Assessment
from assessments.refusals import Invalid, NotFound
from files.problems import InvalidFiles
from questionnaires import library
from questionnaires.including import SHIPPED
from questionnaires.model import Questionnaire
from scoring.library import rubric
from scoring.rubric import Rubric
from services.settings import Settings

ID = re.compile(r"[a-z][a-z0-9_]*")  # a name from outside never becomes a path


def edition(settings: Settings, id: str, edition: str | None = None) -> Questionnaire:
    """The questionnaire of that id, the newest edition where none is named.

    One in the installation's own folder goes before a shipped one. Raises NotFound.
    """
    try:
        return library.load(_folder(settings, id), edition)
    except library.NoSuchQuestionnaire:
        label = id if edition is None else f"{id}@{edition}"
        raise NotFound("unknown_questionnaire", id=label) from None


def published(settings: Settings, id: str) -> tuple[Questionnaire, ...]:
    """The published editions, newest first; one at least.

    Raises NotFound where there is none, or only a pool, which nobody can answer.
    """
    whole = filter(None, map(_loaded, reversed(library.editions(_folder(settings, id)))))
    found = tuple(each for each in whole if each.status == "published" and each.form != "pool")
    if not found:
        raise NotFound("unknown_questionnaire", id=id)
    return found


def offered(settings: Settings) -> tuple[tuple[Questionnaire, ...], ...]:
    """The published editions, newest first, of everything that can be answered, by id.

    What has broken files is left out (``shuzhen lint`` says why).
    """
    own = settings.questionnaires
    found = []
    for id in sorted({*library.available(), *(library.available(own) if own else ())}):
        with suppress(NotFound, InvalidFiles):
            found.append(published(settings, id))
    return tuple(found)


def pinned(settings: Settings, assessment: Assessment) -> Questionnaire:
    """The edition that the assessment began with. Raises Invalid if its files have changed."""
    found = edition(settings, assessment.questionnaire, assessment.edition)
    if found.digest != assessment.digest:
        raise Invalid("edition_changed", questionnaire=found.title, edition=found.edition)
    return found


def default_rubric(questionnaire: Questionnaire) -> Rubric:
    """The rubric that the questionnaire names."""
    return rubric(questionnaire.default_rubric, questionnaire)


def _loaded(folder: Path) -> Questionnaire | None:
    """The edition; None for a draft with problems, which takes nothing from those before it."""
    try:
        return library.load(folder)
    except InvalidFiles:
        if library.is_draft(folder):
            return None
        raise


def _folder(settings: Settings, id: str) -> Path:
    """Where its editions stand, if anywhere. Raises NotFound for what is no id."""
    if not ID.fullmatch(id):
        raise NotFound("unknown_questionnaire", id=id)
    own = settings.questionnaires
    return own / id if own is not None and (own / id).is_dir() else SHIPPED / id
