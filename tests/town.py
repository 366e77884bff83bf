"""A small town to test the services in: a store in memory, a clock, people, one questionnaire."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from access.actor import Actor, Role, holder_of
from assessments.model import Assessment
from assessments.profile import Profile, parse_profile
from questionnaires.library import load
from services import accounts, filling, verifying
from services.context import Context
from services.media import Media
from services.personal.notice import VERSION
from services.settings import Settings
from storage import SqlStore
from tests.stores import MemoryMedia, new_store
from tests.visiting import visited

SAMPLES = Path(__file__).parent / "data" / "samples"
PASSWORD = "a long password"

PROFILE: Mapping[str, Any] = {
    "name": "惠山精工",
    "division": "34",
    "district": "320206",
    "employees": 50,
    "revenue": 1200,
}

# A whole answer sheet of the sample questionnaire for an enterprise with a workshop.
ANSWERS: Mapping[str, Any] = {
    "workshop": "own",
    "machines_total": 10,
    "machines_networked": 4,
    "plan": "page",
    "downtime": "logged",
    "scheduling": "sheet",
    "scrap_rate": 2,
    "safeguards": ["backup", "accounts"],
    "backup_test": "year",
}


def _published() -> TemporaryDirectory[str]:
    """The samples as the town uses them: published, while the files stay drafts for others."""
    folder = TemporaryDirectory(prefix="town")
    shutil.copytree(SAMPLES, folder.name, dirs_exist_ok=True)
    for head in Path(folder.name).glob("*/*/questionnaire.yaml"):
        draft = head.read_text("utf-8")
        assert "status: draft" in draft
        head.write_text(draft.replace("status: draft", "status: published"), "utf-8")
        (head.parent / "digest").write_text(load(head.parent).digest, "utf-8")
    return folder


FOLDER = _published()


@dataclass
class Town:
    """Contexts for everybody; ``now`` moves only when a test moves it."""

    store: SqlStore
    now: datetime = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
    settings: Settings = field(default_factory=lambda: Settings(questionnaires=Path(FOLDER.name)))

    media: Media = field(default_factory=MemoryMedia)

    def ctx(self, actor: Actor, address: str = "192.0.2.1") -> Context:
        """A context for ``actor``."""
        return Context(
            self.store, actor, lambda: self.now, self.settings, address, media=self.media
        )

    @property
    def visitor(self) -> Context:
        """Somebody nobody knows."""
        return self.ctx(Actor(Role.VISITOR))

    @property
    def operator(self) -> Context:
        """The command line."""
        return self.ctx(Actor(Role.OPERATOR, id="operator"))

    def holder(self, assessment: Assessment) -> Context:
        """Whoever holds the resume code of ``assessment``."""
        return self.ctx(holder_of(assessment.id))

    def centre(self, name: str = "惠山促进中心") -> str:
        """The id of a promotion centre, made if need be."""
        return accounts.add_centre(self.operator, name)

    def consultant(self, username: str = "wangfang", centre: str = "惠山促进中心") -> Context:
        """A consultant with an account, made if need be."""
        if self.store.account(username) is None:
            accounts.add_account(
                self.operator, username, PASSWORD, "王芳", Role.CONSULTANT, self.centre(centre)
            )
        token = accounts.sign_in(self.visitor, username, PASSWORD, "192.0.2.2")
        return self.ctx(accounts.actor_of(self.visitor, token))

    def wait(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)

    def profile(self, **changes: Any) -> Profile:
        """A profile that is accepted."""
        return parse_profile({**PROFILE, **changes})

    def started(self, **profile: Any) -> Assessment:
        """A fresh draft."""
        return filling.start(
            self.visitor, self.profile(**profile), "workshop", consent=VERSION
        ).assessment

    def answer(self, assessment: Assessment, answers: Mapping[str, Any] = ANSWERS) -> None:
        """Give answers one after another, each for the first time."""
        for item, raw in answers.items():
            self.wait(seconds=1)
            filling.record_answer(self.holder(assessment), assessment.id, item, raw, seen=0)

    def filled(self, **profile: Any) -> Assessment:
        """A draft with a whole answer sheet."""
        assessment = self.started(**profile)
        self.answer(assessment)
        return assessment

    def submitted(self, centre: str | None = "惠山促进中心", **profile: Any) -> Assessment:
        """An assessment that was submitted to the centre of that name."""
        assessment = self.filled(**profile)
        chosen = None if centre is None else self.centre(centre)
        return filling.submit(self.holder(assessment), assessment.id, chosen)

    def under_verification(self) -> Assessment:
        """An assessment that wangfang of 惠山促进中心 has begun to verify."""
        return verifying.begin(self.consultant(), self.submitted().id)

    def signed(self) -> Assessment:
        """An assessment that wangfang has signed."""
        assessment = self.under_verification()
        visited(self.consultant(), assessment.id)
        seen = verifying.case(self.consultant(), assessment.id).seen
        return verifying.sign(self.consultant(), assessment.id, seen=seen)


@contextmanager
def new_town() -> Iterator[Town]:
    """An empty town; its store is gone afterwards."""
    store = new_store()
    try:
        yield Town(store)
    finally:
        store.close()
