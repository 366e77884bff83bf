"""The layers at hand, and what is wrong with files of layers."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from files import strict_yaml
from files.problems import InvalidFiles, Problem, in_order
from files.shape import fit
from i18n import Text
from questionnaires.library import Lookup, fingerprint, lookup
from questionnaires.model import Questionnaire
from questionnaires.regulations.entries import TextEntry
from reports.layers.checks import layers_problems
from reports.layers.entries import ComponentEntry, LayersEntry
from reports.layers.model import Component, Layer, Layers

FOLDER = Path(__file__).parent


def layers_for(questionnaire: Questionnaire) -> Layers | None:
    """The layers that are written for this edition; None where there are none."""
    found = _kept(fingerprint(FOLDER)).get(questionnaire.id)
    return found if found is not None and questionnaire.edition in found.editions else None


def read_layers(file: Path, find: Lookup) -> Layers:
    """The layers in ``file``; ``find`` gives the questionnaires by id and edition.

    Raises InvalidFiles with every problem, OSError without file.
    """
    document, problems = strict_yaml.read(file)
    if document.data is None:
        raise InvalidFiles(problems)
    entry, found = fit(LayersEntry, document)
    problems += found
    if entry is not None:
        problems += layers_problems(entry, document, find)
    if problems or entry is None:
        raise InvalidFiles(problems)
    return _layers(entry)


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """
    problems: list[Problem] = []
    for file in files:
        try:
            read_layers(file, lookup(beside))
        except InvalidFiles as invalid:
            problems += invalid.problems
    return in_order(problems)


@lru_cache(maxsize=2)
def _kept(_changed: object) -> Mapping[str, Layers]:
    """What is shipped, by questionnaire; a test holds that it is sound."""
    found = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        document, problems = strict_yaml.read(file)
        entry, more = fit(LayersEntry, document)
        if entry is None or problems or more:
            raise InvalidFiles((*problems, *more))
        found[entry.questionnaire] = _layers(entry)
    return found


def _layers(entry: LayersEntry) -> Layers:
    return Layers(
        questionnaire=entry.questionnaire,
        editions=entry.editions,
        layers=tuple(
            Layer(
                id=each.id,
                title=_text(each.title),
                components=tuple(map(_component, each.components)),
            )
            for each in entry.layers
        ),
    )


def _component(entry: ComponentEntry) -> Component:
    return Component(id=entry.id, name=_text(entry.name), shown_by=entry.shown_by)


def _text(entry: TextEntry) -> Text:
    return Text(zh=entry.zh, en=entry.en)
