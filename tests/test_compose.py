"""docker-compose.yml: it fits Compose's own schema, its services are shut in, and the bot takes what they give it.

That the commands of the image really make a bot that answers is shown by tests/bench/image.py, which .ci/run runs.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from compose import PATH, dockerfile_of, environment_of, instructions_of, read_compose

from bot.settings import read_host_settings, read_telegram_settings
from bot.state.url import read_state_url
from bot.webhook_settings import read_webhook_settings

COMPOSE = read_compose()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
TOKEN = "7000000001:DoubleDoubleToilAndTroubleFireBurn1"
README = (PATH.parent / "README.md").read_text(encoding="utf-8")


def fits_the_schema(path: Path) -> subprocess.CompletedProcess[str]:
    """Check a file against the schema of the Compose specification."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, text=True)


def test_it_fits_the_schema_of_compose(tmp_path: Path) -> None:
    """As it is; with a word misspelt the schema says so."""
    ended = fits_the_schema(PATH)
    assert ended.returncode == 0, ended.stdout
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text(PATH.read_text(encoding="utf-8").replace("healthcheck:", "heathcheck:", 1), encoding="utf-8")
    assert fits_the_schema(wrong).returncode == 1


def test_without_a_profile_there_is_one_bot() -> None:
    """`docker compose up` starts it alone; everything else belongs to the profile `scale`."""
    assert [name for name, service in SERVICES.items() if "profiles" not in service] == ["bot"]
    assert {name for name, service in SERVICES.items() if service.get("profiles") == ["scale"]} == {
        "replica", "proxy", "postgresql",
    }  # fmt: skip


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_shut_in(name: str) -> None:
    """Not root, nothing to write but its volumes, no rights, bounded in memory, processor, processes and log."""
    service = SERVICES[name]
    assert str(service["user"]) not in ("", "root", "0", "0:0")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert "no-new-privileges:true" in service["security_opt"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}
    assert "ports" not in service or name == "proxy"


def test_every_image_is_of_one_version() -> None:
    """What is fetched from elsewhere is named down to the patch."""
    named = [service["image"] for service in SERVICES.values() if "build" not in service]
    for service in SERVICES.values():
        if "build" in service:
            named += re.findall(r"^FROM (\S+:\S+)", dockerfile_of(service), re.MULTILINE)
    assert len(named) == 6
    assert [image for image in named if not re.search(r":\d+\.\d+(\.\d+)?-[a-z]+", image)] == []


def test_the_one_bot_needs_the_token_alone() -> None:
    """With it, the settings are complete; what else the host sets comes through."""
    environ = environment_of(SERVICES["bot"], {"TELEGRAM_BOT_TOKEN": TOKEN, "LOG_LEVEL": "debug"})
    assert read_telegram_settings(environ).token == TOKEN
    assert read_state_url(environ).database == "/store/state.db"
    assert read_host_settings(environ).log.level == "debug"


def test_a_replica_takes_its_secrets_from_files(tmp_path: Path) -> None:
    """No secret is in its environment; with the files that the README makes, its settings are complete."""
    environ = environment_of(SERVICES["replica"], {"WEBHOOK_HOST": "bot.example.org"})
    assert set(SERVICES["replica"]["secrets"]) <= set(COMPOSE["secrets"])
    secrets = {
        "token": TOKEN,
        "webhook": "0123456789abcdef" * 2,
        "state_url": "postgresql://awards:x@postgresql/awards",
    }
    for name, value in secrets.items():
        (tmp_path / name).write_text(value + "\n")
    environ = {key: value.replace("/run/secrets", str(tmp_path)) for key, value in environ.items()}
    assert read_telegram_settings(environ).token == TOKEN
    assert read_webhook_settings(environ).url == "https://bot.example.org/telegram"
    assert read_state_url(environ).host == "postgresql"
    assert read_host_settings(environ).log.format == "json"


def test_both_modes_are_one_image_that_runs_as_nobody() -> None:
    """It installs what the lock says, and the last stage has neither sources nor tools to build."""
    assert dockerfile_of(SERVICES["bot"]) == dockerfile_of(SERVICES["replica"])
    steps = instructions_of(dockerfile_of(SERVICES["bot"]))
    names = [name for name, _ in steps]
    last = steps[len(names) - names[::-1].index("FROM") - 1 :]
    assert [value for name, value in last if name == "COPY"] == ["--from=build /app /app"]
    assert dict(last)["USER"] == "10001" == SERVICES["bot"]["user"].partition(":")[0]
    assert "-c requirements.lock" in dict(steps[: len(steps) - len(last)])["RUN"]


def test_the_readme_makes_the_secrets() -> None:
    """Each file that the profile needs is made by a command of the README."""
    assert [name for name in COMPOSE["secrets"] if f"secrets/{name}" not in README] == []
