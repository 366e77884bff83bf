"""What is chosen beside the file: what each column is, and what holds for all rows."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from access.actor import Role
from assessments.districts import districts
from assessments.typed_numbers import typed_number
from services import assigning, offering
from services.context import Context
from services.importing.checking import ImportCheck
from services.importing.choices import ImportChoices, ImportColumn, fields_of
from services.importing.headings import MONEY, UNITS
from views.fields import number_field
from views.markdown import escaped
from views.session import language, t
from views.shown import district_name

ACROSS = 3  # columns of the table beside each other
LONGEST = 40  # characters of a question among the choices
LEAVE_OUT = "intake:leave_out"


@dataclass(frozen=True)
class ImportFile:
    """The file as it was brought."""

    name: str
    content: bytes
    digest: str


def choices_of(ctx: Context, file: ImportFile) -> ImportChoices:
    """What the widgets of the last run say; what nobody has touched is guessed."""
    state = st.session_state
    drawn: Mapping[int, str] = state.get(f"intake:drawn:{file.digest}", {})
    chosen: dict[int, str] = state.setdefault(f"intake:chosen:{file.digest}", {})
    for place, field in drawn.items():
        now = state.get(_key(file, place, field), field)
        if now != field:
            chosen[place] = now
    typed = typed_number(state.get(f"intake:header:{file.digest}", ""))
    header_row = int(typed) if isinstance(typed, float | int) else 0
    own = ctx.actor.id if ctx.actor.role is Role.CONSULTANT else ""
    consultant = state.get("intake:consultant", "")
    return ImportChoices(
        columns=tuple(sorted(chosen.items())),
        units=tuple(
            (field, state[key]) for field in MONEY if (key := _unit_key(file, field)) in state
        ),
        header_row=max(0, header_row),
        questionnaire=state.get("intake:questionnaire", ""),
        otherwise=state.get("intake:otherwise", ""),
        district=state.get("intake:district", ""),
        consultant=own if own and consultant else consultant,
        known=state.get("intake:known", "skip"),
        leave_out=state.get(f"{LEAVE_OUT}:{file.digest}", False),
        lang=language(),
    )


def draw_columns(file: ImportFile, found: ImportCheck) -> None:
    """Each column with what it is read as, to be corrected."""
    st.header(t("intake.step_columns"), anchor=False)
    st.markdown(t("intake.columns_about", row=found.header_row))
    names = _names(found)
    for low in range(0, len(found.columns), ACROSS):
        for place, column in zip(
            st.columns(ACROSS), found.columns[low : low + ACROSS], strict=False
        ):
            with place, st.container(border=True, key=f"column_{column.place}", gap="xsmall"):
                _column(file, column, names)
    st.session_state[f"intake:drawn:{file.digest}"] = {
        column.place: column.field for column in found.columns
    }


def draw_rest(ctx: Context, file: ImportFile, found: ImportCheck | None) -> None:
    """What holds for the whole table."""
    with st.expander(t("intake.header_row"), expanded=found is None):
        st.caption(t("intake.header_row_about"))
        number_field(t("intake.header_row_label"), key=f"intake:header:{file.digest}")
    if found is None:
        return
    st.subheader(t("intake.for_all"), anchor=False)
    read = {column.field for column in found.columns}
    titles = {
        offer.questionnaire.id: offer.questionnaire.title.to(language())
        for offer in offering.offers(ctx, {})
    }
    left, right = st.columns(2)
    with left:
        _choice("questionnaire", titles, t("intake.questionnaire_best"))
        if not st.session_state["intake:questionnaire"]:
            _choice("otherwise", titles, t("intake.otherwise_none"))
        if "district" not in read:
            _choice(
                "district", {code: district_name(code) for code in districts()}, t("app.choose")
            )
    with right:
        if ctx.actor.role is Role.CONSULTANT:
            _choice("consultant", {ctx.actor.id: ctx.actor.name}, t("intake.consultant_none"))
        else:
            names = {each.username: each.name for each in assigning.consultants(ctx)}
            _choice("consultant", names, t("intake.consultant_none"))
        st.radio(
            t("intake.known"),
            ["skip", "again"],
            format_func=lambda each: t(f"intake.known_{each}"),
            captions=[t("intake.known_skip_about"), t("intake.known_again_about")],
            key="intake:known",
        )


def _choice(name: str, options: Mapping[str, str], none: str) -> None:
    st.selectbox(
        t(f"intake.all_{name}"),
        ["", *options],
        format_func=lambda each: options[each] if each else none,
        key=f"intake:{name}",
    )


def _column(file: ImportFile, column: ImportColumn, names: Mapping[str, str]) -> None:
    st.markdown(f"**{escaped(column.heading) or t('intake.without_heading')}**")
    examples = t("report.semicolon").join(column.examples)
    st.caption(escaped(examples) or t("intake.empty_column"))
    options = list(names)
    st.selectbox(
        t("intake.read_as"),
        options,
        index=options.index(column.field) if column.field in names else 0,
        format_func=lambda each: names[each],
        key=_key(file, column.place, column.field),
    )
    if column.field in MONEY:
        units = list(UNITS.values())
        st.selectbox(
            t("intake.unit"),
            units,
            index=units.index(column.unit),
            format_func=lambda each: t(f"intake.unit_{each}"),
            key=_unit_key(file, column.field),
        )
    if column.personal:
        st.caption(t("intake.personal"))
    elif column.source == "remembered":
        st.caption(t("intake.remembered"))


def _names(found: ImportCheck) -> Mapping[str, str]:
    """How each thing that a column can be is called; nothing first."""
    names = {"": t("intake.field_none")}
    for field, ask in fields_of(found.asked).items():
        if ask is None:
            names[field] = t(f"intake.field_{field}")
        else:
            words = ask.to(language())
            short = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
            names[field] = t("intake.field_item", ask=short)
    return names


def _key(file: ImportFile, place: int, field: str) -> str:
    return f"intake:column:{file.digest}:{place}:{field}"


def _unit_key(file: ImportFile, field: str) -> str:
    return f"intake:unit:{file.digest}:{field}"
