"""The views' modules joined into one."""

import re
from collections import Counter
from importlib.resources import files

from groundrules.widgets.linker import module, styles

STATIC = files("groundrules.widgets").joinpath("static")
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
IMPORT = re.compile(r"^import .*$", re.MULTILINE)


def sources() -> dict[str, str]:
    found = {path.name: path.read_text(encoding="utf-8") for path in STATIC.iterdir() if path.name.endswith(".js")}
    assert len(found) > 5
    return found


def test_the_joined_module_imports_and_exports_nothing() -> None:
    assert re.findall(r"^(?:import|export)\b.*$", module(), re.MULTILINE) == []


def test_each_module_is_joined_once_and_after_what_it_needs() -> None:
    joined = module()
    assert joined.count("function makeRoot(") == 1
    assert (
        joined.index("function makeRoot(") < joined.index("function mountPlayer(") < joined.index("function mountView(")
    )


def test_no_two_modules_use_the_same_top_level_name() -> None:
    names = Counter(name for text in sources().values() for name in DECLARED.findall(text))
    assert [name for name, count in names.items() if count > 1] == []


def test_modules_import_each_other_by_name_only() -> None:
    lines = [line for text in sources().values() for line in IMPORT.findall(text)]
    assert [line for line in lines if not re.fullmatch(r'import \{ [\w, ]+ \} from "\./[\w-]+\.js";', line)] == []


def test_all_styles_are_joined() -> None:
    assert "@import" not in styles()
    assert ".gr-view" in styles()
    assert ".gr-progress" in styles()


def test_views_that_are_not_wanted_are_left_out_with_all_that_only_they_need() -> None:
    some = frozenset({"player", "progress"})
    assert "function mountPlayer(" in module(some)
    assert "mountQuestion" not in module(some)
    assert "function questionForm(" not in module(some)
    assert ".gr-progress" in styles(some)
    assert ".gr-question-head" not in styles(some)
    every = frozenset(
        re.findall(r"^  (\w+): mount\w+,$", (STATIC / "views.js").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert "records" in every
    assert (module(every), styles(every)) == (module(), styles())
