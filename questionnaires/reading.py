"""From an edition's folder to its questionnaire, or to everything that keeps it from being one."""

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path

from files import strict_yaml
from files.problems import MOST_PROBLEMS, InvalidFiles, Problem, in_order
from questionnaires.building import build
from questionnaires.checks import BUILT, COMPLETE, SOUND
from questionnaires.draft import HEAD, Draft, Read, read_draft
from questionnaires.model import Questionnaire


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
    if not _stops(problems):
        later = chain.from_iterable(check(draft) for check in COMPLETE)
        if built is not None:
            later = chain(later, *(examine(draft, built) for examine in BUILT))
        problems = _first(folder, chain(problems, later))
    return in_order(problems)


def _sound(folder: Path, read: Read) -> tuple[Draft, list[Problem]]:
    draft, problems = read_draft(folder, read)
    if _stops(problems):
        return draft, _first(folder, problems)
    found = chain(problems, chain.from_iterable(check(draft) for check in SOUND))
    return draft, _first(folder, found)


def _stops(problems: list[Problem]) -> bool:
    """Whether what is found already is reason enough not to seek more."""
    return len(problems) > MOST_PROBLEMS or any(each.code == "Q009" for each in problems)


def _first(folder: Path, found: Iterable[Problem]) -> list[Problem]:
    """The first thousand problems, and that there are more; what is not listed is not sought."""
    problems = list(islice(found, MOST_PROBLEMS + 1))
    if len(problems) > MOST_PROBLEMS:
        problems[-1] = Problem(folder / HEAD, 1, "Y014", {"most": MOST_PROBLEMS})
    return problems
