# Essaim: `make run` starts it, `make test` checks it. Both install what is missing, and are quick when nothing is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check format lock words bench clean machinery

PYTHON ?= python3
BIN := .venv/bin
CODE := dashboard db connectors pages tests benchmarks
LOCK := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate
# Trust the machine's certificates: some networks have one of their own.
export UV_SYSTEM_CERTS := 1
# Some machines forbid Python to keep bytecode: each server and each process of the tests would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

help: ## List these targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: .venv/.run ## Start the dashboard (options: make run ARGS="--port 9000")
	@$(BIN)/essaim serve $(ARGS)

test: .venv/.dev machinery check ## Run every check and every test (a part of them: make test ARGS=tests/test_domain)
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: .venv/.dev ## Run the checks that need no test: style, types, direction of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict $(CODE)
	@$(BIN)/lint-imports

format: .venv/.dev ## Put the code in its canonical form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

words: .venv/.dev ## Bring the French catalogue in step with the sentences in the code
	@$(BIN)/python -m dashboard.i18n.catalogue

lock: .venv/.python ## Pin the dependencies anew (newer versions: make lock ARGS=--upgrade)
	$(BIN)/$(LOCK) $(ARGS) pyproject.toml -o requirements.txt
	$(BIN)/$(LOCK) $(ARGS) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	echo uv | $(BIN)/$(LOCK) $(ARGS) - -o requirements-installer.txt

bench: .venv/.dev ## Measure speed and size, each against a peer
	@$(BIN)/python -m benchmarks $(ARGS)

clean: ## Remove everything that was installed or built here; the data stay
	@rm -rf .venv tests/network/bluesky/node_modules essaim.egg-info
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find $(CODE) -name __pycache__ -prune -exec rm -rf {} +

machinery:
	@scripts/install-test-machinery

.venv/.python: requirements-installer.txt
	@scripts/make-venv $(PYTHON)
	@touch $@

.venv/.run: .venv/.python requirements.txt pyproject.toml
	@scripts/install --require-hashes -r requirements.txt
	@scripts/install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	@scripts/install --require-hashes -r requirements-dev.txt
	@touch $@
