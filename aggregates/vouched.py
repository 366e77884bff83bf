"""Whose figures count: what a centre signed, and what a firm says of itself once confirmed."""

from collections.abc import Sequence

import pandas as pd

from assessments.confirmation import Confirmation

PERIOD = ("enterprise", "confirmed_code", "begins", "ends")


def vouched(figures: pd.DataFrame, confirmations: Sequence[Confirmation]) -> pd.DataFrame:
    """The rows of ``figures`` that count at some time, with ``since`` and ``until`` when they do.

    ``handed_in`` is what ``since`` was, which tells the newest of those confirmed at one time.
    A verified one counts from its signature on. A claimed one counts while its enterprise's record
    is confirmed with the credit code that it has, in a row for each such time; without a
    confirmation never, for anybody can make one up. What is left of an erased firm has no code.
    """
    figures = figures.assign(handed_in=figures["since"])
    signed = figures[figures["side"] == "verified"].copy()
    signed["until"] = pd.Series(pd.NaT, index=signed.index, dtype="datetime64[ns, UTC]")
    claimed = figures[figures["side"] == "claimed"]
    if claimed.empty or not confirmations:
        return signed
    claimed = claimed.merge(_periods(confirmations), on="enterprise")
    claimed = claimed[claimed["credit_code"].fillna("") == claimed.pop("confirmed_code")]
    claimed["since"] = claimed[["since", "begins"]].max(axis=1)
    claimed = claimed[claimed["ends"].isna() | (claimed["since"] < claimed["ends"])]
    claimed = claimed.rename(columns={"ends": "until"}).drop(columns="begins")
    if claimed.empty:
        return signed
    return claimed if signed.empty else pd.concat([signed, claimed], ignore_index=True)


def _periods(confirmations: Sequence[Confirmation]) -> pd.DataFrame:
    """From when to when each record was confirmed; the decisions come oldest first."""
    periods: list[tuple[object, ...]] = []
    standing: dict[str, Confirmation] = {}
    for each in confirmations:
        begun = standing.pop(each.enterprise, None)
        if begun is not None:
            periods.append((begun.enterprise, begun.credit_code, begun.at, each.at))
        if each.decision == "confirmed":
            standing[each.enterprise] = each
    periods += [(each.enterprise, each.credit_code, each.at, None) for each in standing.values()]
    found = pd.DataFrame(periods, columns=list(PERIOD))
    for moment in ("begins", "ends"):
        found[moment] = pd.to_datetime(found[moment], utc=True)
    return found
