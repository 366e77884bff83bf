"""What is said of a result that too few answers carry (``Scorecard.provisional``)."""

from collections import Counter

from i18n import exact, share
from questionnaires.model import Questionnaire
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard
from wording.voice import Voice


def plan_held_back(
    voice: Voice, questionnaire: Questionnaire, rubric: Rubric, card: Scorecard
) -> str:
    """Why there is no plan and no way up yet, and which parts to answer first, the emptiest."""
    open_in = Counter(
        questionnaire.by_id[each.id].dimension for each in card.items if each.state == "unanswered"
    )
    titles = {each.id: voice.text(each.title) for each in questionnaire.dimensions}
    parts = [
        voice.say("report.open_part", part=titles[id], questions=voice.counted("questions", n))
        for id, n in open_in.most_common()
    ]
    return voice.say(
        "report.plan_held_back",
        coverage=share(card.coverage),
        floor=f"{exact(round(rubric.coverage_floor * 100, 9))}%",
        parts=voice.listed(parts),
    )
