"""What a case has to hold before anybody is asked to accept it, and before it is signed."""

from collections.abc import Mapping

from assessments.refusals import Invalid
from assessments.verdicts import ClaimVerdict
from questionnaires.sheet import shown
from services.dossier import Dossier
from services.sheets import require_whole
from services.verdicts import unexplained, verdicts_in
from services.visits import lacks


def require_signable(dossier: Dossier) -> Mapping[str, ClaimVerdict]:
    """The verdicts, if nothing lacks that a signature needs. Raises Invalid else."""
    questionnaire, both = dossier.questionnaire, dossier.sheets["verified"]
    require_whole(questionnaire, shown(questionnaire, both), both)
    verdicts = verdicts_in(dossier)
    if silent := unexplained(dossier, verdicts):
        asks = [questionnaire.by_id[id].ask for id in silent]
        raise Invalid("remarks_lacking", count=len(silent), items=asks)
    if lacking := lacks(dossier):
        raise Invalid("visit_lacking", lacking=lacking)
    return verdicts
