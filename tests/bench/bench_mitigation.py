# SPDX-License-Identifier: GPL-3.0-or-later
"""fairness.mitigation.*: what corrections of training do to the name gap that the sample project has on
purpose (nine of ten people in its English training text have names of one region, those of the test split
are even over seven). Three runs a side that differ by their seed alone are compared on the same documents
and the same sentences of a suite, pairwise, with seeds as a random factor (core/fairness/compare_tables.h);
names that any of the runs learnt from the list are left out for all of them.

A row's value is the size of the recall gap against all others, in points, of the region that was served
worst before; the peer's column holds it before. "reached" says that it moved towards zero by more than
chance. Every region, with its own interval and tests, stands in "changes".

BENCH_SEEDS (3) runs a side, BENCH_MITIGATIONS some of the ways; BENCH_MITIGATION_KEEP a folder whose project
and runs are used again."""
import json
import os
import pathlib
import tempfile

import product
import rows

SEEDS = list(range(1, 1 + max(1, int(os.environ.get("BENCH_SEEDS", "3")))))
RECIPE = {"epochs": 2, "learning_rate": 2e-4, "precision": "fp32", "deterministic": "true",
          "eval_every": 1000, "device": "cpu"}
LIST = "sample-origins"
WAYS = {
    "names": {"augment_suite": LIST, "augment_copies": 2},
    "pairs": {"pairing_suite": LIST, "pairing_weight": 1},
    "dro": {"group_by": f"suite:{LIST}", "group_dro_step": 0.01},
    # Every sentence of a group of names holds a name, so this one weighs genres.
    "reweigh": {"group_by": "genre", "reweigh_groups": "true", "reweigh_label": "PER"},
}
CALLED = {"names": "learning again with names of every group", "pairs": "counterfactual logit pairing",
          "dro": "group DRO over names", "reweigh": "reweighing by genre"}
ROUNDS = 2000
EACH = 3  # of the suite's templates: every third


def suite(folder):
    """The shipped list with a third of its templates, so that six runs can be asked in minutes."""
    whole = json.loads((product.ROOT / f"resources/suites/{LIST}.json").read_text("utf-8"))
    path = pathlib.Path(folder) / "origins.json"
    path.write_text(json.dumps({**whole, "name": "origins", "templates": whole["templates"][::EACH]}), "utf-8")
    return path


def train(project, name, seed, more):
    events = f"{project}.{name}.jsonl"
    known = {run["name"] for run in json.loads(product.cli("project", "info", project, "--json"))["runs"]}
    if name in known:
        return
    settings = {**RECIPE, **more, "seed": seed, "threads": product.THREADS}
    words = [w for key, value in settings.items() for w in ("--set", f"{key}={value}")]
    product.note(f"training {name}")
    product.cli("train", project, "--model", product.MINILM, "--where", "language=en", "--name", name,
                "--events", events, *words)


def compared(project, way, folder):
    out = f"{folder}/{way}.json"
    product.cli("audit", project, "--compare", *(f"before-{s}" for s in SEEDS), "--with",
                *(f"{way}-{s}" for s in SEEDS), "--suite", suite(folder), "--groups", f"list:{LIST}",
                "--where", "language=en", "--rounds", ROUNDS, "--json", out)
    with open(out, encoding="utf-8") as file:
        return json.load(file)


def towards_zero(before, after, change):
    """Whether a gap became smaller, by more than chance: the interval of its change lies on zero's side."""
    towards = change["low"] > 0 if before < 0 else change["high"] < 0
    return towards and abs(after) < abs(before)


def row_of(way, found):
    """The row of one comparison, from its JSON."""
    lines = [line for line in found["change"]["lines"] if line["dimension"] == "suite:origins"]
    gaps = {line["group"]: line for line in lines if line["kind"] == "gap" and line["before"]["value"] is not None}
    overall = next(line for line in found["change"]["lines"] if line["kind"] == "overall")
    if not gaps:
        raise rows.Missing("no gap could be assessed")
    worst = min(gaps, key=lambda g: gaps[g]["before"]["value"])  # the region that is served worst
    line = gaps[worst]
    before, after = (100 * line[side]["value"] for side in ("before", "after"))
    change = {k: 100 * line["change"][k] for k in ("value", "low", "high")}
    row = rows.make_row(f"fairness.mitigation.{way}", abs(after), "points", "lower",
                        "the same gap before", abs(before), changes=[
                            {"group": x["group"], "kind": x["kind"], "measure": x["measure"],
                             "before": x["before"]["value"], "after": x["after"]["value"],
                             **{k: x["change"][k] for k in ("value", "low", "high")}, "p": x["p"],
                             "adjusted": x["adjusted"], "swap_p": x["swap_p"], "verdict": x["verdict"],
                             "dimension": x["dimension"]} for x in found["change"]["lines"]],
                        seeds=len(found["change"]["before"]), names_left_out=found["change"]["names_learnt"])
    row["reached"] = towards_zero(before, after, change)
    row["goal_is"] = "the gap is smaller, and the 95 % interval of its change lies on zero's side"
    row["note"] = (
        f"{CALLED[way]}: {worst} {before:+.1f} → {after:+.1f} points (change {change['value']:+.1f}, "
        f"{change['low']:+.1f} … {change['high']:+.1f}; p {line['p']:.4f}, Holm {line['adjusted']:.4f}, "
        f"by swaps {line['swap_p']:.4f}): {line['verdict']}; F1 of everything "
        f"{100 * overall['before']['value']:.1f} → {100 * overall['after']['value']:.1f} "
        f"({100 * overall['change']['low']:+.1f} … {100 * overall['change']['high']:+.1f})")
    return row


def run(names):
    ways = [name.rsplit(".", 1)[1] for name in names]
    keep = os.environ.get("BENCH_MITIGATION_KEEP")
    with tempfile.TemporaryDirectory(dir=product.cache(".").resolve()) as made:
        folder = keep or made
        project = f"{folder}/mitigation.evenspan"
        if not os.path.exists(project):
            product.cli("project", "create", project)
            for split in ("train", "validation", "test"):
                product.cli("import", project, product.ROOT / f"resources/sample/{split}.conll", "--split", split)
        for seed in SEEDS:
            train(project, f"before-{seed}", seed, {})
        for way in ways:
            for seed in SEEDS:
                train(project, f"{way}-{seed}", seed, WAYS[way])
            yield row_of(way, compared(project, way, folder))
