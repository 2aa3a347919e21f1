"""Zip files from elsewhere, read in memory with every size counted; no path that they name is ever written to."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING

from groundrules.errors import SubmissionError

if TYPE_CHECKING:
    from typing import IO

MOST_ENTRIES = 5_000
LARGEST_ENTRY = 20_000_000
LARGEST_ARCHIVE = 2_000_000_000
CHUNK = 65_536
ENCRYPTED = 0x1
LONGEST_NAME = 300


class Archive:
    """A zip file whose entries are read one at a time, never more of them than was allowed.

    Args:
        file: the open file, or its bytes.
        where: how errors name it.
        entries: how many entries it may have.
        entry: how many bytes an entry may hold when unpacked.
        total: how many bytes all entries together may hold.

    Raises:
        SubmissionError: it is no zip file, or has too many entries.
    """

    def __init__(
        self,
        file: bytes | IO[bytes],
        where: str,
        *,
        entries: int = MOST_ENTRIES,
        entry: int = LARGEST_ENTRY,
        total: int = LARGEST_ARCHIVE,
    ) -> None:
        """Read the list of entries, and none of them."""
        self.where, self._entry, self._left = where, entry, total
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise self._refusal("The file is not a zip file, or it is damaged.") from error
        self._infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(self._infos) > entries:
            raise self._refusal(f"The zip file holds {len(self._infos):,} files; at most {entries:,} are read.")

    def names(self) -> list[str]:
        """Give the names of the files in it, as they stand there: safe to look at, never to use as a path.

        Raises:
            SubmissionError: a name is used twice, leads out of the folder, or belongs to a link.
        """
        names, unfit = self.sound()
        if unfit:
            raise unfit[0]
        return names

    def sound(self) -> tuple[list[str], list[SubmissionError]]:
        """Give the names of the files that can be used, and why others cannot: one must not spoil the rest."""
        found, unfit = dict[str, None](), []
        for info in self._infos:
            name = info.filename.replace("\\", "/")
            shown = "".join(character if character.isprintable() else "?" for character in name[:80])
            if stat.S_ISLNK(info.external_attr >> 16):
                unfit.append(self._refusal(f"It holds a link, “{shown}”."))
            elif (
                name.startswith("/")
                or ".." in name.split("/")
                or ":" in name
                or "\0" in name
                or len(name) > LONGEST_NAME
            ):
                unfit.append(self._refusal(f"It holds a file that would be written elsewhere, “{shown}”."))
            elif name in found:
                unfit.append(self._refusal(f"It holds a file twice, “{shown}”."))
            else:
                found[name] = None
        return list(found), unfit

    def read(self, name: str) -> bytes:
        """Give one file's content.

        Raises:
            SubmissionError: it is larger than allowed, damaged, encrypted or not there.
        """
        for info in self._infos:
            if info.filename.replace("\\", "/") == name:
                return self._read(info)
        raise self._refusal(f"“{name}” is missing in it.")

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & ENCRYPTED:
            raise self._refusal(f"“{info.filename[:80]}” is protected by a password.")
        # The other ways of packing can ask for gigabytes of memory before a byte comes out.
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self._refusal(f"“{info.filename[:80]}” is packed in an unusual way.")
        limit = min(self._entry, self._left)
        content = bytearray()
        try:
            # The sizes that the zip file tells may be false: what comes out is counted, and reading stops there.
            with self._zip.open(info) as file:
                while chunk := file.read(CHUNK):
                    content += chunk
                    if len(content) > limit:
                        raise self._refusal(f"“{info.filename[:80]}” is larger than {limit:,} bytes when unpacked.")
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            NotImplementedError,
            RuntimeError,
            OSError,
            EOFError,
        ) as error:
            raise self._refusal(f"“{info.filename[:80]}” is damaged.") from error
        self._left -= len(content)
        return bytes(content)

    def _refusal(self, what: str) -> SubmissionError:
        return SubmissionError(
            what, where=self.where, remedy="Ask for the hand-in file as “groundrules hand-in” made it."
        )
