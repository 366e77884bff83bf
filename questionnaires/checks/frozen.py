"""A published edition never changes its meaning: its digest stands beside it."""

from collections.abc import Iterator

from questionnaires.draft import DIGEST, Draft
from questionnaires.model import Questionnaire
from questionnaires.problems import Problem


def check(draft: Draft, questionnaire: Questionnaire) -> Iterator[Problem]:
    """A published edition without a digest, or with another one than its files have now."""
    if questionnaire.status != "published":
        return
    file = draft.folder / DIGEST
    now = {"digest": questionnaire.digest, "edition": questionnaire.edition}
    if not file.exists():
        yield Problem(file, 1, "Q091", now)
    elif (kept := file.read_text("utf-8", "replace").strip()) != questionnaire.digest:
        yield Problem(file, 1, "Q092", {**now, "kept": kept[:64]})
