"""The workbook's tables as data: their columns with labels, help, choices and the teaching points they serve."""

from __future__ import annotations

from groundrules.workbook.table import Column, Table


def _contact() -> Column:
    return Column("contact", "Contact", "reference", "Who it is about.", required=True, refers="contacts")


CHANNELS = {
    "phone": "Phone call",
    "message": "Text or chat message",
    "email": "E-mail",
    "meeting": "Meeting",
    "person": "In person",
    "other": "Something else",
}
PERIODS = {"day": "A day", "week": "A week", "month": "A month"}

_CONTACTS = Table(
    "contacts",
    "Contacts",
    "contact",
    "Add a contact",
    "The people you work with, inside and outside your organisation.",
    (
        Column("name", "Name", "text", "A name that you will recognise. It need not be the real one.", required=True),
        Column("organisation", "Organisation", "text", "Their company, team or department."),
        Column("role", "Role", "text", "What they do, and what they are to you."),
        Column(
            "side",
            "Inside or outside",
            "choice",
            "Everyone deserves the same treatment; what you can offer differs.",
            choices={"internal": "Inside my organisation", "external": "Outside: client, supplier, partner"},
            points=("B01", "E01"),
        ),
        Column(
            "importance",
            "How much this relationship matters",
            "choice",
            choices={"vital": "Vital", "high": "A great deal", "medium": "Quite a lot", "low": "A little"},
            points=("C06", "F11"),
        ),
        Column("email", "E-mail address", "text", "Only for the invitation and the confirmation that you prepare."),
        Column("phone", "Phone number", "text", "Helps to find their calls in a call log."),
        Column("notes", "Notes", "long", "What they want, what weighs on them, what has gone well."),
    ),
    ("name", "organisation", "role"),
)

_AGREEMENTS = Table(
    "agreements",
    "Agreed rules",
    "agreed rule",
    "Add an agreed rule",
    "The operating framework with a contact: what both of you have agreed.",
    (
        _contact(),
        Column("rule", "The rule", "long", "One rule, in words that both of you would use.", required=True),
        Column(
            "about",
            "What it is about",
            "choice",
            choices={
                "hours": "Hours when we reach each other",
                "meetings": "How often we meet",
                "channel": "The way we reach each other",
                "scope": "What is and is not included",
                "other": "Something else",
            },
            points=("A03", "A07"),
        ),
        Column("starts", "From (time of day)", "time", "For agreed hours: when they begin."),
        Column("ends", "Until (time of day)", "time", "For agreed hours: when they end."),
        Column(
            "days",
            "On which days",
            "choice",
            choices={"weekdays": "Monday to Friday", "all": "Every day"},
        ),
        Column("most", "At most, how many", "integer", "For a number of calls or meetings.", limit=10_000),
        Column("per", "In what time", "choice", choices=PERIODS),
        Column("agreed_on", "Agreed on", "date", "Leave empty what was never agreed.", points=("A11",)),
        Column("written", "Where it is written", "text", "A contract, an e-mail of theirs, a note.", points=("A12",)),
    ),
    ("contact", "rule"),
)

_INCIDENTS = Table(
    "incidents",
    "What happened",
    "incident",
    "Add an incident",
    "Facts: what happened, when, and what it cost. No judgement.",
    (
        _contact(),
        Column("when", "When", "datetime", "As the clock on your wall showed it.", required=True),
        Column("channel", "How", "choice", choices=CHANNELS),
        Column("what", "What happened", "long", "Only what a camera would have seen.", points=("A10", "C01")),
        Column("minutes", "Minutes it took you", "integer", limit=100_000),
        Column("rule", "The agreed rule that it touches", "reference", refers="agreements", points=("A15",)),
        Column("origin", "Imported from", "text", hidden=True),
    ),
    ("contact", "when", "what"),
)

_DIAGNOSES = Table(
    "diagnoses",
    "Diagnoses",
    "diagnosis",
    "Add a diagnosis",
    "Is there no framework, or is there one that is not respected? And how far up the ladder are you?",
    (
        _contact(),
        Column(
            "situation",
            "The situation",
            "choice",
            choices={
                "1": "Situation 1: we have no framework",
                "2": "Situation 2: we have one, and it is not respected",
                "none": "No framework needed: feedback is enough",
            },
            points=("A05", "A07"),
        ),
        Column(
            "rung",
            "The rung of the ladder",
            "choice",
            "Begin with the lowest rung that you have not yet tried.",
            choices={
                "feedback": "Feedback",
                "rules": "New rules, made together",
                "help": "Help to come back to a relationship that works",
                "manager": "My manager decides",
            },
            points=("A19", "A20", "A22"),
        ),
        Column("why", "Why", "long", "The facts that speak for it, and one that speaks against it."),
    ),
    ("contact", "situation", "rung"),
)

_PROPOSALS = Table(
    "proposals",
    "Proposals",
    "proposal",
    "Add a proposal",
    "What you will propose, why, and what you will ask.",
    (
        _contact(),
        Column("purpose", "Purpose of the talk", "text", "One sentence: what should be different afterwards."),
        Column("proposal", "Your proposal", "long", "The framework that you propose.", points=("A08", "A21")),
        Column(
            "explanation",
            "Your explanation, in exactly three points",
            "list",
            "Each point one reason or one fact.",
            items=3,
            coach="three-points",
            points=("A21",),
        ),
        Column(
            "questions",
            "Your questions",
            "questions",
            "Closed to agree on a fact, open to hear what led here.",
            coach="questions",
            points=("A14", "A16", "A21"),
        ),
        Column(
            "welcome",
            "Your welcome",
            "long",
            "How you make them comfortable, and say that it matters.",
            points=("A09",),
        ),
        Column(
            "script",
            "Your statement, word for word",
            "long",
            "Under a minute when spoken.",
            spoken=True,
            coach="opening",
            points=("A10", "C05"),
        ),
        Column("gap", "The gap", "long", "The rule, and what happens instead. Facts only.", points=("A15",)),
        Column("mine", "What you can concede", "long", points=("C04", "C21")),
        Column("theirs", "What they might concede", "long", points=("C04",)),
        Column("red_line", "Your red line", "long", "What you will not accept.", points=("B04", "F05")),
    ),
    ("contact", "proposal"),
)

_MEETINGS = Table(
    "meetings",
    "Meetings",
    "meeting",
    "Add a meeting",
    "When and how you will talk.",
    (
        _contact(),
        Column("when", "When", "datetime", "Soon, but after you have prepared.", points=("C09", "X04")),
        Column("minutes", "How many minutes", "integer", limit=1_440),
        Column(
            "medium",
            "How you meet",
            "choice",
            choices={
                "neutral": "In person, in a neutral place",
                "theirs": "In person, at their place",
                "ours": "In person, at our place",
                "video": "By video",
                "phone": "By phone",
            },
            points=("C10", "D03", "X01", "X03"),
        ),
        Column("place", "Place or link", "text"),
        Column("agenda", "Agenda", "long", "What both of you will talk about, one point a line.", points=("C07",)),
    ),
    ("contact", "when", "medium"),
)

_OUTCOMES = Table(
    "outcomes",
    "Outcomes",
    "outcome",
    "Add an outcome",
    "What you agreed, who does what, and whether it is confirmed in writing.",
    (
        _contact(),
        Column("meeting", "Meeting", "reference", refers="meetings"),
        Column(
            "agreed",
            "Did you agree?",
            "choice",
            choices={"yes": "Yes", "partly": "In part", "later": "They need time", "no": "No"},
            points=("C18", "C19"),
        ),
        Column("what", "What you agreed", "long", points=("A11", "C20")),
        Column("who", "Who does it", "text", points=("C20",)),
        Column("by_when", "By when", "date"),
        Column("sent", "Your confirmation was sent on", "date", points=("A12", "A18")),
        Column("received", "Their confirmation came on", "date", "Sent is not yet confirmed.", points=("A12", "A18")),
    ),
    ("contact", "agreed", "what"),
)

_FOLLOW_UPS = Table(
    "follow_ups",
    "Follow-ups",
    "follow-up",
    "Add a follow-up",
    "What is still to do after the talk.",
    (
        _contact(),
        Column("what", "What to do", "text", required=True, points=("D07",)),
        Column("due", "Due on", "date"),
        Column("done", "Done", "boolean"),
        Column("outcome", "Outcome", "reference", refers="outcomes"),
    ),
    ("contact", "what", "due"),
)

_REFLECTIONS = Table(
    "reflections",
    "Reflections",
    "reflection",
    "Add a reflection",
    "What the talk taught you, for this contact and for all of them.",
    (
        _contact(),
        Column("meeting", "Meeting", "reference", refers="meetings"),
        Column("went_well", "What went well", "long"),
        Column("differently", "What you would do differently", "long", points=("C26",)),
        Column("for_all", "What this changes for all your contacts", "long", points=("C26", "B02")),
        Column("next_step", "Your next step", "text", "It becomes a follow-up.", points=("D07",)),
        Column("next_due", "Next step due on", "date"),
    ),
    ("contact", "went_well"),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _CONTACTS,
        _AGREEMENTS,
        _INCIDENTS,
        _DIAGNOSES,
        _PROPOSALS,
        _MEETINGS,
        _OUTCOMES,
        _FOLLOW_UPS,
        _REFLECTIONS,
    )
}
