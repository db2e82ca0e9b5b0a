# SPDX-License-Identifier: GPL-3.0-or-later
"""format_files.py import|export FORMAT FILE CORPUS OUT: reads FILE into documents, or writes the
documents of CORPUS to OUT, by the package that people use; prints the seconds of that one step
(packages and pipelines are loaded before), the spans placed and the peak. "hf-datasets" reads
FORMAT hf-json by `datasets`, "bioc-brat" FORMAT brat by bioc. Of brat, xmi and cas-json FILE is a
folder; `make` writes those of the two latter from a tenth of CORPUS."""
import csv
import json
import os
import resource
import sys
import tempfile
import time
from functools import lru_cache


def conll_documents(path):
    """(words, tags) of each document."""
    words, tags = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc") and words:
                yield words, tags
                words, tags = [], []
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 2:
                words.append(cells[0])
                tags.append(cells[1])
    if words:
        yield words, tags


def mentions(tags):
    found, begin = [], None
    for at, tag in enumerate([*tags, "O"]):
        if begin is not None and not tag.startswith("I-"):
            found.append((begin, at, tags[begin][2:]))
            begin = None
        if tag.startswith("B-"):
            begin = at
    return found


@lru_cache(maxsize=1)
def pipeline():
    import spacy

    return spacy.blank("en")


def spacy_spans(pairs):
    make = pipeline().make_doc
    count = 0
    for text, spans in pairs:
        doc = make(text)
        placed = [doc.char_span(b, e, label=label, alignment_mode="expand") for b, e, label in spans]
        count += sum(span is not None for span in placed)
    return count


def spacy_words(pairs):
    """Documents of words and tags, as spaCy holds them."""
    from spacy.tokens import Doc, Span

    vocab, count = pipeline().vocab, 0
    for words, tags in pairs:
        doc = Doc(vocab, words=words)
        doc.ents = [Span(doc, b, e, label=label) for b, e, label in mentions(tags)]
        count += len(doc.ents)
    return count


def records(path):
    with open(path, encoding="utf-8") as file:
        if file.read(1) == "[":
            file.seek(0)
            yield from json.load(file)
        else:
            file.seek(0)
            yield from map(json.loads, file)


def from_records(form, path):
    for record in records(path):
        if form == "label-studio":
            parts = [r["value"] for a in record["annotations"] for r in a["result"]]
            text = record["data"]["text"]
            yield text, [(v["start"], v["end"], v["labels"][0]) for v in parts]
        elif form == "prodigy":
            yield record["text"], [(s["start"], s["end"], s["label"]) for s in record["spans"]]
        else:
            yield record["text"], record["label"]


def from_csv(path):
    csv.field_size_limit(1 << 24)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["text"], json.loads(row["spans"] or "[]")


NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"


def make_cases(form, corpus, folder):
    import cassis

    types = cassis.TypeSystem()
    entity = types.create_type(name=NER, supertypeName="uima.tcas.Annotation")
    types.create_feature(entity, "value", "uima.cas.String")
    token = types.create_type(name=TOKEN, supertypeName="uima.tcas.Annotation")
    for number, (words, tags) in enumerate(conll_documents(corpus)):
        if number % 10:
            continue
        places, at = [], 0
        for word in words:
            places.append((at, at + len(word)))
            at += len(word) + 1
        cas = cassis.Cas(typesystem=types)
        cas.sofa_string, cas.sofa_mime = " ".join(words), "text/plain"
        for begin, end in places:
            cas.add(token(begin=begin, end=end))
        for first, last, label in mentions(tags):
            cas.add(entity(begin=places[first][0], end=places[last - 1][1], value=label))
        (cas.to_xmi if form == "xmi" else cas.to_json)(f"{folder}/{number:05}.{form.split('-')[-1]}")
    types.to_xml(folder + ".types")


def from_cases(form, folder):
    import cassis

    if form == "xmi":
        with open(folder + ".types", "rb") as file:
            types = cassis.load_typesystem(file)
    for path in paths_in(folder):
        with open(path, "rb") as file:
            yield (cassis.load_cas_from_xmi(file, typesystem=types) if form == "xmi" else
                   cassis.load_cas_from_json(file))


def paths_in(folder, ending=""):
    return sorted(entry.path for entry in os.scandir(folder) if entry.name.endswith(ending))


def from_brat(form, folder):
    """The number of entities of each document."""
    from bioc import brat
    from bratsubset.annotation import TextAnnotations

    for path in paths_in(folder, ".ann"):
        base = path.removesuffix(".ann")
        if form == "brat":
            with TextAnnotations(base, read_only=True) as document:
                yield sum(1 for _ in document.get_textbounds())
        else:
            with open(base + ".txt", encoding="utf-8") as text, open(path, encoding="utf-8") as marks:
                yield len(brat.load(text, marks).entities)


def read(form, path):
    if form in ("brat", "bioc-brat"):
        return sum(from_brat(form, path))
    if form in ("xmi", "cas-json"):
        return sum(len(cas.select(NER)) for cas in from_cases(form, path))
    if form == "conll":
        return sum(len(mentions(tags)) for _, tags in conll_documents(path))
    if form == "conllu":
        import conllu

        with open(path, encoding="utf-8") as file:
            return sum(1 for sentence in conllu.parse_incr(file) for token in sentence
                       if any(str(v).startswith("B-") for v in (token["misc"] or {}).values()))
    if form == "hf-json":
        return spacy_words((r["tokens"], r["ner_tags"]) for r in records(path))
    if form == "hf-datasets":
        from datasets import Dataset

        with tempfile.TemporaryDirectory() as cache:
            rows = Dataset.from_json(path, cache_dir=cache)
            return sum(len(mentions(tags)) for tags in rows["ner_tags"])
    if form == "csv":
        return spacy_spans(from_csv(path))
    if form in ("bioc", "bioc-json", "pubtator"):
        import bioc

        if form == "pubtator":
            from bioc import pubtator

            # A line of five columns, without an identifier, it takes for a relation.
            with open(path, encoding="utf-8") as file:
                return sum(len(d.annotations) + len(d.relations) for d in pubtator.load(file))
        from bioc import biocjson, biocxml

        with open(path, encoding="utf-8") as file:
            collection = (biocxml if form == "bioc" else biocjson).load(file)
        assert isinstance(collection, bioc.BioCCollection)
        return sum(len(p.annotations) for d in collection.documents for p in d.passages)
    return spacy_spans(from_records(form, path))


def documents(path):
    from spacy.tokens import Doc, Span

    vocab = pipeline().vocab
    made = []
    for words, tags in conll_documents(path):
        doc = Doc(vocab, words=words)
        doc.ents = [Span(doc, b, e, label=label) for b, e, label in mentions(tags)]
        made.append(doc)
    return made


def write(form, docs, out):
    spans = [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]
    if form == "spacy":
        from spacy.tokens import DocBin

        DocBin(docs=docs).to_disk(out)
    elif form == "csv":
        with open(out, "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["name", "text", "spans"])
            rows.writerows((n, d.text, json.dumps(s)) for n, (d, s) in enumerate(zip(docs, spans)))
    else:
        with open(out, "w", encoding="utf-8") as file:
            for doc, entities in zip(docs, spans):
                if form == "doccano":
                    line = {"text": doc.text, "label": entities}
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
                else:
                    file.writelines(f"{t.text}\t{t.ent_iob_}{t.ent_type_ and '-' + t.ent_type_}\n"
                                    for t in doc)
                    file.write("\n")
    return sum(map(len, spans))


def load(form, way):
    """Everything that the step needs, so that it is not timed."""
    if way == "export" or form in ("hf-json", "doccano", "prodigy", "label-studio", "csv"):
        import spacy.tokens  # noqa: F401

        pipeline().make_doc("A first text.")
    elif form == "conllu":
        import conllu  # noqa: F401
    elif form == "hf-datasets":
        import datasets

        datasets.disable_progress_bars()
    elif form in ("xmi", "cas-json"):
        import cassis  # noqa: F401
    elif form in ("brat", "bioc-brat"):
        from bioc import brat  # noqa: F401
        from bratsubset import annotation  # noqa: F401
    elif form != "conll":
        import bioc
        from bioc import biocjson, biocxml, pubtator  # noqa: F401


def main(way, form, file, corpus, out):
    if way == "make":
        make_cases(form, corpus, file)
        print(json.dumps({"made": len(os.listdir(file))}))
        return
    load(form, way)
    docs = documents(corpus) if way == "export" else None
    used, begin = time.process_time(), time.monotonic()
    spans = read(form, file) if way == "import" else write(form, docs, out)
    seconds, used = time.monotonic() - begin, time.process_time() - used
    assert spans > 0, "the peer placed no span"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "processor_seconds": used, "spans": spans,
                      "peak_mb": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
