"""Run all house rules over the checkout that this file lies in."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tools.house_rules.catalogue_rules import catalogue_findings
from tools.house_rules.python_rules import PYTHON_RULES
from tools.house_rules.sources import Finding, Source, sources
from tools.house_rules.text_rules import (
    folders_of_tests_are_packages,
    paths_of_one_computer,
    provider_domains,
    strange_addresses,
    unfinished,
)


def findings(files: list[Source]) -> Iterator[Finding]:
    """Everything that breaks a house rule."""
    text_rules = (unfinished, paths_of_one_computer, strange_addresses(provider_domains(files)))
    for source in files:
        for rule in (*text_rules, *(PYTHON_RULES if source.is_python else ())):
            yield from rule(source)
    yield from folders_of_tests_are_packages(files)
    yield from catalogue_findings(files)


def main() -> int:
    """Print what was found; 1 if anything was."""
    files = sources(Path(__file__).resolve().parents[2])
    found = sorted(set(findings(files)))
    for finding in found:
        print(finding)
    print(f"House rules: {len(files)} files read, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
