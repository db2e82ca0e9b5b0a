# SPDX-License-Identifier: GPL-3.0-or-later
"""predict.*: sentences a second from text to entities, BC5CDR test sentences, MiniLM.

The model is our own run on WNUT-17 (two epochs), in the Hugging Face folder that both sides read.
Our time is that of `predict` on all sentences less that on the first 32, so that loading counts on
neither side; tokenizing and writing the answers count on both. Agreement is the share of equal tags
with transformers in fp32 over the words of the WNUT-17 test set.
"""
import json
import shutil
import time

import corpus
import product
import rows

FEW = 32
SENTENCES = 2_000
RECIPE = {"epochs": 2, "batch_size": 16, "learning_rate": 2e-4, "dropout": 0.1, "seed": 1,
          "precision": "fp32", "eval_every": 100_000_000, "save_every": 100_000_000,
          "device": "cpu", "decoder": "argmax"}


class Model:
    """The cached project with its run, and the files that the peers read."""

    def __init__(self):
        files = product.corpora("wnut17").parent
        self.test = corpus.read(files / corpus.WNUT17["test"])
        speed = corpus.read(product.corpora("bc5cdr") / "test.tsv")[:SENTENCES]
        self.count = len(speed) - FEW
        folder = product.cache("predict")
        key = json.dumps([RECIPE, SENTENCES, corpus.digest(files / corpus.WNUT17["train"])])
        mark = folder / "key.json"
        self.project, self.run = folder / "predict.evenspan", "bench"
        self.speed_file, self.test_file = folder / "speed.tsv", folder / "test.tsv"
        if not mark.exists() or json.loads(mark.read_text())["key"] != key:
            product.note("training the tagger that the predict benches use")
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            few = folder / "few.tsv"
            corpus.write(self.speed_file, speed)
            corpus.write(few, speed[:FEW])
            corpus.write(self.test_file, self.test)
            product.new_project(self.project, {
                "train": files / corpus.WNUT17["train"],
                "validation": files / corpus.WNUT17["validation"], "test": self.test_file,
                "speed": self.speed_file, "few": few})
            events = product.train(self.project, self.run,
                                   {**RECIPE, "threads": product.THREADS}, folder / "events.jsonl")
            done = [e for e in events if e["event"] == "finished"][-1]
            mark.write_text(json.dumps({"key": key, "path": done["path"]}))
        self.path = json.loads(mark.read_text())["path"]
        self.reference_tags = None

    def predict(self, split, precision):
        wishes = product.flags(product.cli("predict", "--help"), {
            "precision": precision, "decoder": "argmax", "threads": product.THREADS})
        begin = time.monotonic()
        out = product.cli("predict", self.project, "--run", self.run, "--split", split, "--json",
                          *wishes)
        return json.loads(out), time.monotonic() - begin

    def ours(self, precision):
        def measure():
            few = min(self.predict("few", precision)[1] for _ in range(2))
            return self.count / (self.predict("speed", precision)[1] - few), {}
        return measure

    def tags(self, precision):
        answers, _ = self.predict("test", precision)
        if len(answers) != len(self.test):
            raise rows.Missing(f"predict gave {len(answers)} sentences of {len(self.test)}")
        return [corpus.as_tags(corpus.spans_to_entities(a["spans"], words, a["text"]), len(words))
                for a, (words, _) in zip(answers, self.test)]

    def reference(self):
        """Tags by transformers in fp32."""
        if self.reference_tags is None:
            out = product.cache("predict") / "reference.json"
            product.peer("reference_tags.py", self.path, self.test_file, out)
            self.reference_tags = read_tags(out)
        return self.reference_tags

    def agreement(self, precision):
        try:
            every, named = corpus.agreement(self.reference(), self.tags(precision))
            return {"all": every, "named": named}
        except rows.Missing as reason:
            return {"missing": str(reason)}

    def pipeline(self, precision):
        return self.peer("hf_pipeline.py", precision)

    def ctranslate2(self, kind):
        return self.peer("ct2_encoder.py", kind, product.cache("predict") / "ctranslate2")

    def peer(self, script, kind, *more):
        tags = product.cache("predict") / f"{script}-{kind}.json"

        def measure():
            out = product.peer(script, self.path, self.speed_file, kind, product.THREADS,
                               self.test_file, tags, *more)
            if tags.exists():
                every, named = corpus.agreement(self.reference(), read_tags(tags))
                out["agreement"] = {"all": every, "named": named}
            return out["sentences_per_second"], out
        return measure


def read_tags(path):
    """Tags of a peer in the same form as ours."""
    with open(path, encoding="utf-8") as file:
        return [corpus.as_tags(corpus.entities(tags), len(tags)) for tags in json.load(file)]


def percent(found):
    if not found or "missing" in found:
        return "agreement unknown"
    return f"{100 * found['all']:.2f} % equal tags, {100 * found['named']:.2f} % of non-O words"


def exact(found):
    return "all" in found and found["all"] >= 0.999 and found["named"] >= 0.99


def run(names):
    model = Model()
    own = {p: model.agreement(p) for p in ("fp32", "bf16")}
    for name in names:
        if name in ("predict.fp32", "predict.bf16"):
            precision = name.split(".")[1]
            row, details = rows.paired_row(
                name, "sentences/s", "higher", "transformers pipeline(\"ner\"), fp32, its best batch",
                model.ours(precision), model.pipeline("fp32"), product.ROUNDS,
                goal=5 if precision == "fp32" else 8, agreement=own[precision],
                note=f"ours: {percent(own[precision])}")
            row["peer_batch"] = details["peer"].get("batch")
            if precision == "bf16":
                _, more, _ = rows.paired(model.pipeline("bf16"), None, 1)
                row["peer_bf16"] = more["ours"].get("sentences_per_second")
        else:
            kind = "float32" if name == "predict.ctranslate2" else "int8"
            precision = "bf16" if kind == "int8" and exact(own["bf16"]) else "fp32"
            row, details = rows.paired_row(
                name, "sentences/s", "higher", f"CTranslate2 {kind}, head in numpy",
                model.ours(precision), model.ctranslate2(kind), product.ROUNDS,
                goal=1 if kind == "float32" else None, mode=precision, agreement=own[precision])
            found = details["peer"].get("agreement")
            row["peer_agreement"] = found
            row["note"] = "; ".join(filter(None, [
                row.get("note"), f"ours in {precision}: {percent(own[precision])}",
                f"peer: {percent(found)}"]))
        yield row
