"""What became of each answer sheet: its assessment, its records, and when all that happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from access.actor import Role
from assessments.lifecycle import advance
from assessments.model import Assessment, Enterprise, Stage
from assessments.years import CHINA
from i18n import say
from questionnaires.conditions import Routes
from questionnaires.model import Questionnaire
from services.demo.city import city
from services.demo.maturity import SyntheticSheets
from services.demo.records import Records, claim, values, visit

CONSULTANT = Role.CONSULTANT.entry.label.zh
OPENS, DAYS = (3, 3), 230  # the season of a year: the first day, and how long it lasts


@dataclass(frozen=True)
class History:
    """One assessment with all that was ever answered; ``verified`` is empty without a visit."""

    assessment: Assessment
    enterprise: Enterprise
    claimed: Records
    verified: Records


@dataclass(frozen=True)
class Histories:
    """The histories of all sheets: ``claimed`` as the enterprises say, ``true`` as it is."""

    questionnaire: Questionnaire
    enterprises: Sequence[Enterprise]
    respondents: SyntheticSheets
    claimed: Routes
    true: Routes
    rng: np.random.Generator

    def __iter__(self) -> Iterator[History]:
        for sheet, stage in enumerate(_stages(self.respondents, self.rng)):
            yield self._history(sheet, stage)

    def _history(self, sheet: int, stage: Stage) -> History:
        enterprise = self.enterprises[self.respondents.enterprise[sheet]]
        assessment = self._begun(enterprise, sheet)
        answers = values(self.questionnaire, self.claimed, sheet)
        if stage is Stage.DRAFT:
            answers = {id: answers[id] for id in self._first_pages() if id in answers}
        claimed = claim(assessment, answers, self.rng)
        if stage is Stage.DRAFT:
            return History(assessment, enterprise, claimed, {})
        number = int(self.rng.integers(1, city().centres + 1))
        waits = self.respondents.year[sheet] == city().years[-1]  # nobody waits for years
        drawn = waits and self.rng.random() < city().at_a_centre
        assessment = _moved(
            assessment,
            Stage.SUBMITTED,
            submitted_at=max(record.at for record in claimed.values()) + timedelta(minutes=3),
            centre=f"demo-centre-{number}" if drawn or stage is not Stage.SUBMITTED else None,
        )
        if stage is Stage.SUBMITTED:
            return History(assessment, enterprise, claimed, {})
        assessment = _moved(assessment, Stage.UNDER_VERIFICATION)
        true = values(self.questionnaire, self.true, sheet)
        found = visit(assessment, claimed, true, self.rng)
        if stage is Stage.VERIFIED:
            last = max(record.at for record in (found or claimed).values())
            assessment = _moved(
                assessment,
                Stage.VERIFIED,
                signed_at=last + timedelta(minutes=20),
                signed_by=say("demo.person", "zh", role=f"{CONSULTANT} {number}"),
            )
        return History(assessment, enterprise, claimed, found)

    def _begun(self, enterprise: Enterprise, sheet: int) -> Assessment:
        """A draft, begun in the hours of some day of the season."""
        year = int(self.respondents.year[sheet])
        day, minute = int(self.rng.integers(DAYS)), int(self.rng.integers(480))
        first = datetime(year, *OPENS, 8, 30, tzinfo=CHINA)
        return Assessment(
            id=f"{enterprise.id}-{year}",
            enterprise=enterprise.id,
            questionnaire=self.questionnaire.id,
            edition=self.questionnaire.edition,
            digest=self.questionnaire.digest,
            round=int(self.respondents.round[sheet]),
            started_at=first + timedelta(days=day, minutes=minute),
            synthetic=True,
        )

    def _first_pages(self) -> list[str]:
        pages = self.questionnaire.pages
        return [id for page in pages[: self.rng.integers(1, len(pages))] for id in page.items]


def _stages(respondents: SyntheticSheets, rng: np.random.Generator) -> list[Stage]:
    """Where each sheet stands; drafts and visits under way are of the last year only."""
    found = []
    for year, chance in zip(respondents.year, rng.random(respondents.size), strict=True):
        stage = Stage.VERIFIED if chance < city().verified[int(year)] else Stage.SUBMITTED
        if year == city().years[-1] and chance > 1 - city().drafts - city().under_verification:
            stage = Stage.DRAFT if chance > 1 - city().drafts else Stage.UNDER_VERIFICATION
        found.append(stage)
    return found


def _moved(assessment: Assessment, stage: Stage, **changes: Any) -> Assessment:
    return advance(assessment, stage, version=assessment.version + 1, **changes)
