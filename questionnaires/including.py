"""Items of a pool: written once, included by name in the questionnaires that ask them too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from questionnaires.entries import (
    ConditionEntry,
    HeadEntry,
    IncludeEntry,
    ItemEntry,
    ItemTranslation,
    TranslationEntry,
)

SHIPPED = Path(__file__).parent


@dataclass(frozen=True)
class Pool:
    """One edition of a pool: items by id, free of names that only its own files know.

    Without items it could not be read, and nobody can say what it lacks.
    """

    items: Mapping[str, ItemEntry] = field(default_factory=dict)
    english: Mapping[str, ItemTranslation] = field(default_factory=dict)


def pool_folder(folder: Path, id: str, edition: str) -> Path:
    """Where the pool stands for the edition in ``folder``: beside its questionnaire, or shipped."""
    beside = folder.resolve().parent.parent / id / edition
    return beside if beside.exists() else SHIPPED / id / edition


def pool_of(
    head: HeadEntry, items: Mapping[str, ItemEntry], english: TranslationEntry | None
) -> Pool:
    """The pool of an edition whose files could be read without a problem."""
    ready = {
        id: item.model_copy(update={"show_if": item.show_if and inlined(item.show_if, head)})
        for id, item in items.items()
    }
    return Pool(ready, english.items if english else {})


def included(entry: IncludeEntry, item: ItemEntry) -> ItemEntry:
    """The pool's item, under the condition that the including questionnaire gives it, if any."""
    return item if entry.show_if is None else item.model_copy(update={"show_if": entry.show_if})


def inlined(entry: ConditionEntry, head: HeadEntry, within: tuple[str, ...] = ()) -> ConditionEntry:
    """The condition with routing entries written out, as it must be to stand elsewhere.

    A name that is unknown, or stands within itself, stays: the pool's own check reports it.
    """
    if entry.name is not None:
        if entry.name in within or entry.name not in head.routing:
            return entry
        return inlined(head.routing[entry.name], head, (*within, entry.name))
    return entry.model_copy(
        update={
            "all": entry.all and tuple(inlined(each, head, within) for each in entry.all),
            "any": entry.any and tuple(inlined(each, head, within) for each in entry.any),
            "not_": entry.not_ and inlined(entry.not_, head, within),
        }
    )
