"""YAML text as plain data with lines."""

import pytest

from groundrules.scenario.tree import Flaw, read


def test_only_true_false_null_and_plain_numbers_are_more_than_text() -> None:
    tree = read("a: no\nb: 02:07\nc: 2026-11-22\nd: +1\ne: true\nf: ~\ng: 1.5\nh: 'true'\ni: 007\non: 1e5\n")
    assert tree.data == {
        "a": "no",
        "b": "02:07",
        "c": "2026-11-22",
        "d": 1,
        "e": True,
        "f": None,
        "g": 1.5,
        "h": "true",
        "i": "007",
        "on": "1e5",
    }
    assert tree.flaws == []


def test_each_part_knows_its_line() -> None:
    tree = read("a:\n  - x\n  - b: |\n      long\n      text\n    c: y\n")
    assert tree.lines == {(): 1, ("a",): 1, ("a", 0): 2, ("a", 1): 3, ("a", 1, "b"): 3, ("a", 1, "c"): 6}


def test_a_path_that_is_not_there_gives_the_line_of_the_nearest_part() -> None:
    tree = read("a:\n  - x\n  - b: y\n")
    assert [tree.line(("a", 1, "missing")), tree.line(("a", "union tag", 1, "b")), tree.line(())] == [3, 3, 1]


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("a: 1\nb: 2\na: {c: 3}\n", [Flaw(3, "“a” is written twice.", "The first is on line 1.")]),
        ("a: 1\n\tb: 2\n", [Flaw(2, "A tab stands before the text.", "Use spaces.")]),
        (
            "a:\n  - b: [1\n\t- c\nd: 'x\n",
            [Flaw(3, "A tab stands before the text.", "Use spaces.")],
        ),
        (
            "a: 1\nb: one: two\n",
            [
                Flaw(
                    2,
                    "This is not YAML: mapping values are not allowed in this context.",
                    "Put quotes around a text that holds “: ”, or begin it with > on its own line.",
                )
            ],
        ),
        ("a: &x 1\n", [Flaw(1, "An anchor (&x) is not used here.", "Take it out, or put the text in quotes.")]),
        ("a: 1\nb: *x\n", [Flaw(2, "An alias (*x) is not used here.", "Write the text out.")]),
        (
            "a: !!python/name:os.system x\n",
            [
                Flaw(
                    1,
                    "A tag (tag:yaml.org,2002:python/name:os.system) is not used here.",
                    "Take it out, or put the text in quotes.",
                )
            ],
        ),
        (
            "a: 1\n---\nb: 2\n",
            [Flaw(3, "A second document begins here.", "Keep one document in a file; take out “---”.")],
        ),
        (
            "? [a]\n: b\n",
            [Flaw(1, "A key here is not a word.", "If the text begins with { or [, put it in quotes.")],
        ),
        (
            "a: 1\nb: x\x01\n",
            [Flaw(2, "A character here is not allowed in YAML.", "Take it out or type it again.")],
        ),
        (
            'a: "\\0"\n',
            [Flaw(1, "The text holds a character that cannot be shown.", "Take out the \\ escape.")],
        ),
        ("[" * 100_000, [Flaw(1, "This is nested too deep.", "Look for a bracket or a dash too many.")]),
        ("- " * 100_000, [Flaw(1, "This is nested too deep.", "Look for a bracket or a dash too many.")]),
        ("a" * 2_000_001, [Flaw(1, "The file is larger than 2 MB.", "Split it.")]),
    ],
)
def test_text_that_is_wrong_says_on_which_line(text: str, flaws: list[Flaw]) -> None:
    assert read(text).flaws == flaws


def test_the_first_of_two_equal_keys_counts() -> None:
    assert read("a: 1\na: 2\n").data == {"a": 1}
