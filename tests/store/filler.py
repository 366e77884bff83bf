"""A process that fills in through the services, for ever, and says what it was told of all."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest.mock import patch

from access.actor import holder_of
from assessments.profile import parse_profile
from assessments.refusals import Refusal, Unavailable
from assessments.size import trades
from services import business, evidence, filling
from services.context import Context
from services.kinds import BUSINESS
from services.personal.notice import VERSION
from services.settings import Settings
from storage import open_media, open_store
from storage.problems import StoreProblem

# Read once, in the process whose copies all fillers are.
FIRM = parse_profile({"name": "x", "division": "34", "district": "320206", "employees": 50})
TRADES = trades()
ANSWERS: tuple[tuple[str, Any], ...] = (
    ("workshop", "own"),
    ("machines_total", 10),
    ("machines_networked", 4),
    ("plan", "page"),
    ("downtime", "logged"),
    ("scheduling", "sheet"),
    ("scrap_rate", 2),
    ("scrap_rate", 3),
    ("safeguards", ["backup"]),
    ("safeguards", ["backup", "accounts"]),
    ("backup_test", "year"),
)

Act = Callable[[str], Any]  # of the mark by which what it writes is known again
Deed = tuple[str, str]  # what kind of thing, and that mark


@dataclass(frozen=True)
class Place:
    """Where clients work: the store, a folder for the rest, and what all of them answer."""

    store: str
    home: Path
    shared: str = ""

    def opened(self) -> Context:
        """A context over a store of its own."""
        settings = Settings(store=self.store, questionnaires=self.home / "questionnaires")
        media = open_media(str(self.home / "evidence"))
        return Context(open_store(self.store), settings=settings, media=media)


def fill(place: Place, seed: int, said: Connection) -> None:
    """Begin, answer, describe, show, hand in, one enterprise after the other, for ever."""
    logging.disable()  # it is told here
    chance = random.Random(seed)  # noqa: S311  (no secret)
    marks = (f"{seed}-{number}" for number in count())
    ctx = _patiently_opened(place)

    def attempt(kind: str, act: Act, mark: str = "") -> Any:
        mark = mark or next(marks)
        said.send(("tried", kind, mark))
        try:
            made = act(mark)
        except Refusal as refusal:
            said.send((refusal.key, kind, mark))
            if isinstance(refusal, Unavailable):
                time.sleep(0.05)
            return None
        said.send(("saved", kind, mark))
        return made

    with patch.object(filling, "limits_of_starts", lambda _: {}):
        while True:
            begun = attempt("start", lambda mark: begin(ctx, mark))
            for kind, act in _acts(ctx, begun, place.shared, chance) if begun else ():
                attempt(kind, act)
            if begun:
                attempt("submit", lambda mark: filling.submit(of(ctx, mark), mark, None), begun)


def _patiently_opened(place: Place) -> Context:
    while True:
        try:
            return place.opened()
        except (Unavailable, StoreProblem):  # the server is being started
            time.sleep(0.05)


def begin(ctx: Context, mark: str) -> str:
    """The id of a new assessment of an enterprise of that name."""
    firm = FIRM.model_copy(update={"name": mark})
    return filling.start(ctx, firm, "workshop", consent=VERSION).assessment.id


def of(ctx: Context, assessment: str) -> Context:
    """The context of whoever holds the assessment."""
    return replace(ctx, actor=holder_of(assessment))


def _acts(ctx: Context, own: str, shared: str, chance: random.Random) -> Iterator[tuple[str, Act]]:
    for item, raw in ANSWERS:
        yield "answer", _answer(of(ctx, own), own, item, raw)
        if chance.random() < 0.3:
            rival = _answer(of(ctx, shared), shared, "scrap_rate", chance.randint(1, 30))
            yield "answer", rival
        if chance.random() < 0.2:
            yield "business", _describe(of(ctx, own), own)
        if chance.random() < 0.2:
            yield "evidence", _show(of(ctx, own), own)


def _answer(ctx: Context, assessment: str, item: str, raw: Any) -> Act:
    def act(mark: str) -> Any:
        known = ctx.store.answers(assessment, "claimed").get(item)
        seen = 0 if known is None else known.revision
        return filling.record_answer(ctx, assessment, item, raw, note=mark, seen=seen)

    return act


def _describe(ctx: Context, assessment: str) -> Act:
    def act(mark: str) -> Any:
        held = ctx.store.document(BUSINESS, assessment)
        seen = 0 if held is None else held.revision
        return business.keep(ctx, assessment, {"products": mark}, seen=seen)

    return act


def _show(ctx: Context, assessment: str) -> Act:
    def act(mark: str) -> Any:
        content = b"%PDF-1.7\n" + mark.encode() * 2_000 + b"\n%%EOF\n"
        return evidence.add(ctx, assessment, evidence.EvidenceDraft("plan", f"{mark}.pdf", content))

    return act
