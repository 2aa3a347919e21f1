"""The site in another language, and read from right to left: whole, in its window, and in that language."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from groundrules import course
from groundrules.publish.site import build_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

LESSON = "05_no_framework_yet.html"
NARROW = {"width": 360, "height": 800}
# What lies outside the window and is not inside something that scrolls by itself or is hidden on purpose.
OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  const kept = (element) => {
    for (let each = element; each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.overflowX !== "visible" || style.position === "fixed" || each.matches(".skip, .gr-unseen")) return true;
    }
    return false;
  };
  const wide = document.documentElement.scrollWidth - width;
  return [...(wide > 0 ? [`the page scrolls by ${wide}`] : []), ...[...document.querySelectorAll("body *")]
    .filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width && box.height && (box.left < -1 || box.right > width + 1) && !kept(each);
    })
    .map((each) => `${each.tagName}.${each.className}: ${each.textContent.slice(0, 40)}`)];
}"""
ENGLISH = re.compile(r"\b(?:the|and|of|your|with|what|this|are|yet|have)\b", re.IGNORECASE)
# A source keeps its title, and a date or a name says nothing about a page's language.
TITLES = re.compile(r"«[^»]*»")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "fr"
    build_site(out, course.load(language="fr"))
    return out


# Named before the page in every test: so the page, whose worker may still be fetching, is closed before the server is.
@pytest.fixture
def site(static_server: StaticServer, built: Path) -> str:
    shutil.copytree(built, static_server.folder, dirs_exist_ok=True)
    return static_server.url


def play(page: Page) -> None:
    """Make two moves of the French scenario, and leave the second one's reason on the page."""
    player = page.get_by_role("region", name="Scénario\u202f: L’appel de 2 heures du matin")
    player.get_by_role("button", name="Commencer").click()
    player.get_by_role("button", name="Décrocher, et demander").click()
    player.get_by_role("button", name="Continuer").click()
    player.get_by_role("button", name="Demander les trois derniers relevés").click()
    expect(player.get_by_text("Choix au point", exact=True)).to_be_visible()


def open_everything(page: Page) -> None:
    """Answer a question, and open a form in each table of the workbook."""
    question = page.get_by_role("region", name="Question\u202f: Que se passe-t-il entre Ewa et Marek")
    question.get_by_role("radio", name="La façon dont il la joint").check()
    question.get_by_role("button", name="Vérifier").click()
    expect(question.get_by_text("C’est juste", exact=True)).to_be_visible()
    for place in page.locator("[data-view]").all():  # forms are drawn when the reader comes near them
        place.scroll_into_view_if_needed()
    for one in ("un contact", "un diagnostic", "une proposition"):
        page.get_by_role("button", name=f"Ajouter {one}").last.click()


def test_two_steps_of_the_french_lesson_are_played_and_no_english_is_left(site: str, page: Page) -> None:
    page.goto(f"{site}/{LESSON}")
    play(page)
    open_everything(page)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    lines = TITLES.sub("", page.locator("main").inner_text()).split("\n")
    assert [line for line in lines if ENGLISH.search(line)] == []


def test_the_steps_that_were_taken_in_french_are_there_after_a_reload(site: str, page: Page) -> None:
    page.goto(f"{site}/{LESSON}")
    play(page)
    page.reload()
    welcome = page.get_by_role("paragraph").filter(has_text="Content de vous revoir. Voici où vous en étiez.")
    expect(welcome).to_be_visible()
    expect(page.get_by_role("region", name="Scénario").get_by_text("Un dixième par heure")).to_be_visible()


def test_a_narrow_page_stays_inside_its_window_in_both_directions(site: str, page: Page) -> None:
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    page.goto(f"{site}/{LESSON}")
    play(page)
    open_everything(page)
    for direction in ("ltr", "rtl"):
        page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
        assert page.evaluate(OUTSIDE) == [], direction


def test_from_right_to_left_a_page_begins_at_the_right(
    site: str, page: Page, axe: Callable[[Page, str], list[str]]
) -> None:
    page.goto(f"{site}/{LESSON}")
    page.evaluate("document.documentElement.dir = 'rtl'")
    play(page)
    meters = [meter.bounding_box() for meter in page.locator(".gr-meter").all()]
    across = [round(box["x"]) for box in meters if box]
    assert across == sorted(across, reverse=True)
    assert len(across) == 3
    arrow = page.get_by_role("button", name="Continuer").locator(".gr-icon")
    assert arrow.evaluate("icon => getComputedStyle(icon).scale") == "-1 1"
    assert axe(page, "main") == []


def test_sections_have_their_minutes_and_the_record_s_tables_are_in_the_language(built: Path) -> None:
    lesson = (built / LESSON).read_text(encoding="utf-8")
    assert "À vous de jouer</a>" not in lesson
    assert 'À vous de jouer <span class="minutes">15' in lesson
    assert "<th>Adresse</th>" in (built / "statements.html").read_text(encoding="utf-8")
