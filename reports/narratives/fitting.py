"""Whether a narrative fits an item: its rungs, its options, and what stands in the gaps."""

from collections.abc import Iterator

from files.shape import did_you_mean
from questionnaires.fitting import Fault
from questionnaires.model import Item, Kind
from reports.narratives.filling import gaps_of
from reports.narratives.model import EXTENTS, Narrative
from reports.narratives.style import gap_problems


def found_keys(item: Item) -> tuple[str, ...]:
    """The keys of ``found`` that an item needs."""
    return EXTENTS if item.kind is Kind.MULTI else item.rungs


def narrative_faults(narrative: Narrative, item: Item) -> Iterator[Fault]:
    """What keeps a narrative from fitting ``item``; further options that it knows do not."""
    yield from _rungs(narrative, item)
    yield from _options(narrative, item)
    for rung, text in narrative.found.items():
        for lang in ("zh", "en"):
            for code, params in gap_problems(getattr(text, lang), lang, gaps_of(item, rung)):
                yield code, ("found", rung, lang), params


def _rungs(narrative: Narrative, item: Item) -> Iterator[Fault]:
    wanted = found_keys(item)
    unknown = [rung for rung in narrative.found if rung not in wanted]
    lacking = [rung for rung in wanted if rung not in narrative.found]
    if item.options and not lacking:
        return
    for rung in unknown:
        params = {"item": item.id, "rung": rung, "known": ", ".join(wanted)}
        yield "N005", ("found", rung), {"near": did_you_mean(rung, lacking), **params}
    if len(lacking) > len(unknown):  # else the missing ones are those that are misspelt
        yield "N004", ("found",), {"item": item.id, "rungs": ", ".join(lacking)}


def _options(narrative: Narrative, item: Item) -> Iterator[Fault]:
    """A sentence for all ticks names them, so it is written for those options alone."""
    needed = item.kind is Kind.MULTI and not narrative.editions
    if (narrative.options or needed) and set(narrative.options) != set(item.rungs):
        written = ", ".join(narrative.options) or "—"
        params = {"item": item.id, "written": written, "options": ", ".join(item.rungs)}
        yield "N017", ("options",), params
