"""A town in which every text that somebody typed is a program, and tells whose it is.

Each field has a word of its own; what stands around the word is markup of every kind that a page
or a file could take for its own. ``pieces(word)`` are what none of them may take as it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from access.account import Account
from access.actor import Role
from access.passwords import hash_password
from access.tokens import digest_of
from assessments.model import Assessment
from assessments.years import CHINA
from reports.read_back import read_back
from services import (
    accounts,
    appointments,
    assigning,
    assumptions,
    business,
    catalogue,
    concerns,
    confirming,
    correcting,
    delivering,
    evidence,
    filling,
    handing_out,
    interface_keys,
    links,
    logos,
    paragraphs,
    points,
    reviewing,
    seconding,
    templates,
    vendors,
    verifying,
)
from services.context import Context
from services.dossier import dossier_of
from services.evidence import EvidenceDraft
from services.personal.notice import VERSION, agree_for_account
from services.signing import content_digest
from tests.stores import new_store
from tests.town import ANSWERS, PASSWORD, Town
from tests.unit.pictures_made import photo
from tests.unit.test_logos import picture
from tests.unit.word_templates import template
from tests.vendor_tables import CODE, DAY, OTHER, vendor_table
from tests.visiting import visited

HASH = hash_password(PASSWORD)
SIGNS = "=+-@＝＋－＠"
# field: its word. Three letters and digits that stand nowhere else, so that the mark is short.
FIELDS = (
    "firm",
    "note",
    "answer",
    "product",
    "process",
    "customer",
    "site",
    "request",
    "reply",
    "remark",
    "file",
    "shows",
    "verdict",
    "met",
    "place",
    "paper",
    "impossible",
    "no_code",
    "paragraph",
    "reason",
    "centre",
    "consultant",
    "lead",
    "owner",
    "member",
    "official",
    "district",
    "method",
    "admin",
    "invited",
    "source",
    "template",
    "logo",
    "vendor",
    "contact",
    "vendor_note",
    "title",
    "says",
    "light",
    "first_step",
    "charge",
    "indicator",
    "risk",
    "point",
    "settled",
    "to_review",
    "reviewed",
    "reviewed_item",
    "why",
    "wish",
    "reach",
    "adds",
    "given_to",
    "given_note",
    "second_remark",
    "key_name",
)
WORDS: Mapping[str, str] = MappingProxyType({each: f"zq{at:02}" for at, each in enumerate(FIELDS)})


def pieces(word: str) -> tuple[str, ...]:
    """Markup of HTML, Markdown, Streamlit and LaTeX around the word."""
    return (
        f"<u>{word}<u>",
        f"[{word}](a:b)",
        f"![{word}](x)",
        f":red[{word}]",
        f"**{word}**",
        f"${word}$",
        f"`{word}`",
    )


def mark(field: str) -> str:
    """What is typed into the field: at most 60 characters, a sign of a formula before them."""
    word = WORDS[field]
    return SIGNS[FIELDS.index(field) % len(SIGNS)] + word + "".join(pieces(word)[:6])


def long_mark(field: str) -> str:
    """The same where more fits: all pieces, an icon, marks that turn or combine, a long word."""
    word = WORDS[field]
    rest = f":material/{word}: e\u0301🏭𠮷\u202e\u200b\x07 <script>{word}</script> {'长' * 60}"
    return mark(field) + f"`{word}` {rest}"


@dataclass
class MarkedTown:
    """The town, a draft, a case that is being verified and a signed one, and who is signed in."""

    town: Town
    draft: Assessment
    open: Assessment
    signed: Assessment
    tokens: Mapping[str, str]
    correction: str = ""
    seconded: str = ""
    solution: str = ""
    check_code: str = ""

    def ctx(self, who: str) -> Context:
        """A context of somebody who is signed in, or holds a code."""
        self.town.now = datetime.now(UTC)
        return self.town.ctx(accounts.actor_of(self.town.visitor, self.tokens[who]))


ROLES: Mapping[str, Role] = {
    "consultant": Role.CONSULTANT,
    "lead": Role.LEAD,
    "owner": Role.OWNER,
    "member": Role.MEMBER,
    "official": Role.OFFICIAL,
    "district": Role.DISTRICT,
    "method": Role.METHOD_OWNER,
    "admin": Role.ADMINISTRATOR,
}


def marked_town() -> MarkedTown:
    """Every field of every form is filled in, through the services, as a page would."""
    town = Town(new_store(), datetime.now(UTC))
    centre = town.centre(mark("centre"))
    draft, under, signed = (_filled(town, code) for code in (None, OTHER, CODE))
    tokens: dict[str, str] = {}
    for who, role in ROLES.items():
        belongs: dict[str, str] = {
            "consultant": {"centre": centre},
            "lead": {"centre": centre},
            "owner": {"enterprise": signed.enterprise},
            "member": {"enterprise": signed.enterprise},
            "district": {"district": "320206"},
        }.get(who, {})
        tokens[who] = f"{who}{'t' * 43}"[:43]
        chosen = signed if who in ("owner", "member") else None
        _account(town, who, role, tokens[who], belongs, chosen)
    town.store.hold(signed.enterprise, signed.enterprise, "owner", town.now)
    for who, assessment in (("draft", draft), ("open", under), ("signed", signed)):
        tokens[who] = f"{who}{'h' * 43}"[:43]
        accounts.bind_assessment(town.holder(assessment), tokens[who], assessment.id)
    made = MarkedTown(town, draft, under, signed, tokens)
    for who in ("owner", "member"):
        agree_for_account(made.ctx(who), VERSION)
    _of_the_centre(made)
    made.solution = _of_the_method_owner(made)
    made.open, made.signed = _verified(made, under, centre), _verified(made, signed, centre)
    _signed(made)
    made.correction = correcting.correct(made.ctx("lead"), made.signed.id, long_mark("why")).id
    _visited_and_given(made)
    made.seconded = _seconded(made, centre)
    interface_keys.issue_city_key(made.ctx("admin"), mark("key_name"))
    interface_keys.issue_own_key(made.ctx("owner"), mark("key_name"))
    links.invite(town.operator, mark("invited"), Role.CONSULTANT, centre=centre)
    _, file = handing_out.hand_out(town.holder(made.signed), made.signed.id, "zh", "html")
    (made.check_code, *_) = read_back(file).codes
    return made


def _account(
    town: Town,
    who: str,
    role: Role,
    token: str,
    belongs: Mapping[str, str],
    assessment: Assessment | None,
) -> None:
    town.store.add_account(
        Account(
            username=who,
            name=mark(who),
            role=role,
            password_hash=HASH,
            created_at=town.now,
            **belongs,
        )
    )
    told = {"username": who} | ({} if assessment is None else {"assessment": assessment.id})
    town.store.put_session(digest_of(token), told, town.now + timedelta(days=1), town.now)


def _filled(town: Town, code: str | None) -> Assessment:
    """A whole sheet with a note beside each answer, a file, and what is said of the firm."""
    assessment = town.started(name=mark("firm"), **({"credit_code": code} if code else {}))
    ctx = town.holder(assessment)
    answers = {**ANSWERS, "wishes": long_mark("answer")}
    sheet = filling.sheet(ctx, assessment.id)
    for item, raw in answers.items():
        if item in sheet.questionnaire.by_id:
            filling.record_answer(ctx, assessment.id, item, raw, note=long_mark("note"), seen=0)
    said = {"products": "product", "processes": "process", "customers": "customer", "sites": "site"}
    typed = {name: long_mark(each) for name, each in said.items()}
    business.keep(ctx, assessment.id, typed, seen=0)
    concerns.keep(ctx, assessment.id, ["delivery"], long_mark("request"), seen=0)
    shown = EvidenceDraft("plan", f"{mark('file')}.jpg", photo(100, 100), mark("shows"))
    evidence.add(ctx, assessment.id, shown)
    return assessment


def _of_the_centre(made: MarkedTown) -> None:
    lead = made.ctx("lead")
    yuan = {"labour_low": 7000, "labour_high": 9000, "labour_source": mark("source")}
    assumptions.keep(lead, yuan, seen=0)
    templates.put(lead, "zh", f"{mark('template')}.docx", template(), seen=0)
    logos.put(lead, f"{mark('logo')}.png", picture(), seen=0)


def _of_the_method_owner(made: MarkedTown) -> str:
    """The id of a solution whose every text was edited; and vendors of the centre for it."""
    owner, id = made.ctx("method"), "shop_network"
    draft = catalogue.draft(owner, id)

    def both(name: str) -> dict[str, str]:
        return {"zh": mark(name), "en": mark(name)}

    texts = {name: both(name) for name in ("title", "says", "light", "first_step")}
    lists = {"indicators": [both("indicator")], "risks": [both("risk")]}
    entry = {**draft.entry, **texts, **lists, "owner": both("charge")}
    catalogue.keep(owner, id, draft.group, entry, seen=0)
    row = (mark("vendor"), CODE, id, 1, mark("contact"), DAY, mark("vendor_note"))
    vendors.replace(made.ctx("lead"), "v.xlsx", vendor_table(row), seen=0)
    return id


def _verified(made: MarkedTown, assessment: Assessment, centre: str) -> Assessment:
    """Handed in, given out, begun, visited and checked; the report was edited."""
    town = made.town
    handed = filling.submit(town.holder(assessment), assessment.id, centre)
    given = assigning.assign(made.ctx("lead"), handed.id, "consultant", seen=handed.version)
    ctx = made.ctx("consultant")
    begun = verifying.begin(ctx, given.id)
    met = {"people": "met", "sites": "place", "documents": "paper"}
    told = {name: mark(each) for name, each in met.items()}
    visited(ctx, begun.id, **told, impossible=mark("impossible"), no_code=mark("no_code"))
    verifying.set_verified(ctx, begun.id, "plan", "nowhere", remark=long_mark("remark"), seen=0)
    points.note_point(ctx, begun.id, "plan", long_mark("point"), open=True)
    points.note_point(ctx, begun.id, "plan", long_mark("point"), open=True)
    points.settle_point(ctx, begun.id, 1, long_mark("settled"))
    (file, *_) = evidence.listed(ctx, begun.id)
    said = {"verdict": "partly", "remark": mark("verdict"), "shows": mark("shows")}
    evidence.judge(ctx, begun.id, file.id, said | {"in_report": True}, seen=file.revision)
    asked = concerns.concerns_in(dossier_of(ctx, "case.read", begun.id)).said.request
    concerns.answer(ctx, begun.id, asked, long_mark("reply"), seen=0)
    known = paragraphs.paragraphs(ctx, begun.id, "zh").paragraphs["method/1"].text
    paragraphs.edit_paragraph(
        ctx, begun.id, "zh", "method/1", long_mark("paragraph"), generated=known, seen=0
    )
    items = {"plan": long_mark("reviewed_item")}
    reviewing.hand_over(ctx, begun.id, long_mark("to_review"), seen=0)
    reviewing.give_back(made.ctx("lead"), begun.id, long_mark("reviewed"), items, seen=1)
    reviewing.hand_over(ctx, begun.id, long_mark("to_review"), seen=2)
    return begun


def _signed(made: MarkedTown) -> None:
    ctx, id = made.ctx("consultant"), made.signed.id
    state = content_digest(dossier_of(ctx, "case.read", id))
    reviewing.accept(made.ctx("lead"), id, seen=3, state=state)
    made.signed = verifying.sign(ctx, id, seen=verifying.case(ctx, id).seen)
    (firm,) = (each for each in confirming.firms(made.ctx("admin")) if each.assessment.id == id)
    seen = len(firm.history)
    confirming.confirm(made.ctx("admin"), id, mark("reason"), seen=seen)


def _visited_and_given(made: MarkedTown) -> None:
    """A visit that was asked for and answered, and what was handed over."""
    ctx, id, today = made.ctx("consultant"), made.signed.id, made.town.now.date()
    for case in (made.open, made.signed):
        holder = made.town.holder(case)
        day = today + timedelta(days=9)
        appointments.request(holder, case.id, mark("wish"), [day], mark("reach"), seen=0)
        appointments.answer(ctx, case.id, day, "", mark("adds"), seen=1)
    day = made.town.now.astimezone(CHINA).date()
    raw = {"things": ["report"], "day": day, "to": mark("given_to"), "note": mark("given_note")}
    delivering.deliver(ctx, id, raw, seen=0)


def _seconded(made: MarkedTown, centre: str) -> str:
    """A case that the consultant was asked to verify beside another one."""
    town = made.town
    accounts.add_account(town.operator, "other", PASSWORD, "别的顾问", Role.CONSULTANT, centre)
    draft = _filled(town, None)
    case = filling.submit(town.holder(draft), draft.id, centre)
    assigning.assign(made.ctx("lead"), case.id, "other", seen=case.version)
    seconding.ask(made.ctx("lead"), case.id, "consultant")
    remark = mark("second_remark")
    seconding.record(made.ctx("consultant"), case.id, "plan", "page", remark=remark, seen=0)
    return case.id
