"""Every service, asked by every role, about its own and about somebody else's assessment.

What the matrix does not allow must be refused, and must leave the store as it was.
"""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import product
from typing import Any

import pyotp
import pytest
from pydantic import SecretStr

import services
from access.account import Account, OneTimeLink
from access.actor import Actor, Role, holder_of
from access.audit import AuditFilter
from access.passwords import hash_password
from access.table import EVERYBODY as FOR_EVERYBODY
from access.table import TABLE, allowed, require
from access.tokens import digest_of, new_token
from assessments.campaigns import Quarter
from assessments.model import Assessment, Document, Enterprise, Stage
from assessments.portfolio import CaseLine
from assessments.refusals import Invalid, NotAllowed, NotFound, Unavailable
from questionnaires.library import load
from reports.answer_book.layout import BookMark
from reports.word_template.example import example
from services import (
    accounts,
    agreeing,
    analysing,
    appointments,
    assigning,
    assumptions,
    auditing,
    briefing,
    bulletins,
    business,
    campaigns,
    catalogue,
    city,
    city_coverage,
    concerns,
    confirming,
    continuing,
    correcting,
    counted,
    declaring,
    delivering,
    demo,
    entering,
    evidence,
    filling,
    flags,
    handing_out,
    hiding,
    holding,
    identities,
    inspecting,
    interface_keys,
    interface_uses,
    key_ring,
    last_round,
    links,
    listing,
    logos,
    mailing,
    news,
    offering,
    own_account,
    paragraphs,
    people,
    plans,
    points,
    portfolio,
    portfolio_tables,
    previewing,
    public_bulletins,
    public_files,
    public_releases,
    publishing,
    reporting,
    reporting_all,
    rescoring,
    results,
    reviewing,
    saved_views,
    seconding,
    signing,
    simulating,
    templates,
    vendors,
    verdicts,
    verifying,
    visits,
    watching,
)
from services.answer_books.exporting import export_book
from services.answer_books.keeping import keep_book, look_through
from services.answer_books.merging import MergedBook
from services.answer_books.reading import BookRead
from services.assigning import LineOutcome
from services.city import CityChoice
from services.confirming import ClaimedFirm
from services.context import Context
from services.dossier import dossier_of
from services.evidence import EvidenceDraft
from services.importing import checking as import_checking
from services.importing import imported as import_list
from services.importing import making, undoing
from services.importing import template as import_template
from services.importing.choices import ImportChoices
from services.interface import own as interface_own
from services.interface import questionnaires as interface_questionnaires
from services.interface import releases as interface_releases
from services.interface_keys import InterfaceKey
from services.personal import erasing, expiring, exporting, notice
from services.personal.notice import VERSION
from services.portfolio import PortfolioChoice
from services.simulating import PolicyChoice
from solutions.library import written
from solutions.plans.model import Limits
from tests.stores import copy_of
from tests.town import FOLDER, PASSWORD, Town, new_town
from tests.unit.pictures_made import photo
from tests.unit.test_logos import picture
from tests.vendor_tables import vendor_table
from tests.visiting import visited
from wording.voice import Voice

EVERYBODY = {
    "visitor",
    "holder",
    "stranger",
    "owner",
    "member",
    "other_owner",
    "consultant",
    "colleague",
    "second",
    "rival",
    "freelance",
    "lead",
    "other_lead",
    "official",
    "district",
    "method_owner",
    "administrator",
    "operator",
}
KEYS = {"platform", "feed", "other_feed"}  # programs, that may not even what everybody may
WITHOUT_ACCOUNT = {"visitor", "holder", "stranger", "operator"}
SIGNED_IN = EVERYBODY - WITHOUT_ACCOUNT
CENTRES = {"consultant", "colleague", "second", "rival", "lead", "other_lead"}
STAFF = {*CENTRES, "freelance"}
HANDS = {"consultant", "lead"}  # the case was given to the consultant
IMPORTERS = {"consultant", "colleague", "second", "lead", "operator"}  # for the centre of the case
FILLING = {"holder", "owner", "member"}
OWNERS = {"holder", "owner"}
HEADS = {"lead", "other_lead", "owner", "other_owner", "administrator", "operator"}
ADMINS = {"administrator", "operator"}
DECIDERS = {*HANDS, *ADMINS}  # on whether the firm is who it says it is
METHOD_OWNERS = {"method_owner", "operator"}
WORKSHOP = load(f"{FOLDER.name}/workshop")
CITY = CityChoice(questionnaire="workshop")
BULLETIN = bulletins.BulletinChoice(CITY, Voice("zh"))
KEEPERS = {*FILLING, *HANDS}  # of files of evidence
READERS = {*FILLING, *HANDS, "operator"}
STAGES = (Stage.DRAFT, Stage.SUBMITTED, Stage.UNDER_VERIFICATION)

VENDORS = vendor_table()
LABOUR = {"labour_low": 7000, "labour_high": 9000, "labour_source": "试填"}
TEMPLATE = example("zh")
LOGO = picture()
PROOF = EvidenceDraft("plan", "plan.jpg", photo(100, 100))
GROUP, ENTRY = written("shop_network") or ("", {})
EDIT = Document(
    kind="solution",
    subject="shop_network",
    revision=1,
    value={"group": GROUP, "solution": ENTRY},
    author="owner",
    at=datetime(2026, 3, 1, tzinfo=UTC),
)
NOTHING_SEEN = MergedBook().mark
EVERY_CASE = PortfolioChoice()
QUARTER = Quarter(2026, 1)
DAY = date(2026, 4, 1)
LATER = datetime(2026, 4, 1, tzinfo=UTC)
NEW_PASSWORD = "another long password"
HASH = hash_password(PASSWORD)
INVITATION = OneTimeLink(
    digest="d" * 64,
    kind="invite",
    name="某",
    role=Role.CONSULTANT,
    made_by="某",
    made_at=LATER,
    expires=LATER,
)


@dataclass(frozen=True)
class Act:
    """A call of a service about an assessment, in the stage in which it makes sense."""

    call: Callable[[Context, Town, str], Any]
    may: set[str]
    stage: Stage = Stage.SUBMITTED
    about_one: bool = True


TABLE_OF_FIRMS = "企业名称,行业,区,人数\n导入企业,34,惠山区,30\n".encode()
ONE_FOR_ALL = ImportChoices(questionnaire="workshop")


def imported(ctx: Context, town: Town) -> str:
    """Bring the table in for the centre of the case; the id of the import."""
    asked = (ctx, town.centre(), "firms.csv", TABLE_OF_FIRMS, ONE_FOR_ALL)
    return making.import_firms(*asked, seal=import_checking.check(*asked).seal).made.id


def import_of_consultant(town: Town) -> str:
    """The id of what the consultant brought in when the town was made."""
    return next(iter(town.store.documents("import")))


def edit(ctx: Context, assessment: str) -> None:
    """Edit a paragraph as somebody who has its text from elsewhere."""
    generated = ""
    if ctx.actor.role in (Role.CONSULTANT, Role.LEAD):
        generated = paragraphs.paragraphs(ctx, assessment, "zh").paragraphs["method/1"].text
    paragraphs.edit_paragraph(
        ctx, assessment, "zh", "method/1", "改过。", generated=generated, seen=0
    )


def book_read(town: Town, which: str) -> BookRead:
    """An answer book of that assessment in which nothing was filled in."""
    told = ("workshop", "1", WORKSHOP.digest, "verified", "zh", "2026-03-01 12:00", {})
    return BookRead("a.xlsx", BookMark(which, *told), (), ())  # type: ignore[arg-type]


def _firm_of(town: Town, assessment: str) -> Enterprise:
    """The record of that assessment; of one that is not there, any."""
    rows = town.store.assessments()
    return next((firm for each, firm in rows if each.id == assessment), rows[0][1])


def logo_kept_and_taken_back(ctx: Context) -> None:
    """A logo in and out again, for nobody can take back what is not there."""
    if logos.current(ctx).seen == 0:
        logos.put(ctx, "l.png", LOGO, seen=0)
    logos.take_back(ctx, seen=1)


def visited_and_signed(ctx: Context, assessment: str) -> None:
    """Sign after a visit; whoever may put none down tries all the same."""
    with suppress(NotAllowed):
        visited(ctx, assessment)
    verifying.sign(ctx, assessment, seen=5)


def visited_and_handed_over(ctx: Context, assessment: str) -> None:
    """Hand over after a visit; whoever may put none down tries all the same."""
    with suppress(NotAllowed):
        visited(ctx, assessment)
    reviewing.hand_over(ctx, assessment, seen=0)


def reviewed(ctx: Context, assessment: str, deed: Callable[..., object]) -> None:
    """Accept or return what nobody handed over: only who may review is told so."""
    with suppress(NotAllowed) if allowed_to_review(ctx, assessment) else ExitStack():
        deed(ctx, assessment)


def allowed_to_review(ctx: Context, assessment: str) -> bool:
    """Whether the table lets the actor review that assessment."""
    try:
        return allowed(ctx.actor, "case.review", ctx.store.assessment(assessment))
    except (NotFound, UnicodeError, ValueError):
        return False


def corrected(ctx: Context, assessment: str) -> None:
    """Correct what is not signed: only who may correct is told so."""
    with suppress(Invalid):
        correcting.correct(ctx, assessment, "补看了一处。")


def answered(ctx: Context, assessment: str) -> None:
    """Answer a request; none was written, and only who was let in is told so."""
    with suppress(Invalid):
        concerns.answer(ctx, assessment, "先看清进度。", "先登一处。", seen=0)


def exported(ctx: Context) -> None:
    """The city's workbook; in a town this new no release has a figure yet, which is told after."""
    with pytest.raises(ValueError, match="nobody counts yet"):
        city.workbook(ctx, CITY, "zh")


def simulated(ctx: Context) -> None:
    """The workbook of a simulation; in a town this new there is none, which is told after."""
    with pytest.raises(ValueError, match="nothing was simulated"):
        simulating.workbook(ctx, PolicyChoice(), Voice("zh"))


def without_figures(act: Callable[..., object], *given: Any, **named: Any) -> None:
    """Something about the bulletin; in a town this new there is none, which is told after."""
    with pytest.raises(NotFound, match="bulletin_nobody"):
        act(*given, **named)


def kept_and_taken_back(ctx: Context) -> None:
    """A template in and out again, for nobody can take back what is not there."""
    if templates.current(ctx, "zh").seen == 0:
        templates.put(ctx, "zh", "t.docx", TEMPLATE, seen=0)
    templates.take_back(ctx, "zh", seen=1)


def set_and_taken_back(ctx: Context) -> None:
    """Assumptions in and out again, for nobody can take back what is not there."""
    if assumptions.current(ctx).seen == 0:
        assumptions.keep(ctx, LABOUR, seen=0)
    assumptions.take_back(ctx, seen=1)


def entered(ctx: Context) -> None:
    """Change a ticket that nobody was given: everybody may try, and it opens nothing."""
    try:
        entering.enter(ctx, "ticket", "x")
    except NotAllowed as refusal:
        if refusal.key != "ticket_gone":
            raise


def planned(deed: Callable[[Context, str], Any]) -> Callable[[Context, Town, str], None]:
    """Do something to the plan; the sample's has no tasks, and only who was let in is told so."""

    def act(ctx: Context, _: Town, assessment: str) -> None:
        with suppress(Invalid):
            deed(ctx, assessment)

    return act


def of_a_file(deed: Callable[[Context, str], Any]) -> Callable[[Context, Town, str], None]:
    """Do something to a file of evidence; there is none, and only who was let in is told so."""

    def act(ctx: Context, _: Town, assessment: str) -> None:
        with suppress(NotFound):
            deed(ctx, assessment)

    return act


def version(town: Town, assessment: str) -> int:
    """That of the assessment now; 0 where there is none."""
    try:
        return town.store.assessment(assessment).version
    except (NotFound, UnicodeError, ValueError):
        return 0


def nothing_published(ctx: Context, deed: Callable[[Context], object]) -> None:
    """Do it in a city that has nothing to publish: only who may is told so."""
    with suppress(Invalid, NotFound):
        deed(ctx)


def issued_and_revoked(
    ctx: Context,
    issue: Callable[[Context, str], str],
    keys: Callable[[Context], Sequence[InterfaceKey]],
    revoke: Callable[[Context, str], None],
) -> None:
    """Make a key and revoke it."""
    issue(ctx, "某系统")
    revoke(ctx, keys(ctx)[0].id)


def left(ctx: Context) -> None:
    """Leave; the last owner is told that members would be left alone."""
    with suppress(Invalid):
        people.leave(ctx)


def view_dropped(ctx: Context) -> None:
    """Forget a list that was never saved: only who has lists is told so."""
    with suppress(NotFound):
        saved_views.drop_view(ctx, "逾期", seen=0)


def in_bulk(
    deed: Callable[[Context, Sequence[CaseLine]], Sequence[LineOutcome]],
) -> Callable[[Context, Town, str], None]:
    """Do something to one line of a list; what became of it is raised."""

    def act(ctx: Context, town: Town, which: str) -> None:
        any_one, firm = town.store.assessments()[0]
        one = any_one.model_copy(update={"id": which, "version": version(town, which)})
        (outcome,) = deed(ctx, [CaseLine(one, firm)])
        if outcome.refused is not None:
            raise outcome.refused

    return act


def owner_linked(ctx: Context, assessment: str) -> None:
    """Ask for an account of the enterprise, which has one already: only who may is told so."""
    with suppress(Invalid):
        links.owner_link(ctx, assessment, "某")


def joined(ctx: Context) -> None:
    """Type a code that is none: only who may join is told so."""
    with pytest.raises(Invalid):
        holding.join(ctx, "x")


def decided(decide: Callable[[], object]) -> None:
    """Decide on the firm, which has no credit code: only who may decide is told so."""
    with suppress(Invalid):
        decide()


def unsigned(deliver: Callable[[], object]) -> None:
    """Note what was handed over before it is signed: only who may is told that it is too early."""
    try:
        deliver()
    except NotAllowed as refusal:
        if refusal.key != "delivery_unsigned":
            raise


def claimed_firm(town: Town, which: str) -> ClaimedFirm:
    """The firm of that assessment, as somebody has it who was shown it."""
    assessment = town.store.assessment(which)
    enterprise = town.profile(credit_code="91320206MA1X9ABC3K").of(assessment.enterprise)
    return ClaimedFirm(assessment, enterprise, assessment.enterprise, ())


def stepped_on(ctx: Context) -> None:
    """Switch the second step on with a code of the authenticator."""
    secret = own_account.offer_second_step(ctx).secret
    own_account.switch_on(ctx, secret, PASSWORD, pyotp.TOTP(secret).at(ctx.now()))


def with_provider(ctx: Context) -> Context:
    """In an installation where a provider signs people in."""
    told = {
        "oidc_metadata": "https://login.example.cn/.well-known/openid-configuration",
        "oidc_client": "shuzhen",
        "oidc_secret": SecretStr("secret"),
        "public_address": "https://zhenduan.example.cn",
    }
    return replace(ctx, settings=ctx.settings.model_copy(update=told))


def sealed(ctx: Context) -> None:
    """Seal without a key: only who may is told that there is none."""
    with suppress(Unavailable):
        key_ring.seal_all(ctx)


def firm_erased(ctx: Context, assessment: str) -> None:
    """Erase the firm, which an account holds: only who has its code is told so."""
    with suppress(Invalid):
        erasing.erase_firm(ctx, assessment, PASSWORD)


def draft_erased(ctx: Context, assessment: str) -> None:
    """Erase a draft; one that was handed in is refused to whoever may."""
    with suppress(Invalid):
        erasing.erase_draft(ctx, assessment)


def own_account_erased(ctx: Context) -> None:
    """Erase the own account; the last owner is told that nobody would reach the records."""
    with suppress(Invalid):
        erasing.erase_own_account(ctx, PASSWORD)


ACTS: Mapping[str, Act] = {
    "importing.checking.check": Act(
        lambda ctx, town, _: import_checking.check(
            ctx, town.centre(), "firms.csv", TABLE_OF_FIRMS, ONE_FOR_ALL
        ),
        IMPORTERS,
        about_one=False,
    ),
    "importing.checking.remembered": Act(
        lambda ctx, town, _: import_checking.remembered(ctx, town.centre()),
        IMPORTERS,
        about_one=False,
    ),
    "importing.checking.fates": Act(
        lambda ctx, town, _: import_checking.fates(ctx, town.centre(), (), ONE_FOR_ALL),
        IMPORTERS,
        about_one=False,
    ),
    "importing.making.import_firms": Act(
        lambda ctx, town, _: imported(ctx, town), IMPORTERS, about_one=False
    ),
    "importing.template.template": Act(
        lambda ctx, town, _: import_template.template(ctx, town.centre(), Voice("zh"), "csv"),
        IMPORTERS,
        about_one=False,
    ),
    "importing.imported.imports": Act(
        lambda ctx, town, _: import_list.imports(ctx, town.centre()), IMPORTERS, about_one=False
    ),
    "importing.imported.imports_of_file": Act(
        lambda ctx, town, _: import_list.imports_of_file(ctx, town.centre(), b""),
        IMPORTERS,
        about_one=False,
    ),
    "importing.undoing.import_of": Act(
        lambda ctx, town, _: undoing.import_of(ctx, import_of_consultant(town)),
        {"consultant", "lead", "operator"},
        about_one=False,
    ),
    "importing.undoing.undo": Act(
        lambda ctx, town, _: undoing.undo(ctx, import_of_consultant(town)),
        {"consultant", "lead", "operator"},
        about_one=False,
    ),
    "importing.undoing.renew_codes": Act(
        lambda ctx, town, _: undoing.renew_codes(ctx, import_of_consultant(town)),
        {"consultant", "lead", "operator"},
        about_one=False,
    ),
    "offering.offers_each": Act(
        lambda ctx, _, __: offering.offers_each(ctx, [{}]), EVERYBODY, about_one=False
    ),
    "filling.start": Act(
        lambda ctx, town, _: filling.start(ctx, town.profile(), "workshop", consent=VERSION),
        EVERYBODY,
        about_one=False,
    ),
    "answer_books.exporting.export_book": Act(
        lambda ctx, _, which: export_book(ctx, which, "claimed", Voice("zh")),
        {*FILLING, "operator"},
        Stage.DRAFT,
    ),
    "answer_books.keeping.look_through": Act(
        lambda ctx, town, which: look_through(ctx, which, "verified", book_read(town, which)),
        {*HANDS, "operator"},
    ),
    "answer_books.keeping.keep_book": Act(
        lambda ctx, town, which: keep_book(
            ctx, which, "verified", book_read(town, which), {}, seen=NOTHING_SEEN
        ),
        {*HANDS, "operator"},
    ),
    "offering.offers": Act(lambda ctx, _, __: offering.offers(ctx, {}), EVERYBODY, about_one=False),
    "analysing.analysis": Act(
        lambda ctx, _, __: analysing.analysis(ctx, "workshop"), METHOD_OWNERS, about_one=False
    ),
    "previewing.editions": Act(
        lambda ctx, _, __: previewing.editions(ctx), METHOD_OWNERS, about_one=False
    ),
    "previewing.preview": Act(
        lambda ctx, _, __: previewing.preview(ctx, f"{FOLDER.name}/workshop/1"),
        METHOD_OWNERS,
        about_one=False,
    ),
    "previewing.answer": Act(
        lambda ctx, _, __: previewing.answer(ctx, WORKSHOP, "plan", "page", 0),
        METHOD_OWNERS,
        about_one=False,
    ),
    "previewing.trial": Act(
        lambda ctx, town, _: previewing.trial(ctx, WORKSHOP, town.profile().of("x"), {}),
        METHOD_OWNERS,
        about_one=False,
    ),
    "catalogue.editable_catalogue": Act(
        lambda ctx, _, __: catalogue.editable_catalogue(ctx), METHOD_OWNERS, about_one=False
    ),
    "catalogue.draft": Act(
        lambda ctx, _, __: catalogue.draft(ctx, "shop_network"), METHOD_OWNERS, about_one=False
    ),
    "catalogue.keep": Act(
        lambda ctx, _, __: catalogue.keep(
            ctx, "shop_network", "", catalogue.draft(ctx, "shop_network").entry, seen=1
        ),
        METHOD_OWNERS,
        about_one=False,
    ),
    "catalogue.problems": Act(
        lambda ctx, _, __: catalogue.problems(ctx, "shop_network", "", ENTRY),
        METHOD_OWNERS,
        about_one=False,
    ),
    "catalogue.put_back": Act(
        lambda ctx, _, __: catalogue.put_back(ctx, "shop_network", seen=1),
        METHOD_OWNERS,
        about_one=False,
    ),
    "catalogue.history": Act(
        lambda ctx, _, __: catalogue.history(ctx, "shop_network"), METHOD_OWNERS, about_one=False
    ),
    "vendors.table": Act(lambda ctx, _, __: vendors.table(ctx), CENTRES, about_one=False),
    "vendors.workbook": Act(
        lambda ctx, _, __: vendors.workbook(ctx, "zh", empty=False), CENTRES, about_one=False
    ),
    "vendors.checked": Act(
        lambda ctx, _, __: vendors.checked(ctx, "vendors.xlsx", VENDORS), CENTRES, about_one=False
    ),
    "vendors.replace": Act(
        lambda ctx, _, __: vendors.replace(ctx, "vendors.xlsx", VENDORS, seen=0),
        CENTRES,
        about_one=False,
    ),
    "vendors.history": Act(lambda ctx, _, __: vendors.history(ctx), CENTRES, about_one=False),
    "logos.current": Act(lambda ctx, _, __: logos.current(ctx), CENTRES, about_one=False),
    "logos.put": Act(
        lambda ctx, _, __: logos.put(ctx, "l.png", LOGO, seen=0), CENTRES, about_one=False
    ),
    "logos.take_back": Act(
        lambda ctx, _, __: logo_kept_and_taken_back(ctx), CENTRES, about_one=False
    ),
    "assumptions.current": Act(
        lambda ctx, _, __: assumptions.current(ctx), CENTRES, about_one=False
    ),
    "assumptions.history": Act(
        lambda ctx, _, __: assumptions.history(ctx), CENTRES, about_one=False
    ),
    "assumptions.keep": Act(
        lambda ctx, _, __: assumptions.keep(ctx, LABOUR, seen=0), CENTRES, about_one=False
    ),
    "assumptions.take_back": Act(
        lambda ctx, _, __: set_and_taken_back(ctx), CENTRES, about_one=False
    ),
    "templates.current": Act(
        lambda ctx, _, __: templates.current(ctx, "zh"), CENTRES, about_one=False
    ),
    "templates.history": Act(
        lambda ctx, _, __: templates.history(ctx, "zh"), CENTRES, about_one=False
    ),
    "templates.example": Act(
        lambda ctx, _, __: templates.example(ctx, "zh"), CENTRES, about_one=False
    ),
    "templates.trial": Act(
        lambda ctx, _, __: templates.trial(ctx, "zh", "t.docx", TEMPLATE), CENTRES, about_one=False
    ),
    "templates.put": Act(
        lambda ctx, _, __: templates.put(ctx, "zh", "t.docx", TEMPLATE, seen=0),
        CENTRES,
        about_one=False,
    ),
    "templates.use_official": Act(
        lambda ctx, _, __: templates.use_official(ctx, seen=templates.current(ctx, "zh").seen),
        CENTRES,
        about_one=False,
    ),
    "templates.take_back": Act(
        lambda ctx, _, __: kept_and_taken_back(ctx), CENTRES, about_one=False
    ),
    "filling.sheet": Act(lambda ctx, _, which: filling.sheet(ctx, which), FILLING),
    "filling.record_answer": Act(
        lambda ctx, _, which: filling.record_answer(ctx, which, "plan", "budgeted", seen=1),
        FILLING,
        Stage.DRAFT,
    ),
    "filling.update_profile": Act(
        lambda ctx, town, which: filling.update_profile(
            ctx, which, town.profile(employees=7), seen=_firm_of(town, which)
        ),
        FILLING,
        Stage.DRAFT,
    ),
    "filling.submit": Act(
        lambda ctx, town, which: filling.submit(ctx, which, town.centre()), OWNERS, Stage.DRAFT
    ),
    "dossier.dossier_of": Act(lambda ctx, _, which: dossier_of(ctx, "report.read", which), READERS),
    "results.result": Act(lambda ctx, _, which: results.result(ctx, which), READERS),
    "verifying.assigned": Act(
        lambda ctx, _, __: verifying.assigned(ctx),
        STAFF,
        about_one=False,
    ),
    "portfolio.portfolio": Act(
        lambda ctx, _, __: portfolio.portfolio(ctx, EVERY_CASE, page=1, size=25),
        STAFF,
        about_one=False,
    ),
    "portfolio.whole_list": Act(
        lambda ctx, _, __: list(portfolio.whole_list(ctx, EVERY_CASE)), STAFF, about_one=False
    ),
    "portfolio.board": Act(
        lambda ctx, _, __: portfolio.board(ctx, EVERY_CASE), STAFF, about_one=False
    ),
    "portfolio.place": Act(lambda ctx, _, which: portfolio.place(ctx, EVERY_CASE, which), HANDS),
    "portfolio.holders": Act(lambda ctx, _, __: portfolio.holders(ctx), STAFF, about_one=False),
    "portfolio_tables.list_file": Act(
        lambda ctx, _, __: portfolio_tables.list_file(ctx, EVERY_CASE, Voice("zh"), "csv"),
        STAFF,
        about_one=False,
    ),
    "portfolio_tables.voice_of": Act(
        lambda ctx, _, __: portfolio_tables.voice_of(ctx, Voice("zh"), ()), STAFF, about_one=False
    ),
    "saved_views.saved_views": Act(
        lambda ctx, _, __: saved_views.saved_views(ctx), STAFF, about_one=False
    ),
    "saved_views.save_view": Act(
        lambda ctx, _, __: saved_views.save_view(ctx, "逾期", EVERY_CASE, seen=0),
        STAFF,
        about_one=False,
    ),
    "saved_views.drop_view": Act(lambda ctx, _, __: view_dropped(ctx), STAFF, about_one=False),
    "assigning.set_due": Act(
        lambda ctx, _, which: assigning.set_due(ctx, which, ctx.now().date(), seen=0), {"lead"}
    ),
    "assigning.set_due_of_all": Act(
        in_bulk(lambda ctx, lines: assigning.set_due_of_all(ctx, lines, ctx.now().date())),
        {"lead"},
    ),
    "assigning.assign_all": Act(
        in_bulk(lambda ctx, lines: assigning.assign_all(ctx, lines, "colleague")), {"lead"}
    ),
    "campaigns.quarters": Act(lambda ctx, _, __: campaigns.quarters(ctx), CENTRES, about_one=False),
    "campaigns.progress": Act(
        lambda ctx, _, __: campaigns.progress(ctx, QUARTER), CENTRES, about_one=False
    ),
    "campaigns.keep": Act(
        lambda ctx, _, __: campaigns.keep(ctx, QUARTER, [{"firms": 40}], seen=0),
        {"lead", "other_lead"},
        about_one=False,
    ),
    "verifying.case": Act(lambda ctx, _, which: verifying.case(ctx, which), HANDS),
    "verifying.cards": Act(
        lambda ctx, town, which: verifying.cards(ctx, [town.store.assessment(which)]),
        HANDS,
        about_one=False,
    ),
    "flags.flags_in": Act(
        lambda ctx, _, which: flags.flags_in(ctx, dossier_of(ctx, "case.read", which)), HANDS
    ),
    "briefing.briefing": Act(lambda ctx, _, which: briefing.briefing(ctx, which), HANDS),
    "briefing.checking_plan": Act(
        lambda ctx, _, which: briefing.checking_plan(ctx, dossier_of(ctx, "case.read", which)),
        HANDS,
    ),
    "briefing.checklist_file": Act(
        lambda ctx, _, which: briefing.checklist_file(ctx, which, Voice("zh"), "docx"), HANDS
    ),
    "flags.flag_counts": Act(
        lambda ctx, town, which: flags.flag_counts(ctx, [town.store.assessment(which)]),
        HANDS,
        about_one=False,
    ),
    "verifying.begin": Act(lambda ctx, _, which: verifying.begin(ctx, which), HANDS),
    "verifying.set_verified": Act(
        lambda ctx, _, which: verifying.set_verified(
            ctx, which, "plan", "nowhere", remark="", seen=0
        ),
        HANDS,
        Stage.UNDER_VERIFICATION,
    ),
    "visits.keep": Act(
        lambda ctx, _, which: visits.keep(ctx, which, {"people": "厂长"}, seen=0), HANDS
    ),
    "visits.give_code": Act(
        lambda ctx, _, which: visits.give_code(ctx, which, "91320206MA1X9ABC3K"),
        {*FILLING, *HANDS},
    ),
    "verifying.sign": Act(
        lambda ctx, _, which: visited_and_signed(ctx, which),
        HANDS,
        Stage.UNDER_VERIFICATION,
    ),
    "verdicts.set_not_shown": Act(
        lambda ctx, _, which: verdicts.set_not_shown(ctx, which, "plan", is_so=True),
        HANDS,
        Stage.UNDER_VERIFICATION,
    ),
    "points.note_point": Act(
        lambda ctx, _, which: points.note_point(ctx, which, "plan", "再看一次。", open=True),
        HANDS,
        Stage.UNDER_VERIFICATION,
    ),
    "points.settle_point": Act(
        of_a_file(lambda ctx, which: points.settle_point(ctx, which, 1, "看过了。")),
        HANDS,
        Stage.UNDER_VERIFICATION,
    ),
    "reviewing.history": Act(lambda ctx, _, which: reviewing.history(ctx, which), HANDS),
    "reviewing.reviews": Act(
        lambda ctx, town, which: reviewing.reviews(ctx, [town.store.assessment(which)]),
        HANDS,
        about_one=False,
    ),
    "reviewing.hand_over": Act(
        lambda ctx, _, which: visited_and_handed_over(ctx, which),
        HANDS,
        Stage.UNDER_VERIFICATION,
    ),
    "reviewing.give_back": Act(
        lambda ctx, _, which: reviewed(
            ctx, which, lambda one, case: reviewing.give_back(one, case, "再看。", {}, seen=0)
        ),
        {"lead"},
        Stage.UNDER_VERIFICATION,
    ),
    "reviewing.accept": Act(
        lambda ctx, _, which: reviewed(
            ctx, which, lambda one, case: reviewing.accept(one, case, seen=0, state="")
        ),
        {"lead"},
        Stage.UNDER_VERIFICATION,
    ),
    "reviewing.rule": Act(
        lambda ctx, _, __: reviewing.rule(ctx), {"lead", "other_lead"}, about_one=False
    ),
    "reviewing.set_rule": Act(
        lambda ctx, _, __: reviewing.set_rule(ctx, wanted=True, seen=reviewing.rule(ctx).revision),
        {"lead", "other_lead"},
        about_one=False,
    ),
    "signing.check_signature": Act(
        lambda ctx, _, which: signing.check_signature(ctx, which), READERS
    ),
    "correcting.correct": Act(lambda ctx, _, which: corrected(ctx, which), HANDS),
    "listing.listing": Act(lambda ctx, _, __: listing.listing(ctx), {"operator"}, about_one=False),
    "accounts.centres": Act(lambda ctx, _, __: accounts.centres(ctx), EVERYBODY, about_one=False),
    "accounts.add_centre": Act(
        lambda ctx, _, __: accounts.add_centre(ctx, "滨湖促进中心"), ADMINS, about_one=False
    ),
    "accounts.add_account": Act(
        lambda ctx, _, __: accounts.add_account(
            ctx, "mallory", PASSWORD, "某", Role.OFFICIAL, None
        ),
        ADMINS,
        about_one=False,
    ),
    "accounts.bind_assessment": Act(
        lambda ctx, _, which: accounts.bind_assessment(ctx, new_token(), which), FILLING
    ),
    "entering.ticket_for": Act(lambda ctx, _, which: entering.ticket_for(ctx, "x", which), FILLING),
    "entering.enter": Act(lambda ctx, _, __: entered(ctx), EVERYBODY, about_one=False),
    "entering.code_for": Act(
        lambda ctx, _, __: entering.code_for(ctx, "x"), EVERYBODY, about_one=False
    ),
    "accounts.actor_of": Act(
        lambda ctx, _, __: accounts.actor_of(ctx, "x"), EVERYBODY, about_one=False
    ),
    "accounts.sign_out": Act(
        lambda ctx, _, __: accounts.sign_out(ctx, "x"), EVERYBODY, about_one=False
    ),
    "filling.renew_code": Act(lambda ctx, _, which: filling.renew_code(ctx, which), OWNERS),
    "filling.opens": Act(
        lambda ctx, _, which: filling.opens(ctx, which, "0000-0000-0000-0000"), OWNERS
    ),
    "accounts.unbind": Act(
        lambda ctx, _, __: accounts.unbind(ctx, "x"), EVERYBODY, about_one=False
    ),
    "accounts.csrf_token": Act(
        lambda ctx, _, __: accounts.csrf_token(ctx, "x"), EVERYBODY, about_one=False
    ),
    "reporting.build_report": Act(
        lambda ctx, _, which: reporting.build_report(ctx, which, "zh"), READERS
    ),
    "handing_out.hand_out": Act(
        lambda ctx, _, which: handing_out.hand_out(ctx, which, "zh", "html"), READERS
    ),
    "paragraphs.paragraphs": Act(
        lambda ctx, _, which: paragraphs.paragraphs(ctx, which, "zh"), HANDS
    ),
    "paragraphs.edit_paragraph": Act(
        lambda ctx, _, which: edit(ctx, which), HANDS, Stage.UNDER_VERIFICATION
    ),
    "paragraphs.take_back": Act(
        lambda ctx, _, which: paragraphs.take_back(ctx, which, "zh", "method/1", seen=0),
        HANDS,
        Stage.UNDER_VERIFICATION,
    ),
    "reporting_all.chosen": Act(
        lambda ctx, _, __: reporting_all.chosen(ctx), {"operator"}, about_one=False
    ),
    "plans.planned": Act(lambda ctx, _, which: plans.planned(ctx, which), READERS),
    "plans.set_limits": Act(
        lambda ctx, _, which: plans.set_limits(ctx, which, Limits(months=12), seen=0), READERS
    ),
    "plans.move": Act(
        planned(lambda ctx, which: plans.move(ctx, which, "shop_network", 1, seen=0)), READERS
    ),
    "plans.drop": Act(
        planned(lambda ctx, which: plans.drop(ctx, which, "shop_network", seen=0)), READERS
    ),
    "plans.add": Act(
        planned(lambda ctx, which: plans.add(ctx, which, "shop_network", 1, seen=0)), READERS
    ),
    "plans.tick": Act(
        planned(lambda ctx, which: plans.tick(ctx, which, "shop_network", "done", seen=0)), READERS
    ),
    "plans.undo": Act(
        planned(lambda ctx, which: plans.undo(ctx, which, seen=0)),
        READERS,
    ),
    "plans.follow": Act(
        planned(lambda ctx, which: plans.follow(ctx, which, "shop_network", "done", seen=0)),
        READERS,
    ),
    "declaring.declare": Act(
        lambda ctx, _, which: declaring.declare(ctx, which, {"clean_public_credit": True}, seen=0),
        {*FILLING, *HANDS},
    ),
    "business.keep": Act(
        lambda ctx, _, which: business.keep(ctx, which, {"products": "法兰"}, seen=0),
        {*FILLING, *HANDS},
    ),
    "concerns.keep": Act(
        lambda ctx, _, which: concerns.keep(ctx, which, ["delivery"], "", seen=0),
        {*FILLING, *HANDS},
    ),
    "concerns.answer": Act(
        lambda ctx, _, which: answered(ctx, which), HANDS, Stage.UNDER_VERIFICATION
    ),
    "evidence.listed": Act(lambda ctx, _, which: evidence.listed(ctx, which), KEEPERS),
    "evidence.add": Act(lambda ctx, _, which: evidence.add(ctx, which, PROOF), KEEPERS),
    "evidence.content": Act(of_a_file(lambda ctx, which: evidence.content(ctx, which, 1)), KEEPERS),
    "evidence.withdraw": Act(
        of_a_file(lambda ctx, which: evidence.withdraw(ctx, which, 1, seen=1)), KEEPERS
    ),
    "evidence.judge": Act(
        of_a_file(lambda ctx, which: evidence.judge(ctx, which, 1, {}, seen=1)),
        HANDS,
        Stage.UNDER_VERIFICATION,
    ),
    "continuing.continue_with": Act(
        lambda ctx, _, which: continuing.continue_with(ctx, which, "workshop"), FILLING
    ),
    "last_round.last_round": Act(lambda ctx, _, which: last_round.last_round(ctx, which), FILLING),
    "rescoring.rescore": Act(
        lambda ctx, _, __: rescoring.rescore(ctx, "equal"), {"operator"}, about_one=False
    ),
    "city.overview": Act(
        lambda ctx, _, __: city.overview(ctx, CITY), {"official", "operator"}, about_one=False
    ),
    "hiding.hidden_figures": Act(
        lambda ctx, _, __: hiding.hidden_figures(ctx), {"operator"}, about_one=False
    ),
    "counted.make_release": Act(
        lambda ctx, _, __: counted.make_release(ctx), {"operator"}, about_one=False
    ),
    "simulating.make_simulation": Act(
        lambda ctx, _, __: simulating.make_simulation(ctx), {"operator"}, about_one=False
    ),
    "simulating.simulation": Act(
        lambda ctx, _, __: simulating.simulation(ctx), {"official", "operator"}, about_one=False
    ),
    "simulating.workbook": Act(
        lambda ctx, _, __: simulated(ctx), {"official", "operator"}, about_one=False
    ),
    "city_coverage.overview": Act(
        lambda ctx, _, __: city_coverage.overview(ctx), {"official", "operator"}, about_one=False
    ),
    "city_coverage.district": Act(
        lambda ctx, _, __: city_coverage.district(ctx), {"district"}, about_one=False
    ),
    "city.workbook": Act(
        lambda ctx, _, __: exported(ctx),
        {"official", "operator"},
        about_one=False,
    ),
    "bulletins.bulletin": Act(
        lambda ctx, _, __: bulletins.bulletin(ctx, BULLETIN),
        {"official", "operator"},
        about_one=False,
    ),
    "bulletins.bulletin_file": Act(
        lambda ctx, _, __: without_figures(bulletins.bulletin_file, ctx, BULLETIN, "pdf"),
        {"official", "operator"},
        about_one=False,
    ),
    "bulletins.edit_bulletin": Act(
        lambda ctx, _, __: without_figures(
            bulletins.edit_bulletin, ctx, BULLETIN, "advice/few", "改", generated="", seen=0
        ),
        {"official"},
        about_one=False,
    ),
    "bulletins.take_back_bulletin": Act(
        lambda ctx, _, __: without_figures(
            bulletins.take_back_bulletin, ctx, BULLETIN, "advice/few", seen=0
        ),
        {"official"},
        about_one=False,
    ),
    "public_releases.public_releases": Act(
        lambda ctx, _, __: public_releases.public_releases(ctx),
        {*EVERYBODY, "platform"},
        about_one=False,
    ),
    "public_releases.public_release": Act(
        lambda ctx, _, __: nothing_published(
            ctx, lambda one: public_releases.public_release(one, "x")
        ),
        {*EVERYBODY, "platform"},
        about_one=False,
    ),
    "public_releases.public_figures": Act(
        lambda ctx, _, __: nothing_published(
            ctx, lambda one: public_releases.public_figures(one, "x", "state")
        ),
        {*EVERYBODY, "platform"},
        about_one=False,
    ),
    "public_files.public_file": Act(
        lambda ctx, _, __: nothing_published(
            ctx, lambda one: public_files.public_file(one, "x", Voice("zh"), "xlsx")
        ),
        {*EVERYBODY, "platform"},
        about_one=False,
    ),
    "public_bulletins.public_bulletin": Act(
        lambda ctx, _, __: nothing_published(
            ctx, lambda one: public_bulletins.public_bulletin(one, "x", Voice("zh"), "pdf")
        ),
        {*EVERYBODY, "platform"},
        about_one=False,
    ),
    "public_bulletins.proposed_bulletin": Act(
        lambda ctx, _, __: nothing_published(
            ctx, lambda one: public_bulletins.proposed_bulletin(one, "x", Voice("zh"), "pdf")
        ),
        {"official"},
        about_one=False,
    ),
    "public_bulletins.proposed_words": Act(
        lambda ctx, _, __: nothing_published(
            ctx, lambda one: public_bulletins.proposed_words(one, "x")
        ),
        {"official"},
        about_one=False,
    ),
    "publishing.desk": Act(lambda ctx, _, __: publishing.desk(ctx), {"official"}, about_one=False),
    "publishing.frozen_figures": Act(
        lambda ctx, _, __: nothing_published(ctx, lambda one: publishing.frozen_figures(one, "x")),
        {"official"},
        about_one=False,
    ),
    "publishing.propose": Act(
        lambda ctx, _, __: nothing_published(
            ctx, lambda one: publishing.propose(one, "workshop", WORKSHOP.edition, 2026)
        ),
        {"official"},
        about_one=False,
    ),
    "publishing.publish": Act(
        lambda ctx, _, __: nothing_published(ctx, lambda one: publishing.publish(one, "x")),
        {"official"},
        about_one=False,
    ),
    "publishing.drop": Act(
        lambda ctx, _, __: nothing_published(ctx, lambda one: publishing.drop(one, "x")),
        {"official"},
        about_one=False,
    ),
    "publishing.withdraw": Act(
        lambda ctx, _, __: nothing_published(ctx, lambda one: publishing.withdraw(one, "x", "错")),
        {"official"},
        about_one=False,
    ),
    "interface_keys.city_keys": Act(
        lambda ctx, _, __: interface_keys.city_keys(ctx), ADMINS, about_one=False
    ),
    "interface_keys.issue_city_key": Act(
        lambda ctx, _, __: interface_keys.issue_city_key(ctx, "某系统"), ADMINS, about_one=False
    ),
    "interface_keys.revoke_city_key": Act(
        lambda ctx, _, __: issued_and_revoked(
            ctx,
            interface_keys.issue_city_key,
            interface_keys.city_keys,
            interface_keys.revoke_city_key,
        ),
        ADMINS,
        about_one=False,
    ),
    "interface_keys.own_keys": Act(
        lambda ctx, _, __: interface_keys.own_keys(ctx), {"owner", "other_owner"}, about_one=False
    ),
    "interface_keys.issue_own_key": Act(
        lambda ctx, _, __: interface_keys.issue_own_key(ctx, "某系统"),
        {"owner", "other_owner"},
        about_one=False,
    ),
    "interface_keys.revoke_own_key": Act(
        lambda ctx, _, __: issued_and_revoked(
            ctx,
            interface_keys.issue_own_key,
            interface_keys.own_keys,
            interface_keys.revoke_own_key,
        ),
        {"owner", "other_owner"},
        about_one=False,
    ),
    "interface_uses.city_uses": Act(
        lambda ctx, _, __: interface_uses.city_uses(ctx), ADMINS, about_one=False
    ),
    "interface_uses.own_uses": Act(
        lambda ctx, _, __: interface_uses.own_uses(ctx), {"owner", "other_owner"}, about_one=False
    ),
    "interface.releases.release_list": Act(
        lambda ctx, _, __: interface_releases.release_list(ctx, 0, 10),
        {"platform"},
        about_one=False,
    ),
    "interface.releases.release_alone": Act(
        lambda ctx, _, __: nothing_published(
            ctx, lambda one: interface_releases.release_alone(one, "x")
        ),
        {"platform"},
        about_one=False,
    ),
    "interface.releases.release_table": Act(
        lambda ctx, _, __: nothing_published(
            ctx, lambda one: interface_releases.release_table(one, "x", "state", 2026, "city")
        ),
        {"platform"},
        about_one=False,
    ),
    "interface.questionnaires.edition_list": Act(
        lambda ctx, _, __: interface_questionnaires.edition_list(ctx), {"platform"}, about_one=False
    ),
    "interface.questionnaires.edition_alone": Act(
        lambda ctx, _, __: interface_questionnaires.edition_alone(
            ctx, "workshop", WORKSHOP.edition
        ),
        {"platform"},
        about_one=False,
    ),
    "interface.questionnaires.rubric_alone": Act(
        lambda ctx, _, __: interface_questionnaires.rubric_alone(ctx, "workshop", WORKSHOP.edition),
        {"platform"},
        about_one=False,
    ),
    "interface.questionnaires.regulation_list": Act(
        lambda ctx, _, __: interface_questionnaires.regulation_list(ctx),
        {"platform"},
        about_one=False,
    ),
    "interface.questionnaires.regulation_alone": Act(
        lambda ctx, _, __: interface_questionnaires.regulation_alone(ctx, "wuxi-2023"),
        {"platform"},
        about_one=False,
    ),
    "interface.own.own_results": Act(
        lambda ctx, _, __: interface_own.own_results(ctx), {"feed", "other_feed"}, about_one=False
    ),
    "city.district": Act(
        lambda ctx, _, __: city.district(ctx, CITY), {"district"}, about_one=False
    ),
    "confirming.firms": Act(
        lambda ctx, _, __: confirming.firms(ctx), {*STAFF, *ADMINS}, about_one=False
    ),
    "confirming.signs": Act(
        lambda ctx, town, which: confirming.signs(ctx, [claimed_firm(town, which)]),
        DECIDERS,
        about_one=False,
    ),
    "confirming.confirm": Act(
        lambda ctx, _, which: decided(lambda: confirming.confirm(ctx, which, "查过", seen=0)),
        DECIDERS,
    ),
    "confirming.refuse": Act(
        lambda ctx, _, which: decided(lambda: confirming.refuse(ctx, which, "查无", seen=0)),
        DECIDERS,
    ),
    "confirming.withdraw": Act(
        lambda ctx, _, which: decided(lambda: confirming.withdraw(ctx, which, "误", seen=0)),
        DECIDERS,
    ),
    "confirming.own_confirmations": Act(
        lambda ctx, _, __: confirming.own_confirmations(ctx),
        {"owner", "member", "other_owner"},
        about_one=False,
    ),
    "watching.bursts": Act(lambda ctx, _, __: watching.bursts(ctx), ADMINS, about_one=False),
    "people.people": Act(lambda ctx, _, __: people.people(ctx), HEADS, about_one=False),
    "people.deactivate": Act(
        lambda ctx, _, __: people.deactivate(ctx, "colleague"),
        {"lead", *ADMINS},
        about_one=False,
    ),
    "people.activate": Act(
        lambda ctx, _, __: people.activate(ctx, "colleague"), ADMINS, about_one=False
    ),
    "people.transfer": Act(
        lambda ctx, town, _: people.transfer(ctx, "colleague", town.centre("滨湖促进中心")),
        ADMINS,
        about_one=False,
    ),
    "people.leave": Act(lambda ctx, _, __: left(ctx), SIGNED_IN, about_one=False),
    "links.invite": Act(
        lambda ctx, town, _: links.invite(ctx, "某", Role.CONSULTANT, centre=town.centre()),
        {"lead", *ADMINS},
        about_one=False,
    ),
    "links.reset": Act(lambda ctx, _, __: links.reset(ctx, "colleague"), ADMINS, about_one=False),
    "links.invitations": Act(lambda ctx, _, __: links.invitations(ctx), HEADS, about_one=False),
    "links.take_back": Act(
        lambda ctx, _, __: links.take_back(ctx, INVITATION.digest),
        {"lead", *ADMINS},
        about_one=False,
    ),
    "links.owner_link": Act(
        lambda ctx, _, which: owner_linked(ctx, which), {"holder", "lead", *ADMINS}
    ),
    "agreeing.agreement": Act(
        lambda ctx, _, __: agreeing.agreement(ctx), {"lead", "other_lead"}, about_one=False
    ),
    "seconding.ask": Act(
        lambda ctx, _, which: decided(lambda: seconding.ask(ctx, which, "colleague")), {"lead"}
    ),
    "seconding.withdraw": Act(lambda ctx, _, which: seconding.withdraw(ctx, which), {"lead"}),
    "seconding.asked_of": Act(
        lambda ctx, _, __: seconding.asked_of(ctx), STAFF - {"lead", "other_lead"}, about_one=False
    ),
    "seconding.second_case": Act(
        lambda ctx, _, which: seconding.second_case(ctx, which), {"second"}
    ),
    "seconding.record": Act(
        lambda ctx, _, which: seconding.record(ctx, which, "plan", "page", remark="", seen=0),
        {"second"},
    ),
    "seconding.finish": Act(
        lambda ctx, _, which: decided(lambda: seconding.finish(ctx, which, seen=1)), {"second"}
    ),
    "seconding.content": Act(
        of_a_file(lambda ctx, which: seconding.content(ctx, which, 1)), {"second"}
    ),
    "appointments.appointments": Act(
        lambda ctx, _, __: appointments.appointments(ctx), STAFF, about_one=False
    ),
    "appointments.request": Act(
        lambda ctx, _, which: appointments.request(ctx, which, "看车间", [DAY], "门卫", seen=0),
        FILLING,
    ),
    "appointments.answer": Act(
        lambda ctx, _, which: decided(lambda: appointments.answer(ctx, which, DAY, "", "", seen=0)),
        HANDS,
    ),
    "appointments.decline": Act(
        lambda ctx, _, which: decided(lambda: appointments.decline(ctx, which, "忙", seen=0)),
        HANDS,
    ),
    "appointments.accept": Act(
        lambda ctx, _, which: decided(lambda: appointments.accept(ctx, which, seen=0)), FILLING
    ),
    "appointments.withdraw": Act(
        lambda ctx, _, which: decided(lambda: appointments.withdraw(ctx, which, seen=0)), FILLING
    ),
    "delivering.deliver": Act(
        lambda ctx, _, which: unsigned(lambda: delivering.deliver(ctx, which, {}, seen=0)), HANDS
    ),
    "news.news": Act(lambda ctx, _, __: news.news(ctx), SIGNED_IN, about_one=False),
    "news.see": Act(lambda ctx, _, __: news.see(ctx, 1), SIGNED_IN, about_one=False),
    "mailing.mailbox": Act(lambda ctx, _, __: mailing.mailbox(ctx), SIGNED_IN, about_one=False),
    "mailing.keep_mailbox": Act(
        lambda ctx, _, __: mailing.keep_mailbox(ctx, "a@example.cn"), SIGNED_IN, about_one=False
    ),
    "mailing.send_due": Act(
        lambda ctx, _, __: mailing.send_due(ctx, lambda *_: None), {"operator"}, about_one=False
    ),
    "assigning.consultants": Act(
        lambda ctx, _, __: assigning.consultants(ctx), HEADS, about_one=False
    ),
    "assigning.assign": Act(
        lambda ctx, town, which: assigning.assign(
            ctx, which, "colleague", seen=version(town, which)
        ),
        {"lead"},
    ),
    "assigning.transfer_case": Act(
        lambda ctx, town, which: assigning.transfer_case(
            ctx, which, town.store.account("rival").centre, seen=version(town, which)
        ),
        {"lead"},
    ),
    "holding.own_assessments": Act(
        lambda ctx, _, __: holding.own_assessments(ctx),
        {"owner", "member", "other_owner"},
        about_one=False,
    ),
    "holding.join": Act(lambda ctx, _, __: joined(ctx), {"owner", "other_owner"}, about_one=False),
    "holding.choose": Act(
        lambda ctx, _, which: holding.choose(ctx, "x", which), {"owner", "member"}
    ),
    "holding.revoke_code": Act(lambda ctx, _, which: holding.revoke_code(ctx, which), {"owner"}),
    "own_account.change_password": Act(
        lambda ctx, _, __: own_account.change_password(ctx, "x", PASSWORD, NEW_PASSWORD),
        SIGNED_IN,
        about_one=False,
    ),
    "own_account.sessions": Act(
        lambda ctx, _, __: own_account.sessions(ctx, "x"), SIGNED_IN, about_one=False
    ),
    "own_account.end_session": Act(
        lambda ctx, _, __: own_account.end_session(ctx, digest_of(ctx.actor.id), PASSWORD),
        SIGNED_IN,
        about_one=False,
    ),
    "own_account.sign_out_everywhere": Act(
        lambda ctx, _, __: own_account.sign_out_everywhere(ctx, PASSWORD),
        SIGNED_IN,
        about_one=False,
    ),
    "own_account.resets": Act(
        lambda ctx, _, __: own_account.resets(ctx), SIGNED_IN, about_one=False
    ),
    "own_account.notice": Act(
        lambda ctx, _, __: own_account.notice(ctx, "x"), SIGNED_IN, about_one=False
    ),
    "identities.begin_binding": Act(
        lambda ctx, _, __: identities.begin_binding(with_provider(ctx), "x", PASSWORD, ""),
        SIGNED_IN,
        about_one=False,
    ),
    "identities.unbind_own": Act(
        lambda ctx, _, __: identities.unbind_own(ctx, PASSWORD, ""), SIGNED_IN, about_one=False
    ),
    "identities.is_bound": Act(
        lambda ctx, _, __: identities.is_bound(ctx), SIGNED_IN, about_one=False
    ),
    "identities.by_provider": Act(
        lambda ctx, _, __: identities.by_provider(ctx, "x"), EVERYBODY, about_one=False
    ),
    "identities.bind": Act(
        lambda ctx, _, __: identities.bind(with_provider(ctx), "colleague", "4711"),
        {"operator"},
        about_one=False,
    ),
    "identities.unbind": Act(
        lambda ctx, _, __: identities.unbind(ctx, "colleague"), {"operator"}, about_one=False
    ),
    "own_account.has_second_step": Act(
        lambda ctx, _, __: own_account.has_second_step(ctx), SIGNED_IN, about_one=False
    ),
    "own_account.offer_second_step": Act(
        lambda ctx, _, __: own_account.offer_second_step(ctx), SIGNED_IN, about_one=False
    ),
    "own_account.switch_on": Act(lambda ctx, _, __: stepped_on(ctx), SIGNED_IN, about_one=False),
    "own_account.switch_off": Act(
        lambda ctx, _, __: own_account.switch_off(ctx, PASSWORD, ""), SIGNED_IN, about_one=False
    ),
    "auditing.trail": Act(
        lambda ctx, _, __: auditing.trail(ctx, AuditFilter()), ADMINS, about_one=False
    ),
    "auditing.audit_rows": Act(
        lambda ctx, _, __: auditing.audit_rows(ctx, AuditFilter()), ADMINS, about_one=False
    ),
    "auditing.audit_head": Act(
        lambda ctx, _, __: auditing.audit_head(ctx), ADMINS, about_one=False
    ),
    "auditing.audit_faults": Act(
        lambda ctx, _, __: auditing.audit_faults(ctx), ADMINS, about_one=False
    ),
    "auditing.trail_of_centre": Act(
        lambda ctx, _, __: auditing.trail_of_centre(ctx, AuditFilter()),
        {"lead", "other_lead"},
        about_one=False,
    ),
    "auditing.trail_of_assessment": Act(
        lambda ctx, _, which: auditing.trail_of_assessment(ctx, which), FILLING
    ),
    "key_ring.seal_all": Act(lambda ctx, _, __: sealed(ctx), ADMINS, about_one=False),
    "key_ring.unsealed_count": Act(
        lambda ctx, _, __: key_ring.unsealed_count(ctx), ADMINS, about_one=False
    ),
    "inspecting.personal_seen": Act(
        lambda ctx, _, __: list(inspecting.personal_seen(ctx)), {"operator"}, about_one=False
    ),
    "personal.notice.consent": Act(lambda ctx, _, which: notice.consent(ctx, which), FILLING),
    "personal.notice.agree": Act(
        lambda ctx, _, which: notice.agree(ctx, which, VERSION), FILLING, Stage.DRAFT
    ),
    "personal.notice.own_consent": Act(
        lambda ctx, _, __: notice.own_consent(ctx), SIGNED_IN, about_one=False
    ),
    "personal.notice.owes_consent": Act(
        lambda ctx, _, __: notice.owes_consent(ctx), SIGNED_IN, about_one=False
    ),
    "personal.notice.agree_for_account": Act(
        lambda ctx, _, __: notice.agree_for_account(ctx, VERSION), SIGNED_IN, about_one=False
    ),
    "personal.exporting.export_firm": Act(
        lambda ctx, _, which: exporting.export_firm(ctx, which, Voice("zh")),
        {*OWNERS, "operator"},
    ),
    "personal.exporting.export_own_account": Act(
        lambda ctx, _, __: exporting.export_own_account(ctx, Voice("zh")),
        SIGNED_IN,
        about_one=False,
    ),
    "personal.exporting.export_account": Act(
        lambda ctx, _, __: exporting.export_account(ctx, "wangfang", Voice("zh")),
        ADMINS,
        about_one=False,
    ),
    "personal.erasing.losses": Act(
        lambda ctx, _, which: erasing.losses(ctx, which), {*OWNERS, "operator"}
    ),
    "personal.erasing.erase_firm": Act(
        lambda ctx, _, which: firm_erased(ctx, which), {*OWNERS, "operator"}
    ),
    "personal.erasing.erase_draft": Act(
        lambda ctx, _, which: draft_erased(ctx, which), {*OWNERS, "operator"}, Stage.DRAFT
    ),
    "personal.erasing.erase_own_account": Act(
        lambda ctx, _, __: own_account_erased(ctx), SIGNED_IN, about_one=False
    ),
    "personal.erasing.erase_account": Act(
        lambda ctx, _, __: erasing.erase_account(ctx, "wangfang"), ADMINS, about_one=False
    ),
    "personal.expiring.overdue": Act(
        lambda ctx, _, __: expiring.overdue(ctx), {"operator"}, about_one=False
    ),
    "personal.expiring.expire": Act(
        lambda ctx, _, __: expiring.expire(ctx), {"operator"}, about_one=False
    ),
    "demo.filling.is_filled": Act(
        lambda ctx, _, __: demo.is_filled(ctx), {"operator"}, about_one=False
    ),
    "demo.filling.fill": Act(
        lambda ctx, _, __: demo.fill(ctx, 1, 1), {"operator"}, about_one=False
    ),
    "demo.people.draft": Act(lambda ctx, _, __: demo.draft(ctx), {"operator"}, about_one=False),
    "demo.people.logins": Act(lambda ctx, _, __: demo.logins(ctx), {"operator"}, about_one=False),
}

# Services that hand out nothing about an assessment without a secret of their own.
GUARDED_BY_A_SECRET = {
    "filling.resume",
    "accounts.sign_in",
    "accounts.remember_browser",
    "accounts.require_csrf",
    "handing_out.check",
    "checking.check_file",
    "links.linked",
    "links.needs_code",
    "links.use",
    "identities.come_back",  # an ID token
    "interface_keys.actor_of_key",
}
# What services are made of: called after the check, never by a page.
INNER = {
    "looked.note_shown",
    "groups.ties",  # for whoever works a release out; nobody is shown it
    "importing.checking.checked",
    "accounts.begin_session",
    "accounts.code_step",
    "personal.erasing.erased",
    "personal.erasing.forget_files",
    "personal.notice.keep_consent",
    "personal.traces.account_of",
    "personal.traces.firm_of",
    "personal.traces.handed_in",
    "personal.traces.record_of",
    "personal.traces.scope_of",
    "accounts.require_person",
    "answer_books.exporting.book_of",
    "answer_books.sides.dossier_to_fill",
    "answering.append",
    "answering.append_all",
    "verdicts.keep_not_shown",
    "attempts.attempt",
    "attempts.count",
    "attempts.subject",
    "noting.note",
    "noting.note_case",
    "noting.note_centre",
    "noting.note_person",
    "catalogue.catalogue_of",
    "context.at_once",
    "counted.as_of",
    "simulating_year.simulated_years",
    "counted.judged_apart",
    "counted.releases",
    "city_subjects.detailed",
    "city_subjects.measured",
    "city_subjects.earlier",
    "estimating.estimates",
    "public_releases.all_releases",
    "public_releases.figures_of",
    "public_releases.release_named",
    "bulletins.bulletin_of_release",
    "bulletins.edited_so_far",
    "bulletins.words_of_release",
    "public_apart.require_apart",
    "public_bulletins.bulletin_files",
    "public_files.file_of_release",
    "public_files.public_address",
    "interface_uses.count_use",
    "releasing.counted_lines",
    "releasing.kept",
    "demo.beside.wish",
    "demo.targets.set_targets",
    "demo.choices.choose",
    "demo.firms.claim",
    "demo.sample.sample",
    "demo.signing.seal",
    "edits.keep",
    "rewording.with_written",
    "filling.added",
    "filling.limits_of_starts",
    "handing_out.handed_out",
    "handing_out.recorded",
    "issuing.issue",
    "issuing.issued_files",
    "links.address_of_link",
    "making_accounts.account_named",
    "making_accounts.make_account",
    "peers.peers",
    "usual.usual_of",
    "own_account.confirmed",
    "own_account.own",
    "own_account.require_own_password",
    "people.person_of",
    "plans.last_drop",
    "appointments.owes_consent",
    "news.newest",
    "news.seen_up_to",
    "seconding.findings",
    "reviewing.hindrance",
    "reviewing.may_review",
    "reviewing.needs_review",
    "reviewing.require_reviewed",
    "respondents.respondents",
    "portfolio.today_of",
    "reporting.generated",
    "reporting.report_of",
    "reporting.with_code",
    "reporting_all.write_all",
    "reporting_all.write_one",
    "sides.sheet_of_side",
    "stating.address_of",
    "stating.code_of",
    "subjects.finding",
    "subjects.subject_of",
    "arriving.arrived",
}


def account(town: Town, username: str, role: Role, **belongs: str | None) -> Actor:
    """Somebody with an account, who is signed in with a token of that name."""
    made = Account(
        username=username,
        name="某",
        role=role,
        password_hash=HASH,
        created_at=town.now,
        **belongs,
    )
    town.store.add_account(made)
    expires = town.now + timedelta(hours=1)
    town.store.put_session(digest_of(username), {"username": username}, expires, town.now)
    return accounts.actor_of(town.visitor, username)


def actors(town: Town, assessment: Assessment, another: Assessment) -> Mapping[str, Actor]:
    """Everybody, as seen from ``assessment``, which was submitted to 惠山促进中心."""
    centre, other = town.centre(), town.centre("滨湖促进中心")
    ours, theirs = assessment.enterprise, another.enterprise
    for each in (ours, theirs):
        town.store.hold(each, each, "owner", town.now)
    return {
        "visitor": Actor(Role.VISITOR),
        "holder": holder_of(assessment.id),
        "stranger": holder_of(another.id),
        "owner": account(town, "owner", Role.OWNER, enterprise=ours),
        "member": account(town, "member", Role.MEMBER, enterprise=ours),
        "other_owner": account(town, "other_owner", Role.OWNER, enterprise=theirs),
        "consultant": account(town, "wangfang", Role.CONSULTANT, centre=centre),
        "colleague": account(town, "colleague", Role.CONSULTANT, centre=centre),
        "second": account(town, "second", Role.CONSULTANT, centre=centre),
        "rival": account(town, "rival", Role.CONSULTANT, centre=other),
        "freelance": account(town, "freelance", Role.CONSULTANT, centre=None),
        "lead": account(town, "lead", Role.LEAD, centre=centre),
        "other_lead": account(town, "other_lead", Role.LEAD, centre=other),
        "official": account(town, "official", Role.OFFICIAL),
        "district": account(town, "district", Role.DISTRICT, district="320206"),
        "method_owner": account(town, "method_owner", Role.METHOD_OWNER),
        "administrator": account(town, "administrator", Role.ADMINISTRATOR),
        "operator": Actor(Role.OPERATOR, "operator"),
        "platform": Actor(Role.PLATFORM, "key:platform"),
        "feed": Actor(Role.FEED, "key:feed", enterprise=ours, records=frozenset({ours})),
        "other_feed": Actor(Role.FEED, "key:other", enterprise=theirs, records=frozenset({theirs})),
    }


@dataclass(frozen=True)
class Scene:
    """An assessment in a stage, one of somebody else, and everybody."""

    town: Town
    assessment: Assessment
    actors: Mapping[str, Actor]

    def dump(self) -> str:
        """All that the store holds."""
        raw = self.town.store.engine.raw_connection()
        text = "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]
        raw.close()
        return text

    def writes(self) -> int:
        """How many rows were ever written, whether that was taken back or not."""
        raw = self.town.store.engine.raw_connection()
        written: int = raw.driver_connection.total_changes  # type: ignore[union-attr]
        raw.close()
        return written


@contextmanager
def new_scene(stage: Stage) -> Iterator[Scene]:
    """A scene of its own."""
    with new_town() as town:
        another = town.filled(name="别家")
        assessment = town.filled()
        town.store.append_document(EDIT)
        actors_ = actors(town, assessment, another)
        imported(town.ctx(actors_["consultant"]), town)
        invited = {"centre": town.centre(), "made_at": town.now, "expires": LATER}
        town.store.add_link(INVITATION.model_copy(update=invited))
        if stage is not Stage.DRAFT:
            assessment = filling.submit(town.holder(assessment), assessment.id, town.centre())
            assessment = assigning.assign(
                town.ctx(actors_["lead"]), assessment.id, "wangfang", seen=assessment.version
            )
            seconding.ask(town.ctx(actors_["lead"]), assessment.id, "second")
            reviewing.set_rule(town.ctx(actors_["lead"]), wanted=False, seen=0)
        if stage is Stage.UNDER_VERIFICATION:
            assessment = verifying.begin(town.ctx(actors_["consultant"]), assessment.id)
        yield Scene(town, assessment, actors_)


@pytest.fixture(scope="module")
def scenes() -> Iterator[Mapping[Stage, Scene]]:
    """A scene in each stage, to be copied."""
    with ExitStack() as open_ones:
        yield {stage: open_ones.enter_context(new_scene(stage)) for stage in STAGES}


@pytest.fixture(scope="module", params=STAGES)
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """A scene that tests share, for a refusal changes nothing."""
    with new_scene(request.param) as made:
        yield made


# The demonstration wants a store of its own; tests/unit/test_demo.py walks it.
ALLOWED = [name for name in ACTS if not name.startswith("demo.")]
DENIED = [(name, who) for name, act in ACTS.items() for who in sorted((EVERYBODY | KEYS) - act.may)]
UNKNOWN = ("", "0" * 32, "' OR 1=1 --", "../a", "龘" * 1000, "\ud800", "\x00")


@pytest.mark.parametrize("name", ALLOWED)
def test_who_may_can(name: str, scenes: Mapping[Stage, Scene]) -> None:
    """What the matrix allows succeeds, for each in a scene of its own."""
    act = ACTS[name]
    made = scenes[act.stage]
    for who in sorted(act.may):
        town = replace(made.town, store=copy_of(made.town.store))
        act.call(town.ctx(made.actors[who]), town, made.assessment.id)
        town.store.close()


def refusal_of(scene: Scene, name: str, who: str, id: str) -> str:
    """How an act about that assessment is refused, or that it is not."""
    try:
        ACTS[name].call(scene.town.ctx(scene.actors[who]), scene.town, id)
    except (NotAllowed, NotFound) as refusal:
        return f"{type(refusal).__name__} {refusal.key}"
    except Exception as error:  # noqa: BLE001  (whatever else it is, it is listed with the rest)
        return repr(error)
    return "nothing refused"


def test_who_may_not_cannot_in_any_stage(scene: Scene) -> None:
    """Everything else is refused in every stage, and the store is as it was."""
    before, written = scene.dump(), scene.writes()
    wrong = {}
    for name, who in DENIED:
        refused = refusal_of(scene, name, who, scene.assessment.id)
        changed = scene.writes() != written and scene.dump() != before
        if refused != "NotAllowed not_allowed" or changed:
            wrong[name, who] = refused
        written = scene.writes()
    assert wrong == {}
    assert scene.dump() == before


def test_an_unknown_assessment_looks_like_a_foreign_one(scene: Scene) -> None:
    """The same refusal, so that nobody learns which ids exist; who may do it to all is told."""
    wrong = {}
    for name, who in product([name for name, act in ACTS.items() if act.about_one], EVERYBODY):
        told = who in ADMINS and who in ACTS[name].may
        for id in UNKNOWN:
            refused = refusal_of(scene, name, who, id)
            if not (
                refused.startswith("NotFound ") if told else refused == "NotAllowed not_allowed"
            ):
                wrong[name, who, id[:9]] = refused
    assert wrong == {}


def test_an_unknown_account_looks_like_a_foreign_one(scene: Scene) -> None:
    """The same refusal, unless one may manage every account; nothing is done."""
    acts: Mapping[str, Callable[[Context, str], Any]] = {
        "deactivate": people.deactivate,
        "activate": people.activate,
        "transfer": lambda ctx, username: people.transfer(ctx, username, "nowhere"),
        "reset": links.reset,
    }
    foreign = {
        "lead": "rival",
        "other_lead": "colleague",
        "owner": "other_owner",
        "other_owner": "member",
        "member": "owner",
        "consultant": "colleague",
        "official": "administrator",
        "visitor": "administrator",
    }
    before, refused = scene.dump(), {}
    for (name, act), who in product(acts.items(), [*foreign, *sorted(ADMINS)]):
        for username in ("nobody", foreign.get(who, "nobody"), "'; --", "\ud800", ""):
            try:
                act(scene.town.ctx(scene.actors[who]), username)
            except (NotAllowed, NotFound) as refusal:
                refused[name, who, username] = refusal.key
    assert len(refused) == len(acts) * (4 * len(ADMINS) + 5 * len(foreign))
    assert {key for (_, who, _), key in refused.items() if who in ADMINS} == {"unknown_account"}
    assert {key for (_, who, _), key in refused.items() if who in foreign} == {"not_allowed"}
    assert scene.dump() == before


def test_nobody_invites_or_raises_above_the_own_place(scene: Scene) -> None:
    """A lead only consultants of the own centre, an owner only members of the own enterprise."""
    town, ours = scene.town, scene.assessment.enterprise
    centre, other = town.centre(), town.centre("滨湖促进中心")
    theirs = scene.actors["other_owner"].enterprise
    places = [{}, {"centre": centre}, {"centre": other}, {"enterprise": ours}]
    places += [{"enterprise": theirs}, {"district": "320206"}]
    may = {
        "lead": (Role.CONSULTANT, {"centre": centre}),
        "other_lead": (Role.CONSULTANT, {"centre": other}),
        "owner": (Role.MEMBER, {"enterprise": ours}),
        "other_owner": (Role.MEMBER, {"enterprise": theirs}),
    }
    let_in = {}
    for who, role, place in product(sorted(EVERYBODY - ADMINS), Role, places):
        with suppress(NotAllowed):
            links.invite(town.ctx(scene.actors[who]), "某", role, **place)
            let_in[who] = (role, place)
    assert let_in == may


def test_every_service_is_in_the_matrix() -> None:
    """A new service must say who may call it."""
    found = set()
    for module in pkgutil.walk_packages(services.__path__, "services."):
        loaded = import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and parameters[:1] == ["ctx"]:
                found.add(f"{module.name.removeprefix('services.')}.{name}")
    assert found == set(ACTS) | GUARDED_BY_A_SECRET | INNER


def test_every_role_is_in_the_matrix(scene: Scene) -> None:
    """A new role must be asked what it may do."""
    assert {actor.role for actor in scene.actors.values()} == set(Role)


def test_every_action_of_the_table_is_asked_for() -> None:
    """No line of the table is left over, and no service asks for a line that is not there."""
    asked = set()
    for module in pkgutil.walk_packages(services.__path__, "services."):
        source = inspect.getsource(import_module(module.name))
        asked |= set(
            re.findall(
                r'(?:require|allowed|subject_of|person_of|dossier_of)\(\s*[\w.]+,\s*"([\w.]+)"',
                source,
            )
        )
    assert asked == set(TABLE)


@pytest.mark.parametrize("role", list(Role))
def test_what_is_not_in_the_table_is_denied(role: Role) -> None:
    """An unknown action is nobody's, not even the operator's."""
    actor = Actor(role, centre="c", assessment="a")
    assert not allowed(actor, "assessment.delete")
    assert not allowed(actor, "")
    with pytest.raises(NotAllowed):
        require(actor, "assessment.delete")


def test_a_bound_role_needs_a_subject_of_its_own() -> None:
    """Without an assessment, or with something else in its place, holder and centre get nothing."""
    bound = (
        Actor(Role.ENTERPRISE, assessment="a"),
        Actor(Role.CONSULTANT, centre="c"),
        Actor(Role.LEAD, centre="c"),
        Actor(Role.OWNER, enterprise="e", records=frozenset("e")),
        Actor(Role.MEMBER, enterprise="e", records=frozenset("e")),
        Actor(Role.DISTRICT, district="320206"),
    )
    of_nobody = {"account.own", "case.list", "person.list", "record.list", "record.join"}
    of_nobody |= {"confirmation.list", "second.list", "key.own", *FOR_EVERYBODY}
    actions = [name for name, may in TABLE.items() if len(may) < len(Role)]
    actions = sorted(set(actions) - of_nobody)
    assert actions
    let_in = [
        (actor.role, action, subject)
        for actor, action, subject in product(bound, actions, (None, "a", object()))
        if allowed(actor, action, subject)
    ]
    assert let_in == []


def test_a_draft_is_its_holders_alone(scene: Scene) -> None:
    """Even a consultant of the centre that it once was meant for does not see a draft."""
    draft = scene.assessment.model_copy(
        update={"stage": Stage.DRAFT, "centre": scene.town.centre()}
    )
    for action in ("case.read", "result.read", "report.read"):
        assert not allowed(scene.actors["consultant"], action, draft)


def test_rights_are_looked_up_at_every_call() -> None:
    """Who has lost the session has lost the right, whatever was shown before."""
    with new_town() as town:
        town.consultant()
        token = accounts.sign_in(town.visitor, "wangfang", PASSWORD, "192.0.2.1")
        assert accounts.actor_of(town.visitor, token).role is Role.CONSULTANT
        accounts.sign_out(town.visitor, token)
        ctx = town.ctx(accounts.actor_of(town.visitor, token))
        with pytest.raises(NotAllowed):
            verifying.assigned(ctx)
