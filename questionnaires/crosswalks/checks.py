"""What must hold of a crosswalk beyond the shape of its file."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import YamlDocument
from files.texts import english_problems
from questionnaires.crosswalks.entries import CrosswalkEntry
from questionnaires.crosswalks.model import Relation
from questionnaires.fitting import Fault, Piece
from questionnaires.library import Known
from questionnaires.model import Item, Kind, Questionnaire

ONE = (Kind.CHOICE, Kind.LADDER)
# Which readings mean something for a kind of ours and a kind of theirs.
FITS: Mapping[tuple[Kind, Kind], set[str]] = {
    **{(ours, theirs): {"reads"} for ours in ONE for theirs in ONE},
    **{(Kind.MULTI, theirs): {"reads", "without"} for theirs in ONE},
    **{(ours, theirs): {"bands"} for ours in (Kind.NUMBER, Kind.RATIO) for theirs in ONE},
    **{(ours, Kind.MULTI): {"ticks", "rules_out", "only_with"} for ours in (*ONE, Kind.MULTI)},
}


def crosswalk_problems(
    entry: CrosswalkEntry, document: YamlDocument, known: Known
) -> Iterator[Problem]:
    """Problems of one crosswalk file; the questionnaires come from ``known``."""
    if not entry.relations and not entry.with_:
        yield document.problem("X018", "relations")
    name = f"{entry.from_}--{entry.to}"
    if document.file.stem != name:
        yield document.problem("X001", "from", name=name, stem=document.file.stem)
    ours = known.of(entry.from_)
    there = [each.edition for each in ours]
    strange = [edition for edition in entry.from_editions if edition not in there]
    for edition in strange:
        at = ("from_editions", entry.from_editions.index(edition))
        yield document.problem("X002", *at, name=f"{entry.from_}@{edition}")
    if not ours and not strange:
        yield document.problem("X002", "from", name=entry.from_)
    theirs = known.find(entry.to, entry.to_edition)
    if theirs is None:
        yield document.problem("X002", "to_edition", name=f"{entry.to}@{entry.to_edition}")
    elif ours and not strange:
        yield from _relations(entry, document, ours, theirs)
    yield from english_problems(entry.model_dump(by_alias=True), document, "X016")


def _relations(
    entry: CrosswalkEntry,
    document: YamlDocument,
    ours: Sequence[Questionnaire],
    theirs: Questionnaire,
) -> Iterator[Problem]:
    before: list[Piece] = []
    held = entry.from_editions or tuple(each.edition for each in ours)
    for index, relation in enumerate(entry.relations):
        at = ("relations", index)
        strange = [edition for edition in relation.editions if edition not in held]
        if strange:
            params = {"edition": strange[0], "known": ", ".join(held)}
            yield document.problem("X006", *at, "editions", **params)
        elif relation.to not in (targets := _targets(theirs)):
            near = did_you_mean(relation.to, targets)
            names = {"item": relation.to, "name": theirs.id}
            yield document.problem("X004", *at, "to", near=near, **names)
        else:
            own = piece(entry, document, index, theirs)
            if any(other.overlaps(own, ours) for other in before):
                yield document.problem("X005", *at, "to", ours=relation.from_, theirs=relation.to)
            before.append(own)
            yield from own.problems(ours)


def _targets(theirs: Questionnaire) -> list[str]:
    return [item.id for item in theirs.items if item.kind not in (Kind.RATIO, Kind.TEXT)]


def piece(
    entry: CrosswalkEntry, document: YamlDocument, index: int, theirs: Questionnaire
) -> Piece:
    """A relation of the file, which leads to an item of ``theirs``."""
    relation = entry.relations[index]
    target = theirs.by_id[relation.to]
    names = {"ours": relation.from_, "theirs": relation.to}

    def faults(_edition: Questionnaire, source: Item) -> Iterator[Fault]:
        for code, path, params in relation_faults(relation, source, target):
            yield code, path, names | params

    def absent(lacking: Sequence[Questionnaire]) -> Fault:
        name = f"{lacking[-1].id}@{lacking[-1].edition}"
        near = did_you_mean(relation.from_, lacking[-1].by_id)
        return "X003", ("from",), {"item": relation.from_, "name": name, "near": near}

    return Piece(
        document=document,
        at=("relations", index),
        id=relation.from_,
        about=_readable,
        faults=faults,
        absent=absent,
        editions=relation.editions or entry.from_editions,
        subject=(entry.to, relation.from_, relation.to),
    )


def _readable(item: Item) -> bool:
    return item.kind is not Kind.TEXT


def applies(relation: Relation, ours: Questionnaire, theirs: Questionnaire) -> bool:
    """Whether the relation holds of its two items as these editions ask them."""
    source, target = ours.by_id.get(relation.from_), theirs.by_id.get(relation.to)
    if source is None or target is None or not _readable(source):
        return False
    if relation.editions and ours.edition not in relation.editions:
        return False
    return not any(relation_faults(relation, source, target))


def relation_faults(relation: Relation, ours: Item, theirs: Item) -> Iterator[Fault]:
    """What keeps a relation from holding of two items."""
    if relation.absent_too and theirs.not_applicable is None:
        yield "X015", ("absent_too",), {}
    if relation.copies:
        yield from _copied(relation, ours, theirs)
        return
    if relation.why is None:
        yield "X007", (), {}
    fitting = FITS.get((ours.kind, theirs.kind), set())
    unfit = [name for name in relation.readings if name not in fitting]
    for name in unfit:
        kinds = {"kind": ours.kind, "their_kind": theirs.kind}
        yield "X008", (name,), {"reading": name, **kinds}
    if not unfit:
        wrong = [*_options(relation, ours, theirs), *_bands(relation)]
        yield from wrong
        if not wrong:
            yield from _kinship(relation, theirs)


def _copied(relation: Relation, ours: Item, theirs: Item) -> Iterator[Fault]:
    """Without a reading the answer itself is carried over, so it must fit as it stands."""
    if relation.absent_too and relation.relation != "equal":
        return
    same = ours.kind == theirs.kind and [o.id for o in ours.options] == [
        o.id for o in theirs.options
    ]
    if ours.kind is Kind.RATIO or not same or relation.relation != "equal":
        yield "X009", (), {}


def _options(relation: Relation, ours: Item, theirs: Item) -> Iterator[Fault]:
    """Every option that is named is there; every answer of a choice is read."""
    mine = [option.id for option in ours.options]
    yours = [option.id for option in theirs.options]
    for name in relation.readings:
        if name == "bands":
            for place, band in enumerate(relation.bands):
                yield from _unknown(band.reads, yours, "bands", place, "reads")
            continue
        keys, values = (yours, mine) if name == "only_with" else (mine, yours)
        for key, named in getattr(relation, name).items():
            yield from _unknown((key,), keys, name, key)
            yield from _unknown(named, values, name, key)
    missing = [id for id in mine if id not in relation.reads]
    if relation.reads and ours.kind in ONE and missing:
        yield "X011", ("reads",), {"options": ", ".join(missing)}


def _unknown(named: tuple[str, ...], known: list[str], *at: str | int) -> Iterator[Fault]:
    for option in named:
        if option not in known:
            near = did_you_mean(option, known)
            yield "X010", at, {"option": option, "near": near, "known": ", ".join(known)}


def _bands(relation: Relation) -> Iterator[Fault]:
    """Bands rise, side by side."""
    for place, band in enumerate(relation.bands):
        if not band.from_ < band.to:
            yield "X012", ("bands", place), {"low": band.from_, "high": band.to}
    for place, (before, band) in enumerate(pairwise(relation.bands), start=1):
        if before.to != band.from_:
            yield "X012", ("bands", place), {"low": before.to, "high": band.from_}


def _kinship(relation: Relation, theirs: Item) -> Iterator[Fault]:
    """The relation that is named is the one that the readings of a choice show."""
    left = [*relation.reads.values(), *(band.reads for band in relation.bands)]
    if theirs.kind not in ONE or relation.without or not left:
        return
    if all(len(set(options)) == len(theirs.options) for options in left):
        yield "X013", (), {}
        return
    sure = all(len(set(options)) == 1 for options in left)
    distinct = len(set(left)) == len(left)
    shown = ("equal" if distinct else "superset") if sure else "subset, intersects"
    right = {"superset", "equal"} if sure and distinct else {"superset"} if sure else None
    if relation.relation not in (right or {"subset", "intersects"}):
        yield "X014", ("relation",), {"got": relation.relation, "shown": shown}
