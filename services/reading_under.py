"""An assessment as other questionnaires would see it."""

from contextlib import suppress

from assessments.refusals import NotFound
from files.problems import InvalidFiles
from questionnaires.crosswalks import FOLDER, Crosswalk, crosswalks_from
from questionnaires.model import Questionnaire
from scoring import reading_under as reading
from scoring.library import UnknownRubric
from scoring.reading_under import ReadUnder
from services.dossier import Dossier
from services.editions import default_rubric, edition
from services.settings import Settings


def read_under(dossier: Dossier) -> tuple[ReadUnder, ...]:
    """The assessment under every published questionnaire that a crosswalk leads to.

    The answers are those whose result counts. A crosswalk or questionnaire whose files are
    broken is left out (``shuzhen lint`` says why).
    """
    ours, settings = dossier.questionnaire, dossier.settings
    found = []
    for crosswalk in crosswalks(settings, ours):
        with suppress(NotFound, InvalidFiles, UnknownRubric):
            theirs = edition(settings, crosswalk.to, crosswalk.to_edition)
            if theirs.status == "published":
                rubric = default_rubric(theirs)
                found.append(reading.read_under(crosswalk, ours, dossier.sheet, theirs, rubric))
    return tuple(found)


def crosswalks(settings: Settings, ours: Questionnaire) -> tuple[Crosswalk, ...]:
    """By where they lead; one in the installation's own folder goes before a shipped one."""
    own = settings.questionnaires
    folders = [FOLDER] if own is None else [FOLDER, own / FOLDER.name]
    found: dict[str, Crosswalk] = {}
    for folder in folders:
        with suppress(InvalidFiles):
            found |= {each.to: each for each in crosswalks_from(ours, folder)}
    return tuple(found[to] for to in sorted(found))
