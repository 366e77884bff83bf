"""Effort files to an EffortTable: everything that is wrong with them at once."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from cachetools.func import lru_cache
from pydantic import Field

from files.problems import InvalidFiles, Problem, in_order
from files.shape import Entry, Id, did_you_mean, fit
from files.strict_yaml import Document, Path_, read
from i18n import exact
from questionnaires.library import NoSuchQuestionnaire
from questionnaires.model import Item, Kind, Questionnaire
from scoring.entries import Said
from scoring.library import edition_for
from scoring.paths.efforts import Effort, EffortTable, Needs

FOLDER = Path(__file__).parents[1] / "efforts"
GENERAL = FOLDER / "general.yaml"


class ClassEntry(Entry):
    """A class of effort."""

    cost: float = Field(gt=0)
    name: Said
    meaning: Said
    reason: Said


class HeightEntry(Entry):
    """Steps up to this share of the way belong to that class."""

    up_to: float = Field(gt=0, le=1)
    effort: str
    reason: Said


class UsualEntry(Entry):
    """The class of every step of a kind."""

    effort: str
    reason: Said


class GeneralEntry(Entry):
    """The file that holds for every questionnaire."""

    version: str
    provenance: Said
    classes: dict[Id, ClassEntry] = Field(min_length=1)
    heights: tuple[HeightEntry, ...] = Field(min_length=1)
    tick: UsualEntry
    drop: UsualEntry


class ItemEntry(Entry):
    """The classes of single steps of an item, by option id or by the band's number from 1."""

    to: dict[str, str] = Field(min_length=1)
    reason: Said


class PlaceEntry(Entry):
    """A step of an item."""

    item: str
    to: str | int


class NeedsEntry(Entry):
    """One step that needs another one first."""

    item: str
    to: str | int
    needs: PlaceEntry
    reason: Said


class OwnEntry(Entry):
    """The file of one questionnaire."""

    questionnaire: Id
    version: str
    provenance: Said
    items: dict[str, ItemEntry] = Field(default_factory=dict)
    requires: tuple[NeedsEntry, ...] = ()


def efforts(
    questionnaire: Questionnaire, own: Path | None = None, general: Path = GENERAL
) -> EffortTable:
    """The effort table of ``questionnaire``: the general file, and its own where there is one.

    Its own is that of the edition (``manufacturing@2026.2.yaml``), else that of all editions.

    Read once as long as the files do not change. Raises InvalidFiles, OSError.
    """
    id, edition = questionnaire.id, questionnaire.edition
    shipped = (FOLDER / f"{id}@{edition}.yaml", FOLDER / f"{id}.yaml")
    file = own or next((each for each in shipped if each.exists()), None)
    files = [each for each in (general, file) if each is not None]
    changed = tuple(each.stat().st_mtime_ns for each in files)
    return _load(questionnaire, general, file, changed)


def check(file: Path, beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of the effort file ``file``, a general one or that of a questionnaire.

    Its questionnaire is looked up as that of a rubric is; its classes in the ``general.yaml`` in
    the same folder, else in the shipped one. Raises OSError.
    """
    document, problems = read(file)
    if problems:
        return in_order(problems)
    wanted = document.data.get("questionnaire")
    if "classes" in document.data or not isinstance(wanted, str):
        model = OwnEntry if "questionnaire" in document.data else GeneralEntry
        usual, problems = fit(model, document)
        if isinstance(usual, GeneralEntry):
            reading = _Reading(next(iter(beside.values())), usual, problems)
            reading.check_general(document)
        return in_order(problems)
    try:
        questionnaire = edition_for(file, wanted, beside)
    except NoSuchQuestionnaire as unknown:
        near = did_you_mean(wanted, [*beside, *unknown.available])
        return (document.problem("E007", "questionnaire", got=wanted, near=near),)
    near_by = file.with_name(GENERAL.name)
    try:
        _read(questionnaire, near_by if near_by.exists() else GENERAL, file)
    except InvalidFiles as invalid:
        return in_order([each for each in invalid.problems if each.file == file])
    return ()


@lru_cache(maxsize=16)
def _load(
    questionnaire: Questionnaire, general: Path, own: Path | None, _changed: object
) -> EffortTable:
    return _read(questionnaire, general, own)


def _read(questionnaire: Questionnaire, general: Path, own: Path | None) -> EffortTable:
    problems: list[Problem] = []
    usual_document, usual = _entry(general, GeneralEntry, problems)
    own_document, single = (None, None) if own is None else _entry(own, OwnEntry, problems)
    if usual is None:
        raise InvalidFiles(problems)
    reading = _Reading(questionnaire, usual, problems)
    reading.check_general(usual_document)
    classes: dict[str, Mapping[int, str]] = {}
    needs: tuple[Needs, ...] = ()
    if own_document is not None and single is not None:
        classes, needs = reading.own(own_document, single)
    if problems:
        raise InvalidFiles(problems)
    return EffortTable(
        classes={id: Effort(id=id, **dict(entry)) for id, entry in usual.classes.items()},
        heights=tuple((entry.up_to, entry.effort) for entry in usual.heights),
        tick=usual.tick.effort,
        drop=usual.drop.effort,
        own=classes,
        needs=needs,
        provenance=usual.provenance if single is None else single.provenance,
    )


def _entry(file: Path, model: Any, problems: list[Problem]) -> tuple[Document, Any]:
    document, found = read(file)
    problems += found
    if found:
        return document, None
    entry, found = fit(model, document)
    problems += found
    return document, entry


class _Reading:
    """Resolves names; every problem goes into ``problems``, and reading goes on."""

    def __init__(
        self, questionnaire: Questionnaire, usual: GeneralEntry, problems: list[Problem]
    ) -> None:
        self.questionnaire = questionnaire
        self.known = usual.classes
        self.usual = usual
        self.problems = problems

    def check_general(self, document: Document) -> None:
        """Every class exists, and the heights rise to 1."""
        usual = self.usual
        for place, entry in enumerate(usual.heights):
            self._class(document, entry.effort, ("heights", place, "effort"))
        self._class(document, usual.tick.effort, ("tick", "effort"))
        self._class(document, usual.drop.effort, ("drop", "effort"))
        shares = [entry.up_to for entry in usual.heights]
        if shares != sorted(set(shares)) or shares[-1] != 1:
            got = ", ".join(exact(share) for share in shares)
            self.problems.append(document.problem("E002", "heights", got=got))

    def own(
        self, document: Document, entry: OwnEntry
    ) -> tuple[dict[str, Mapping[int, str]], tuple[Needs, ...]]:
        """The questionnaire's own classes and what needs what."""
        if entry.questionnaire != self.questionnaire.id:
            names = {"got": entry.questionnaire, "wanted": self.questionnaire.id}
            self.problems.append(document.problem("E003", "questionnaire", **names))
        classes: dict[str, Mapping[int, str]] = {}
        for id, single in entry.items.items():
            at: Path_ = ("items", id)
            item = self._item(document, id, at)
            steps = {}
            for key, name in single.to.items():
                self._class(document, name, (*at, "to", key))
                place = self._place(document, item, key, (*at, "to", key))
                if place is not None:
                    steps[place] = name
            classes[id] = steps
        needs = tuple(self._needs(document, entry))
        self._check_circles(document, needs)
        return classes, needs

    def _needs(self, document: Document, entry: OwnEntry) -> Iterator[Needs]:
        for number, each in enumerate(entry.requires):
            at: Path_ = ("requires", number)
            item = self._item(document, each.item, (*at, "item"))
            needed = self._item(document, each.needs.item, (*at, "needs", "item"))
            to = self._place(document, item, each.to, (*at, "to"))
            from_ = self._place(document, needed, each.needs.to, (*at, "needs", "to"))
            if to is not None and from_ is not None:
                yield Needs(
                    item=each.item, to=to, needed=each.needs.item, at=from_, reason=each.reason
                )

    def _class(self, document: Document, name: str, at: Path_) -> None:
        if name not in self.known:
            near, known = did_you_mean(name, self.known), ", ".join(self.known)
            self.problems.append(document.problem("E001", *at, name=name, near=near, known=known))

    def _item(self, document: Document, id: str, at: Path_) -> Item | None:
        scored = {item.id: item for item in self.questionnaire.scored}
        if id not in scored:
            near = did_you_mean(id, scored)
            self.problems.append(document.problem("E004", *at, item=id, near=near))
        return scored.get(id)

    def _place(
        self, document: Document, item: Item | None, key: str | int, at: Path_
    ) -> int | None:
        if item is None:
            return None
        names = [option.id for option in item.options] or [
            str(number + 1) for number in range(item.steps)
        ]
        if str(key) in names:
            return names.index(str(key))
        near, known = did_you_mean(key, names), ", ".join(names)
        self.problems.append(
            document.problem("E005", *at, item=item.id, got=str(key), near=near, known=known)
        )
        return None

    def _check_circles(self, document: Document, needs: tuple[Needs, ...]) -> None:
        """No step needs itself, by way of others; a higher rung needs the lower ones."""
        graph: TopologicalSorter[tuple[str, int]] = TopologicalSorter()
        for each in needs:
            graph.add((each.item, each.to), (each.needed, each.at))
        for item in self.questionnaire.scored:
            for step in range(1, item.steps if item.kind is Kind.LADDER else 0):
                graph.add((item.id, step), (item.id, step - 1))
        try:
            graph.prepare()
        except CycleError as error:
            circle = " → ".join(f"{id}:{step}" for id, step in error.args[1])
            self.problems.append(document.problem("E006", "requires", circle=circle))
