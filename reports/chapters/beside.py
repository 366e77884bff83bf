"""What stands beside the scores: comparable enterprises, and what others published."""

from collections.abc import Iterator

from questionnaires.outside import outside_figures
from reports.figures import PeerScores
from reports.narratives.narrator import Narrator
from reports.report import Paragraph
from wording.outside import outside_line


def peers(narrator: Narrator) -> Iterator[Paragraph]:
    """How comparable enterprises stand, or that nothing is known of them yet."""
    known = narrator.diagnosis.peers
    if known is None:
        yield Paragraph(narrator.say("report.no_peers"), "note")
        return
    yield Paragraph(narrator.say("report.peers_note", **_said(narrator, known)), "note")
    if known.levels:
        listed = _listed_levels(narrator, known)
        yield Paragraph(narrator.say("report.peers_levels", listed=listed), "note")
    if known.sized is not None:
        sized = known.sized
        total = narrator.figure(sized.scores.get("total"))
        key = "peers_sized_levels" if sized.levels else "peers_sized"
        said = {**_said(narrator, sized), "listed": _listed_levels(narrator, sized)}
        yield Paragraph(narrator.say(f"report.{key}", total=total, **said), "note")


def outside(narrator: Narrator) -> Iterator[Paragraph]:
    """What others published, where there is anything that belongs to the questionnaire."""
    known = outside_figures()
    if found := known.of(narrator.diagnosis.questionnaire.id):
        yield Paragraph(narrator.text(known.statement), "note")
        yield from (Paragraph(outside_line(narrator, each), "note") for each in found)


def _said(narrator: Narrator, peers: PeerScores) -> dict[str, str]:
    return {
        "group": peers.group,
        "n": peers.n,
        "middle": narrator.say(f"report.middle_{peers.middle}"),
        "day": narrator.day(peers.as_of),
    }


def _listed_levels(narrator: Narrator, peers: PeerScores) -> str:
    pairs = (narrator.say("report.peers_level", level=a, share=b) for a, b in peers.levels)
    return narrator.listed(pairs)
