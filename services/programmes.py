"""How far an assessed enterprise is from public programmes."""

from collections.abc import Sequence

from scoring.reading_under import ReadUnder
from services.declaring import declared
from services.dossier import Dossier
from solutions.programmes import judge
from solutions.programmes.judging import Judgement, Levels


def programmes(dossier: Dossier, readings: Sequence[ReadUnder]) -> tuple[Judgement, ...]:
    """Every programme, judged by the answers that count, their readings and what is declared."""
    ours = dossier.questionnaire
    levels: dict[str, Levels] = {each.questionnaire.id: each for each in readings}
    levels[ours.id] = dossier.present
    return judge(ours, dossier.sheet, levels, declared(dossier).held)
