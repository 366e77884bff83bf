"""A case in a real browser from handing over to its correction: returned, accepted, signed."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from access.actor import Role
from i18n import Lang, say
from services import accounts, handing_out, reviewing, verifying
from services.context import Context
from services.dossier import dossier_of
from services.signing import content_digest
from tests.app.world import CONSULTANT, PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.visitor import PATIENCE, Visitor
from tests.visiting import visited

pytestmark = pytest.mark.browser
LEAD = "shen.he"


def lead_of(world: World, centre: str) -> Context:
    """The lead of the centre, made if need be."""
    if world.store.account(LEAD) is None:
        accounts.add_account(world.operator, LEAD, PASSWORD, "负责人老吴", Role.LEAD, centre)
    actor = accounts.actor_of(world.visitor, world.signed_in(LEAD))
    return Context(store=world.store, actor=actor, settings=world.visitor.settings)


def code_of(ctx: Context, id: str) -> str:
    """The check code of a report that is handed out now."""
    handing_out.hand_out(ctx, id, "zh", "html")
    codes = ctx.store.documents("handed_out").items()
    return next(code for code, each in codes if each.value["statement"]["assessment"] == id)


@dataclass(frozen=True)
class Walk:
    """One case with whoever verifies it and the lead, each at a browser."""

    world: World
    own: Visitor
    other: Visitor
    case: str
    pictures: Path
    lang: Lang = "zh"

    def words(self, key: str, **told: object) -> str:
        """What a page says."""
        return say(key, self.lang, **told)

    def fits(self, visitor: Visitor, name: str) -> None:
        """The page is no wider than the window; a picture of it is kept."""
        visitor.rests()
        visitor.photograph(self.pictures, f"reviews-{name}-{self.lang}")
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= visitor.width

    def to_sign(self, visitor: Visitor) -> None:
        """Open the part of the page where it is reviewed and signed."""
        visitor.open(f"/verify?case={self.case}&part=sign")

    def hand_over(self, remark: str = "") -> None:
        """Whoever verified hands it over."""
        self.to_sign(self.own)
        self.own.type(self.words("reviews.for_reviewer"), remark)
        self.own.press(self.words("reviews.hand_over"))
        self.own.sees(self.words("reviews.sign_waits"))
        self.fits(self.own, "1-handed-over")

    def give_back(self, item: str, ask: str, remark: str) -> None:
        """The lead returns it with a remark on an item."""
        page = self.other.page
        self.other.open("/reviews")
        page.locator(f".st-key-review_{self.case}").wait_for()
        self.fits(self.other, "2-list")
        page.locator(f".st-key-review_{self.case} a").click()
        field = page.get_by_label(self.words("reviews.items")).first
        field.click()
        field.fill(ask)
        page.get_by_role("option", name=ask).first.click()
        page.keyboard.press("Escape")
        said = page.locator(f"[class*=st-key-item-][class*=-{item}] input")
        said.fill(remark)
        said.press("Tab")
        self.fits(self.other, "3-judging")
        self.other.press(self.words("reviews.return"))
        self.other.sees(remark)
        page.get_by_text(self.words("reviews.accept"), exact=True).wait_for(state="detached")
        self.fits(self.other, "4-returned")

    def see_to(self, item: str, remark: str) -> None:
        """Whoever verified goes to the item from the remark on it, and confirms the claim."""
        self.to_sign(self.own)
        self.own.sees(remark)
        self.own.page.locator(f".st-key-review-2-{item} button").click()
        says = self.own.page.locator(f".st-key-says_{item}")
        says.wait_for()
        self.own.rests()
        says.locator("button").first.click()
        expect(says.locator("button[kind=primary]")).to_be_visible(timeout=PATIENCE)
        self.fits(self.own, "5-item")

    def accept(self) -> None:
        """The lead accepts it, and does not sign what was accepted."""
        self.to_sign(self.other)
        self.other.press(self.words("reviews.accept"))
        self.other.sees(self.words("reviews.sign_accepted"))
        self.fits(self.other, "6-accepted")

    def sign(self, ctx: Context) -> None:
        """Whoever verified signs, after a word on what is unchecked."""
        found = verifying.case(ctx, self.case)
        leaves = self.words("consultant.sign_leaves", n=len(found.unchecked))
        sure = self.words("consultant.sign_sure", **found.checked._asdict())
        self.to_sign(self.own)
        self.own.sees(leaves)
        self.fits(self.own, "7-to-sign")
        self.own.press(self.words("consultant.sign"))
        self.own.sees(self.words("consultant.sign_left"))
        for words in (leaves, sure):
            self.own.page.get_by_text(words).first.click()
            self.own.rests()
        self.own.press(self.words("consultant.sign"))
        self.own.sees(self.words("reviews.digest_holds"))
        self.fits(self.own, "8-signed")

    def correct(self, reason: str) -> None:
        """Whoever signed begins a correction, and is there."""
        self.own.type(self.words("reviews.correct_reason"), reason)
        self.own.press(self.words("reviews.correct"))
        self.own.press(self.words("enterprise.go_ahead"))
        self.own.sees(self.words("reviews.to_corrected"))
        self.fits(self.own, "9-correction")


def test_a_case_is_returned_accepted_signed_and_corrected(
    world: World, visit: Visit, screenshots: Path
) -> None:
    """By those who do it; whoever holds the older report learns that it is no longer valid."""
    walked(world, visit, screenshots, 1280, "zh")


def walked(world: World, visit: Visit, screenshots: Path, width: int, lang: Lang) -> None:
    """The whole way of one case."""
    ctx = world.consultant()
    head = lead_of(world, ctx.actor.centre or "")
    case = world.submitted(ctx.actor.centre, f"惠山第{width}{lang}审核厂").id
    verifying.begin(ctx, case)
    visited(ctx, case)
    found = verifying.case(ctx, case)
    item = found.unchecked[0]
    walk = Walk(world, visit(width), visit(width), case, screenshots, lang)
    for visitor, name in ((walk.own, CONSULTANT), (walk.other, LEAD)):
        visitor.sign_in(name, PASSWORD)
        visitor.rests()
        if lang == "en":
            visitor.open("/language?to=en")
            visitor.rests()
    walk.hand_over("二车间的设备数是现场数的。")
    walk.give_back(item, found.dossier.questionnaire.by_id[item].ask.to(lang), "看了什么？")
    walk.see_to(item, "看了什么？")
    walk.hand_over()
    walk.accept()
    walk.sign(ctx)
    older = code_of(ctx, case)
    walk.correct("二号车间的联网设备数抄错。")
    (made,) = dossier_of(ctx, "case.read", case).corrections
    reviewing.hand_over(ctx, made.id, seen=0)
    state = content_digest(dossier_of(head, "case.read", made.id))
    reviewing.accept(head, made.id, seen=1, state=state)
    verifying.sign(ctx, made.id, seen=verifying.case(ctx, made.id).seen)
    walk.to_sign(walk.own)
    walk.own.sees(walk.words("reviews.to_correction"))
    walk.fits(walk.own, "10-corrected")
    told = walk.words("check_code.corrected", by="", day="")[:8]
    for code, is_older in ((older, True), (code_of(ctx, made.id), False)):
        walk.other.open(f"/check_report?code={code}")
        walk.other.sees("审核厂")
        walk.fits(walk.other, f"11-code-{is_older}")
        expect(walk.other.page.get_by_text(told)).to_have_count(int(is_older))
