"""What a new edition lacks: items that what is said of them elsewhere does not fit."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from files.problems import InvalidFiles, Problem
from i18n import text_of
from questionnaires.contradictions import pieces_for as contradictions
from questionnaires.crosswalks import pieces_for as relations
from questionnaires.draft import HEAD, read_draft
from questionnaires.fitting import Misfit, misfits
from questionnaires.library import age, load
from questionnaires.model import Questionnaire
from reports.layers.reader import pieces_for as layers
from reports.narratives.reader import FOLDER as NARRATIVES
from reports.narratives.reader import pieces_for as narratives
from reports.narratives.reader import untold
from scoring.lint import misfits as rubric_misfits
from scoring.paths.effort_reading import pieces_for as efforts
from solutions.concerns import pieces_for as concerns
from solutions.library import pieces_for as solutions
from solutions.programmes.library import pieces_for as programmes

# What is said of items, in files of their own; each of these gives its pieces for an edition.
FAMILIES = {
    "narratives": narratives,
    "solutions": solutions,
    "crosswalks": relations,
    "programmes": programmes,
    "layers": layers,
    "efforts": efforts,
    "concerns": concerns,
    "contradictions": contradictions,
}

Place = tuple[Path, int | str]


def fit_problems(folders: Iterable[Path]) -> Iterator[Problem]:
    """Every lack of the newest edition of each questionnaire in ``folders``."""
    for edition, folder in _newest(folders):
        yield from _lacks(edition, folder)


def fit_problems_of(folder: Path) -> Iterator[Problem]:
    """What the edition in ``folder`` lacks; nothing where a later one stands beside it."""
    beside = sorted(head.parent for head in folder.parent.glob(f"*/{HEAD}"))
    for edition, newest in _newest(beside):
        if newest == folder:
            yield from _lacks(edition, folder)


def _newest(folders: Iterable[Path]) -> Iterator[tuple[Questionnaire, Path]]:
    """The newest edition of each questionnaire, and the folder that it stands in."""
    newest: dict[tuple[Path, str], Questionnaire] = {}
    places: dict[tuple[Path, str], Path] = {}
    for folder in folders:
        with suppress(InvalidFiles):  # told elsewhere
            found = load(folder)
            key = (folder.absolute().parent, found.id)
            if key not in newest or age(newest[key].edition) < age(found.edition):
                newest[key], places[key] = found, folder
    for key, edition in newest.items():
        yield edition, places[key]


def _lacks(edition: Questionnaire, folder: Path) -> Iterator[Problem]:
    at = _places(folder)
    named = {"edition": f"{edition.id}@{edition.edition}"}
    for family, pieces_for in FAMILIES.items():
        for each in misfits(pieces_for(edition), edition):
            told = {"family": text_of(f"fit.family_{family}"), **named}
            yield _problem("F001", each, at, folder, told)
    for item in untold(edition):
        file, line = at[item.id]
        where = _shown(NARRATIVES / edition.id)
        yield Problem(file, line, "F002", {"item": item.id, "where": where, **named})
    for each in rubric_misfits(edition):
        new = f"{edition.id}@{edition.edition}.yaml"
        yield _problem("F003", each, at, folder, {"new": new, **named})


def _problem(
    code: str, misfit: Misfit, at: Mapping[str, Place], folder: Path, told: Mapping[str, object]
) -> Problem:
    file, line = at.get(misfit.item, (folder / HEAD, 1))
    where = f"{_shown(misfit.file)}:{misfit.line}"
    params = {"item": misfit.item or "—", "where": where, "why": misfit.why, **told}
    return Problem(file, line, code, params)


def _places(folder: Path) -> Mapping[str, Place]:
    """Where each item of an edition is written, or included."""
    draft, _ = read_draft(folder)
    return {
        id: (each.document.file, each.document.line("items", each.index))
        for id, each in draft.by_id.items()
    }


def _shown(file: Path) -> str:
    return os.path.relpath(file)
