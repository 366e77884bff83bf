"""The collector rests while the server loads, and works again afterwards."""

import subprocess
import sys

SAID = """
import gc
import files.loading
rested = not gc.isenabled()
files.loading.done()
print(rested, gc.isenabled(), gc.get_freeze_count() > 0)
"""


def test_the_collector_rests_only_while_it_loads() -> None:
    """From the import on until all is there; and no longer looks at what was loaded."""
    command = [sys.executable, "-c", SAID]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert told == "True True True\n"
