"""What many answer sheets say of a questionnaire's items: of the store, or of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from access.table import require
from aggregates.items.analysis import NEEDED, Analysis, Verified, analyse
from assessments.corrections import standing
from assessments.facts import facts_of
from assessments.model import SIGNED, Assessment, Enterprise
from assessments.years import CHINA
from questionnaires.columns import Columns, columns_of
from questionnaires.model import Questionnaire
from scoring.rubric import Rubric
from services.analysis_tables import AnalysisVoice
from services.context import Context
from services.editions import default_rubric, edition, offered
from services.scoring_files import SheetsRead, read_sheets
from services.sheets import Records, sheet_of
from wording.tables import write_workbook

Case = tuple[Assessment, Enterprise]


@dataclass(frozen=True)
class AnalysisView:
    """What a method owner sees. ``questionnaires`` can be chosen; ``as_of`` is the last day.

    ``synthetic``: whether made-up enterprises are among those that count.
    """

    questionnaires: tuple[Questionnaire, ...]
    analysis: Analysis
    as_of: date
    synthetic: bool


def analysis(ctx: Context, id: str | None = None, of: str | None = None) -> AnalysisView:
    """The signed assessments of an edition, claimed beside verified; kept for a day.

    Only signed ones count, as for the city's figures: what anybody can type in proves nothing of a
    question. At first the questionnaire with most of them. Raises NotAllowed, NotFound.
    """
    require(ctx.actor, "questionnaire.analyse")
    found = tuple(each for editions in offered(ctx.settings) for each in editions)
    today = ctx.now().astimezone(CHINA).date()
    signed: Sequence[Case] = ctx.held.value(
        "signed", today, lambda: ctx.store.assessments(stages=SIGNED)
    )
    counts = {(each.id, each.edition): 0 for each in found}
    for assessment, _ in signed:
        key = (assessment.questionnaire, assessment.edition)
        counts[key] = counts.get(key, 0) + 1
    chosen = (id, of) if id is not None else max(counts, key=lambda key: counts[key])
    questionnaire = edition(ctx.settings, chosen[0] or "", chosen[1])
    wanted = [each for each in signed if each[0].digest == questionnaire.digest]
    synthetic = any(enterprise.synthetic for _, enterprise in wanted)
    day = (questionnaire.digest, today)
    made = ctx.held.value("analysis", day, lambda: _of_cases(ctx, questionnaire, wanted))
    return AnalysisView(found, made, today, synthetic)


def workbook(voice: AnalysisVoice) -> bytes:
    """An analysis as an XLSX file."""
    return write_workbook(voice.tables(), voice.notes())


def analyse_files(
    questionnaire: Questionnaire, rubric: Rubric, claimed: Path, verified: Path | None = None
) -> tuple[Analysis, SheetsRead]:
    """The sheets of a file, and what was verified of the same respondents in another.

    Raises FaultyInput with everything that is wrong, UnknownFormat, OSError.
    """
    read = read_sheets(questionnaire, claimed)
    seen = None
    if verified is not None:
        found = read_sheets(questionnaire, verified)
        seen = Verified(found.ordered(questionnaire, read.respondents), {})
    return analyse(questionnaire, rubric, read.columns, seen), read


def _of_cases(ctx: Context, questionnaire: Questionnaire, cases: Sequence[Case]) -> Analysis:
    """One answer sheet an enterprise: that of its last signed round."""
    counting = {each.id for each in standing(assessment for assessment, _ in cases)}
    last = list({each[1].id: each for each in cases if each[0].id in counting}.values())
    records, _ = ctx.store.all_answers(assessment.id for assessment, _ in last)
    facts = [facts_of(enterprise) for _, enterprise in last]
    claims = [records.get((assessment.id, "claimed"), {}) for assessment, _ in last]
    seen = [records.get((assessment.id, "verified"), {}) for assessment, _ in last]

    def columns(*sides: Sequence[Records]) -> Columns:
        sheets = [
            sheet_of(questionnaire, enterprise, *own).answers
            for (_, enterprise), own in zip(last, zip(*sides, strict=True), strict=True)
        ]
        return columns_of(questionnaire, sheets, facts)

    looked_at = {
        item.id: np.array([bool({item.id, item.part, item.whole} & own.keys()) for own in seen])
        for item in questionnaire.scored
    }
    return analyse(
        questionnaire,
        default_rubric(questionnaire),
        columns(claims),
        Verified(columns(claims, seen), looked_at),
        max(NEEDED, ctx.settings.disclosure_threshold),
    )
