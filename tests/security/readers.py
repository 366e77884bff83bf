"""Whoever reads what came from outside: a sound example for each, and how it is read.

``python -m tests.security.damaging 10000 NAME…`` damages the example so many times.
"""

import asyncio
import atexit
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any
from unittest.mock import patch

import typer
from openpyxl import Workbook
from starlette.requests import HTTPConnection, Request

from access.addresses import network_of
from access.check_codes import tidy_check_code
from access.key_ring import new_key
from access.limits import UPLOAD
from access.resume_codes import new_code, tidy_code
from assessments.credit_code import fault_of
from assessments.evidence import parse_link
from assessments.profile import faults_of
from assessments.refusals import Refusal
from assessments.typed_numbers import typed_number
from cli.lint import CHECKS
from cli.passphrases import passphrase
from cli.personal import keys_before
from cli.writing import write_whole
from files.packages import UnfitFile
from files.problems import InvalidFiles, Problem
from questionnaires.library import Known, load
from questionnaires.lint import find, lint_found
from questionnaires.model import Questionnaire
from reports.answer_book.writing import write_answer_book
from reports.logo_pictures import as_png
from reports.pptx_base import empty_deck, saved
from reports.read_back import read_back
from reports.word_template.checks import check
from scoring.library import rubric
from scoring.lint import check as check_rubric
from services.answer_books.reading import read_answer_book
from services.answer_books.understanding import AnswerReading
from services.answering import value_of
from services.authoring.exporting import export
from services.authoring.importing import import_workbook
from services.context import Context
from services.evidence_content import fit_content
from services.importing.checking import check as check_firms
from services.importing.choices import ImportChoices
from services.key_ring import _read, key_ring
from services.report_folder import JOURNAL, Folder
from services.scoring_files import FaultyInput, score_file
from services.settings import Settings
from solutions.library import catalogue
from solutions.reader import read_catalogue
from solutions.vendors import read_vendors
from storage import SqlStore, open_media, open_store
from storage.problems import StoreProblem
from storage.transfer.backing_up import back_up
from storage.transfer.backups import open_backup
from storage.transfer.contents import Contents, ContentsReader
from storage.transfer.lines import Tally
from storage.transfer.sealing import COST
from tests.firm_tables import HEADER as HEADER_OF_FIRMS
from tests.firm_tables import as_csv, as_xlsx, firm
from tests.security.asking import ask
from tests.store.samples import DRAFT, answer, enterprise
from tests.stores import new_store
from tests.town import Town
from tests.unit.answer_books import book
from tests.unit.pictures_made import photo, turned_photo
from tests.unit.score_tables import HEADER, ROWS, RUBRIC, WORKSHOP, WRITERS
from tests.unit.word_templates import template
from tests.vendor_tables import ROW, vendor_table
from views.account.devices import device_of
from views.account.forms import sent_in
from views.account.routes import own_place
from views.cookies import language_in, token_in
from views.marks import marked
from views.origin import OwnOrigin
from views.saving import unpacked
from views.uploads import length_of

TODAY = date(2026, 11, 29)
PASSPHRASE = "correct horse 电池"
CHEAP = {"n": 1 << 10}  # what a passphrase costs is not what is damaged
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PAGE = (
    b"<!doctype html><html><head><meta name=keywords content='shuzhen code=AAAAA-AAAAA-AAAAA-AAAAA"
    b" level=2 total=50.0 plan=0 zh=0 en=0'></head><body><h1>A</h1><p>b &amp; c</p></body></html>"
)
QUESTIONS = load(WORKSHOP)
JUDGE = rubric(RUBRIC, QUESTIONS)


@dataclass(frozen=True)
class Reader:
    """``sound``: a content that is read; ``read``: reads the file, which holds such content.

    ``read`` answers whether it was refused in words; it raises what nobody has foreseen. ``of``:
    the name of the shipped file that stands among the others of its folder.
    """

    sound: Callable[[], bytes]
    read: Callable[[Path], bool]
    of: Path | None = None

    def placed(self, folder: Path, name: str) -> Path:
        """A sound file in ``folder``, with what has to stand beside it."""
        if self.of is None:
            file = folder / name
        else:
            beside = folder / self.of.parent.name
            shutil.copytree(self.of.parent, beside, ignore=shutil.ignore_patterns("*.py", "__*"))
            file = beside / self.of.name
        file.write_bytes(self.sound())
        return file


def told(problems: Iterable[Problem]) -> bool:
    """Whether there are problems, each with its words in both languages."""
    return any(bool(each.to("zh")) and bool(each.to("en")) for each in problems)


def refused(call: Callable[[], Any]) -> bool:
    """Whether ``call`` ends with a refusal of ours, with words in both languages."""
    try:
        call()
    except InvalidFiles as invalid:
        return told(invalid.problems)
    except FaultyInput as faulty:
        return all(each.to("zh") and each.to("en") for each in faulty.faults.first())
    except (Refusal, StoreProblem) as problem:
        return bool(problem.to("zh") and problem.to("en"))
    except UnfitFile:
        return True
    return False


def imported(file: Path) -> bool:
    """A questionnaire as a workbook; where it is read, the folder is taken away again."""
    with TemporaryDirectory() as folder:
        target = Path(folder, "new")
        was_refused = refused(lambda: import_workbook(file, target))
        assert target.exists() is not was_refused
        assert [*Path(folder).iterdir()] == [] if was_refused else True
    return was_refused


def scored(file: Path) -> bool:
    """A table of answers."""
    target = file.with_name("scores.parquet")
    was_refused = refused(lambda: score_file(QUESTIONS, JUDGE, file, target))
    assert target.exists() is not was_refused
    target.unlink(missing_ok=True)
    return was_refused


def linted(file: Path) -> bool:
    """A file of YAML, with what stands beside it."""
    found = find(file)
    problems = lint_found(found)
    for each in found.get("rubrics", ()):
        problems += check_rubric(each, {QUESTIONS.id: QUESTIONS})
    for kind, (_, check_all) in CHECKS.items():
        problems += check_all(found.get(kind, ()), known())
    return told(problems)


@cache
def known() -> Mapping[str, Questionnaire]:
    """The questionnaires that files of YAML are for."""
    return {QUESTIONS.id: QUESTIONS}


def as_catalogue(file: Path) -> bool:
    """A file of the catalogue among the others; what it lacks beside them is not sought."""
    return refused(lambda: read_catalogue(file.parent, Known()))


def as_evidence(file: Path) -> bool:
    """A file of evidence; what is kept of a photograph is a JPEG."""

    def fit() -> None:
        made = fit_content(file.name, file.read_bytes())
        assert made.kind != "photo" or made.content.startswith(b"\xff\xd8")

    return refused(fit)


def as_logo(file: Path) -> bool:
    """A logo; what is kept is a PNG."""
    made = as_png(file.read_bytes())
    assert made is None or made.startswith(b"\x89PNG")
    return made is None


def as_report(file: Path) -> bool:
    """A report that somebody wants to have checked."""
    return refused(lambda: read_back(file.read_bytes()))


@cache
def answer_book() -> bytes:
    """A workbook of answers, filled in off line."""
    made = book(QUESTIONS, JUDGE, {"plan": "page", "machines_total": 10.0})
    return write_answer_book(made)


def as_answer_book(file: Path) -> bool:
    """Such a workbook that came back; what it says is understood as far as it is clear."""
    read = read_answer_book(file.name, file.read_bytes())
    reading = AnswerReading(file, QUESTIONS, {})
    for id, said in reading.answers(read.rows).items():
        value_of(QUESTIONS.by_id[id], said.value)
    problems = (*read.problems, *reading.problems)
    return bool(problems) and told(problems)


def as_vendors(file: Path) -> bool:
    """A table of vendors."""
    return refused(lambda: read_vendors(file, file.read_bytes(), catalogue(), TODAY))


FIRMS_HEADER = (*HEADER_OF_FIRMS, "plan", "safeguards", "machines_total")
FIRMS = [[*firm(1), "page", "backup;accounts", 12], [*firm(2), "", "", ""]]


@cache
def town() -> tuple[Context, str]:
    """Whoever may import, and the centre."""
    made = Town(new_store())
    return made.operator, made.centre()


def as_firms(file: Path) -> bool:
    """A centre's own table of firms, with answers."""
    ctx, centre = town()
    choices = ImportChoices(questionnaire="workshop")
    wrong = []

    def read() -> None:
        found = check_firms(ctx, centre, file.name, file.read_bytes(), choices)
        wrong.extend(found.faults)
        assert found.rows == sum(found.counts.values()) > 0

    was_refused = refused(read)
    assert all(each.at.to("zh") and each.fault.to("en") for each in wrong)
    return was_refused or bool(wrong)


def as_template(file: Path) -> bool:
    """A Word template."""
    return told(check(file, file.read_bytes()))


def as_journal(file: Path) -> bool:
    """The list of reports in a folder: a line that cannot be read counts as none."""
    Folder(file.parent, write_whole)
    return False


@cache
def store_file() -> bytes:
    """A small store."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "s.db")
        store = open_store(file, migrate=True)
        store.add_enterprise(enterprise())
        store.add_assessment(DRAFT, None)
        store.append_answer(answer())
        store.close()
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # all of it in one file
        return file.read_bytes()


def as_source(file: Path) -> bool:
    """A database that is copied into another."""

    def read() -> None:
        store = open_store(file, older=True)
        try:
            with ContentsReader(store.engine).contents() as contents:
                for table in contents.tables:
                    for _ in contents.lines(table, Tally()):
                        pass
        finally:
            store.close()

    try:
        return refused(read)
    finally:
        for each in file.parent.glob(f"{file.name}-*"):
            each.unlink()


@cache
def backup_file(passphrase: str | None = None) -> bytes:
    """The backup of that store, with a file of evidence."""
    with TemporaryDirectory() as folder:
        store, file = Path(folder, "s.db"), Path(folder, "b.backup")
        store.write_bytes(store_file())
        media = open_media(f"{folder}/media")
        media.keep("a1", b"evidence")
        at = datetime(2026, 11, 30, tzinfo=UTC)
        with patch.dict(COST, CHEAP):
            back_up(store, file, media, at=at, passphrase=passphrase)
        return file.read_bytes()


def as_backup(file: Path) -> bool:
    """A backup that is checked, and put into an empty store as far as it fits."""

    def read() -> None:
        with patch.dict(COST, CHEAP), open_backup(file, lambda: PASSPHRASE) as backup:
            for name in backup.manifest.evidence:
                backup.evidence(name)
            filled({name: backup.lines(name) for name in backup.manifest.tables})

    return refused(read)


@cache
def empty_store() -> SqlStore:
    """One that nothing is left in."""
    folder = mkdtemp()
    atexit.register(shutil.rmtree, folder)
    return open_store(Path(folder, "e.db"), migrate=True)


def filled(tables: Mapping[str, Iterable[bytes]]) -> None:
    """Put these lines into the empty store, and take them back."""
    with empty_store().writer.connect() as connection:
        contents = Contents(connection)
        for table in contents.tables:
            if table.name in tables:
                contents.fill(table.name, tables[table.name])
        connection.rollback()


@cache
def lines_file() -> bytes:
    """The lines of a table of enterprises in a backup."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "b.backup")
        file.write_bytes(backup_file())
        with open_backup(file, lambda: "") as backup:
            return b"\n".join(backup.lines("enterprises"))


def as_lines(file: Path) -> bool:
    """Rows of a backup whose digests somebody made anew."""
    return refused(lambda: filled({"enterprises": file.read_bytes().split(b"\n")}))


def typed(read: Callable[[str], object]) -> Callable[[Path], bool]:
    """A reader of what somebody typed or a browser sent: True where nothing comes of it."""
    return lambda file: not read(file.read_bytes().decode("utf-8", "replace"))


def cookie(sent: str) -> bool:
    """A request with these cookies; what they name, if they name anything."""
    asked = ask(OwnOrigin, Settings(), headers={"Host": "127.0.0.1:8501", "Cookie": sent})
    cookies = HTTPConnection({"type": "http", "headers": [(b"cookie", sent.encode())]}).cookies
    language_in(cookies)
    return asked.passed and bool(token_in(cookies, Settings()))


def host(sent: str) -> bool:
    """A request that claims to be sent to that host, from a page there; it is no other than own."""
    for name in ("http", "websocket"):
        headers = {"Host": sent, "Origin": sent}
        passed = ask(OwnOrigin, Settings(), type=name, method="POST", headers=headers).passed
        assert not passed
    return ask(OwnOrigin, Settings(), headers={"Host": sent}).passed


def form(sent: str) -> bool:
    """A posted form."""

    async def read() -> dict[str, str]:
        pieces = [{"type": "http.request", "body": sent.encode(), "more_body": False}]

        async def receive() -> Any:
            return pieces.pop()

        return await sent_in(Request({"type": "http", "method": "POST", "headers": []}, receive))

    return bool(asyncio.run(read()))


def referer(sent: str) -> bool:
    """The page that somebody came from to choose a language; it leads to no other host."""
    place = own_place(sent, "127.0.0.1:8501")
    assert not place.startswith(("//", "/\\"))
    return bool(place)


def copy_of(sent: str) -> bool:
    """The day of the copy that a caller says it has of a public file; a mark is read alike."""
    changed = {"Last-Modified": "Sun, 01 Nov 2026 00:00:00 GMT"}
    for name in (b"if-none-match", b"if-modified-since"):
        headers = [(name, sent.encode("latin-1", "replace"))]
        asked = Request({"type": "http", "method": "GET", "headers": headers})
        answer = marked(asked, b"figures", "text/html", changed)
    return answer.status_code == HTTPStatus.NOT_MODIFIED


def length(sent: str) -> bool:
    """What an upload says how long it is."""
    return 0 <= length_of(sent) < UPLOAD


def number(sent: str) -> bool:
    """A number typed into a field."""
    return isinstance(typed_number(sent), float | int)


def as_keys(file: Path) -> bool:
    """The file with the keys that seal secrets; a new one is put in front of them."""

    def read() -> None:
        _read.cache_clear()
        keys_before(file)
        ring = key_ring(Settings(key_file=file))
        assert ring.opened(ring.sealed("a")) == "a"

    return refused(read)


def as_passphrase(file: Path) -> bool:
    """The file with the passphrase of a backup."""
    try:
        passphrase(file, new=True)
    except typer.BadParameter as problem:
        return bool(problem.message)
    return False


def answered(sent: str) -> bool:
    """An answer to each item as a browser sends it: a number, a text, a list, anything of JSON."""
    try:
        raw = json.loads(sent)
    except ValueError:
        raw = sent
    items = [item for item in QUESTIONS.items if item.asked]
    kept = [not refused(lambda item=item: value_of(item, raw)) for item in items]  # type: ignore[misc]
    return any(kept)


def workbook() -> bytes:
    """A small workbook."""
    file = BytesIO()
    Workbook().save(file)
    return file.getvalue()


def table(ending: str) -> bytes:
    """A table of answers as a file of that kind."""
    with TemporaryDirectory() as folder:
        file = Path(folder, f"a.{ending}")
        WRITERS[ending](file, [HEADER, *ROWS])
        return file.read_bytes()


def profile(typed: str) -> bool:
    """A form of an enterprise whose every field was filled with that."""
    names = ("name", "credit_code", "division", "district", "employees", "revenue", "assets")
    return len(faults_of(dict.fromkeys(names, typed))) < len(names)


ROOT = Path(__file__).parents[2]


def shipped(*parts: str) -> Reader:
    """A file of YAML as it is shipped."""
    file = ROOT.joinpath(*parts)
    return Reader(file.read_bytes, linted, file)


def of_table(ending: str) -> Reader:
    """A table of answers."""
    return Reader(lambda: table(ending), scored)


CATALOGUE = ROOT / "solutions" / "catalogue" / "data_asset.yaml"
SAMPLES = ("tests", "data", "samples", "workshop", "1")
FILES: Mapping[str, Reader] = {
    "questionnaire.yaml": shipped(*SAMPLES, "questionnaire.yaml"),
    "dimension.yaml": shipped(*SAMPLES, "shopfloor.yaml"),
    "regulation.yaml": shipped("questionnaires", "regulations", "wuxi-2023.yaml"),
    "crosswalk.yaml": shipped("questionnaires", "crosswalks", "digital_finance--eu_dmat.yaml"),
    "rubric.yaml": shipped("tests", "cases", "rubrics", "workshop.yaml"),
    "effort.yaml": shipped("scoring", "efforts", "general.yaml"),
    "solutions.yaml": Reader(CATALOGUE.read_bytes, as_catalogue, CATALOGUE),
    "programme.yaml": shipped("solutions", "programmes", "rules", "pilot_city.yaml"),
    "narratives.yaml": shipped("reports", "narratives", "green_carbon.yaml"),
    "layers.yaml": shipped("reports", "layers", "park.yaml"),
    "concerns.yaml": shipped("solutions", "concerns.yaml"),
    "outside.yaml": shipped("questionnaires", "outside.yaml"),
    "bulletin_advice.yaml": shipped("services", "bulletin", "advice.yaml"),
    "contradictions.yaml": shipped("questionnaires", "contradictions", "manufacturing.yaml"),
    "questionnaire.xlsx": Reader(lambda: export(WORKSHOP), imported),
    "firms.csv": Reader(lambda: as_csv(FIRMS, FIRMS_HEADER), as_firms),
    "firms.xlsx": Reader(lambda: as_xlsx(FIRMS, FIRMS_HEADER), as_firms),
    "vendors.xlsx": Reader(lambda: vendor_table(ROW), as_vendors),
    "template.docx": Reader(template, as_template),
    **{f"answers.{each}": of_table(each) for each in WRITERS},
    "photo.jpg": Reader(turned_photo, as_evidence),
    "photo.png": Reader(lambda: photo(160, 120, format="PNG"), as_evidence),
    "photo.webp": Reader(lambda: photo(160, 120, format="WEBP"), as_evidence),
    "paper.pdf": Reader(lambda: PDF, as_evidence),
    "paper.docx": Reader(template, as_evidence),
    "paper.xlsx": Reader(workbook, as_evidence),
    "logo.png": Reader(lambda: photo(160, 120, format="PNG"), as_logo),
    "logo.jpg": Reader(lambda: photo(160, 120, progressive=True), as_logo),
    "answer_book.xlsx": Reader(answer_book, as_answer_book),
    "report.html": Reader(lambda: PAGE, as_report),
    "report.pdf": Reader(lambda: PDF + PAGE, as_report),
    "report.docx": Reader(template, as_report),
    "report.xlsx": Reader(lambda: vendor_table(ROW), as_report),
    "report.pptx": Reader(lambda: saved(empty_deck()), as_report),
    "store.db": Reader(store_file, as_source),
    "store.backup": Reader(backup_file, as_backup),
    "sealed.backup": Reader(lambda: backup_file(PASSPHRASE), as_backup),
    "rows.jsonl": Reader(lines_file, as_lines),
    "passphrase.txt": Reader(PASSPHRASE.encode, as_passphrase),
    "keys.txt": Reader(f"{new_key()}\n{new_key()}\n".encode, as_keys),
    JOURNAL: Reader(lambda: b'["a.docx", "0"]\n["b.docx", "1"]\n', as_journal),
}
TEXTS: Mapping[str, Reader] = {
    "resume code": Reader(new_code().encode, typed(tidy_code)),
    "check code": Reader(lambda: b"ABCDE-FGHJK-MNPQR-STVW0", typed(tidy_check_code)),
    "credit code": Reader(lambda: b"91320200MA1XXXXX0X", typed(lambda text: not fault_of(text))),
    "link": Reader(
        "https://shop.example.com:8443/item?id=1&view=店#top".encode,
        typed(lambda text: not refused(lambda: parse_link(text))),
    ),
    "profile": Reader("无锡精工有限公司".encode, typed(profile)),
    "saved draft": Reader(lambda: b'{"plan": [1, "page", ""]}', typed(unpacked)),
    "answer": Reader(lambda: b'["backup", "accounts"]', typed(answered)),
    "cookie": Reader(f"shuzhen={'t' * 43}; shuzhen_lang=en".encode, typed(cookie)),
    "host": Reader(lambda: b"127.0.0.1:8501", typed(host)),
    "number": Reader("１，２００".encode, typed(number)),
    "referer": Reader(lambda: b"http://127.0.0.1:8501/fill?part=a", typed(referer)),
    "browser": Reader(lambda: b"Mozilla/5.0 (Windows NT 10.0) Edg/120.0", typed(device_of)),
    "network": Reader(lambda: b"2001:db8::1", typed(network_of)),
    "copy": Reader(lambda: b"Mon, 30 Nov 2026 00:00:00 GMT", typed(copy_of)),
    "length": Reader(lambda: b"50000", typed(length)),
    "form": Reader(lambda: b"name=wang&password=%E7%94%B5&link=a", typed(form)),
}
READERS = {**FILES, **TEXTS}
