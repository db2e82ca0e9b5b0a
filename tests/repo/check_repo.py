# SPDX-License-Identifier: GPL-3.0-or-later
"""check_repo.py CHECK ROOT: rules of the tree. Prints each breach and exits with 1 if any."""
import re
import subprocess
import sys
from pathlib import Path

# Which folders a folder may include from, beside itself (README, "Layers").
ALLOWED = {
    "core/base": [],
    "core/text": ["core/base"],
    "core/tokenizer": ["core/base", "core/text"],
    "core/schema": ["core/base", "core/text"],
}
_MIDDLE = ["core/base", "core/text", "core/tokenizer", "core/schema"]
for name in ("store", "io", "data", "metrics", "rules"):
    ALLOWED[f"core/{name}"] = _MIDDLE
ALLOWED["core/engine"] = _MIDDLE + ["core/data", "core/metrics"]
ALLOWED["core/fairness"] = _MIDDLE + ["core/metrics"]
ALLOWED["core/report"] = ["core/base", "core/fairness"]
ALLOWED["core/engine/torch"] = ["core/base", "core/engine"]
ALLOWED["core/onnx"] = _MIDDLE + ["core/engine"]
_USED = _MIDDLE + ["core/store", "core/io", "core/data", "core/metrics", "core/rules",
                   "core/engine", "core/onnx", "core/fairness", "core/report"]
# The use cases, each part above those that it stands on.
_PARTS = {
    "project": [],
    "rules": [],
    "model": [],
    "runs": ["project", "model"],
    "inspect": ["project", "model", "runs"],
    "audit": ["project", "model", "runs", "inspect"],
    "train": ["project", "model", "runs", "inspect", "audit"],
}
_PARTS["search"] = _PARTS["train"] + ["train"]
for name, below in _PARTS.items():
    ALLOWED[f"core/app/{name}"] = _USED + [f"core/app/{part}" for part in below]
_APP = [f"core/app/{name}" for name in _PARTS] + ["core/app"]
ALLOWED["core/app"] = _USED + _APP
ALLOWED["ui/common"] = ["core/base", "core/text"]
ALLOWED["ui/shell"] = ["core/base", "core/text", "core/schema", "core/store", "core/engine",
                       "core/io", "core/rules", "ui/common"] + _APP
for name in ("project", "inspect", "review", "settings", "label/canvas", "label/palette", "label/rules",
             "train/launch"):
    ALLOWED[f"ui/{name}"] = ALLOWED["ui/shell"] + ["ui/shell"]
ALLOWED["ui/label"] = ALLOWED["ui/project"] + ["ui/label/canvas", "ui/label/palette",
                                                "ui/label/rules"]
ALLOWED["ui/train/runs"] = ALLOWED["ui/project"] + ["ui/train/launch"]
ALLOWED["ui/train/live"] = ALLOWED["ui/train/runs"] + ["ui/train/runs"]
ALLOWED["ui/train"] = ALLOWED["ui/train/live"] + ["ui/train/live"]
ALLOWED["ui/audit"] = ALLOWED["ui/review"] + ["core/fairness", "core/report"]
ALLOWED["app"] = None  # the composition may see everything

SOURCES = {".h", ".cpp"}


def tracked(root):
    out = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    return [Path(name) for name in out.stdout.decode().split("\0") if name]


def texts(root, files):
    for file in files:
        path = root / file
        if not path.is_file():
            continue
        data = path.read_bytes()
        if b"\0" in data[:8000]:
            continue
        try:
            yield file, data.decode()
        except UnicodeDecodeError:
            continue


def folder_of(file):
    """The layer that a file belongs to: the longest folder of ALLOWED that holds it."""
    best = None
    for folder in ALLOWED:
        if str(file).startswith(folder + "/") and (best is None or len(folder) > len(best)):
            best = folder
    return best


def layers(files):
    for file, text in files:
        own = folder_of(file)
        if own is None or file.suffix not in SOURCES:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not match:
                continue
            target = match.group(2)
            where = f"{file}:{number}"
            other = folder_of(target)
            if ALLOWED[own] is not None and other not in (None, own) and other not in ALLOWED[own]:
                yield f"{where}: {own} may not include {target}"
            if re.match(r"(torch|ATen|c10)/", target) and own != "core/engine/torch":
                yield f"{where}: torch belongs to core/engine/torch"
            if target == "sqlite3.h" and own != "core/store":
                yield f"{where}: sqlite3.h belongs to core/store"
            if target == "nlohmann/json.hpp" and file.suffix == ".h":
                yield f"{where}: headers take json_fwd.hpp"
            # Use cases and reports may take Qt's classes without widgets.
            plain = own.startswith("core/") and not own.startswith(("core/app", "core/report"))
            if re.match(r"(Q[A-Z]|qcustomplot)", target) and plain:
                yield f"{where}: core is written without Qt"
            if target.lower().startswith("qcustomplot") and own != "ui/common":
                yield f"{where}: QCustomPlot belongs to ui/common"
            if target == "QtWidgets":
                yield f"{where}: include the single headers"
            if own == "core/engine/torch" and target == "filesystem":
                yield f"{where}: LibTorch exports its own std::filesystem"


def file_size(files):
    for file, text in files:
        count = text.count("\n")
        limit = 800 if file.suffix == ".cpp" else 300
        if file.suffix in SOURCES and file.parts[0] != "tests" and count > limit:
            yield f"{file}: {count} lines, {limit} are the end"


# Homes and build folders of a machine; a system folder such as /usr/bin is everybody's.
PATHS = re.compile(r"(?<![\w./$}])/(?:work|farm|root|home|Users)/[A-Za-z.]")


def machine_paths(files):
    for file, text in files:
        for number, line in enumerate(text.splitlines(), 1):
            if PATHS.search(line):
                yield f"{file}:{number}: names a path of a machine"


def spdx(files):
    for file, text in files:
        if file.suffix in SOURCES | {".py", ".sh", ".cmake", ".sql"} or file.name == "CMakeLists.txt":
            if "SPDX-License-Identifier: GPL-3.0-or-later" not in "\n".join(text.splitlines()[:3]) \
                    and "SPDX-License-Identifier: CC0-1.0" not in "\n".join(text.splitlines()[:3]):
                yield f"{file}: no SPDX line at its head"


def format_(root, files):
    tool = "clang-format-14"
    if subprocess.run(["which", tool], capture_output=True).returncode != 0:
        print(f"{tool} is not installed: skipped")
        sys.exit(77)
    sources = [str(file) for file in files if file.suffix in SOURCES]
    for at in range(0, len(sources), 50):
        out = subprocess.run([tool, "--dry-run", "--ferror-limit=1"] + sources[at:at + 50],
                             cwd=root, capture_output=True, text=True)
        for line in out.stderr.splitlines():
            if "warning:" in line or "error:" in line:
                yield line


def translations(files):
    """Every string of the window has a finished Simplified Chinese text."""
    for file, text in files:
        if file.suffix == ".ts":
            count = len(re.findall(r'type="unfinished"', text))
            if count:
                yield f"{file}: {count} unfinished translations"


def main():
    check, root = sys.argv[1], Path(sys.argv[2])
    names = tracked(root)
    if check == "format":
        breaches = list(format_(root, names))
    else:
        breaches = list({"layers": layers, "file_size": file_size, "spdx": spdx,
                         "machine_paths": machine_paths, "translations": translations}[check](
                             texts(root, names)))
    for breach in breaches:
        print(breach)
    print(f"{check}: {len(names)} files, {len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
