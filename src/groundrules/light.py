"""What is left out of other packages' imports, so that commands and the server start fast."""

from __future__ import annotations

import sys


def skip_slow_imports() -> None:
    """Keep jsonschema from building the grammar of `rfc3987_syntax` at import.

    It costs about three seconds in every process that imports nbformat, and serves only the `iri` format
    checks, which no notebook schema uses. Call it before nbformat, nbgrader or jupyterlab is imported;
    jsonschema treats the package as not installed. A process that has loaded it already is left alone.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
