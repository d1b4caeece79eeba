"""Names are found in what people type: whole, shortened, nicknamed, run together, by sound and with slips."""

from __future__ import annotations

import pytest
import sqlite_utils

from bot.link.keys import fold_words, key_of
from bot.link.linker import Linker
from bot.link.nicknames import Nickname, find_problems, read_nicknames, resolve
from bot.link.rank import is_clear
from bot.model import Mention
from bot.store import Store
from bot.text import tokenize


def mentions(linker: Linker, text: str) -> list[Mention]:
    return linker.find(tokenize(text))


def strong(linker: Linker, text: str) -> list[str]:
    return [mention.best.name for mention in mentions(linker, text) if not mention.weak]


WHOLE = """
    how many oscars did la la land win                    | La La Land
    who won for the silence of the lambs                  | The Silence of the Lambs
    was meryl streep nominated for doubt                  | Meryl Streep ; Doubt
    emma stone and ryan gosling at the globes             | Emma Stone ; Ryan Gosling
    did Schindler's List win best picture                 | Schindler's List
    schindlers list awards                                | Schindler's List
    Schindler’s List                                      | Schindler's List
    one flew over the cuckoos nest globes                 | One Flew over the Cuckoo's Nest
    lord of the rings: return of the king                 | The Lord of the Rings: The Return of the King
    return of the king oscars                             | The Lord of the Rings: The Return of the King
    how many did fury road win                            | Mad Max: Fury Road
    birdman awards                                        | Birdman
    dr strangelove nominations                            | Dr Strangelove
    doctor zhivago                                        | Doctor Zhivago
    dr. zhivago                                           | Doctor Zhivago
    godfather 2                                           | The Godfather Part II
    the godfather part two                                | The Godfather Part II
    the godfather: part ii                                | The Godfather Part II
    terminator 2                                          | Terminator 2: Judgment Day
    twelve years a slave                                  | 12 Years a Slave
    12 years a slave                                      | 12 Years a Slave
    4 weddings and a funeral                              | Four Weddings and a Funeral
    kramer versus kramer                                  | Kramer vs. Kramer
    thelma and louise                                     | Thelma & Louise
    lord of rings fellowship of ring                      | The Lord of the Rings: The Fellowship of the Ring
    crouching tiger oscars                                | Crouching Tiger, Hidden Dragon
    amelie                                                | Amélie
    les miserables                                        | Les Misérables
    MOULIN ROUGE                                          | Moulin Rouge!
    the last picture show                                 | The Last Picture Show
    up in the air                                         | Up in the Air
    who played in there will be blood                     | There Will Be Blood
    three billboards                                      | Three Billboards outside Ebbing, Missouri
    the grand budapest                                    | The Grand Budapest Hotel
"""

PEOPLE = """
    how many oscars does katharine hepburn have           | Katharine Hepburn
    alfonso cuaron                                        | Alfonso Cuarón
    timothee chalamet nominations                         | Timothée Chalamet
    penelope cruz                                         | Penélope Cruz
    daniel day-lewis                                      | Daniel Day Lewis
    daniel daylewis                                       | Daniel Day Lewis
    samuel jackson                                        | Samuel L. Jackson
    robert downey                                         | Robert Downey Jr.
    streep                                                | Meryl Streep
    did scorsese ever win                                 | Martin Scorsese
    spielberg's nominations                               | Steven Spielberg
    spielbergs nominations                                | Steven Spielberg
    has dicaprio won                                      | Leonardo DiCaprio
    di caprio                                             | Leonardo DiCaprio
    de niro                                               | Robert De Niro
    cuarón                                                | Alfonso Cuarón
    denzel                                                | Denzel Washington
    streep meryl                                          | Meryl Streep
    mcdormand awards                                      | Frances McDormand
    o'toole                                               | Peter O'Toole
    o toole                                               | Peter O'Toole
"""

NICKNAMES = """
    lotr 3                                                | The Lord of the Rings: The Return of the King
    eeaao                                                 | Everything Everywhere All at Once
    everything everywhere                                 | Everything Everywhere All at Once
    twbb                                                  | There Will Be Blood
    ncfom                                                 | No Country for Old Men
    tdk                                                   | The Dark Knight
    pta                                                   | Paul Thomas Anderson
    rdj                                                   | Robert Downey Jr.
    ddl                                                   | Daniel Day Lewis
    jlaw                                                  | Jennifer Lawrence
    scarjo                                                | Scarlett Johansson
    leo                                                   | Leonardo DiCaprio
    marty scorsese                                        | Martin Scorsese
    qt                                                    | Quentin Tarantino
    director bong                                         | Bong Joon Ho
    coppola                                               | Francis Ford Coppola
    shawshank                                             | The Shawshank Redemption
    cuckoo's nest                                         | One Flew over the Cuckoo's Nest
    eternal sunshine                                      | Eternal Sunshine of the Spotless Mind
    benjamin button                                       | The Curious Case of Benjamin Button
    brokeback                                             | Brokeback Mountain
    pans labyrinth                                        | Pan's Labyrinth
    star wars                                             | Star Wars
    american beauty                                       | American Beauty
    little women                                          | Little Women
    a new hope                                            | Star Wars
"""

BREAKS = """
    how many oscars did lalaland win                      | La La Land
    para site                                             | Parasite
    starwars                                              | Star Wars
    oppen heimer                                          | Oppenheimer
    emmastone                                             | Emma Stone
    guillermo deltoro                                     | Guillermo del Toro
    slumdogmillionaire                                    | Slumdog Millionaire
    spot light                                            | Spotlight
    #LaLaLand                                             | La La Land
"""

SLIPS = """
    did emma stnoe win                                    | Emma Stone
    emma stones oscars                                    | Emma Stone
    meryl strep                                           | Meryl Streep
    meryl steep                                           | Meryl Streep
    meril streap                                          | Meryl Streep
    jack nicolson                                         | Jack Nicholson
    tom hank                                              | Tom Hanks
    brad pit                                              | Brad Pitt
    cate blanchet                                         | Cate Blanchett
    natalie portmen                                       | Natalie Portman
    micheal douglas                                       | Michael Douglas
    reese witherspon                                      | Reese Witherspoon
    leornado dicapiro                                     | Leonardo DiCaprio
    leonardo di capro                                     | Leonardo DiCaprio
    steven spielburg                                      | Steven Spielberg
    speilberg                                             | Steven Spielberg
    tarentino                                             | Quentin Tarantino
    kubrik                                                | Stanley Kubrick
    jack nihcolsoon                                       | Jack Nicholson
    the shawshenk redemtion                               | The Shawshank Redemption
    singing in the rain                                   | Singin' in the Rain
    slumdog millionare                                    | Slumdog Millionaire
    brokebak mountain                                     | Brokeback Mountain
    lalalnd                                               | La La Land
    oppen hiemer                                          | Oppenheimer
    gladiatr                                              | Gladiator
    the power f the dog                                   | The Power of the Dog
    sound fo metal                                        | Sound of Metal
    butch cassidy amd the sundance kid                    | Butch Cassidy and the Sundance Kid
    bo country for old men                                | No Country for Old Men
    city of strs                                          | City Of Stars
    aticus finch                                          | Atticus Finch
"""

SOUNDS = """
    chazel                                                | Damien Chazelle
    jokin feniks                                          | Joaquin Phoenix
    sersha ronan                                          | Saoirse Ronan
    mcconahay                                             | Matthew McConaughey
    shalamay                                              | Timothée Chalamet
    timothy shalamay                                      | Timothée Chalamet
    kiera nightly                                         | Keira Knightley
    skorsese                                              | Martin Scorsese
    renay zelwegger                                       | Renée Zellweger
    robert dinero                                         | Robert De Niro
"""

SONGS_AND_PARTS = """
    who sang city of stars                                | City Of Stars
    my heart will go on                                   | My Heart Will Go On
    let it go                                             | Let It Go
    who played atticus finch                              | Atticus Finch
    vito corleone                                         | Vito Corleone
    for playing rooster cogburn                           | Rooster Cogburn
    loretta lynn                                          | Loretta Lynn
"""

TITLE_WORDS = ["it", "her", "up", "crash", "wings", "speed", "network", "gravity", "room", "precious", "big", "chicago"]

TABLES = {
    "whole": WHOLE, "people": PEOPLE, "nicknames": NICKNAMES, "breaks": BREAKS, "slips": SLIPS, "sounds": SOUNDS,
    "songs and parts": SONGS_AND_PARTS,
}  # fmt: skip


def rows(table: str) -> list[tuple[str, list[str]]]:
    lines = (line.rpartition("|") for line in table.strip().splitlines())
    return [(typed.strip(), [name.strip() for name in names.split(" ; ")]) for typed, _, names in lines]


CASES = [
    pytest.param(typed, names, id=f"{kind}: {typed}") for kind, table in TABLES.items() for typed, names in rows(table)
]


@pytest.mark.parametrize(("typed", "names"), CASES)
def test_the_names_that_are_meant(linker: Linker, typed: str, names: list[str]) -> None:
    """The best candidate of each mention is the one that people mean by it."""
    keys = [key_of(fold_words(name)) for name in names]
    found = [(key_of(fold_words(mention.best.name)), mention.weak) for mention in mentions(linker, typed)]
    assert [key for key, _ in found if key in keys] == keys
    assert {key for key, weak in found if not weak} <= set(keys)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("stone", {"Emma Stone", "Oliver Stone"}),
        ("del toro", {"Guillermo del Toro", "Benicio Del Toro"}),
        ("affleck", {"Ben Affleck", "Casey Affleck"}),
        ("hepburn", {"Katharine Hepburn", "Audrey Hepburn"}),
        ("bergman", {"Ingrid Bergman", "Ingmar Bergman"}),
    ],
)
def test_a_surname_without_a_clear_lead_stays_open(linker: Linker, typed: str, names: set[str]) -> None:
    """Two bearers of like weight remain candidates close together, so that the asker can be asked."""
    (mention,) = mentions(linker, typed)
    assert not is_clear(mention)
    assert {one.name for one in mention.candidates[:2]} == names


@pytest.mark.parametrize("typed", ["streep", "spielberg", "leo", "denzel", "gosling", "de niro", "titanic"])
def test_a_lead_in_weight_makes_a_mention_clear(linker: Linker, typed: str) -> None:
    """Whoever outweighs the namesakes is meant."""
    (mention,) = mentions(linker, typed)
    assert is_clear(mention)
    assert not mention.weak


def test_films_of_one_title_are_told_by_year(linker: Linker) -> None:
    """All films of a title are candidates, each with its year."""
    (mention,) = mentions(linker, "a star is born")
    assert {1937, 1954, 1976, 2018} <= {one.year for one in mention.candidates}
    assert mention.best.year == 2018


def test_a_span_may_be_of_several_kinds(linker: Linker) -> None:
    """A title that is a person's surname, too, keeps both, the likelier first."""
    (mention,) = mentions(linker, "hitchcock")
    assert [one.name for one in mention.candidates[:2]] == ["Alfred Hitchcock", "Hitchcock"]


@pytest.mark.parametrize("word", TITLE_WORDS)
def test_titles_that_are_words_are_weak(linker: Linker, word: str) -> None:
    """In a sentence in lower case such a title is a word until something asks for a title."""
    found = [mention for mention in mentions(linker, f"tell us how {word} did") if mention.text == word]
    assert all(mention.weak for mention in found)


@pytest.mark.parametrize(
    ("typed", "title", "weak"),
    [
        ('did "Her" win', "Her", False),
        ("did Room win an award", "Room", False),
        ("did room win an award", "Room", True),
        ("Did Room Win An Award", "Room", True),
        ("DID ROOM WIN AN AWARD", "Room", True),
        ("was Up nominated that year", "Up", False),
        ("who won for 1917", "1917", True),
    ],
)
def test_capitals_and_quotation_marks_make_a_title(linker: Linker, typed: str, title: str, weak: bool) -> None:
    """A capital tells something only where the other words have none."""
    found = {mention.best.name: mention.weak for mention in mentions(linker, typed)}
    assert found[title] is weak


def test_taken_words_are_left_alone(linker: Linker) -> None:
    """No mention overlaps a word that the lexicon has claimed."""
    tokens = tokenize("the golden globes of emma stone")
    assert [mention.text for mention in linker.find(tokens, {0, 1, 2})] == ["emma stone"]
    assert not [mention for mention in linker.find(tokens, {0, 1, 2, 5}) if mention.text == "emma stone"]


def test_the_article_belongs_to_the_mention(linker: Linker) -> None:
    """A title takes its article in; a nickname leaves it outside."""
    assert [mention.text for mention in mentions(linker, "did the godfather win")] == ["the godfather"]
    assert [mention.text for mention in mentions(linker, "did the titanic win")] == ["titanic"]


PLAIN_TALK = """
    good morning everyone
    what is the weather like tomorrow
    please remind me to buy milk and bread
    how do i reset my password
    set an alarm for six thirty
    which phone should i buy
    why is the sky blue
    thanks a lot that was helpful
    can cats eat cheese
    how long does it take to boil an egg
    the children were playing in the garden
    there is something wrong with my car
    we had a great time at the beach
    my sister is getting married in june
    i will be back in five minutes
    do you speak german
    where do penguins live
    turn off the kitchen lights
    my boss is driving me crazy
    give me the recipe for banana bread
    how do i bake spagetti at home
    who won the nobel prize in literature
    let us meet at the station at noon
    what did you have for brekfast
    could you please speak more slowly
    is the libary open on sundays
"""


@pytest.mark.parametrize("sentence", [line.strip() for line in PLAIN_TALK.strip().splitlines()])
def test_plain_english_names_nobody(linker: Linker, sentence: str) -> None:
    """Everyday sentences hold no strong mention, typos or not."""
    assert strong(linker, sentence) == []


@pytest.mark.parametrize("name", ["serena williams", "emma watson", "jeff bezos", "steven gerrard", "usain bolt"])
def test_a_stranger_is_not_taken_for_a_namesake(linker: Linker, name: str) -> None:
    """Half a name beside another half that does not fit is somebody whom the store does not know."""
    assert strong(linker, f"how many oscars did {name} win") == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("emma stoner", "Emma Stone"),
        ("shrek 5", "Shrek"),
        ("dwayne jonson", "Dwayne Johnson"),
        ("tom hancks", "Tom Hanks"),
    ],
)
def test_the_closest_name(linker: Linker, typed: str, name: str) -> None:
    """An unknown name has its nearest to offer."""
    assert linker.closest(typed)[0].name == name


def test_nothing_is_close_to_nonsense(linker: Linker) -> None:
    """Letters without sense are near to nobody."""
    assert linker.closest("zzyzx qqqq") == []
    assert linker.closest("") == []


def test_known_words(linker: Linker) -> None:
    """A linker knows the words of names."""
    assert linker.knows("streep")
    assert not linker.knows("qwertz")


@pytest.mark.parametrize("text", ["", "?", "the", "a " * 2000, "x" * 4000, "'" * 50, "half half half", "½ ½"])
def test_odd_input_is_no_trouble(linker: Linker, text: str) -> None:
    """Whatever comes in, a list of mentions within the tokens goes out."""
    tokens = tokenize(text)
    assert all(0 <= mention.start < mention.end <= len(tokens) for mention in linker.find(tokens))


def test_every_nickname_means_somebody(store: Store) -> None:
    """Each line of the nicknames names a person or work of the store."""
    db = sqlite_utils.Database(store.path)
    problems = find_problems(db)
    db.close()
    assert [str(problem) for problem in problems] == []


def test_nicknames_are_found(linker: Linker, store: Store) -> None:
    """What a nickname stands for is among the candidates of its words, and nearly always the best."""
    names = store.rows("SELECT kind, key, id, weight FROM gazetteer WHERE how IN ('exact', 'alias')")
    meant, _ = resolve(map(tuple, names), read_nicknames())
    found = {nick: [one for mention in mentions(linker, nick.alias) for one in mention.candidates] for nick in meant}
    assert len(found) > 500
    assert [nick.alias for nick, ones in found.items() if nick.id not in {one.id for one in ones}] == []
    best = sum(ones[0].id == nick.id for nick, ones in found.items())
    assert best >= 0.97 * len(meant)


def test_a_nickname_of_nobody_is_a_problem() -> None:
    """A name that is not in the store is told with its line."""
    nicknames = [Nickname(7, "person", "Nobody Atall", "noby", ""), Nickname(8, "work", "Emma", "em", "")]
    meant, problems = resolve([("work", "emma", "tt1", 5.0), ("work", "emma", "tt2", 9.0)], nicknames)
    assert [problem.line for problem in problems] == [7]
    assert [(nick.id, nick.alias) for nick in meant] == [("tt2", "em")]
