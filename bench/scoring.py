"""What scoring one assessment costs: `python -m bench.scoring`."""

from __future__ import annotations

from functools import partial

from bench.timing import medians, reference
from questions.core.personas import examples, read_persona
from questions.core.scoring import score
from questions.library import ours


def main() -> None:
    questionnaire = ours()
    shops = {name: read_persona(path, questionnaire).answers for name, path in examples().items()}
    runs = {name: partial(score, questionnaire, answers) for name, answers in shops.items()}
    found = medians({**runs, "reference loop": reference}, 300)
    base = found["reference loop"]
    print(f"{'':<22}{'µs':>8}{'of the loop':>14}")
    for name, took in found.items():
        print(f"{name:<22}{took * 1e6:>8.0f}{took / base:>14.2f}")


if __name__ == "__main__":
    main()
