"""What learning platforms make of a file's name when they hand out what was uploaded: whose it is, and what it was."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Moodle: a folder for each learner, "Ana Silva_123_assignsubmission_file_/answer.zip", or without folders the same
# before the file's name. Canvas: "silvaana_LATE_123_4567_answer.zip", and "answer-1.zip" for a second try.
_MOODLE = re.compile(r"(?:^|/)(?P<name>[^/]+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)(?:_|(?=/)|$)/?")
_CANVAS = re.compile(r"(?:^|/)(?P<person>(?P<name>[^/_]+)_(?P<late>LATE_)?(?P<number>\d+))_\d+_(?=[^/]+$)")
_AGAIN = re.compile(r"-\d+(?=\.[a-z]+$)")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a learning platform names.

    Attributes:
        name: of the person, as the platform writes it.
        number: the platform's, of the person or of the upload.
        place: what is the same for all files of that person.
        file: the file's own name, as it was uploaded.
        late: does the platform say that it was late?
    """

    name: str
    number: str
    place: str
    file: str
    late: bool = False


def uploaded(label: str) -> Upload | None:
    """Read a file's name as learning platforms write it; None where it is no such name."""
    found, other = _MOODLE.search(label), _CANVAS.search(label)
    # What comes first is the platform's; what follows is as the learner named it, and may look like a platform's.
    if found and not (other and other.start() <= found.start()):
        rest = label[found.end() :]
        folder, _, file = rest.rpartition("/")
        return Upload(found["name"], found["number"], label[: found.end()] + folder, file)
    if other is None:
        return None
    place, file = label[: other.end("person")], label[other.end() :]
    return Upload(other["name"], other["number"], place, file, bool(other["late"]))


def plain_name(label: str, wanted: frozenset[str]) -> tuple[str, str]:
    """Give the place of a file and its name, without what a learning platform added to the name.

    Args:
        label: the path, as the zip file or folder has it.
        wanted: names that are looked for; a number that only tells a second try apart gives way to one of them.
    """
    upload = uploaded(label)
    place, _, file = label.rpartition("/")
    if upload is not None:
        place, file = upload.place, upload.file
    first = _AGAIN.sub("", file)
    return place, first if upload is not None and first in wanted else file
