"""What the city counts beside the figures of a scorecard; of older cards as far as it is there."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.append_only import let_erase, make_append_only
from storage.dialects.registry import KEYED

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

AT_ONCE = 1_000  # cards whose whole documents are held at a time

cards = sa.table(
    "scorecards",
    *map(sa.column, ("id", "assessment", "side", "rubric", "rubric_version", "total", "figures")),
)
wholes = sa.table("scorecard_documents", sa.column("scorecard"), sa.column("document"))
documents = sa.table(
    "documents",
    sa.column("kind"),
    sa.column("subject"),
    sa.column("revision"),
    sa.column("value", sa.JSON()),
)
details = sa.table("scorecard_details", *map(sa.column, ("kind", "scorecard", "value")))


def upgrade() -> None:
    """Make the table, and fill it from what was kept of the cards that there are."""
    op.create_table(
        "scorecard_details",
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("scorecard", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scorecard"], ["scorecards.id"], name=op.f("fk_scorecard_details_scorecard")
        ),
        sa.PrimaryKeyConstraint("kind", "scorecard", name=op.f("pk_scorecard_details")),
        **KEYED,
    )
    connection = op.get_bind()
    ids = connection.execute(sa.select(cards.c.id).order_by(cards.c.id)).scalars().all()
    for first in range(0, len(ids), AT_ONCE):
        part = ids[first : first + AT_ONCE]
        rows = [*_items(connection, part), *_of_cases(connection, part)]
        if rows:
            connection.execute(sa.insert(details), rows)
    make_append_only("scorecard_details")
    let_erase("scorecard_details", "(SELECT assessment FROM scorecards WHERE id = OLD.scorecard)")


def _row(kind: str, card: int, value: Mapping[str, float]) -> dict[str, Any]:
    return {"kind": kind, "scorecard": card, "value": json.dumps(value, allow_nan=False)}


def _items(connection: sa.Connection, part: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The value of each answered item, out of the whole card."""
    query = sa.select(wholes).where(wholes.c.scorecard.in_(part))
    for card, document in connection.execute(query):
        with suppress(ValueError, TypeError, KeyError, AttributeError):  # no card of ours
            items = json.loads(document)["items"]
            known = {each["id"]: each["value"] for each in items if each["value"] is not None}
            yield _row("items", card, known)


def _of_cases(connection: sa.Connection, part: Sequence[int]) -> Iterator[dict[str, Any]]:
    """What stood beside a case: what was claimed and found of it, and what it wished for."""
    found = connection.execute(sa.select(cards).where(cards.c.id.in_(part))).all()
    cases = [row.assessment for row in found]
    claimed = {}
    query = sa.select(cards).where(cards.c.assessment.in_(cases), cards.c.side == "claimed")
    for row in connection.execute(query.order_by(cards.c.id)):
        claimed[row.assessment] = row
    kept = {}
    query = sa.select(documents).where(
        documents.c.kind.in_(["concerns", "signature"]), documents.c.subject.in_(cases)
    )
    for row in connection.execute(query.order_by(documents.c.revision)):
        kept[row.kind, row.subject] = row.value
    for row in found:
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            named = kept["concerns", row.assessment]["said"]["pressing"]
            wished = {"said": 1.0, **{f"concern:{id}": 1.0 for id in sorted(named)}}
            yield _row("wishes", row.id, wished)
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            before = claimed[row.assessment] if row.side == "verified" else None
            if before is not None:
                yield _row("claims", row.id, _claims(row, before, kept))


def _claims(row: Any, before: Any, kept: Mapping[tuple[str, str], Any]) -> dict[str, float]:
    value = {}
    if (before.rubric, before.rubric_version) == (row.rubric, row.rubric_version):
        nodes = {"total": before.total, **json.loads(before.figures)}
        value = {f"claimed:{id}": score for id, score in nodes.items() if score is not None}
    counts = kept.get(("signature", row.assessment), {}).get("counts", {})
    return value | {verdict: float(n) for verdict, n in counts.items()}
