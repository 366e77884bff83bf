"""What makes the difference of two results, in words: its three parts, the questions that moved."""

from i18n import Lang
from reports.wording import difference
from scoring.comparison import ItemChange
from services.comparing import Compared
from views.markdown import escaped
from views.session import language, t

MOST = 5  # questions that are named


def told_change(compared: Compared) -> str:
    """The parts of the difference and the questions behind it; nothing where there is none."""
    total = compared.comparison.total
    if total.change is None or total.parts is None:
        return ""
    parts = {name: difference(part) for name, part in total.parts._asdict().items()}
    lines = [escaped(t("comparison.parts", change=difference(total.change), **parts)), ""]
    moved = sorted(compared.comparison.items, key=_size, reverse=True)[:MOST]
    named = [item for item in moved if difference(item.answers + item.routing) != "0.0"]
    if not named:
        return lines[0]
    lines += [f"**{t('comparison.items')}**", ""]
    lines += [f"- {escaped(_told(compared, item, language()))}" for item in named]
    return "\n".join(lines)


def _size(item: ItemChange) -> float:
    return abs(item.answers + item.routing)


def _told(compared: Compared, item: ItemChange, lang: Lang) -> str:
    """The question as the later edition asks it, else as the earlier one did."""
    earlier, later = (questionnaire.by_id for questionnaire in compared.questionnaires)
    ask = (later.get(item.id) or earlier[item.id]).ask.to(lang)
    return t("comparison.item", ask=ask, points=difference(item.answers + item.routing))
