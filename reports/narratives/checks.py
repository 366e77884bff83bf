"""What must hold of narratives beyond the shape of their files."""

from collections.abc import Generator, Iterator

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Document, Path_
from questionnaires.library import Lookup
from questionnaires.model import Item, Questionnaire
from reports.narratives.entries import NarrativeEntry, NarrativesEntry
from reports.narratives.filling import GAPS, gaps_of
from reports.narratives.model import told_rungs
from reports.narratives.style import sentence_problems, title_problems

Editions = dict[str, Questionnaire | None]
Seen = dict[tuple[str, str], str]  # a questionnaire and a sentence (or an item) to its place


def narratives_problems(
    entry: NarrativesEntry, document: Document, lookup: Lookup, seen: Seen
) -> Iterator[Problem]:
    """Every problem of one file that can be read; ``seen``: what stands in those before it."""
    file = document.file
    if entry.questionnaire not in (file.stem, file.absolute().parent.name):
        names = {"questionnaire": entry.questionnaire, "stem": file.stem}
        yield document.problem("N001", "questionnaire", **names)
    named = {name for each in entry.items.values() for name in each.editions}
    editions = {
        name: lookup(entry.questionnaire, name) for name in sorted({*entry.editions, *named})
    }
    yield from _missing(entry, document, editions)
    for id, narrative in entry.items.items():
        keys = [(entry.questionnaire, f"{id}@{name}") for name in editions_of(entry, narrative)]
        places = [seen[key] for key in keys if key in seen]
        if places:
            yield document.problem("N015", "items", id, item=id, place=places[0])
        seen |= dict.fromkeys(keys, _place(document, "items", id))
        items = yield from _items(entry, document, editions, id)
        for item in items:
            yield from _rungs(document, item, narrative)
        yield from _title(document, id, narrative)
        yield from _sentences(document, entry, id, items, seen)


def editions_of(entry: NarrativesEntry, narrative: NarrativeEntry) -> tuple[str, ...]:
    """The editions that a narrative is written for: its own, or those of its file."""
    return narrative.editions or entry.editions


def _missing(entry: NarrativesEntry, document: Document, editions: Editions) -> Iterator[Problem]:
    places: list[Path_] = [("editions", place) for place in range(len(entry.editions))]
    for id, each in entry.items.items():
        places += [("items", id, "editions", place) for place in range(len(each.editions))]
    names = [*entry.editions, *(name for each in entry.items.values() for name in each.editions)]
    for path, name in zip(places, names, strict=True):
        if editions[name] is None:
            yield document.problem("N002", *path, name=f"{entry.questionnaire}@{name}")


def _items(
    entry: NarrativesEntry, document: Document, editions: Editions, id: str
) -> Generator[Problem, None, tuple[Item, ...]]:
    """The items of that id that differ in rungs, one each; those that are missing are told."""
    found: dict[object, Item] = {}
    lacking: list[Questionnaire] = []
    for name in editions_of(entry, entry.items[id]):
        questionnaire = editions[name]
        if questionnaire is None:
            continue
        item = next((item for item in questionnaire.scored if item.id == id), None)
        if item is None:
            lacking.append(questionnaire)
        else:
            found[item.kind, told_rungs(item)] = item
    if lacking:
        near = did_you_mean(id, (item.id for item in lacking[0].scored))
        names = ", ".join(f"{each.id}@{each.edition}" for each in lacking)
        yield document.problem("N003", "items", id, item=id, name=names, near=near)
    return tuple(found.values())


def _rungs(document: Document, item: Item, narrative: NarrativeEntry) -> Iterator[Problem]:
    """A sentence for every rung, and none for a rung that is not there."""
    at: Path_ = ("items", item.id, "found")
    wanted = told_rungs(item)
    unknown = [rung for rung in narrative.found if rung not in wanted]
    lacking = [rung for rung in wanted if rung not in narrative.found]
    for rung in unknown:
        params = {"item": item.id, "rung": rung, "known": ", ".join(wanted)}
        yield document.problem("N005", *at, rung, near=did_you_mean(rung, lacking), **params)
    if len(lacking) > len(unknown):  # else the missing ones are those that are misspelt
        yield document.problem("N004", *at, item=item.id, rungs=", ".join(lacking))


def _title(document: Document, id: str, narrative: NarrativeEntry) -> Iterator[Problem]:
    for lang in ("zh", "en"):
        for code, params in title_problems(getattr(narrative.title, lang), lang):
            yield document.problem(code, "items", id, "title", lang, **params)


def _sentences(
    document: Document, entry: NarrativesEntry, id: str, items: tuple[Item, ...], seen: Seen
) -> Iterator[Problem]:
    """Each sentence by itself, and whether it stands somewhere already."""
    narrative = entry.items[id]
    at: Path_ = ("items", id)
    told = [((*at, "found", rung), rung, text) for rung, text in narrative.found.items()]
    told += [((*at, name), name, getattr(narrative, name)) for name in ("pain", "goal")]
    for path, rung, text in told:
        gaps = gaps_of(items[0], rung) if items else GAPS
        for lang in ("zh", "en"):
            sentence = getattr(text, lang)
            for code, params in sentence_problems(sentence, lang, gaps):
                yield document.problem(code, *path, lang, **params)
            key = (entry.questionnaire, sentence)
            if key in seen:
                yield document.problem("N014", *path, lang, place=seen[key])
            seen.setdefault(key, _place(document, *path, lang))


def _place(document: Document, *path: str | int) -> str:
    return f"{document.file.name}:{document.line(*path)}"
