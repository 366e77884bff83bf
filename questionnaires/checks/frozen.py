"""A published edition never changes its meaning: its digest stands beside it."""

from collections.abc import Iterator

from files.problems import Problem
from questionnaires.draft import DIGEST, Draft
from questionnaires.model import Questionnaire

LONGEST = 200  # bytes; a digest has 64 and the end of its line


def check(draft: Draft, questionnaire: Questionnaire) -> Iterator[Problem]:
    """A published edition without a digest, or with another one than its files have now."""
    if questionnaire.status != "published":
        return
    file = draft.folder / DIGEST
    now = {"digest": questionnaire.digest, "edition": questionnaire.edition}
    if not file.is_file():
        yield Problem(file, 1, "Q091", now)
        return
    with file.open("rb") as opened:
        kept = opened.read(LONGEST).decode("utf-8", "replace").strip()
    if kept != questionnaire.digest:
        yield Problem(file, 1, "Q092", {**now, "kept": kept[:64]})
