"""Synthetic enterprises, taken through the services as people would take them.

A small machine shop (second round, verified), a logistics firm (verified) and a farm cooperative
(self-declared), and for the gallery alone a lender (verified), a fishery and a weak workshop. What
they are and answer stands in the YAML files here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from access.actor import Actor, Role, holder_of
from assessments.profile import parse_profile
from i18n import Lang
from services import (
    accounts,
    concerns,
    continuing,
    declaring,
    filling,
    paragraphs,
    plans,
    verifying,
    visits,
)
from services.context import Context
from services.personal.notice import VERSION
from services.settings import Settings
from solutions.plans.model import Limits
from storage import open_store

NAMES = ("machine_shop", "logistics", "cooperative")
BESIDE = ("lender", "fishery", "workshop")  # in the gallery only
FIRST = datetime(2025, 3, 4, 2, tzinfo=UTC)  # the round before, where there is one
BEGUN = datetime(2026, 3, 2, 2, tzinfo=UTC)
MADE = datetime(2026, 3, 25, 2, tzinfo=UTC)  # the day on which the reports are made
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Assessed:
    """An assessment in a store of its own, and who may do what with it, at ``MADE``."""

    id: str
    holder: Context
    consultant: Context | None


def assessed(name: str) -> Assessed:
    """The enterprise of that name, through all its rounds, in a new store in memory."""
    told = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    ctx = Context(open_store("sqlite://", migrate=True), settings=Settings(demo=True))
    operator = replace(ctx, actor=Actor(Role.OPERATOR, id="operator"))
    centre = accounts.add_centre(operator, told["centre"]) if "centre" in told else None
    consultant = _account(operator, told["consultant"], centre) if centre else None
    profile = parse_profile(told["enterprise"])
    if "earlier" in told:
        first = at(ctx, FIRST)
        begun = filling.start(first, profile, told["questionnaire"], consent=VERSION).assessment.id
        _answer(first, begun, told["claims"] | told["earlier"], {})
        filling.submit(replace(first, actor=holder_of(begun)), begun, centre)
        year = replace(at(ctx, FIRST, days=300), actor=holder_of(begun))
        _plan(year, begun, {"tick": told["followed"]})
        again = replace(at(ctx, BEGUN), actor=holder_of(begun))
        id = continuing.continue_with(again, begun, told["questionnaire"], "zh").assessment.id
    else:
        id = filling.start(
            at(ctx, BEGUN), profile, told["questionnaire"], consent=VERSION
        ).assessment.id
    _answer(at(ctx, BEGUN), id, told["claims"], told["notes"])
    asked = replace(at(ctx, BEGUN, days=3), actor=holder_of(id))
    concerns.keep(asked, id, told["pressing"], told["request"], seen=0)
    filling.submit(replace(at(ctx, BEGUN, days=3), actor=holder_of(id)), id, centre)
    if consultant is not None:
        _verify(replace(at(ctx, BEGUN, days=17), actor=consultant), id, told)
    holder = replace(at(ctx, BEGUN, days=20), actor=holder_of(id))
    _plan(holder, id, told["plan"])
    declaring.declare(holder, id, told["declared"], seen=0)
    made = at(ctx, MADE)
    return Assessed(
        id,
        replace(made, actor=holder_of(id)),
        replace(made, actor=consultant) if consultant else None,
    )


def at(ctx: Context, moment: datetime, days: int = 0) -> Context:
    """The same at another time."""
    return replace(ctx, now=lambda: moment + timedelta(days=days))


def _account(operator: Context, name: str, centre: str) -> Actor:
    """A consultant of the centre, who signs with that name."""
    return accounts.add_account(
        at(operator, FIRST), "gu.wen", "not a secret: 1234", name, Role.CONSULTANT, centre
    )


def _answer(ctx: Context, id: str, answers: Mapping[str, Any], notes: Mapping[str, str]) -> None:
    """Give each answer once its question is asked; one that is never asked is left out."""
    holder, left = replace(ctx, actor=holder_of(id)), dict(answers)
    while asked := list(_asked(holder, id, left)):
        for item, seen in asked:
            raw = left.pop(item)
            filling.record_answer(holder, id, item, raw, note=notes.get(item, ""), seen=seen)


def _asked(holder: Context, id: str, left: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Those that are shown now, with the revision of what is answered already."""
    sheet = filling.sheet(holder, id)
    for item in left:
        if sheet.shown[item]:
            record = sheet.answers.get(item)
            yield item, record.revision if record else 0


def _verify(consultant: Context, id: str, told: Mapping[str, Any]) -> None:
    """Set each verdict, or agree with the claim where there is only a remark; edit; then sign."""
    verifying.begin(consultant, id)
    for item, remark in told["remarks"].items():
        raw = told["verdicts"].get(item, told["claims"][item])
        verifying.set_verified(consultant, id, item, raw, remark=remark, seen=0)
    langs: tuple[Lang, ...] = ("zh", "en")
    for lang in langs:
        for paragraph, texts in told["edited"].items():
            found = paragraphs.paragraphs(consultant, id, lang).paragraphs[paragraph]
            paragraphs.edit_paragraph(
                consultant, id, lang, paragraph, texts[lang],
                generated=found.generated.text, seen=found.revision,
            )  # fmt: skip
    if "answer" in told:
        concerns.answer(consultant, id, told["request"], told["answer"], seen=0)
    visits.keep(consultant, id, told["visit"], seen=0)
    verifying.sign(consultant, id, seen=verifying.case(consultant, id).seen)


def _plan(holder: Context, id: str, chosen: Mapping[str, Any]) -> None:
    """What is decided against the proposal: limits, out, in, ticked; what it has so stays."""
    now = plans.planned(holder, id)
    if "limits" in chosen:
        now = plans.set_limits(holder, id, Limits(**chosen["limits"]), seen=now.revision)
    for task in chosen.get("drop", ()):
        if task in now.plan.phase_of:
            now = plans.drop(holder, id, task, seen=now.revision)
    for task, phase in chosen.get("add", {}).items():
        act = plans.move if task in now.plan.phase_of else plans.add
        now = act(holder, id, task, phase, seen=now.revision)
    for task, progress in chosen.get("tick", {}).items():
        now = plans.tick(holder, id, task, progress, seen=now.revision)
