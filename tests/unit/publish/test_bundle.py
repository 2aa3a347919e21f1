"""The site's program in one file: nothing left out, no name twice, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from groundrules.publish import bundle
from groundrules.widgets.linker import module

ALL = frozenset({"coach", "player", "progress", "question", "records"})


def test_every_module_of_the_site_is_in_its_program() -> None:
    found = {
        path.name for path in files("groundrules.publish").joinpath("static").iterdir() if path.name.endswith(".js")
    }
    assert found - {"worker.js", "coach_worker.js"} == {*bundle.MODULES, *bundle.MORE} - {"pictures.js"}


def test_no_two_modules_use_the_same_name_at_the_top() -> None:
    texts = [module(ALL), *map(bundle.static, bundle.MODULES + bundle.MORE)]
    top = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
    names = [name for text in texts for name in top.findall(text)]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert len(names) > 50


def test_both_programs_are_plain_scripts_and_the_second_takes_what_the_first_gives() -> None:
    for text in (bundle.program(ALL), bundle.more(), bundle.forms(ALL)):
        assert re.findall(r"^(?:import|export) .*", text, re.MULTILINE) == []
        assert text.startswith('(()=>{"use strict";')
    given = re.search(r"globalThis\.groundRules=\{(.*?)\};", bundle.program(ALL))
    taken = re.search(r"const\{(.*?)\}=globalThis\.groundRules;", bundle.more())
    assert given is not None
    assert taken is not None
    assert taken[1] == "Refusal,fill,h,sameValue,siteFiles,siteHost,siteShelf,valuesOf"
    assert set(taken[1].split(",")) <= set(given[1].split(","))


@pytest.mark.parametrize("kinds", [ALL, frozenset({"player", "records"})])
def test_the_forms_come_by_themselves_and_take_what_the_page_s_program_gives(kinds: frozenset[str]) -> None:
    program, forms = bundle.program(kinds), bundle.forms(kinds)
    assert "function mountRecords" not in program
    assert "function mountRecords" in forms
    given = re.search(r"globalThis\.groundRules=\{(.*?)\};", program)
    taken = re.search(r"const\{(.*?)\}=globalThis\.groundRules;", forms)
    assert given is not None
    assert taken is not None
    assert set(taken[1].split(",")) <= set(given[1].split(","))


def test_a_piece_of_data_is_a_script_whose_second_line_is_the_json() -> None:
    assert bundle.data("a:b", '{"x": 1}') == 'groundRulesData("a:b",\n{"x": 1}\n);\n'


def test_every_name_that_a_module_imports_is_one_that_the_named_module_exports() -> None:
    own = {name: bundle.static(name) for name in bundle.MODULES + bundle.MORE}
    views = files("groundrules.widgets").joinpath("static")
    for name, text in own.items():
        for wanted, source in re.findall(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";$', text, re.MULTILINE):
            place = own.get(source) or views.joinpath(source).read_text(encoding="utf-8")
            exported = set(re.findall(r"^export (?:async )?(?:function|const|let|class) (\w+)", place, re.MULTILINE))
            assert {one.strip() for one in wanted.split(",")} <= exported, f"{name} from {source}"


def test_program_and_styles_name_no_address_elsewhere() -> None:
    addresses = re.findall(r"https?://[\w.]+", bundle.program(ALL) + bundle.more() + bundle.look(ALL))
    assert set(addresses) <= {"http://www.w3.org"}
    assert "@import" not in bundle.look(ALL)
    assert "innerHTML" not in bundle.program(ALL)


def test_remarks_and_indents_are_left_out_and_nothing_else() -> None:
    assert not re.search(r"^\s*(?://|/\*|\*)", bundle.program(ALL), re.MULTILINE)
    assert not re.search(r"^[ \t]", bundle.program(ALL), re.MULTILINE)
    assert "hidden:true,onclick:again}" in bundle.program(ALL)
    assert "/*" not in bundle.look(ALL)
    assert '.prose a[href^="http"]::after{content:" (" attr(href) ")";' in bundle.look(ALL)
