"""What a figure shows, as values: the screen and the print draw the same ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from i18n import exact, one_decimal
from scoring.scorecard import NodeScore, Scorecard
from wording.voice import Voice

FEWEST_AXES = 3  # a radar of two axes is a line


@dataclass(frozen=True)
class PeerScores:
    """Comparable enterprises: ``n`` of them as it may be said (a number or a range of numbers).

    The one that looks may be among them. ``group`` says who they are, in the reader's language;
    ``scores`` are node id -> their mean or median on the node's own scale; ``as_of`` is the last
    day that counts. ``verified``: a centre has signed every one of them. ``levels``: each level
    and the share that stands on it, in words; none where that is not told. ``sized``: those of the
    same size class, whatever their trade.
    """

    n: str
    as_of: date
    group: str
    middle: Literal["mean", "median"]
    scores: Mapping[str, float]
    verified: bool = True
    levels: tuple[tuple[str, str], ...] = ()
    sized: "PeerScores | None" = None


@dataclass(frozen=True)
class ScoreSeries:
    """Some figures side by side, all on ``start``..``scale``; None where nothing could be judged.

    ``lows`` and ``highs`` say what a figure becomes if everything open were worst or best.
    ``peers`` is empty where there are none to compare with.
    """

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    peers: tuple[float | None, ...]
    start: float
    scale: float
    own_name: str
    peers_name: str
    axis: str  # what the axis measures, with its unit

    @property
    def span(self) -> float:
        """From the beginning of the scale to its end."""
        return self.scale - self.start

    @property
    def foot(self) -> float:
        """Where bars begin: at 0 where that is on the scale."""
        return min(max(0.0, self.start), self.scale)


@dataclass(frozen=True)
class BarsFigure:
    """One bar a figure, with the peers' beside it. ``alt`` tells all of it in words."""

    scores: ScoreSeries
    alt: str


@dataclass(frozen=True)
class RadarFigure:
    """The same figures as a shape: where it is dented. At least three axes."""

    scores: ScoreSeries
    alt: str


@dataclass(frozen=True)
class LadderFigure:
    """The levels, lowest first, and where the enterprise stands.

    ``rungs`` are names with their number; ``reached`` counts them (0: below the first, None:
    nothing to judge); ``low`` and ``high`` are the levels still possible while items are open.
    ``here`` is what stands beside the rung that is reached.
    """

    rungs: tuple[str, ...]
    reached: int | None
    low: int | None
    high: int | None
    here: str
    alt: str


# Of a part: today; brought by the plan; neither; nobody has answered yet.
PartState = Literal["there", "coming", "missing", "open"]


@dataclass(frozen=True)
class LayerPart:
    """Something that stands in a layer; ``said`` tells its state in a few words."""

    name: str
    state: PartState
    said: str


@dataclass(frozen=True)
class LayersFigure:
    """Layers of parts, the lowest first: each with its title and at least one part."""

    layers: tuple[tuple[str, tuple[LayerPart, ...]], ...]
    alt: str


@dataclass(frozen=True)
class CheckCodeFigure:
    """The address of the page that tells what the report stated, for a camera to read."""

    address: str
    alt: str


@dataclass(frozen=True)
class PhotoFigure:
    """A photograph, a JPEG of ``width`` by ``height`` dots."""

    content: bytes = field(repr=False)
    width: int
    height: int
    alt: str

    def within(self, width: float, height: float) -> tuple[float, float]:
        """How large it is drawn where there is room for so much, both in one unit."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


@dataclass(frozen=True)
class RowsFigure:
    """A bar a row, and beside it what is ``said`` of it; a row without a value is only said.

    All on ``start``..``scale``; ``axis`` says what is measured, with its unit.
    """

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    said: tuple[str, ...]
    start: float
    scale: float
    axis: str
    alt: str


@dataclass(frozen=True)
class GridFigure:
    """A cell for each row and column, the darker the higher; one without a value is only said.

    ``shades`` are in [0, 1]. A label's line break is kept.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    shades: tuple[tuple[float | None, ...], ...]
    said: tuple[tuple[str, ...], ...]
    alt: str


Figure = BarsFigure | RadarFigure | LadderFigure | LayersFigure
DrawnFigure = Figure | RowsFigure | GridFigure  # the last two are drawn for print alone


def ladder(voice: Voice, card: Scorecard) -> LadderFigure:
    """The levels of ``card`` and the one it reaches."""
    reached = None if card.level is None else card.level.number
    here = "here_nothing" if reached is None else "here" if reached else "here_below"
    total = "" if card.total is None else one_decimal(card.total)
    low, high = (
        (None, None) if card.level_low == card.level_high else (card.level_low, card.level_high)
    )
    return LadderFigure(
        rungs=tuple(voice.rung(level) for level in card.ladder if level.number),
        reached=reached,
        low=low,
        high=high,
        here=voice.say(f"report.{here}", total=total),
        alt=_ladder_alt(voice, card),
    )


def bars(
    voice: Voice,
    card: Scorecard,
    peers: PeerScores | None = None,
    answered: Mapping[str, int] | None = None,
) -> BarsFigure | None:
    """The dimensions that apply as bars; None where there is none.

    ``answered``: on how many answers each rests, by id, to be told with its name.
    """
    scores = _scores(voice, card, peers, applicable(card), answered)
    return BarsFigure(scores, _scores_alt(voice, scores)) if scores.labels else None


def radar(
    voice: Voice,
    card: Scorecard,
    peers: PeerScores | None = None,
    answered: Mapping[str, int] | None = None,
) -> RadarFigure | None:
    """The dimensions that have a figure, as a shape; None for fewer than three."""
    judged = tuple(node for node in first_depth(card) if node.score is not None)
    if len(judged) < FEWEST_AXES:
        return None
    scores = _scores(voice, card, peers, judged, answered)
    return RadarFigure(scores, _scores_alt(voice, scores))


def first_depth(card: Scorecard) -> tuple[NodeScore, ...]:
    """The children of the total, in the rubric's order."""
    return tuple(node for node in card.nodes if node.parent == card.nodes[0].id)


def applicable(card: Scorecard) -> tuple[NodeScore, ...]:
    """Those of the first depth of which anything applies to the enterprise."""
    return tuple(node for node in first_depth(card) if node.excluded < 1)


def _scores(
    voice: Voice,
    card: Scorecard,
    peers: PeerScores | None,
    nodes: tuple[NodeScore, ...],
    answered: Mapping[str, int] | None,
) -> ScoreSeries:
    labels = [voice.node(node) for node in nodes]
    if answered is not None:
        labels = [
            voice.say("report.label_n", label=label, n=answered[node.id])
            for label, node in zip(labels, nodes, strict=True)
        ]
    return ScoreSeries(
        labels=tuple(labels),
        values=tuple(node.score for node in nodes),
        lows=tuple(node.low for node in nodes),
        highs=tuple(node.high for node in nodes),
        peers=tuple(peers.scores.get(node.id) for node in nodes) if peers else (),
        start=card.start,
        scale=card.scale,
        own_name=voice.say("report.own"),
        peers_name=_peers_name(voice, peers) if peers else "",
        axis=voice.say("report.axis", scale=exact(card.scale)),
    )


def _peers_name(voice: Voice, peers: PeerScores) -> str:
    middle = voice.say(f"report.middle_{peers.middle}")
    key = "peers_legend" if peers.verified else "peers_legend_claimed"
    return voice.say(f"report.{key}", n=peers.n, middle=middle)


def _scores_alt(voice: Voice, scores: ScoreSeries) -> str:
    parts = []
    peers = scores.peers or (None,) * len(scores.labels)
    for label, value, peer in zip(scores.labels, scores.values, peers, strict=True):
        said = voice.say("report.not_judged") if value is None else one_decimal(value)
        if peer is not None:
            said += voice.say("report.alt_peer", value=one_decimal(peer))
        parts.append(voice.say("report.alt_pair", label=label, value=said))
    listed = voice.listed(parts)
    return voice.say("report.alt_scores", axis=scores.axis, listed=listed)


def _ladder_alt(voice: Voice, card: Scorecard) -> str:
    top = card.ladder[-1].number
    if card.level is None:
        return voice.say("report.alt_no_level", top=top)
    if card.level.number == 0:
        return voice.say("report.alt_below", top=top)
    return voice.say("report.alt_ladder", top=top, level=voice.level(card.level))
