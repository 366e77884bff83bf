"""From a sound draft to the frozen questionnaire: names resolved, translations merged."""

from collections.abc import Iterator, Mapping

from i18n import Text
from questionnaires.digest import digest
from questionnaires.draft import Draft, DraftItem
from questionnaires.entries import (
    CitationEntry,
    ConditionEntry,
    HeadEntry,
    ItemTranslation,
    TranslationEntry,
)
from questionnaires.model import (
    AnyCitation,
    Band,
    Citation,
    Condition,
    Dimension,
    Item,
    Kind,
    LawCitation,
    Option,
    Page,
    Provenance,
    Questionnaire,
)

Routing = Mapping[str, ConditionEntry]


def build(draft: Draft, head: HeadEntry) -> Questionnaire:
    """The questionnaire of a draft whose files fit together (``questionnaires.checks``)."""
    english = draft.english or TranslationEntry()
    dimensions = []
    for dimension, _document in draft.dimensions:
        titles = english.dimensions.get(dimension.id)
        title = _text(dimension.title, titles.title if titles else "")
        about = _text(dimension.about, titles.about if titles else "")
        dimensions.append(Dimension(id=dimension.id, title=title, about=about))
    items = tuple(
        _item(placed, english.items.get(placed.entry.id, ItemTranslation()), head.routing)
        for placed in in_page_order(draft, head)
    )
    own = english.questionnaire
    return Questionnaire(
        id=head.id,
        edition=head.edition,
        title=_text(head.title, own.title if own else ""),
        about=_text(head.about, own.about if own else ""),
        minutes=head.minutes,
        status=head.status,
        default_rubric=head.default_rubric,
        form=head.form,
        suits=head.suits and resolve(head.suits, head.routing),
        includes=head.includes,
        routing={name: resolve(entry, head.routing) for name, entry in head.routing.items()},
        dimensions=tuple(dimensions),
        items=items,
        pages=tuple(
            Page(id=page.id, title=_text(page.title, english.pages.get(page.id)), items=page.items)
            for page in head.pages
        ),
        provenance=tuple(
            Provenance(
                part=part.part,
                source=_text(part.source, english.provenance.get(part.part)),
                confidence=part.confidence,
                items=part.items,
            )
            for part in head.provenance
        ),
        digest=digest(items),
    )


def in_page_order(draft: Draft, head: HeadEntry) -> Iterator[DraftItem]:
    """The items as they are asked, each ratio right after the later of its two parts."""
    waiting = [placed for placed in draft.items if placed.entry.kind is Kind.RATIO]
    given: set[str] = set()
    for page in head.pages:
        for item in page.items:
            yield draft.by_id[item]
            given.add(item)
            for ratio in list(waiting):
                if {ratio.entry.part, ratio.entry.whole} <= given:
                    waiting.remove(ratio)
                    yield ratio


def resolve(entry: ConditionEntry, routing: Routing) -> Condition:
    """The condition with the names of routing entries replaced by what they stand for.

    Raises KeyError for an unknown name; a name within itself must have been refused before.
    """
    if entry.name is not None:
        return resolve(routing[entry.name], routing)
    return Condition(
        item=entry.item,
        fact=entry.fact,
        is_=entry.is_,
        at_least=entry.at_least,
        below=entry.below,
        all=entry.all and tuple(resolve(each, routing) for each in entry.all),
        any=entry.any and tuple(resolve(each, routing) for each in entry.any),
        not_=entry.not_ and resolve(entry.not_, routing),
    )


def _item(placed: DraftItem, english: ItemTranslation, routing: Routing) -> Item:
    entry = placed.entry
    bands = [*english.bands, *[""] * len(entry.bands)]
    return Item(
        id=entry.id,
        dimension=placed.dimension,
        kind=entry.kind,
        ask=_text(entry.ask, english.ask),
        why=_text(entry.why, english.why),
        explain=_optional(entry.explain, english.explain),
        evidence=_optional(entry.evidence, english.evidence),
        first_step=_optional(entry.first_step, english.first_step),
        scored=entry.scored,
        unit=_optional(entry.unit, english.unit),
        minimum=entry.minimum,
        maximum=entry.maximum,
        integer=entry.integer,
        options=tuple(
            Option(
                id=option.id,
                says=_text(option.says, english.options.get(option.id)),
                exclusive=option.exclusive,
                negative=option.negative,
            )
            for option in entry.options
        ),
        bands=tuple(
            Band(from_=band.from_, to=band.to, says=_optional(band.says, bands[index]))
            for index, band in enumerate(entry.bands)
        ),
        closed=entry.closed,
        part=entry.part,
        whole=entry.whole,
        not_applicable=_optional(entry.not_applicable, english.not_applicable),
        show_if=entry.show_if and resolve(entry.show_if, routing),
        cites=tuple(map(_citation, entry.cites)),
    )


def _citation(entry: CitationEntry) -> AnyCitation:
    model = Citation if entry.law is None else LawCitation
    return model.model_validate(entry.model_dump(include=set(model.model_fields)))


def _text(zh: str, en: str | None) -> Text:
    return Text(zh=zh, en=en or "")


def _optional(zh: str | None, en: str | None) -> Text | None:
    return None if zh is None else _text(zh, en)
