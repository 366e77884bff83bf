"""How far the enterprise is from public programmes, as far as can be seen.

What is reached or near is told in full. The rest is only named, by what keeps it from being more:
what was not asked cannot be judged, and nothing is said of what it lacks.
"""

from collections.abc import Iterable, Iterator, Sequence

from i18n import Lang, say
from reports.diagnosis import Diagnosis
from reports.report import Block, Cell, Column, Paragraph, Table
from solutions.programmes.judging import Finding, Judgement

AHEAD = ("reached", "near")
NAMED = ("not", "unknown", "unasked")


def programmes(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The chapter; empty where none was judged."""
    if not diagnosis.programmes:
        return ()
    foreign = _foreign(diagnosis.programmes)
    found: dict[str, list[Judgement]] = {outcome: [] for outcome in (*AHEAD, *NAMED, "foreign")}
    for each in diagnosis.programmes:
        found["foreign" if each in foreign else each.outcome].append(each)
    ahead = [each for outcome in AHEAD for each in found[outcome]]
    blocks: list[Block] = [Paragraph(say("outlook.programmes_lead", lang))]
    if ahead:
        blocks.append(_table("caption_programmes", ahead, lang))
    else:
        blocks.append(Paragraph(say("outlook.programmes_none", lang)))
    for outcome in (*NAMED, "foreign"):
        told = (each.programme.title.to(lang) for each in found[outcome])  # may hold commas
        titles = say("report.semicolon", lang).join(told)
        if titles:
            text = say(f"outlook.programmes_{outcome}", lang, titles=titles)
            blocks.append(Paragraph(text, "note"))
    return tuple(blocks)


def _foreign(judged: Sequence[Judgement]) -> Sequence[Judgement]:
    """Those whose facts the enterprise does not meet, and those that need one of them first."""
    found: list[Judgement] = []
    for each in judged:
        barred = {other.programme.id for other in found}
        if any(
            finding.met is False and finding.requirement.kind == "facts"
            for finding in each.findings
        ) or any(finding.requirement.programme in barred for finding in each.findings):
            found.append(each)
    return found


def told_findings(findings: Iterable[Finding], lang: Lang) -> str:
    """The requirements in words; of what is counted also the parts that are not there."""
    between, told = say("programmes.between", lang), []
    for each in findings:
        requirement = each.requirement
        says = requirement.says.to(lang)
        if requirement.confidence != "official":
            sure = say(f"programmes.sure_{requirement.confidence}", lang)
            says = say("programmes.requirement", lang, says=says, confidence=sure)
        parts = between.join(part.says.to(lang) for part in (*each.lacking, *each.open))
        told.append(say("programmes.parts", lang, says=says, parts=parts) if parts else says)
    return between.join(told)


def _table(caption: str, judged: Sequence[Judgement], lang: Lang) -> Table:
    columns = (
        Column(say("outlook.column_programme", lang), 0.26),
        Column(say("outlook.column_outcome", lang), 0.13),
        Column(say("outlook.column_lacking", lang), 0.31),
        Column(say("outlook.column_basis", lang), 0.3),
    )
    rows = tuple(_row(each, lang) for each in judged)
    return Table(say(f"outlook.{caption}", lang), columns, rows)


def _row(judgement: Judgement, lang: Lang) -> tuple[Cell, ...]:
    programme = judgement.programme
    dated = programme.dated or say("programmes.undated", lang)
    seen = programme.seen
    sure = say(f"programmes.sure_{programme.confidence}", lang)
    first, *rest = _wanting(judgement, lang)
    return (
        Cell(programme.title.to(lang), (programme.says.to(lang),)),
        Cell(say(f"programmes.outcome_{judgement.outcome}", lang)),
        Cell(first, tuple(rest)),
        Cell(
            programme.source.to(lang),
            (
                say("outlook.dated", lang, dated=dated, seen=seen),
                say("outlook.sure", lang, confidence=sure),
                say("outlook.unseen", lang, unseen=programme.unseen.to(lang)),
            ),
        ),
    )


def _wanting(judgement: Judgement, lang: Lang) -> Iterator[str]:
    """What is known to lack, and what would have to be answered or shown."""
    if judgement.lacking:
        yield say("outlook.lacking", lang, what=told_findings(judgement.lacking, lang))
    if judgement.open:
        yield say("outlook.open", lang, what=told_findings(judgement.open, lang))
    if not judgement.lacking and not judgement.open:
        yield say("outlook.nothing_lacking", lang)
