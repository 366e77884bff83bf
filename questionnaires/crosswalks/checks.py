"""What must hold of a crosswalk beyond the shape of its file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Document
from questionnaires.crosswalks.entries import CrosswalkEntry, RelationEntry
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.regulations.checks import english_problems

Lookup = Callable[[str, str], Questionnaire | None]  # id and edition to it; None: not there

ONE = (Kind.CHOICE, Kind.LADDER)
# Which readings mean something for a kind of ours and a kind of theirs.
FITS: Mapping[tuple[Kind, Kind], set[str]] = {
    **{(ours, theirs): {"reads"} for ours in ONE for theirs in ONE},
    **{(Kind.MULTI, theirs): {"reads", "without"} for theirs in ONE},
    **{(ours, theirs): {"bands"} for ours in (Kind.NUMBER, Kind.RATIO) for theirs in ONE},
    **{(ours, Kind.MULTI): {"ticks", "rules_out", "only_with"} for ours in (*ONE, Kind.MULTI)},
}


@dataclass(frozen=True)
class Placed:
    """A relation with its place and the two items, where they are found."""

    entry: RelationEntry
    document: Document
    index: int
    ours: Item
    theirs: Item

    def problem(self, code: str, *path: str | int, **params: object) -> Problem:
        """A problem below this relation."""
        names = {"ours": self.entry.from_, "theirs": self.entry.to}
        return self.document.problem(code, "relations", self.index, *path, **names, **params)


def crosswalk_problems(
    entry: CrosswalkEntry, document: Document, lookup: Lookup
) -> Iterator[Problem]:
    """Problems of one crosswalk file; the questionnaires come from ``lookup``."""
    if not entry.relations and not entry.with_:
        yield document.problem("X018", "relations")
    name = f"{entry.from_}--{entry.to}"
    if document.file.stem != name:
        yield document.problem("X001", "from", name=name, stem=document.file.stem)
    ours = {}
    for place, edition in enumerate(entry.from_editions):
        found = ours[edition] = lookup(entry.from_, edition)
        if found is None:
            at = ("from_editions", place)
            yield document.problem("X002", *at, name=f"{entry.from_}@{edition}")
    theirs = lookup(entry.to, entry.to_edition)
    if theirs is None:
        yield document.problem("X002", "to_edition", name=f"{entry.to}@{entry.to_edition}")
    there = {edition: found for edition, found in ours.items() if found is not None}
    if theirs is not None and len(there) == len(ours):
        for index in range(len(entry.relations)):
            yield from _relation(entry, document, index, there, theirs)
    yield from english_problems(entry.model_dump(by_alias=True), document, (), "X016")


def _relation(
    entry: CrosswalkEntry,
    document: Document,
    index: int,
    ours: Mapping[str, Questionnaire],
    theirs: Questionnaire,
) -> Iterator[Problem]:
    relation, at = entry.relations[index], ("relations", index)
    twice = [(each.from_, each.to) for each in entry.relations[:index]]
    if (relation.from_, relation.to) in twice:
        yield document.problem("X005", *at, "to", ours=relation.from_, theirs=relation.to)
    strange = [edition for edition in relation.editions if edition not in ours]
    if strange:
        held = ", ".join(ours)
        yield document.problem("X006", *at, "editions", edition=strange[0], known=held)
        return
    target = theirs.by_id.get(relation.to)
    if target is None or target.kind in (Kind.RATIO, Kind.TEXT):
        known = (item.id for item in theirs.items if item.kind not in (Kind.RATIO, Kind.TEXT))
        near = did_you_mean(relation.to, known)
        yield document.problem("X004", *at, "to", item=relation.to, name=theirs.id, near=near)
        return
    seen: set[tuple[object, ...]] = set()
    for edition in relation.editions or tuple(ours):
        source = ours[edition].by_id.get(relation.from_)
        if source is None or source.kind is Kind.TEXT:
            name = f"{entry.from_}@{edition}"
            near = did_you_mean(relation.from_, ours[edition].by_id)
            yield document.problem("X003", *at, "from", item=relation.from_, name=name, near=near)
            return
        bearing = (source.kind, source.options, source.minimum, source.maximum)
        if bearing not in seen:  # editions mostly have the same item
            yield from _readings(Placed(relation, document, index, source, target))
        seen.add(bearing)


def _readings(placed: Placed) -> Iterator[Problem]:
    entry, ours, theirs = placed.entry, placed.ours, placed.theirs
    if entry.absent_too and theirs.not_applicable is None:
        yield placed.problem("X015", "absent_too")
    said = entry.said()
    if not said:
        yield from _copied(placed)
        return
    if entry.why is None:
        yield placed.problem("X007")
    unfit = [name for name in said if name not in FITS.get((ours.kind, theirs.kind), set())]
    for name in unfit:
        kinds = {"kind": ours.kind, "their_kind": theirs.kind}
        yield placed.problem("X008", name, reading=name, **kinds)
    if not unfit:
        wrong = [*_options(placed), *_bands(placed)]
        yield from wrong
        if not wrong:
            yield from _kinship(placed)


def _copied(placed: Placed) -> Iterator[Problem]:
    """Without a reading the answer itself is carried over, so it must fit as it stands."""
    ours, theirs, entry = placed.ours, placed.theirs, placed.entry
    if entry.absent_too and entry.relation != "equal":
        return
    same = ours.kind == theirs.kind and [o.id for o in ours.options] == [
        o.id for o in theirs.options
    ]
    if ours.kind is Kind.RATIO or not same or entry.relation != "equal":
        yield placed.problem("X009")


def _options(placed: Placed) -> Iterator[Problem]:
    """Every option that is named is there; every answer of a choice is read."""
    entry = placed.entry
    mine = [option.id for option in placed.ours.options]
    yours = [option.id for option in placed.theirs.options]
    for name in entry.said():
        if name == "bands":
            for place, band in enumerate(entry.bands):
                yield from _known(placed, band.reads, yours, "bands", place, "reads")
            continue
        keys, values = (yours, mine) if name == "only_with" else (mine, yours)
        for key, named in getattr(entry, name).items():
            yield from _known(placed, (key,), keys, name, key)
            yield from _known(placed, named, values, name, key)
    missing = [id for id in mine if id not in entry.reads]
    if "reads" in entry.said() and placed.ours.kind in ONE and missing:
        yield placed.problem("X011", "reads", options=", ".join(missing))


def _known(
    placed: Placed, named: tuple[str, ...], known: list[str], *at: str | int
) -> Iterator[Problem]:
    for option in named:
        if option not in known:
            near = did_you_mean(option, known)
            yield placed.problem("X010", *at, option=option, near=near, known=", ".join(known))


def _bands(placed: Placed) -> Iterator[Problem]:
    """Bands rise, side by side."""
    bands = placed.entry.bands
    for place, band in enumerate(bands):
        if not band.from_ < band.to:
            yield placed.problem("X012", "bands", place, low=band.from_, high=band.to)
    for place, (before, band) in enumerate(pairwise(bands), start=1):
        if before.to != band.from_:
            yield placed.problem("X012", "bands", place, low=before.to, high=band.from_)


def _kinship(placed: Placed) -> Iterator[Problem]:
    """The relation that is named is the one that the readings of a choice show."""
    entry, every = placed.entry, len(placed.theirs.options)
    left = [*entry.reads.values(), *(band.reads for band in entry.bands)]
    if placed.theirs.kind not in ONE or entry.without or not left:
        return
    if all(len(set(options)) == every for options in left):
        yield placed.problem("X013")
        return
    sure = all(len(set(options)) == 1 for options in left)
    distinct = len(set(left)) == len(left)
    shown = ("equal" if distinct else "superset") if sure else "subset, intersects"
    right = {"superset", "equal"} if sure and distinct else {"superset"} if sure else None
    if entry.relation not in (right or {"subset", "intersects"}):
        yield placed.problem("X014", "relation", got=entry.relation, shown=shown)
