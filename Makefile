# Talking Points. `make help` tells what there is; the first use of a target installs what it needs in .venv.
PYTHON ?= python3
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
UV ?= $(VENV)/bin/uv
PIP := $(PY) -m pip -qq --disable-pip-version-check --no-input
MADE := $(VENV)/.made
DEMO := $(VENV)/.demo
DEV := $(VENV)/.dev
LOCK = $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-config --exclude-newer '7 days' --no-header --annotation-style line --quiet $(ARGS)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test faults bench pictures check lint format lock wheel-test clean

help: ## Tell what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' Makefile
	@echo 'Options go in ARGS, another Python in PYTHON: make test ARGS="-k quotes" PYTHON=python3.12'

demo: $(DEMO) ## Try the bot in a browser page, with no token
	@$(PY) -m bot demo $(ARGS)

test: $(DEV) ## Run the tests, on all cores
	@$(PY) -m pytest -n auto $(ARGS)

faults: $(DEV) ## Have each command, button and form fail in each way
	@$(PY) -m pytest -n auto --faults tests/faults $(ARGS)

bench: $(DEV) ## Measure speed and memory
	@$(PY) -m bench $(ARGS)

pictures: $(DEV) ## Take the README's pictures anew
	@$(PY) -m tests.kit.pictures $(ARGS)

check: $(DEMO) ## Check the built-in packs: every quote stands in its article
	@$(PY) -m bot check $(ARGS)

lint: $(DEV) ## Check format, style and types, changing nothing
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

format: $(DEV) ## Put the code into the house format
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

lock: $(if $(filter $(VENV)/bin/uv,$(UV)),$(DEV)) ## Renew requirements/*.lock (ARGS=--upgrade takes newer releases)
	@echo 'Locking requirements/'
	@$(LOCK) --extra dev --output-file requirements/dev.lock
	@$(LOCK) --extra demo --constraints requirements/dev.lock --output-file requirements/demo.lock
	@$(LOCK) --extra postgres --constraints requirements/dev.lock --output-file requirements/run.lock
	@! grep -nE '://|file:|^ *-' requirements/*.lock | grep -v -- '--hash='

wheel-test: $(DEV) ## Build the wheel, install it elsewhere and use it there
	@$(PY) .ci/wheel-test

clean: ## Remove .venv, caches and what was built
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Talking Points needs Python 3.11 or newer, which $(PYTHON) is not: name one that is, as in make demo PYTHON=python3.12.' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'This Python cannot make virtual environments: install its venv package (on Debian and Ubuntu, python3-venv).' >&2; exit 1; }
	@echo 'Making $(VENV)'
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# The same releases stand in every lock, and dev.lock has all that demo.lock has, so that dev does for both.
$(DEMO): requirements/demo.lock | $(MADE)
	@echo 'Installing requirements/demo.lock in $(VENV): under a minute, this once'
	@$(PIP) install --require-hashes --requirement $<
	@touch $@

$(DEV): requirements/dev.lock | $(MADE)
	@echo 'Installing requirements/dev.lock in $(VENV): about a minute, this once'
	@$(PIP) install --require-hashes --requirement $<
	@touch $(DEMO) $@
