# SPDX-License-Identifier: GPL-3.0-or-later
"""formats.import.F and formats.export.F: MB a second of one file, the program's start included.

50,000 sentences of 20 words with one or two entities each, ten a document. Both sides read the same
file and place its spans; ours is the whole dry run with its findings, its checks, and the search
for texts that the project has already, since that and the store's write (store.import) are apart;
`alone_mb_s` is the same with an empty project, so without that search, as the peer has none. To
export, both sides begin with documents in their own store: a project here, spaCy's documents in
memory there.
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
    "prodigy": "json and spaCy", "label-studio": "json and spaCy", "hf-json": "json",
    "csv": "csv, json and spaCy", "bioc": "bioc", "bioc-json": "bioc", "pubtator": "bioc.pubtator",
}
WRITERS = {"conll": "plain Python", "doccano": "json", "csv": "csv", "spacy": "spaCy DocBin"}
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


def row_of(name, folder, project):
    _, way, form = name.split(".")
    file = f"{folder}/file.{form}"
    # The file that both sides read, or whose size both figures are counted in.
    measured("export", project, "--format", form, "--out", file)
    size = os.path.getsize(file) / 1e6

    def ours():
        words = (("import", project, file, "--format", form, "--dry-run") if way == "import" else
                 ("export", project, "--format", form, "--out", f"{folder}/again.{form}"))
        seconds, peak = measured(*words)
        found = {"peak_mb": peak}
        if way == "import":
            # Without the project's documents, whose texts are compared with the file's.
            alone, _ = measured("import", f"{folder}/empty.evenspan", *words[2:])
            found["alone_mb_s"] = size / alone
        return size / seconds, found

    def peer():
        out = product.peer("format_files.py", way, form, file, f"{folder}/corpus.conll",
                           f"{folder}/peer.{form}", threads=1)
        return (size if way == "import" else out["mb"]) / out["seconds"], out

    tool = (READERS if way == "import" else WRITERS)[form]
    row, details = rows.paired_row(name, "MB/s", "higher", f"Python, {tool}", ours, peer,
                                   product.ROUNDS, goal=GOAL)
    row["peak_mb"] = details["ours"].get("peak_mb")
    row["peer_peak_mb"] = details["peer"].get("peak_mb")
    row["alone_mb_s"] = details["ours"].get("alone_mb_s")
    row["peer_spans"] = details["peer"].get("spans")
    row["mb"] = size
    return row


def run(names):
    with tempfile.TemporaryDirectory(dir=product.cache(".").resolve()) as folder:
        project, corpus = f"{folder}/p.evenspan", f"{folder}/corpus.conll"
        write_corpus(corpus, SENTENCES)
        product.cli("project", "create", project)
        product.cli("project", "create", f"{folder}/empty.evenspan")
        product.cli("import", project, corpus, "--format", "conll")
        for name in names:
            yield row_of(name, folder, project)
