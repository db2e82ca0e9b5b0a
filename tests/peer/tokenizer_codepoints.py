# SPDX-License-Identifier: GPL-3.0-or-later
"""Every code point of Unicode, alone and inside a word, with four settings of the normalizer."""
import sys
import tempfile

from tokenizer_support import differences, model_folder, variant

POINTS = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]


def main():
    tool, root = sys.argv[1], sys.argv[2]
    wrong = 0
    # Sixteen in one text: an answer of the reference costs more than the pieces in it.
    groups = [POINTS[i:i + 16] for i in range(0, len(POINTS), 16)]
    tasks = [" ".join(f"a{c}b" for c in g) for g in groups]
    tasks += [" ".join(f"{c}cde {c}" for c in g) for g in groups]
    with tempfile.TemporaryDirectory() as folder:
        settings = [{}, {"lowercase": False}, {"strip_accents": False},
                    {"clean_text": False, "handle_chinese_chars": False}]
        for setting in settings:
            where = variant(root, folder, **setting) if setting else model_folder(root)
            count = differences(tool, where, tasks)
            print(f"{setting}: {len(tasks)} texts, {count} differ")
            wrong += count
    return 1 if wrong else 0


sys.exit(main())
