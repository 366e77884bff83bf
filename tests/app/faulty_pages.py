"""Every page, for somebody who has something to do on it, and the store that it is tried over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from streamlit.testing.v1 import AppTest

from access.actor import Role
from access.resume_codes import new_code
from access.tokens import new_token
from services import accounts, holding
from services.context import utc_now
from services.links import owner_link, use
from services.personal.notice import VERSION
from storage import SqlStore
from storage.tables import metadata
from tests.app.conftest import SCRIPT
from tests.app.world import World
from tests.town import PASSWORD, Town
from views import session
from views.pages import PAGES

CHOICE = "a choice"
COUNTERS = {"attempts", "sessions", "secrets", "arrivals"}  # what pages keep apart from acts
STAFF = {
    "wangfang": Role.CONSULTANT,
    "lead": Role.LEAD,
    "city": Role.OFFICIAL,
    "district": Role.DISTRICT,
    "method": Role.METHOD_OWNER,
    "admin": Role.ADMINISTRATOR,
    "lina": Role.CONSULTANT,
}


@dataclass(frozen=True)
class Row:
    """Who opens a page, and what its address says.

    ``first``: how the button begins that is pressed before there is anything to type.
    """

    who: str
    query: Mapping[str, str] = field(default_factory=dict)
    first: str = ""


CASE = {"case": "case"}
ROWS: Mapping[str, Row] = {
    "start": Row("visitor"),
    "resume": Row("visitor"),
    "fill": Row("draft", query={"part": "about_you"}),
    "workbook": Row("draft"),
    "submit": Row("draft"),
    "result": Row("handed_in"),
    "plan": Row("planning"),
    "code": Row("draft"),
    "assessments": Row("owner"),
    "members": Row("owner"),
    "assigned": Row("wangfang"),
    "campaign": Row("lead"),
    "verify": Row("wangfang", query=CASE),
    "case_workbook": Row("wangfang", query=CASE),
    "briefing": Row("wangfang", query=CASE),
    "report": Row("wangfang", query=CASE, first="edit:"),
    "intake": Row("wangfang"),
    "vendors": Row("wangfang"),
    "template": Row("wangfang"),
    "assumptions": Row("wangfang"),
    "case_plan": Row("wangfang", query={"case": "plan"}),
    "case_rounds": Row("wangfang", query=CASE),
    "hand_over": Row("lead"),
    "reviews": Row("lead"),
    "appointments": Row("wangfang"),
    "agreement": Row("lead"),
    "second": Row("lina"),
    "people": Row("lead"),
    "district": Row("district"),
    "overview": Row("city"),
    "simulation": Row("city"),
    "bulletin": Row("city"),
    "publishing": Row("city"),
    "preview": Row("method"),
    "analysis": Row("method"),
    "solutions": Row("method", query={"solution": "shop_network"}),
    "accounts": Row("admin"),
    "firms": Row("admin"),
    "watch": Row("admin"),
    "keys": Row("admin"),
    "news": Row("lead"),
    "own_account": Row("lina"),
    "audit": Row("admin"),
    "history": Row("handed_in"),
    "settle": Row("settling", first="开始设置"),
    "check_report": Row("visitor"),
    "personal": Row("draft"),
    "home": Row("visitor"),
}


@dataclass
class FaultyTown:
    """A town over a store that others can open; everybody of ``ROWS`` has a browser in it."""

    store: SqlStore
    tokens: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)  # ids of cases

    def __post_init__(self) -> None:
        town = self.town
        centre = town.centre()
        for username, role in STAFF.items():
            belongs = centre if role in (Role.CONSULTANT, Role.LEAD) else None
            district = "320206" if role is Role.DISTRICT else None
            accounts.add_account(
                town.operator, username, PASSWORD, username, role, belongs, district=district
            )
            self.tokens[username] = accounts.sign_in(town.visitor, username, PASSWORD, "::1")
        self.tokens["settling"] = accounts.sign_in(town.visitor, "city", PASSWORD, "::1")
        self.tokens["visitor"] = new_token()
        draft, handed_in, case = town.filled(), town.submitted(), town.under_verification()
        planned = World(self.store).submitted(centre, "计划厂")
        self.named = {"case": case.id, "plan": planned.id}
        town.now = utc_now()
        for name, one in (
            ("draft", draft),
            ("handed_in", handed_in),
            ("planning", planned),
        ):
            self.tokens[name] = new_token()
            accounts.bind_assessment(town.holder(one), self.tokens[name], one.id)
        other = town.filled(name="别的厂")
        token = owner_link(town.holder(other), other.id, "业主")
        use(town.visitor, token, "owner", PASSWORD, consent=VERSION)
        self.tokens["owner"] = accounts.sign_in(town.visitor, "owner", PASSWORD, "::1")
        owner = town.ctx(accounts.actor_of(town.visitor, self.tokens["owner"]))
        holding.choose(owner, self.tokens["owner"], other.id)

    @cached_property
    def town(self) -> Town:
        """The people and their acts, now."""
        return Town(self.store, datetime.now(UTC))

    def open(self, address: str, query: Mapping[str, str] = MappingProxyType({})) -> "Opened":
        """The page as its visitor has it, run once; its address says ``query``, too."""
        row = ROWS[address]
        settings = self.town.settings
        if row.who == "settling":
            settings = settings.model_copy(update={"second_step": "official"})
        cookies = {"shuzhen": self.tokens[row.who], "shuzhen_lang": "zh"}
        visit = session.Visit(cookies, "::1")
        wiring = session.Wiring(self.store, settings, visit=lambda: visit, media=self.town.media)
        session.wire(wiring)
        page = AppTest.from_file(str(SCRIPT), default_timeout=60)
        page.switch_page(PAGES[address].file)
        for name, said in {**row.query, **query}.items():
            page.query_params[name] = self.named.get(said, said)
        opened = Opened(page, wiring)
        opened.run()
        if row.first:
            opened.press(next(name for name in opened.buttons() if name.startswith(row.first)))
        return opened

    def kept(self) -> Mapping[str, list[Any]]:
        """All rows of all tables in which acts are kept."""
        with self.store.engine.connect() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(table.select())))
                for table in metadata.sorted_tables
                if table.name not in COUNTERS
            }


# What is typed where "12" would not do; everywhere else it does.
TYPED: Mapping[str, str] = {
    "credit_code": "",
    "given_code": "91320200MA1MABCD3X",
    "typed_code": new_code(),
    "code_to_join": new_code(),
}


@dataclass
class Opened:
    """A page that is open in a browser."""

    page: AppTest
    wiring: session.Wiring

    def run(self) -> None:
        """A click that reaches the server."""
        session.wire(self.wiring)
        self.page.run()

    def type(self) -> dict[str, str]:
        """Type something into every field; what stands in each, by its key or label."""
        for one in (*self.page.text_input, *self.page.text_area):
            if not one.disabled and not one.value and not _hidden(one):
                secret = getattr(one.proto, "type", 0)
                one.set_value(PASSWORD if secret else TYPED.get(one.key or one.label, "12"))
        for one in self.page.selectbox:
            if one.value is None:
                one.set_value(one.options[0])
        for one in self.page.radio:
            if one.value is None and not one.disabled:
                one.set_value(one.options[0])
        for one in self.page.checkbox:
            if one.key in ("truth", "consent"):
                one.check()
        return self.typed()

    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        fields = (*self.page.text_input, *self.page.text_area)
        return {
            one.key or one.label: one.value
            for one in fields
            if one.value and not one.disabled and not _hidden(one)
        }

    def handed_out(self) -> dict[str, str]:
        """What the server tells the browser to put into the fields."""
        fields = (*self.page.text_input, *self.page.text_area)
        return {one.key or one.label: one.proto.value for one in fields if one.proto.set_value}

    def buttons(self) -> list[str]:
        """A button of each kind that can be pressed, by key or label, and a choice."""
        found: dict[str, str] = {}
        for button in self.page.button:
            if not button.disabled:
                name = button.key or button.label
                found.setdefault(name.split(":")[0], name)
        return [*found.values(), *([CHOICE] if self.page.radio else [])]

    def press(self, name: str) -> None:
        """Press the button of that key or label, or choose something else."""
        if name == CHOICE:
            radio = self.page.radio[0]
            radio.set_value(radio.options[((radio.index or 0) + 1) % len(radio.options)])
        found = [b for b in self.page.button if (b.key or b.label) == name]
        if found:
            found[0].click()
        self.run()
        if sure := [b for b in self.page.button if (b.key or "").endswith(":yes")]:
            sure[0].click()
            self.run()

    def said(self) -> str:
        """All that the page says."""
        page = self.page
        lists = (page.error, page.warning, page.success, page.markdown, page.caption, page.toast)
        return "\n".join(str(each.value) for some in lists for each in some)

    def tells(self, sentences: list[str]) -> bool:
        """Whether it says one of these."""
        said = self.said()
        return any(each in said for each in sentences)


def _hidden(one: Any) -> bool:
    """What the browser remembers for the server, in no field of a person."""
    return (one.key or "").endswith(":drawn")
