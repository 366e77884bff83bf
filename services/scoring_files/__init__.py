"""Files of answer sheets: read, check every cell, score, write all or nothing."""

from services.scoring_files.faults import MOST_KEPT, Fault, Faults, FaultyInput
from services.scoring_files.opening import SameFile, UnknownFormat
from services.scoring_files.scoring import ScoringSummary, Watch, score_file
from services.scoring_files.sheets import SheetsRead, read_sheets
from services.scoring_files.workbooks import NoRoom

__all__ = [
    "MOST_KEPT",
    "Fault",
    "Faults",
    "FaultyInput",
    "NoRoom",
    "SameFile",
    "ScoringSummary",
    "SheetsRead",
    "UnknownFormat",
    "Watch",
    "read_sheets",
    "score_file",
]
