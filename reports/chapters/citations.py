"""What the questions cite: places of regulations with whom they speak to, and binding laws."""

from collections import Counter
from collections.abc import Mapping

from questionnaires.model import Citation, LawCitation
from questionnaires.regulations import addressee, regulation
from questionnaires.regulations.laws import laws
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Column, Table
from wording.voice import Voice


def citations(narrator: Narrator) -> tuple[Block, ...]:
    """The annex: the laws that bind the enterprise, then a table a regulation.

    Items that were not asked rest on nothing here.
    """
    diagnosis = narrator.diagnosis
    uses = Counter(
        cite
        for item in diagnosis.questionnaire.scored
        if diagnosis.state(item) != "routed_out"
        for cite in item.cites
    )
    binding = {cite: n for cite, n in uses.items() if isinstance(cite, LawCitation)}
    places = {cite: n for cite, n in uses.items() if isinstance(cite, Citation)}
    ids = sorted({cite.regulation for cite in places})
    tables = [_provisions(narrator, id, places) for id in ids]
    return (_laws(narrator, binding), *tables) if binding else tuple(tables)


def _laws(voice: Voice, uses: Mapping[LawCitation, int]) -> Table:
    columns = (
        Column(voice.say("report.column_law"), 0.3),
        Column(voice.say("report.column_asks"), 0.56),
        Column(voice.say("report.column_uses"), 0.14, figures=True),
    )
    known = laws()
    order = {id: place for place, id in enumerate(known)}
    rows = []
    for cite in sorted(uses, key=lambda cite: (order[cite.law], cite.article or 0)):
        law = known[cite.law]
        number = (voice.text(law.number),) if law.number else ()
        rows.append(
            (
                Cell(voice.cited((cite,)), (*number, voice.standing(law))),
                Cell(voice.text(law.says), (voice.text(law.source),)),
                Cell(str(uses[cite])),
            )
        )
    return Table(voice.say("report.caption_laws"), columns, tuple(rows))


def _provisions(voice: Voice, id: str, uses: Mapping[Citation, int]) -> Table:
    columns = (
        Column(voice.say("report.column_article"), 0.2),
        Column(voice.say("report.column_gist"), 0.46),
        Column(voice.say("report.column_addressee"), 0.2),
        Column(voice.say("report.column_uses"), 0.14, figures=True),
    )
    source = regulation(id)
    rows = tuple(
        (
            Cell(voice.cited((cite,))),
            Cell(voice.sentences(map(voice.text, source.gist(cite)))),
            Cell(voice.say(f"report.addressee_{addressee(cite)}")),
            Cell(str(uses[cite])),
        )
        for cite in sorted(uses, key=lambda cite: (cite.article, cite.paragraph or 0))
        if cite.regulation == id
    )
    standing = voice.standing(source)
    caption = voice.say("report.caption_citations", title=source.title, standing=standing)
    return Table(caption, columns, rows)
