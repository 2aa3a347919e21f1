"""One server on the instructor's machine: nbgrader's formgrader, and the page for marking by hand beside it."""

from __future__ import annotations

import json
from contextlib import chdir
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from groundrules.errors import GradingError
from groundrules.grading.marks.pile import Given, Pile
from groundrules.grading.tree import check_name, open_tree
from groundrules.light import skip_slow_imports

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "groundrules/marks"
FORMGRADER = "nbgrader.server_extensions.formgrader"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'self'"
KINDS = {"marks.js": "text/javascript", "marks.css": "text/css"}


def serve_marks(
    course_root: Path, assignment: str, *, hidden: bool = False, browser: bool = True, port: int = 8890
) -> None:
    """Serve formgrader and the page for marking until it is stopped with Control-C.

    Args:
        course_root: the folder that holds `solutions/`.
        assignment: the exercise's name.
        hidden: show no names on our page.
        browser: open a browser on it.
        port: the first port to try.

    Raises:
        GradingError: the exercise was not released, or has nothing for a person to mark.
    """
    check_name(assignment)
    tree = open_tree(course_root)
    pile = Pile(tree, assignment, hidden=hidden)
    pile.shown()
    skip_slow_imports()
    from jupyter_server.serverapp import ServerApp  # noqa: PLC0415  heavy: only when serving

    # nbgrader finds its course by the folder in which the server runs, and its commands beside this Python.
    with chdir(tree.root):
        app: Any = ServerApp(
            root_dir=str(tree.root),
            port=port,
            open_browser=browser,
            default_url=f"/{PAGE}/",
            # It listens on this machine alone, with a token; containers run as root.
            allow_root=True,
            jpserver_extensions={FORMGRADER: True},
            log_level="WARN",
        )
        app.initialize(argv=[], find_extensions=False)
        add_handlers(app.web_app, pile)
        # Jupyter says the address with its token.
        app.start()


def add_handlers(web_app: Any, pile: Pile) -> None:  # noqa: ANN401  Jupyter's application
    """Bring the page and its data into a Jupyter server."""
    from jupyter_server.base.handlers import JupyterHandler  # noqa: PLC0415  heavy: only when serving
    from tornado import web  # noqa: PLC0415

    class Page(JupyterHandler):
        """The page and what it loads."""

        @web.authenticated
        def get(self, name: str) -> None:
            kind = KINDS.get(name, "text/html")
            self.xsrf_token  # noqa: B018  reading it sets the cookie that the page sends back
            self.set_header("Content-Type", f"{kind}; charset=utf-8")
            self.set_header("Content-Security-Policy", POLICY)
            self.set_header("Cache-Control", "no-store")
            self.finish(files("groundrules.grading.marks").joinpath(name or "marks.html").read_text(encoding="utf-8"))

    class Data(JupyterHandler):
        """The pile as JSON, and the marks that come back."""

        @web.authenticated
        def get(self) -> None:
            self._answer(pile.shown)

        @web.authenticated
        def post(self) -> None:
            self._answer(lambda: pile.give(read_given(self.request.body)))

        def _answer(self, work: Any) -> None:  # noqa: ANN401  a function
            try:
                reply = {"ok": True, **work()}
            except GradingError as error:
                reply = {"ok": False, "error": error.as_dict()}
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps(reply))

    base = web_app.settings["base_url"].rstrip("/")
    names = "|".join(name.replace(".", r"\.") for name in KINDS)
    web_app.add_handlers(".*$", [(rf"{base}/{PAGE}/data", Data), (rf"{base}/{PAGE}/({names}|)", Page)])


def read_given(body: bytes) -> Given:
    """Read what the page sends.

    Raises:
        GradingError: it is not what the page sends.
    """
    try:
        content = json.loads(body)
        criteria = {str(one): float(points) for one, points in content["criteria"].items()}
        points, remark = content["before"]
        before = (None if points is None else float(points), str(remark))
        return Given(str(content["who"]), str(content["question"]), criteria, str(content["remark"]), before)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise GradingError("The mark cannot be read.", remedy="Load the page again.") from error
