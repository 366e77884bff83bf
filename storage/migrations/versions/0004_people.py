"""People: what accounts belong to, links that are used once, records that an account holds."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns without a default, so that every row stays what it was."""
    # In place, with its reference: both databases take this sentence, and no table is made anew.
    op.execute(
        "ALTER TABLE accounts ADD COLUMN enterprise VARCHAR(64) "
        "CONSTRAINT fk_accounts_enterprise REFERENCES enterprises (id)"
    )
    op.add_column("accounts", sa.Column("district", sa.String(length=16), nullable=True))
    op.add_column("accounts", sa.Column("deactivated_at", UtcTime(), nullable=True))
    op.add_column("accounts", sa.Column("totp", sa.String(length=64), nullable=True))
    op.add_column("accounts", sa.Column("totp_step", sa.Integer(), nullable=True))
    op.add_column("accounts", sa.Column("identity", sa.String(length=255), nullable=True))
    op.create_index(op.f("ix_accounts_identity"), "accounts", ["identity"], unique=True)
    op.create_index(op.f("ix_accounts_centre"), "accounts", ["centre"], unique=False)
    op.create_index(op.f("ix_accounts_enterprise"), "accounts", ["enterprise"], unique=False)
    op.execute(
        "ALTER TABLE assessments ADD COLUMN consultant VARCHAR(40) "
        "CONSTRAINT fk_assessments_consultant REFERENCES accounts (username)"
    )
    op.create_table(
        "holdings",
        sa.Column("enterprise", sa.String(length=64), nullable=False),
        sa.Column("held_by", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise"], ["enterprises.id"], name=op.f("fk_holdings_enterprise")
        ),
        sa.ForeignKeyConstraint(["held_by"], ["enterprises.id"], name=op.f("fk_holdings_held_by")),
        sa.PrimaryKeyConstraint("enterprise", name=op.f("pk_holdings")),
    )
    op.create_index(op.f("ix_holdings_held_by"), "holdings", ["held_by"], unique=False)
    op.create_table(
        "one_time_links",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("centre", sa.String(length=64), nullable=True),
        sa.Column("enterprise", sa.String(length=64), nullable=True),
        sa.Column("district", sa.String(length=16), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("expires", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["centre"], ["centres.id"], name=op.f("fk_one_time_links_centre")),
        sa.ForeignKeyConstraint(
            ["enterprise"], ["enterprises.id"], name=op.f("fk_one_time_links_enterprise")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_one_time_links")),
    )
    _sessions()


def _sessions() -> None:
    """Let sessions be found by who they are of; fill in what is known of the present ones."""
    op.add_column("sessions", sa.Column("username", sa.String(length=40), nullable=True))
    op.add_column("sessions", sa.Column("assessment", sa.String(length=64), nullable=True))
    op.add_column("sessions", sa.Column("seen_at", UtcTime(), nullable=True))
    op.create_index(op.f("ix_sessions_username"), "sessions", ["username"], unique=False)
    op.create_index(op.f("ix_sessions_assessment"), "sessions", ["assessment"], unique=False)
    sessions = sa.table(
        "sessions",
        sa.column("digest", sa.String),
        sa.column("data", sa.JSON),
        sa.column("username", sa.String),
        sa.column("assessment", sa.String),
    )
    connection = op.get_bind()
    for digest, data in connection.execute(sa.select(sessions.c.digest, sessions.c.data)).all():
        if not isinstance(data, dict):  # none of ours
            continue
        values = {name: data.get(name) for name in ("username", "assessment")}
        connection.execute(sa.update(sessions).where(sessions.c.digest == digest).values(values))
