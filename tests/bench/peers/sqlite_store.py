# SPDX-License-Identifier: GPL-3.0-or-later
"""sqlite_store.py FILE CONLL ACTION...: what a plain Python script with sqlite3 does of the same.

import  reads the CoNLL file and inserts documents, token offsets and spans in one transaction
        (WAL, synchronous=FULL), without history or checks
index   makes the trigram index over the texts that makes them searchable (FTS5)
export  reads every row back and writes CoNLL
search  LIKE '%term%' over all texts, the middle twelve characters of the first 20 documents
commit  2,000 single inserts of a span, each in a transaction of its own; also the time of a bare
        4 KiB write with fsync on the same disk
"""
import json
import os
import sqlite3
import statistics
import sys
import time

import corpus_path  # noqa: F401
import corpus

file, conll, actions = sys.argv[1], sys.argv[2], sys.argv[3:]
found = {}
base = sqlite3.connect(file, isolation_level=None)
base.execute("PRAGMA journal_mode=WAL")
base.execute("PRAGMA synchronous=FULL")


def timed(action):
    begin = time.perf_counter()
    count = action()
    return (time.perf_counter() - begin), count


def do_import():
    base.execute("CREATE TABLE documents(id INTEGER PRIMARY KEY, text TEXT, split TEXT, "
                 "tokens TEXT)")
    base.execute("CREATE TABLE spans(id INTEGER PRIMARY KEY, document INT, start INT, stop INT, "
                 "label TEXT)")
    base.execute("CREATE INDEX spans_of ON spans(document)")
    base.execute("BEGIN")
    count = 0
    for words, tags in stream(conll):
        count += 1
        text = " ".join(words)
        ranges = corpus.word_ranges(words, text)
        base.execute("INSERT INTO documents VALUES(?,?,?,?)",
                     (count, text, "train", json.dumps(ranges)))
        base.executemany("INSERT INTO spans(document,start,stop,label) VALUES(?,?,?,?)", [
            (count, ranges[a][0], ranges[b - 1][1], kind)
            for kind, a, b in corpus.entities(tags)])
    base.execute("COMMIT")
    return count


def do_index():
    base.execute("BEGIN")
    base.execute("CREATE VIRTUAL TABLE search USING fts5(text, content='documents', "
                 "content_rowid='id', tokenize='trigram', detail='none')")
    base.execute("INSERT INTO search(search) VALUES('rebuild')")
    base.execute("COMMIT")
    return base.execute("SELECT count(*) FROM documents").fetchone()[0]


def stream(path):
    words, tags = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 1:
                words.append(cells[0])
                tags.append(cells[1])
            elif words:
                yield words, tags
                words, tags = [], []
    if words:
        yield words, tags


def do_export():
    count = 0
    spans = base.execute("SELECT document, start, stop, label FROM spans ORDER BY document")
    ahead = spans.fetchone()
    with open(file + ".conll", "w", encoding="utf-8") as out:
        for key, text, tokens in base.execute("SELECT id, text, tokens FROM documents ORDER BY id"):
            mine = []
            while ahead and ahead[0] == key:
                mine.append(ahead[1:])
                ahead = spans.fetchone()
            for begin, end in json.loads(tokens):
                tag = "O"
                for start, stop, label in mine:
                    if start <= begin < stop:
                        tag = ("B-" if start == begin else "I-") + label
                out.write(f"{text[begin:end]}\t{tag}\n")
            out.write("\n")
            count += 1
    return count


def do_search():
    times, hits = [], 0
    for key in range(1, 21):
        text = base.execute("SELECT text FROM documents WHERE id=?", (key,)).fetchone()[0]
        term = text[len(text) // 2:len(text) // 2 + 12]
        seconds, rows = timed(lambda: base.execute(
            "SELECT id FROM documents WHERE text LIKE ?", (f"%{term}%",)).fetchall())
        times.append(seconds)
        hits += len(rows)
    found["hits"] = hits
    return statistics.median(times) * 1e3


def do_commit():
    times = []
    for key in range(1, 2001):
        times.append(timed(lambda: base.execute(
            "INSERT INTO spans(document,start,stop,label) VALUES(?,0,3,'PER')", (key,)))[0])
    handle = os.open(file + ".fsync", os.O_CREAT | os.O_WRONLY)
    bare = []
    for _ in range(200):
        bare.append(timed(lambda: (os.pwrite(handle, b"x" * 4096, 0), os.fsync(handle)))[0])
    os.close(handle)
    found["fsync_ms"] = statistics.median(bare) * 1e3
    return statistics.median(times) * 1e3


for action in actions:
    if action in ("import", "index", "export"):
        seconds, count = timed(
            {"import": do_import, "index": do_index, "export": do_export}[action])
        found[action] = count / seconds
    else:
        found[action] = do_search() if action == "search" else do_commit()
print(json.dumps(found))
