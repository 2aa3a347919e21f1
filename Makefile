# start: learn · test: all tests · check: the quick checks · build: the derived files · site: the web pages · bench: the measured claims
PYTHON ?= python3
BIN := .venv/bin
.PHONY: start test check build site bench environment lock

start:
	@$(PYTHON) bootstrap.py start
	@$(BIN)/groundrules start $(ARGS)

environment:
	@$(PYTHON) bootstrap.py test

test: check
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

check: environment
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/groundrules dev build --check
	$(BIN)/groundrules dev lint

build: environment
	$(BIN)/groundrules dev build

site: environment
	$(BIN)/groundrules site build/site --pyodide build/npm/node_modules/pyodide --lite build/lite/bin/jupyter-lite --wheels build/wheels

bench: environment
	$(BIN)/python benchmarks/start.py

# The locks name no registry and no address.
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock: environment
	$(LOCK) --all-extras pyproject.toml -o requirements/dev.txt
	$(LOCK) --extra all -c requirements/dev.txt pyproject.toml -o requirements/start.txt
	$(LOCK) requirements/build.in -c requirements/dev.txt -o requirements/build.txt
	$(LOCK) requirements/uv.in -o requirements/uv.txt
	$(LOCK) requirements/ralph.in -o requirements/ralph.txt
	$(LOCK) requirements/lite.in -o requirements/lite.txt
	$(BIN)/uv pip compile -q --python-version 3.14 --python-platform wasm32-pyodide2024 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/pyodide.in -o requirements/pyodide.txt
	$(LOCK) requirements/bench.in -o requirements/bench.txt
