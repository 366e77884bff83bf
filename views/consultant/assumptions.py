"""What the centre takes work, outside help and licences to cost: a form, and what follows."""

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from assessments.refusals import Refusal, Stale
from reports.chapters.costs import class_text
from services import assumptions
from services.assumptions import KeptAssumptions
from services.catalogue import catalogue_of
from services.context import Context
from solutions.assumptions import LONGEST, AssumedAmount, CentreAssumptions, licensed
from solutions.model import Cost
from views.errors import why_not
from views.fields import stands
from views.markdown import escaped
from views.session import context, language, t, voice
from views.shown import moment
from wording.money import exact_money_text

ENDS = ("low", "high")
STEP = 100  # yuan
SAVED = "assumptions_saved"


def show() -> None:
    """Draw what is set, the form, what follows from it, and what was set before."""
    ctx = context()
    st.title(t("assumptions.title"), anchor=False)
    st.info(t("assumptions.about"))
    found, costs = assumptions.current(ctx), catalogue_of(ctx).costs
    st.markdown(_present(found))
    _form(ctx, found, costs)
    if found.assumptions is not None:
        _follows(found, costs)
        if st.button(t("assumptions.take_back"), key="assumptions:take_back"):
            _take_back(ctx, found)
    _history(assumptions.history(ctx))


def _present(found: KeptAssumptions) -> str:
    if found.at is None:
        return t("assumptions.none")
    key = "taken" if found.assumptions is None else "kept"
    return t(f"assumptions.{key}", author=escaped(found.author), at=moment(found.at))


def _groups(costs: Sequence[Cost]) -> Mapping[str, str]:
    """What is set, by name, with its heading."""
    groups = {name: t(f"assumptions.group_{name}") for name in ("labour", "day_rate")}
    for cost in licensed(costs):
        name = cost.name.to(language())
        groups[f"licence_{cost.id}"] = t("assumptions.group_licence", name=name)
    return groups


def _form(ctx: Context, found: KeptAssumptions, costs: Sequence[Cost]) -> None:
    """The fields keep what was typed, also where it is refused or somebody else was faster."""
    groups = _groups(costs)
    if _key("seen") not in st.session_state:
        _fill(found, groups)
    with st.form("assumptions", enter_to_submit=False):
        for name, title in groups.items():
            st.header(escaped(title), anchor=False)
            _fields(name)
        st.caption(t("assumptions.licence_about"))
        sent = st.form_submit_button(t("assumptions.save"), type="primary", width="stretch")
    if sent:
        _save(ctx, groups, found)
    elif st.session_state.pop(SAVED, False):
        st.success(t("assumptions.saved"))


def _fill(found: KeptAssumptions, groups: Mapping[str, str]) -> None:
    """What the fields hold at first, and the revision that this is."""
    for name in groups:
        each = _amount(found, name)
        st.session_state[_key(f"{name}_low")] = each.low if each else None
        st.session_state[_key(f"{name}_high")] = each.high if each else None
        st.session_state[_key(f"{name}_source")] = each.source if each else ""
    st.session_state[_key("seen")] = found.seen


def _amount(found: KeptAssumptions, name: str) -> AssumedAmount | None:
    held = found.assumptions
    if held is None:
        return None
    if name in ("labour", "day_rate"):
        return held.labour if name == "labour" else held.day_rate
    return held.licences.get(name.removeprefix("licence_"))


def _fields(name: str) -> None:
    for column, end in zip(st.columns(2), ENDS, strict=True):
        key = _key(f"{name}_{end}")
        column.number_input(_label(name, end), value=stands(key), step=STEP, key=key, format="%d")
    st.text_input(
        t("assumptions.field_source"),
        stands(_key(f"{name}_source")),
        key=_key(f"{name}_source"),
        placeholder=t("assumptions.source_example") if name == "labour" else None,
        max_chars=LONGEST,
    )


def _label(name: str, end: str) -> str:
    if end == "source":
        return t("assumptions.field_source")
    what = t(f"assumptions.{'licence' if name.startswith('licence_') else name}")
    return t(f"assumptions.field_{end}", what=what)


def _save(ctx: Context, groups: Mapping[str, str], found: KeptAssumptions) -> None:
    names = [f"{name}_{end}" for name in groups for end in (*ENDS, "source")]
    raw = {name: st.session_state[_key(name)] for name in names}
    try:
        kept = assumptions.keep(ctx, raw, seen=st.session_state[_key("seen")])
    except Stale as refusal:
        st.session_state[_key("seen")] = found.seen
        st.error(why_not(refusal))
        return
    except Refusal as refusal:
        st.error("\n".join(_faults(refusal, groups)))
        return
    st.session_state[_key("seen")] = kept.seen
    st.session_state[SAVED] = True
    st.rerun()


def _faults(refusal: Refusal, groups: Mapping[str, str]) -> Iterator[str]:
    """Which field is wrong and why, a line each."""
    fields = refusal.params.get("fields")
    if fields is None:
        yield why_not(refusal)
        return
    for field, fault in fields.items():
        name, _, end = field.rpartition("_")
        said = {"group": groups[name], "field": _label(name, end), "fault": fault.to(language())}
        yield f"- {escaped(t('assumptions.fault', **said))}"


def _follows(found: KeptAssumptions, costs: Sequence[Cost]) -> None:
    """What each class of cost comes to."""
    if found.assumptions is None or found.at is None:
        return
    known = CentreAssumptions("", found.assumptions, found.author, found.at, found.seen)
    st.header(t("assumptions.follows"), anchor=False)
    told = (
        (cost.name.to(language()), class_text(voice(), cost, known)) for cost in licensed(costs)
    )
    rows = (escaped(t("assumptions.follows_line", name=name, text=text)) for name, text in told)
    st.markdown("\n".join(f"- {row}" for row in rows))


def _take_back(ctx: Context, found: KeptAssumptions) -> None:
    try:
        assumptions.take_back(ctx, seen=found.seen)
    except Refusal as refusal:
        st.error(why_not(refusal))
        return
    del st.session_state[_key("seen")]  # the fields are filled anew
    st.rerun()


def _history(before: Sequence[KeptAssumptions]) -> None:
    if not before:
        return
    with st.expander(t("assumptions.history")):
        for each in reversed(before):
            said = {"at": moment(each.at) if each.at else "", "author": escaped(each.author)}
            key = "taken"
            if each.assumptions is not None:
                labour = each.assumptions.labour
                key, amount = "set", exact_money_text(voice(), labour.low, labour.high)
                said |= {"labour": escaped(amount), "source": escaped(labour.source)}
            st.markdown(f"- {t(f'assumptions.history_{key}', **said)}")


def _key(name: str) -> str:
    return f"assumptions:{name}"


show()
