# 数诊 Shuzhen: everything one does with a clone. `make help` lists it.
# Needs: python3 (3.11 or newer) with venv, and make. Nothing else is presupposed.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run demo test check lint bench lock sbom system clean

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Tests start many processes: what one has compiled, the next need not.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
# python3, or else the newest python3.x on the path that is new enough
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip install --quiet
# Files on every core there is; a file stays whole, for its server and its browser. The slowest
# come first (tests/order.py), where pytest-xdist alone would begin with those of most tests.
PYTEST := $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

help:  ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):[^#]*## (.*)/make \1 \t\2/' | expand -t 14

setup: $(VENV)/warm.stamp  ## create .venv with the pinned dependencies and compile the engine

run: $(VENV)/warm.stamp  ## migrate the embedded database and start the app (SHUZHEN_PORT, default 8501)
	@$(BIN)/shuzhen migrate
	@exec $(BIN)/shuzhen serve

demo: $(VENV)/warm.stamp  ## a synthetic city of 2,000 enterprises in var/demo.db, and the app over it
	@exec $(BIN)/shuzhen demo --serve

test: $(VENV)/dev.stamp system lint  ## everything: lint, types, imports, data, and every test
	$(PYTEST)

check: $(VENV)/dev.stamp lint  ## the fast part of it: no app, no browser
	$(PYTEST) tests/unit tests/data tests/cases

lint: $(VENV)/dev.stamp  ## only the checks that run no test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/shuzhen lint

bench: $(VENV)/dev.stamp  ## every benchmark, each with the ratio it prints
	$(BIN)/python benchmarks/run.py

# Pins and hashes only; the two files agree because the second is held to the first.
lock: $(VENV)/dev.stamp  ## resolve the dependencies of pyproject.toml anew
	$(BIN)/uv pip compile $(LOCK) --extra build -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) --extra build --extra dev -c requirements.lock -o requirements-dev.lock
LOCK := pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

# CycloneDX, of what the product runs with; the tools of its tests are no part of it.
sbom: $(VENV)/dev.stamp  ## list what the product is made of in sbom.json (CycloneDX)
	$(SBOM) requirements.lock -o sbom.json
SBOM := $(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible

clean:  ## remove .venv and the caches; var/ with its data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
	  echo "Python 3.11 or newer is needed; python3 is $$(python3 --version 2>&1). 需要 Python 3.11 以上。" >&2; exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) has no venv module; on Debian or Ubuntu: apt-get install python3-venv. 缺少 venv 模块。" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# Nobody who answers a question should wait for the compiler.
$(VENV)/warm.stamp: $(wildcard scoring/kernel*.py) scoring/program.py scoring/program_type.py $(VENV)/run.stamp
	$(BIN)/python -m scoring.warm
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/warm.stamp
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# What the tests need of the system, installed from its packages if it may be: Chromium and nginx.
system:
	@need=; export PATH="$$PATH:/usr/sbin"; \
	command -v chromium chromium-browser google-chrome >/dev/null || need=' chromium'; \
	command -v nginx >/dev/null || need="$$need nginx-light"; \
	if [ -z "$$need" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then as=none; \
	elif [ "$$(id -u)" = 0 ]; then as=; \
	elif sudo -n true 2>/dev/null; then as='sudo -n'; \
	else as=none; fi; \
	if [ "$$as" = none ]; then \
	  echo "The tests need$$need: install them (Debian: sudo apt-get install$$need), then run make test again." >&2; exit 1; fi; \
	$$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$need
