"""Erasures: rows of a firm or a person that go, though their tables are append-only."""

import sqlalchemy as sa
from alembic import op

from storage.append_only import let_erase

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the list, let the triggers look at it, and give a sealed secret its room."""
    op.create_table(
        "erasures",
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_erasures")),
    )
    op.add_column("enterprises", sa.Column("erased", sa.Boolean(), nullable=True))
    let_erase("answers", "OLD.assessment", "'author:' || OLD.author")
    let_erase("documents", "OLD.subject", "'author:' || OLD.author")
    let_erase("scorecards", "OLD.assessment")
    let_erase("rescorings", "OLD.assessment")
    card = "(SELECT assessment FROM scorecards WHERE id = OLD.scorecard)"
    let_erase("scorecard_documents", card)
    # Both databases take these sentences; SQLite cannot widen a column in its place.
    op.add_column("accounts", sa.Column("wider", sa.String(length=255), nullable=True))
    op.execute("UPDATE accounts SET wider = totp")
    op.execute("ALTER TABLE accounts DROP COLUMN totp")
    op.execute("ALTER TABLE accounts RENAME COLUMN wider TO totp")
