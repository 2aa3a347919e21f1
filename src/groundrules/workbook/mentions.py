"""Where a text that is about to leave names one of the workbook's contacts, and masking it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from groundrules.workbook.rows import Row

Kind = Literal["name", "email", "phone"]
Path = tuple[str | int, ...]

MASKS: dict[Kind, str] = {"name": "[a contact]", "email": "[an e-mail address]", "phone": "[a phone number]"}
_LEAST_PART = 3  # letters of a part of a name that counts by itself
_LEAST_DIGITS = 6
_SAME_DIGITS = 8  # last digits in which two ways of writing a number agree
_NUMBER = re.compile(r"(?<![\w])\+?\(?\d[\d\s().\-/]{4,}\d(?!\w)")
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam", "the", "and", "von", "van", "der", "den", "dos"}
_LONGEST = 2_000_000  # characters: what is longer is a picture or other data


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a contact is named.

    Attributes:
        path: the keys and indices that lead to the text within the data.
        start: where the words begin in that text.
        end: where they end.
        kind: what they are.
        words: as they stand there.
        contact: the contact's id.
    """

    path: Path
    start: int
    end: int
    kind: Kind
    words: str
    contact: str

    @property
    def place(self) -> str:
        """Say in words where it stands, in a notebook or an answers file."""
        return _place(self.path)


def mentions(contacts: Iterable[Row], data: Any) -> list[Mention]:  # noqa: ANN401  any JSON value
    """Find the names, e-mail addresses and phone numbers of contacts in what is about to leave.

    Args:
        contacts: rows of the workbook.
        data: JSON values: a notebook, an answers file, or one text.

    Returns:
        In the order of the texts; none that lies within another.
    """
    patterns = [pattern for row in contacts for pattern in _patterns(row)]
    numbers = {digits: row["id"] for row in contacts if (digits := _digits(row.get("phone", "")))}
    found: list[Mention] = []
    for path, text in _texts(data, ()):
        here = [
            Mention(path, match.start(), match.end(), kind, match[0], contact)
            for kind, pattern, contact in patterns
            for match in pattern.finditer(text)
        ]
        here += [
            Mention(path, match.start(), match.end(), "phone", match[0], numbers[_digits(match[0])])
            for match in _NUMBER.finditer(text)
            if numbers and _digits(match[0]) in numbers
        ]
        found += _outermost(here)
    return found


def masked(data: Any, found: Sequence[Mention]) -> Any:  # noqa: ANN401  any JSON value
    """Give a copy of the data with the mentions replaced by what they are."""
    by_path: dict[Path, list[Mention]] = {}
    for each in found:
        by_path.setdefault(each.path, []).append(each)
    return _copied(data, (), by_path)


def _patterns(row: Row) -> Iterator[tuple[Kind, re.Pattern[str], str]]:
    name, mail = row.get("name", "").strip(), row.get("email", "").strip()
    if mail:
        yield "email", _words(mail, re.IGNORECASE), row["id"]
    if len(name) > 1:
        yield "name", _words(name, re.IGNORECASE), row["id"]
        # A part of a name may be a common word ("Will", "May"): it counts only as the name writes it.
        for part in re.split(r"[\s,.]+", name):
            if len(part) >= _LEAST_PART and part.casefold() not in _TITLES and part != name and not part.islower():
                yield "name", _words(part, 0), row["id"]


def _words(text: str, flags: int) -> re.Pattern[str]:
    inner = r"\s+".join(re.escape(part) for part in text.split())
    return re.compile(rf"(?<!\w){inner}(?!\w)", flags)


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return digits[-_SAME_DIGITS:] if len(digits) >= _LEAST_DIGITS else ""


def _outermost(here: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for each in sorted(here, key=lambda mention: (mention.start, -mention.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _texts(data: Any, path: Path) -> Iterator[tuple[Path, str]]:  # noqa: ANN401  any JSON value
    if isinstance(data, str):
        if len(data) <= _LONGEST:
            yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if not str(key).startswith(("image/", "audio/", "video/")):
                yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index))


def _copied(data: Any, path: Path, by_path: dict[Path, list[Mention]]) -> Any:  # noqa: ANN401  any JSON value
    if isinstance(data, dict):
        return {key: _copied(value, (*path, key), by_path) for key, value in data.items()}
    if isinstance(data, list):
        return [_copied(value, (*path, index), by_path) for index, value in enumerate(data)]
    for each in reversed(by_path.get(path, [])):
        data = data[: each.start] + MASKS[each.kind] + data[each.end :]
    return data


def _place(path: Path) -> str:
    match path:
        case ("cells", int(index), "outputs", *_):
            return f"the output of cell {index + 1}"
        case ("cells", int(index), "metadata", *_):
            return f"the metadata of cell {index + 1}"
        case ("cells", int(index), *_):
            return f"cell {index + 1}"
        case ("answers", str(question), *_):
            return f"the answer to “{question}”"
        case ():
            return "the text"
        case _:
            return " / ".join(str(part) for part in path)
