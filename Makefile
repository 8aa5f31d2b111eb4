# Everything a person or CI runs. Needs Python 3.11 or newer and make, nothing else.

# The first Python that is new enough; `make PYTHON=...` names another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
SAMPLE := var/sample.sqlite
PIP := pip --quiet --disable-pip-version-check --no-input

.PHONY: demo bot install dev test lint format bench evidence lock clean

demo: install  ## load the sample archive and ask it questions in the terminal
	.venv/bin/backissue load config/sample --archive $(SAMPLE)
	.venv/bin/backissue chat --archive $(SAMPLE)

bot: install  ## the same in Discord, with the token in DISCORD_TOKEN
	.venv/bin/backissue load config/sample --archive $(SAMPLE)
	BACKISSUE_BOT__DEFAULT_ARCHIVE=$(SAMPLE) .venv/bin/backissue-bot

install: .venv/installed
dev: .venv/installed-dev

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Backissue needs Python 3.11 or newer: make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	.venv/bin/$(PIP) install --require-hashes -r requirements.lock
	.venv/bin/$(PIP) install --no-deps --editable .
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	.venv/bin/$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

test: | .venv/bin/python  ## build the wheel, install it into a fresh environment, run the tests against that
	rm -rf build
	.venv/bin/$(PIP) wheel --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/environment
	build/environment/bin/$(PIP) install --require-hashes -r requirements-dev.lock
	build/environment/bin/$(PIP) install --no-deps build/wheel/*.whl
	build/environment/bin/pytest $(TESTS)

lint: dev
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/lint-imports

format: dev
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

bench: dev  ## search against tantivy, FTS5 and rank-bm25-rs on 100,000 passages
	.venv/bin/python tests/benchmarks/search.py

evidence: dev  ## refit the thresholds of evidence on the question sets in BACKISSUE_TEST_DATA
	.venv/bin/python tests/benchmarks/evidence.py $(SETS)

lock: dev  ## the newest versions that fit, for the next release
	.venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
		--output-file requirements.lock
	.venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header \
		--extra fast --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv build dist *.egg-info
