"""Trouble that people in the field have with files and forms: what is expected of each reader.

A case says for each column what comes of it and which test shows that; ``elsewhere`` is why it
cannot come up in the columns that it does not name. The columns hold all rows of readers.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# column: the rows of readers.py that it stands for
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "answers as a workbook": ("answers.xlsx",),
    "answers as CSV": ("answers.csv",),
    "answers in columns": ("answers.parquet", "answers.feather", "answers.arrow"),
    "a questionnaire as a workbook": ("questionnaire.xlsx",),
    "vendors": ("vendors.xlsx",),
    "a centre's firms": ("firms.csv", "firms.xlsx"),
    "an answer book": ("answer_book.xlsx",),
    "a Word template": ("template.docx",),
    "a photograph": ("photo.jpg", "photo.png", "photo.webp"),
    "a paper": ("paper.pdf", "paper.docx", "paper.xlsx"),
    "a logo": ("logo.png", "logo.jpg"),
    "a report to check": ("report.html", "report.pdf", "report.docx", "report.xlsx", "report.pptx"),
    "files of YAML": (
        "questionnaire.yaml",
        "dimension.yaml",
        "regulation.yaml",
        "crosswalk.yaml",
        "rubric.yaml",
        "effort.yaml",
        "solutions.yaml",
        "programme.yaml",
        "narratives.yaml",
        "layers.yaml",
        "concerns.yaml",
        "contradictions.yaml",
        "outside.yaml",
        "bulletin_advice.yaml",
    ),
    "files of the operator": (
        "store.db",
        "store.backup",
        "sealed.backup",
        "rows.jsonl",
        "passphrase.txt",
        "keys.txt",
        ".reports.jsonl",
    ),
    "a form for a number": ("number", "answer"),
    "a form for a name or a note": ("profile", "saved draft", "link"),
    "a form for a code": ("resume code", "check code", "credit code"),
    "what a browser sends": (
        "cookie",
        "host",
        "referer",
        "browser",
        "network",
        "copy",
        "length",
        "form",
    ),
}
TABLES = ("answers as a workbook", "answers as CSV", "answers in columns")
BOOKS = ("answers as a workbook", "a questionnaire as a workbook", "vendors")
FORMS = ("a form for a number", "a form for a name or a note", "a form for a code")
OFFICE = "unit/test_office_files.py::"
HERE = "security/test_field_cases.py::"
FIRMS = "a centre's firms"
TABLE_OF_FIRMS = "unit/test_importing_tables.py::"
BOOK = "an answer book"
SAVED_BOOK = "unit/test_answer_book_office.py::"
BOOK_BACK = "unit/test_answer_book_back.py::"


@dataclass(frozen=True)
class FieldCase:
    """``comes``: by column what comes of it, and the test that shows it."""

    comes: Mapping[str, tuple[str, str]]
    elsewhere: str


def each(columns: tuple[str, ...], what: str, test: str) -> dict[str, tuple[str, str]]:
    """The same of several columns."""
    return dict.fromkeys(columns, (what, test))


NO_CELLS = "it has no cells"
CASES: Mapping[str, FieldCase] = {
    "saved again by LibreOffice": FieldCase(
        {
            BOOK: (
                "read",
                f"{SAVED_BOOK}test_a_book_that_libreoffice_saved_is_what_was_filled_in",
            ),
            FIRMS: ("read", f"{TABLE_OF_FIRMS}test_what_libreoffice_saves_is_the_same_table"),
            "answers as a workbook": (
                "read",
                f"{OFFICE}test_a_hidden_first_sheet_is_not_the_one_that_is_scored",
            ),
            "a questionnaire as a workbook": (
                "read",
                f"{OFFICE}test_a_questionnaire_saved_by_libreoffice_is_the_same",
            ),
            "vendors": ("read", f"{OFFICE}test_vendors_saved_by_libreoffice_are_the_same"),
            "a report to check": (
                "the same words, told to have been saved anew",
                "unit/test_checked_files.py::test_a_word_file_saved_again_has_the_same_words",
            ),
        },
        "no office program writes it, or it is kept as it came",
    ),
    "saved by WPS or by Excel in Chinese": FieldCase(
        each(
            TABLES[:2],
            "read; wrong dimensions, serial days and GB18030 included",
            "unit/test_score_unfit_files.py::test_what_a_chinese_spreadsheet_saves_is_read",
        )
        | {
            "a Word template": (
                "Chinese names of fields are fields",
                "unit/test_word_template_checks.py::test_either_name_of_a_field_will_do",
            )
        }
        | {
            BOOK: ("read", f"{SAVED_BOOK}test_a_book_that_wps_saved_is_what_was_filled_in"),
            FIRMS: (
                "read, with a remark",
                f"{TABLE_OF_FIRMS}test_every_encoding_and_separator_gives_the_same_table",
            ),
        },
        "read by the same opener (files/spreadsheets), or not written by such a program",
    ),
    "strict Open XML": FieldCase(
        each(BOOKS, "read", f"{OFFICE}test_a_strict_workbook_is_read_like_any_other")
        | {
            "a Word template": (
                "named, with what to save it as",
                "security/test_office_files.py::test_a_strict_document_is_named_as_such",
            )
        }
        | {
            BOOK: (
                "read",
                f"{SAVED_BOOK}test_a_book_that_libreoffice_saved_is_what_was_filled_in",
            ),
            FIRMS: ("read", f"{TABLE_OF_FIRMS}test_what_libreoffice_saves_is_the_same_table"),
        },
        "kept or looked at without being computed",
    ),
    "GB18030": FieldCase(
        {
            FIRMS: (
                "read, with a remark",
                f"{TABLE_OF_FIRMS}test_every_encoding_and_separator_gives_the_same_table",
            ),
            "answers as CSV": (
                "read, with a remark",
                f"{OFFICE}test_chinese_of_the_mainland_is_read_however_few_characters_there_are",
            ),
            "files of YAML": ("refused: save as UTF-8", f"{HERE}test_encodings_of_yaml"),
            "files of the operator": (
                "refused: save as UTF-8",
                "security/test_odd_names.py::test_a_passphrase_is_read_as_editors_write_it",
            ),
        },
        "the format itself says how its text is written",
    ),
    "a mark at the beginning (BOM)": FieldCase(
        {
            FIRMS: (
                "read",
                f"{TABLE_OF_FIRMS}test_every_encoding_and_separator_gives_the_same_table",
            ),
            "answers as CSV": (
                "read",
                f"{OFFICE}test_separators_and_marks_are_recognised_by_the_header",
            ),
            "files of YAML": ("read", f"{HERE}test_encodings_of_yaml"),
            "files of the operator": (
                "left out",
                "security/test_odd_names.py::test_a_passphrase_is_read_as_editors_write_it",
            ),
            "a report to check": ("read", f"{HERE}test_a_page_with_a_mark_is_read"),
        },
        "no text file",
    ),
    "semicolons or tabs": FieldCase(
        {
            FIRMS: (
                "read, and named",
                f"{TABLE_OF_FIRMS}test_every_encoding_and_separator_gives_the_same_table",
            ),
            "answers as CSV": (
                "read, and named",
                f"{OFFICE}test_separators_and_marks_are_recognised_by_the_header",
            ),
        },
        "nothing is separated by signs",
    ),
    "merged cells": FieldCase(
        each(BOOKS, "refused, with the place", f"{HERE}test_merged_cells_are_told")
        | {
            BOOK: (
                "refused, with the place",
                f"{BOOK_BACK}test_a_book_that_is_not_clear_is_refused_in_words",
            ),
            FIRMS: (
                "a title read over, others told by their place",
                f"{TABLE_OF_FIRMS}test_merged_cells_among_the_rows_are_told",
            ),
        },
        "it has no cells, or nothing is read by cells",
    ),
    "hidden rows, columns or sheets": FieldCase(
        {
            BOOK: (
                "refused, with the place",
                f"{BOOK_BACK}test_a_book_that_is_not_clear_is_refused_in_words",
            ),
            FIRMS: ("told by row and column", f"{TABLE_OF_FIRMS}test_what_nobody_sees_is_told"),
            "answers as a workbook": (
                "refused, with the row",
                f"{OFFICE}test_hidden_rows_and_columns_are_never_silently_read",
            ),
            "a questionnaire as a workbook": (
                "refused, with the place",
                f"{OFFICE}test_what_is_hidden_in_a_questionnaire_is_named",
            ),
            "vendors": ("refused, with the place", f"{HERE}test_hidden_rows_of_vendors_are_told"),
        },
        "nothing can be hidden in it",
    ),
    "full-width digits and letters": FieldCase(
        {
            FIRMS: ("as half-width", f"{TABLE_OF_FIRMS}test_money_is_read_in_its_unit"),
            **each(
                TABLES,
                "as half-width",
                f"{OFFICE}test_what_nobody_sees_in_answers_is_left_out_or_named",
            ),
            "vendors": (
                "as half-width",
                f"{OFFICE}test_what_nobody_sees_in_a_code_or_a_heading_does_no_harm",
            ),
            "a form for a number": (
                "as half-width",
                "unit/test_typed_numbers.py::test_a_number_is_read_as_it_is_written",
            ),
            "a form for a code": (
                "as half-width",
                f"{HERE}test_codes_are_read_as_people_type_them",
            ),
            "a form for a name or a note": (
                "kept as typed",
                "unit/test_assessments_profile.py::test_what_is_typed_is_kept_as_meant",
            ),
        },
        "no number or code is read from it by sight",
    ),
    "dates as texts": FieldCase(
        {
            "vendors": (
                "2026-01-31, 2026/1/31, 2026年1月31日 read; others refused by cell",
                f"{HERE}test_days_of_vendors_may_be_texts",
            ),
            "answers as a workbook": (
                "names of respondents as shown",
                f"{OFFICE}test_days_zeros_and_texts_of_respondents_are_kept_as_shown",
            ),
        },
        "no date is asked for, or a calendar is",
    ),
    "dates stored as numbers": FieldCase(
        {
            "answers as a workbook": (
                "as shown, or a fault by cell",
                "unit/test_office_cells.py::test_a_day_is_what_its_format_shows_on_every_machine",
            ),
            "vendors": ("read", "unit/test_solutions_vendors.py::test_a_filled_table_is_read"),
        },
        "no date is read from a cell",
    ),
    "per cent, and formats that show something else": FieldCase(
        {
            "answers as a workbook": (
                "as shown, or a fault",
                f"{OFFICE}test_a_percent_cell_is_the_per_cent_that_it_shows",
            ),
            "a questionnaire as a workbook": (
                "a fault by cell",
                f"{OFFICE}test_a_cell_of_a_questionnaire_that_is_not_what_it_shows_is_refused",
            ),
        },
        "no cell has a format there",
    ),
    "codes stored as numbers": FieldCase(
        {
            FIRMS: (
                "told by the cell",
                f"{TABLE_OF_FIRMS}test_a_credit_code_stored_as_a_number_is_told_by_its_cell",
            ),
            "answers as a workbook": (
                "refused beyond 15 digits",
                f"{OFFICE}test_long_numbers_are_not_called_the_same_respondent",
            ),
            "answers in columns": (
                "refused",
                f"{OFFICE}test_codes_that_a_data_frame_made_floating_are_refused",
            ),
            "vendors": (
                "refused by cell",
                f"{OFFICE}test_a_code_that_was_stored_as_a_number_is_refused_by_its_cell",
            ),
        },
        "texts only",
    ),
    "spaces around, no-break spaces, zero-width signs": FieldCase(
        {
            FIRMS: ("left out", f"{TABLE_OF_FIRMS}test_what_nobody_sees_in_a_cell_is_taken_away"),
            **each(
                TABLES,
                "left out, or named",
                f"{OFFICE}test_what_nobody_sees_in_answers_is_left_out_or_named",
            ),
            **each(
                BOOKS[1:],
                "left out",
                f"{OFFICE}test_what_nobody_sees_in_a_code_or_a_heading_does_no_harm",
            ),
            "a form for a number": (
                "left out",
                "unit/test_typed_numbers.py::test_a_number_is_read_as_it_is_written",
            ),
            "a form for a name or a note": (
                "one line, trimmed",
                "unit/test_assessments_profile.py::test_a_kept_name_is_one_line_that_every_file_can_hold",
            ),
            "a form for a code": ("left out", f"{HERE}test_codes_are_read_as_people_type_them"),
        },
        "texts are shown, and nothing is found by them",
    ),
    "the same heading twice": FieldCase(
        {
            FIRMS: (
                "the first is read, the second named",
                f"{TABLE_OF_FIRMS}test_a_heading_twice_is_named",
            ),
            **each(
                TABLES,
                "refused, named",
                "unit/test_score_unfit_files.py::test_names_that_are_no_text_and_columns_named_twice",
            ),
            **each(BOOKS[1:], "refused, by cell", f"{HERE}test_a_heading_twice_is_told"),
            "files of YAML": (
                "refused, by line",
                "unit/test_questionnaires_strict_yaml.py::test_problems_inside_a_duplicate_are_found_too",
            ),
        },
        "it has no headings",
    ),
    "nothing in it": FieldCase(
        {
            column: ("refused in words", f"{HERE}test_an_empty_file_is_told")
            for column in COLUMNS
            if column not in (*FORMS, "what a browser sends")
        }
        | {
            "a form for a number": (
                "not answered",
                "unit/test_typed_numbers.py::test_a_number_is_read_as_it_is_written",
            ),
            "a form for a name or a note": (
                "told what is required",
                "unit/test_assessments_profile.py::test_an_empty_form_names_the_required_fields",
            ),
            "a form for a code": ("no code", f"{HERE}test_codes_are_read_as_people_type_them"),
        },
        "nothing is asked for",
    ),
    "protected by a password": FieldCase(
        each(
            (*BOOKS, BOOK, "a Word template", "a paper", "a report to check"),
            "refused in words",
            f"{HERE}test_a_protected_file_is_told",
        ),
        "its format has no such protection (a PDF is kept as it came)",
    ),
    "another format under that name": FieldCase(
        each(
            tuple(c for c in COLUMNS if c not in (*FORMS, "what a browser sends", "files of YAML")),
            "refused in words",
            f"{HERE}test_another_format_under_that_name_is_told",
        )
        | {"files of YAML": ("refused in words", f"{HERE}test_encodings_of_yaml")},
        "no file is brought",
    ),
    "a photograph as a telephone takes it": FieldCase(
        {
            "a photograph": (
                "upright, without place, under any name; HEIC is told how to be saved",
                f"{HERE}test_photographs_come_under_any_name",
            ),
            "a logo": (
                "a picture of a fitting size, else a sentence",
                "unit/test_logos.py::test_what_is_no_fit_picture_is_refused",
            ),
        },
        "no photograph is taken there",
    ),
    "too long, or emoji, in a field": FieldCase(
        {
            "a form for a name or a note": (
                "kept, or told to be too long; never cut in silence",
                "app/test_fields.py::test_a_note_is_kept_or_told_to_be_too_long",
            ),
            "a form for a number": (
                "what is shown is kept, or told not to be",
                "app/test_fields.py::test_a_page_calls_saved_what_the_store_has_and_nothing_else",
            ),
            "a form for a code": ("no code", f"{HERE}test_codes_are_read_as_people_type_them"),
        },
        "nobody types there",
    ),
    "a code of the old kind": FieldCase(
        {
            FIRMS: (
                "warned of, and allowed",
                f"{TABLE_OF_FIRMS}test_a_code_of_the_old_kind_is_read",
            ),
            "a form for a code": (
                "warned of, and allowed",
                "unit/test_assessments_credit_code.py::test_what_is_unusual_is_warned_of_and_allowed",
            ),
            "vendors": ("entered", f"{OFFICE}test_a_code_of_the_old_kind_is_entered"),
        },
        "no credit code is read there",
    ),
    "options numbered from 1": FieldCase(
        each(TABLES, "refused", f"{OFFICE}test_options_numbered_from_1_are_refused"),
        "options are chosen, or named by their ids",
    ),
}
