# SPDX-License-Identifier: GPL-3.0-or-later
"""formats.import.F and formats.export.F: our reader or writer of a format beside the Python package
that people use for it, each in memory: a file into documents with their words and spans, or such
documents into a file. Neither side's start, nor what it loads before, counts.

formats.whole_import.F and formats.whole_export.F: beside the same step of the same peer, everything
that the program does: its start, the file into a project on disk, with checks, history and search
index, flushed; or from the project into a file, flushed. The peer keeps nothing.

50,000 sentences of 20 words with one or two entities each, ten a document. Both sides read the same
file, or of a format of one file a document the same folder. What a writer adds beside text and spans
differs, so exports count MB of the documents' text: every ratio is one of times. A CAS has a tenth of
the documents; dkpro-cassis, its peer, writes them.
"""
import os
import subprocess
import tempfile
import time

import bench_store
import product
import rows

SENTENCES = 50_000
# format: what reads it in Python
READERS = {
    "conll": "plain Python", "conllu": "conllu", "doccano": "json and spaCy",
    "prodigy": "json and spaCy", "label-studio": "json and spaCy", "hf-json": "json and spaCy",
    "csv": "csv, json and spaCy", "bioc": "bioc", "bioc-json": "bioc", "pubtator": "bioc.pubtator",
    "brat": "brat's own reader (as bratiaa ships it)", "xmi": "dkpro-cassis", "cas-json": "dkpro-cassis",
}
WRITERS = {"conll": "plain Python, from spaCy's documents", "doccano": "json, from spaCy's documents",
           "csv": "csv, from spaCy's documents", "spacy": "spaCy DocBin"}
# format: a second reader, by its name in format_files.py, and what it is
ALSO = {"hf-json": ("hf-datasets", "datasets (pyarrow's C++ reader; spans by Python)"),
        "brat": ("bioc-brat", "bioc.brat (lines into objects, nothing checked against the text)")}
BY_PEER = ("xmi", "cas-json")  # read, not written, by the program
GOAL = 10


def measured(*words):
    """Seconds and peak MB of the program."""
    with tempfile.TemporaryFile() as said:
        begin = time.monotonic()
        try:
            child = subprocess.Popen([str(product.BIN / "evenspan-cli"), *map(str, words)],
                                     stdout=subprocess.DEVNULL, stderr=said)
        except OSError as error:
            raise rows.Missing(f"evenspan-cli cannot be started ({error.strerror})") from None
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.monotonic() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            raise rows.Missing(product.last(said.read().decode("utf-8", "replace")))
    return seconds, used.ru_maxrss / 1024


def write_corpus(path, count):
    with open(path, "w", encoding="utf-8") as file:
        for number, (words, tags) in enumerate(bench_store.sentences(count)):
            if number % 10 == 0:
                file.write(f"# newdoc id = {number // 10}\n")
            file.writelines(f"{word}\t{tag}\n" for word, tag in zip(words, tags))
            file.write("\n")


class Case:
    """One format and one way, in a folder with the corpus and a project of it."""

    def __init__(self, name, folder, text_mb):
        _, way, self.form = name.split(".")
        self.whole = way.startswith("whole_")
        self.way = way.removeprefix("whole_")
        self.folder, self.text_mb = folder, text_mb
        self.project, self.corpus = f"{folder}/p.evenspan", f"{folder}/corpus.conll"
        self.file = f"{folder}/file.{self.form}"
        if os.path.exists(self.file):
            return
        if self.form in BY_PEER:
            os.mkdir(self.file)
            product.peer("format_files.py", "make", self.form, self.file, self.corpus, "-")
        else:
            measured("export", self.project, "--format", self.form, "--out", self.file)

    def mb(self):
        """What both sides are counted in."""
        if self.way != "import":
            return self.text_mb
        files = ([entry.path for entry in os.scandir(self.file)] if os.path.isdir(self.file) else
                 [self.file])
        return sum(map(os.path.getsize, files)) / 1e6

    def reader(self):
        words = (("read", self.form, self.file) if self.way == "import" else
                 ("write", self.form, f"{self.folder}/file.conll", f"{self.folder}/again.{self.form}"))
        out = product.json_of(product.tool("tool_format_speed", *words))
        return self.mb() / out["seconds"], out

    def program(self):
        if self.way == "export":
            seconds, peak = measured("export", self.project, "--format", self.form,
                                     "--out", f"{self.folder}/again.{self.form}")
        else:
            target = f"{self.folder}/whole.evenspan"
            bench_store.remove(target)
            product.cli("project", "create", target)
            seconds, peak = measured("import", target, self.file, "--format", self.form)
        return self.mb() / seconds, {"peak_mb": peak}

    def peer(self, form=None):
        out = product.peer("format_files.py", self.way, form or self.form, self.file, self.corpus,
                           f"{self.folder}/peer.{self.form}", threads=1)
        return self.mb() / out["seconds"], out


def also(case, value):
    """A line on the second peer."""
    if case.form not in ALSO or case.way != "import" or value is None:
        return None
    script, what = ALSO[case.form]
    try:
        figure = rows.median([case.peer(script)[0] for _ in range(product.ROUNDS)])
    except rows.Missing as reason:
        return f"{what}: {reason}"
    return f"{what}: {rows.short(figure)} MB/s, we are {value / figure:.2f} x that"


def row_of(name, folder, text_mb):
    case = Case(name, folder, text_mb)
    tool = (READERS if case.way == "import" else WRITERS)[case.form]
    doing = {"import": "file into memory", "export": "memory into a file"}[case.way]
    ours = {"import": "file into a project on disk", "export": "project into a file"}[case.way]
    row, details = rows.paired_row(
        name, "MB/s", "higher", f"Python, {tool}: {doing}; ours: {ours if case.whole else doing}",
        case.program if case.whole else case.reader, case.peer, product.ROUNDS, goal=GOAL)
    if line := also(case, row["value"]):
        row["note"] = "; ".join(filter(None, [row.get("note"), line]))
    row["peak_mb"] = details["ours"].get("peak_mb")
    row["peer_peak_mb"] = details["peer"].get("peak_mb")
    row["peer_spans"] = details["peer"].get("spans")
    row["spans"] = details["ours"].get("spans")
    row["mb"] = case.mb()
    return row


def run(names):
    with tempfile.TemporaryDirectory(dir=product.cache(".").resolve()) as folder:
        project, corpus = f"{folder}/p.evenspan", f"{folder}/corpus.conll"
        write_corpus(corpus, SENTENCES)
        product.cli("project", "create", project)
        product.cli("import", project, corpus, "--format", "conll")
        measured("export", project, "--format", "conll", "--out", f"{folder}/file.conll")
        read = product.json_of(product.tool("tool_format_speed", "read", "conll", f"{folder}/file.conll"))
        for name in names:
            yield row_of(name, folder, read["text_mb"])
