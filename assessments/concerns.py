"""What an enterprise says of what presses it, validated at the edge."""

from collections.abc import Collection, Iterable

from assessments.plain_text import one_line, plain
from assessments.refusals import Invalid, NotFound
from files.frozen import Frozen

MOST = 3  # concerns that are named
LONGEST = 200  # characters of a request
LONGEST_ANSWER = 500


class DeclaredConcerns(Frozen):
    """Up to three concerns by their ids, what presses most first, and a request in own words."""

    pressing: tuple[str, ...] = ()
    request: str = ""


class RequestAnswer(Frozen):
    """What a consultant answers to ``request``, quoted as it stood then."""

    request: str
    text: str


def parse_concerns(
    pressing: Iterable[str], request: str, known: Collection[str]
) -> DeclaredConcerns:
    """What was chosen and typed. Raises NotFound for a concern that is not ``known``, Invalid."""
    named, words = tuple(dict.fromkeys(pressing)), one_line(request)
    for name in named:
        if name not in known:
            raise NotFound("unknown_concern", name=name)
    if len(named) > MOST:
        raise Invalid("concerns_many", most=MOST, count=len(named))
    if len(words) > LONGEST:
        raise Invalid("concerns_long", longest=LONGEST, length=len(words))
    return DeclaredConcerns(pressing=named, request=words)


def parse_answer(request: str, text: str) -> RequestAnswer:
    """What was typed as the answer to ``request``; "" takes it back. Raises Invalid."""
    words = plain(text)
    if not request:
        raise Invalid("no_request")
    if len(words) > LONGEST_ANSWER:
        raise Invalid("concerns_long", longest=LONGEST_ANSWER, length=len(words))
    return RequestAnswer(request=request, text=words)
