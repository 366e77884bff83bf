"""The layers at hand, and what is wrong with files of layers."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path

from files.families import problems_of, read_all
from files.problems import InvalidFiles, Problem
from questionnaires.fitting import Piece
from questionnaires.library import Known, fingerprint
from questionnaires.model import Questionnaire
from reports.layers.checks import layers_problems, pieces, sign_faults
from reports.layers.model import Component, Layers

FOLDER = Path(__file__).parent


def layers_for(questionnaire: Questionnaire) -> Layers | None:
    """The layers that are written for the questionnaire, None where there are none.

    A component is shown by those of its items that the edition asks in a shape that fits.
    """
    found = _kept(fingerprint(FOLDER)).get(questionnaire.id)
    if found is None or questionnaire.edition not in (found.editions or (questionnaire.edition,)):
        return None
    layers = (
        layer.model_copy(
            update={"components": tuple(_fitting(each, questionnaire) for each in layer.components)}
        )
        for layer in found.layers
    )
    return found.model_copy(update={"layers": tuple(layers)})


def _fitting(component: Component, questionnaire: Questionnaire) -> Component:
    shown_by = {
        id: tuple(rung for rung in rungs if rung in questionnaire.by_id[id].rungs)
        for id, rungs in component.shown_by.items()
        if id in questionnaire.by_id and not any(sign_faults(questionnaire.by_id[id], rungs))
    }
    return component.model_copy(update={"shown_by": shown_by})


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """
    return problems_of(files, Layers, partial(layers_problems, known=Known(beside)))


def pieces_for(questionnaire: Questionnaire) -> Iterator[Piece]:
    """What shows the shipped components of a questionnaire."""
    for entry, document in read_all(FOLDER.glob(f"{questionnaire.id}.yaml"), Layers)[0]:
        yield from pieces(entry, document)


@lru_cache(maxsize=2)
def _kept(_changed: object) -> Mapping[str, Layers]:
    """What is shipped, by questionnaire; a test holds that it is sound."""
    entries, problems = read_all(sorted(FOLDER.glob("*.yaml")), Layers)
    if problems:
        raise InvalidFiles(problems)
    return {entry.questionnaire: entry for entry, _ in entries}
