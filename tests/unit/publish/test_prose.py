"""Markdown as HTML: anchors, links, pictures, and no HTML of the author's."""

from __future__ import annotations

import pytest

from groundrules.publish.prose import Heading, Passage, Prose, curly, slug


def _to(address: str) -> str | None:
    return {"06_not_respected.ipynb": "06_not_respected.html"}.get(address)


@pytest.fixture
def prose() -> Prose:
    return Prose(_to)


def test_html_in_the_text_is_shown_and_never_obeyed(prose: Prose) -> None:
    shown = prose.html("A <script>alert(1)</script> <b>x</b>\n\n<div onclick=x>\n")
    assert "<script" not in shown
    assert "<div" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;x&lt;/b&gt;" in shown


def test_a_link_to_a_script_is_no_link(prose: Prose) -> None:
    assert "href" not in prose.html("[x](javascript:alert(1))")


def test_headings_get_anchors_that_stay_unique_over_the_cells_of_a_page(prose: Prose) -> None:
    assert prose.html("## What a *hold* is") == '<h2 id="what-a-hold-is">What a <em>hold</em> is</h2>\n'
    prose.html("## What a hold is\n\n### Été & `code`")
    assert prose.headings == [
        Heading(2, "What a hold is", "what-a-hold-is"),
        Heading(2, "What a hold is", "what-a-hold-is-2"),
        Heading(3, "Été & code", "été-code"),
    ]
    assert prose.level == 3


@pytest.mark.parametrize(("text", "anchor"), [("2 a.m.", "2-a-m"), ("  Ünder_way ", "ünder_way"), ("?!", "section")])
def test_an_anchor_is_made_of_letters_and_digits(text: str, anchor: str) -> None:
    assert slug(text) == anchor


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[next](06_not_respected.ipynb)", '<p><a href="06_not_respected.html">next</a></p>\n'),
        ("[up](#top)", '<p><a href="#top">up</a></p>\n'),
        ("[mail](exercise.ipynb)", '<p><span class="elsewhere">mail</span></p>\n'),
        ("[out](https://x.example/a)", '<p><a href="https://x.example/a" rel="noopener noreferrer">out</a></p>\n'),
    ],
)
def test_links_lead_within_the_site_or_out_of_it_or_nowhere(prose: Prose, text: str, html: str) -> None:
    assert prose.html(text) == html


def test_pictures_are_counted_and_loaded_late(prose: Prose) -> None:
    assert 'loading="lazy"' in prose.html("![A ladder](pictures/ladder.svg)")
    assert prose.pictures == ["pictures/ladder.svg"]


def test_a_table_can_scroll_by_itself(prose: Prose) -> None:
    shown = prose.html("| a | b |\n| --- | --- |\n| 1 | 2 |")
    assert shown.startswith('<div class="wide" tabindex="0" role="group"><table>')
    assert shown.rstrip().endswith("</table>\n</div>")


def test_straight_quotes_become_typographic_ones_outside_code(prose: Prose) -> None:
    assert prose.html('"It\'s `"x"`"') == "<p>“It\u2019s <code>&quot;x&quot;</code>”</p>\n"


def test_a_title_gets_typographic_quotes_and_keeps_everything_else() -> None:
    assert curly('What a "no" *is* <worth>') == "What a “no” *is* <worth>"


def test_the_text_is_gathered_by_heading_without_any_markup(prose: Prose) -> None:
    prose.html("Before *all*.\n\n## One `two`\n\nA [link](#x)\nand\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    prose.html("More.")
    assert prose.passages == [Passage("", "", "Before all."), Passage("one-two", "One two", "A link and a b 1 2 More.")]
