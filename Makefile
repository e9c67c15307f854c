# Everything happens in .venv, made from uv.lock by a pinned uv in .tools. Neither is touched again until pyproject.toml or uv.lock changes.
# No make (Windows)? README.md has the same commands with `py -m uv`.
.DEFAULT_GOAL := help
.PHONY: help setup run demo test check bench lint lab lock clean

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
TOOLS := .tools/.stamp-$(UV_VERSION)
# The stamp names this folder: an environment that was copied or moved with it is made afresh.
STAMP := .venv/.stamp-$(shell pwd | cksum | cut -d' ' -f1)
RUN := .venv/bin/python -m

unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME UV_PROJECT_ENVIRONMENT
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
# Trust what this machine trusts: many councils inspect encrypted traffic with a certificate of their own.
export UV_SYSTEM_CERTS := 1

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## the environment alone (the other targets make it when they need it)

run: $(STAMP) ## the quarter's pack into reports/   make run ARGS='--period "2022-23 Q4"'
	@.venv/bin/analysis run $(ARGS)

demo: $(STAMP) ## the whole project on synthetic returns, into reports/demo
	@.venv/bin/analysis demo $(ARGS)

test: lint ## style, types and every test, with the coverage of the fast ones
	@$(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder --cov

check: lint ## style, types and the fast tests
	@$(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow and not browser and not office" -q

bench: $(STAMP) ## how often intervals hold the truth and verdicts are wrong, simulated (half an hour and more)
	@.venv/bin/python bench/coverage.py
	@.venv/bin/python bench/trends.py
	@.venv/bin/python bench/early_warning.py
	@.venv/bin/python bench/audit.py
	@.venv/bin/python bench/returns.py
	@.venv/bin/python bench/rounds.py
	@.venv/bin/python bench/suppression.py
	@.venv/bin/analysis build >/dev/null && .venv/bin/python bench/forecasts.py

lint: $(STAMP)
	@$(RUN) ruff check --quiet .
	@$(RUN) ruff format --check --quiet .
	@$(RUN) mypy --no-error-summary

lab: $(STAMP) ## the notebooks in JupyterLab, on this machine only, beginning with notebooks/start.ipynb
	@$(RUN) jupyterlab --config=lab/jupyter_lab_config.py

lock: $(TOOLS) ## uv.lock from pyproject.toml, requirements.lock from uv.lock
	@$(UV) lock --quiet --python $(PYTHON)
	@{ printf '%s\n' \
	    '# Exported from uv.lock by `make lock`; do not edit.' \
	    '# What it takes to run the analysis and open its notebooks (runtime and JupyterLab), without the tools for testing it.' \
	    '# pip install --require-hashes -r requirements.lock && pip install --no-deps -e .'; \
	  $(UV) export --quiet --frozen --extra lab --no-default-groups --no-emit-project --no-header; } > requirements.lock.new
	@mv requirements.lock.new requirements.lock

clean: ## remove the environment and the caches; data and reports stay
	@rm -rf .venv .tools .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* dist
	@find src tests -name __pycache__ -prune -exec rm -rf {} +

$(STAMP): pyproject.toml uv.lock $(TOOLS)
	@[ -e $@ ] || rm -rf .venv
	@[ -d .venv ] || echo "Setting up the environment (about a minute, once)…"
	@$(UV) sync --quiet --frozen --all-extras --group dev --python $(PYTHON)
	@touch $@

$(TOOLS):
	@command -v $(PYTHON) >/dev/null || { echo "This needs Python 3.11 or newer, and there is no $(PYTHON) here." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "This needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Name another: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 \
	  || { echo "$(PYTHON) has no pip. On Debian and Ubuntu: sudo apt-get install python3-pip" >&2; exit 1; }
	@rm -rf .tools
	@$(PYTHON) -m pip install -qq --target .tools uv==$(UV_VERSION)
	@touch $@
