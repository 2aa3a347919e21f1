"""The server extension: the views' messages by HTTP, and the views' own files."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from groundrules import catalogue, folder, language
from groundrules.desk import Desk

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

LESSON = "GROUNDRULES_LESSON"  # the environment variable that names the lesson on which the course opens
LARGEST_MESSAGE = 4 * 1024 * 1024  # bytes; a whole trail with long texts is far below


class DeskHandler(APIHandler):
    """Hands a view's message to the desk and its answer back."""

    def initialize(self, desk: Desk, line: ThreadPoolExecutor) -> None:
        """Keep the desk and the one thread in which it works, so that messages are answered in order."""
        self.desk, self.line = desk, line

    @web.authenticated
    async def post(self) -> None:
        """Answer one message; a message that is not JSON is refused with 400."""
        try:
            message = json.loads(self.request.body)
        except ValueError as error:
            raise web.HTTPError(400, "the message is not JSON") from error
        if not isinstance(message, dict) or len(self.request.body) > LARGEST_MESSAGE:
            raise web.HTTPError(400, "the message is not an object, or too large")
        reply = await asyncio.get_running_loop().run_in_executor(self.line, self.desk.reply, message)
        self.finish(json.dumps(reply))


class ViewFiles(web.StaticFileHandler):
    """Serves the views' modules and styles; asked for anew each time, so that an update shows at once.

    They hold nothing of anybody's and are the same for all, so they need no token, as JupyterLab's own files need
    none: a module asks for the next one without it, which JupyterHub would not let pass.
    """

    @allow_unauthenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        """Give a file."""
        await super().get(path, include_body)

    @allow_unauthenticated
    async def head(self, path: str) -> None:
        """Say what a file is."""
        await super().get(path, include_body=False)

    def set_extra_headers(self, path: str) -> None:
        """Let the browser keep a copy, but ask whether it is still good."""
        del path
        self.set_header("Cache-Control", "no-cache")

    def get_content_type(self) -> str:
        """Name the type ourselves: some systems' registries give JavaScript a type that browsers refuse."""
        kinds: dict[str, str] = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
        suffix = Path(str(self.absolute_path)).suffix
        fallback: Any = super().get_content_type
        return kinds.get(suffix) or str(fallback())


def add_handlers(server: ServerApp) -> None:
    """Add our addresses below `groundrules/` to a server.

    Args:
        server: the running server; exercises' answers are looked for below its root folder.
    """
    base = url_path_join(server.web_app.settings["base_url"], "groundrules")
    desk, line = Desk(root=Path(server.root_dir)), ThreadPoolExecutor(1, "groundrules")
    if lesson := os.environ.get(LESSON):
        line.submit(desk.warm, lesson)
    work = {"desk": desk, "line": line}
    # JupyterLab writes these settings into its page, where our front-end extension reads its sentences.
    page = server.web_app.settings.setdefault("page_config_data", {})
    page["groundrulesWords"] = catalogue.load(language.chosen()).of(catalogue.FRAME)
    server.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "api"), DeskHandler, work),
            (url_path_join(base, r"static/(.*)"), ViewFiles, {"path": str(_views())}),
        ],
    )


def _views() -> Path:
    """Give the folder of the views' files, in the language of the learner's course folder."""
    source, spoken = Path(str(files("groundrules.widgets").joinpath("static"))), language.chosen()
    if spoken == catalogue.SOURCE:
        return source
    words = catalogue.load(spoken)
    place = folder.data() / "cache" / f"views-{spoken}"
    shutil.rmtree(place, ignore_errors=True)  # made anew at each start: a catalogue may have grown
    shutil.copytree(source, place)
    for module in place.glob("*.js"):
        text = module.read_text(encoding="utf-8")
        module.write_text(words.module(module.name, text), encoding="utf-8")
    return place
