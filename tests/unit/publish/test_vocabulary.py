"""The page that lists what our statements are made of."""

from __future__ import annotations

from groundrules.journal import xapi
from groundrules.publish.vocabulary import TYPES, VERBS, tables


def test_every_verb_activity_and_extension_is_explained() -> None:
    assert VERBS.keys() == xapi.VERBS.keys()
    assert TYPES.keys() == xapi.TYPES.keys()
    rows = [[name for name, _, _ in rows] for _, _, rows in tables()]
    assert rows == [list(xapi.VERBS), list(xapi.TYPES), list(xapi.EXTENSIONS)]


def test_every_row_has_its_address() -> None:
    _, _, extensions = tables()[2]
    assert extensions[0] == (
        "attempt",
        "the number of the attempt, from 1",
        "https://groundrules.example/xapi/extensions/attempt",
    )
