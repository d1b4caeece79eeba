"""How long an answer takes, from warm and from cold, and how much memory: python tests/bench/bench.py [QUESTIONS.csv]

Asks every question of a CSV file with a "question" column (default: all of tests/corpus/) and prints the times
beside those of plain rapidfuzz over the example questions of data/intents.csv, measured in the same run.
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

from rapidfuzz import fuzz, process

from bot.answer import Core
from bot.cli.opening import open_core
from bot.model import Context
from bot.paths import STORE_VARIABLE
from bot.tables import read_table

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
TODAY = date(2026, 11, 22)
COLD_QUESTION = "who won best actress at the 2017 globes"
COLD_RUNS = 7
ODD_CHARS = 4_096  # as long as a message on Telegram can be
ODD_RUNS = 3
ODD_SHOWN = 4
MEMORY_MODE = "--memory"  # how this file calls itself: the questions in a process that does nothing else

# Texts that are repeated up to `ODD_CHARS`: each a kind of input on which something may take too long.
ODD = {
    "one letter": "a",
    "blanks": " ",
    "years": "2017 1994 the 90s ",
    "ordinals": "89th first 1st ",
    "names": "emma stone ",
    "one long word": "stonegoslingchazelle",
    "slips of names": "emna stoen ryam goslign ",
    "titles of one word": "it her up us room ",
    "a question": "who won best actress at the 2017 globes and ",
    "cue words": "who did win most first not both or all how many ",
    "awards": "oscars globes bafta sag critics choice ",
    "categories": "best supporting actor original score adapted screenplay ",
    "open quotation marks": "“'\"",
    "quoted words": '"here is to the fools who dream" ',
    "apostrophes": "o'x's",
    "dots": "e.t. ",
    "hyphens": "a-b-",
    "brackets": "([{",
    "accents": "éàüñ ",
    "combining marks": "a\u0301\u0327",
    "emoji": "🏆👩‍🎤 ",
    "another script": "кто победил ",
    "no blanks": "誰が受賞した",
    "digits": "1 22 333 4444 ",
    "digits in one": "7",
    "lines": "\n",
    "unprintable": "\x00\x01\x7f",
}


def main() -> None:
    """Measure and print."""
    arguments = [argument for argument in sys.argv[1:] if argument != MEMORY_MODE]
    path = Path(arguments[0]) if arguments else CORPUS
    questions = read_questions(path)
    if not questions:
        sys.exit(f"{path}: no questions; name a CSV file with a column named question")
    if MEMORY_MODE in sys.argv:
        print_memory(questions)
        return
    print(f"{len(questions):,} questions, Python {platform.python_version()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        os.environ[STORE_VARIABLE] = str(Path(folder) / "awards.db")
        measure_processes(path)
        measure_questions(questions)


def measure_processes(path: Path) -> None:
    """Print how long the build and a question from cold take, and the memory of a process that answers all."""
    show("build of the store", f"{timed(lambda: run('-m', 'bot', 'build')):,.0f} ms")
    cold = [timed(lambda: run("-m", "bot", "ask", COLD_QUESTION)) for _ in range(COLD_RUNS)]
    show("a question from cold", f"median {median(cold):.0f} ms, worst of {COLD_RUNS} {max(cold):.0f} ms")
    show("memory at most", run(__file__, MEMORY_MODE, str(path)).strip())


def measure_questions(questions: Sequence[str]) -> None:
    """Print the times of warm questions, of the yardstick, and of odd inputs."""
    core = open_core(many=True)
    patterns = [row["example"] for row in read_table("intents")]
    ask(core, COLD_QUESTION)
    ours = [timed(partial(ask, core, question)) for question in questions]
    plain = [timed(partial(nearest, question, patterns)) for question in questions]
    show("a question", spread(ours))
    show(f"rapidfuzz, {len(patterns)} patterns", spread(plain))
    show("ratio of the medians", f"{median(ours) / median(plain):.1f}")
    show("slowest question", questions[ours.index(max(ours))])
    odd = {name: min(timed(partial(ask, core, fill(text))) for _ in range(ODD_RUNS)) for name, text in ODD.items()}
    for name in sorted(odd, key=lambda name: -odd[name])[:ODD_SHOWN]:
        show(f"{ODD_CHARS:,} characters", f"{odd[name]:.1f} ms ({name})")


def ask(core: Core, question: str) -> None:
    """Ask as the first question of a conversation."""
    core.answer(question, Context(), TODAY)


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


def run(*arguments: str) -> str:
    """Run Python with `arguments` and return what it printed."""
    ended = subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return ended.stdout


def timed(action: Callable[[], object]) -> float:
    """Return how long `action` takes, in milliseconds."""
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def spread(times: Sequence[float]) -> str:
    """Return the median, the 99th percentile and the worst of times in milliseconds."""
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"median {median(ordered):.3f} ms, p99 {p99:.2f} ms, worst {ordered[-1]:.2f} ms"


def fill(text: str) -> str:
    """Return `text` again and again, `ODD_CHARS` long."""
    return (text * ODD_CHARS)[:ODD_CHARS]


def show(what: str, figure: str) -> None:
    """Print one line of the table."""
    print(f"{what:<28} {figure}", flush=True)


if __name__ == "__main__":
    main()
