"""The site's program in one file: nothing left out, no name twice, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

from groundrules.publish import bundle
from groundrules.widgets.linker import module


def test_every_module_of_the_site_is_in_its_program() -> None:
    found = {
        path.name for path in files("groundrules.publish").joinpath("static").iterdir() if path.name.endswith(".js")
    }
    assert found - {"worker.js"} == {*bundle.MODULES, *bundle.MORE}


def test_no_two_modules_use_the_same_name_at_the_top() -> None:
    texts = [module(), *map(bundle.static, bundle.MODULES + bundle.MORE)]
    top = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
    names = [name for text in texts for name in top.findall(text)]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert len(names) > 50


def test_the_first_program_imports_nothing_and_exports_what_the_second_takes() -> None:
    first = re.findall(r"^(?:import|export) .*", bundle.program(), re.MULTILINE)
    second = re.findall(r"^(?:import|export) .*", bundle.more("app-1.js"), re.MULTILINE)
    names = "Refusal, fill, h, sameValue, valuesOf"
    assert first == [f"export {{ {names} }};"]
    assert second == [f'import {{ {names} }} from "./app-1.js";', "export { drawPage };"]


def test_every_name_that_a_module_imports_is_one_that_the_named_module_exports() -> None:
    own = {name: bundle.static(name) for name in bundle.MODULES + bundle.MORE}
    views = files("groundrules.widgets").joinpath("static")
    for name, text in own.items():
        for wanted, source in re.findall(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";$', text, re.MULTILINE):
            place = own.get(source) or views.joinpath(source).read_text(encoding="utf-8")
            exported = set(re.findall(r"^export (?:async )?(?:function|const|let|class) (\w+)", place, re.MULTILINE))
            assert {one.strip() for one in wanted.split(",")} <= exported, f"{name} from {source}"


def test_program_and_styles_name_no_address_elsewhere() -> None:
    addresses = re.findall(r"https?://[\w.]+", bundle.program() + bundle.more("app.js") + bundle.look())
    assert set(addresses) <= {"http://www.w3.org"}
    assert "@import" not in bundle.look()
    assert "innerHTML" not in bundle.program()


def test_no_text_in_a_module_goes_over_several_lines_so_that_lines_may_be_trimmed() -> None:
    views = files("groundrules.widgets").joinpath("static")
    modules = [path.read_text(encoding="utf-8") for path in views.iterdir() if path.name.endswith(".js")]
    for text in [*modules, *map(bundle.static, bundle.MODULES + bundle.MORE)]:
        for line in text.splitlines():
            assert line.count("`") % 2 == 0, line


def test_remarks_and_indents_are_left_out_and_nothing_else() -> None:
    assert not re.search(r"^\s*(?://|/\*|\*)", bundle.program(), re.MULTILINE)
    assert not re.search(r"^[ \t]", bundle.program(), re.MULTILINE)
    assert "hidden: true, onclick: again }" in bundle.program()
    assert "/*" not in bundle.look()
    assert '.prose a[href^="http"]::after{content: " (" attr(href) ")";' in bundle.look()
