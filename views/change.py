"""What makes the difference of two results, in words: its three parts, the questions that moved."""

from reports.chapters.change import moved_items, parts_text
from services.comparing import Compared
from views.markdown import escaped
from views.session import t, voice


def change_markdown(compared: Compared) -> str:
    """The parts of the difference and the questions behind it; nothing where there is none."""
    said, found = voice(), compared.comparison
    parts = escaped(parts_text(said, found, by_facts=bool(compared.rubrics[1].tables)))
    named = moved_items(said, found, compared.questionnaires, lambda item: said.text(item.ask))
    moved = [f"- {escaped(text)}" for text in named]
    if not moved:
        return parts
    return "\n".join([parts, "", f"**{t('comparison.items')}**", "", *moved])
