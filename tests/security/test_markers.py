"""What was typed is shown as text: on every page, in every file that goes out, at the terminal.

``marked.py`` fills every field of every form with markup around a word of the field's own. Here
everything that shows such words is looked at; a page, a form or a format that is new fails until
it has a row.
"""

import csv
import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from pypdf import PdfReader
from streamlit import config

from access.actor import Role
from assessments.plain_text import TURNING
from assessments.refusals import Invalid, NotAllowed, NotFound
from cli.main import run
from reports.registry import FORMATS
from services import handing_out, vendors
from services.editions import pinned
from services.personal.exporting import export_firm, export_own_account
from tests.app.desks import VIEWS
from tests.security.marked import ROLES, SIGNS, WORDS, MarkedTown, mark, marked_town, pieces
from tests.security.walking import LETTERS, opened, texts
from tests.town import FOLDER
from views import markdown
from views.pages import PAGES, roles_of
from wording.voice import Voice

pytestmark = pytest.mark.timeout(600)

FIRM = {"firm"}
SAID = {"product", "process", "customer", "site", "request"}
OFFERED = {"title", "says", "light", "first_step", "charge", "indicator", "risk"}
VISITED = {"wish", "reach", "adds", "given_to", "given_note"}
# page: the fields whose words stand there, whoever of those who have the page looks at it
SHOWN: Mapping[str, set[str]] = {
    "start": {"owner"},
    "resume": set(),
    "fill": {"note", "file", "shows", "answer"},
    "workbook": FIRM,
    "submit": {"firm", "request"},
    "result": FIRM | SAID | {"consultant", "remark"} | VISITED,
    "plan": {"owner"},
    "code": set(),
    "assessments": {"firm", "admin"},
    "members": {"member", "owner"},
    "assigned": FIRM,
    "intake": set(),
    "campaign": set(),  # names no firm but what is overdue
    "verify": FIRM
    | SAID
    | {"note", "file", "shows", "verdict", "remark", "reply", "answer"}
    | {"met", "place", "paper", "impossible", "no_code"}
    | {"point", "settled", "to_review", "reviewed", "reviewed_item", "why"},
    "case_workbook": FIRM,
    "reviews": FIRM | {"to_review", "consultant"},
    "report": FIRM | {"request", "paragraph"},
    "vendors": {"vendor", "contact", "vendor_note", "title"},
    "template": {"template", "logo", "lead"},
    "assumptions": {"source", "lead"},
    "briefing": FIRM | {"request", "product", "process", "customer", "site", "file", "shows"},
    "case_plan": FIRM,
    "case_rounds": FIRM,
    "hand_over": FIRM,
    "appointments": FIRM | VISITED,
    "agreement": FIRM | {"lead"},
    "second": FIRM | {"second_remark", "note"},
    "people": {"centre", "consultant", "invited", "lead"},
    "district": {"district"},
    "overview": {"official"},
    "simulation": {"official"},
    "bulletin": {"official"},
    "publishing": {"official"},
    "preview": {"method"},
    "analysis": {"method"},
    "solutions": OFFERED,
    "accounts": {"centre", "invited", *ROLES},
    "firms": FIRM | {"reason"},
    "watch": {"admin"},
    "keys": {"admin", "key_name"},
    "news": FIRM | {"owner", "member", "consultant", "lead"},
    "own_account": set(ROLES),
    "audit": {"firm", "admin", "consultant", "lead", "method"},
    "history": {"consultant", "lead"},
    "settle": set(),
    "check_report": FIRM,
    "home": set(),
    "personal": set(),
}
REFUSALS = {each.__name__ for each in (Invalid, NotAllowed, NotFound)}  # told in a sentence
ODD = ("../..", "\x00", "9" * 5_000, "'\"><u>", "-1", "\ue000", "")
PARTS = ("findings", "scores", "visit", "sign", "report")
NAMES = [
    "case",
    "chapter",
    "dimension",
    "edit",
    "seen",
    "solution",
    "after",
    "item",
    "part",
    "page",
    "before",
    "folder",
    "lang",
    "stage",
    "search",
    "words",
    "group",
    "size",
    "cost",
    "code",
    "due",
    "consultant",
    "district",
    "sector",
    "round",
    "sort",
    "shape",
    "quarter",
]


def who_has(page: str) -> list[str]:
    """Whose browsers open it; "" is nobody known."""
    found: list[str] = []
    for role in sorted(roles_of(page)):
        if role is Role.ENTERPRISE:
            found += ["draft", "open", "signed"]
        elif role is not Role.OPERATOR:
            found += ["" if role is Role.VISITOR else {v: k for k, v in ROLES.items()}[role]]
    return found or [""]


def places(made: MarkedTown, page: str) -> list[dict[str, str]]:
    """What the address says, so that all of the page is seen."""
    case = {"case": made.open.id}
    wishes = pinned(made.town.settings, made.open).by_id["wishes"].dimension
    plan = pinned(made.town.settings, made.open).by_id["plan"].dimension
    return {
        "fill": [{}, {"part": wishes}],
        "verify": [
            *({"case": made.signed.id, "part": part} for part in PARTS),
            *(case | {"part": part} for part in PARTS),
            {"case": made.correction},
            case | {"dimension": wishes},
        ],
        "report": [case, case | {"edit": "method/1"}],
        "briefing": [case],
        "assigned": [{}, {"shape": "board"}],
        "case_plan": [case],
        "case_rounds": [case],
        "case_workbook": [case],
        "appointments": [{}, case, {"case": made.signed.id}],
        "second": [{}, {"case": made.seconded, "dimension": plan}],
        "solutions": [
            {"words": WORDS["title"]},
            {"solution": made.solution},
            {"edit": made.solution},
        ],
        "check_report": [{"code": made.check_code}],
    }.get(page, [{}])


@pytest.fixture(autouse=True)
def told() -> Iterator[None]:
    """What goes wrong on a page is known by its name."""
    before = config.get_option("client.showErrorDetails")
    config.set_option("client.showErrorDetails", "full")
    yield
    config.set_option("client.showErrorDetails", before)


@pytest.fixture(scope="module")
def made() -> Iterator[MarkedTown]:
    """One town for all, for nothing is done to it."""
    town = marked_town()
    yield town
    town.town.store.close()


class Seen:
    """The words that were seen, by page, and what of their markup was sent as markup."""

    def __init__(self) -> None:
        self.words: defaultdict[str, set[str]] = defaultdict(set)
        self.raw: set[tuple[str, str, str, str]] = set()
        self.broken: set[tuple[str, str]] = set()

    def look(self, made: MarkedTown, page: str, who: str, **wanted: Mapping[str, str]) -> None:
        """Open the page and look at every text of it."""
        token = made.tokens.get(who, "v" * 43)
        run = opened(made, PAGES[page].file, token, **wanted)
        if run.exception:
            wrong = run.exception[0].proto
            if wrong.type.rpartition(".")[2] not in REFUSALS:
                self.broken.add((page, f"{wrong.type}: {wrong.message}"[:200]))
        for where, text in texts(run):
            for field, word in WORDS.items():
                if word in text:
                    self.words[page].add(field)
                    if where not in LETTERS and any(piece in text for piece in pieces(word)):
                        self.raw.add((page, who, where, field))


def test_on_every_page_what_was_typed_is_letters(made: MarkedTown) -> None:
    """For each role that has the page: no markup of any field, and the words are there."""
    seen = Seen()
    for page in PAGES:
        for who in who_has(page):
            for place in places(made, page):
                seen.look(made, page, who, query=place)
    seen.look(made, "firms", "admin", state={"firms_state": "confirmed"})
    assert set(SHOWN) == set(PAGES)
    assert seen.broken == set()
    assert seen.raw == set()
    assert {page: lacks for page in SHOWN if (lacks := SHOWN[page] - seen.words[page])} == {}
    assert set().union(*seen.words.values()) == set(WORDS)


def test_the_walk_sees_markup_where_nothing_is_escaped(
    made: MarkedTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the one helper taken off, page after page has it."""
    monkeypatch.setattr(markdown, "_SIGNS", re.compile("(?!)()"))
    seen = Seen()
    looks = {"audit": "admin", "assessments": "owner", "verify": "consultant", "result": "signed"}
    for page, who in looks.items():
        seen.look(made, page, who, query=places(made, page)[-1])
    assert {page for page, *_ in seen.raw} == set(looks)


def test_whatever_an_address_says_a_page_opens(made: MarkedTown) -> None:
    """Names of places that are none, of any length and sign: the page, or a sentence."""
    seen = Seen()
    for at, page in enumerate(PAGES):
        who = who_has(page)[0]
        odd = {name: ODD[(at + place) % len(ODD)] for place, name in enumerate(NAMES)}
        seen.look(made, page, who, query=odd)
    assert seen.broken == set()
    assert seen.raw == set()


def test_every_field_that_takes_text_is_filled_in() -> None:
    """A form with a new field for text is named here, with the word that is typed into it."""
    found = {
        str(file.relative_to(VIEWS)): count
        for file in VIEWS.rglob("*.py")
        if (count := len(re.findall(r"\.text_(?:input|area)\b", file.read_text("utf-8"))))
    }
    assert found == {file: count for file, (count, _) in TYPED.items()}
    words = {word for _, told in TYPED.values() if not isinstance(told, str) for word in told}
    files = {"file", "template", "logo", "vendor", "contact", "vendor_note"}  # come in files
    people = {*ROLES, "centre", "invited"}
    assert words | files | people == set(WORDS)


NUMBERS = "numbers and codes, which are parsed"
SEARCH = "words that are searched for, and shown in the field only"
PASSWORDS = "passwords and codes, which nothing shows"
# module of views: how many fields, and the words typed there or what they are for
TYPED: Mapping[str, tuple[int, tuple[str, ...] | str]] = {
    "answering.py": (1, ("answer",)),
    "saving.py": (1, "what the browser keeps of a field: test_fields.py"),
    "fields.py": (1, NUMBERS),
    "evidence.py": (4, ("shows", "verdict")),  # a link is an address of the web or refused
    "business.py": (1, ("product", "process", "customer", "site")),
    "concerns.py": (1, ("request",)),
    "appointments.py": (3, ("wish", "reach", "adds")),
    "deliveries.py": (2, ("given_to", "given_note")),
    "consultant/second.py": (1, ("second_remark",)),
    "people_list.py": (2, ("invited", "member")),
    "key_list.py": (1, ("key_name",)),
    "city/publishing.py": (1, "why a release was withdrawn: test_public_pages.py"),
    "enterprise/item_card.py": (1, ("note",)),
    "enterprise/credit_code.py": (1, NUMBERS),
    "enterprise/assessments.py": (1, NUMBERS),
    "enterprise/resume.py": (1, NUMBERS),
    "enterprise/profile_form.py": (2, ("firm",)),
    "enterprise/code.py": (1, ("owner",)),
    "paragraph.py": (1, ("paragraph",)),
    "consultant/visit.py": (2, ("met", "place", "paper", "impossible", "no_code")),
    "consultant/finding.py": (1, ("remark",)),
    "consultant/item_notes.py": (2, ("point", "settled")),
    "consultant/review_forms.py": (3, ("to_review", "reviewed", "reviewed_item")),
    "consultant/signature.py": (1, ("why",)),
    "consultant/request.py": (1, ("reply",)),
    "consultant/case_filters.py": (1, SEARCH),
    "consultant/case_views.py": (1, "what somebody calls a list: shown to nobody else"),
    "consultant/assumptions.py": (1, ("source",)),
    "method/solutions.py": (1, SEARCH),
    "method/solution_form.py": (
        6,
        ("title", "says", "light", "first_step", "charge", "indicator", "risk"),
    ),
    "account/accounts.py": (4, ("invited", "centre")),
    "account/firms.py": (2, ("reason",)),
    "account/check_report.py": (1, NUMBERS),
    "account/mailbox.py": (1, "an address, which is parsed: test_mailing.py"),
    "account/password_fields.py": (2, PASSWORDS),
    "account/audit.py": (2, SEARCH),
}

Look = Callable[[bytes], set[str]]
IN_REPORT = {"firm", "centre", "consultant", "shows", "request", "reply", "paragraph"}


class Elements(HTMLParser):
    """Texts and tags of a page, as a browser would have them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it, and where it leads."""
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        """Note it."""
        self.said.append(data)


def as_page(content: bytes) -> set[str]:
    """A web page: markup stays text, and the scripts are those of the report."""
    page = Elements()
    page.feed(content.decode())
    assert "u" not in page.tags
    assert not [link for link in page.links if any(word in link for word in WORDS.values())]
    return words_in("".join(page.said))


def words_in(text: str) -> set[str]:
    """The fields whose words are in ``text``, which is whole there: sign and markup."""
    told = "".join(text.split())
    found = {field for field, word in WORDS.items() if word in told}
    cut = {field for field in found if "".join(mark(field).split()) not in told}
    assert cut - {"file", "logo", "template"} == set()
    return found


def parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of an Office file, and those of the files inside."""
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            raw = package.read(name)
            if raw.startswith(b"PK"):
                yield from ((f"{name}/{each}", inner) for each, inner in parts_of(raw))
            else:
                yield name, raw


def as_office(content: bytes) -> set[str]:
    """An Office file: each part is sound XML, and no field, link or name is made of a word."""
    said: list[str] = []
    for name, raw in parts_of(content):
        if not name.endswith((".xml", ".rels")):
            continue
        root = fromstring(raw, forbid_dtd=True)
        for element in root.iter():
            tag = element.tag.rpartition("}")[2]
            text, values = element.text or "", " ".join(element.attrib.values())
            if tag in ("instrText", "f", "definedName", "Relationship", "hyperlink", "sheet"):
                assert not words_told(f"{text} {values}"), (name, tag)
            if tag in ("oddHeader", "oddFooter"):
                text = text.replace("&&", "")
            said.append(text)
    return words_in("".join(said))


def words_told(text: str) -> set[str]:
    """The words in ``text``."""
    return {word for word in WORDS.values() if word in text}


def as_book(content: bytes) -> set[str]:
    """A workbook: besides, each text that begins like a formula is marked as a text."""
    for sheet in load_workbook(BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                if words_told(str(cell.value)):
                    assert cell.data_type == "s", (sheet.title, cell.coordinate)
                    assert cell.quotePrefix or str(cell.value)[0] not in SIGNS, cell.coordinate
                    assert cell.hyperlink is None
    return as_office(content)


def as_print(content: bytes) -> set[str]:
    """A PDF: no link and no action is made of a word."""
    reader = PdfReader(BytesIO(content))
    said = ""
    for page in reader.pages:
        said += page.extract_text()
        for each in page.get("/Annots") or ():
            assert not words_told(str(each.get_object()))
    assert "/JavaScript" not in str(reader.trailer["/Root"])
    told = "".join(said.split())
    return {field for field, word in WORDS.items() if word in told}


def as_csv(content: bytes) -> set[str]:
    """A table of texts: none that a spreadsheet would run."""
    text = content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
    assert cells
    assert [cell for cell in cells if words_told(cell) and cell[0] in SIGNS] == []
    return {field for field, word in WORDS.items() if word in text}


def as_lines(content: bytes) -> set[str]:
    """What a terminal shows: no sign that it would obey, none that turns what follows."""
    text = content.decode()
    wrong = {c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"}
    assert wrong | (set(text) & TURNING) == set()
    return {field for field, word in WORDS.items() if word in text}


LOOKS: Mapping[str, Look] = {
    "html": as_page,
    "docx": as_office,
    "pdf": as_print,
    "xlsx": as_book,
    "pptx": as_office,
}


@pytest.mark.parametrize("format", FORMATS)
def test_in_every_report_what_was_typed_is_letters(made: MarkedTown, format: str) -> None:
    """In the product's own form, the centre's and that of official documents."""
    assert set(LOOKS) == set(FORMATS)
    ctx = made.ctx("signed")
    for form in ("own", "centre", "official") if format == "docx" else ("own",):
        _, file = handing_out.hand_out(ctx, made.signed.id, "zh", format, form=form)  # type: ignore[arg-type]
        found = LOOKS[format](file)
        assert "firm" in found
        if format in ("html", "docx", "pdf"):
            assert IN_REPORT - found == set()


def test_in_the_table_of_vendors_what_was_typed_is_letters(made: MarkedTown) -> None:
    """As a centre takes it out again."""
    found = as_book(vendors.workbook(made.ctx("lead"), "zh", empty=False))
    assert {"vendor", "contact", "vendor_note", "title"} <= found


def test_in_what_is_handed_out_about_a_firm_or_an_account_it_is_letters(made: MarkedTown) -> None:
    """The page of the zip; its names are ours, and the rest is JSON."""
    copies = (
        (export_firm(made.ctx("signed"), made.signed.id, Voice("zh")), {"firm", "note", "shows"}),
        (export_own_account(made.ctx("consultant"), Voice("zh")), {"consultant"}),
    )
    for copy, words in copies:
        with ZipFile(BytesIO(copy)) as package:
            assert not words_told(" ".join(package.namelist()))
            page = package.read("index.html").decode()
            json.loads(package.read("data.json"))
        assert not [piece for word in WORDS.values() for piece in pieces(word)[:1] if piece in page]
        assert words <= {field for field, word in WORDS.items() if word in page}


@pytest.fixture
def terminal(made: MarkedTown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The commands find a copy of the town's store."""
    file = tmp_path / "store.db"
    source = made.town.store.engine.raw_connection()
    target = sqlite3.connect(file)
    source.driver_connection.backup(target)  # type: ignore[union-attr]
    target.close()
    source.close()
    monkeypatch.setenv("SHUZHEN_STORE", f"sqlite:///{file}")
    monkeypatch.setenv("SHUZHEN_QUESTIONNAIRES", FOLDER.name)
    return tmp_path


COMMANDS: Mapping[tuple[str, ...], tuple[Look, set[str]]] = {
    ("list",): (as_lines, {"firm"}),
    ("account", "list"): (as_lines, {"lead", "owner", "centre"}),
    ("enterprise", "list", "--all"): (as_lines, {"firm"}),
    ("audit", "list"): (as_lines, set()),
    ("audit", "list", "--json"): (as_lines, set()),
    ("audit", "list", "--csv"): (as_csv, set()),
    ("rescore", "--rubric", "equal"): (as_lines, {"firm"}),
    ("rescore", "--rubric", "equal", "-o", "new.csv"): (as_csv, {"firm"}),
    ("rescore", "--rubric", "equal", "-o", "new.xlsx"): (as_book, {"firm"}),
}


def test_at_the_terminal_what_was_typed_is_letters(
    terminal: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Lists, tables and files of the command line."""
    for command, (look, words) in COMMANDS.items():
        files = [terminal / each for each in command if each.startswith("new.")]
        call = [str(terminal / each) if each.startswith("new.") else each for each in command]
        assert run(call) == 0, command
        told = capfdbinary.readouterr().out
        found = look(files[0].read_bytes() if files else told)
        assert words - found == set(), command


def test_the_looks_see_what_is_wrong() -> None:
    """The control: markup, a formula and a sign for a terminal that came through."""
    word = WORDS["firm"]
    with pytest.raises(AssertionError):
        as_page(f"<p>{mark('firm')}</p>".encode())
    with pytest.raises(AssertionError):
        as_csv(f"a,={word}\n".encode())
    with pytest.raises(AssertionError):
        as_lines(f"\x1b[31m{word}".encode())
    with pytest.raises(AssertionError):
        words_in(word)
