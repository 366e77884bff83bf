"""What makes the difference of two results, in words: its three parts, the questions that moved."""

from reports.chapters.change import moved_items, parts_text
from services.comparing import Compared
from views.markdown import escaped
from views.session import language, t


def told_change(compared: Compared) -> str:
    """The parts of the difference and the questions behind it; nothing where there is none."""
    lang, found = language(), compared.comparison
    parts = escaped(parts_text(found, lang))
    named = moved_items(found, compared.questionnaires, lambda item: item.ask.to(lang), lang)
    moved = [f"- {escaped(text)}" for text in named]
    if not moved:
        return parts
    return "\n".join([parts, "", f"**{t('comparison.items')}**", "", *moved])
