"""From an edition's folder to its questionnaire, or to everything that keeps it from being one."""

from pathlib import Path

from questionnaires import strict_yaml
from questionnaires.building import build
from questionnaires.checks import BUILT, COMPLETE, SOUND
from questionnaires.draft import Draft, Read, read_draft
from questionnaires.model import Questionnaire
from questionnaires.problems import InvalidFiles, Problem, in_order


def read_questionnaire(folder: Path, read: Read = strict_yaml.read) -> Questionnaire:
    """The questionnaire in ``folder``.

    Raises InvalidFiles with every problem that keeps it from being used; what is merely
    unfinished (a missing translation, say) is for ``problems_of`` to report. ``read`` as for
    ``draft.read_draft``.
    """
    draft, problems = _sound(folder, read)
    if problems or draft.head is None:
        raise InvalidFiles(problems)
    return build(draft, draft.head)


def problems_of(folder: Path, read: Read = strict_yaml.read) -> tuple[Problem, ...]:
    """Every problem of the questionnaire in ``folder``, unfinished parts included."""
    draft, problems = _sound(folder, read)
    built = None if problems or draft.head is None else build(draft, draft.head)
    for check in COMPLETE:
        problems.extend(check(draft))
    if built is not None:
        for examine in BUILT:
            problems.extend(examine(draft, built))
    return in_order(problems)


def _sound(folder: Path, read: Read) -> tuple[Draft, list[Problem]]:
    draft, problems = read_draft(folder, read)
    for check in SOUND:
        problems.extend(check(draft))
    return draft, problems
