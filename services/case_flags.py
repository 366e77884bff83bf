"""What a list of cases says of each that somebody should look at: its column reads it here."""

from collections.abc import Mapping, Sequence

from assessments.portfolio import OPEN, CaseLine
from i18n import Text, text_of


def flags_of(lines: Sequence[CaseLine]) -> Mapping[str, Sequence[Text]]:
    """By the id of an assessment in a few words each; those with nothing to say are left out.

    Of a draft nothing is known yet, and of a signed case nothing is open any more.
    """
    return {
        line.assessment.id: [text_of("portfolio.flag_no_code")]
        for line in lines
        if line.assessment.stage in OPEN and line.enterprise.credit_code is None
    }
