"""Processes that fill in side by side and are killed at random moments: saved means stored.

``python -m tests.store.killing 200`` kills 200 on each database and prints what it counted. On
PostgreSQL some deaths are those of the whole server, at the same kind of moment.
"""

import json
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from access.audit import ChainFault, faults
from assessments.evidence import EvidenceFiles
from assessments.model import Assessment, Stage
from services import filling
from services.context import Context
from services.kinds import BUSINESS, EVIDENCE
from storage import SqlStore, open_store
from tests.browser.served import FORKS, fork
from tests.store import postgres
from tests.store.filler import ANSWERS, Place, begin, fill, of
from tests.town import FOLDER

CLIENTS = 4
LONGEST = 0.25  # seconds from the first thing that is saved to the death
SERVER = 8  # every such death on PostgreSQL is that of the server
UNSURE = "store_unsure"  # the one refusal that leaves open whether it was saved

NOTED = {"start": "assessment.start", "evidence": "evidence.add", "submit": "assessment.submit"}

Deed = tuple[str, str]  # what kind of thing was done, and the mark by which it is known again
Entry = tuple[str, str, int]  # of the trail: action, assessment, number of a file or 0


@dataclass
class Ledger:
    """What all clients said: that they try it, that it was saved, that it was not."""

    tried: set[Deed] = field(default_factory=set)
    saved: set[Deed] = field(default_factory=set)
    refused: set[Deed] = field(default_factory=set)
    words: Counter[str] = field(default_factory=Counter)

    def listen(self, client: "Client") -> bool:
        """Take in what the client has said by now; whether anything of it was saved."""
        before = len(self.saved)
        with suppress(EOFError, OSError):  # it was killed in the middle of a word
            while client.said.poll():
                word, *deed = client.said.recv()
                self._note(word, (deed[0], deed[1]))
        return len(self.saved) > before

    def _note(self, word: str, deed: Deed) -> None:
        self.words[word] += 1
        if word == "tried":
            self.tried.add(deed)
        elif word == "saved":
            self.saved.add(deed)
        elif word != UNSURE:
            self.refused.add(deed)


@dataclass(frozen=True)
class Client:
    """A process that fills in, and what it says."""

    process: BaseProcess
    said: Connection

    @classmethod
    def start(cls, place: Place, seed: int) -> "Client":
        """One more, at work."""
        said, says = FORKS.Pipe(duplex=False)
        process = fork(fill, place, seed, says)
        says.close()
        return cls(process, said)

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()
        self.process.join()


def kill_many(
    place: Place, deaths: int, seed: int, server: postgres.Server | None = None
) -> Ledger:
    """Let clients fill in and kill them one by one, or the server: what they were told.

    Raises AssertionError with all that is wrong with what is kept.
    """
    chance, ledger, seeds = random.Random(seed), Ledger(), count(seed * 1_000)  # noqa: S311  (no secret)
    clients = [Client.start(place, next(seeds)) for _ in range(CLIENTS)]
    try:
        for death in range(1, deaths + 1):
            victim = chance.randrange(CLIENTS)
            _wait_until_saved(ledger, clients, victim)
            time.sleep(chance.uniform(0, LONGEST))
            if server is not None and death % SERVER == 0:
                server.kill()
                time.sleep(0.3)  # they are told
                server.start()
                ledger.words["server killed"] += 1
                continue
            clients[victim].kill()
            ledger.listen(clients[victim])
            clients[victim] = Client.start(place, next(seeds))
            ledger.words["client killed"] += 1
    finally:
        for client in clients:
            client.kill()
            ledger.listen(client)
    faults = list(faults_of(place, ledger))
    assert not faults, "\n".join(faults)
    return ledger


def _wait_until_saved(ledger: Ledger, clients: list[Client], one: int) -> None:
    end, saved = time.monotonic() + 60, False
    while not saved:
        assert time.monotonic() < end, "nothing is saved any more"
        time.sleep(0.01)
        for place, client in enumerate(clients):
            saved |= ledger.listen(client) and place == one


def faults_of(place: Place, ledger: Ledger) -> Iterator[str]:
    """What is saved has to be kept, what is kept tried, what was refused not kept."""
    ctx = place.opened()
    kept: set[Deed] = {("start", "shared")}
    for assessment, enterprise in ctx.store.assessments():
        kept.add(("start", enterprise.name))
        kept |= {(kind, mark) for kind, mark in _deeds(ctx, assessment)}
        yield from _halves(ctx, assessment)
    yield from _trail_faults(ctx)
    tried = ledger.tried | {("start", "shared"), ("answer", "shared")}  # by ``prepared``
    yield from (f"{each} was called saved and is gone" for each in sorted(ledger.saved - kept))
    yield from (f"{each} is kept and nobody tried it" for each in sorted(kept - tried))
    yield from (f"{each} was called unsaved and is kept" for each in sorted(kept & ledger.refused))
    assert isinstance(ctx.store, SqlStore)
    ctx.store.close()


def _deeds(ctx: Context, assessment: Assessment) -> Iterator[Deed]:
    for record in ctx.store.answer_history(assessment.id):
        yield "answer", record.note
    for document in ctx.store.document_history(BUSINESS, assessment.id):
        yield "business", document.value["said"]["products"]
    for document in ctx.store.document_history(EVIDENCE, assessment.id):
        for file in EvidenceFiles.model_validate(document.value).files:
            yield "evidence", file.name.removesuffix(".pdf")
    if assessment.stage is Stage.SUBMITTED:
        yield "submit", assessment.id


def _halves(ctx: Context, assessment: Assessment) -> Iterator[str]:
    """Revisions with a gap, results without a submission, files that are listed and not there."""
    revisions = defaultdict(list)
    for record in ctx.store.answer_history(assessment.id):
        revisions["answers", record.item].append(record.revision)
    for kind in (BUSINESS, EVIDENCE):
        for document in ctx.store.document_history(kind, assessment.id):
            revisions["documents", kind].append(document.revision)
    for what, found in revisions.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            yield f"{what} of {assessment.id} has the revisions {found}"
    scored = ctx.store.scorecard(assessment.id, "claimed") is not None
    if scored is not (assessment.stage is Stage.SUBMITTED):
        yield f"{assessment.id} is {assessment.stage}, scored: {scored}"
    for file in _files(ctx, assessment).files:
        if not ctx.media.has(assessment.id, file.kept.digest):
            yield f"{file.name} of {assessment.id} has no file"


def _trail_faults(ctx: Context) -> Iterator[str]:
    """The chain has to hold, and the trail to have one entry for whatever is kept, and no other.

    An answer and a description are entries themselves: each revision with its author and time.
    """
    yield from (f"the trail is {fault.kind} at {fault.number}" for fault in _chain(ctx))
    noted = Counter(
        (row["action"], row["object"], json.loads(row["details"]).get("file", 0))
        for row in ctx.store.audit_rows()
        if row["action"] in NOTED.values()
    )
    kept = Counter(each for one, _ in ctx.store.assessments() for each in _entries(ctx, one))
    yield from (f"{each} is kept and not in the trail" for each in sorted(kept - noted))
    yield from (f"{each} is in the trail and not kept" for each in sorted(noted - kept))


def _chain(ctx: Context) -> list[ChainFault]:
    return list(faults(ctx.store.audit_rows(), ctx.store.audit_head()))


def _entries(ctx: Context, assessment: Assessment) -> Iterator[Entry]:
    """What the trail has to say of the assessment."""
    yield NOTED["start"], assessment.id, 0
    for file in _files(ctx, assessment).files:
        yield NOTED["evidence"], assessment.id, file.id
    if assessment.stage is Stage.SUBMITTED:
        yield NOTED["submit"], assessment.id, 0


def _files(ctx: Context, assessment: Assessment) -> EvidenceFiles:
    newest = ctx.store.document(EVIDENCE, assessment.id)
    return EvidenceFiles() if newest is None else EvidenceFiles.model_validate(newest.value)


def prepared(store: str, home: Path) -> Place:
    """A migrated store with one draft that all clients answer."""
    open_store(store, migrate=True).close()
    place = Place(store, home)
    ctx = place.opened()
    shared = begin(ctx, "shared")
    for item, raw in ANSWERS[:4]:
        filling.record_answer(of(ctx, shared), shared, item, raw, note="shared", seen=0)
    assert isinstance(ctx.store, SqlStore)
    ctx.store.close()
    return replace(place, shared=shared)


def main(deaths: int) -> None:
    """Kill so many on each database, and tell what was counted."""
    for name in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="killing") as folder:
            home = Path(folder)
            (home / "questionnaires").symlink_to(FOLDER.name)
            begun = time.monotonic()
            if name == "sqlite":
                ledger = kill_many(prepared(f"sqlite:///{home / 'store.db'}", home), deaths, 1)
            else:
                with postgres.running() as server:
                    ledger = kill_many(prepared(server.url, home), deaths, 2, server)
        told = ", ".join(f"{word} {number}" for word, number in sorted(ledger.words.items()))
        sys.stdout.write(f"{name}: {told}; nothing lost; {time.monotonic() - begun:.0f} s\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
