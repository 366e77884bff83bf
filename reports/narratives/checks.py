"""What must hold of narratives beyond the shape of their files."""

from collections.abc import Iterator, Sequence

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Path_, YamlDocument
from questionnaires.fitting import Fault, Piece
from questionnaires.library import Known
from questionnaires.model import Item, Questionnaire
from reports.narratives.filling import GAPS, gaps_of
from reports.narratives.fitting import found_keys, narrative_faults
from reports.narratives.model import Narrative, NarrativesEntry
from reports.narratives.style import sentence_problems, title_problems

Seen = dict[tuple[str, str], str]  # a questionnaire and a sentence (or an item) to its place


def narratives_problems(
    entry: NarrativesEntry, document: YamlDocument, known: Known, seen: Seen
) -> list[Problem]:
    """Every problem of one file that can be read; ``seen``: what stands in those before it."""
    found: list[Problem] = []
    for problem in _problems(entry, document, known, seen):
        if problem not in found:  # the style and the fit of a sentence both look at its gaps
            found.append(problem)
    return found


def _problems(
    entry: NarrativesEntry, document: YamlDocument, known: Known, seen: Seen
) -> Iterator[Problem]:
    file = document.file
    if entry.questionnaire not in (file.stem, file.absolute().parent.name):
        names = {"questionnaire": entry.questionnaire, "stem": file.stem}
        yield document.problem("N001", "questionnaire", **names)
    yield from _missing(entry, document, known)
    asked = known.of(entry.questionnaire)
    for id, narrative in entry.items.items():
        piece = _piece(entry, document, id)
        items = [item for each in asked if piece.names(each) and (item := piece.item(each))]
        yield from _again(entry, document, id, [each for each in asked if piece.fits(each)], seen)
        yield from piece.problems(asked)
        yield from _further(document, items, id, narrative)
        yield from _title(document, id, narrative)
        yield from _sentences(document, entry, id, items, seen)
    yield from _short_names(document, entry, asked)


def _short_names(
    document: YamlDocument, entry: NarrativesEntry, asked: Sequence[Questionnaire]
) -> Iterator[Problem]:
    """Each is the name of an item or dimension that some edition has, and written as a name."""
    items = {item.id for each in asked for item in each.scored}
    parts = {part.id for each in asked for part in each.dimensions}
    named = (("titles", entry.titles, items), ("dimensions", entry.dimensions, parts))
    for place, names, known in named:
        for id, title in names.items():
            if known and id not in known:
                params = {"name": entry.questionnaire, "near": did_you_mean(id, known)}
                yield document.problem("N003", place, id, item=id, **params)
            for lang in ("zh", "en"):
                for code, found in title_problems(getattr(title, lang), lang):
                    yield document.problem(code, place, id, lang, **found)


def pieces(entry: NarrativesEntry, document: YamlDocument) -> Iterator[Piece]:
    """Every narrative of the file."""
    return (_piece(entry, document, id) for id in entry.items)


def _piece(entry: NarrativesEntry, document: YamlDocument, id: str) -> Piece:
    narrative = narrative_of(entry, id)

    def absent(lacking: Sequence[Questionnaire]) -> Fault:
        near = did_you_mean(id, (item.id for item in lacking[0].scored))
        names = ", ".join(f"{each.id}@{each.edition}" for each in lacking)
        return "N003", (), {"item": id, "name": names, "near": near}

    return Piece(
        document=document,
        at=("items", id),
        id=id,
        faults=lambda _edition, item: narrative_faults(narrative, item),
        absent=absent,
        editions=narrative.editions,
        subject=id,
    )


def narrative_of(entry: NarrativesEntry, id: str) -> Narrative:
    """The narrative with the editions that it is only for: its own, or those of its file."""
    narrative = entry.items[id]
    return narrative.model_copy(update={"editions": narrative.editions or entry.editions})


def _missing(entry: NarrativesEntry, document: YamlDocument, known: Known) -> Iterator[Problem]:
    """Editions that are named and not there; without any name, a questionnaire that is not."""
    places: list[tuple[Path_, str]] = [
        (("editions", place), name) for place, name in enumerate(entry.editions)
    ]
    for id, each in entry.items.items():
        places += [
            (("items", id, "editions", place), name) for place, name in enumerate(each.editions)
        ]
    for path, name in places:
        if known.find(entry.questionnaire, name) is None:
            yield document.problem("N002", *path, name=f"{entry.questionnaire}@{name}")
    if not places and not known.of(entry.questionnaire):
        yield document.problem("N002", "questionnaire", name=entry.questionnaire)


def _again(
    entry: NarrativesEntry,
    document: YamlDocument,
    id: str,
    editions: Sequence[Questionnaire],
    seen: Seen,
) -> Iterator[Problem]:
    """Two narratives that fit the same item of an edition."""
    keys = [(entry.questionnaire, f"{id}@{each.edition}") for each in editions]
    places = [seen[key] for key in keys if key in seen]
    if places:
        yield document.problem("N015", "items", id, item=id, place=places[0])
    seen |= dict.fromkeys(keys, _place(document, "items", id))


def _further(
    document: YamlDocument, items: Sequence[Item], id: str, narrative: Narrative
) -> Iterator[Problem]:
    """Sentences for options that no edition has, beside all that are needed."""
    if not any(set(found_keys(item)) <= set(narrative.found) for item in items):
        return
    known = list(dict.fromkeys(rung for item in items for rung in found_keys(item)))
    for rung in narrative.found:
        if rung not in known:
            params = {"item": id, "rung": rung, "known": ", ".join(known), "near": ""}
            yield document.problem("N005", "items", id, "found", rung, **params)


def _title(document: YamlDocument, id: str, narrative: Narrative) -> Iterator[Problem]:
    for lang in ("zh", "en"):
        for code, params in title_problems(getattr(narrative.title, lang), lang):
            yield document.problem(code, "items", id, "title", lang, **params)


def _sentences(
    document: YamlDocument, entry: NarrativesEntry, id: str, items: Sequence[Item], seen: Seen
) -> Iterator[Problem]:
    """Each sentence by itself, and whether it stands somewhere already."""
    narrative = entry.items[id]
    at: Path_ = ("items", id)
    told = [((*at, "found", rung), rung, text) for rung, text in narrative.found.items()]
    told += [((*at, name), name, getattr(narrative, name)) for name in ("pain", "goal")]
    fitting = [item for item in items if not any(narrative_faults(narrative, item))]
    for path, rung, text in told:
        about = fitting or items
        gaps = gaps_of(about[-1], rung) if about else GAPS
        for lang in ("zh", "en"):
            sentence = getattr(text, lang)
            for code, params in sentence_problems(sentence, lang, gaps):
                yield document.problem(code, *path, lang, **params)
            key = (entry.questionnaire, sentence)
            if key in seen:
                yield document.problem("N014", *path, lang, place=seen[key])
            seen.setdefault(key, _place(document, *path, lang))


def _place(document: YamlDocument, *path: str | int) -> str:
    return f"{document.file.name}:{document.line(*path)}"
