"""What the enterprise can carry, at the top of its plan."""

from typing import get_args

import streamlit as st

from reports.chapters.costs import class_text
from services import plans
from services.context import Context
from services.plans import Planned
from solutions.model import Cost
from solutions.plans.model import Limits, Months
from views.plan.acting import act
from views.session import language, t, voice

MOST = 6  # larger things a year that can be chosen


def draw_limits(ctx: Context, found: Planned) -> None:
    """The three limits; a change is kept at once. Another revision draws them anew."""
    costs = {each.id: _class(found, each) for each in found.dossier.catalogue.costs}
    now, name = found.plan.choices.limits, f"{found.id}:{found.revision}"
    if now.cost not in costs:  # a class that the catalogue has no more is no limit
        now = now.model_copy(update={"cost": None})
    st.header(t("plan.limits_title"), anchor=False)
    one, two, three = st.columns(3)
    classes = [None, *costs]
    cost = one.selectbox(
        t("plan.limit_cost"),
        classes,
        index=classes.index(now.cost),
        format_func=lambda each: t("plan.any_cost") if each is None else costs[each],
        key=f"limit_cost:{name}",
    )
    counts = list(range(1, max(MOST, now.at_once) + 1))
    at_once = two.selectbox(
        t("plan.limit_at_once"),
        counts,
        index=counts.index(now.at_once),
        key=f"limit_at_once:{name}",
    )
    ends: list[Months] = list(get_args(Months))
    months = three.selectbox(
        t("plan.limit_months"),
        ends,
        index=ends.index(now.months),
        format_func=lambda end: t(f"plan.years_{end}"),
        key=f"limit_months:{name}",
    )
    st.caption(t("plan.limit_note"))
    wanted = Limits(cost=cost, at_once=at_once, months=months)
    if wanted != now:
        act(
            lambda: plans.set_limits(ctx, found.id, wanted, seen=found.revision),
            found,
        )


def _class(found: Planned, cost: Cost) -> str:
    """Its name, with what it comes to where the centre has said what work costs."""
    name = cost.name.to(language())
    if found.assumptions is None or cost.months[1] == 0:
        return name
    return t("plan.class_priced", name=name, text=class_text(voice(), cost, found.assumptions))
