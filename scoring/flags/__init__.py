"""What on an answer sheet deserves a second look: never a score, never a verdict."""

from scoring.flags.finding import flags_of
from scoring.flags.model import Flag, FlagKind, HandedIn
from scoring.flags.rules import FlagRules, flag_rules

__all__ = ["Flag", "FlagKind", "FlagRules", "HandedIn", "flag_rules", "flags_of"]
