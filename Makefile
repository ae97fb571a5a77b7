# Every habit has a name.  `make demo` and `make test` each work as the only command after a clone.
PYTHON ?= python3
PORT ?= 8000
SETUP = $(PYTHON) tools/setup.py
RUN = .venv/bin/linli
.PHONY: setup demo serve test check proof bench lock messages states facts new-context clean

setup: ## make the virtual environment, build the pages, compile the messages
	@$(SETUP)

demo: setup ## build the demonstration community and serve it
	@LINLI_DEMO=1 LINLI_DATA=$${LINLI_DATA:-data/demo} $(RUN) demo
	@LINLI_DEMO=1 LINLI_DATA=$${LINLI_DATA:-data/demo} PORT=$(PORT) $(RUN) serve

serve: setup ## serve an installation of your own
	@$(RUN) migrate && PORT=$(PORT) $(RUN) serve

test: setup ## every test this machine can run, on SQLite and on PostgreSQL, then the browser journeys
	@.venv/bin/python tools/test.py

check: setup ## every rule of the house
	@.venv/bin/python tools/check.py

proof: setup ## 10,000 steps of two phones on a bad network: nothing lost, nothing twice
	@LINLI_SYNC_STEPS=10000 .venv/bin/python -m pytest -n 2 --dist load --durations=2 tests/sync/test_two_phones.py

bench: setup ## measure against peers and limits; nothing here can fail a build
	@.venv/bin/python tools/bench.py

lock: ## pin the dependencies again
	@for name in base dev node; do .venv/bin/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate requirements/$$name.in -o requirements/$$name.txt; done

messages: setup ## collect the Chinese sentences for the English catalogue
	@.venv/bin/python tools/messages.py collect

states facts: setup ## print the tables
	@$(RUN) tables $@

new-context: setup ## make new-context NAME=…
	@.venv/bin/python tools/new_context.py $(NAME)

clean:
	@rm -rf .stamps data/demo src/linli/web/static/web/dist
