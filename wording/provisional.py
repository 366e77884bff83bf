"""What is said of a result that too few answers carry (``Scorecard.provisional``)."""

from collections import Counter

from i18n import Lang, exact, say
from questionnaires.model import Questionnaire
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard
from wording.phrases import counted, share


def provisional_mark(lang: Lang) -> str:
    """What stands beside whatever rests on such a result."""
    return say("report.mark_provisional", lang)


def plan_held_back(
    questionnaire: Questionnaire, rubric: Rubric, card: Scorecard, lang: Lang
) -> str:
    """Why there is no plan and no way up yet, and which parts to answer first, the emptiest."""
    open_in = Counter(
        questionnaire.by_id[each.id].dimension for each in card.items if each.state == "unanswered"
    )
    titles = {each.id: each.title.to(lang) for each in questionnaire.dimensions}
    parts = [
        say("report.open_part", lang, part=titles[id], questions=counted("questions", n, lang))
        for id, n in open_in.most_common()
    ]
    return say(
        "report.plan_held_back",
        lang,
        coverage=share(card.coverage),
        floor=f"{exact(round(rubric.coverage_floor * 100, 9))}%",
        parts=say("report.comma", lang).join(parts),
    )
