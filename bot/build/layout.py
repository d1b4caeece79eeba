"""The files under data/ and their columns: what `read` expects, `check` demands and data/README.md explains."""

from __future__ import annotations

from typing import Final

NOMINATION_COLUMNS: Final = (
    "ceremony", "year", "category", "wording", "works", "work_ids", "people", "people_ids",
    "detail", "winner", "note", "source",
)  # fmt: skip

TABLES: Final[dict[str, tuple[str, ...]]] = {
    "bodies": ("body", "name", "short", "singular", "article", "kind", "film_offset", "weight", "nominees"),
    "subjects": ("subject", "name", "note"),
    "ceremonies": (
        "body", "ceremony", "year", "film_years", "date", "venue", "city", "hosts", "broadcaster",
        "viewers_millions", "status", "note", "source",
    ),
    "categories": (
        "body", "category", "name", "kind", "person", "competitive", "winners", "detail", "families",
        "first_year", "last_year",
    ),
    "people": ("person", "name", "gender", "birth", "death", "birthplace", "source"),
    "works": ("work", "title", "year", "kind", "note"),
    "identities": ("kind", "name", "body", "years", "category", "id", "note"),
    "aliases": ("kind", "alias", "id", "name", "note"),
    "outcomes": ("body", "ceremony", "year", "category", "outcome", "note"),
    "quotes": (
        "body", "ceremony", "year", "category", "speaker", "role", "work", "quote", "context", "themes",
        "source_title", "source_url", "verified",
    ),
    "facts": (
        "fact", "body", "year", "people", "works", "topic", "statement", "answer", "source_title", "source_url",
        "verified",
    ),
}  # fmt: skip

LEXICON: Final[dict[str, tuple[str, ...]]] = {
    "lexicon/categories": ("phrase", "family", "body", "note"),
    "lexicon/bodies": ("phrase", "body"),
}

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "intents": ("intent", "needs", "without", "weight", "example"),
    "replies": ("key", "text"),
    "examples": ("question",),
    "sources": ("source", "name"),
    "trivia/choices": ("row", "label", "words"),
    "lexicon/common": ("word",),
    "lexicon/cues": ("phrase", "cue"),
    "lexicon/groups": ("group", "word"),
    "lexicon/nicknames": ("kind", "name", "alias", "id"),
    "lexicon/other": ("phrase", "field"),
    "lexicon/prominence": ("family", "glance"),
    "lexicon/stop": ("word",),
    "lexicon/television": ("family", "tv_family"),
    "lexicon/themes": ("phrase", "theme"),
    "lexicon/topics": ("phrase", "topic"),
    "lexicon/wordings": ("wording",),
    "trivia/awards": ("name", "spoken"),
    "trivia/before": ("word",),
    "trivia/complete": ("body", "first_year", "names_all", "note"),
    "trivia/doubts": ("body", "year", "category", "note"),
    "trivia/families": ("family", "asks", "noun", "prominence"),
    "trivia/notes": ("note",),
    "trivia/openers": ("phrase",),
    "trivia/templates": ("template", "weight", "ease", "typed", "topic"),
    "trivia/words": ("phrase", "field", "value"),
    "trivia/wordings": ("template", "use", "text"),
}
"""Wordings: read when questions are answered, not when the store is built; `check` looks at them all the same."""

NOMINATIONS_FOLDER: Final = "nominations"
"""One file per award body: data/nominations/<body>.csv, all with `NOMINATION_COLUMNS`."""
