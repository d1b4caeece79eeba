"""Conversations: follow-ups lean on what was said before, complete questions on nothing."""

from __future__ import annotations

import random
from itertools import groupby

import pytest
from questions import TODAY, Asked, is_answered_right, is_right, read_asked, read_rows, split, to_asked

from bot.answer import Core
from bot.context import from_json, to_json
from bot.model import Context

CHAINS = {name: list(turns) for name, turns in groupby(read_rows("chains"), key=lambda row: row["conversation"])}
SEED = 20170226
CONTEXTS, CONTEXTS_EACH = 60, 1
STALE_CEILING = 0.005  # share of complete questions that another context may change

Turn = dict[str, str]


@pytest.mark.parametrize("turns", CHAINS.values(), ids=[f"{key} {CHAINS[key][0]['question']}" for key in CHAINS])
def test_chain(core: Core, turns: list[Turn]) -> None:
    """Every turn of a conversation is answered from what stands before it; the context survives as JSON."""
    context = Context()
    for turn in turns:
        answered = core.answer(turn["question"], context, TODAY)
        reply, context = answered.reply, from_json(to_json(answered.context))
        if turn["kind"] == "no-field":
            assert reply.status == "unknown", turn
            continue
        assert is_answered_right(reply, to_asked(turn)), (turn, reply.intent, reply.failure, reply.answers, reply.text)


def test_context_is_left_alone(core: Core) -> None:
    """Asking changes no context that was handed in: the same follow-up gets the same answer again."""
    context = core.answer("who won best actress at the 2017 oscars", Context(), TODAY).context
    before = to_json(context)
    replies = [core.answer("and best director?", context, TODAY).reply for _ in range(2)]
    assert to_json(context) == before
    assert replies[0] == replies[1]
    assert is_right(replies[0].answers, ["Damien Chazelle"], "first")


@pytest.mark.parametrize("question", sorted({turns[0]["question"] for turns in CHAINS.values()}))
def test_first_turn_needs_no_context(core: Core, question: str) -> None:
    """A conversation's first question says the same on its own, and the same after another conversation."""
    after = core.answer("who hosted the 2011 golden globes", Context(), TODAY).context
    alone = core.answer(question, Context(), TODAY).reply.answers
    assert core.answer(question, after, TODAY).reply.answers == alone


def test_complete_questions_inherit_nothing(core: Core) -> None:
    """A fresh, complete question is answered as in an empty context, whatever was asked before."""
    rng = random.Random(SEED)
    asked = [row for row in read_asked("answered") + read_asked("story") if row.kind != "smalltalk"]
    contexts = left_contexts(core, rng, asked)
    stale: list[str] = []
    for row in asked:
        alone = core.answer(row.question, Context(), row.today).reply
        for before, context in rng.sample(contexts, CONTEXTS_EACH):
            if core.answer(row.question, context, row.today).reply.answers != alone.answers:
                stale.append(f"{before} >> {row.question}")
    print("\n" + "\n".join(stale))
    assert len(stale) <= STALE_CEILING * len(asked) * CONTEXTS_EACH, (SEED, stale)


def left_contexts(core: Core, rng: random.Random, asked: list[Asked]) -> list[tuple[str, Context]]:
    """Return questions with the contexts that they leave behind."""
    chosen = rng.sample(asked, CONTEXTS)
    contexts = [(row.question, core.answer(row.question, Context(), row.today).context) for row in chosen]
    return [(question, context) for question, context in contexts if context.slots]


@pytest.mark.parametrize(
    ("first", "second", "answers"),
    [
        ("who won best actress at the 2017 oscars", "who won best director at the 2010 oscars", "Kathryn Bigelow"),
        ("who won best actress at the 2017 golden globes", "who won best actress", "Jessie Buckley"),
        ("who hosted the 2017 golden globes", "who hosted the 2014 oscars", "Ellen DeGeneres"),
        ("how many oscars did titanic win", "how many golden globes did la la land win", "7"),
        ("did la la land win best picture", "did parasite win best picture", "yes"),
        ("palme d'or 2019", "best picture 1998 ceremony", "Titanic"),
        ("who beat isabelle huppert at the 2017 globes", "who won best song at the 2017 oscars", "City Of Stars"),
    ],
)
def test_no_stale_slot(core: Core, first: str, second: str, answers: str) -> None:
    """Neither the award nor the year nor a name of the question before creeps into a complete one."""
    context = core.answer(first, Context(), TODAY).context
    assert is_right(core.answer(second, context, TODAY).reply.answers, split(answers, "|"), "any")


@pytest.mark.parametrize("number", [1, 2])
def test_options_are_picked_by_number_and_by_label(core: Core, number: int) -> None:
    """An offered option can be picked by its number or by its label; both ask its question."""
    answered = core.answer("how many oscars has hepburn won", Context(), TODAY)
    options = answered.reply.options
    if len(options) < number:
        pytest.skip("no options offered")
    asked = core.answer(options[number - 1].question, Context(), TODAY).reply
    for pick in (str(number), options[number - 1].label, options[number - 1].label.upper()):
        assert core.answer(pick, answered.context, TODAY).reply.answers == asked.answers


@pytest.mark.parametrize("first", ["a funny quote", "quote by meryl streep"])
def test_another_one_is_another_quote(core: Core, first: str) -> None:
    """After a quote "another one" brings those that this conversation has not seen yet."""
    answered = core.answer(first, Context(), TODAY)
    seen = [answered.reply.quote]
    for asked in ("another one", "one more"):
        answered = core.answer(asked, from_json(to_json(answered.context)), TODAY)
        seen.append(answered.reply.quote)
    assert None not in seen
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize(
    ("question", "then", "first", "second"),
    [
        ("best actress oscar 2012", "for which film", "Silver Linings Playbook", "The Iron Lady"),
        ("who won best actor in 2004", "who did he beat", "Don Cheadle", "Bill Murray"),
    ],
)
def test_a_year_read_in_two_ways_is_followed_up_in_both(
    core: Core, question: str, then: str, first: str, second: str
) -> None:
    """Where a year meant two ceremonies, what follows is told of both; naming one leaves the other behind."""
    context = core.answer(question, Context(), TODAY).context
    reply = core.answer(then, from_json(to_json(context)), TODAY).reply
    assert is_right(reply.answers, [first, second], "all")
    assert "At the ceremony held in" in reply.text
    chosen = core.answer("i mean the ceremony held in 2012", context, TODAY).context
    assert "At the ceremony held in" not in core.answer("for which film", chosen, TODAY).reply.text


def test_more_goes_on_with_a_cut_list(core: Core) -> None:
    """A long list is cut, and "more" brings the rest, without repeating itself, until there is none."""
    answered = core.answer("best picture winners since 1950", Context(), TODAY)
    seen: list[str] = []
    while answered.reply.more:
        answered = core.answer("more", answered.context, TODAY)
        assert answered.reply.status == "answered"
        seen += answered.reply.text.splitlines()
    assert len(seen) == len(set(seen)) > 20
    assert core.answer("more", answered.context, TODAY).reply.status == "unknown"
