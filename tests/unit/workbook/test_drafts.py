from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundrules.errors import WorkbookError
from groundrules.workbook import Workbook
from groundrules.workbook.drafts import Draft

if TYPE_CHECKING:
    from pathlib import Path


def test_a_draft_comes_back_as_it_was_left(workbook: Workbook, path: Path) -> None:
    assert workbook.drafts.load("opening") is None
    workbook.drafts.keep("opening", "Thank you")
    workbook.drafts.keep("opening", "Thank you for coming. Olá 👍", (0, 2), base="Thank you")
    workbook.drafts.keep("no", "I can't.")
    assert Workbook(path).drafts.load("opening") == Draft("Thank you for coming. Olá 👍", (0, 2))
    assert workbook.drafts.all() == {"no": ["I can't."], "opening": ["Thank you for coming. Olá 👍"]}


def test_of_two_windows_neither_loses_its_text(workbook: Workbook) -> None:
    workbook.drafts.keep("opening", "Both began here.")
    workbook.drafts.keep("opening", "One went on.", base="Both began here.")
    workbook.drafts.keep("opening", "The other, too.", base="Both began here.")
    workbook.drafts.keep("opening", "The other went on.", base="The other, too.")
    assert workbook.drafts.load("opening") == Draft("The other went on.", (), ("One went on.",))


def test_an_emptied_text_is_empty_and_sending_twice_changes_nothing(workbook: Workbook) -> None:
    workbook.drafts.keep("opening", "A word.")
    workbook.drafts.keep("opening", "", base="A word.")
    assert workbook.drafts.load("opening") == Draft("")
    workbook.drafts.keep("opening", "Anew.", base="")
    workbook.drafts.keep("opening", "Anew.", base="")
    assert workbook.drafts.all() == {"opening": ["Anew."]}


def test_half_a_character_is_refused(workbook: Workbook) -> None:
    with pytest.raises(WorkbookError, match="half a character"):
        workbook.drafts.keep("opening", "\ud83d")
