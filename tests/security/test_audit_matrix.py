"""Every service that changes something writes an entry of the audit trail, or says why not."""

import ast
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from types import FunctionType
from typing import Any

import services
from access.actor import Role
from i18n.catalogue import texts
from services import links
from services.auditing import AuditLine
from services.noting import note, note_case, note_centre, note_person
from services.store import Store
from storage import open_store
from views import session
from views.audit_list import particulars

NOTES = {note, note_case, note_centre, note_person}
# Methods of the store that change nothing that anybody would ask about afterwards.
READS = {
    "idle_records",
    "personal_rows",
    "account",
    "account_of_identity",
    "accounts",
    "all_answers",
    "arrivals",
    "codes_handed_out",
    "claimed_records",
    "confirmations",
    "records_of_codes",
    "all_documents",
    "answer_history",
    "answers",
    "assessment",
    "assessment_by_resume",
    "assessments",
    "case_board",
    "case_counts",
    "case_lines",
    "case_place",
    "caseloads",
    "firm_counts",
    "attempts",
    "audit_head",
    "audit_page",
    "audit_rows",
    "centres",
    "document",
    "document_history",
    "documents",
    "enterprise",
    "details",
    "figures",
    "holder",
    "holder_of_record",
    "holdings",
    "all_held",
    "link",
    "open_links",
    "used_links",
    "rescorings",
    "rounds",
    "scorecard",
    "scorecards",
    "secret",
    "series",
    "session",
    "sessions_of",
    "snapshot",
    "transaction",
    "note",
}
COUNTERS = {  # how often somebody tried; when a session was used
    "add_arrival",
    "add_attempt",
    "forget_arrivals_before",
    "forget_attempts",
    "clear_attempts",
    "keep_attempts_within",
    "see_session",
    "end_sessions_before",
    "use_totp_step",
}
# What is tried is noted by ``attempt``, a release by ``kept``.
BY_THEMSELVES = {"services.attempts", "services.releasing"}
ANSWERS = "each revision stands append-only in the store with its author and its time"
EXEMPT = {
    "personal.erasing.forget_files": "part of an erasure, which is noted",
    "filling.record_answer": ANSWERS,
    "verifying.set_verified": ANSWERS,
    "answering.append": ANSWERS,
    "answering.append_all": ANSWERS,
    "plans.set_limits": ANSWERS,
    "plans.move": ANSWERS,
    "plans.drop": ANSWERS,
    "plans.add": ANSWERS,
    "plans.tick": ANSWERS,
    "plans.undo": ANSWERS,
    "plans.follow": ANSWERS,
    "declaring.declare": ANSWERS,
    "business.keep": ANSWERS,
    "concerns.keep": ANSWERS,
    "concerns.answer": ANSWERS,
    "interface_uses.count_use": "how often and when a key was used; opens and changes nothing",
    "news.see": "how far a person has looked; opens and changes nothing",
    "mailing.send_due": "how far a mailbox was told of what stands in the trail already",
    "seconding.record": ANSWERS,
    "paragraphs.edit_paragraph": ANSWERS,
    "paragraphs.take_back": ANSWERS,
    "edits.keep": ANSWERS,
    "saved_views.save_view": "a list that somebody likes to look at, append-only as above",
    "saved_views.drop_view": "as above",
    "issuing.issue": "handing_out notes the report that is issued",
    "accounts.remember_browser": "opens nothing: whose failures a browser waits for",
    "accounts.begin_session": "whoever signs in by it notes that",
    "identities.begin_binding": "ten minutes for a browser; what it binds is noted",
    "accounts.unbind": "a browser forgets what it had; the assessment is as it was",
    "entering.ticket_for": "a ticket for two minutes; what it opens is noted when it is used",
    "holding.choose": "which of its own assessments a browser shows",
    "making_accounts.make_account": "accounts and links note the account that they make",
    "demo.filling.fill": "an invented city, in a store that holds nothing else",
    "demo.choices.choose": "as above",
    "demo.firms.claim": "as above",
    "demo.signing.seal": "as above",
    "demo.beside.wish": "as above",
    "demo.targets.set_targets": "as above",
    "estimating.estimates": "part of a release, which is noted; follows from the answers",
    "city_subjects.detailed": "as above",
    "city_subjects.measured": "as above",
    "city_subjects.earlier": "as above",
    "releasing.counted_lines": "as above",
}


@cache
def called(function: FunctionType) -> frozenset[FunctionType | str]:
    """The services that it calls, and the methods of a store, ``media`` apart."""
    found: set[FunctionType | str] = set()
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Name):
            reached = function.__globals__.get(node.id)
        elif isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Attribute) and node.value.attr == "store":
                found.add(node.attr)
                continue
            owner = function.__globals__.get(getattr(node.value, "id", ""))
            reached = getattr(owner, node.attr, None) if inspect.ismodule(owner) else None
        else:
            continue
        reached = inspect.unwrap(reached) if callable(reached) else reached
        if isinstance(reached, FunctionType) and reached.__module__.startswith("services."):
            found.add(reached)
    return frozenset(found)


def reached(function: FunctionType) -> set[FunctionType | str]:
    """The same, of all that it calls in turn, without what notes itself whatever it does."""
    found: set[FunctionType | str] = set()
    left: list[FunctionType | str] = [function]
    while left:
        last = left.pop()
        for each in called(last) if isinstance(last, FunctionType) else ():
            if each not in found and getattr(each, "__module__", "") not in BY_THEMSELVES:
                found.add(each)
                left.append(each)
    return found


def changes_unnoted(function: FunctionType) -> bool:
    """Whether it changes something and notes nothing."""
    found = reached(function)
    methods = {each for each in found if isinstance(each, str)}
    return bool(methods - READS - COUNTERS) and not found & NOTES


def every_service() -> Iterator[tuple[str, FunctionType]]:
    """As the access matrix finds them."""
    for module in pkgutil.walk_packages(services.__path__, "services."):
        loaded = import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and list(inspect.signature(function).parameters)[:1] == ["ctx"]:
                unwrapped: FunctionType = inspect.unwrap(function)
                yield f"{module.name.removeprefix('services.')}.{name}", unwrapped


def test_what_changes_something_is_noted_or_says_why_not() -> None:
    """A new service that writes needs an entry, or a line in the list above."""
    found = {name for name, function in every_service() if changes_unnoted(function)}
    assert found == set(EXEMPT)


def _writes(ctx: object) -> None:
    ctx.store.move(1, seen=0)  # type: ignore[attr-defined]


def _reads(ctx: object) -> None:
    ctx.store.series("a")  # type: ignore[attr-defined]


def _notes(ctx: object) -> None:
    ctx.store.move(1, seen=0)  # type: ignore[attr-defined]
    note_case(ctx, "case.begin", ctx)  # type: ignore[arg-type]


CONTROLS: list[Any] = [_writes, _reads, _notes]


def test_the_check_sees_a_write_without_an_entry() -> None:
    """The control: one that writes, one that reads, one that notes what it writes."""
    assert [changes_unnoted(each) for each in CONTROLS] == [True, False, False]
    assert set(dir(Store)) >= READS | COUNTERS


def test_every_action_that_is_noted_has_its_words() -> None:
    """What stands in the trail can be read on a page, and no words are left over."""
    noted: set[str] = set()
    for module in pkgutil.walk_packages(services.__path__, "services."):
        noted |= set(actions_in(inspect.getsource(import_module(module.name))))
    words = {name.removeprefix("act_") for name in texts("audit") if name.startswith("act_")}
    made = {action.replace(".", "_") for action in noted}
    made |= {f"{tried}_{end}" for tried in TRIED for end in ("fail", "slowed")}
    made |= {"store_backup", "store_restore", "store_copy"}  # of the command line
    assert made == words


def test_every_particular_that_is_noted_can_be_read_on_a_page() -> None:
    """A page that finds no words for one shows nothing of the trail at all."""
    noted: set[str] = set()
    for module in pkgutil.walk_packages(services.__path__, "services."):
        noted |= set(particulars_in(inspect.getsource(import_module(module.name))))
    assert {"role", "kind", "second_step", "by_provider", "to", "lang"} <= noted
    lines = [
        AuditLine(1, datetime.now(UTC), "", "", Role.VISITOR, "", "link", "", "", "", {name: value})
        for name in sorted(noted)
        for value in VALUES.get(name, ("1",))
    ]
    store = open_store("sqlite://")
    session.wire(session.Wiring(store, visit=session.Visit))
    assert [line.details for line in lines if not list(particulars(line))] == []
    store.close()


VALUES: dict[str, tuple[str, ...]] = {
    "role": tuple(map(str, Role)),
    "kind": links.RESETTING,
    "lang": ("zh", "en"),
    "side": ("claimed", "verified"),
}


def particulars_in(source: str) -> Iterator[str]:
    """The name of every particular that is handed to a note."""
    for node in ast.walk(ast.parse(source)):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if not name.startswith(("note", "_note")) or not isinstance(node, ast.Call):
            continue
        for each in node.keywords:
            if each.arg == "details" and isinstance(each.value, ast.Dict):
                yield from (
                    str(key.value) for key in each.value.keys if isinstance(key, ast.Constant)
                )
            elif each.arg not in (None, "details", "enterprise", "centre"):
                yield each.arg


NAMED = ("action", "ACTIONS")
ACTION = re.compile(r"\w+\.\w+")
TRIED = ("session", "confirm", "link", "code", "check", "key")


def actions_in(source: str) -> Iterator[str]:
    """Every action that is handed to a note, also by way of a variable of that name."""
    for node in ast.walk(ast.parse(source)):
        place = None
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith(
            ("note", "_note")
        ):
            place = node.args[1] if len(node.args) > 1 else None
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in NAMED:
            place = node.value
        if place is not None:
            for each in ast.walk(place):
                if isinstance(each, ast.Constant) and ACTION.fullmatch(str(each.value)):
                    yield str(each.value)
