# The commands of this project. `make` alone lists them.
# Everything is installed inside the checkout (.tools, .venv, node_modules); delete them to start afresh.

SHELL := /bin/sh
PORT ?= 8000
PYTHON := $(shell command -v python3 || command -v python)
UV := $(or $(shell command -v uv),.tools/uv/bin/uv)
VENV := .venv
RUN := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/python
BUILD_READY := $(VENV)/.build-ready
UPKEEP_READY := $(VENV)/.upkeep-ready
TEST_READY := $(VENV)/.test-ready
NODE_READY := node_modules/.build-ready
NODE_TEST_READY := node_modules/.test-ready
SAY := printf '\033[1m» %s\033[0m\n'

.DEFAULT_GOAL := help
.PHONY: help serve build test trust check soak bench lighthouse audit release screenshots look mutation profile new-year new-operation live-links due watch verify read apply import-courses preview-provider original diff-facts schemas lock clean

help: ## list the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(NODE_READY) ## build the site, serve it at http://127.0.0.1:8000/ (PORT= for another), rebuild on save; HANT=1: with /hant/
	@$(RUN) -m scripts.serve --port $(PORT) $(if $(HANT),--hant)

build: $(NODE_READY) ## the finished site in site/, for any web server
	@$(RUN) -m scripts.build

test: $(TEST_READY) ## every test a contributor runs, real Chromium included
	@$(RUN) -m scripts.build --quick
	@$(SAY) 'Running the tests'
	@$(RUN) -m pytest -n auto --dist worksteal tests

trust: $(TEST_READY) ## what needs more of a machine: Nu (Java), nginx, Firefox, WebKitGTK, Lighthouse
	@$(RUN) -m scripts.build
	@$(SAY) 'Running the tests that take long, and a hundredth of the made-up cases'
	@CASES_OF=trust $(RUN) -m pytest -n auto --dist worksteal -m 'trust or soak' tests
	@$(RUN) -m scripts.dev.trust

soak: $(TEST_READY) ## every made-up case: requests, tables, links, damage; hours, seeds are printed
	@CASES_OF=soak $(RUN) -m pytest -n auto --timeout 0 -m soak tests

check: $(TEST_READY) ## linters and types; seconds
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(VENV)/bin/lint-imports --no-logo --no-cache
	@$(RUN) -m scripts.facts.check
	@$(RUN) -m scripts.dev.prose.check

bench: $(TEST_READY) ## measure, print a table, write build/bench.json
	@$(RUN) -m scripts.dev.bench

lighthouse: $(TEST_READY) ## Lighthouse's scores of a page of each kind; minutes, on a quiet machine
	@$(RUN) -m scripts.build
	@$(RUN) -m scripts.dev.trust.lighthouse

audit: $(TEST_READY) ## ask PyPI and npm for known vulnerabilities of what the locks pin
	@$(RUN) -m scripts.dev.trust vulnerabilities

release: $(TEST_READY) ## site/ as a zip, the checker as a package, lists of what is in them, checksums, in build/release/
	@$(RUN) -m scripts.dev.release check
	@$(RUN) -m scripts.build
	@$(RUN) -m scripts.dev.release

screenshots: $(TEST_READY) ## take the pictures of README and the help page anew, into docs/assets/
	@$(RUN) -m scripts.build
	@$(RUN) -m scripts.dev.screenshots

look: $(TEST_READY) ## every kind of page, narrow and wide, light and dark, on contact sheets in build/look/
	@$(RUN) -m scripts.build --quick
	@$(RUN) -m scripts.dev.look

mutation: $(TEST_READY) ## change the rule core in every small way: each change must fail a test; minutes
	@$(RUN) -m scripts.dev.mutation

live-links: $(BUILD_READY) ## open every address the site links to (needs the open web; for a schedule, not for CI)
	@$(RUN) -m scripts.dev.live_links

due: $(UPKEEP_READY) ## what should be looked up today, most valuable first (JSON=1 for programs)
	@$(RUN) -m scripts.upkeep.due $(if $(JSON),--json)

watch: $(UPKEEP_READY) ## open the lists of notices of docs/data/watch.yml: build/upkeep/report.md and proposals (for a schedule)
	@$(RUN) -m scripts.upkeep.watch $(if $(APPLY),--apply)

verify: $(UPKEEP_READY) ## look whether the quotations of docs/data still stand on their pages (for a schedule)
	@$(RUN) -m scripts.upkeep.verify $(if $(APPLY),--apply)

read: $(UPKEEP_READY) ## read a notice, propose a change: make read FROM=<address or file> AREA=guangdong (URL= of a file)
	@$(RUN) -m scripts.upkeep.read $(if $(URL),--url '$(URL)') '$(FROM)' '$(AREA)'

apply: $(UPKEEP_READY) ## write a proposal into docs/data: make apply PROPOSAL=build/upkeep/proposals/….json
	@$(RUN) -m scripts.upkeep.apply '$(PROPOSAL)'

import-courses: $(UPKEEP_READY) ## a provider's table of courses into docs/data: make import-courses FILE=courses.csv (CHECKED_ON= to write)
	@$(RUN) -m scripts.upkeep.import_courses $(if $(CHECKED_ON),--checked-on '$(CHECKED_ON)') $(if $(FILE),'$(FILE)')

preview-provider: $(NODE_READY) ## the pages of one training provider as they will look: make preview-provider ID=educity
	@$(RUN) -m scripts.serve --port $(PORT) --provider '$(ID)'

original: $(UPKEEP_READY) ## what was fetched, as it was: make original lists it, SHA256=… shows one
	@$(RUN) -m scripts.upkeep.originals $(SHA256)

diff-facts: $(BUILD_READY) ## what a change of docs/data means, in dates and words: make diff-facts BASE=main
	@$(RUN) -m scripts.upkeep.diff_facts $(BASE)

profile: $(TEST_READY) ## watch which functions of compiled Python answers call: scripts/runtime/profile.json; minutes
	@$(RUN) -m tests.scripts.runtime.profile

new-year: $(BUILD_READY) ## the skeleton of an exam year: make new-year YEAR=2028
	@$(RUN) -m scripts.facts.new_year $(YEAR)

new-operation: $(TEST_READY) ## the files of an operation of the checker: make new-operation NAME=… RULES=…
	@$(RUN) -m scripts.dev.new_operation $(NAME) $(RULES)

schemas: $(BUILD_READY) ## write the JSON Schemas from which editors complete the keys of docs/data
	@$(RUN) -m scripts.facts.schemas

lock: $(UV) ## renew the locks from pyproject.toml and package.json
	@$(UV) pip compile -q --upgrade --universal --python-version 3.13 --generate-hashes --group build -o locks/build.txt pyproject.toml
	@$(UV) pip compile -q --upgrade --universal --python-version 3.13 --generate-hashes --group upkeep -c locks/build.txt -o locks/upkeep.txt pyproject.toml
	@$(UV) pip compile -q --upgrade --universal --python-version 3.13 --generate-hashes --group test -c locks/upkeep.txt -o locks/test.txt pyproject.toml
	@echo uv | $(UV) pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command 'make lock' -o locks/uv.txt -
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm update --ignore-scripts
	@$(RUN) -m scripts.dev.plain_lock

clean: ## remove what was built (not what was installed)
	@rm -rf build site mutants

# --- setting up, one step a file, each done once ---------------------------------------------------

.tools/uv/bin/uv: locks/uv.txt
	@$(SAY) 'Installing uv into .tools (once)'
	@test -n "$(PYTHON)" || { echo 'No python3 found. Install Python 3.11 or newer, then run make again.'; exit 1; }
	@$(PYTHON) -m venv --clear .tools/uv || { rm -rf .tools/uv; \
		echo 'Python could not make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv, then run make again.'; exit 1; }
	@.tools/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/uv.txt || { rm -rf .tools/uv; \
		echo 'uv could not be installed. Is the network there? Then run make again; or install uv yourself and put it on PATH.'; exit 1; }
	@touch $@

$(VENV)/pyvenv.cfg: .python-version | $(UV)
	@$(SAY) "Making a Python $$(cat .python-version) environment in $(VENV) (once)"
	@$(UV) venv --quiet --clear --python "$$(cat .python-version)" $(VENV) || { \
		echo "No Python $$(cat .python-version) was found and uv could not fetch one. Install Python $$(cat .python-version), then run make again."; exit 1; }

define install_python
	@$(SAY) 'Installing Python packages from $(1)'
	@$(UV) pip install --python $(VENV) --require-hashes -r $(1) || { \
		echo 'Python packages could not be installed. Is the network there? Then run make again.'; exit 1; }
	@touch $@
endef

$(BUILD_READY): locks/build.txt $(VENV)/pyvenv.cfg | $(UV)
	$(call install_python,$<)

define install_node
	@$(SAY) 'Installing npm packages$(2)'
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci $(1) --ignore-scripts --no-progress || { \
		echo 'npm packages could not be installed. Is the network there? Then run make again.'; exit 1; }
endef

$(NODE_READY): package-lock.json package.json .npmrc | $(BUILD_READY)
	$(call install_node,--omit=dev)
	@touch $@

# npm ci starts from an empty folder: what the build needs is in it again.
$(NODE_TEST_READY): package-lock.json package.json .npmrc | $(BUILD_READY)
	$(call install_node,, for the tests)
	@touch $(NODE_READY) $@

$(UPKEEP_READY): locks/upkeep.txt $(BUILD_READY) | $(UV)
	$(call install_python,$<)

$(TEST_READY): locks/test.txt scripts/dev/browser.py $(UPKEEP_READY) $(NODE_TEST_READY) | $(UV)
	$(call install_python,$<)
	@$(RUN) -m scripts.dev.browser
	@touch $@
