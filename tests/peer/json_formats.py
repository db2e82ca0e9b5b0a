# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command line writes is read by spaCy, `datasets` and Label Studio's converter with every
span on the same characters, over one plain sentence and 200 hard ones; and what they write is read."""
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

CLI = sys.argv[1]
LABELS = ["PER", "LOC", "ORG", "PERSON", "a label"]
PIECES = [" ", "  ", "\n", "\r\n", "\t", "a", "Kim", "Oslo", "9", "é", "e\u0301", "\u200b", "\u200f", "שלום",
          "مرحبا", "科", "研究", "👩‍👩‍👧", "🇳🇴", "😊", "\u2028", "\u00a0", "नि", ",", ".", "\"", "\\", "ORG", "PERSON"]


def texts():
    rng = random.Random(7)
    yield "Zoë 😊 met Ana Ruiz in Oslo.", [[10, 18, "PER"], [22, 26, "LOC"]]
    for _ in range(200):
        words = [rng.choice(PIECES) for _ in range(rng.randint(1, 16))]
        text = "".join(words)
        spans, at = [], 0
        for word in words:
            end = at + len(word)
            if word.strip() and rng.random() < 0.4:
                spans.append([at, end, rng.choice(LABELS)])
            at = end
        if text.strip():
            yield text, spans


def cli(*arguments):
    done = subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def covered(text, spans):
    return sorted((b, e, text[b:e], label) for b, e, label in spans)


def main():
    folder = Path(tempfile.mkdtemp())
    cases = list(texts())
    source = folder / "in.json"
    source.write_text(json.dumps([[t, {"entities": s}] for t, s in cases]), encoding="utf-8")
    project = folder / "p.evenspan"
    cli("project", "create", project)
    said = json.loads(cli("import", project, source, "--offsets", "codepoint", "--json"))
    assert said["format"] == "spacy-tuples" and said["documents"] == len(cases), said
    assert said["spans"] == sum(len(s) for _, s in cases), said

    def export(name, *more):
        out = folder / name
        cli("export", project, "--format", *more, "--out", out)
        return out

    # Prodigy's lines, as Python reads them
    rows = [json.loads(line) for line in export("p.jsonl", "prodigy").read_text("utf-8").split("\n") if line]
    assert len(rows) == len(cases)
    for row, (text, spans) in zip(rows, cases):
        assert row["text"] == text
        assert covered(text, [(s["start"], s["end"], s["label"]) for s in row["spans"]]) == covered(text, spans)

    # spaCy: tuples through offsets_to_biluo_tags where the spans stand on its words; DocBin whole
    import spacy
    from spacy.tokens import DocBin
    from spacy.training import biluo_tags_to_offsets, offsets_to_biluo_tags
    nlp = spacy.blank("en")
    checked = 0
    for (text, annotation), (wanted, spans) in zip(json.loads(export("t.json", "spacy-tuples").read_text("utf-8")), cases):
        assert text == wanted and covered(text, annotation["entities"]) == covered(text, spans)
        doc = nlp.make_doc(text)
        if all(doc.char_span(b, e) is not None for b, e, _ in spans):
            tags = offsets_to_biluo_tags(doc, annotation["entities"])
            assert covered(text, biluo_tags_to_offsets(doc, tags)) == covered(text, spans)
            checked += 1
    assert checked >= 20, checked
    vocab = spacy.blank("xx").vocab
    docs = list(DocBin().from_disk(export("d.spacy", "spacy")).get_docs(vocab))
    assert len(docs) == len(cases)
    whole = 0
    for doc, (text, spans) in zip(docs, cases):
        assert doc.text == text, (doc.text, text)
        found = covered(text, [(e.start_char, e.end_char, e.label_) for e in doc.ents])
        # Entities stand on words: those that do not are widened to them.
        for b, e, part, label in covered(text, spans):
            if (b, e, part, label) in found:
                whole += 1
            else:
                assert any(x <= b and e <= y for x, y, _, _ in found), (text, spans, found)
    assert whole > sum(len(s) for _, s in cases) * 0.5, whole

    # datasets
    import datasets
    datasets.disable_progress_bars()
    rows = datasets.load_dataset("json", data_files=str(export("h.jsonl", "hf-json")), split="train",
                                 cache_dir=str(folder / "cache"))
    assert all(len(r["tokens"]) == len(r["ner_tags"]) for r in rows)
    assert sum(tag.startswith("B-") for r in rows for tag in r["ner_tags"]) > 0
    names = sorted({tag for r in rows for tag in r["ner_tags"]} - {"O"})
    features = datasets.Features({"id": datasets.Value("string"), "tokens": datasets.Sequence(datasets.Value("string")),
                                  "ner_tags": datasets.Sequence(datasets.ClassLabel(names=["O"] + names))})
    numbers = rows.select_columns(["id", "tokens", "ner_tags"]).cast(features)
    numbers.to_json(str(folder / "numbers.jsonl"))
    other = folder / "q.evenspan"
    cli("project", "create", other)
    back = json.loads(cli("import", other, folder / "numbers.jsonl", "--set",
                          "names=" + ",".join(["O"] + names), "--json"))
    assert back["spans"] == sum(tag.startswith("B-") for r in rows for tag in r["ner_tags"]), back

    # Label Studio's converter
    tasks = export("l.json", "label-studio")
    loaded = json.loads(tasks.read_text("utf-8"))
    for task, (text, spans) in zip(loaded, cases):
        assert task["data"]["text"] == text
        for annotation in task["annotations"]:
            for item in annotation["result"]:
                value = item["value"]
                assert text[value["start"]:value["end"]] == value["text"]
    from label_studio_sdk.converter import Converter
    from label_studio_sdk._extensions.label_studio_tools.core.label_config import parse_config
    config = (folder / "l.label_config.xml").read_text("utf-8")  # written beside the tasks
    assert sorted(parse_config(config)["label"]["labels"]) == sorted(LABELS), config
    Converter(config=config, project_dir=str(folder)).convert_to_json_min(str(tasks), str(folder / "min"), is_dir=False)
    reduced = folder / "min" / "result.json"
    rows = json.loads(reduced.read_text("utf-8"))
    assert sum(len(r.get("label", [])) for r in rows) == sum(len(s) for _, s in cases)
    third = folder / "r.evenspan"
    cli("project", "create", third)
    back = json.loads(cli("import", third, reduced, "--json"))
    assert back["format"] == "label-studio" and back["spans"] == sum(len(s) for _, s in cases), back
    print(f"{len(cases)} texts, {sum(len(s) for _, s in cases)} spans: spaCy, datasets and Label Studio agree; "
          f"{checked} through BILUO tags, {whole} whole in DocBin")


main()
