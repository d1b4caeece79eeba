"""What neither a linter nor a type checker can say: which layer may import what, and what no file may hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
TEXT_SUFFIXES = {".py", ".md", ".csv", ".toml", ".yml", ".yaml", ".lock", ".cfg", ".ini", ".txt", ""}
MACHINE_PATH = re.compile(r"(?<![\w.:/}])/(?:home|root|tmp|work|Users|opt)/\w")

# Library -> the only places of the package that may import it.
PLACES = {
    "PIL": ("bot/pictures/",),
    "aiogram": (),
    "babel": ("bot/render/dates.py",),
    "cattrs": ("bot/state/",),
    "click": ("bot/cli/",),
    "filelock": ("bot/state/sole.py",),
    "httpx": ("bot/build/fetch.py",),
    "limits": ("bot/messenger/",),
    "platformdirs": ("bot/paths.py", "bot/cli/chat.py", "bot/review.py"),
    "prompt_toolkit": ("bot/cli/chat.py",),
    "rapidfuzz": ("bot/link/", "bot/recall/", "bot/trivia/judge.py"),
    "aiohttp": ("bot/messenger/",),
    "alembic": ("bot/state/",),
    "sqlalchemy": ("bot/state/",),
    "sqlite_utils": ("bot/build/", "bot/link/"),
    "telegram": ("bot/messenger/",),
    "prometheus_client": ("bot/messenger/metrics.py", "bot/messenger/scrape.py"),
    "structlog": ("bot/logs.py",),
}
NEVER_WITH_THE_CORE = (
    "PIL",
    "babel",
    "click",
    "prompt_toolkit",
    "sqlalchemy",
    "sqlite_utils",
    "telegram",
    "httpx",
    "prometheus_client",
    "structlog",
    "asyncio",
)


def imports_of(path: Path) -> Iterator[str]:
    """Yield the full names of the modules that a file imports anywhere."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("library", PLACES)
def test_a_library_is_imported_only_in_its_place(library: str) -> None:
    """Each library has one layer that knows it, so that it can be exchanged there."""
    users = [
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if library in {name.split(".")[0] for name in imports_of(path)}
    ]
    assert [user for user in users if not user.startswith(PLACES[library])] == []


@pytest.mark.parametrize("upper", ["bot.cli", "bot.messenger"])
def test_nothing_below_imports_the_callers(upper: str) -> None:
    """Terminal and Telegram call the core; the core knows of neither. The command line starts both."""
    lower = [path for path in MODULES if not {"cli", "messenger"} & set(path.relative_to(ROOT).parts)]
    lower.remove(ROOT / "bot" / "__main__.py")
    assert [path.name for path in lower if any(name.startswith(upper) for name in imports_of(path))] == []


def test_the_core_answers_without_the_libraries_of_other_layers(store_path: Path) -> None:
    """Loading the core and asking it brings along none of what only building, chatting or serving needs."""
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from bot.answer import load_core; from bot.model import Context\n"
        "core = load_core(Path(sys.argv[1]))\n"
        "print(core.answer('who hosted the 2017 globes', Context(), date.today()).reply.answers)\n"
        f"print([name for name in {NEVER_WITH_THE_CORE} if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(store_path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout.splitlines() == ["('Jimmy Fallon',)", "[]"]


def test_every_module_and_class_says_what_it_is() -> None:
    """Each module and each public class at its top has a docstring."""
    assert [name for path in MODULES for name in without_docstring(path)] == []


def without_docstring(path: Path) -> Iterator[str]:
    """Yield the module and its public classes, as "file" or "file:class", that have no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    name = path.relative_to(ROOT).as_posix()
    if not ast.get_docstring(tree):
        yield name
    yield from (f"{name}:{node.name}" for node in classes if not ast.get_docstring(node))


def test_no_file_names_a_path_of_some_machine() -> None:
    """Whatever is in the project works in any folder."""
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in project_files()
        for match in MACHINE_PATH.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def project_files() -> Iterator[Path]:
    """Yield the text files of the project, without what tools leave behind."""
    for top in sorted(ROOT.iterdir()):
        if top.is_dir() and top.name in ("bot", "data", "tests", ".ci"):
            yield from (path for path in sorted(top.rglob("*")) if path.is_file() and path.suffix in TEXT_SUFFIXES)
        elif top.is_file() and top.suffix in TEXT_SUFFIXES and top.name != ".git":  # a file in a second work tree
            yield top
