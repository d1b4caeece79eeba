"""docker-compose.yml as its readers see it: services, their environment, and the Dockerfiles that stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PATH = Path(__file__).parents[1] / "docker-compose.yml"
Service = dict[str, Any]
_DEFAULT = re.compile(r"\$\{(\w+):-([^}]*)\}")


def read_compose() -> dict[str, Any]:
    """Return the file, with what its anchors stand for."""
    return dict(YAML(typ="safe").load(PATH.read_text(encoding="utf-8")))


def environment_of(service: Service, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment that a service gets when Compose runs with `environ`."""
    return {
        name: _DEFAULT.sub(lambda match: environ.get(match[1]) or match[2], str(value))
        for name, value in service["environment"].items()
    }


def dockerfile_of(service: Service) -> str:
    """Return the Dockerfile of a service; Compose writes "$" as "$$"."""
    return str(service["build"]["dockerfile_inline"]).replace("$$", "$")


def instructions_of(dockerfile: str) -> list[tuple[str, str]]:
    """Return (instruction, the rest of it) for each of a Dockerfile without here-documents."""
    lines = re.sub(r"\\\n", " ", dockerfile).splitlines()
    return [(name, " ".join(rest.split())) for name, _, rest in (line.partition(" ") for line in lines if line.strip())]


def caddyfile_of(service: Service) -> str:
    """Return the configuration of the proxy, a here-document of its Dockerfile."""
    match = re.search(r'<<"CADDYFILE" \S+\n(.*?)^CADDYFILE$', dockerfile_of(service), re.MULTILINE | re.DOTALL)
    assert match
    return match[1]
