"""Whether a catalogue has advice for all that it covers, in words that those told of it know."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from files.families import read_all
from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import YamlDocument
from i18n import Text
from questionnaires.library import Known, available
from questionnaires.model import Questionnaire
from solutions.audience import Audience, EnterpriseKind, audience, kinds
from solutions.checks import PlacedSolution, placed
from solutions.entries import GroupEntry
from solutions.reader import COSTS
from solutions.trade_words import texts_in, trades

Group = tuple[GroupEntry, YamlDocument]
ByAudience = Mapping[
    str, Sequence[tuple[Audience, frozenset[EnterpriseKind]]]
]  # by the id of the solution


def advice_problems(folder: Path, known: Known) -> Iterator[Problem]:
    """Every problem of a catalogue that can be read."""
    files = (file for file in sorted(folder.glob("*.yaml")) if file.name != COSTS)
    groups, _ = read_all(files, GroupEntry)
    asked = [editions[-1] for id in _questionnaires(groups) if (editions := known.of(id))]
    everything = placed(groups)
    told = {each.entry.id: tuple(audience(each, asked, known)) for each in everything}
    reached: dict[tuple[str, str], set[EnterpriseKind]] = {}
    for found in told.values():
        for one, those in found:
            reached.setdefault((one.questionnaire.id, one.item), set()).update(those)
    by_id = {each.id: each for each in asked}
    for group, document in groups:
        yield from _consultants(group, document, by_id, reached)
        yield from _covered(group, document, by_id, groups, reached)
        yield from _words(group, document, told)
    for each in everything:
        yield from _strange(each, told[each.entry.id])


def _questionnaires(groups: Iterable[Group]) -> list[str]:
    """Those that are shipped, and others that the files name."""
    named = {
        id
        for group, _ in groups
        for id in (
            *group.covers,
            *(each.questionnaire for each in group.by_consultant),
            *(change.questionnaire for each in group.solutions for change in each.changes),
        )
        if id
    }
    return sorted({*available(), *named})


def _consultants(
    group: GroupEntry,
    document: YamlDocument,
    by_id: Mapping[str, Questionnaire],
    reached: Mapping[tuple[str, str], set[EnterpriseKind]],
) -> Iterator[Problem]:
    """Items left to a consultant are asked, and nothing in the catalogue lifts them."""
    for index, each in enumerate(group.by_consultant):
        asked = by_id.get(each.questionnaire)
        items = [item.id for item in asked.scored] if asked else []
        names = {"item": each.item, "name": each.questionnaire}
        if each.item not in items:
            near = did_you_mean(each.item, items)
            yield document.problem("V002", "by_consultant", index, "item", near=near, **names)
        elif (each.questionnaire, each.item) in reached:
            yield document.problem("V003", "by_consultant", index, **names)


def _covered(
    group: GroupEntry,
    document: YamlDocument,
    by_id: Mapping[str, Questionnaire],
    groups: Iterable[Group],
    reached: Mapping[tuple[str, str], set[EnterpriseKind]],
) -> Iterator[Problem]:
    """Every scored item of a questionnaire that the group covers has advice for all its firms."""
    left = {(each.questionnaire, each.item) for other, _ in groups for each in other.by_consultant}
    for index, id in enumerate(group.covers):
        if id not in by_id:
            near = did_you_mean(id, by_id)
            yield document.problem("V004", "covers", index, name=id, near=near)
            continue
        everybody = kinds(by_id[id])
        for item in by_id[id].scored:
            lacking = [firm for firm in everybody if firm not in reached.get((id, item.id), ())]
            if lacking and (id, item.id) not in left:
                names = {"item": item.id, "name": id, "lacking": _listed(lacking, everybody)}
                yield document.problem("V001", "covers", index, **names)


def _listed(lacking: Sequence[EnterpriseKind], everybody: Sequence[EnterpriseKind]) -> Text | str:
    """Who lacks it: all, or sections with sizes."""
    if len(lacking) == len(everybody):
        return Text(zh="谁都没有", en="anybody")
    by_sizes: dict[str, list[str]] = {}
    for firm in lacking:
        by_sizes.setdefault(firm.section, []).append(firm.size)
    return "; ".join(f"{section}: {', '.join(sizes)}" for section, sizes in by_sizes.items())


def _words(group: GroupEntry, document: YamlDocument, told: ByAudience) -> Iterator[Problem]:
    """The title of a group is read by all who are told of one of its solutions."""
    everybody = [one for each in group.solutions for one, _ in told[each.id]]
    for key in ("title", "aim", "owner"):
        text: Text | None = getattr(group, key)
        if text is not None:
            for lang, params in _foreign(text, everybody):
                yield document.problem("V005", key, lang, subject=group.group, **params)


def _strange(
    each: PlacedSolution, told: Sequence[tuple[Audience, frozenset[EnterpriseKind]]]
) -> Iterator[Problem]:
    """No text of a solution holds a word of a trade that some who are told of it do not know."""
    everybody = [one for one, _ in told]
    for path, text in texts_in(dict(each.entry)):
        for lang, params in _foreign(text, everybody):
            names = {"subject": each.entry.id, **params}
            yield each.document.problem("V005", "solutions", each.index, *path, lang, **names)


def _foreign(text: Text, everybody: Iterable[Audience]) -> Iterator[tuple[str, dict[str, object]]]:
    for trade in trades():
        found = list(trade.found_in(text))
        strangers = [one for one in everybody if not trade.knows(one)] if found else []
        for lang, word in found if strangers else ():
            first = strangers[0]
            yield (
                lang,
                {
                    "word": word,
                    "trade": trade.name,
                    "questionnaire": first.questionnaire.id,
                    "item": first.item,
                },
            )
