"""Which rows are about a firm or a person, table by table; what is in none says why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select

from assessments.personal import Traces
from storage.connected import Connected
from storage.tables import (
    accounts,
    answers,
    arrivals,
    assessments,
    audit,
    confirmations,
    confirmed_codes,
    documents,
    enterprises,
    holdings,
    one_time_links,
    rescorings,
    scorecard_details,
    scorecard_documents,
    scorecards,
    sessions,
)

OF_FIRMS = ("enterprise", "enterprise_owner", "enterprise_member")  # roles
HANDED_OUT = "handed_out"  # the kind of documents that belong to a check code

# Tables with no row that could be found by a firm or a person.
OF_NOBODY: Mapping[str, str] = {
    "centres": "organisations, not persons; they are told of by name in the assessments",
    "attempts": "keyed digests that lead back to nobody, for an hour",
    "secrets": "keys of the installation",
    "erasures": "empty but within a transaction that erases",
}
# Tables of which rows are handed out and stay all the same.
STAYS: Mapping[str, str] = {
    "audit": "each entry is chained to the next, so none can go; it has ids and user names only",
}
# Columns that are not handed to anybody: what opens an account, as it is kept.
SECRET: Mapping[str, frozenset[str]] = {
    "accounts": frozenset({"password_hash", "totp", "totp_step"}),
    "arrivals": frozenset({"line", "sheet"}),  # keyed digests
    "assessments": frozenset({"resume_digest"}),
    "one_time_links": frozenset({"digest"}),
    "sessions": frozenset({"digest", "data"}),  # the code in it is sealed for the browser
    "enterprises": frozenset({"erased"}),  # true of nobody who can ask
}


def check_codes(connection: Connection, traces: Traces) -> Sequence[str]:
    """The check codes of the reports that were handed out of those assessments."""
    if not traces.assessments:
        return []
    stated = documents.c.value["statement"]["assessment"].as_string()
    query = select(documents.c.subject).where(
        documents.c.kind == HANDED_OUT, documents.c.revision == 1, stated.in_(traces.assessments)
    )
    return connection.execute(query).scalars().all()


def rows_of(traces: Traces, codes: Iterable[str]) -> Mapping[Table, ColumnElement[bool]]:
    """By table which of its rows are about them, children before their parents."""
    ids, records, names = list(traces.assessments), list(traces.records), list(traces.usernames)
    cards = select(scorecards.c.id).where(scorecards.c.assessment.in_(ids))
    of_assessment = {each: each.c.assessment.in_(ids) for each in (rescorings, answers, arrivals)}
    of_record = {each: each.c.enterprise.in_(records) for each in (confirmed_codes, confirmations)}
    own_acts = and_(audit.c.enterprise.in_(records), audit.c.role.in_(OF_FIRMS))
    return {
        audit: or_(audit.c.actor.in_(names), audit.c.object.in_(names), own_acts),
        scorecard_documents: scorecard_documents.c.scorecard.in_(cards),
        scorecard_details: scorecard_details.c.scorecard.in_(cards),
        scorecards: scorecards.c.assessment.in_(ids),
        **of_assessment,
        **of_record,
        documents: documents.c.subject.in_([*traces.subjects, *codes]),
        sessions: or_(sessions.c.username.in_(names), sessions.c.assessment.in_(ids)),
        one_time_links: or_(
            one_time_links.c.username.in_(names), one_time_links.c.enterprise.in_(records)
        ),
        holdings: or_(holdings.c.enterprise.in_(records), holdings.c.held_by.in_(records)),
        accounts: accounts.c.username.in_(names),
        assessments: assessments.c.id.in_(ids),
        enterprises: enterprises.c.id.in_(records),
    }


class Personal(Connected):
    """The part of the store that hands out all it holds of a firm or a person."""

    def personal_rows(self, traces: Traces) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Every row about them by table, without what opens an account."""
        with self._read(still=True) as connection:
            codes = check_codes(connection, traces)
            found: dict[str, Sequence[Mapping[str, Any]]] = {}
            for table, ours in rows_of(traces, codes).items():
                secret = SECRET.get(table.name, frozenset())
                shown = [each for each in table.columns if each.name not in secret]
                query = select(*shown).where(ours).order_by(*table.primary_key.columns)
                found[table.name] = [dict(row) for row in connection.execute(query).mappings()]
            return dict(reversed(found.items()))
