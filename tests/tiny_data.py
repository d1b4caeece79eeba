"""A data folder of a few rows that passes every check, to be bent by the tests one cell at a time."""

from __future__ import annotations

from pathlib import Path

FILES: dict[str, str] = {
    "bodies.csv": """\
body,name,short,singular,article,kind,film_offset,weight,nominees
oscars,Academy Awards,Oscars,Oscar,the,awards,1,3,all
cannes,Cannes Film Festival,Cannes,Cannes prize,,festival,0,1.5,all
""",
    "subjects.csv": """\
subject,name,note
film,Films,
""",
    "ceremonies.csv": """\
body,ceremony,year,film_years,date,venue,city,hosts,broadcaster,viewers_millions,status,note,source
oscars,1,1929,1927/28,1929-05-16,Hotel,Los Angeles,Ann Host|Bob Host,,,held,,a list
oscars,2,1930,,1930-04-03,Hotel,Los Angeles,,Radio,12.5,held,,a list
oscars,3,1931,,,,,,,,upcoming,,a list
""",
    "categories.csv": """\
body,category,name,kind,person,competitive,winners,detail,families,first_year,last_year
oscars,best-actor,Best Actor,film,1,1,one,character,best-actor,1929,1930
oscars,best-song,Best Song,film,1,1,one,song,best-song,1930,1930
oscars,honorary,Honorary Award,special,1,0,many,,honorary|special,1929,1929
cannes,palme,Palme,film,0,1,one,,palme|best-picture,1929,1929
""",
    "nominations/oscars.csv": """\
ceremony,year,category,wording,works,work_ids,people,people_ids,detail,winner,note,source
1,1929,best-actor,Actor,The Racket,tt0000001,Steve Smith,nm0000001,Joe,1,,a list
1,1929,best-actor,Actor,Wings,tt0000002,Al Ray,,Jack,0,,a list
1,1929,honorary,Honorary,,,Ann Host,,,1,,a list
1,1929,honorary,Honorary,,,Cy Old,,,1,,a list
2,1930,best-actor,Actor,The Racket (Der Schläger),,Steve Smith,nm0000002,,1,,a list
2,1930,best-actor,Actor,Dawn,,Álvaro Ray,nm0000003,,1,,a list
2,1930,best-song,Song,Dawn|Wings,tt0000003|,Cy Old|Steve Smith,|,Hey|Ho (Let's Go),0,,a list
2,1930,best-song,Song,Dawn,tt0000003,Cy Old|Al Ray,|,Blue,0,THIS IS NOT AN OFFICIAL NOMINATION,a list
""",
    "nominations/cannes.csv": """\
ceremony,year,category,wording,works,work_ids,people,people_ids,detail,winner,note,source
,1929,palme,palme,Dawn,tt0000003,Alvaro Ray,,,1,,a list
,1929,palme,palme,Wings,,A. Ray,,,0,in competition,a list
""",
    "people.csv": """\
person,name,gender,birth,death,birthplace,source
nm0000001,Steve Smith,male,1900-02-01,1950,Rome,a list
,Cy Old,,1880,,,a list
""",
    "works.csv": """\
work,title,year,kind,note
tt0000002,Wings,1927,,
""",
    "identities.csv": """\
kind,name,body,years,category,id,note
person,Steve Smith,,-1930,best-song,nm0000001,the elder
""",
    "aliases.csv": """\
kind,alias,id,name,note
person,A. Ray,nm0000003,Álvaro Ray,
""",
    "outcomes.csv": """\
body,ceremony,year,category,outcome,note
oscars,2,1930,best-actor,tie,shared
oscars,2,1930,best-song,missing,nominees only
""",
    "quotes.csv": """\
body,ceremony,year,category,speaker,role,work,quote,context,themes,source_title,source_url,verified
oscars,1,1929,best-actor,Steve Smith,winner,The Racket,Thank you all.,,thanks,A paper,,1
""",
    "facts.csv": """\
fact,body,year,people,works,topic,statement,answer,source_title,source_url,verified
osc-1,oscars,1929,Steve Smith,Wings,first|best-actor,Steve Smith was the first.,Steve Smith,A paper,,1
film-1,film,,,Dawn,plot,Dawn is about a day.,a day,A paper,,1
""",
    "lexicon/bodies.csv": """\
phrase,body
oscars,oscars
""",
    "lexicon/categories.csv": """\
phrase,family,body,note
best actor,best-actor,,
actor,best-actor,,bare
""",
    "intents.csv": """\
intent,needs,without,weight,example
find,rel.win,,1,who won
""",
    "replies.csv": """\
key,text
fail.none,Nothing.
""",
    "examples.csv": """\
question
who won
""",
    "sources.csv": "source,name\na list,a list\n",
    "lexicon/common.csv": "word\nday\n",
    "lexicon/cues.csv": "phrase,cue\nwon,rel.win\n",
    "lexicon/groups.csv": "group,word\nopener,and\n",
    "lexicon/nicknames.csv": "kind,name,alias,id\nperson,Al Ray,Ally,\n",
    "lexicon/other.csv": "phrase,field\ncup,sport\n",
    "lexicon/prominence.csv": "family,glance\nbest-picture,1\nbest-actor,1\n",
    "lexicon/stop.csv": "word\nthe\n",
    "lexicon/television.csv": "family,tv_family\nbest-actor,best-song\n",
    "lexicon/themes.csv": "phrase,theme\nthanks,gratitude\n",
    "lexicon/topics.csv": "phrase,topic\nplot,plot\n",
    "trivia/choices.csv": "row,label,words\nlength,5,5\n",
    "lexicon/wordings.csv": "wording\nwho won best picture\n",
    "trivia/awards.csv": "name,spoken\nBest Actor,Best Actor\n",
    "trivia/before.csv": "word\nlets\n",
    "trivia/complete.csv": "body,first_year,names_all,note\noscars,1929,1,all\n",
    "trivia/doubts.csv": "body,year,category,note\noscars,1930,best-actor,unsure\n",
    "trivia/families.csv": "family,asks,noun,prominence\nbest-actor,person,actor,3\n",
    "trivia/notes.csv": "note\nrunner-up\n",
    "trivia/openers.csv": "phrase\nplay trivia\n",
    "trivia/templates.csv": "template,weight,ease,typed,topic\nwinner,1,0,1,winners\n",
    "trivia/words.csv": "phrase,field,value\nhard,level,hard\n",
    "trivia/wordings.csv": "template,use,text\nwinner,ask,Who won {award}?\n",
}


def write_tiny_data(folder: Path, changes: dict[str, tuple[str, str]] | None = None) -> Path:
    """Write the files into `folder` and return it; `changes` maps a file to (old text, new text).

    Raises:
        ValueError: when the old text is not in the file just once, so that no test bends nothing.
    """
    bent = dict(changes or {})
    for name, text in FILES.items():
        if name in bent:
            old, new = bent.pop(name)
            if text.count(old) != 1:
                raise ValueError(f"{name} holds {old!r} {text.count(old)} times")
            text = text.replace(old, new)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    if bent:
        raise ValueError(f"no such files: {sorted(bent)}")
    return folder
