"""Made-up checklists with single causes, drawn from a seed: small enough for the exact optimum, or very large."""

from dataclasses import dataclass
from random import Random

from secinfo_desktop.guide.checklist import Checklist, parse


@dataclass(frozen=True)
class Size:
    """How much there is of each, and how many causes change the answers to a question."""

    causes: int
    questions: int
    actions: int
    telling: int


SMALL = Size(causes=10, questions=6, actions=8, telling=6)
LARGE = Size(causes=80, questions=60, actions=80, telling=12)


def small_model(seed: int) -> Checklist:
    """A checklist of ten causes, six questions and eight actions, in the one context ``any``."""
    return model(seed, SMALL)


def model(seed: int, size: Size) -> Checklist:
    """A checklist of a size, in the one context ``any``."""
    chance = Random(seed)
    shares = [chance.random() + 0.05 for _ in range(size.causes)]
    lines = [
        'format = 1\nid = "small"\nrevision = "1"\ncontexts = ["any"]\nhandoff = { cost_s = 900 }',
        "belief = { slip = 0.0, pair_weight = 0.0 }\n[causes]",
        *(f"c{_letter(n)} = {{ prior = {{ any = {share / sum(shares):.6f} }} }}" for n, share in enumerate(shares)),
    ]
    for number in range(size.questions):
        answers = chance.choice([2, 3])
        named = ", ".join(f'"a{_letter(n)}"' for n in range(answers))
        lines.append(f"[questions.q{_letter(number)}]\ncost_s = {chance.randint(8, 60)}\nanswers = [{named}]")
        lines.append(f"p.default = {_row(chance, answers)}")
        lines += [f"p.c{_letter(n)} = {_row(chance, answers)}" for n in chance.sample(range(size.causes), size.telling)]
    for number in range(size.actions):
        cured = chance.sample(range(size.causes - 1), chance.choice([1, 2, 2, 3, 4]))
        fixes = ", ".join(f"c{_letter(n)} = {chance.uniform(0.4, 0.95):.3f}" for n in cured)
        lines.append(f'[actions.d{_letter(number)}]\ncost_s = {chance.randint(40, 300)}\nthen = "look"')
        lines.append(f"uses_code = false\nfixes = {{ {fixes} }}")
    return parse("\n".join(lines))


def _letter(number: int) -> str:
    """From a to z, then aa, ab and so on."""
    first, last = divmod(number, 26)
    return (_letter(first - 1) if first else "") + chr(ord("a") + last)


def _row(chance: Random, answers: int) -> list[float]:
    weights = [chance.gammavariate(0.5, 1.0) + 0.02 for _ in range(answers)]
    rest = [round(weight / sum(weights), 4) for weight in weights[1:]]
    return [round(1 - sum(rest), 4), *rest]
