.DEFAULT_GOAL := help
.PHONY: help demo test check lint types contracts format faults thorough bench messages audit sbom wheel

BIN := .venv/bin

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: ## start the site with example data (PORT=8000, WELCOMMUNE_DATA=folder); Ctrl-C ends it
	@scripts/bootstrap.sh base && exec $(BIN)/welcommune demo

test: ## all tests, on SQLite and on a real PostgreSQL, each with a real Chromium
	@scripts/bootstrap.sh test && exec scripts/test.sh $(TESTS)

check: types lint contracts ## all checks that run no page: types, lint, contracts

lint: ## style, complexity, and which room may import which
	@scripts/bootstrap.sh test
	@$(BIN)/ruff check
	@$(BIN)/lint-imports

types: ## mypy, strict
	@scripts/bootstrap.sh test
	@$(BIN)/mypy

contracts: ## the house rules that only a test can check
	@scripts/bootstrap.sh test
	@$(BIN)/python -m pytest tests/contracts

format: ## repair what ruff can repair
	@scripts/bootstrap.sh test
	@$(BIN)/ruff check --fix

faults: ## the trials of faults again, the long ones too, kills at twenty moments each, on both databases
	@scripts/bootstrap.sh faults && WELCOMMUNE_TEST_KILLS=20 WELCOMMUNE_TEST_LONG=1 exec scripts/test.sh tests/faults

thorough: ## all tests on both databases, also those that "make test" asks on SQLite only
	@scripts/bootstrap.sh test && WELCOMMUNE_TEST_EVERYTHING=1 exec scripts/test.sh $(TESTS)

audit: ## known vulnerabilities in what is locked (pip-audit, in an environment of its own)
	@exec scripts/audit.sh

sbom: ## what a running site is made of, as CycloneDX 1.5, in sbom.json
	@scripts/bootstrap.sh base && PYTHONPATH=src exec $(BIN)/python -m scripts.sbom sbom.json

wheel: ## what is installed elsewhere: dist/, the package and what it needs, pinned with hashes
	@scripts/bootstrap.sh base && rm -rf dist && $(BIN)/python -m pip -q --disable-pip-version-check wheel --no-deps --no-build-isolation \
		--wheel-dir dist . && cp requirements/base.txt dist/requirements.txt && cp -r deploy dist/deploy && ls dist

bench: ## measure (see bench/)
	@scripts/bootstrap.sh test && exec $(BIN)/python bench/run.py --both

messages: ## collect, update and compile the translations
	@scripts/bootstrap.sh base && exec scripts/messages.sh
