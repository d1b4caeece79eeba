"""Slips of the fingers in the small words of a question: the answer is that of the question typed well."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer import Core
from bot.model import Context, Reply

TODAY = date(2026, 11, 22)
SLIPS = [
    ("who won bestpicture at the 2017 oscars", "who won best picture at the 2017 oscars"),
    ("hwo won best picture at the 2017 oscars", "who won best picture at the 2017 oscars"),
    ("who wno best picture at the 2017 oscars", "who won best picture at the 2017 oscars"),
    ("who won bets picture at the 2017 oscars", "who won best picture at the 2017 oscars"),
    ("who won best pitcure at the 2017 oscars", "who won best picture at the 2017 oscars"),
    ("who won best picture at the 2017 ocsars", "who won best picture at the 2017 oscars"),
    ("who won best picture at the 2017 oscras", "who won best picture at the 2017 oscars"),
    ("who won best picture at the 2017 acadmy awards", "who won best picture at the 2017 academy awards"),
    ("who won best picture at the 2017 academy awrads", "who won best picture at the 2017 academy awards"),
    ("who won best actrss at the 2017 oscars", "who won best actress at the 2017 oscars"),
    ("who won best acress at the 2017 oscars", "who won best actress at the 2017 oscars"),
    ("best directer 2010 oscars", "best director 2010 oscars"),
    ("best diretor 2010 oscars", "best director 2010 oscars"),
    ("best suporting actor at the 2009 oscars", "best supporting actor at the 2009 oscars"),
    ("best supporting actor at teh 2009 oscars", "best supporting actor at the 2009 oscars"),
    ("best cinematograpy 2018 oscars", "best cinematography 2018 oscars"),
    ("best animted feature 2010 oscars", "best animated feature 2010 oscars"),
    ("who hostd the 2017 golden globes", "who hosted the 2017 golden globes"),
    ("who hosted the 2017 goldne globes", "who hosted the 2017 golden globes"),
    ("who won the golden lino 2017", "who won the golden lion 2017"),
    ("who won best actress for miserry", "who won best actress for misery"),
    ("how many osacrs did titanic win", "how many oscars did titanic win"),
    ("who hosted the goldenglones in 2018", "who hosted the golden globes in 2018"),
    ("golden globse 2017 host", "golden globes 2017 host"),
    ("how mnay oscars did titanic win", "how many oscars did titanic win"),
    ("how many oscas did titanic win", "how many oscars did titanic win"),
    ("how many oscar nominatons did titanic get", "how many oscar nominations did titanic get"),
    ("how many oscar noms did titanic get", "how many oscar nominations did titanic get"),
    ("who was nomintaed for best actress in 2017", "who was nominated for best actress in 2017"),
    ("best actress nominess 2017 oscars", "best actress nominees 2017 oscars"),
    ("wich film won best picture at the 2017 oscars", "which film won best picture at the 2017 oscars"),
    ("whcih film won best picture at the 2017 oscars", "which film won best picture at the 2017 oscars"),
    ("wen were the 2017 oscars", "when were the 2017 oscars"),
    ("whree were the 2017 golden globes held", "where were the 2017 golden globes held"),
    ("the frist best actress winner", "the first best actress winner"),
    ("yougnest best actress winner", "youngest best actress winner"),
    ("oldset best actor winner", "oldest best actor winner"),
    ("who won the palm dor in 2019", "who won the palme d'or in 2019"),
    ("bst actor 1992 oscars", "best actor 1992 oscars"),
    ("waht did emma stone say", "what did emma stone say"),
    ("who thankd lionsgate", "who thanked lionsgate"),
    ("whowon best picture at the 2017 oscars", "who won best picture at the 2017 oscars"),
    ("did la la land wni best picture", "did la la land win best picture"),
    ("best pictuer 1976", "best picture 1976"),
    ("most nominatd film oscars ever", "most nominated film oscars ever"),
    ("who beet isabelle huppert at the oscars", "who beat isabelle huppert at the oscars"),
    ("who did glenn close loose to at the 2019 oscars", "who did glenn close lose to at the 2019 oscars"),
    ("how man oscars did titanic win", "how many oscars did titanic win"),
    ("how many oscars id titanic win", "how many oscars did titanic win"),
    ("which film on best picture at the 2017 oscars", "which film won best picture at the 2017 oscars"),
    ("who son best actress at the 2017 oscars", "who won best actress at the 2017 oscars"),
    ("which film eat la la land for best picture", "which film beat la la land for best picture"),
    ("hat did emma stone win for", "what did emma stone win for"),
    ("when wee the 2017 oscars", "when were the 2017 oscars"),
    ("who own best actor un 1995", "who won best actor in 1995"),
    ("bafa best actress 2017", "bafta best actress 2017"),
]
# Names with slips in several words, in short words, in first letters, or with a plain word put for theirs.
NAMES = [
    ("did avaatra win best picture", "did avatar win best picture"),
    ("did orma win best picture at the oscars", "did roma win best picture at the oscars"),
    ("has jonny epp ever won an oscar", "has johnny depp ever won an oscar"),
    ("how many oscars did bn hur win", "how many oscars did ben hur win"),
    ("how many oscars did ma max fury road win", "how many oscars did mad max fury road win"),
    ("how many oscars did goen with the wine win", "how many oscars did gone with the wind win"),
    ("slience of the lamb oscars", "silence of the lambs oscars"),
    ("star ears oscars", "star wars oscars"),
    ("did amgelina joli win best actress in 2005", "did angelina jolie win best actress in 2005"),
    ("which film won best picture at the 50gh oscars", "which film won best picture at the 50th oscars"),
    ("which film won best picture at the 75tth oscars", "which film won best picture at the 75th oscars"),
]
# A word that is nothing may have named another award: no answer is better than that of the Oscars.
NOTHING = ["best actor florbs 2010", "qwelt award best actress 2014", "grumpf best director 1999"]
# Words that look like slips of a cue word and are meant as they stand.
MEANT = [
    "is there a gold globe emoji",
    "the whitest teeth",
    "we hosted a dinner last night",
    "my bets are on the horses",
    "a palm tree in the garden",
    "the actor in the flat upstairs",
    "best wishes for the year",
    "wet oscar the cat",
]


def ask(core: Core, question: str) -> Reply:
    return core.answer(question, Context(), TODAY).reply


@pytest.mark.parametrize(("slipped", "meant"), SLIPS + NAMES, ids=[slipped for slipped, _ in SLIPS + NAMES])
def test_slip_is_mended(core: Core, slipped: str, meant: str) -> None:
    """The question with a slip gets the answer of the question without."""
    expected, reply = ask(core, meant), ask(core, slipped)
    assert expected.status == "answered"
    assert (reply.intent, reply.answers[:1]) == (expected.intent, expected.answers[:1]), reply.text


@pytest.mark.parametrize("text", NOTHING)
def test_unknown_words_are_not_passed_over(core: Core, text: str) -> None:
    """What may be somebody else's award is not answered from ours."""
    assert ask(core, text).status != "answered"


@pytest.mark.parametrize("text", MEANT)
def test_meant_as_it_stands(core: Core, text: str) -> None:
    """Plain English is not bent into a question for us."""
    reply = ask(core, text)
    assert reply.status == "unknown", (reply.answers, reply.text)
