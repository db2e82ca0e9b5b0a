#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py [NAME...] [--list] [--json OUT]: the benchmarks, ours and the peer in turn on this machine.

A name may also be the first part of several: `train` runs train.fp32, train.bf16, …
Environment: BENCH_ROUNDS (3) paired rounds, BENCH_THREADS (all cores), BENCH_SENTENCES (1000000)
for the store, BENCH_SEEDS (3) for quality, BENCH_STEPS training steps instead of the epoch,
EVENSPAN_CORPORA the folder of real corpora.
"""
import argparse
import difflib
import importlib
import json
import os
import signal
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rows  # noqa: E402

READ = ["conll", "conllu", "doccano", "prodigy", "label-studio", "hf-json", "csv", "bioc", "bioc-json",
        "pubtator", "brat", "xmi", "cas-json"]
WRITTEN = ["conll", "doccano", "csv", "spacy"]


def formats(way, names, what):
    return {f"formats.{way}.{name}": ("bench_formats", what.format(name)) for name in names}


# name: (module, what it measures)
BENCHES = {
    "train.fp32": ("bench_train", "fine-tuning in fp32 against the Hugging Face Trainer"),
    "train.bf16": ("bench_train", "fine-tuning in bf16 against the Trainer's own bf16"),
    "train.gpu": ("bench_train", "fine-tuning on a graphics card against the Trainer on it"),
    "train.padded": ("bench_train", "fine-tuning in fp32 against a loop padded to 128"),
    "train.memory": ("bench_train", "peak resident memory of fine-tuning against the Hugging Face Trainer"),
    "predict.fp32": ("bench_predict", "prediction in fp32 against transformers' pipeline"),
    "predict.bf16": ("bench_predict", "prediction in bf16 against transformers' pipeline"),
    "predict.ctranslate2": ("bench_predict", "prediction in fp32 against CTranslate2 float32"),
    "predict.ctranslate2_int8": ("bench_predict", "our fastest exact mode beside CTranslate2 int8"),
    "quality.wnut17": ("bench_quality", "micro F1 on WNUT-17 against the Trainer"),
    "quality.ncbi": ("bench_quality", "micro F1 on NCBI Disease against the Trainer"),
    "quality.bc5cdr": ("bench_quality", "micro F1 on BC5CDR against the Trainer"),
    "tokenize": ("bench_tokenize", "word pieces with offsets against tokenizers, one thread"),
    "store.import": ("bench_store", "CoNLL import of a million sentences"),
    "store.export": ("bench_store", "CoNLL export of a million sentences"),
    "store.search": ("bench_store", "text search in a million sentences"),
    "store.commit": ("bench_store", "one label on disk, in a project of a million sentences"),
    **formats("import", READ, "our reader of {0} against Python's"),
    **formats("export", WRITTEN, "our writer of {0} against Python's"),
    **formats("whole_import", READ, "{0} into a project on disk, against Python's reader alone"),
    **formats("whole_export", WRITTEN, "a project into {0}, against Python's writer alone"),
    "label.open_long": ("bench_label", "a text of 10 MB with 20,000 entities to its first paint"),
    "label.key": ("bench_label", "a key to its paint in that text, 95th percentile"),
    "label.commit": ("bench_label", "a label on disk and on the screen there, 95th percentile"),
    "label.scroll": ("bench_label", "a frame while scrolling there, 95th percentile"),
    "label.filter": ("bench_label", "slowest of 22 filters, counts and searches, 5 million entities"),
    "label.propagate": ("bench_label", "equal words of a million documents, the look before"),
    "label.memory": ("bench_label", "memory of the window with that text and 5 million entities"),
    "launcher.start": ("bench_launcher", "pressing Start to the first step, engine loaded"),
    "launcher.stop": ("bench_launcher", "pressing Stop to the window's answer"),
    "launcher.frame": ("bench_launcher", "the window painted whole while a run trains"),
    "launcher.key": ("bench_launcher", "a key to its paint in the text while a run trains"),
    "launcher.events": ("bench_launcher", "1,000,000 events of a run in 10 s: the window's thread"),
    "fairness.bootstrap": ("bench_fairness", "10,000 bootstrap samples of an audit's recalls"),
    "fairness.suite": ("bench_fairness", "24,000 sentences of a suite, predicted on the CPU"),
    "fairness.tables": ("bench_fairness", "simulated coverage and size beside the published"),
    "fairness.mitigation.names": ("bench_mitigation", "the planted name gap after learning other names again"),
    "fairness.mitigation.pairs": ("bench_mitigation", "the same after counterfactual logit pairing"),
    "fairness.mitigation.dro": ("bench_mitigation", "the same after group DRO"),
    "fairness.mitigation.reweigh": ("bench_mitigation", "the same after reweighing"),
    "fairness.panel": ("bench_panel", "a stored audit of 1,000,000 mentions, until it is painted"),
    "report.pdf": ("bench_report", "the bias report of forty groups, made and written as a PDF"),
    "inspect.open": ("bench_mentions", "a split of 50,000 mentions, predictions being there"),
    "inspect.filter": ("bench_mentions", "slowest of its filters with counts and order"),
    "inspect.live": ("bench_inspect", "a typed letter to tags and probabilities, 95th percentile"),
    "inspect.ig": ("bench_inspect", "integrated gradients of one entity, until complete"),
    "window.first_paint": ("bench_window", "start to first painted window, a million sentences"),
}


def chosen(names):
    """The benches that the words mean, in the list's order. Unknown words: ValueError."""
    if not names:
        return list(BENCHES)
    wanted = set()
    for name in names:
        found = [b for b in BENCHES if b == name or b.startswith(name + ".")]
        if not found:
            near = difflib.get_close_matches(name, BENCHES, n=1, cutoff=0)
            raise ValueError(f"there is no benchmark '{name}'; the nearest is '{near[0]}'")
        # "predict.ctranslate2" alone must not mean its int8 sister.
        wanted.update([name] if name in BENCHES else found)
    return [b for b in BENCHES if b in wanted]


def failed_row(name, reason):
    return rows.make_row(name, None, "", "higher", None, None, note=reason)


def run(names, load=importlib.import_module):
    out = []
    for module in dict.fromkeys(BENCHES[name][0] for name in names):
        mine = [name for name in names if BENCHES[name][0] == module]
        seen = set()
        try:
            for row in load(module).run(mine):
                seen.add(row["name"])
                out.append(row)
                print(rows.line(row), flush=True)
        except rows.Missing as reason:
            note = str(reason)
        except Exception as error:  # one broken family must not cost the figures of the others
            traceback.print_exc()
            note = f"{type(error).__name__}: {error}"
        else:
            note = "the benchmark gave no row"
        for name in mine:
            if name not in seen:
                out.append(failed_row(name, note))
                print(rows.line(out[-1]), flush=True)
    return out


def main(argv):
    parser = argparse.ArgumentParser(prog="packaging/bench", allow_abbrev=False)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--list", action="store_true", help="print the names and end")
    parser.add_argument("--json", metavar="OUT", help="write the rows there")
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    try:
        names = chosen(arguments.names)
    except ValueError as error:
        parser.error(str(error))
    if arguments.list:
        for name in names:
            print(f"{name:<26} {BENCHES[name][1]}" if sys.stdout.isatty() else name)
        return 0
    if arguments.check:
        return 0
    # A plain end by SIGTERM too takes the running side and its temporary folder along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    out = run(names)
    if arguments.json:
        with open(arguments.json + ".part", "w", encoding="utf-8") as file:
            json.dump(out, file, indent=1, ensure_ascii=False)
            file.write("\n")
        os.replace(arguments.json + ".part", arguments.json)
    return 0 if all(row["value"] is not None for row in out) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
