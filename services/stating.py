"""What the report of an assessment states, and the check code that stands for it."""

from collections.abc import Mapping
from datetime import datetime

from access.check_codes import check_code
from assessments.model import Side
from files.frozen import Frozen
from i18n import Lang, one_decimal
from reports.carried import CarriedStatement
from scoring.scorecard import Level, Stamp
from services.assumptions import assumptions_of_case
from services.concerns import concerns_in
from services.context import Context
from services.dossier import Dossier
from services.edits import LANGS
from services.evidence import reported_revision
from services.kinds import PLAN
from services.signing import signature_in

SECRET = "check_code"  # noqa: S105  (the name of one)
LATER = ("assumptions", "evidence", "signature", "corrects")  # not in the code where there is none
CHECK_PAGE = "check_report"  # what follows the host where the page is shown


class Statement(Frozen):
    """The figures and names that a reader may compare, whatever the language and the format.

    ``total`` is on 0..``scale``, ``coverage`` in [0, 1]. ``centre`` (its name), ``signed_by``
    and ``signed_at`` are of who verified it, empty on the claimed side. ``edits``, ``plan``,
    ``concerns``, ``answer``, ``assumptions`` and ``evidence`` are revisions, of the edited
    paragraphs by language, of the plan, of what presses the enterprise, of what its consultant
    answers, of what a plan in yuan rests on and of the files of evidence (0: none).
    ``signature`` is the digest that the signature stands for, ``corrects`` the id of a signed
    assessment whose place this one has taken. A field that comes later needs a default: what was
    handed out before lacks it.
    """

    assessment: str
    round: int
    enterprise: str
    credit_code: str | None
    synthetic: bool
    side: Side
    submitted_at: datetime
    centre: str
    signed_by: str | None
    signed_at: datetime | None
    stamp: Stamp
    level: Level | None
    total: float | None
    scale: float
    coverage: float
    provisional: bool
    edits: Mapping[Lang, int]
    plan: int
    concerns: int = 0
    answer: int = 0
    assumptions: int = 0
    evidence: int = 0
    signature: str = ""
    corrects: str = ""


def stated(dossier: Dossier) -> Statement:
    """What a report of the submitted assessment states now."""
    assessment, enterprise = dossier.assessment, dossier.enterprise
    if assessment.submitted_at is None:
        raise ValueError("the report of a draft states nothing")
    concerns = concerns_in(dossier)
    card, plan = dossier.card(assessment.side), dossier.document(PLAN, assessment.id)
    assumed = None if card.provisional else assumptions_of_case(dossier)
    return Statement(
        assessment=assessment.id,
        round=assessment.round,
        enterprise=enterprise.name,
        credit_code=enterprise.credit_code,
        synthetic=enterprise.synthetic or assessment.synthetic,
        side=assessment.side,
        submitted_at=assessment.submitted_at,
        centre=dossier.centre if assessment.signed else "",
        signed_by=assessment.signed_by,
        signed_at=assessment.signed_at,
        stamp=card.stamp,
        level=card.level,
        total=card.total,
        scale=card.scale,
        coverage=card.coverage,
        provisional=card.provisional,
        # Before the signature nothing that a consultant wrote is in the report.
        edits={lang: dossier.edits(lang).revision if assessment.signed else 0 for lang in LANGS},
        plan=plan.revision if plan else 0,
        concerns=concerns.revision,
        answer=concerns.answer_revision if assessment.signed else 0,
        assumptions=assumed.revision if assumed else 0,
        evidence=reported_revision(dossier),
        signature=signature.digest if (signature := signature_in(dossier)) else "",
        corrects=(assessment.corrects or "") if assessment.signed else "",
    )


def address_of(ctx: Context, code: str) -> str:
    """The page that looks ``code`` up at once; "" where the installation has no address to tell."""
    public = ctx.settings.public_address
    return f"{public}/{CHECK_PAGE}?code={code}" if public else ""


def carried(statement: Statement, code: str) -> CarriedStatement:
    """What the file of a report with this ``code`` says to machines."""
    level, total = statement.level, statement.total
    return CarriedStatement(
        code=code,
        level="" if level is None else str(level.number),
        total="" if total is None else one_decimal(total),
        plan=str(statement.plan),
        **{lang: str(statement.edits.get(lang, 0)) for lang in LANGS},
    )


def code_of(ctx: Context, statement: Statement) -> str:
    """The check code of ``statement``, as it is printed; what lacks ``LATER`` keeps its."""
    without = {name for name in LATER if not getattr(statement, name)}
    return check_code(ctx.store.secret(SECRET), statement.model_dump_json(exclude=without))
