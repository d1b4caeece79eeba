"""Makes 20,000 trivia questions, looks each up in the data files by plain loops, and prints what came of it.

    python tests/bench/trivia_questions.py [--count 20000] [--seed 1] [--sample 50]

Each has one right option by the slow reading, and it is the one that the program holds for right; each is within the
limits of a quiz poll; none comes twice. Ends with status 1 otherwise.
"""

from __future__ import annotations

import argparse
import random
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from trivia_plain import TriviaPlain

from bot.answer import load_core
from bot.paths import data_dir
from bot.text import fold, utf16_units
from bot.trivia.known import MIX
from bot.trivia.model import (
    MAX_EXPLANATION_CHARS,
    MAX_OPTION_CHARS,
    MAX_QUESTION_CHARS,
    Level,
    Question,
    Wish,
)
from bot.trivia.pool import Pool

_RECENT = 30
_PHONE_CHARS = 44
_SHOWN = 20  # faults
_MAX_ID_CHARS = 120
_SAMPLED_FROM = 2_000  # of the first questions: what one chat sees


def main() -> int:
    """Return 0 when every question holds."""
    options = _options()
    pool, plain = Pool(load_core().world), TriviaPlain(data_dir())
    begun = time.process_time()
    pool.warm_up()
    print(f"pool: {len(pool.keys):,} questions at most, read in {time.process_time() - begun:.1f} s (processor)")
    questions, times_ms = _draw(pool, options.count, options.seed)
    faults = [fault for question in questions for fault in find_faults(plain, question)]
    faults += [f"{ident}: drawn twice" for ident, times in Counter(it.id for it in questions).items() if times > 1]
    _print_counts(questions, times_ms)
    _print_sample(questions[:_SAMPLED_FROM], options.sample, options.seed)
    print(f"\n{len(questions):,} questions, {len(faults)} faults")
    print("\n".join(faults[:_SHOWN]))
    return 1 if faults or len(questions) < options.count else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make trivia questions and look each up in the data files.")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=50)
    return parser.parse_args()


def _draw(pool: Pool, count: int, seed: int) -> tuple[list[Question], list[float]]:
    """Return the questions that one chat would get, and the milliseconds (processor time) of each draw."""
    rng = random.Random(seed)
    asked: set[str] = set()
    ids: list[str] = []
    questions: list[Question] = []
    times_ms: list[float] = []
    for _ in range(count):
        begun = time.process_time()
        question = pool.draw(Wish(), asked, rng, ids[-_RECENT:])
        times_ms.append((time.process_time() - begun) * 1000)
        if question is None:
            break
        asked.add(question.id)
        ids.append(question.id)
        questions.append(question)
    return questions, times_ms


def find_faults(plain: TriviaPlain, question: Question) -> Iterator[str]:
    """Yield what is wrong with a question, as lines."""
    right = plain.right(question)
    if right != [question.right]:
        names = [question.options[at] for at in right]
        yield f"{question.id}: {question.text} right is {question.answer!r}, by the files {names}"
    if not (question.id.isascii() and len(question.id) <= _MAX_ID_CHARS):
        yield f"{question.id}: no id"
    if not 0 < utf16_units(question.text) <= MAX_QUESTION_CHARS:
        yield f"{question.id}: question of {utf16_units(question.text)}"
    if not 0 < utf16_units(question.explanation) <= MAX_EXPLANATION_CHARS:
        yield f"{question.id}: explanation of {utf16_units(question.explanation)}"
    if not all(0 < utf16_units(option) <= MAX_OPTION_CHARS for option in question.options):
        yield f"{question.id}: option too long"
    if len({fold(option) for option in question.options}) != len(question.options):
        yield f"{question.id}: options twice: {question.options}"
    if f" {fold(question.answer)} " in f" {fold(question.text)} ":
        yield f"{question.id}: tells its answer: {question.text}"


def _print_counts(questions: list[Question], times_ms: list[float]) -> None:
    times_ms = sorted(times_ms)
    middle, late = times_ms[len(times_ms) // 2], times_ms[int(len(times_ms) * 0.99)]
    print(f"draw: median {middle:.2f} ms, 99th percentile {late:.2f} ms, slowest {times_ms[-1]:.1f} ms (processor)")
    levels = Counter(question.level for question in questions)
    print("level:", ", ".join(f"{level} {levels[level]:,}" for level in MIX))
    for name, by in (("kind", _kind), ("body", _body)):
        counts = Counter(map(by, questions))
        print(f"{name + ':':18}" + "".join(f"{level:>8}" for level in Level))
        for value, total in counts.most_common():
            split = Counter(question.level for question in questions if by(question) == value)
            print(f"  {value:16}" + "".join(f"{split[level]:8,}" for level in Level) + f"{total:8,}")


def _kind(question: Question) -> str:
    return question.template


def _body(question: Question) -> str:
    return question.id.split("/")[1].rpartition("-")[0]


def _print_sample(questions: list[Question], count: int, seed: int) -> None:
    for question in random.Random(seed).sample(questions, min(count, len(questions))):
        print(f"\n[{question.level}, {question.template}]")
        print(textwrap.fill(question.text, _PHONE_CHARS))
        for at, option in enumerate(question.options):
            print(textwrap.fill(option, _PHONE_CHARS, initial_indent="(•) " if at == question.right else "( ) ",
                                subsequent_indent="    "))  # fmt: skip
        print(textwrap.fill(question.explanation, _PHONE_CHARS, initial_indent="→ ", subsequent_indent="  "))
        if question.quote:
            print(textwrap.fill(f"“{question.quote.text}”", _PHONE_CHARS, initial_indent="  ", subsequent_indent="  "))


if __name__ == "__main__":
    sys.exit(main())
