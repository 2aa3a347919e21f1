"""The learner's Jupyter server: the extension that answers the views, and the start of it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "groundrules.server"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    from groundrules.server.extension import add_handlers  # noqa: PLC0415  only when the server loads us

    add_handlers(server)
