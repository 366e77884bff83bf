"""Which rubrics are held to be fair, and what is not fair about them."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from files.problems import InvalidFiles, Problem
from files.strict_yaml import read
from questionnaires.library import Known, age, load
from questionnaires.lint import Found
from questionnaires.model import Questionnaire
from scoring.fairness import Fairness, check_fairness
from scoring.library import FOLDER, available, editions_for, own_file


@dataclass(frozen=True)
class HeldRubric:
    """A rubric file with the newest edition that it judges, and what was found."""

    file: Path
    questionnaire: Questionnaire
    fairness: Fairness


def held(found: Found, beside: Mapping[str, Questionnaire], *, own: bool) -> Iterator[HeldRubric]:
    """The newest rubrics of the newest editions, as far as one of the two was asked for.

    Without ``own`` only those that are shipped: one's own may be in the making.
    """
    for file, questionnaire in dict(_asked(found, beside)).items():
        if not own and FOLDER.resolve() not in file.parents:
            continue
        with suppress(InvalidFiles):  # told elsewhere
            yield HeldRubric(file, questionnaire, check_fairness(file, questionnaire))


def problems(all_held: list[HeldRubric]) -> list[Problem]:
    """What is not fair."""
    return [problem for each in all_held for problem in each.fairness.problems]


def _asked(
    found: Found, beside: Mapping[str, Questionnaire]
) -> Iterator[tuple[Path, Questionnaire]]:
    known = Known(beside)
    for file in found.get("rubrics", ()):
        document, _ = read(file)
        wanted = (document.data or {}).get("questionnaire")
        editions = known.of(wanted) if isinstance(wanted, str) else ()
        if editions and editions[-1] in editions_for(file, editions[-1].id, beside):
            yield file.resolve(), editions[-1]
    for folder in found.get("editions", ()):
        with suppress(InvalidFiles):  # told elsewhere
            edition = load(folder)
            if age(edition.edition) < age(known.of(edition.id)[-1].edition):
                continue
            for name in available(edition.id):
                own = own_file(name, edition)
                if own is not None:
                    yield own.resolve(), edition
