"""The centre's own table of vendors, kept by workbook."""

from functools import partial
from pathlib import Path

import streamlit as st

from assessments.refusals import Refusal
from files.problems import InvalidFiles
from services import vendors
from services.catalogue import catalogue_of
from services.context import Context
from services.vendors import VendorTable
from solutions.vendors import Vendor
from views.credit_codes import warn_of_codes
from views.download import download_button
from views.errors import why_not
from views.kept import kept
from views.markdown import escaped
from views.session import context, language, t
from views.shown import moment


def show() -> None:
    """Draw the table, the workbooks to take and to bring, and who brought which when."""
    ctx = context()
    st.title(t("solutions.vendors_title"), anchor=False)
    st.info(t("solutions.vendors_about"))
    found = vendors.table(ctx)
    _table(ctx, found)
    _downloads(ctx, found)
    _upload(ctx, found)
    _history(ctx)


def _table(ctx: Context, found: VendorTable) -> None:
    if not found.vendors or found.at is None:
        st.markdown(t("solutions.vendors_none"))
        return
    author, at = escaped(found.author), moment(found.at)
    st.caption(t("solutions.vendors_seen", count=len(found.vendors), author=author, at=at))
    titles = {each.id: each.title.to(language()) for each in catalogue_of(ctx).solutions}
    for vendor in found.vendors:
        with st.container(border=True, key=f"vendor_{vendor.credit_code}", gap="xsmall"):
            st.markdown("  \n".join(_vendor_markdown(vendor, titles)))


def _vendor_markdown(vendor: Vendor, titles: dict[str, str]) -> list[str]:
    offered = t("solutions.between").join(titles.get(id, id) for id in vendor.solutions)
    asked = t(
        "solutions.vendors_asked",
        clients=vendor.clients,
        interest=vendor.interest,
        checked_on=vendor.checked_on,
    )
    lines = [t("solutions.vendors_offers", solutions=offered), asked, vendor.note]
    name = f"**{escaped(vendor.name)}** {escaped(vendor.credit_code)}"
    return [name, *(escaped(each) for each in lines if each)]


def _downloads(ctx: Context, found: VendorTable) -> None:
    left, right = st.columns(2)
    for place, name, empty in ((left, "empty", True), (right, "current", False)):
        key = (found.seen, empty, language())
        make = partial(vendors.workbook, ctx, language(), empty=empty)
        with place:
            download_button(
                t(f"solutions.vendors_{name}"),
                kept(f"vendors:{name}", key, make),
                name=t("solutions.vendors_file"),
                format="xlsx",
                key=f"vendors:{name}",
                disabled=not empty and not found.vendors,
            )


def _upload(ctx: Context, found: VendorTable) -> None:
    """What is wrong with the file, or the button that puts it in the table's place."""
    file = st.file_uploader(t("solutions.vendors_upload"), type="xlsx", key=f"upload:{found.seen}")
    if file is None:
        return
    name, content = Path(file.name).name, file.getvalue()
    try:
        read = vendors.checked(ctx, name, content)
    except InvalidFiles as invalid:
        st.error(t("solutions.vendors_broken", count=len(invalid.problems)))
        told = (
            f"- `{each.line}` **{each.code}** {escaped(each.message(language()))}"
            for each in invalid.problems
        )
        st.markdown("\n".join(told))
        return
    st.success(t("solutions.vendors_fits", count=len(read)))
    warn_of_codes(vendor.credit_code for vendor in read)
    if st.button(t("solutions.vendors_replace"), type="primary", key="replace"):
        try:
            vendors.replace(ctx, name, content, seen=found.seen)
        except Refusal as refusal:
            st.error(why_not(refusal))
        else:
            st.toast(t("solutions.vendors_replaced"))
            st.rerun()


def _history(ctx: Context) -> None:
    before = vendors.history(ctx)
    if before:
        with st.expander(t("solutions.vendors_history")):
            for each in reversed(before):
                at = moment(each.at) if each.at else ""
                params = {"at": at, "author": escaped(each.author), "count": len(each.vendors)}
                st.markdown(f"- {t('solutions.vendors_history_line', **params)}")


show()
