"""What the product is made of, as `make sbom` lists it."""

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.unit.test_house import ROOT


def test_the_list_of_components_names_every_package_of_the_lock(tmp_path: Path) -> None:
    """Each with its version and its hashes, and no package besides."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (line,) = re.findall(r"^SBOM := \$\(BIN\)/cyclonedx-py (.+)$", makefile, re.MULTILINE)
    given = [*line.split(), "requirements.lock", "--no-validate"]  # against the schema: seconds
    written = tmp_path / "sbom.json"
    command = [sys.executable, "-m", "cyclonedx_py", *given, "-o", str(written)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    listed = json.loads(written.read_text("utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = set(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", lock, re.MULTILINE))
    assert len(pins) > 50
    assert {(each["name"], each["version"]) for each in listed["components"]} == pins
    for each in listed["components"]:
        assert any("hashes" in place for place in each["externalReferences"]), each["name"]
    assert listed["metadata"]["component"]["name"] == "shuzhen"
