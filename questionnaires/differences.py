"""What changed between two editions of a questionnaire, for somebody who reads both."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from files.frozen import Frozen
from i18n import Text, exact, text_of
from questionnaires.digest import digest
from questionnaires.model import (
    Band,
    Condition,
    Dimension,
    Item,
    LawCitation,
    Option,
    Page,
    Questionnaire,
)
from questionnaires.regulations import find
from questionnaires.regulations.laws import laws

_WORDS = ("ask", "why", "explain", "evidence", "first_step", "not_applicable")
_SETTLED = ("kind", "scored", "integer", "minimum", "maximum", "part", "whole")
NONE = Text(zh="", en="")


class Difference(Frozen):
    """One difference: ``name`` (a text of ``differences``) of ``at``, before and after.

    ``at`` is the id of an item, page, option (``item.option``) or node, or empty for the whole.
    None stands for what was not there, or is there no more.
    """

    section: str
    at: str
    name: str
    before: Text | None
    after: Text | None


def changes(old: Questionnaire, new: Questionnaire) -> tuple[Difference, ...]:
    """Everything that reads or counts otherwise, section by section."""
    kept = [(old.by_id[item.id], item) for item in new.items if item.id in old.by_id]
    found = chain(
        _whole(old, new),
        _items(old, new),
        _moved(old, new),
        *(_worded(*pair) for pair in kept),
        *(_answers(*pair) for pair in kept),
        *(_routed(*pair) for pair in kept),
        *(_cited(*pair) for pair in kept),
    )
    order = ("whole", "items", "moved", "wording", "answers", "routing", "citations")
    return tuple(sorted(found, key=lambda change: order.index(change.section)))


def same_meaning(old: Questionnaire, new: Questionnaire) -> frozenset[str]:
    """The items of both whose equal answers mean the same (wording apart)."""
    return frozenset(
        item.id
        for item in new.items
        if item.id in old.by_id and digest([item]) == digest([old.by_id[item.id]])
    )


def compared(
    section: str, at: str, name: str, before: Text | str | None, after: Text | str | None
) -> Iterator[Difference]:
    """The change where there is one; plain values read the same in both languages."""
    was, is_ = (Text(zh=x, en=x) if isinstance(x, str) else x for x in (before, after))
    if was != is_:
        yield Difference(section=section, at=at, name=name, before=was, after=is_)


def spelled(condition: Condition | None) -> Text | None:
    """A condition in words over ids; None for none."""
    if condition is None:
        return None
    if condition.not_ is not None:
        return _say("not", inner=spelled(condition.not_))
    for name, parts in (("all", condition.all), ("any", condition.any)):
        if parts is not None:
            texts = [spelled(part) or NONE for part in parts]
            return _joined(texts, _say(name))
    subject = condition.item or condition.fact or ""
    if condition.is_ is not None:
        return _say("is", subject=subject, values=" | ".join(condition.is_))
    return Text(zh=_range(subject, condition), en=_range(subject, condition))


def _range(subject: str, condition: Condition) -> str:
    low = "" if condition.at_least is None else f"{exact(condition.at_least)} ≤ "
    high = "" if condition.below is None else f" < {exact(condition.below)}"
    return f"{low}{subject}{high}"


def _say(name: str, /, **params: Text | str | None) -> Text:
    """The text ``name`` of ``differences``."""
    return text_of(f"differences.{name}", **params)


def _joined(texts: Iterable[Text], between: Text) -> Text:
    kept = list(texts)
    return Text(
        zh=between.zh.join(each.zh for each in kept), en=between.en.join(each.en for each in kept)
    )


def _whole(old: Questionnaire, new: Questionnaire) -> Iterator[Difference]:
    yield from compared("whole", "", "title", old.title, new.title)
    yield from compared("whole", "", "about", old.about, new.about)
    yield from compared("whole", "", "minutes", str(old.minutes), str(new.minutes))
    yield from compared("whole", "", "form", old.form, new.form)
    yield from compared("whole", "", "suits", spelled(old.suits), spelled(new.suits))
    yield from compared("whole", "", "rubric", old.default_rubric, new.default_rubric)
    for name, was, is_ in (
        ("dimension", _titles(old.dimensions), _titles(new.dimensions)),
        ("page", _titles(old.pages), _titles(new.pages)),
        ("source", _sources(old), _sources(new)),
    ):
        for id in dict.fromkeys((*was, *is_)):
            yield from compared("whole", id, name, was.get(id), is_.get(id))


def _titles(parts: Iterable[Page | Dimension]) -> dict[str, Text]:
    return {part.id: part.title for part in parts}


def _sources(questionnaire: Questionnaire) -> dict[str, Text]:
    """Where each part comes from and how sure that is."""
    return {
        part.part: Text(
            zh=f"{part.source.zh} ({part.confidence})", en=f"{part.source.en} ({part.confidence})"
        )
        for part in questionnaire.provenance
    }


def _items(old: Questionnaire, new: Questionnaire) -> Iterator[Difference]:
    for item in old.items:
        if item.id not in new.by_id:
            yield Difference(section="items", at=item.id, name="item", before=item.ask, after=None)
    for item in new.items:
        if item.id not in old.by_id:
            yield Difference(section="items", at=item.id, name="item", before=None, after=item.ask)


def _moved(old: Questionnaire, new: Questionnaire) -> Iterator[Difference]:
    """Items that went to another dimension or page, and pages whose order changed."""
    for item in new.items:
        if item.id in old.by_id:
            was, is_ = old.by_id[item.id].dimension, item.dimension
            yield from compared("moved", item.id, "dimension", was, is_)
    pages = {id: page.id for page in old.pages for id in page.items}
    for page in new.pages:
        for id in page.items:
            yield from compared("moved", id, "page", pages.get(id, page.id), page.id)
    before = {page.id: page.items for page in old.pages}
    for page in new.pages:
        yield from _order("moved", page.id, before.get(page.id, ()), page.items)


def _worded(old: Item, new: Item) -> Iterator[Difference]:
    for name in _WORDS:
        yield from compared("wording", new.id, name, getattr(old, name), getattr(new, name))


def _answers(old: Item, new: Item) -> Iterator[Difference]:
    """Kind, range, unit, options and bands."""
    for name in _SETTLED:
        was, is_ = getattr(old, name), getattr(new, name)
        yield from compared("answers", new.id, name, _plain(was), _plain(is_))
    yield from compared("answers", new.id, "unit", old.unit, new.unit)
    before = {option.id: option for option in old.options}
    after = {option.id: option for option in new.options}
    for id in dict.fromkeys((*before, *after)):
        at = f"{new.id}.{id}"
        yield from compared(
            "answers", at, "option", _option_text(before, id), _option_text(after, id)
        )
        if id in before and id in after:
            flags = (_flags(before[id]), _flags(after[id]))
            yield from compared("answers", at, "flags", *flags)
    yield from _order("answers", new.id, before, after)
    yield from compared("answers", new.id, "bands", _bands(old), _bands(new))


def _order(section: str, at: str, old: Iterable[str], new: Iterable[str]) -> Iterator[Difference]:
    """Whether what stands in both lists stands in another order."""
    was, is_ = tuple(old), tuple(new)
    stayed = [id for id in was if id in is_], [id for id in is_ if id in was]
    yield from compared(section, at, "order", *(", ".join(ids) for ids in stayed))


def _routed(old: Item, new: Item) -> Iterator[Difference]:
    yield from compared("routing", new.id, "show_if", spelled(old.show_if), spelled(new.show_if))


def _cited(old: Item, new: Item) -> Iterator[Difference]:
    before, after = _cites(old), _cites(new)
    for key in dict.fromkeys((*before, *after)):
        yield from compared("citations", new.id, "cite", before.get(key), after.get(key))


def _cites(item: Item) -> dict[str, Text]:
    labels = {}
    for cite in item.cites:
        if isinstance(cite, LawCitation):
            labels[str(cite)] = laws()[cite.law].label(cite)
            continue
        regulation = find(cite.regulation)
        if regulation is not None:
            title = regulation.title
            labels[str(cite)] = Text(
                zh=f"{title.zh}{regulation.label(cite, 'zh')}",
                en=f"{title.en}, {regulation.label(cite, 'en')}",
            )
    return labels


def _plain(value: object) -> str | None:
    """A setting as one writes it; None for none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return exact(value)
    return None if value is None else str(value)


def _option_text(options: Mapping[str, Option], id: str) -> Text | None:
    return options[id].says if id in options else None


def _flags(option: Option) -> str:
    flags = [name for name in ("exclusive", "negative") if getattr(option, name)]
    return ", ".join(flags) or "—"


def _bands(item: Item) -> Text | None:
    """The bands in the order in which they stand, with which end belongs to them."""
    if not item.bands:
        return None
    return _joined([_band(band, item.closed) for band in item.bands], Text(zh="；", en="; "))


def _band(band: Band, closed: str) -> Text:
    left, right = ("[", ")") if closed == "left" else ("(", "]")
    end = "∞" if band.to is None else exact(band.to)
    span = f"{left}{exact(band.from_)}, {end}{right}"
    says = band.says or NONE
    return Text(zh=f"{span} {says.zh}".strip(), en=f"{span} {says.to('en')}".strip())
