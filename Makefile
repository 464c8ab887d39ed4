# Two commands: `make run` starts the site, `make test` proves it. Both prepare the machine themselves.
PORT ?= 8000
export PORT
python := .venv/bin/python
# Containers set it; without kept bytecode each of a hundred processes would compile three thousand modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check rows bench storm messages lock
.DEFAULT_GOAL := run

run:       ## the site on 127.0.0.1:$(PORT), with the demo when the database is empty
	@.ci/setup run
	@.ci/serve

test:      ## everything that decides: SQLite, PostgreSQL, migrations, Chromium
	@.ci/setup dev
	@$(python) .ci/test.py $(ARGS)

check:     ## formatting, lint, types, contracts, migrations, translations: under a minute
	@.ci/setup dev
	@.ci/check

rows:      ## requirement rows proved by tests / not yet
	@.ci/setup dev
	@$(python) -m tests.rows

bench:     ## what is measured, against which floor; writes bench/latest.json
	@.ci/setup dev
	@$(python) .ci/postgres.py $(python) -m bench $(ARGS)

storm:     ## many writers, the server killed again and again: SECONDS=10 WRITERS=6
	@.ci/setup dev
	@$(python) .ci/postgres.py $(python) -m tests.storm $(or $(SECONDS),10) $(or $(WRITERS),6)

messages:  ## take new strings into the ru catalogues and compile them
	@.ci/setup dev
	@$(python) -m tests.translations --update

lock:      ## resolve again; uv.lock keeps no address of a package registry
	@.ci/setup dev
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(python) .ci/lock.py
