"""What must hold of a file of contradictions beyond its shape."""

from collections.abc import Iterator, Sequence

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Path_, YamlDocument
from files.texts import english_problems
from questionnaires.contradictions.model import (
    Contradiction,
    ContradictionPart,
    Contradictions,
)
from questionnaires.fitting import Fault, Piece
from questionnaires.library import Known
from questionnaires.model import Item, Kind, Questionnaire


def contradiction_problems(
    entry: Contradictions, document: YamlDocument, known: Known
) -> Iterator[Problem]:
    """Every problem of the file."""
    if entry.questionnaire != document.file.stem:
        names = {"questionnaire": entry.questionnaire, "stem": document.file.stem}
        yield document.problem("A001", "questionnaire", **names)
    yield from english_problems(entry.model_dump(), document, "A007")
    editions = known.of(entry.questionnaire)
    if not editions:
        yield document.problem("A003", "questionnaire", name=entry.questionnaire)
    ids = [each.id for each in entry.contradictions]
    for index, each in enumerate(entry.contradictions):
        if each.id in ids[:index]:
            yield document.problem("A002", "contradictions", index, "id", name=each.id)
        for place, name in enumerate(each.editions):
            if known.find(entry.questionnaire, name) is None:
                at = ("contradictions", index, "editions", place)
                yield document.problem("A003", *at, name=f"{entry.questionnaire}@{name}")
    for piece in pieces(entry, document) if editions else ():
        yield from piece.problems(editions)


def pieces(entry: Contradictions, document: YamlDocument) -> Iterator[Piece]:
    """Every answer that a contradiction looks at."""
    for index, each in enumerate(entry.contradictions):
        for place, part in enumerate(each.when):
            yield _piece(document, ("contradictions", index, "when", place), each, part)


def fits(contradiction: Contradiction, edition: Questionnaire) -> bool:
    """Whether the edition asks everything that it looks at, in the shape that it looks for."""
    if contradiction.editions and edition.edition not in contradiction.editions:
        return False
    return all(
        part.item in edition.by_id and not any(part_faults(edition.by_id[part.item], part))
        for part in contradiction.when
    )


def part_faults(item: Item, part: ContradictionPart) -> Iterator[Fault]:
    """What keeps the item from being answered that way."""
    numeric = item.kind in (Kind.NUMBER, Kind.RATIO)
    ranged = part.at_least is not None or part.below is not None
    if item.kind is Kind.TEXT or ranged != numeric or numeric == (part.is_ is not None):
        yield "A008", (), {"name": item.id, "kind": item.kind.value}
        return
    for index, rung in enumerate(part.is_ or ()):
        if rung not in item.rungs:
            params = {"name": rung, "item": item.id, "known": ", ".join(item.rungs)}
            yield "A005", ("is", index), params


def _piece(
    document: YamlDocument, at: Path_, contradiction: Contradiction, part: ContradictionPart
) -> Piece:
    def absent(lacking: Sequence[Questionnaire]) -> Fault:
        near = did_you_mean(part.item, [name for each in lacking for name in each.by_id])
        return "A004", ("item",), {"name": part.item, "near": near}

    return Piece(
        document=document,
        at=at,
        id=part.item,
        about=lambda _item: True,
        faults=lambda _edition, item: part_faults(item, part),
        absent=absent,
        editions=contradiction.editions,
        subject=at,
    )
