# SPDX-License-Identifier: GPL-3.0-or-later
"""store.*: a million sentences (BENCH_SENTENCES) of 20 words with one or two entities each.

Import and export go through the command line and its CoNLL reader and writer; search and commit
through the store. The peer is a Python script with sqlite3 that keeps the same rows with the same
durability, and no history or checks.
"""
import json
import os
import random
import shutil
import tempfile
import time

import corpus
import product
import rows

SENTENCES = int(os.environ.get("BENCH_SENTENCES", "1000000"))
DISTINCT = 20_000
PEER = "Python sqlite3, WAL, synchronous=FULL"


def sentences(count):
    """Words of a vocabulary of 20,000; the product of two draws makes some common."""
    dice = random.Random(1)
    for _ in range(count):
        words = []
        for _ in range(20):
            number, word = dice.randrange(1 + dice.randrange(20_000)) + 26, ""
            while number:
                number, letter = divmod(number, 26)
                word += chr(ord("a") + letter)
            words.append(word + "en")
        tags = ["O"] * 20
        for at in range(dice.randrange(8), 19, 10):
            kind = dice.choice(["PER", "ORG"])
            tags[at:at + 2] = [f"B-{kind}", f"I-{kind}"]
        yield words, tags


def conll_file():
    """The CoNLL file that both sides import, made once."""
    path = product.cache(f"sentences-{SENTENCES}.conll")
    if not path.exists():
        part = path.with_suffix(".part")
        corpus.write(part, sentences(min(DISTINCT, SENTENCES)))
        block = part.read_text()
        blocks = block.split("\n\n")[:min(DISTINCT, SENTENCES)]
        with open(part, "w", encoding="utf-8") as file:
            for _ in range(SENTENCES // DISTINCT):
                file.write(block)
            file.writelines(b + "\n\n" for b in blocks[:SENTENCES % DISTINCT])
        part.replace(path)
    return path


def project(path):
    """Imports the file into a new project; sentences a second."""
    file = conll_file()
    product.cli("project", "create", path)
    begin = time.monotonic()
    product.cli("import", path, file, "--split", "train", "--format", "conll")
    return SENTENCES / (time.monotonic() - begin)


def million_project():
    """The project that benches only open, made once."""
    path = product.cache(f"sentences-{SENTENCES}.evenspan")
    if not path.exists():
        product.note(f"importing {SENTENCES:,} sentences once")
        half = product.cache("half.evenspan")
        remove(half)
        project(half)
        half.replace(path)
    return path


def remove(path):
    for tail in ("", "-wal", "-shm"):
        if os.path.exists(f"{path}{tail}"):
            os.remove(f"{path}{tail}")
    shutil.rmtree(f"{path}-files", ignore_errors=True)


class Sides:
    """What each side does in one round, on files that every action finds as the import left them."""

    def __init__(self, folder):
        self.own, self.other = f"{folder}/own.evenspan", f"{folder}/other.sqlite"
        self.tool_figures = None

    def own_import(self):
        remove(self.own)
        self.tool_figures = None
        return project(self.own), {}

    def peer_import(self):
        """With the search index, since ours makes one; the figure without it goes along."""
        remove(self.other)
        found = product.peer("sqlite_store.py", self.other, conll_file(), "import", "index")
        return 1 / (1 / found["import"] + 1 / found["index"]), found

    def ready(self):
        if not os.path.exists(self.own):
            shutil.copyfile(million_project(), self.own)

    def own_export(self):
        self.ready()
        out = f"{self.own}.conll"
        begin = time.monotonic()
        product.cli("export", self.own, "--format", "conll", "--out", out, "--split", "train")
        seconds = time.monotonic() - begin
        found = sum(1 for _ in open(out, encoding="utf-8") if _ == "\n")
        os.remove(out)
        return SENTENCES / seconds, {"sentences": found}

    def own_read(self):
        """The walk over every document that an export does, where the verb is not there."""
        return self.own_tool("store.export")

    def own_tool(self, name):
        self.ready()
        text = product.tool("tool_store", self.own)
        found = {f["name"]: f["value"] for f in map(json.loads, text.strip().splitlines())}
        return found[name], found

    def peer_action(self, action):
        if not os.path.exists(self.other):
            self.peer_import()
        found = product.peer("sqlite_store.py", self.other, conll_file(), action)
        return found[action], found


def can_export():
    try:
        product.cli("export", "--help")
        return True
    except rows.Missing:
        return False


def run(names):
    with tempfile.TemporaryDirectory(dir=product.cache(".").resolve()) as folder:
        sides = Sides(folder)
        for name in names:
            action = name.split(".")[1]
            note, peer = None, PEER
            ours, other = (lambda: sides.own_tool(name)), (lambda: sides.peer_action(action))
            unit, better = "ms", "lower"
            if action == "import":
                ours, other, unit, better = sides.own_import, sides.peer_import, "sentences/s", "higher"
                peer += ", Python CoNLL reader, FTS5 trigram index, no history"
            elif action == "export":
                unit, better = "sentences/s", "higher"
                ours = sides.own_export
                peer += ", Python CoNLL writer"
                if not can_export():
                    ours, note = sides.own_read, "the export verb is missing: the streaming read alone"
            elif action == "search":
                peer = "Python sqlite3, LIKE scan"
            row, details = rows.paired_row(name, unit, better, peer, ours, other, product.ROUNDS,
                                           note=note, sentences=SENTENCES)
            if action == "import":
                row["peer_without_index"] = details["peer"].get("import")
            if action == "search":
                row["hits"] = details["ours"].get("store.search.hits")
                row["peer_hits"] = details["peer"].get("hits")
            if action == "commit":
                row["p99"] = details["ours"].get("store.commit.p99")
                row["fsync_ms"] = details["peer"].get("fsync_ms")
            yield row
