"""Reads a crosswalk file, or says everything that keeps it from being used."""

from collections.abc import Iterator
from pathlib import Path

from files import strict_yaml
from files.problems import InvalidFiles, Problem
from files.shape import fit
from files.strict_yaml import Document
from i18n import Text
from questionnaires.crosswalks.checks import Lookup, crosswalk_problems
from questionnaires.crosswalks.entries import CrosswalkEntry
from questionnaires.crosswalks.model import Crosswalk, Relation
from questionnaires.model import Item, Questionnaire

FOLDER = Path(__file__).parent


def read_crosswalk(file: Path, lookup: Lookup) -> Crosswalk:
    """The crosswalk in ``file``; ``lookup`` gives the questionnaires by id and edition.

    Relations of the crosswalks that it names under ``with`` come behind its own. Raises
    InvalidFiles with every problem, OSError without file.
    """
    document, problems = strict_yaml.read(file)
    if document.data is None:
        raise InvalidFiles(problems)
    entry, found = fit(CrosswalkEntry, document)
    problems += found
    if entry is not None:
        problems += crosswalk_problems(entry, document, lookup)
    if problems or entry is None:
        raise InvalidFiles(problems)
    written = entry.model_dump(by_alias=True, exclude={"with_"})
    relations = [
        relation | {"editions": relation["editions"] or entry.from_editions}
        for relation in written["relations"]
    ]
    own = Crosswalk.model_validate(
        written | {"source": Text(**written["source"]), "relations": relations}
    )
    taken = [
        relation
        for place, name in enumerate(entry.with_)
        for relation in _taken_over(own, document, place, name, lookup, problems)
    ]
    if problems:
        raise InvalidFiles(problems)
    return own.model_copy(update={"relations": (*own.relations, *taken)})


def _taken_over(  # noqa: PLR0913, PLR0917  (a place in a file, and what it is read with)
    own: Crosswalk,
    document: Document,
    place: int,
    name: str,
    lookup: Lookup,
    problems: list[Problem],
) -> Iterator[Relation]:
    """The relations of a pool's crosswalk that fit, but for pairs that are written anew."""
    beside = document.file.parent / f"{name}.yaml"
    file = beside if beside.exists() else FOLDER / beside.name
    try:
        if not name.endswith(f"--{own.to}") or file.resolve() == document.file.resolve():
            raise FileNotFoundError(file)
        pool = read_crosswalk(file, lookup)
        asked = lookup(pool.from_, pool.from_editions[-1])
    except (InvalidFiles, OSError, RecursionError):
        problems.append(document.problem("X017", "with", place, name=name, to=own.to))
        return
    written = {(relation.from_, relation.to) for relation in own.relations}
    ours = {edition: lookup(own.from_, edition) for edition in own.from_editions}
    for relation in pool.relations:
        editions = tuple(
            edition
            for edition, found in ours.items()
            if found is not None and asked is not None and _same(relation.from_, found, asked)
        )
        if editions and (relation.from_, relation.to) not in written:
            yield relation.model_copy(update={"editions": editions})


def _same(id: str, ours: Questionnaire, pool: Questionnaire) -> bool:
    """Whether both ask the item with the same answers."""
    return id in ours.by_id and _answers(ours.by_id[id]) == _answers(pool.by_id[id])


def _answers(item: Item) -> tuple[object, ...]:
    return item.kind, tuple(option.id for option in item.options), item.minimum, item.maximum
