"""Cards that are older than what the city counts beside them have it as far as it was kept."""

import json

import sqlalchemy as sa

from assessments.details import CLAIMS, ITEMS, WISHES
from storage import SqlStore, open_store, tables
from storage.engine import address as url_of
from storage.engine import connect
from storage.opening import upgrade
from tests.store.beside import beside
from tests.store.samples import NOON, SUBMITTED, assessment, card
from tests.store.test_details import valued


def test_cards_of_before_have_what_was_kept_of_them(address: str) -> None:
    """A migration gives them the values of items, the claim, the verdicts and the concerns."""
    store = SqlStore(connect(url_of(address)))
    made, claim = valued(plan=0.0, cloud=1.0), card(40.0, strategy=30.0)
    with store.writer.begin() as connection:
        upgrade(connection, "0009")
        firm = {"id": "e1", "name": "某", "division": "34", "district": "320206"}
        connection.execute(
            sa.insert(tables.enterprises), firm | {"employees": 50, "synthetic": False}
        )
        one = assessment(stage=SUBMITTED.stage, submitted_at=NOON).model_dump()
        named = {name: one[name] for name in ("id", "enterprise", "questionnaire", "edition")}
        rest = {name: one[name] for name in ("digest", "round", "stage", "version", "started_at")}
        connection.execute(sa.insert(tables.assessments), named | rest | {"synthetic": False})
        for number, (side, each) in enumerate((("claimed", claim), ("verified", made)), start=1):
            row = {"id": number, "assessment": "a1", "side": side, "at": NOON, "coverage": 1.0}
            stamp = {"rubric": "equal", "rubric_version": "1.0", "total": each.total, "level": 2}
            figures = json.dumps({"strategy": 30.0} if side == "claimed" else {})
            connection.execute(sa.insert(tables.scorecards), row | stamp | {"figures": figures})
            document = {"scorecard": number, "document": each.model_dump_json(by_alias=True)}
            connection.execute(sa.insert(tables.scorecard_documents), document)
        for kind, value in (
            ("signature", {"counts": {"confirmed": 3, "down": 1}}),
            ("concerns", {"said": {"pressing": ["cost"], "request": ""}, "by": ""}),
        ):
            told = {"kind": kind, "subject": "a1", "revision": 1, "value": value, "content": b""}
            connection.execute(sa.insert(tables.documents), told | {"author": "x", "at": NOON})
    store.close()
    now = open_store(address, migrate=True)
    verified = ("a1", "verified")
    assert beside(now, ITEMS).loc[verified].to_dict() == {"plan": 0.0, "cloud": 1.0}
    assert beside(now, CLAIMS).loc[verified].to_dict() == {
        "claimed:total": 40.0, "claimed:strategy": 30.0, "confirmed": 3.0, "down": 1.0,
    }  # fmt: skip
    wishes_of = beside(now, WISHES)
    assert wishes_of.loc[verified].to_dict() == {"said": 1.0, "concern:cost": 1.0}
    assert list(beside(now, CLAIMS).index) == [verified]
    now.close()
