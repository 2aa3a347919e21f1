"""Every sentence that the site's pages show around the lessons; what the views say stands in their own modules."""

from __future__ import annotations

from groundrules import catalogue

CONTEXT = "site"
WORDS = {
    "after": "Next lesson",
    "around": "Lessons before and after",
    "before": "Lesson before",
    "code": "This part runs in JupyterLab, in the installed course",
    "code_here": "Open this lesson as a notebook in the browser, and run it there.",
    "contents": "On this page",
    "home": "Back to",
    "lab_here": "Open the evidence lab as a notebook in the browser.",
    "lesson": "Lesson {n}",
    "lessons": "Lessons",
    "min": "{n} min",
    "minutes": "about {n} minutes",
    "noscript": "The scenarios and exercises on this page need JavaScript; the text can be read without it.",
    "search": "Search",
    "search_for": "Words in any lesson",
    "skip": "Skip to the lesson",
    "start": "Start",
    "statements": "What is recorded",
    "statements_here": "On these pages, nothing: what you do stays in your browser.",
    "statements_there": "The installed course keeps a journal on the learner's own computer, as xAPI 1.0.3 statements. "
    "They hold a random local id and ids of the course's content; no name, no address, and no word that anybody wrote. "
    "They leave the computer only where the learner sends them to a record store.",
    "waiting": "One moment…",
    "work": "Your work",
    "work_about": "Keep all that you did here in a file, or take it to another device or to the installed course.",
    "work_erase": "Erase everything",
    "work_open": "Open a file",
    "work_save": "Save to a file",
    "yours": "What you do here stays in this browser, on this device. Nothing is sent anywhere.",
}


def in_language(language: str) -> dict[str, str]:
    """Give the sentences in a language, as far as its catalogue has them."""
    words = catalogue.load(language)
    return {name: words.say(CONTEXT, text) for name, text in WORDS.items()}


def direction(language: str) -> str:
    """Give the direction in which a language is written, as HTML names it."""
    from babel import Locale  # noqa: PLC0415  only where pages are made

    return str(Locale.parse(language, sep="-").text_direction)
