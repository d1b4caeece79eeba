"""A small Bot API server for tests: real HTTP on loopback, every request checked. See README.md beside this file."""

from .double import Double
from .people import Chat, User
from .stage import Line, Stage, on_stage, play

__all__ = ["Chat", "Double", "Line", "Stage", "User", "on_stage", "play"]
