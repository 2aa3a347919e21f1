"""What all answers of the room's server share: whom they answer, and what they tell the browser to be careful of."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any, cast

from tornado.web import HTTPError, RequestHandler

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from tornado.httputil import HTTPServerRequest

    from groundrules.errors import GroundRulesError
    from groundrules.workshop.gate import Who
    from groundrules.workshop.hall import Hall
    from groundrules.workshop.news import News

NOT_FOUND = 404


class Guarded(RequestHandler):
    """An answer to our own pages, asked for by a name that is ours."""

    @property
    def hall(self) -> Hall:
        """The room."""
        return cast("Hall", self.settings["hall"])

    @property
    def news(self) -> News:
        """What tells everybody."""
        return cast("News", self.settings["news"])

    def prepare(self) -> Awaitable[None] | None:
        """Refuse another site's pages, and names that lead here by a trick."""
        if self.request.host.lower() not in self.settings["hosts"]:
            raise HTTPError(421)
        if not is_own(self.request):
            raise HTTPError(403)
        return None

    def set_default_headers(self) -> None:
        """Tell the browser what these pages may do: ask us, and nobody else."""
        host = self.request.host if self.request.host.lower() in self.settings["hosts"] else ""
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        self.set_header(
            "Content-Security-Policy",
            f"default-src 'self'; connect-src 'self'{f' ws://{host}' if host else ''}; base-uri 'none'; "
            "form-action 'none'; object-src 'none'; frame-ancestors 'none'",
        )
        self.clear_header("Server")

    def write_error(self, status_code: int, **_kwargs: Any) -> None:  # noqa: ANN401  as tornado has it
        """Say that something is wrong, and not what the program looked like."""
        what = "This page is not there." if status_code == NOT_FOUND else "This is not possible."
        self.finish({"topic": "refused", "body": {"what": what, "remedy": ""}})

    def fail(self, status: int, error: GroundRulesError) -> None:
        """Answer with an error that a person can read."""
        self.set_status(status)
        self.finish(refusal(error))

    def who(self) -> Who:
        """Give who asks.

        Raises:
            HTTPError: the secret is nobody's, or the facilitator's but from another machine.
        """
        kind, _, secret = self.request.headers.get("Authorization", "").partition(" ")
        who = allowed(self.hall.gate.who(secret), self.request) if kind == "Bearer" else None
        if who is None:
            raise HTTPError(401)
        return who


def is_own(request: HTTPServerRequest) -> bool:
    """Tell whether a request comes from our own pages, or from no page at all."""
    origin = request.headers.get("Origin")
    return origin is None or origin.lower() in {f"http://{request.host.lower()}", f"https://{request.host.lower()}"}


def allowed(who: Who | None, request: HTTPServerRequest) -> Who | None:
    """Let the facilitator and the screen speak from this machine alone: their secrets never cross the network."""
    if who is None or who.part == "seat":
        return who
    return who if ipaddress.ip_address(request.remote_ip or "::").is_loopback else None


def refusal(error: GroundRulesError) -> dict[str, Any]:
    """Give an error as a browser shows it."""
    return {"topic": "refused", "body": {"what": error.what, "remedy": error.remedy}}
