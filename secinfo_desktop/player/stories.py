"""The scenarios that come with the program."""

from secinfo_desktop import resources
from secinfo_desktop.practice import scenarios
from secinfo_desktop.practice.scenarios import Scenario

_FOLDER, _SUFFIX = "scenarios", ".toml"


def all_stories() -> tuple[Scenario, ...]:
    """All of them, the gentle ones first."""
    return scenarios.gentle_first(_parse(name.removesuffix(_SUFFIX)) for name in resources.names(_FOLDER, _SUFFIX))


def story(scenario_id: str) -> Scenario | None:
    """The scenario with that id; None if there is none."""
    known = f"{scenario_id}{_SUFFIX}" in resources.names(_FOLDER, _SUFFIX)
    return _parse(scenario_id) if known else None


def _parse(scenario_id: str) -> Scenario:
    return scenarios.parse(scenario_id, resources.text(f"{_FOLDER}/{scenario_id}{_SUFFIX}"))
