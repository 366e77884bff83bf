"""The report of a quick scan: an estimate, what it rests on, three pains, and the way on."""

from collections.abc import Mapping, Sequence

from i18n import exact, one_decimal
from reports import figures
from reports.chapters.priorities import first_step_text, pain_text
from reports.counting import question_counts
from reports.gaps import CountedItem, now_text
from reports.narratives.narrator import Narrator
from reports.prose import prose
from reports.report import Block, Bullets, Facts, Paragraph, Picture, Priority

MOST = 3  # pains
ADDED = ("level", "scores", "plan", "verified")  # what the full diagnosis brings


def brief(narrator: Narrator, pains: Sequence[CountedItem]) -> Mapping[str, tuple[Block, ...]]:
    """Its chapters by name; ``pains`` the dearest first."""
    return {
        "level_section": _level(narrator),
        "priorities": _pains(narrator, pains[:MOST]),
        "full_diagnosis": _way_on(narrator),
    }


def _level(narrator: Narrator) -> tuple[Block, ...]:
    """About where it stands, and how far that may be wrong."""
    card = narrator.diagnosis.card
    if card.level is None or card.total is None:
        return (Paragraph(narrator.say("report.level_nothing"), "warning"),)
    said = {
        "enterprise": narrator.diagnosis.enterprise.name,
        "level": narrator.level(card.level),
        "top": card.ladder[-1].number,
        "low": narrator.level_number(card.level_low),
        "high": narrator.level_number(card.level_high),
        "meaning": narrator.text(card.level.meaning) if card.level.number else "",
    }
    ladder = Picture(narrator.say("report.caption_boss"), figures.ladder(narrator, card))
    told = Paragraph(narrator.say("report.brief_level", **said).strip())
    return (told, ladder, Facts(_rests_on(narrator)))


def _rests_on(narrator: Narrator) -> tuple[tuple[str, str], ...]:
    diagnosis = narrator.diagnosis
    card = diagnosis.card
    count = question_counts(diagnosis)[diagnosis.rubric.tree.id]
    total = narrator.say(
        "report.total_of", total=one_decimal(card.total or 0), scale=exact(card.scale)
    )
    checked = diagnosis.checked._asdict()
    vouched = "process_signed" if diagnosis.signed else "process_claimed"
    counted = narrator.say("report.brief_counted", n=count.answered, of=count.asked)
    rows = {
        "total": total,
        "basis": narrator.sentences((counted, narrator.say(f"report.{vouched}", **checked))),
    }
    return tuple(
        (narrator.say(f"report.brief_{name}"), text) for name, text in rows.items() if text
    )


def _pains(narrator: Narrator, pains: Sequence[CountedItem]) -> tuple[Block, ...]:
    if not pains:
        nothing = narrator.diagnosis.card.total is None
        return (Paragraph(narrator.say(f"report.priorities_{'nothing' if nothing else 'none'}")),)
    cards = [
        Priority(number, narrator.title(gap.item), _card(narrator, gap))
        for number, gap in enumerate(pains, start=1)
    ]
    return tuple(cards)


def _card(narrator: Narrator, gap: CountedItem) -> tuple[tuple[str, str], ...]:
    rows = {
        "now": now_text(narrator, gap),
        "pain" if narrator.knows(gap.item) else "why": pain_text(narrator, gap),
        "first": first_step_text(narrator, gap),
    }
    return tuple((narrator.say(f"report.row_{name}"), text) for name, text in rows.items() if text)


def _way_on(narrator: Narrator) -> tuple[Block, ...]:
    """What the full diagnosis adds and how it is begun; what this one cannot say."""
    diagnosis = narrator.diagnosis
    limits = ["limit_official"]
    if diagnosis.synthetic:
        limits.insert(0, "limit_synthetic")
    told = [narrator.say(f"report.{name}") for name in limits]
    if diagnosis.rubric.estimate is not None:
        told.append(narrator.text(diagnosis.rubric.estimate.reason))
    cannot = narrator.sentences(told)
    return (
        Paragraph(narrator.say("report.brief_adds")),
        Bullets(tuple(_added(narrator, name) for name in ADDED)),
        Paragraph(narrator.say("report.brief_start")),
        Paragraph(cannot, "note"),
    )


def _added(narrator: Narrator, name: str) -> str:
    return prose(narrator.say(f"report.brief_adds_{name}"), f"full-diagnosis/{name}")
