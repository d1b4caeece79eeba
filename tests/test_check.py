"""`check_data` finds every mistake, says where it is and how to mend it, and lets good rows pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_data import write_tiny_data

from bot.build.check import check_data
from bot.paths import data_dir

OTHER_YEAR = "ceremony 2 is in 1930 here and in 193x at data/ceremonies.csv:3; correct one of them"
LONG_QUOTE = " ".join(["word"] * 31)

# name of the case, file, old text, new text, what is said
BROKEN = [
    ("bad year", "ceremonies.csv", "oscars,2,1930,,", "oscars,2,193x,,", [
        'data/ceremonies.csv:3: year "193x" is no year from 1900 to 2100',
        "data/ceremonies.csv:3: date 1930-04-03 is not in the year 193x; correct one of them",
        "data/nominations/oscars.csv:6: " + OTHER_YEAR,
        "data/nominations/oscars.csv:7: " + OTHER_YEAR,
        "data/nominations/oscars.csv:8: " + OTHER_YEAR,
        "data/nominations/oscars.csv:9: " + OTHER_YEAR,
        "data/outcomes.csv:2: " + OTHER_YEAR,
        "data/outcomes.csv:3: " + OTHER_YEAR,
    ]),
    ("no such day", "ceremonies.csv", "1930-04-03", "1930-04-31", [
        'data/ceremonies.csv:3: date "1930-04-31" is a day that does not exist',
    ]),
    ("date in words", "ceremonies.csv", "1930-04-03", "3 April 1930", [
        'data/ceremonies.csv:3: date "3 April 1930" is no date; write it as YYYY-MM-DD',
    ]),
    ("bad number", "ceremonies.csv", "12.5", "12.5 million", [
        'data/ceremonies.csv:3: viewers_millions "12.5 million" is no number; write it as 12.5',
    ]),
    ("bad film years", "ceremonies.csv", "1927/28", "1927/29", [
        'data/ceremonies.csv:2: film_years "1927/29" is no film year; write 1994 or 1927/28',
    ]),
    ("film years of long ago", "ceremonies.csv", "1927/28", "1917", [
        "data/ceremonies.csv:2: film_years 1917 does not fit the year 1929; correct one of them",
    ]),
    ("date in another year", "ceremonies.csv", "1929-05-16", "1928-05-16", [
        "data/ceremonies.csv:2: date 1928-05-16 is not in the year 1929; correct one of them",
    ]),
    ("dates out of order", "ceremonies.csv", "oscars,3,1931,,,", "oscars,3,1930,,1930-04-02,", [
        "data/ceremonies.csv:4: date 1930-04-02 is not after 1930-04-03 in line 3; put them in order",
    ]),
    ("winner not 0 or 1", "nominations/oscars.csv", "Al Ray,,Jack,0", "Al Ray,,Jack,2", [
        'data/nominations/oscars.csv:3: winner "2" is neither 0 nor 1',
    ]),
    ("word that is not allowed", "bodies.csv", "Oscar,the,awards", "Oscar,the,award", [
        'data/bodies.csv:2: kind "award" is not allowed; write awards or guild or critics or festival or parody',
    ]),
    ("blank end", "quotes.csv", "Thank you all.", "Thank you all. ", [
        "data/quotes.csv:2: quote has a blank at the end of a value; take it out",
    ]),
    ("blank end of one of several", "ceremonies.csv", "Ann Host|Bob Host", "Ann Host| Bob Host", [
        "data/ceremonies.csv:2: hosts has a blank at the end of a value; take it out",
    ]),
    ("empty value", "ceremonies.csv", "Ann Host|Bob Host", "Ann Host|", [
        'data/ceremonies.csv:2: hosts has an empty value; take out the extra "|"',
    ]),
    ("ids and names", "nominations/oscars.csv", "Wings,tt0000002,", "Wings,tt0000002|tt0000003,", [
        "data/nominations/oscars.csv:3: work_ids has 2 values, works has 1; leave an empty slot for an unknown id",
    ]),
    ("no id", "nominations/oscars.csv", "Wings,tt0000002,", "Wings,wings,", [
        "data/works.csv:2: work \"tt0000002\" is in no nomination; correct it or take the line out",
        'data/nominations/oscars.csv:3: work_ids "wings" is no IMDb id; write nm, co or tt and the number',
    ]),
    ("too few cells", "facts.csv", "film-1,film,,,Dawn,", "film-1,film,,Dawn,", [
        "data/facts.csv:3: 10 cells, expected 11; quote a cell that holds a comma",
    ]),
    ("other columns", "subjects.csv", "subject,name,note", "subject,name", [
        "data/subjects.csv:1: columns are subject,name; expected subject,name,note",
        'data/facts.csv:3: body "film" is unknown; add it to data/bodies.csv or correct it',
    ]),
    ("duplicate nomination", "nominations/cannes.csv", ",1929,palme,palme,Wings,,A. Ray,,,0,in competition,a list",
        ",1929,palme,palme,Dawn,tt0000003,Alvaro Ray,,,0,in competition,a list", [
        "data/nominations/cannes.csv:3: says the same as line 2; take one of them out",
    ]),
    ("duplicate category", "categories.csv", "cannes,palme,", "oscars,best-song,", [
        "data/categories.csv:5: says the same as line 3; take one of them out",
        "data/categories.csv:5: first_year and last_year are 1929 and 1929, "
        "but the nominations run from 1930 to 1930; write these",
        'data/nominations/cannes.csv:2: category "palme" is unknown for cannes; add it to data/categories.csv',
        'data/nominations/cannes.csv:3: category "palme" is unknown for cannes; add it to data/categories.csv',
    ]),
    ("unknown body", "ceremonies.csv", "oscars,3,1931", "oscar,3,1931", [
        'data/ceremonies.csv:4: body "oscar" is unknown; add it to data/bodies.csv or correct it',
    ]),
    ("file of an unknown body", "bodies.csv", "cannes,Cannes", "canness,Cannes", [
        "data/nominations/canness.csv:1: cannot be read (FileNotFoundError); add it as UTF-8 text",
        "data/nominations/cannes.csv:1: unknown award body; add it to data/bodies.csv",
        'data/categories.csv:5: body "cannes" is unknown; add it to data/bodies.csv or correct it',
        "data/categories.csv:5: category palme of cannes has no nominations; take the line out",
    ]),
    ("unknown category", "quotes.csv", "1929,best-actor,", "1929,best-actress,", [
        'data/quotes.csv:2: category "best-actress" is unknown for oscars; add it to data/categories.csv',
    ]),
    ("unknown family", "lexicon/categories.csv", "\nactor,best-actor", "\nactor,best-actors", [
        'data/lexicon/categories.csv:3: family "best-actors" belongs to no category; '
        "see the families in data/categories.csv",
    ]),
    ("unknown id of an alias", "aliases.csv", "nm0000003,Álvaro", "nm0000009,Álvaro", [
        'data/aliases.csv:2: id "nm0000009" is in no nomination; correct it or take the line out',
    ]),
    ("unknown id of a work", "works.csv", "tt0000002", "tt0000009", [
        'data/works.csv:2: work "tt0000009" is in no nomination; correct it or take the line out',
    ]),
    ("no winner", "nominations/cannes.csv", "Alvaro Ray,,,1", "Alvaro Ray,,,0", [
        "data/nominations/cannes.csv:2: palme has no winner; mark one or say why in data/outcomes.csv",
    ]),
    ("two winners", "nominations/cannes.csv", "A. Ray,,,0", "A. Ray,,,1", [
        "data/nominations/cannes.csv:2: palme has 2 winners; mark one or declare a tie in data/outcomes.csv",
    ]),
    ("declared tie of one", "outcomes.csv", "2,1930,best-actor,tie", "1,1929,best-actor,tie", [
        "data/outcomes.csv:2: best-actor has one winner, so nothing is tie; take the line out",
        "data/nominations/oscars.csv:6: best-actor has 2 winners; mark one or declare a tie in data/outcomes.csv",
    ]),
    ("outcome of nothing", "outcomes.csv", "2,1930,best-song,missing", "1,1929,best-song,missing", [
        "data/outcomes.csv:3: there are no nominations for this outcome; take the line out",
        "data/nominations/oscars.csv:8: best-song has no winner; mark one or say why in data/outcomes.csv",
    ]),
    ("category years", "categories.csv", "best-actor,1929,1930", "best-actor,1929,1931", [
        "data/categories.csv:2: first_year and last_year are 1929 and 1931, "
        "but the nominations run from 1929 to 1930; write these",
    ]),
    ("long quote", "quotes.csv", "Thank you all.", LONG_QUOTE, [
        "data/quotes.csv:2: quote has 31 words; shorten it to 30",
    ]),
    ("quote without a speaker", "quotes.csv", "Steve Smith,winner", ",winner", [
        "data/quotes.csv:2: speaker is empty; fill it in",
    ]),
    ("quote without a source", "quotes.csv", "thanks,A paper", "thanks,", [
        "data/quotes.csv:2: quote has no source; fill in source_title or source_url",
    ]),
    ("fact without an answer", "facts.csv", "a day,A paper", ",A paper", [
        "data/facts.csv:3: answer is empty; fill it in",
    ]),
    ("aliases that collide", "aliases.csv", "Álvaro Ray,\n", "Álvaro Ray,\nperson,A Ray,nm0000001,Steve Smith,\n", [
        'data/aliases.csv:3: alias "A Ray" leads to nm0000003 in line 2; keep one of them',
    ]),
    ("alias that is a name", "aliases.csv", "A. Ray,nm0000003", "Steve Smith,nm0000003", [
        'data/aliases.csv:2: alias "Steve Smith" is the name of nm0000001; use data/identities.csv instead',
    ]),
    ("namesakes", "identities.csv", "-1930,best-song", "-1929,best-song", [
        'data/nominations/oscars.csv:8: "Steve Smith" may be nm0000001 or nm0000002; '
        "write the id here or a line in data/identities.csv",
    ]),
    ("empty wording", "replies.csv", "fail.none,Nothing.", "fail.none,", [
        "data/replies.csv:2: text is empty; fill it in or take the line out",
    ]),
    ("wording twice", "lexicon/stop.csv", "the\n", "the\nThe\n", [
        "data/lexicon/stop.csv:3: says the same as line 2; take one of them out",
    ]),
    ("weight of an intent", "intents.csv", "rel.win,,1", "rel.win,,one", [
        'data/intents.csv:2: weight is "one"; give a whole number',
    ]),
    ("an intent that needs nothing", "intents.csv", "find,rel.win", "find,", [
        "data/intents.csv:2: needs is empty, so the rule would fit every question; say what must be there",
    ]),
    ("columns of a word list", "lexicon/cues.csv", "phrase,cue", "phrase,tag", [
        "data/lexicon/cues.csv:1: columns are phrase,tag; expected phrase,cue",
    ]),
    ("prominence of nothing", "lexicon/prominence.csv", "best-actor,1", "best-dog,1", [
        'data/lexicon/prominence.csv:3: family "best-dog" belongs to no category; see data/categories.csv',
    ]),
    ("television twin of nothing", "lexicon/television.csv", "best-actor,best-song", "best-actor,tv-actor", [
        'data/lexicon/television.csv:2: family "tv-actor" belongs to no category; see data/categories.csv',
    ]),
    ("dead before birth", "people.csv", "1900-02-01,1950", "1900-02-01,1899", [
        "data/people.csv:2: death 1899 is before birth 1900-02-01; correct one of them",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "said"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_broken_row_is_reported(tmp_path: Path, name: str, old: str, new: str, said: list[str]) -> None:
    """One bent cell gives exactly these complaints, each with file, line and remedy."""
    problems = check_data(write_tiny_data(tmp_path, {name: (old, new)}))
    assert sorted(map(str, problems)) == sorted(said)


def test_good_rows_pass(tmp_path: Path) -> None:
    """The same rows unbent have no problem: a shared prize that is declared, two namesakes told apart, a half-year."""
    assert check_data(write_tiny_data(tmp_path)) == []


def test_all_problems_come_at_once_in_order(tmp_path: Path) -> None:
    """Two mistakes in two files are both told, by file and line."""
    changes = {"quotes.csv": ("Steve Smith,winner", ",winner"), "bodies.csv": ("Oscar,the,awards", "Oscar,the,award")}
    problems = check_data(write_tiny_data(tmp_path, changes))
    assert [(problem.path, problem.line) for problem in problems] == [("data/bodies.csv", 2), ("data/quotes.csv", 2)]


def test_the_line_is_that_of_an_editor(tmp_path: Path) -> None:
    """A cell with a line break in it shifts the rows after it, and they still get their own line."""
    old = "Steve Smith was the first.,Steve Smith,A paper,,1\nfilm-1,film,,,Dawn,plot,Dawn is about a day.,a day"
    new = '"Steve Smith\nwas the first.",Steve Smith,A paper,,1\nfilm-1,film,,,Dawn,plot,Dawn is about a day.,'
    problems = check_data(write_tiny_data(tmp_path, {"facts.csv": (old, new)}))
    assert list(map(str, problems)) == ["data/facts.csv:4: answer is empty; fill it in"]


def test_a_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    """A missing file is one problem, and the other files are still read."""
    folder = write_tiny_data(tmp_path)
    (folder / "lexicon/bodies.csv").unlink()
    assert list(map(str, check_data(folder))) == [
        "data/lexicon/bodies.csv:1: cannot be read (FileNotFoundError); add it as UTF-8 text"
    ]


def test_the_real_data_has_no_problem() -> None:
    """The project's own files pass every check."""
    assert check_data(data_dir()) == []
