"""The site of the whole course: it builds, is light, and its lessons link to each other and to files that are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundrules import course

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST = 300_000  # bytes that a lesson may take when it is opened, before pictures


def test_every_lesson_has_its_page(whole_site: tuple[Path, Mapping[str, int]]) -> None:
    pages = {f"{lesson.stem}.html" for lesson in course.load().lessons}
    assert pages
    assert pages <= whole_site[1].keys()


def test_every_lesson_is_light(whole_site: tuple[Path, Mapping[str, int]]) -> None:
    out, written = whole_site
    weights = {}
    for lesson in course.load().lessons:
        address = f"{lesson.stem}.html"
        head = (out / address).read_text(encoding="utf-8").partition("</head>")[0]
        loaded = {name for name in re.findall(r'(?:href|src)="([^"]+)"', head) if name in written}
        assert len(loaded) >= 4
        weights[address] = written[address] + sum(written[name] for name in loaded)
    assert {address: weight for address, weight in weights.items() if weight > MOST} == {}


def test_every_link_within_the_site_leads_somewhere(whole_site: tuple[Path, Mapping[str, int]]) -> None:
    out, written = whole_site
    texts = {name: (out / name).read_text(encoding="utf-8") for name in written if name.endswith(".html")}
    lost = []
    for name, text in texts.items():
        for address in re.findall(r'<a [^>]*?href="([^"]+)"', text):
            target, _, anchor = address.partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            if (target or name) not in texts or (anchor and f'id="{anchor}"' not in texts[target or name]):
                lost.append(f"{name}: {address}")
    assert lost == []
