"""Typed answers: fair to slips, never to another answer."""

from __future__ import annotations

import pytest

from bot.trivia.accepted import accepted_forms
from bot.trivia.hints import make_hints
from bot.trivia.judge import Verdict, judge, verdict
from bot.trivia.model import Level, Question


def question(right: str, *wrong: str, is_person: bool = False, names: tuple[str, ...] = ()) -> Question:
    """Return a question with that right answer."""
    accepted = accepted_forms(right, wrong, names, is_person=is_person)
    return Question("x", "winner", "Who?", (right, *wrong), 0, "So it was.", Level.EASY, accepted=accepted)


PEOPLE = question("Daniel Day-Lewis", "Bradley Cooper", "Hugh Jackman", "Joaquin Phoenix", is_person=True)
FONDAS = question("Jane Fonda", "Henry Fonda", "Meryl Streep", "Sally Field", is_person=True)
STONE = question("Emma Stone", "Amy Adams", "Natalie Portman", "Ruth Negga", is_person=True)
ZOE = question("Renée Zellweger", "Uma Thurman", "Queen Latifah", "Holly Hunter", is_person=True)
AIR = question("Air", "Barbie", "Past Lives", "Maestro")
BOARDS = question("Three Billboards outside Ebbing, Missouri", "Dunkirk", "Get Out", "The Post")
RINGS = question("The Lord of the Rings: The Return of the King", "Mystic River", "Seabiscuit", "Cold Mountain")
RINGS_TWICE = question(
    "The Lord of the Rings: The Two Towers", "The Lord of the Rings: The Return of the King", "Heat", "Up"
)
ELEVEN = question("Ocean's Eleven", "Ocean's Twelve", "Traffic", "Solaris")
SLAVE = question("12 Years a Slave", "Gravity", "Philomena", "Nebraska")
PEAKS = question("Twin Peaks", "Twin Peaks: The Return", "Quantum Leap", "I Spy")
WAR = question("1917", "Joker", "Parasite", "Marriage Story", names=("nineteen seventeen",))
GOES = question("It Goes Like It Goes", "It's Easy to Say", "Happy", "Alfie")
EMMAS = question(
    "Emma Stone", "Emma Thompson", "Meryl Streep", "Uma Thurman", is_person=True, names=("emma", "em stone")
)
HER = question("Her", "Hers", "Nebraska", "American Hustle")
YEAR = question("1998", "1996", "1995", "2001")
COUNT = question("7", "5", "8", "6")
NONE = question("0", "1", "2", "3")

RIGHT = [
    (STONE, "emma stone"), (STONE, "EMMA STONE!!"), (STONE, "stone"), (STONE, "emma stnoe"),
    (STONE, "is it Emma Stone?"),
    (STONE, "ema stone"), (PEOPLE, "day lewis"), (PEOPLE, "daniel day lewis"), (PEOPLE, "Danial Day-Lewis"),
    (ZOE, "renee zellweger"), (ZOE, "zelweger"), (ZOE, "rene zellwegger"), (FONDAS, "jane fonda"), (AIR, "air"),
    (BOARDS, "three billboards"), (BOARDS, "3 billboards"), (BOARDS, "three bilboards outside ebbing missouri"),
    (RINGS, "return of the king"), (RINGS, "lord of the rings"),
    (RINGS, "the lord of the rings the return of the king"),
    (RINGS_TWICE, "the two towers"), (ELEVEN, "oceans 11"), (ELEVEN, "ocean's eleven"), (SLAVE, "twelve years a slave"),
    (SLAVE, "12 years slave"), (YEAR, "1998"), (YEAR, "'98"), (YEAR, "in 1998"), (COUNT, "seven"), (COUNT, "7 oscars"),
    (NONE, "none"), (NONE, "0"), (NONE, "zero"), (HER, "her"),
    (PEAKS, "twin peaks"), (WAR, "1917"), (WAR, "nineteen seventeen"), (GOES, "it goes like it goes"),
    (EMMAS, "em stone"),
]  # fmt: skip
WRONG = [
    (AIR, "chair"), (AIR, "hair"), (AIR, "aire"), (STONE, "amy adams"), (STONE, "emma"), (STONE, "emma thompson"),
    (FONDAS, "fonda"), (FONDAS, "henry fonda"), (FONDAS, "june"), (RINGS_TWICE, "lord of the rings"),
    (ELEVEN, "ocean's twelve"), (ELEVEN, "ocean's thirteen"), (SLAVE, "13 years a slave"), (YEAR, "1996"),
    (YEAR, "98 or 99"),
    (EMMAS, "emma"), (EMMAS, "emma thompson"), (PEAKS, "twin peaks the return"),
    (YEAR, "1998 1996"), (COUNT, "8"), (COUNT, "seventeen"), (NONE, "1"), (HER, "hers"), (HER, "here"), (STONE, ""),
    (STONE, "???"), (BOARDS, "billboards"), (PEOPLE, "lewis carroll"), (STONE, "x" * 5000),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text"), [(asked, text) for asked, text in RIGHT])
def test_right_answers(asked: Question, text: str) -> None:
    """What a fair quiz master lets pass."""
    assert judge(asked, text)


@pytest.mark.parametrize(("asked", "text"), [(asked, text) for asked, text in WRONG])
def test_wrong_answers(asked: Question, text: str) -> None:
    """What a fair quiz master does not let pass."""
    assert not judge(asked, text)


def test_one_slip_too_many_is_near() -> None:
    """Who is as near as that may be told so."""
    assert verdict(STONE, "emna stome") is Verdict.NEAR
    assert verdict(STONE, "natalie portman") is Verdict.WRONG


def test_a_question_to_choose_from_cannot_be_typed() -> None:
    """Without accepted answers nothing that is typed counts."""
    asked = Question("x", "odd", "Which?", ("Up", "Heat"), 0, "So it was.", Level.EASY)
    assert not judge(asked, "Up")


def test_nicknames_count() -> None:
    """Other names that the data know are as good."""
    assert judge(question("Jennifer Lawrence", "Emma Stone", is_person=True, names=("jlaw",)), "JLaw")


@pytest.mark.parametrize("answer", ["Emma Stone", "Up", "Her", "12 Years a Slave", "O", "Spirited Away", "If…"])
def test_hints_help_and_never_tell(answer: str) -> None:
    """Each hint is another one, and the last still hides letters."""
    hints = make_hints(answer)
    assert hints and len(set(hints)) == len(hints)
    assert all("_" in hint or "…" in hint or hint.endswith(".") for hint in hints)
    assert all(answer.lower() != hint.replace(" ", "").lower() for hint in hints)


def test_clues_come_first() -> None:
    """What is known of an answer is told before its letters."""
    assert make_hints("1998", ("It was in the 1990s.",)) == ("It was in the 1990s.", "It is an even number.")
    assert make_hints("Emma Stone", ("La La Land",))[0] == "La La Land"
