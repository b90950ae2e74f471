# Two doors for a fresh machine: `make site` and `make test`. Everything else is a task:
# `.venv/bin/invoke --list`.

VENV := .venv
BIN := $(VENV)/bin
INVOKE := $(BIN)/invoke --search-root "$(CURDIR)"
PYTHONS := python3 python python3.14 python3.13 python3.12 python3.11

.PHONY: help site serve test clean

help: ## what there is to do
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(VENV)/site.stamp ## build the site into output/, with all that this needs
	@$(INVOKE) build
	@echo "look at it: make serve"

serve: $(VENV)/site.stamp ## show the site in the browser, anew at every change
	@$(INVOKE) serve

test: $(VENV)/tests.stamp ## lint, types and all tests
	@$(INVOKE) lint
	@$(INVOKE) test

clean: ## remove what was built and installed
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find output -mindepth 1 -not -name .gitignore -delete
	find content theme plugins tests -name __pycache__ -prune -exec rm -rf {} +

# A stamp says that the environment holds what its lock file pins; the lock is younger: again.
$(VENV)/site.stamp: requirements.lock
$(VENV)/tests.stamp: requirements-dev.lock
$(VENV)/%.stamp: | $(BIN)/python
	@echo "installing what $< pins ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(BIN)/python:
	@for python in $(PYTHONS); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    $$python -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "$$python cannot make a virtual environment; on Debian: apt install python3-venv" >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo "Python 3.11 or newer is needed, and none of $(PYTHONS) is one" >&2; exit 1
