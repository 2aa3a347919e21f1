"""Lets `python -m groundrules.cli` be the command."""

from __future__ import annotations

import sys

from groundrules.cli.main import main

sys.exit(main())
