"""What the questions cite: places of regulations with whom they speak to, and binding laws."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from questionnaires.model import AnyCitation, Citation, LawCitation
from questionnaires.regulations import addressee, regulation
from questionnaires.regulations.laws import laws
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Column, Paragraph, Table
from wording.voice import Voice


def citations(narrator: Narrator) -> tuple[Block, ...]:
    """The annex: the laws that bind the enterprise, then a table a regulation.

    Items that were not asked rest on nothing here.
    """
    diagnosis = narrator.diagnosis
    cited = [
        set(item.cites)
        for item in diagnosis.questionnaire.scored
        if diagnosis.state(item) != "routed_out"
    ]
    binding: dict[str, list[set[LawCitation]]] = {}
    for own in cited:
        for law in {each.law for each in own if isinstance(each, LawCitation)}:
            places = {each for each in own if isinstance(each, LawCitation) and each.law == law}
            binding.setdefault(law, []).append(places)
    named: dict[Citation, set[Citation]] = {}
    for cite in set[AnyCitation]().union(*cited):
        if isinstance(cite, Citation):
            named.setdefault(_whole(cite), set()).add(cite)
    uses = Counter(place for cites in cited for place, own in named.items() if cites & own)
    ids = sorted({place.regulation for place in named})
    tables = (block for id in ids for block in _provisions(narrator, id, named, uses))
    return (_laws(narrator, binding), *tables) if binding else tuple(tables)


def _whole(cite: Citation) -> Citation:
    """The paragraph that the cited part belongs to."""
    return cite.model_copy(update={"clause": None})


def _laws(voice: Voice, uses: Mapping[str, Sequence[AbstractSet[LawCitation]]]) -> Table:
    """A row a law, since what it asks is told of the whole of it.

    ``uses``: what each question that rests on it cites of it.
    """
    columns = (
        Column(voice.say("report.column_law"), 0.3, holds="law"),
        Column(voice.say("report.column_asks"), 0.56, holds="law"),
        Column(voice.say("report.column_uses"), 0.14, figures=True),
    )
    known = laws()
    order = {id: place for place, id in enumerate(known)}
    rows = []
    for id in sorted(uses, key=order.__getitem__):
        law = known[id]
        places = sorted(set[LawCitation]().union(*uses[id]), key=lambda cite: cite.article or 0)
        whole = [cite for cite in places if cite.article is None]
        number = (voice.text(law.number),) if law.number else ()
        rows.append(
            (
                Cell(voice.cited(whole or places), (*number, voice.standing(law))),
                Cell(voice.text(law.says), (voice.text(law.source),)),
                Cell(str(len(uses[id]))),
            )
        )
    return Table(voice.say("report.caption_laws"), columns, tuple(rows))


def _provisions(
    voice: Voice,
    id: str,
    named: Mapping[Citation, AbstractSet[Citation]],
    uses: Mapping[Citation, int],
) -> Iterator[Block]:
    """A row a paragraph: its wording, what we make of it, and how many questions rest on it."""
    source = regulation(id)
    places = sorted(
        (place for place in named if place.regulation == id),
        key=lambda place: (place.article, place.paragraph or 0),
    )
    known = any(map(source.original, places))
    worded = known and voice.lang == "zh"  # it is in Chinese
    titles = {
        voice.say("report.column_article"): 0.2 if worded else 0.3,
        **({voice.say("regulations.original"): 0.36} if worded else {}),
        voice.say("regulations.in_our_words"): 0.32 if worded else 0.58,
    }
    columns = (
        *(Column(title, share, holds="law") for title, share in titles.items()),
        Column(voice.say("report.column_uses"), 0.12, figures=True),
    )
    rows = tuple(
        (
            _place(voice, place, named[place]),
            *((Cell("\n".join(source.original(place))),) if worded else ()),
            Cell(voice.sentences(map(voice.text, source.gist(place)))),
            Cell(str(uses[place])),
        )
        for place in places
    )
    standing = voice.standing(source)
    caption = voice.say("report.caption_citations", title=source.title, standing=standing)
    yield Table(caption, columns, rows)
    if known:
        yield Paragraph(voice.say("regulations.original_note"), "note")


def _place(voice: Voice, place: Citation, cites: AbstractSet[Citation]) -> Cell:
    """The paragraph, the parts of it that questions name, and to whom it speaks."""
    source = regulation(place.regulation)
    speaks = voice.say(f"report.addressee_{addressee(place)}")
    parts = {cite.clause for cite in cites}
    clauses = [voice.text(each) for id, each in source.clauses(place).items() if id in parts]
    about = [voice.say("regulations.about", clauses=voice.listed(clauses))] if clauses else []
    return Cell(voice.cited((place,)), (*about, speaks))
