# SPDX-License-Identifier: GPL-3.0-or-later
"""Other programs read what is written here, and what they write is read: conllu, bioc (with PubTator),
dkpro-cassis."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import bioc
import cassis
import conllu
from bioc import biocjson, biocxml, pubtator

TOOL = sys.argv[1]
NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"


def tool(verb, name, path):
    done = subprocess.run([TOOL, verb, name, str(path)], capture_output=True, text=True)
    assert done.returncode == 0, (verb, name, done.stderr)
    return json.loads(done.stdout)


def spans(document):
    return sorted(tuple(span) for span in document["spans"])


def check_conllu(folder):
    for name in ("conllu", "conllu-plus"):
        kept = tool("write", name, folder / name)
        fields = None if name == "conllu" else ["id", "form", "misc", "evenspan:ner"]
        sentences = conllu.parse((folder / name).read_text(encoding="utf-8"), fields=fields)
        documents = []
        for sentence in sentences:
            if "newdoc id" in sentence.metadata:
                documents.append([])
            documents[-1].append(sentence)
        assert len(documents) == len(kept) == 200, (len(documents), len(kept))
        for document, mine in zip(documents, kept):
            forms = [token["form"] for sentence in document for token in sentence]
            # A word of blanks alone (one that a mark joins to) cannot stand in a column.
            words = [mine["text"][begin:end] for begin, end in mine["words"]]
            words = [word if word.strip(" ") else "_" for word in words]
            assert forms == words, (forms, words)
            tagged, at = [], 0
            for sentence in document:
                open_span = None
                for token in sentence:
                    if name == "conllu":
                        tag = (token["misc"] or {}).get("NER", "O")
                    else:
                        tag = token["evenspan:ner"]
                    begin, end = mine["words"][at]
                    at += 1
                    if tag.startswith("I-"):
                        open_span[1] = end
                        continue
                    if open_span:
                        tagged.append(tuple(open_span))
                    open_span = [begin, end, tag[2:]] if tag.startswith("B-") else None
                if open_span:
                    tagged.append(tuple(open_span))
            assert sorted(tagged) == spans(mine), (tagged, spans(mine))
    return 400


def check_bioc(folder):
    number = related = 0
    for name, package in (("bioc", biocxml), ("bioc-json", biocjson)):
        kept = tool("write", name, folder / name)
        with open(folder / name, encoding="utf-8") as file:
            collection = package.load(file)
        assert len(collection.documents) == len(kept) == 200
        for document, mine in zip(collection.documents, kept):
            passage = document.passages[0]
            assert document.id == mine["name"] and passage.text == mine["text"], mine["name"]
            theirs = []
            for annotation in passage.annotations:
                (place,) = annotation.locations
                assert passage.text[place.offset:place.end] == annotation.text
                theirs.append((place.offset, place.end, annotation.infons["type"]))
            assert sorted(theirs) == spans(mine)
            places = {a.id: [a.locations[0].offset, a.locations[0].end, a.infons["type"]]
                      for a in passage.annotations}
            linked = [[r.infons["type"]] + [places[node.refid] for node in r.nodes]
                      for r in passage.relations]
            assert sorted(linked) == sorted(mine["relations"]), (linked, mine["relations"])
            related += len(linked)
            number += 1
        # And what the package writes is read here.
        with open(folder / ("out." + name), "w", encoding="utf-8") as file:
            package.dump(collection, file)
        again = tool("read", name, folder / ("out." + name))
        assert [(d["name"], d["text"], spans(d), sorted(d["relations"])) for d in again] == [
            (d["name"], d["text"], spans(d), sorted(d["relations"])) for d in kept]
    assert related >= 100, related
    return number


def check_pubtator(folder):
    kept = tool("write", "pubtator", folder / "pubtator")
    # Lines end at \n alone; its load() cuts at every separator that Unicode knows.
    with open(folder / "pubtator", encoding="utf-8", newline="\n") as file:
        documents = list(pubtator.iterparse(file))
    assert len(documents) == len(kept) == 200, (len(documents), len(kept))
    for document, mine in zip(documents, kept):
        assert document.pmid == mine["name"] and not document.relations, mine["name"]
        theirs = [(a.start, a.end, a.type) for a in document.annotations]
        assert sorted(theirs) == spans(mine), (theirs, spans(mine))
        assert {a.id for a in document.annotations} <= {"-"}
    return len(documents)


def check_cassis(folder):
    kept = tool("write", "bioc", folder / "texts")
    types = cassis.TypeSystem()
    entity = types.create_type(name=NER, supertypeName="uima.tcas.Annotation")
    types.create_feature(entity, "value", "uima.cas.String")
    types.create_feature(entity, "identifier", "uima.cas.String")
    link = types.create_type(name="webanno.custom.Link", supertypeName="uima.tcas.Annotation")
    types.create_feature(link, "Governor", NER)
    types.create_feature(link, "Dependent", NER)
    types.create_feature(link, "label", "uima.cas.String")
    token = types.create_type(name=TOKEN, supertypeName="uima.tcas.Annotation")
    number = 0
    for mine in kept:
        text = mine["text"]
        cas = cassis.Cas(typesystem=types)
        cas.sofa_string = text
        cas.sofa_mime = "text/plain"
        for begin, end in mine["words"]:
            cas.add(token(begin=begin, end=end))
        entities = {}
        for begin, end, label in mine["spans"]:
            entities[begin, end, label] = entity(begin=begin, end=end, value=label, identifier="Q1")
            cas.add(entities[begin, end, label])
        for kind, source, target in mine["relations"]:
            cas.add(link(begin=target[0], end=target[1], label=kind, Governor=entities[tuple(source)],
                         Dependent=entities[tuple(target)]))
        # cassis counts code points in memory and UTF-16 units in its files.
        for name, write in (("xmi", cas.to_xmi), ("cas-json", cas.to_json)):
            path = folder / ("cas." + name)
            write(path)
            (read,) = tool("read", name, path)
            assert read["text"] == text, (name, text, read["text"])
            assert spans(read) == spans(mine), (name, text, spans(read), spans(mine))
            assert read["words"] == mine["words"], (name, text)
            assert sorted(read["relations"]) == sorted(mine["relations"]), (name, text)
            number += 1
    return number


with tempfile.TemporaryDirectory() as base:
    for check in (check_conllu, check_bioc, check_pubtator, check_cassis):
        print(check.__name__[6:], check(Path(base)), "documents agree")
