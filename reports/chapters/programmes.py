"""How far the enterprise is from public programmes, as far as can be seen.

What is reached or near is told in full. The rest is only named, by what keeps it from being more:
what was not asked cannot be judged, and nothing is said of what it lacks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from reports.narratives.narrator import Narrator
from reports.prose import PLACE, fixed, joined, prose, within
from reports.report import Block, Cell, Column, Paragraph, Table
from solutions.programmes.judging import Finding, Judgement
from solutions.programmes.model import Programme, ProgrammeRequirement
from wording.voice import Voice

AHEAD = ("reached", "near")
NAMED = ("not", "unknown", "unasked")
YEAR = re.compile(r"20\d\d")


def programmes(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; empty where none was judged."""
    diagnosis = narrator.diagnosis
    if not diagnosis.programmes:
        return ()
    barred = foreign(diagnosis.programmes)
    found: dict[str, list[Judgement]] = {outcome: [] for outcome in (*AHEAD, *NAMED, "foreign")}
    for each in diagnosis.programmes:
        found["foreign" if each in barred else each.outcome].append(each)
    ahead = [each for outcome in AHEAD for each in found[outcome]]
    blocks: list[Block] = [Paragraph(narrator.say("outlook.programmes_lead"))]
    if ahead:
        blocks.append(_table(narrator, "caption_programmes", ahead))
    else:
        blocks.append(Paragraph(narrator.say("outlook.programmes_none")))
    for outcome in (*NAMED, "foreign"):
        told = (narrator.text(each.programme.title) for each in found[outcome])  # may hold commas
        titles = narrator.clauses(told)
        if titles:
            text = narrator.say(f"outlook.programmes_{outcome}", titles=titles)
            blocks.append(Paragraph(text, "note"))
    return tuple(blocks)


def foreign(judged: Sequence[Judgement]) -> Sequence[Judgement]:
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


def findings_text(voice: Voice, programme: Programme, findings: Iterable[Finding]) -> str:
    """The requirements in words; of what is counted also the parts that are not there.

    Behind each stands how sure it is, and of when it is where that is not the programme's.
    """
    between, told = voice.say("programmes.between"), []
    for each in findings:
        requirement = each.requirement
        says = voice.text(requirement.says)
        notes = list(_notes(voice, programme, requirement))
        if notes:
            kind = voice.say("regulations.between").join(notes)
            says = voice.say("programmes.requirement", says=says, confidence=kind)
        parts = between.join(voice.text(part.says) for part in (*each.lacking, *each.open))
        told.append(voice.say("programmes.parts", says=says, parts=parts) if parts else says)
    return between.join(told)


def standing_text(voice: Voice, programme: Programme) -> str:
    """Of when the notice is, since when it applies, and when somebody last looked."""
    dated = programme.dated and voice.written(programme.dated)
    parts = [voice.say("programmes.dated", dated=dated or voice.say("programmes.undated"))]
    if programme.in_force:
        parts.append(voice.say("regulations.since", when=voice.written(programme.in_force)))
    parts.append(voice.say("regulations.seen", when=voice.written(programme.seen)))
    return voice.say("regulations.between").join(parts)


def _notes(voice: Voice, programme: Programme, requirement: ProgrammeRequirement) -> Iterator[str]:
    if requirement.confidence != "official":
        yield voice.say(f"programmes.sure_{requirement.confidence}")
    if requirement.dated and requirement.dated != programme.dated:
        yield voice.say("programmes.notice_of", dated=voice.written(requirement.dated))
    if requirement.in_force and requirement.in_force != programme.in_force:
        yield voice.say("regulations.since", when=voice.written(requirement.in_force))
    if requirement.seen != programme.seen:
        yield voice.say("regulations.seen", when=voice.written(requirement.seen))


def _table(voice: Voice, caption: str, judged: Sequence[Judgement]) -> Table:
    columns = (
        Column(voice.say("outlook.column_programme"), 0.26, holds="law"),
        Column(voice.say("outlook.column_outcome"), 0.13, holds="levels"),
        Column(voice.say("outlook.column_lacking"), 0.31),
        Column(voice.say("outlook.column_basis"), 0.3, holds="law"),
    )
    rows = tuple(_row(voice, each) for each in judged)
    return Table(voice.say(f"outlook.{caption}"), columns, rows)


def _row(voice: Voice, judgement: Judgement) -> tuple[Cell, ...]:
    programme = judgement.programme
    sure = voice.say(f"programmes.sure_{programme.confidence}")
    first, *rest = wanting_texts(voice, judgement)
    return (
        Cell(voice.text(programme.title), (voice.text(programme.says),)),
        Cell(voice.say(f"programmes.outcome_{judgement.outcome}")),
        Cell(first, tuple(rest)),
        Cell(
            voice.text(programme.source),
            (
                standing_text(voice, programme),
                voice.say("outlook.sure", confidence=sure),
                voice.say("outlook.unseen", unseen=programme.unseen),
            ),
        ),
    )


def wanting_texts(voice: Voice, judgement: Judgement) -> Sequence[str]:
    """What is known to lack, and what would have to be answered or shown."""
    programme, between = judgement.programme, voice.say("programmes.between")
    told = [
        within(
            voice.say(f"outlook.{name}", what=PLACE),
            joined(between, (_wanted(voice, programme, each) for each in findings)),
        )
        for name, findings in (("lacking", judgement.lacking), ("open", judgement.open))
        if findings
    ]
    nothing = voice.say("outlook.nothing_lacking")
    return told or [prose(nothing, f"programmes/{programme.id}/nothing")]


def _wanted(voice: Voice, programme: Programme, finding: Finding) -> str:
    """One requirement; where a day stands in it, it is the notice's and stays."""
    text = findings_text(voice, programme, [finding])
    if YEAR.search(text):
        return fixed(text, "law")
    return prose(text, f"programmes/{programme.id}/{finding.requirement.id}")
