from __future__ import annotations

from groundrules.cli.command import line


def test_the_time_left_is_that_of_the_work_done_and_what_was_skipped_is_no_speed() -> None:
    assert line("Grading", 5, 20, 5, 10.0) == "Grading [#######.......................] 5 of 20, 30 s left"
    # The same pace after 900 of a thousand were skipped, because they had not changed.
    assert line("Grading", 905, 1000, 5, 10.0) == "Grading [###########################...] 905 of 1000, 190 s left"
    assert line("Grading", 1000, 1000, 1, 2.0) == "Grading [##############################] 1000 of 1000, 0 s left"
