"""The program, run as its users run it: in this process, which is quick, or in one of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from click.testing import CliRunner, Result

from bot.cli import app

GLOBES_2017 = "who won best actress at the 2017 globes"
KEYS = ["id", "status", "intent", "slots", "answers", "text", "quote", "options", "confidence", "failure"]


def run(*args: str, stdin: str | bytes = "", env: dict[str, str] | None = None) -> Result:
    """Run the program in this process; whatever it does not expect is raised."""
    result = CliRunner(env=env).invoke(app.group, args, input=stdin, prog_name=app.PROGRAM)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run_batch(*lines: str | bytes) -> list[dict[str, Any]]:
    """Return the objects that a batch of these lines gives."""
    raw = b"\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    result = run("ask", "--batch", "-", stdin=raw)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def run_process(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run([sys.executable, "-m", "bot", *args], capture_output=True, text=True, timeout=60)
