"""One page of a story as everybody sees it: a small sheet with only the texts of that page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules.workshop.story import Option, Story, options

if TYPE_CHECKING:
    from groundrules.scenario.sheet import MoveEntry, Sheet, Spoken
    from groundrules.workshop.story import Step


class _Page:
    """Texts gathered as they are used; every number in the page is an index into them."""

    def __init__(self, story: Story) -> None:
        self.story, self.sheet = story, story.sheet
        self.texts: dict[str, int] = {}

    def text(self, index: int | None) -> int | None:
        if index is None:
            return None
        return self.texts.setdefault(self.sheet["texts"][index], len(self.texts))

    def lines(self, lines: list[Spoken]) -> list[Spoken]:
        return [[who, self.text(text)] for who, text in lines]

    def option(self, option: Option) -> dict[str, Any]:
        return {"id": option.id, "letter": option.letter, "text": self.text(option.text), "said": option.said}

    def move(self, move: MoveEntry) -> dict[str, Any]:
        return {
            "then": self.lines(move["then"]),
            "why": self.text(move["why"]),
            "trade": self.text(move["trade"]),
            "move": move["move"],
            "quality": move["quality"],
            "points": move["points"],
        }

    def scene(self, at: int) -> dict[str, Any]:
        node = self.sheet["nodes"][at]
        return {
            "at": self.text(node["at"]),
            "heading": self.text(node["title"]),
            "body": self.lines(node["body"]),
            "values": node["meters"],
        }

    def taken(self, node: int, option: Option) -> dict[str, Any]:
        """Give what a move at a node leads to."""
        move = self.sheet["moves"][option.move]
        after = self.sheet["nodes"][option.next]
        return {
            "option": self.option(option),
            "result": self.move(move),
            "before": self.sheet["nodes"][node]["meters"],
            "after": after["meters"],
        }

    def step(self, step: Step) -> dict[str, Any]:
        """Give a step of the path: what was offered, what was played, and the votes if they were shown."""
        offered = [self.option(each) for each in options(self.sheet, step.node)]
        node = self.sheet["nodes"][step.node]
        made: dict[str, Any] = {
            "heading": self.text(node["title"]),
            "options": offered,
            "played": step.option.id,
            "by": step.by,
            "quality": self.sheet["moves"][step.option.move]["quality"],
        }
        return made | ({"counts": dict(step.ballot.counts())} if step.ballot.phase == "shown" else {})


def stage(story: Story) -> dict[str, Any]:
    """Give the page on which a story stands."""
    page = _Page(story)
    sheet = story.sheet
    ends = story.page == "end"
    people = {
        name: {"name": person["name"], "role": person["role"], **({"wants": person["wants"]} if ends else {})}
        for name, person in sheet["people"].items()
    }
    body = {
        "page": story.page,
        "id": sheet["id"],
        "title": sheet["title"],
        "step": len(story.path),
        "people": people,
        "meters": [{key: meter[key] for key in ("id", "label", "min", "max")} for meter in sheet["meters"]],
        **_PAGES[story.page](page),
        "look": None,
    }
    if story.look:
        number, option = story.look
        node = story.path[number].node
        leads = sheet["nodes"][option.next]
        look = {"step": number, "heading": page.text(sheet["nodes"][node]["title"]), **page.taken(node, option)}
        body["look"] = look | {"leads": page.text(leads["title"]), "ends": "ending" in leads}
    return body | {"texts": list(page.texts)}


def paper(sheet: Sheet) -> dict[str, Any]:
    """Give what is printed of a scenario for a room without devices; what the people want is in it."""
    return {
        "title": sheet["title"],
        "summary": sheet["summary"],
        "minutes": sheet["minutes"],
        "case": sheet["case"],
        "you": {"name": sheet["you"]["name"] or "", "role": sheet["you"]["role"] or ""},
        "people": [{key: person[key] for key in ("name", "role", "wants")} for person in sheet["people"].values()],
        "abouts": [{"label": meter["label"], "about": meter["about"]} for meter in sheet["meters"]],
    }


def _case(page: _Page) -> dict[str, Any]:
    sheet = page.sheet
    return {
        "minutes": sheet["minutes"],
        "summary": sheet["summary"],
        "case": sheet["case"],
        "you": sheet["you"],
        "abouts": [{"label": meter["label"], "about": meter["about"]} for meter in sheet["meters"]],
    }


def _vote(page: _Page) -> dict[str, Any]:
    story = page.story
    words = story.node.get("words")
    return {
        **page.scene(story.at),
        "prompt": page.text(words["prompt"]) if words else None,
        "options": [page.option(each) for each in story.options()],
        "round": story.ballot.round if story.ballot else 0,
        "seconds": story.node["timer"]["seconds"] if "timer" in story.node else None,
    }


def _outcome(page: _Page) -> dict[str, Any]:
    story = page.story
    step = story.path[-1]
    return {
        **page.scene(step.node),
        **page.taken(step.node, step.option),
        "played": page.step(step),
        "ends": "ending" in story.node,
    }


def _end(page: _Page) -> dict[str, Any]:
    story = page.story
    sheet = page.sheet
    scene = page.scene(story.at)
    ending = story.node["ending"]
    return {
        **scene,
        "ending": {
            "title": page.text(ending["title"]),
            "kind": ending["kind"],
            "price": page.text(ending["price"]),
            "gained": page.text(ending["gained"]),
        },
        "start": sheet["nodes"][sheet["start"]]["meters"],
        "path": [page.step(step) for step in story.path],
        "expert": page.text(sheet["expert"]["why"]),
        "questions": [page.text(each) for each in (*sheet["debrief"]["questions"], sheet["debrief"]["transfer"])],
    }


_PAGES = {"case": _case, "vote": _vote, "outcome": _outcome, "end": _end}
