"""What the figures advise the office to do: the sentences of the file whose findings hold."""

from collections.abc import Iterator

from reports.narratives.filling import filled
from reports.report import Block, Paragraph
from services.bulletin.advice_reading import advice_rules
from services.bulletin.findings import FINDINGS
from services.bulletin.speaking import BulletinVoice


def advised(voice: BulletinVoice) -> tuple[Paragraph, ...]:
    """Every sentence that holds; its id is the finding's, so that an edit stays with it."""
    return tuple(_paragraphs(voice))


def advice(voice: BulletinVoice, told: tuple[Paragraph, ...]) -> tuple[Block, ...]:
    """The chapter."""
    if not told:
        return (Paragraph(voice.say("bulletin.advice_none")),)
    return (*told, Paragraph(voice.say("bulletin.advice_about"), "note"))


def _paragraphs(voice: BulletinVoice) -> Iterator[Paragraph]:
    rules = advice_rules()
    for id, rule in rules.findings.items():
        finding = FINDINGS[id].find(voice)
        if finding is None or finding.much < rule.at_least:
            continue
        said = dict(finding.said)
        if finding.dimension:
            text = rules.for_dimension(voice.city.questionnaire.id, finding.dimension)
            said["advice"] = voice.text(text)
        yield Paragraph(filled(voice.text(rule.says), said), id=f"advice/{id}")
