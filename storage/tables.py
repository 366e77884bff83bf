"""The tables of a store. ``migrations/`` makes them; a test holds the two together."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from storage.columns import UtcTime
from storage.dialects.registry import KEYED

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

enterprises = Table(
    "enterprises",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("credit_code", String(18), index=True),
    Column("division", String(2), nullable=False),
    Column("district", String(16), nullable=False),
    Column("employees", Integer, nullable=False),
    Column("revenue", Float),
    Column("assets", Float),
    Column("synthetic", Boolean, nullable=False),
    Column("erased", Boolean),  # true: what is left of a firm that was erased, for the figures
)

centres = Table(
    "centres",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(120), nullable=False, unique=True),
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("enterprise", ForeignKey("enterprises.id"), nullable=False, index=True),
    Column("questionnaire", String(64), nullable=False),
    Column("edition", String(32), nullable=False),
    Column("digest", String(128), nullable=False),
    Column("round", Integer, nullable=False),
    Column("stage", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("centre", ForeignKey("centres.id")),
    Column("started_at", UtcTime, nullable=False),
    Column("submitted_at", UtcTime),
    Column("signed_at", UtcTime),
    Column("signed_by", String(120)),
    Column("synthetic", Boolean, nullable=False),
    Column("year", Integer),  # of the submission, in China
    Column("resume_digest", String(64), unique=True),
    Column("consultant", ForeignKey("accounts.username")),  # whom the centre gave it to
    Column("corrects", String(64), index=True),  # the signed one whose place it takes once signed
    Index(None, "stage", "centre"),
)

# Append-only: a trigger refuses to change or delete a row.
answers = Table(
    "answers",
    metadata,
    Column("assessment", ForeignKey("assessments.id"), primary_key=True),
    Column("item", String(64), primary_key=True),
    Column("side", String(16), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("value", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("author", String(120), nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("side IN ('claimed', 'verified')", name="side"),
    CheckConstraint("revision >= 1", name="revision"),
)

# Append-only too: the newest card of a side counts. The figures that are counted and compared
# stand here; the whole card, which is long, stands apart so that a scan stays short.
scorecards = Table(
    "scorecards",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assessment", ForeignKey("assessments.id"), nullable=False),
    Column("side", String(16), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("rubric", String(64), nullable=False),
    Column("rubric_version", String(32), nullable=False),
    Column("total", Float),
    Column("level", Integer, index=True),
    Column("coverage", Float, nullable=False),
    Column("figures", Text, nullable=False),  # JSON: node id at the first depth -> score
    CheckConstraint("side IN ('claimed', 'verified')", name="side"),
    Index(None, "assessment", "side", "id"),
)

scorecard_documents = Table(
    "scorecard_documents",
    metadata,
    Column("scorecard", ForeignKey("scorecards.id"), primary_key=True),
    Column("document", Text, nullable=False),  # the whole Scorecard as JSON
)

# What the city counts beside the figures. Append-only; a kind lies together, to be read as one.
scorecard_details = Table(
    "scorecard_details",
    metadata,
    Column("kind", String(80), primary_key=True),
    Column("scorecard", ForeignKey("scorecards.id"), primary_key=True),
    Column("value", Text, nullable=False),  # JSON: name -> number
    **KEYED,
)

# What another rubric or edition makes of answers, beside the results and never among them.
# Append-only, and one of each stamp.
rescorings = Table(
    "rescorings",
    metadata,
    Column("assessment", ForeignKey("assessments.id"), primary_key=True),
    Column("side", String(16), primary_key=True),
    Column("questionnaire_digest", String(128), primary_key=True),
    Column("rubric_digest", String(64), primary_key=True),
    Column("engine", String(16), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("document", Text, nullable=False),  # the whole Scorecard as JSON
    CheckConstraint("side IN ('claimed', 'verified')", name="side"),
)

# What is kept in revisions beside the answers. Append-only.
documents = Table(
    "documents",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("subject", String(160), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("value", JSON, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("author", String(120), nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("revision >= 1", name="revision"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("username", String(40), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("role", String(32), nullable=False),
    Column("centre", ForeignKey("centres.id"), index=True),
    Column("password_hash", String(255), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("enterprise", ForeignKey("enterprises.id"), index=True),
    Column("district", String(16)),
    Column("deactivated_at", UtcTime),
    Column("totp_step", Integer),  # the last one that was used
    Column("identity", String(255)),  # who it is to a provider of sign-ins: issuer and subject
    # the secret of the second step, where it is switched on, sealed where there is a key
    Column("totp", String(255)),
    Index(None, "identity", unique=True),
)

# Records of enterprises that one account's enterprise holds: each is held once.
holdings = Table(
    "holdings",
    metadata,
    Column("enterprise", ForeignKey("enterprises.id"), primary_key=True),
    Column("held_by", ForeignKey("enterprises.id"), nullable=False, index=True),
    Column("by", String(120), nullable=False),
    Column("at", UtcTime, nullable=False),
)

# Whether firms are who they say they are. Append-only: the newest decision on a record counts.
confirmations = Table(
    "confirmations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("enterprise", ForeignKey("enterprises.id"), nullable=False, index=True),
    Column("credit_code", String(18), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", String(120), nullable=False),
    Column("by", String(120), nullable=False),
    Column("at", UtcTime, nullable=False),
)

# Those that are confirmed now: a credit code once, a record once.
confirmed_codes = Table(
    "confirmed_codes",
    metadata,
    Column("credit_code", String(18), primary_key=True),
    Column("enterprise", ForeignKey("enterprises.id"), nullable=False, unique=True),
)

# From which line an assessment was begun and submitted, as keyed digests; forgotten after a while.
arrivals = Table(
    "arrivals",
    metadata,
    Column("assessment", ForeignKey("assessments.id"), primary_key=True),
    Column("deed", String(16), primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("line", String(64), index=True),
    Column("sheet", String(64), index=True),
)

one_time_links = Table(
    "one_time_links",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the link's token
    Column("kind", String(16), nullable=False),
    Column("username", String(40)),
    Column("name", String(120), nullable=False),
    Column("role", String(32), nullable=False),
    Column("centre", ForeignKey("centres.id")),
    Column("enterprise", ForeignKey("enterprises.id")),
    Column("district", String(16)),
    Column("made_by", String(120), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("expires", UtcTime, nullable=False),
    Column("used_at", UtcTime),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the token; the token is nowhere
    Column("data", JSON, nullable=False),
    Column("expires", UtcTime, nullable=False, index=True),
    Column("username", String(40), index=True),  # as in ``data``, to be found by
    Column("assessment", String(64), index=True),
    Column("seen_at", UtcTime),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", String(200), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "subject", "at"),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

# Whose rows may be changed and deleted in the transaction that put them here, append-only or not:
# the id of an assessment, the subject of a document, "author:" and a user name. The transaction
# takes them out again, so that nobody else ever sees one and no name stays.
erasures = Table(
    "erasures",
    metadata,
    Column("subject", String(200), primary_key=True),
)

# Who did what to which object when. Append-only, and each row chained to the one before it; what
# is chained is text, to the letter, so that no database has its own idea of it.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False, index=True),
    Column("actor", String(120), nullable=False),
    Column("role", String(32), nullable=False),
    Column("action", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("object", String(160), nullable=False),
    Column("enterprise", String(64), nullable=False),
    Column("centre", String(64), nullable=False),
    Column("place", String(16), nullable=False),
    Column("details", Text, nullable=False),  # JSON
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "actor", "number"),
    Index(None, "action", "number"),
    Index(None, "object", "number"),
    Index(None, "enterprise", "number"),
    Index(None, "centre", "number"),
    Index(None, "centre", "action", "number"),
)
