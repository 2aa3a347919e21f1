"""Regular expressions that are compiled when they are first used, so that the coach is quick to import."""

from __future__ import annotations

import re
from functools import cached_property


class Regex:
    """A regular expression by its source; `made` is the compiled one."""

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep the source and the flags."""
        self.source, self.flags = source, flags

    @cached_property
    def made(self) -> re.Pattern[str]:
        """Give the compiled expression."""
        return re.compile(self.source, self.flags)
