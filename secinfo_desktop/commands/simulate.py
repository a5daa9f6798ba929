"""``secinfo-desktop simulate``: plays the guide against made-up people, beside simpler ways of leading them."""

import argparse
import logging
import sys
from typing import TYPE_CHECKING

from secinfo_desktop.commands.speech import say

if TYPE_CHECKING:
    from secinfo_desktop.simulation.figures import Figures

BAD_POPULATION = 2
POLICIES = ("planner", "planner-learnt", "article", "static", "random", "handoff", "clairvoyant")
AUDIENCES = {"all": "helpdesk", "public": "public"}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("simulate", help=say("command.simulate.help"))
    parser.add_argument(
        "--population", required=True, metavar="FILE.py:FUNCTION", help=say("command.simulate.population.help")
    )
    parser.add_argument("--cases", type=_number, default=300, metavar="N", help=say("command.simulate.cases.help"))
    parser.add_argument("--seed", type=int, default=1, metavar="S", help=say("command.simulate.seed.help"))
    parser.add_argument(
        "--policy", action="append", choices=POLICIES, dest="policies", help=say("command.simulate.policy.help")
    )
    parser.add_argument("--evidence", choices=AUDIENCES, default="all", help=say("command.simulate.evidence.help"))
    parser.add_argument(
        "--learn-from", type=_number, default=0, metavar="M", help=say("command.simulate.learn_from.help")
    )
    parser.add_argument("--json", action="store_true", help=say("command.json.help"))


def run(arguments: argparse.Namespace) -> int:
    """Play and print; 2 if the population can't be played."""
    import time

    from secinfo_desktop import resources
    from secinfo_desktop.domain.disclosure import Disclosure
    from secinfo_desktop.guide.checklist import parse
    from secinfo_desktop.simulation.policies import Policy
    from secinfo_desktop.simulation.population import PopulationError, load
    from secinfo_desktop.simulation.run import Settings, simulate

    checklist = parse(resources.text("checklists/code_not_received.toml"))
    policies = [Policy(name) for name in dict.fromkeys(arguments.policies or ("planner", "article", "static"))]
    audience = Disclosure(AUDIENCES[arguments.evidence])
    settings = Settings(arguments.cases, arguments.seed, audience, arguments.learn_from)
    try:
        population = load(arguments.population)
        for one in simulate(checklist, population, policies, settings, time.process_time):
            _show(one, as_json=arguments.json)
    except PopulationError as error:
        print(say("command.simulate.bad_population"), file=sys.stderr)
        logging.getLogger(__name__).debug("the population can't be played", exc_info=error)
        return BAD_POPULATION
    return 0


def _show(one: "Figures", *, as_json: bool) -> None:
    import json
    from dataclasses import asdict

    fields = asdict(one)
    if as_json:
        print(json.dumps({name: _rounded(value) for name, value in fields.items()}), flush=True)
        return
    for name, value in fields.items():
        print(f"{name:20} {_rounded(value)}")
    print(flush=True)


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def _number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
