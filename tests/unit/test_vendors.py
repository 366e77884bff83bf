"""A centre's own table of vendors: kept in revisions, shown to nobody but its cases."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook

from assessments.refusals import NotAllowed, Stale
from files.problems import InvalidFiles
from services import vendors
from services.catalogue import catalogue_of
from services.context import Context
from services.dossier import dossier_of
from tests.town import Town, new_town
from tests.vendor_tables import CODE, ROW, vendor_table

FILE = "vendors.xlsx"


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


@pytest.fixture
def consultant(town: Town) -> Context:
    """A consultant of 惠山促进中心."""
    return town.consultant()


def test_an_uploaded_table_takes_the_place_of_the_last(town: Town, consultant: Context) -> None:
    """The history keeps every one with who and when."""
    assert vendors.table(consultant).seen == 0
    kept = vendors.replace(consultant, FILE, vendor_table(ROW), seen=0)
    assert vendors.table(consultant) == kept
    assert (kept.author, kept.at) == ("王芳", town.now)
    assert [each.credit_code for each in kept.for_solution("light_mes")] == [CODE]
    assert kept.for_solution("shop_network") == ()
    vendors.replace(consultant, FILE, vendor_table(), seen=1)
    assert [len(each.vendors) for each in vendors.history(consultant)] == [1, 0]


def test_a_table_with_a_wrong_cell_leaves_the_last_one(consultant: Context) -> None:
    """Nothing half read is kept."""
    vendors.replace(consultant, FILE, vendor_table(ROW), seen=0)
    with pytest.raises(InvalidFiles):
        vendors.replace(consultant, FILE, vendor_table(ROW, ROW), seen=1)
    assert vendors.table(consultant).seen == 1


def test_of_two_who_upload_the_second_is_refused(consultant: Context) -> None:
    """Whoever has not seen the latest table is told."""
    vendors.replace(consultant, FILE, vendor_table(ROW), seen=0)
    with pytest.raises(Stale):
        vendors.replace(consultant, FILE, vendor_table(), seen=0)


def test_what_goes_out_comes_in_again(consultant: Context) -> None:
    """The current workbook is sound as it is; texts that look like formulas stay texts."""
    odd = ("=1+1", *ROW[1:4], "@SUM(A1)", *ROW[5:6], "-1 备注")
    kept = vendors.replace(consultant, FILE, vendor_table(ROW), seen=0)
    content = vendors.workbook(consultant, "zh", empty=False)
    assert vendors.checked(consultant, FILE, content) == kept.vendors
    book = load_workbook(BytesIO(content))
    for place, value in enumerate(odd, start=1):
        cell = book["vendors"].cell(2, place)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    changed = BytesIO()
    book.save(changed)
    vendors.replace(consultant, FILE, changed.getvalue(), seen=1)
    again = vendors.workbook(consultant, "zh", empty=False)
    (vendor,) = vendors.checked(consultant, FILE, again)
    assert (vendor.name, vendor.interest, vendor.note) == ("=1+1", "@SUM(A1)", "-1 备注")


def test_the_empty_table_is_sound_and_lists_the_solutions(consultant: Context) -> None:
    """No vendor is in it; the ids to choose from stand beside it."""
    vendors.replace(consultant, FILE, vendor_table(ROW), seen=0)
    content = vendors.workbook(consultant, "zh", empty=True)
    assert vendors.checked(consultant, FILE, content) == ()
    listed = [row[0].value for row in load_workbook(BytesIO(content))["solutions"].iter_rows()]
    assert listed == ["id", *catalogue_of(consultant).by_id]


def test_only_cases_of_the_centre_see_its_vendors(town: Town, consultant: Context) -> None:
    """Neither another centre's case nor one in nobody's hands is shown any."""
    vendors.replace(consultant, FILE, vendor_table(ROW), seen=0)
    own, foreign, free = (
        town.submitted(centre, name=name)
        for name, centre in (("甲", "惠山促进中心"), ("乙", "滨湖促进中心"), ("丙", None))
    )
    found = vendors.vendors_of_case(dossier_of(town.holder(own), "result.read", own.id))
    assert found is not None
    assert found.vendors[0].name == ROW[0]
    assert vendors.vendors_of_case(dossier_of(consultant, "result.read", own.id)) == found
    for other in (foreign, free):
        assert (
            vendors.vendors_of_case(dossier_of(town.holder(other), "result.read", other.id)) is None
        )
    with pytest.raises(NotAllowed):
        vendors.vendors_of_case(
            dossier_of(town.consultant("bie", "滨湖促进中心"), "result.read", own.id)
        )


def test_an_emptied_table_shows_nothing(town: Town, consultant: Context) -> None:
    """A centre that took its vendors out has none."""
    own = town.submitted()
    vendors.replace(consultant, FILE, vendor_table(ROW), seen=0)
    vendors.replace(consultant, FILE, vendor_table(), seen=1)
    assert vendors.vendors_of_case(dossier_of(consultant, "result.read", own.id)) is None
