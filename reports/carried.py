"""What the file of a report says of itself to a machine: where a format keeps its keywords."""

import re
from dataclasses import dataclass

NOTHING = "-"
LINE = re.compile(
    r"shuzhen code=(?P<code>[0-9A-Z-]{1,40}) level=(?P<level>\d{1,3}|-)"
    r" total=(?P<total>-?\d{1,9}\.\d|-) plan=(?P<plan>\d{1,9})"
    r" zh=(?P<zh>\d{1,9}) en=(?P<en>\d{1,9})"
)


@dataclass(frozen=True)
class CarriedStatement:
    """The figures that a report states, as it prints them, and its check code.

    ``level`` and ``total`` are "" where there is none. ``plan``, ``zh`` and ``en`` are revisions,
    of the plan and of the edited paragraphs in each language.
    """

    code: str
    level: str
    total: str
    plan: str
    zh: str
    en: str

    def __str__(self) -> str:
        """One line without a comma, which would part two keywords."""
        said = {name: value or NOTHING for name, value in vars(self).items()}
        return "shuzhen " + " ".join(f"{name}={value}" for name, value in said.items())


def carried_in(text: str) -> CarriedStatement | None:
    """The first such line in ``text``; None where there is none."""
    found = LINE.search(text)
    if found is None:
        return None
    said = {name: "" if value == NOTHING else value for name, value in found.groupdict().items()}
    return CarriedStatement(**said)
