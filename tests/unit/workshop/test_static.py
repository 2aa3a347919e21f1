"""The room's modules: plain, single-line imports, no name twice, no text as markup, every file on the server's list."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from groundrules.workshop.server import PAGES, SHARED, page

OWN = Path(str(files("groundrules.workshop").joinpath("static")))
VIEWS = Path(str(files("groundrules.widgets").joinpath("static")))
MODULES = sorted(OWN.glob("*.js"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_imports_by_name_on_one_line_and_only_what_is_served(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("import ")]
    for line in lines:
        found = re.fullmatch(r'import \{ [\w, ]+ \} from "\./([\w-]+\.js)";', line)
        assert found, line
        assert (OWN / found[1]).is_file() or found[1] in SHARED


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_no_text_is_ever_taken_for_markup(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)


def test_what_a_shared_file_needs_is_shared_too() -> None:
    for name in SHARED:
        needed = re.findall(r'from "\./([\w-]+\.js)"', (VIEWS / name).read_text(encoding="utf-8"))
        assert set(needed) <= set(SHARED)


def test_no_style_and_no_script_of_another_address_is_asked_for() -> None:
    for program in PAGES.values():
        addresses = re.findall(r'(?:src|href)="([^"]+)"', page(program))
        assert f"/static/{program}.js" in addresses
        for address in addresses:
            name = address.removeprefix("/static/")
            assert (OWN / name).is_file() or name in SHARED
