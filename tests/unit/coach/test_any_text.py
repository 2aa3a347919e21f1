"""Whatever a person types, the coach answers, and every place it names lies in the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.coach import KINDS, LABELS, advise
from groundrules.coach.rule import rules

PROVING = [text for rule in rules().values() for text in (*rule.hits, *rule.misses)]
SCRAPS = st.sampled_from(
    [*PROVING, '"', "'", "“", "> ", "\n", "...", "?", "İ", "👍", "\x00", "ﬁ", "’", " - ", "1) ", "\ud800"]
)
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(SCRAPS, max_size=6).map("".join), st.lists(SCRAPS, max_size=6).map(" ".join)
)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, kind=st.sampled_from([None, *KINDS]))
def test_it_never_raises_and_its_places_are_in_the_text(text: str, kind: str | None) -> None:
    report = advise(text, kind)
    assert set(report.labels) <= set(LABELS)
    for finding in report.findings:
        assert 0 <= finding.start < finding.end <= len(text)
    for check in report.checks:
        assert check.start is None or check.end is None or 0 <= check.start <= check.end <= len(text)


def test_a_very_long_text_is_read_to_its_end() -> None:
    text = "The hall is open and the tables are set. " * 400 + "You never call."
    assert [finding.label for finding in advise(text).findings] == ["generalisation"]
