"""The contradictions at hand, and what is wrong with files of them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from cachetools.func import lru_cache

from files.families import problems_of, read_all
from files.problems import InvalidFiles, Problem
from questionnaires.contradictions.checks import contradiction_problems, fits, pieces
from questionnaires.contradictions.model import Contradiction, Contradictions
from questionnaires.fitting import Piece
from questionnaires.library import Known, fingerprint
from questionnaires.model import Questionnaire

FOLDER = Path(__file__).parent


def contradictions_for(questionnaire: Questionnaire) -> tuple[Contradiction, ...]:
    """Those that are written for the questionnaire and fit its edition, in the file's order."""
    found = _kept(fingerprint(FOLDER)).get(questionnaire.id, ())
    return tuple(each for each in found if fits(each, questionnaire))


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """
    return problems_of(files, Contradictions, partial(contradiction_problems, known=Known(beside)))


def pieces_for(questionnaire: Questionnaire) -> Iterator[Piece]:
    """What the shipped contradictions of a questionnaire look at."""
    for entry, document in read_all(FOLDER.glob(f"{questionnaire.id}.yaml"), Contradictions)[0]:
        yield from pieces(entry, document)


@lru_cache(maxsize=2)
def _kept(_changed: object) -> Mapping[str, tuple[Contradiction, ...]]:
    """What is shipped, by questionnaire; a test holds that it is sound."""
    entries, problems = read_all(sorted(FOLDER.glob("*.yaml")), Contradictions)
    if problems:
        raise InvalidFiles(problems)
    return {entry.questionnaire: entry.contradictions for entry, _ in entries}
