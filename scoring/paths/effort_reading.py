"""Effort files to an EffortTable: everything that is wrong with them at once."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from cachetools.func import lru_cache

from files import strict_yaml
from files.families import read, read_all
from files.problems import InvalidFiles, Problem, in_order
from files.shape import did_you_mean
from questionnaires.fitting import Piece
from questionnaires.library import Known, available
from questionnaires.model import Questionnaire
from scoring.paths.effort_checks import classes_in, general_problems, needs_in, own_problems, pieces
from scoring.paths.effort_entries import GeneralEntry, OwnEntry
from scoring.paths.efforts import Effort, EffortTable

FOLDER = Path(__file__).parents[1] / "efforts"
GENERAL = FOLDER / "general.yaml"


def efforts(
    questionnaire: Questionnaire, own: Path | None = None, general: Path = GENERAL
) -> EffortTable:
    """The effort table of ``questionnaire``: the general file, and its own where there is one.

    Of its own file counts what fits the items of the edition. Read once as long as the files do
    not change. Raises InvalidFiles, OSError.
    """
    shipped = FOLDER / f"{questionnaire.id}.yaml"
    file = own or (shipped if shipped.exists() else None)
    files = [each for each in (general, file) if each is not None]
    changed = tuple(each.stat().st_mtime_ns for each in files)
    return _load(questionnaire, general, file, changed)


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these effort files, general ones or those of a questionnaire.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped; classes
    in the ``general.yaml`` in the same folder, else in the shipped one. Raises OSError.
    """
    return in_order(chain.from_iterable(_check(file, beside) for file in files))


def _check(file: Path, beside: Mapping[str, Questionnaire]) -> list[Problem]:
    document, problems = strict_yaml.read(file)
    if document.data is None:
        return problems
    if "classes" in document.data or "questionnaire" not in document.data:
        usual, document, problems = read(file, GeneralEntry)
        if usual is not None:
            problems += general_problems(usual, document)
        return problems
    entry, document, problems = read(file, OwnEntry)
    if entry is None:
        return problems
    editions = Known(beside).of(entry.questionnaire)
    if not editions:
        shipped = (f"{id}@{each}" for id, all_ in available().items() for each in all_)
        near = did_you_mean(entry.questionnaire, [*beside, *shipped])
        return [document.problem("E007", "questionnaire", got=entry.questionnaire, near=near)]
    beside_it = file.with_name(GENERAL.name)
    general, _, _ = read(beside_it if beside_it.exists() else GENERAL, GeneralEntry)
    if general is not None:
        problems += own_problems(entry, document, general.classes, editions)
    return problems


def pieces_for(questionnaire: Questionnaire) -> Iterator[Piece]:
    """What the shipped table of a questionnaire says of its items."""
    for entry, document in read_all(FOLDER.glob(f"{questionnaire.id}.yaml"), OwnEntry)[0]:
        yield from pieces(entry, document)


@lru_cache(maxsize=16)
def _load(
    questionnaire: Questionnaire, general: Path, own: Path | None, _changed: object
) -> EffortTable:
    usual, document, problems = read(general, GeneralEntry)
    single = None
    if usual is not None:
        problems += general_problems(usual, document)
    if own is not None:
        single, document, found = read(own, OwnEntry)
        problems += found
    if single is not None and usual is not None:
        if single.questionnaire != questionnaire.id:
            names = {"got": single.questionnaire, "wanted": questionnaire.id}
            problems.append(document.problem("E003", "questionnaire", **names))
        editions = Known({questionnaire.id: questionnaire}).of(questionnaire.id)
        problems += own_problems(single, document, usual.classes, editions)
    if problems or usual is None:
        raise InvalidFiles(problems)
    return EffortTable(
        classes={id: Effort(id=id, **dict(entry)) for id, entry in usual.classes.items()},
        heights=tuple((entry.up_to, entry.effort) for entry in usual.heights),
        tick=usual.tick.effort,
        drop=usual.drop.effort,
        own={} if single is None else classes_in(single, questionnaire),
        needs=() if single is None else needs_in(single, questionnaire),
        provenance=usual.provenance if single is None else single.provenance,
    )
