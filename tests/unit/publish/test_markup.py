"""Content texts as HTML for other systems."""

from __future__ import annotations

import pytest

from groundrules.publish import markup


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One *two* **three**.", "<p>One <em>two</em> <strong>three</strong>.</p>"),
        ("One\nline.\n\n\nAnother.", "<p>One line.</p><p>Another.</p>"),
        ('a < b & "c" * d', "<p>a &lt; b &amp; &quot;c&quot; * d</p>"),
        ("<script>*x*</script>", "<p>&lt;script&gt;<em>x</em>&lt;/script&gt;</p>"),
        ("  \n ", ""),
    ],
)
def test_paragraphs_and_emphasis_are_all_that_becomes_html(text: str, html: str) -> None:
    assert markup.paragraphs(text) == html


def test_plain_text_has_no_marks() -> None:
    assert markup.plain(" One *two* **three** 2 * 3 ") == "One two three 2 * 3"
