"""What tests of the content share: the site of the whole course, built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundrules import course
from groundrules.publish.site import build_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, int]]:
    """Build it; give its folder, and every file's size by its address."""
    out = tmp_path_factory.mktemp("site") / "out"
    return out, build_site(out, course.load())
