"""What routing may know of an enterprise beside its answers: facts from its profile."""

import re
from typing import Final

NUMBER: Final = "number"  # tested with at_least/below
WORD: Final = "word"  # tested with is

# Name of a fact to what it is. Money in 10,000 yuan (万元) of the last full year.
FACTS: Final = {
    "employees": NUMBER,
    "revenue": NUMBER,
    "assets": NUMBER,
    "size": WORD,  # large, medium, small, micro or unclassified
    "division": WORD,  # GB/T 4754 division, two digits: "34"
    "section": WORD,  # GB/T 4754 section, one letter: "C"
    "district": WORD,  # code of the district
}

# The word facts of which all values are known down here.
WORDS: Final = {
    "size": ("large", "medium", "small", "micro", "unclassified"),
    "section": tuple("ABCDEFGHIJKLMNOPQRST"),
}

# What a word fact can be, as a pattern; whether a district exists is not known down here.
VALUES: Final = {
    "size": re.compile("|".join(WORDS["size"])),
    "division": re.compile("[0-9]{2}"),
    "section": re.compile("[A-T]"),
    "district": re.compile("[A-Za-z0-9_-]+"),
}
