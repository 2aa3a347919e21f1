"""The errors: what a person reads when something is wrong."""

from groundrules.errors import ContentError, Fault, GroundRulesError, RowError, WorkbookError


def test_an_error_says_where_what_and_the_remedy() -> None:
    error = GroundRulesError("It is full.", where="the disk", remedy="Free some space.")
    assert str(error) == "the disk: It is full.\nFree some space."
    assert error.as_dict() == {"what": "It is full.", "where": "the disk", "remedy": "Free some space."}


def test_an_error_leaves_out_what_it_does_not_know() -> None:
    assert str(GroundRulesError("It is full.")) == "It is full."


def test_a_notebook_shows_the_sentences_and_no_traceback() -> None:
    error = WorkbookError("It is full.", where="the disk", remedy="Free some space.")
    assert error._render_traceback_() == ["the disk: It is full.\nFree some space."]


def test_an_error_with_faults_lists_each_on_a_line_of_its_own() -> None:
    faults = [Fault("a.yaml:3", "The id is missing.", "Add one."), Fault("a.yaml:9", "Two scenes share a name.")]
    error = ContentError("The scenario is wrong.", faults, where="a.yaml", remedy="See docs/scenario-format.md.")
    assert str(error).splitlines() == [
        "a.yaml: The scenario is wrong.",
        "See docs/scenario-format.md.",
        "  a.yaml:3: The id is missing. Add one.",
        "  a.yaml:9: Two scenes share a name.",
    ]


def test_a_row_error_is_a_workbook_error() -> None:
    error = RowError("One value cannot be stored.", [Fault("contacts, name", "It is empty.")])
    assert isinstance(error, WorkbookError)
    assert error.faults == (Fault("contacts, name", "It is empty."),)
