"""A few bytes that stand for gigabytes, or for hours: refused before they are unpacked.

Each comes with its control: the honest file beside it is read.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet
import pytest
from PIL import Image

from assessments.refusals import Invalid
from files.packages import UnfitFile
from reports.logo_pictures import as_png
from reports.read_back import read_back
from services.evidence_content import fit_content
from services.scoring_files import FaultyInput
from tests.security.damaging import Damage, watched
from tests.security.test_office_files import filled, scored

MOST_MEMORY = 400  # megabytes; without the bounds these took from 400 to more than 3,000
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

pytestmark = pytest.mark.timeout(60)  # each of the pages took hours, or was ended after 25 seconds


def book(name: str) -> bytes:
    """A workbook of 400 answer sheets, of which each has the same respondent."""
    strings = f"<sst><si><t>respondent</t></si><si><t>plan</t></si><si><t>{name}</t></si></sst>"
    rows = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    rows += '<row><c t="s"><v>2</v></c><c/></row>' * 400
    return filled(rows.encode(), strings.encode())


def table(name: str) -> pa.Table:
    """The same in columns, where the name stands once, and 3,000 times."""
    places = pa.array([0] * 3_000, pa.int32())
    names = pa.DictionaryArray.from_arrays(places, pa.array([name]))
    plans = pa.DictionaryArray.from_arrays(places, pa.array(["page"]))
    return pa.table({"respondent": names, "plan": plans})


def parquet(name: str) -> bytes:
    """A Parquet file."""
    made = BytesIO()
    pa.parquet.write_table(table(name), made, compression="zstd")
    return made.getvalue()


def arrow(name: str) -> bytes:
    """An Arrow file."""
    made, content = BytesIO(), table(name)
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(made, content.schema, options=options) as writer:
        writer.write_table(content)
    return made.getvalue()


@pytest.mark.parametrize("ending", ["xlsx", "parquet", "arrow"])
def test_a_name_of_megabytes_is_refused_before_it_is_everybodys(
    tmp_path: Path, ending: str
) -> None:
    """Small files; one name in them, of all rows. A short one is only told to stand twice."""
    make: Callable[[str], bytes] = {"xlsx": book, "parquet": parquet, "arrow": arrow}[ending]
    file, done = tmp_path / f"answers.{ending}", Damage(ending)
    file.write_bytes(make("r1"))
    with pytest.raises(FaultyInput) as honest:
        scored(file)
    assert "has the same one" in "".join(each.to("en") for each in honest.value.faults.first())
    file.write_bytes(make("x" * 1_000_000))
    assert file.stat().st_size < 20_000
    with watched(done), pytest.raises(FaultyInput) as refused:
        scored(file)
    assert "has the same one" not in "".join(each.to("en") for each in refused.value.faults.first())
    assert done.memory < MOST_MEMORY


def shown_in_every_cell(text: str) -> bytes:
    """A workbook that shows one text 19,000 times."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        strings = f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
        archive.writestr("xl/sharedStrings.xml", strings)
        cells = '<c t="s"><v>0</v></c>' * 19_000
        archive.writestr("xl/worksheets/sheet1.xml", f'<w xmlns="{MAIN}">{cells}</w>')
    return made.getvalue()


def test_a_workbook_whose_cells_all_show_one_long_text_is_no_report() -> None:
    """Anybody may have a file checked; with a short text it is read to its end."""
    done = Damage("report.xlsx")
    assert len(read_back(shown_in_every_cell("A")).texts or ()) > 0
    with watched(done), pytest.raises(UnfitFile):
        read_back(shown_in_every_cell("x" * 3_000_000))
    assert done.memory < MOST_MEMORY


@pytest.mark.parametrize(
    ("piece", "times"), [("<", 1), ("<b>a", 200_000), ("<a ", 200_000), ("<svg></svg", 80_000)]
)
def test_a_page_that_is_malformed_on_purpose_is_read_to_its_end(piece: str, times: int) -> None:
    """In the time that its length takes, not its square; what stands behind the mess is found."""
    mess = piece * times + ("a" * 100_000 if times == 1 else "")
    assert read_back(f"<html>{mess}".encode()).format == "html"
    sound = read_back(f"<html><p>One</p>{'<b>a</b>' * times}<p>Two</p></html>".encode())
    assert sound.texts is not None
    assert (sound.texts[0], sound.texts[-1]) == ("One", "Two")


def progressive(side: int) -> bytes:
    """A grey JPEG in several scans."""
    made = BytesIO()
    Image.new("L", (side, side), 128).save(made, "JPEG", progressive=True)
    return made.getvalue()


def test_a_logo_of_a_thousand_scans_is_not_unpacked() -> None:
    """Its last scan repeated; with those that it has it is taken."""
    sound = progressive(1_000)
    last = sound[sound.rindex(b"\xff\xda") : -2]
    assert as_png(sound) is not None
    assert as_png(sound[:-2] + last * 1_000 + sound[-2:]) is None


def test_a_photograph_that_has_to_be_held_whole_is_smaller_than_others() -> None:
    """In one scan it is unpacked at a part of its size, in several scans in full."""
    whole = progressive(5_800)
    with Image.open(BytesIO(whole)) as picture:
        plain = BytesIO()
        picture.save(plain, "JPEG", progressive=False)
    assert fit_content("a.jpg", plain.getvalue()).kind == "photo"
    with pytest.raises(Invalid, match="evidence_dots"):
        fit_content("a.jpg", whole)
