"""Rescorings: what another rubric or edition makes of stored answers."""

import sqlalchemy as sa
from alembic import op

from storage.append_only import make_append_only
from storage.columns import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and let the database itself refuse to change or delete a row of it."""
    op.create_table(
        "rescorings",
        sa.Column("assessment", sa.String(length=64), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("questionnaire_digest", sa.String(length=128), nullable=False),
        sa.Column("rubric_digest", sa.String(length=64), nullable=False),
        sa.Column("engine", sa.String(length=16), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("side IN ('claimed', 'verified')", name=op.f("ck_rescorings_side")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessments.id"], name=op.f("fk_rescorings_assessment")
        ),
        sa.PrimaryKeyConstraint(
            "assessment",
            "side",
            "questionnaire_digest",
            "rubric_digest",
            "engine",
            name=op.f("pk_rescorings"),
        ),
    )
    make_append_only("rescorings")
