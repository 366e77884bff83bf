"""A centre brings in many firms at once from a table of its own, step by step."""

from functools import partial
from hashlib import sha256
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.addresses import network_of
from access.tokens import digest_of
from assessments.refusals import Refusal, Stale
from services.context import Context
from services.importing.checking import ImportCheck
from services.importing.jobs import ImportCheckJob, ImportJob
from services.importing.making import ImportOutcome
from services.importing.template import template
from services.making_apart import Job
from views.consultant.intake_check import draw_check
from views.consultant.intake_choices import ImportFile, choices_of, draw_columns, draw_rest
from views.consultant.intake_codes import draw_codes, keep_codes
from views.consultant.intake_history import draw_history
from views.download import download_button
from views.errors import why_not
from views.kept import kept
from views.session import context, is_connected, session_id, t, token, voice, wiring
from views.turns import TURNS

STEPS = ("file", "columns", "check", "import", "codes")
ROUND = "intake:round"  # in the session: each import begins with an empty place for a file
CHECKED = "intake:checked"  # how often it was checked anew because something had changed


def show() -> None:
    """Draw the steps as far as they have come, then the imports before."""
    ctx = context()
    centre = ctx.actor.centre or ""
    st.title(t("intake.title"), anchor=False)
    st.markdown(t("intake.about"))
    steps = st.empty()
    if draw_codes(ctx):
        _steps(steps, "codes")
    else:
        _steps(steps, "file")
        file = _file(ctx, centre)
        if file is not None:
            _import(ctx, centre, file, steps)
    draw_history(ctx, centre, partial(made_apart, ctx))


def made_apart(ctx: Context, job: Job) -> Any:
    """What ``job`` gives, made in the process beside the server, in turn."""
    stays = is_connected(session_id())
    line = network_of(ctx.address)
    with (
        st.spinner(t("intake.working")),
        TURNS.turn(digest_of(token()), line, stays, person=ctx.actor.person),
    ):
        return wiring().makers.make(ctx, job, stays)


def _steps(place: DeltaGenerator, now: str) -> None:
    """Where one is."""
    names = [t(f"intake.step_{step}") for step in STEPS]
    at = STEPS.index(now)
    marked = [f"**{name}**" if step == at else name for step, name in enumerate(names)]
    place.caption(" → ".join(f"{step + 1} {name}" for step, name in enumerate(marked)))


def _file(ctx: Context, centre: str) -> ImportFile | None:
    """The empty table to take, and the place to bring a filled one."""
    st.header(t("intake.step_file"), anchor=False)
    for place, format in zip(st.columns(2), ("xlsx", "csv"), strict=True):
        with place:
            download_button(
                t(f"intake.template_{format}"),
                kept(f"intake:{format}", voice(), partial(template, ctx, centre, voice(), format)),
                name=t("intake.template_file"),
                format=format,
                key=f"intake:template:{format}",
            )
    number = st.session_state.setdefault(ROUND, 0)
    file = st.file_uploader(t("intake.upload"), type=["xlsx", "csv"], key=f"intake:file:{number}")
    if file is None:
        return None
    content = file.getvalue()
    return ImportFile(file.name, content, sha256(content).hexdigest())


def _import(ctx: Context, centre: str, file: ImportFile, steps: DeltaGenerator) -> None:
    """Columns, check and import of the file."""
    choices = choices_of(ctx, file)
    job = ImportCheckJob(centre, file.name, file.content, choices)
    again = st.session_state.setdefault(CHECKED, 0)
    try:
        found: ImportCheck = kept(
            "intake:check", (file.digest, file.name, choices, again), lambda: made_apart(ctx, job)
        )
    except Refusal as refusal:
        st.error(why_not(refusal))
        draw_rest(ctx, file, None)
        return
    _steps(steps, "import" if found.begun and not found.fault_count else "check")
    draw_columns(file, found)
    draw_rest(ctx, file, found)
    if not draw_check(found, file):
        return
    importing = ImportJob(centre, file.name, file.content, choices, found.seal)
    try:
        outcome: ImportOutcome = made_apart(ctx, importing)
    except Stale as stale:
        st.session_state[CHECKED] += 1
        st.error(why_not(stale))
        st.button(t("intake.check_again"))
        return
    except Refusal as refusal:
        st.error(why_not(refusal))
        return
    keep_codes(outcome.codes, outcome.made, outcome.left_out)
    st.session_state[ROUND] += 1
    st.rerun()


show()
