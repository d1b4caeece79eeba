"""The commands of the image, run in a folder in place of a container: python tests/bench/image.py

What docker-compose.yml says about the service `bot` is done step by step, with the paths of the image inside one
folder: the RUN commands of the build, then ENTRYPOINT and CMD, as a user without rights where this user may choose one,
with the environment that Compose gives. The bot then answers the Telegram double. The linters of the Dockerfiles and of
the proxy's configuration are asked where they are installed (pip install '.[image]').
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from compose import caddyfile_of, dockerfile_of, environment_of, instructions_of, read_compose  # noqa: E402
from telegram_double import Double, User  # noqa: E402
from telegram_double.double import TOKEN  # noqa: E402
from telegram_double.people import private  # noqa: E402

SERVICES = read_compose()["services"]
STEPS = instructions_of(dockerfile_of(SERVICES["bot"]))
_OURS = re.compile(r"(?<![\w.])/(app|wheels|src|store)\b")  # the folders of the image that are made here
ADA = User(11, "Ada")


class Room:
    """A folder that stands for the file system of the image."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.env = {"PATH": f"{folder}/base/bin:{os.environ['PATH']}", "HOME": "/nowhere"}
        for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONFIG_FILE", "PIP_FIND_LINKS", "LD_LIBRARY_PATH"):
            if name in os.environ:
                self.env[name] = os.environ[name]

    def inside(self, text: str) -> str:
        """Return a text of the image with its folders put into this one, and its port changed for a free one."""
        return _OURS.sub(rf"{self.folder}/\1", text).replace("9464", str(self.port))

    def build(self) -> None:
        """Do the first stage: copy, then run what RUN says, with a fresh Python in place of that of the base image."""
        subprocess.run([sys.executable, "-m", "venv", self.folder / "base"], check=True)
        where = self.folder
        for name, rest in STEPS[1 : STEPS.index(("COPY", "--from=build /app /app"))]:
            if name == "FROM":
                return
            if name == "WORKDIR":
                where = Path(self.inside(rest))
                where.mkdir()
            elif name == "COPY":
                copy(rest, where)
            elif name == "RUN":
                subprocess.run(["/bin/sh", "-c", self.inside(rest)], cwd=where, env=self.env, check=True)

    def settle(self) -> None:
        """Take over what the last stage says of the environment."""
        (self.folder / "store").mkdir(mode=0o700)
        for pair in shlex.split(dict(STEPS)["ENV"]):
            key, _, value = pair.partition("=")
            self.env[key] = self.inside(value).replace("$PATH", self.env["PATH"])

    def who(self) -> dict[str, Any]:
        """Return the user of the image, where this process may become it and that can run this Python."""
        user = int(dict(STEPS)["USER"])
        if os.geteuid() != 0:
            return {}
        os.chown(self.folder / "store", user, user)
        chosen: dict[str, Any] = {"user": user, "group": user, "extra_groups": []}
        try:
            ended = subprocess.run([self.folder / "app/bin/python", "-c", ""], capture_output=True, **chosen)
        except OSError:
            return {}
        return chosen if ended.returncode == 0 else {}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy(rest: str, where: Path) -> None:
    """Do what COPY says; what git leaves out is left out here as well."""
    *sources, target = rest.split()
    for source in sources:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, where / target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, where / target)


async def serve(room: Room) -> None:
    """Start the bot as the image does, have it answer, ask for its health, and stop it."""
    command = [word for name in ("ENTRYPOINT", "CMD") for word in json.loads(dict(STEPS)[name])]
    who = room.who()
    given: dict[str, Any] = {"cwd": room.folder / "store", "env": room.env, **who}
    async with Double() as double:
        environ = environment_of(SERVICES["bot"], {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": double.url})
        room.env |= {key: room.inside(value) for key, value in environ.items()}
        began = time.monotonic()
        bot = await asyncio.create_subprocess_exec(*command, **given)
        await double.says(ADA, private(ADA), "who won best actress at the 2017 globes")
        async with asyncio.timeout(180):
            while not double.sent:
                assert bot.returncode is None, "the bot has ended"
                await asyncio.sleep(0.05)
        print(f"first answer       {time.monotonic() - began:5.1f} s, as user {who.get('user', os.geteuid())}")
        assert "Emma Stone" in double.sent[0]["text"]
        print(f"written            {sorted(path.name for path in (room.folder / 'store').iterdir())}")
        health = [room.inside(word) for word in SERVICES["bot"]["healthcheck"]["test"][1:]]
        for name, words in (("health check", health), ("doctor", ["awards-bot", "doctor"])):
            ended = await (await asyncio.create_subprocess_exec(*words, **given)).wait()
            print(f"{name:<19}ends with {ended}")
            assert ended == 0
        bot.terminate()
        print(f"SIGTERM            ends with {(ended := await bot.wait())}")
        assert ended == 0


def lint(room: Room) -> None:
    """Ask hadolint about the Dockerfiles and Caddy about its configuration."""
    files = {name: dockerfile_of(SERVICES[name]) for name in ("bot", "proxy")}
    files["caddy"] = caddyfile_of(SERVICES["proxy"])
    for name, text in files.items():
        (room.folder / name).write_text(text, encoding="utf-8")
    validate = ["validate", "--adapter", "caddyfile", "--config", str(room.folder / "caddy")]
    for program, words in (("hadolint", [str(room.folder / "bot"), str(room.folder / "proxy")]), ("caddy", validate)):
        path = shutil.which(program, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        if not path:
            print(f"{program:<19}is not installed")
            continue
        ended = subprocess.run(
            [path, *words], env={**os.environ, "WEBHOOK_HOST": "bot.example.org"}, capture_output=True, text=True
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        print(f"{program:<19}finds nothing wrong")


def main() -> None:
    """Build, measure, run, lint."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        room = Room(Path(folder))
        room.folder.chmod(0o755)
        began = time.monotonic()
        room.build()
        size = sum(path.stat().st_size for path in (room.folder / "app").rglob("*") if path.is_file())
        print(f"built              {time.monotonic() - began:5.1f} s, {size / 1e6:,.0f} MB on top of the base image")
        room.settle()
        asyncio.run(serve(room))
        lint(room)


if __name__ == "__main__":
    main()
