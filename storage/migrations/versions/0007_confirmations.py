"""Firms that were confirmed, and from which line assessments arrived."""

import sqlalchemy as sa
from alembic import op

from storage.append_only import let_erase, make_append_only
from storage.columns import UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the database itself refuses to change or delete a decision."""
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise", sa.String(length=64), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise"], ["enterprises.id"], name=op.f("fk_confirmations_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
    )
    op.create_index(
        op.f("ix_confirmations_enterprise"), "confirmations", ["enterprise"], unique=False
    )
    make_append_only("confirmations")
    let_erase("confirmations", "OLD.enterprise", "'author:' || OLD.author")
    op.create_table(
        "confirmed_codes",
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("enterprise", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise"], ["enterprises.id"], name=op.f("fk_confirmed_codes_enterprise")
        ),
        sa.PrimaryKeyConstraint("credit_code", name=op.f("pk_confirmed_codes")),
        sa.UniqueConstraint("enterprise", name=op.f("uq_confirmed_codes_enterprise")),
    )
    op.create_table(
        "arrivals",
        sa.Column("assessment", sa.String(length=64), nullable=False),
        sa.Column("deed", sa.String(length=16), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("line", sa.String(length=64), nullable=True),
        sa.Column("sheet", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessments.id"], name=op.f("fk_arrivals_assessment")
        ),
        sa.PrimaryKeyConstraint("assessment", "deed", name=op.f("pk_arrivals")),
    )
    for column in ("at", "line", "sheet"):
        op.create_index(op.f(f"ix_arrivals_{column}"), "arrivals", [column], unique=False)
