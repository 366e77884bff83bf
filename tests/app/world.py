"""A small world for the pages: a centre, accounts, and enterprises at any point of their way."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from access.actor import Actor, Role, holder_of
from access.tokens import digest_of
from assessments.model import Assessment, Stage
from assessments.profile import parse_profile
from questionnaires.model import Item, Kind
from services import accounts, filling, verifying
from services.context import Context
from services.filling import FillingSheet
from services.personal.notice import VERSION
from services.settings import Settings
from storage import SqlStore
from tests.stores import MemoryMedia

PASSWORD = "correct horse battery"
ODD_NAME = (
    "惠山<script>alert(1)</script>[点](https://example.org/x)![图](https://example.org/y)🏭𠮷厂"
)
CONSULTANT = "gu.wen"
STRANGER = "bie.ren"  # a consultant of another centre
OFFICIAL = "guan.yuan"


@dataclass(frozen=True)
class World:
    """A store with people in it; every act goes through the services."""

    store: SqlStore
    media: MemoryMedia = field(default_factory=MemoryMedia)

    @property
    def visitor(self) -> Context:
        """Nobody known."""
        return Context(store=self.store, settings=Settings(), media=self.media)

    @property
    def operator(self) -> Context:
        """The command line of the installation."""
        return replace(self.visitor, actor=Actor(Role.OPERATOR, id="operator"))

    def holder(self, assessment: str) -> Context:
        """Whoever has the resume code of the assessment."""
        return replace(self.visitor, actor=holder_of(assessment))

    def people(self) -> str:
        """Make the accounts; the answer is the id of the consultant's centre."""
        own = accounts.add_centre(self.operator, "惠山数字化转型促进中心")
        other = accounts.add_centre(self.operator, "江阴数字化转型促进中心")
        for username, name, role, centre in (
            (CONSULTANT, "顾问老周", Role.CONSULTANT, own),
            (STRANGER, "别家顾问", Role.CONSULTANT, other),
            (OFFICIAL, "市里小陈", Role.OFFICIAL, None),
        ):
            accounts.add_account(self.operator, username, PASSWORD, name, role, centre)
        return own

    def signed_in(self, username: str) -> str:
        """The token of a fresh session."""
        return accounts.sign_in(self.visitor, username, PASSWORD, "127.0.0.1")

    def started(
        self, name: str = "惠山精密零件厂", questionnaire: str = "manufacturing"
    ) -> filling.Started:
        """A draft without answers, and its code."""
        typed = {"name": name, "division": "34", "district": "320206", "employees": 52}
        profile = parse_profile(typed | {"revenue": 3200})
        return filling.start(self.visitor, profile, questionnaire, consent=VERSION)

    def fill(self, assessment: str, rung: int = 2) -> FillingSheet:
        """Answer whatever is open with the option ``rung`` (or the last), until nothing is."""
        ctx = self.holder(assessment)
        while (sheet := filling.sheet(ctx, assessment)).missing:
            for id in sheet.missing:
                raw = any_answer(sheet.questionnaire.by_id[id], rung)
                seen = sheet.answers[id].revision if id in sheet.answers else 0
                filling.record_answer(ctx, assessment, id, raw, seen=seen)
        return sheet

    def submitted(self, centre: str | None, name: str = "惠山精密零件厂") -> Assessment:
        """A complete assessment in the hands of ``centre``."""
        assessment = self.started(name).assessment.id
        self.fill(assessment)
        return filling.submit(self.holder(assessment), assessment, centre)

    def next_round(self, earlier: Assessment, rung: int = 3, code: str | None = None) -> Assessment:
        """A complete assessment of the same enterprise a year later, in the same hands.

        ``code`` resumes it.
        """
        begun = earlier.started_at + timedelta(days=365)
        later = earlier.model_copy(
            update={
                "id": f"{earlier.id}-later", "round": 1, "stage": Stage.DRAFT, "version": 1,
                "started_at": begun, "submitted_at": None, "signed_at": None, "signed_by": None,
                "centre": None,
            }
        )  # fmt: skip
        digest = None if code is None else digest_of(code.replace("-", ""))
        self.store.add_assessment(later, digest)
        self.fill(later.id, rung)
        return filling.submit(self.holder(later.id), later.id, earlier.centre)

    def consultant(self) -> Context:
        """The consultant of the first centre."""
        actor = accounts.actor_of(self.visitor, self.signed_in(CONSULTANT))
        return replace(self.visitor, actor=actor)

    def verified_answers(self, assessment: str) -> Iterator[tuple[str, Any]]:
        """What the consultant found, by item."""
        found = verifying.case(self.consultant(), assessment).dossier.verified
        return ((id, record.value) for id, record in found.items())


def any_answer(item: Item, rung: int) -> Any:
    """A raw answer that fits: the option at ``rung``, or a number that contradicts no other."""
    if item.kind is Kind.NUMBER:
        return min(max(10.0, item.minimum or 0), 10.0 if item.maximum is None else item.maximum)
    if item.kind is Kind.MULTI:
        plain = [option.id for option in item.options if not option.exclusive]
        return plain[: rung + 1]
    return item.options[min(rung, len(item.options) - 1)].id
