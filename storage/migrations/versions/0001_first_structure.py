"""Enterprises, assessments, answers, scorecards, accounts, sessions, attempts, secrets."""

import sqlalchemy as sa
from alembic import op

from storage.append_only import make_append_only
from storage.columns import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first structure."""
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index(op.f("ix_attempts_subject_at"), "attempts", ["subject", "at"], unique=False)
    op.create_table(
        "centres",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centres")),
        sa.UniqueConstraint("name", name=op.f("uq_centres_name")),
    )
    op.create_table(
        "enterprises",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=True),
        sa.Column("division", sa.String(length=2), nullable=False),
        sa.Column("district", sa.String(length=16), nullable=False),
        sa.Column("employees", sa.Integer(), nullable=False),
        sa.Column("revenue", sa.Float(), nullable=True),
        sa.Column("assets", sa.Float(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprises")),
    )
    op.create_index(
        op.f("ix_enterprises_credit_code"), "enterprises", ["credit_code"], unique=False
    )
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secrets")),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("expires", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_expires"), "sessions", ["expires"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("centre", sa.String(length=64), nullable=True),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["centre"], ["centres.id"], name=op.f("fk_accounts_centre")),
        sa.PrimaryKeyConstraint("username", name=op.f("pk_accounts")),
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("enterprise", sa.String(length=64), nullable=False),
        sa.Column("questionnaire", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=128), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("centre", sa.String(length=64), nullable=True),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("submitted_at", UtcTime(), nullable=True),
        sa.Column("signed_at", UtcTime(), nullable=True),
        sa.Column("signed_by", sa.String(length=120), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("resume_digest", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["centre"], ["centres.id"], name=op.f("fk_assessments_centre")),
        sa.ForeignKeyConstraint(
            ["enterprise"], ["enterprises.id"], name=op.f("fk_assessments_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint("resume_digest", name=op.f("uq_assessments_resume_digest")),
    )
    op.create_index(op.f("ix_assessments_enterprise"), "assessments", ["enterprise"], unique=False)
    op.create_index(
        op.f("ix_assessments_stage_centre"), "assessments", ["stage", "centre"], unique=False
    )
    op.create_table(
        "answers",
        sa.Column("assessment", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.CheckConstraint("side IN ('claimed', 'verified')", name=op.f("ck_answers_side")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_answers_revision")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessments.id"], name=op.f("fk_answers_assessment")
        ),
        sa.PrimaryKeyConstraint("assessment", "item", "side", "revision", name=op.f("pk_answers")),
    )
    op.create_table(
        "scorecards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.String(length=64), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("rubric", sa.String(length=64), nullable=False),
        sa.Column("rubric_version", sa.String(length=32), nullable=False),
        sa.Column("total", sa.Float(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("coverage", sa.Float(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.CheckConstraint("side IN ('claimed', 'verified')", name=op.f("ck_scorecards_side")),
        sa.ForeignKeyConstraint(
            ["assessment"], ["assessments.id"], name=op.f("fk_scorecards_assessment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorecards")),
    )
    op.create_index(
        op.f("ix_scorecards_assessment_side_id"),
        "scorecards",
        ["assessment", "side", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_scorecards_level"), "scorecards", ["level"], unique=False)
    op.create_table(
        "scorecard_documents",
        sa.Column("scorecard", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scorecard"], ["scorecards.id"], name=op.f("fk_scorecard_documents_scorecard")
        ),
        sa.PrimaryKeyConstraint("scorecard", name=op.f("pk_scorecard_documents")),
    )
    make_append_only("answers", "scorecards", "scorecard_documents")
