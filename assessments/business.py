"""What an enterprise does, in a few words of its own, validated at the edge."""

from collections.abc import Mapping

from assessments.plain_text import one_line
from assessments.refusals import Invalid
from files.frozen import Frozen

FIELDS = ("products", "processes", "customers", "sites")
LONGEST = 200  # characters of each


class BusinessProfile(Frozen):
    """Main products and processes, the trades of the main customers, and the sites.

    What nobody said is empty.
    """

    products: str = ""
    processes: str = ""
    customers: str = ""
    sites: str = ""


def parse_business(raw: Mapping[str, str]) -> BusinessProfile:
    """What was typed, each on one line. Raises Invalid for what is too long."""
    said = {name: one_line(raw.get(name, "")) for name in FIELDS}
    for words in said.values():
        if len(words) > LONGEST:
            raise Invalid("business_long", longest=LONGEST, length=len(words))
    return BusinessProfile(**said)
