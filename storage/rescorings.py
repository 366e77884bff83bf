"""What other rubrics and editions make of stored answers, beside the results."""

import json
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from sqlalchemy import insert, select

from assessments.model import Side
from scoring.scorecard import Scorecard
from storage.connected import Connected
from storage.tables import rescorings


class Rescorings(Connected):
    """The part of the store that holds rescorings; nothing that counts results looks at it."""

    def add_rescoring(self, assessment: str, side: Side, card: Scorecard, at: datetime) -> bool:
        """Append a card of that side; False where there is one of the same stamp already."""
        key = {
            "assessment": assessment,
            "side": side,
            "questionnaire_digest": card.stamp.questionnaire_digest,
            "rubric_digest": card.stamp.rubric_digest,
            "engine": card.stamp.engine,
        }
        same = select(rescorings.c.at).where(
            *(rescorings.c[name] == value for name, value in key.items())
        )
        with self._write() as connection:
            if connection.execute(same).first() is not None:
                return False
            document = card.model_dump_json(by_alias=True)
            connection.execute(insert(rescorings), key | {"at": at, "document": document})
        return True

    def rescorings(self, assessment: str) -> Sequence[tuple[Side, Scorecard]]:
        """Every one of the assessment, the oldest first."""
        columns = rescorings.c
        query = (
            select(columns.side, columns.document)
            .where(columns.assessment == assessment)
            .order_by(columns.at, columns.rubric_digest, columns.side)
        )
        with self._read() as connection:
            rows = connection.execute(query).all()
        return [(side, Scorecard.model_validate_json(document)) for side, document in rows]

    def rescored(self, rubric_digest: str) -> pd.DataFrame:
        """The newest under this rubric of each assessment and side: assessment, side, at, total."""
        columns = rescorings.c
        query = (
            select(columns.assessment, columns.side, columns.at, columns.document)
            .where(columns.rubric_digest == rubric_digest)
            .order_by(columns.at)
        )
        with self._read() as connection:
            rows = connection.execute(query).all()
        found = pd.DataFrame(
            [(case, side, at, json.loads(card)["total"]) for case, side, at, card in rows],
            columns=["assessment", "side", "at", "total"],
        )
        found["at"] = pd.to_datetime(found["at"], utc=True)
        found["total"] = found["total"].astype("float64")
        return found.drop_duplicates(["assessment", "side"], keep="last", ignore_index=True)
