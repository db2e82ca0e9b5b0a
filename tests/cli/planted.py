# SPDX-License-Identifier: GPL-3.0-or-later
"""Files with tagged sentences, and label errors planted in them: what tests of label errors share."""
import random

KINDS = ("type", "boundary", "missed", "spurious")


def read_tagged(path):
    """Sentences of (word, IOB2 tag) from a file with two columns or more."""
    out, sentence = [], []
    with open(path, encoding="utf-8") as file:
        for line in [*file, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# "):
                continue
            if line.strip():
                columns = line.replace("\t", " ").split(" ")
                sentence.append((columns[0], columns[-1]))
            elif sentence:
                out.append(sentence)
                sentence = []
    return out


def mentions(tags):
    out, begin = [], None
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and (tag[0] != "I" or tag[2:] != tags[begin][2:]):
            out.append((begin, i, tags[begin][2:]))
            begin = None
        if begin is None and tag != "O":
            begin = i
    return out


def tags_of(found, size):
    out = ["O"] * size
    for begin, end, label in found:
        out[begin] = "B-" + label
        for i in range(begin + 1, end):
            out[i] = "I-" + label
    return out


def plant(sentences, share, seed):
    """Makes that share of the labels wrong, a quarter each of a wrong type, a wrong border, a missed
    and a spurious mention. Returns the tags, and for each error its sentence and its words."""
    chance = random.Random(seed)
    words = [[w for w, _ in s] for s in sentences]
    right = [mentions([t for _, t in s]) for s in sentences]
    labels = sorted({label for found in right for *_, label in found})
    every = [(s, m) for s, found in enumerate(right) for m in range(len(found))]
    given = [list(found) for found in right]
    errors = []
    for n, (s, m) in enumerate(chance.sample(every, round(share * len(every)))):
        kind = KINDS[n % len(KINDS)]
        begin, end, label = right[s][m]
        others = [x for i, x in enumerate(given[s]) if x and i != m]

        def free(word, others=others, s=s):
            return 0 <= word < len(words[s]) and not any(b <= word < e for b, e, _ in others)

        if kind == "type":
            given[s][m] = (begin, end, chance.choice([x for x in labels if x != label]))
        elif kind == "boundary":
            wrong = [(begin - 1, end, label)] * free(begin - 1) + [(begin, end + 1, label)] * free(end)
            if end - begin > 1:
                wrong += [(begin + 1, end, label), (begin, end - 1, label)]
            if not wrong:
                continue
            given[s][m] = chance.choice(wrong)
        elif kind == "missed":
            given[s][m] = None
        else:
            s = chance.randrange(len(words))
            places = [i for i, word in enumerate(words[s]) if any(c.isalnum() for c in word)
                      and not any(x and x[0] <= i < x[1] for x in [*given[s], *right[s]])]
            if not places:
                continue
            begin = chance.choice(places)
            end = begin + 1
            given[s].append((begin, end, chance.choice(labels)))
        errors.append((s, min(begin, given[s][m][0]) if kind == "boundary" else begin,
                       max(end, given[s][m][1]) if kind == "boundary" else end))
    tags = [tags_of(sorted(x for x in found if x), len(w)) for found, w in zip(given, words)]
    return tags, errors


def write_tagged(path, sentences, tags, documents="d"):
    """One document a sentence, named by its number."""
    with open(path, "w", encoding="utf-8") as file:
        for n, (sentence, row) in enumerate(zip(sentences, tags)):
            file.write(f"# newdoc id = {documents}{n}\n")
            file.writelines(f"{word}\t{tag}\n" for (word, _), tag in zip(sentence, row))
            file.write("\n")
