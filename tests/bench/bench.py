"""How long an answer takes, from warm and from cold, and how much memory: python tests/bench/bench.py [QUESTIONS.csv]

Asks every question of a CSV file with a "question" column (default: all of tests/corpus/) and prints the times
beside those of plain rapidfuzz over the example questions of data/intents.csv, measured in the same run. Then it
asks them of a store with ten times the nominations too, which takes some minutes to make; `--short` leaves that out.

"Processor time" is without what other programs took of the machine meanwhile.
"""

from __future__ import annotations

import csv
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from generate import TIMES, write_tenfold
from odd import CHARS, ODD
from rapidfuzz import fuzz, process

from bot.answer import Core, load_core
from bot.cli.opening import open_core
from bot.model import Context, Reply
from bot.paths import DATA_VARIABLE, STORE_VARIABLE, data_dir
from bot.tables import read_table

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
TODAY = date(2026, 11, 22)
COLD_QUESTION = "who won best actress at the 2017 globes"
COLD_RUNS = 7
ODD_SHOWN = 4
SHORT_MODE = "--short"
MEMORY_MODE = "--memory"  # how this file calls itself: the questions in a process that does nothing else


class Took(NamedTuple):
    """How long something took, in milliseconds: by the clock, and of the processor."""

    clock: float
    processor: float


def main() -> None:
    """Measure and print."""
    modes = {argument for argument in sys.argv[1:] if argument in (SHORT_MODE, MEMORY_MODE)}
    arguments = [argument for argument in sys.argv[1:] if argument not in modes]
    path = Path(arguments[0]).resolve() if arguments else CORPUS
    questions = read_questions(path)
    if not questions:
        sys.exit(f"{path}: no questions; name a CSV file with a column named question")
    if MEMORY_MODE in modes:
        print_memory(questions)
        return
    print(f"{len(questions):,} questions, Python {platform.python_version()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        os.environ[STORE_VARIABLE] = str(Path(folder) / "awards.db")
        measure_processes(path)
        measure_questions(questions)
        if SHORT_MODE not in modes:
            measure_tenfold(path, questions, Path(folder))


def measure_processes(path: Path) -> None:
    """Print how long the build and a question from cold take, and the memory of a process that answers all."""
    show("build of the store", f"{timed(lambda: run('-m', 'bot', 'build')).clock:,.0f} ms")
    cold = [timed(lambda: run("-m", "bot", "ask", COLD_QUESTION)).clock for _ in range(COLD_RUNS)]
    show("a question from cold", f"median {median(cold):.0f} ms, worst of {COLD_RUNS} {max(cold):.0f} ms")
    show("memory at most", run(__file__, MEMORY_MODE, str(path)).strip())


def measure_questions(questions: Sequence[str]) -> None:
    """Print the times of warm questions, of the yardstick, and of odd inputs."""
    core = open_core(many=True)
    patterns = [row["example"] for row in read_table("intents")]
    ask(core, COLD_QUESTION)
    ours = [timed(partial(ask, core, question)) for question in questions]
    plain = [timed(partial(nearest, question, patterns)) for question in questions]
    processor, yardstick = [took.processor for took in ours], [took.processor for took in plain]
    show("a question", spread([took.clock for took in ours]))
    show("  processor time", spread(processor))
    show(f"rapidfuzz, {len(patterns)} patterns", spread(yardstick))
    show("  ratio of the medians", f"{median(processor) / median(yardstick):.1f}")
    show("slowest question", questions[processor.index(max(processor))])
    odd = {name: timed(partial(ask, core, text)).processor for name, text in ODD.items()}
    for name in sorted(odd, key=lambda name: -odd[name])[:ODD_SHOWN]:
        show(f"{CHARS:,} characters", f"{odd[name]:.1f} ms ({name})")


def measure_tenfold(path: Path, questions: Sequence[str], folder: Path) -> None:
    """Print the times of the same questions over ten times the nominations, asked in turns with the real store."""
    data, store = folder / "data", folder / "tenfold.db"
    write_tenfold(data_dir(), data)
    places = {DATA_VARIABLE: str(data), STORE_VARIABLE: str(store)}
    show(f"{TIMES} times the nominations", f"build {timed(lambda: run('-m', 'bot', 'build', **places)).clock:,.0f} ms")
    show("  memory at most", run(__file__, MEMORY_MODE, str(path), **places).strip())
    cores = open_core(many=True), load_core(store)
    cores[1].warm_up()
    times: tuple[list[float], list[float]] = [], []
    for question in questions:
        (one, took), (ten, took_ten) = (timed_reply(core, question) for core in cores)
        if (one.intent, one.status) == (ten.intent, ten.status):  # else it is another question there
            times[0].append(took.processor)
            times[1].append(took_ten.processor)
    show("  questions of both", f"{len(times[0]):,}")
    show("  the real store", spread(times[0]))
    show(f"  {TIMES} times as many", spread(times[1]))
    show("  ratio of the medians", f"{median(times[1]) / median(times[0]):.2f}")


def ask(core: Core, question: str) -> Reply:
    """Ask as the first question of a conversation."""
    return core.answer(question, Context(), TODAY).reply


def nearest(question: str, patterns: Sequence[str]) -> None:
    """Find the pattern nearest to `question`: the yardstick, which understands nothing."""
    process.extractOne(question, patterns, scorer=fuzz.token_set_ratio)


def print_memory(questions: Sequence[str]) -> None:
    """Answer all `questions` and print the most memory that this process ever held, and that it holds now."""
    core = open_core(many=True)
    for question in questions:
        ask(core, question)
    status = Path("/proc/self/status")
    if not status.exists():
        print("known on Linux only")
        return
    kilobytes = dict(re.findall(r"^(VmHWM|VmRSS):\s+(\d+) kB$", status.read_text(), re.MULTILINE))
    print(f"{int(kilobytes['VmHWM']) / 1024:.0f} MB, at the end {int(kilobytes['VmRSS']) / 1024:.0f} MB")


def read_questions(path: Path) -> list[str]:
    """Return the questions of a CSV file, or of all in a folder, in their order."""
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    found: list[str] = []
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            found += [row["question"] for row in csv.DictReader(lines) if row.get("question")]
    return found


def run(*arguments: str, **variables: str) -> str:
    """Run Python with `arguments` and these environment variables, and return what it printed."""
    ended = subprocess.run(
        [sys.executable, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | variables,
    )
    return ended.stdout


def timed(action: Callable[[], object]) -> Took:
    """Return how long `action` takes."""
    clock, processor = time.perf_counter(), time.process_time()
    action()
    return Took((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000)


def timed_reply(core: Core, question: str) -> tuple[Reply, Took]:
    """Return the reply and how long it took."""
    replies: list[Reply] = []
    took = timed(lambda: replies.append(ask(core, question)))
    return replies[0], took


def spread(times: Sequence[float]) -> str:
    """Return the median, the 99th percentile and the worst of times in milliseconds."""
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"median {median(ordered):.3f} ms, p99 {p99:.2f} ms, worst {ordered[-1]:.2f} ms"


def show(what: str, figure: str) -> None:
    """Print one line of the table."""
    print(f"{what:<28} {figure}", flush=True)


if __name__ == "__main__":
    main()
