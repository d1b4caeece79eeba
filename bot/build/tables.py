"""The tables of awards.db. A change here makes `store.STORE_VERSION` go up."""

from __future__ import annotations

from typing import Final

SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE body (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, short TEXT NOT NULL, singular TEXT NOT NULL,
    article TEXT NOT NULL, kind TEXT NOT NULL, nominees TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, gender TEXT, birth TEXT, death TEXT, birthplace TEXT,
    wins INTEGER NOT NULL DEFAULT 0, noms INTEGER NOT NULL DEFAULT 0, weight REAL NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE work (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, year INTEGER, kind TEXT NOT NULL,
    wins INTEGER NOT NULL DEFAULT 0, noms INTEGER NOT NULL DEFAULT 0, weight REAL NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE edition (
    id TEXT PRIMARY KEY, body TEXT NOT NULL REFERENCES body(id), ceremony INTEGER, year INTEGER NOT NULL,
    film_first INTEGER NOT NULL, film_last INTEGER NOT NULL, date TEXT, venue TEXT, city TEXT, broadcaster TEXT,
    viewers_millions REAL, status TEXT NOT NULL, note TEXT, source TEXT
) STRICT;

CREATE TABLE host (
    edition TEXT NOT NULL REFERENCES edition(id), position INTEGER NOT NULL, name TEXT NOT NULL,
    person TEXT REFERENCES person(id), PRIMARY KEY (edition, position)
) STRICT;

CREATE TABLE category (
    body TEXT NOT NULL REFERENCES body(id), id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    person INTEGER NOT NULL, competitive INTEGER NOT NULL, families TEXT NOT NULL,
    first_year INTEGER NOT NULL, last_year INTEGER NOT NULL, PRIMARY KEY (body, id)
) STRICT;

CREATE TABLE outcome (
    edition TEXT NOT NULL REFERENCES edition(id), category TEXT NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (edition, category)
) STRICT;

CREATE TABLE nomination (
    id INTEGER PRIMARY KEY, edition TEXT NOT NULL REFERENCES edition(id), body TEXT NOT NULL, ceremony INTEGER,
    year INTEGER NOT NULL, film_first INTEGER NOT NULL, film_last INTEGER NOT NULL, category TEXT NOT NULL,
    wording TEXT NOT NULL, detail TEXT NOT NULL, winner INTEGER NOT NULL, official INTEGER NOT NULL,
    note TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, competitive INTEGER NOT NULL,
    people TEXT NOT NULL, works TEXT NOT NULL,  -- the credits once more, by store.pack_credits
    FOREIGN KEY (body, category) REFERENCES category(body, id)
) STRICT;

CREATE TABLE nomination_person (
    nomination INTEGER NOT NULL REFERENCES nomination(id), position INTEGER NOT NULL,
    person TEXT NOT NULL REFERENCES person(id), PRIMARY KEY (nomination, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE nomination_work (
    nomination INTEGER NOT NULL REFERENCES nomination(id), position INTEGER NOT NULL,
    work TEXT NOT NULL REFERENCES work(id), PRIMARY KEY (nomination, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE detail (
    nomination INTEGER NOT NULL REFERENCES nomination(id), position INTEGER NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (nomination, position)
) STRICT, WITHOUT ROWID;

-- what the texts of detail end with, from each of their words on, so that a part of one is found without a scan
CREATE TABLE detail_tail (
    tail TEXT NOT NULL, kind TEXT NOT NULL, nomination INTEGER NOT NULL REFERENCES nomination(id),
    PRIMARY KEY (tail, kind, nomination)
) STRICT, WITHOUT ROWID;

CREATE TABLE alias (
    kind TEXT NOT NULL, id TEXT NOT NULL, alias TEXT NOT NULL, PRIMARY KEY (kind, id, alias)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote (
    id INTEGER PRIMARY KEY, edition TEXT REFERENCES edition(id), body TEXT NOT NULL, year INTEGER NOT NULL,
    category TEXT, speaker TEXT NOT NULL, person TEXT REFERENCES person(id), role TEXT NOT NULL,
    work TEXT REFERENCES work(id), text TEXT NOT NULL, folded TEXT NOT NULL, context TEXT NOT NULL,
    themes TEXT NOT NULL, source_title TEXT NOT NULL, source_url TEXT NOT NULL, verified INTEGER NOT NULL
) STRICT;

CREATE TABLE fact (
    id TEXT PRIMARY KEY, body TEXT NOT NULL, year INTEGER, topic TEXT NOT NULL, statement TEXT NOT NULL,
    answer TEXT NOT NULL, source_title TEXT NOT NULL, source_url TEXT NOT NULL, verified INTEGER NOT NULL
) STRICT;

CREATE TABLE fact_person (
    fact TEXT NOT NULL REFERENCES fact(id), position INTEGER NOT NULL, person TEXT REFERENCES person(id),
    name TEXT NOT NULL, PRIMARY KEY (fact, position)
) STRICT;

CREATE TABLE fact_work (
    fact TEXT NOT NULL REFERENCES fact(id), position INTEGER NOT NULL, work TEXT REFERENCES work(id),
    title TEXT NOT NULL, PRIMARY KEY (fact, position)
) STRICT;
"""

INDEXES: Final = """
CREATE INDEX nomination_by_category ON nomination(body, category, winner);
CREATE INDEX nomination_by_edition ON nomination(edition, category, winner);
CREATE INDEX nomination_person_by_person ON nomination_person(person);
CREATE INDEX nomination_work_by_work ON nomination_work(work);
CREATE INDEX detail_by_text ON detail(folded);
CREATE INDEX edition_by_year ON edition(body, year);
CREATE INDEX edition_by_film ON edition(body, film_last, film_first);
CREATE INDEX host_by_person ON host(person);
CREATE INDEX quote_by_person ON quote(person);
CREATE INDEX quote_by_work ON quote(work);
CREATE INDEX fact_person_by_person ON fact_person(person);
CREATE INDEX fact_work_by_work ON fact_work(work);
"""
