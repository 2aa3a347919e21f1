"""The meeting pack: which documents it holds, what they say, and what they never do."""

from __future__ import annotations

import email
import email.policy
import io
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import docx
import pytest
from icalendar import Calendar

from groundrules.catalogue import load
from groundrules.errors import FolderError, WorkbookError
from groundrules.workbook.dossier import gather, speaking_time
from groundrules.workbook.pack import pack, pdf, word
from groundrules.workbook.pack.blocks import Columns, Document, Heading, Points, Table, Text
from groundrules.workbook.pack.brief import brief
from groundrules.workbook.pack.invitation import invitation
from groundrules.workbook.pack.mail import confirmation
from groundrules.workbook.pack.packing import documents, lacking

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.workbook import Workbook

TODAY = date(2026, 11, 22)


def words_of(content: bytes) -> str:
    """Give all text of a Word file, its tables and its footer included."""
    file = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(part.text for part in file.paragraphs), *cells, file.sections[0].footer.paragraphs[0].text])


def body_of(message: email.message.EmailMessage) -> str:
    return str(message.get_content()).replace("\r\n", "\n")


def mail_of(content: bytes) -> email.message.EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


def test_a_full_workbook_gives_every_document(workbook: Workbook, marta: str, tmp_path: Path) -> None:
    packed = pack(workbook, marta, tmp_path / "packs", TODAY)
    assert packed.folder == tmp_path / "packs" / "Marta-Keller 2026-11-22"
    assert [file.name for file in packed.files] == [
        "brief.pdf",
        "brief.docx",
        "facts.pdf",
        "facts.docx",
        "invitation.ics",
        "confirmation.eml",
    ]
    assert packed.lacking == []
    assert packed.advice == ["Your statement: Say what it did to you or to the work."]
    assert sorted(each.name for each in packed.folder.parent.iterdir()) == ["Marta-Keller 2026-11-22"]
    if os.name == "posix":
        assert packed.folder.stat().st_mode & 0o777 == 0o700


def test_a_second_pack_does_not_touch_the_first(workbook: Workbook, marta: str, tmp_path: Path) -> None:
    first = pack(workbook, marta, tmp_path, TODAY)
    first.files[1].write_bytes(b"changed by hand")
    second = pack(workbook, marta, tmp_path, TODAY)
    assert second.folder.name == "Marta-Keller 2026-11-22 (2)"
    assert first.files[1].read_bytes() == b"changed by hand"


def test_a_contact_with_a_name_alone_gets_a_short_pack_and_is_told_what_is_lacking(
    workbook: Workbook, tmp_path: Path
) -> None:
    contact = workbook.save("contacts", {"name": "../../=Ινές"})["id"]
    packed = pack(workbook, contact, tmp_path, TODAY)
    assert packed.folder == tmp_path / "contact 2026-11-22"
    assert [file.name for file in packed.files] == ["brief.pdf", "brief.docx", "confirmation.eml"]
    assert packed.lacking == [
        "There is no proposal yet.",
        "0 of three points are written.",
        "Your statement is not written yet.",
        "There is no closed question, to agree on a fact.",
        "There is no open question, to hear what led here.",
        "Your red line is not written yet.",
        "What you can concede is not written yet.",
        "The situation is not diagnosed yet.",
        "No incident is noted, so there is no evidence annex.",
        "No meeting has a time, so there is no invitation.",
        "The contact has no e-mail address, so the confirmation has no recipient.",
    ]


def test_the_brief_holds_all_that_the_talk_needs_in_its_order(workbook: Workbook, marta: str) -> None:
    document = brief(gather(workbook, marta))
    assert (document.title, document.one_page) == ("Marta Keller", True)
    assert document.subtitle == (
        "Operations director, client for three years, Keller Kitchens\n"
        "Monday, 30 November 2026, 15:00 · In person, in a neutral place · Café am Markt, back room"
    )
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "Purpose",
        "Welcome",
        "Your statement (about 35 seconds)",
        "The gap",
        "The facts",
        "Your proposal",
        "In three points",
        "Ask for a yes or a no",
        "Ask, and listen",
        "Give and take",
        "Rung of the ladder",
    ]
    (sides,) = [block for block in document.blocks if isinstance(block, Columns)]
    assert [name for name, _ in sides.parts] == ["You can concede", "They might concede", "Your red line"]
    assert "Do not hand it over" in document.foot


def test_the_word_files_say_what_the_workbook_says(workbook: Workbook, marta: str) -> None:
    contents = documents(gather(workbook, marta))
    page, facts = words_of(contents["brief.docx"]), words_of(contents["facts.docx"])
    for said in (
        "13 calls after 20:00 in six weeks, three of them after 01:00.",
        "Both of us sleep at night",
        "Give and take",
    ):
        assert said in page
    assert "13 calls after 20:00 in six weeks, three of them after 01:00." in facts
    assert "Site 9: water was running. I called the plumber on duty." in facts
    assert "red line" not in facts  # it is fit to be handed over
    assert "concede" not in facts


@pytest.mark.parametrize(("times", "pages"), [(1, 1), (3, 1), (40, 3)])
def test_a_brief_keeps_to_one_page_as_long_as_its_letters_stay_legible(
    workbook: Workbook, marta: str, times: int, pages: int
) -> None:
    proposal = workbook.rows("proposals")[0]
    workbook.save("proposals", {**proposal, "proposal": proposal["proposal"] * times}, 1)
    page = brief(gather(workbook, marta))
    assert pdf._pages(page, pdf.fitting_size(page)) == pages


def test_documents_hold_naughty_strings_as_text(naughty: list[str]) -> None:
    texts = tuple(text for text in naughty if text)
    document = Document("=cmd()", "<b>bold</b>", "foot", [Heading("<i>"), Points(texts)])
    document.blocks += [Table(("a", "b"), tuple(zip(texts[::2], texts[1::2], strict=False)), (0.5, 0.5))]
    document.blocks += [Columns((("left", text), ("right", text))) for text in texts[:20]]
    document.blocks += [Text("\n".join(texts), boxed=True), Text("x" * 20_000)]
    assert pdf.as_pdf(document).startswith(b"%PDF")
    said = words_of(word.as_docx(document, 10))
    for text in ("<script>alert(123)</script>", "田中さんにあげて下さい", "\u202eright to left", "=1+1", "&amp;"):
        assert text in said


def test_a_control_character_is_shown_by_its_sign() -> None:
    assert words_of(word.as_docx(Document("a\x1b\x00\ufffe\x0bb"), 10)).startswith("a␛␀\ufffd\nb")


def test_a_picture_has_its_words(workbook: Workbook, marta: str) -> None:
    content = documents(gather(workbook, marta))["facts.docx"]
    file = docx.Document(io.BytesIO(content))
    (clock, months) = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert clock == "13 points from 12 October 2026 to 19 November 2026, 13 of them outside 08:00 to 20:00."
    assert months.startswith("Agreed: 2 a month. Aug 2026: 1")


def test_the_invitation_is_an_event_on_the_meetings_own_clock(workbook: Workbook, marta: str) -> None:
    content = invitation(gather(workbook, marta))
    assert content is not None
    calendar = Calendar.from_ical(content)
    event: Any = calendar.walk("VEVENT")[0]
    assert event["DTSTART"].dt.isoformat() == "2026-11-30T15:00:00+00:00"
    assert (event["DTEND"].dt - event["DTSTART"].dt).seconds == 3600
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event["SUMMARY"] == "How we work together: Marta Keller, Keller Kitchens"
    assert event["LOCATION"] == "In person, in a neutral place · Café am Markt, back room"
    assert "What we agreed on" in event["DESCRIPTION"]
    assert "red line" not in content.decode()
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/London"]
    assert invitation(gather(workbook, marta)) == content


def test_a_french_brief_is_french_around_what_the_learner_wrote(workbook: Workbook, marta: str) -> None:
    page = brief(gather(workbook, marta), load("fr"))
    content = word.as_docx(page, 10)
    file = docx.Document(io.BytesIO(content))
    heads = {"Title", "Subtitle", "Heading 1"}
    assert [part.text for part in file.paragraphs if part.style and part.style.name in heads] == [
        "Marta Keller",
        (
            "Operations director, client for three years, Keller Kitchens\n"
            "lundi 30 novembre 2026 à 15\xa0h · En personne, dans un lieu neutre · Café am Markt, back room"
        ),
        "But",
        "Accueil",
        "Votre déclaration (environ 35\xa0secondes)",
        "L’écart",
        "Les faits",
        "Votre proposition",
        "En trois points",
        "Demandez un oui ou un non",
        "Demandez, et écoutez",
        "Concessions de part et d’autre",
        "Échelon",
    ]
    said = words_of(content)
    for part in (
        (
            "\n13 appels après 20\xa0h en six semaines, dont trois après 1\xa0h.\n"
            "Convenu\u202f: au plus deux rendez-vous par mois. Il y en a eu 11 en quatre mois, jusqu’à cinq"
            " le même mois.\n"
            "Temps passé\u202f: 13\xa0h 22\xa0min.\n"
        ),
        "\nBoth of us sleep at night, and sites never wait for an answer.\n",
        "\nVous pouvez concéder\nL’autre pourrait concéder\nVotre ligne rouge\n",
        "\nDe nouvelles règles, faites ensemble. There is a rule about hours",
    ):
        assert part in said
    assert file.styles.element.xpath("string(//w:docDefaults//w:lang/@w:val)") == "fr"


def test_the_confirmation_opens_as_a_draft_and_asks_for_theirs(workbook: Workbook, marta: str) -> None:
    workbook.save(
        "outcomes",
        {"contact": marta, "what": "A night line.\nA list by 8:30.", "who": "Marta and I", "by_when": "2026-12-04"},
    )
    message = mail_of(confirmation(gather(workbook, marta)))
    assert message["X-Unsent"] == "1"
    assert message["To"] == "Marta Keller <marta.keller@example.com>"
    assert message["Subject"] == "What we agreed on Monday, 30 November 2026"
    assert body_of(message) == (
        "Dear Marta Keller,\n\n"
        "Thank you for our talk on Monday, 30 November 2026. This is how I understand what we agreed:\n\n"
        "A night line.\nA list by 8:30.\n\n"
        "Who does what: Marta and I, by Friday, 4 December 2026.\n\n"
        "The rules that we both keep to:\n"
        "- We reach each other from 8:00 to 20:00. A line that stands still may ring at any time.\n"
        "- One planning meeting every two weeks, two a month at most.\n\n"
        "Would you please answer with a short “yes, that is right”, or with what you would change? Then both of us have"
        " the same words to come back to.\n\n"
        "With kind regards\n"
    )


def test_a_french_confirmation_is_french_around_what_the_learner_wrote(workbook: Workbook, marta: str) -> None:
    workbook.save("outcomes", {"contact": marta, "what": "A night line.", "who": "Marta", "by_when": "2026-12-01"})
    message = mail_of(confirmation(gather(workbook, marta), load("fr")))
    assert message["Subject"] == "Ce que nous avons convenu le lundi 30 novembre 2026"
    assert body_of(message) == (
        "Bonjour Marta Keller,\n\n"
        "Je vous remercie de notre entretien du lundi 30 novembre 2026. Voici ce que je retiens de notre"
        " accord\u202f:\n\n"
        "A night line.\n\n"
        "Qui fait quoi\u202f: Marta, d’ici au mardi 1er décembre 2026.\n\n"
        "Les règles que nous suivons de part et d’autre\u202f:\n"
        "- We reach each other from 8:00 to 20:00. A line that stands still may ring at any time.\n"
        "- One planning meeting every two weeks, two a month at most.\n\n"
        "Pourriez-vous me répondre d’un simple «\u202foui, c’est bien cela\u202f», ou me dire ce que vous "
        "changeriez\u202f? Nous aurons ainsi les mêmes mots auxquels revenir.\n\n"
        "Bien cordialement\n"
    )


@pytest.mark.parametrize(
    ("name", "mail", "to"),
    [
        ("Inês", "ines@example.org", "Inês <ines@example.org>"),
        ("", "ines@example.org", "ines@example.org"),
        ('A "B" <c>', "ines@example.org", '"A \\"B\\" <c>" <ines@example.org>'),
        ("Inês", "not an address", None),
        ("Inês", "a@b, c@d.example", None),
        ("Inês", "ines@example.org\u2028Bcc: x@y.example", None),
        ("Inês", "@example.org", None),
    ],
)
def test_only_a_mail_address_becomes_a_recipient(workbook: Workbook, name: str, mail: str, to: str | None) -> None:
    contact = workbook.save("contacts", {"name": name, "email": mail})["id"]
    message = mail_of(confirmation(gather(workbook, contact)))
    assert message["To"] == to
    assert message["Bcc"] is None


def test_every_naughty_string_makes_a_mail_that_comes_back_equal(
    workbook: Workbook, ines: str, naughty: list[str]
) -> None:
    dossier = gather(workbook, ines)
    for text in naughty:
        contact, outcome = dossier.contact | {"name": text, "email": text}, dossier.outcome | {"what": f"[{text}]"}
        message = mail_of(confirmation(replace(dossier, contact=contact, outcome=outcome)))
        assert [key for key, _ in message.items() if key.lower() in {"bcc", "cc", "from"}] == []
        assert "\nWith kind regards\n" in body_of(message)
        if text.isprintable():
            assert f"[{text}]" in body_of(message)


def test_the_next_planned_meeting_counts_and_the_newest_of_all_else(
    workbook: Workbook, ines: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundrules.workbook.moment.now", lambda: datetime(2026, 11, 22, tzinfo=UTC).isoformat())
    for when in ("2026-12-24T10:00+01:00", "2026-11-25T10:00+01:00", "2026-10-01T10:00+01:00"):
        workbook.save("meetings", {"contact": ines, "when": when})
    for what in ("Old", "New"):
        workbook.save("proposals", {"contact": ines, "proposal": what})
        workbook.save("follow_ups", {"contact": ines, "what": what, "done": what == "Old"})
    dossier = gather(workbook, ines)
    assert dossier.meeting["when"] == "2026-11-25T10:00:00+01:00"
    assert dossier.proposal["proposal"] == "New"
    assert [row["what"] for row in dossier.follow_ups] == ["New"]
    assert "There is no proposal yet." not in lacking(dossier)


@pytest.mark.parametrize(
    ("words", "time"),
    [
        (1, "about 5 seconds"),
        (70, "about 30 seconds"),
        (140, "about one minute"),
        (300, "about two minutes and 10 seconds"),
    ],
)
def test_the_speaking_time_of_a_text(words: int, time: str) -> None:
    assert speaking_time("word " * words) == time


def test_a_folder_that_cannot_be_written_is_told(workbook: Workbook, marta: str, tmp_path: Path) -> None:
    (tmp_path / "packs").write_text("a file is in the way")
    with pytest.raises(FolderError, match="The documents cannot be written"):
        pack(workbook, marta, tmp_path / "packs", TODAY)


def test_a_contact_that_is_none_is_told(workbook: Workbook, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="There is no contact of that id"):
        pack(workbook, "0" * 32, tmp_path, TODAY)
