# SPDX-License-Identifier: GPL-3.0-or-later
"""What the training peers share: sentences as features, the model, a timing of steps."""
import corpus_path  # noqa: F401
import corpus
import torch
from transformers import AutoModelForTokenClassification, AutoTokenizer


def load(spec):
    """(tokenizer, model, names, training features) of a spec."""
    torch.set_num_threads(spec["threads"])
    sentences = corpus.read(spec["train"])
    names = corpus.labels(sentences)
    tokenizer = AutoTokenizer.from_pretrained(spec["model"])
    torch.manual_seed(spec["seed"])
    model = AutoModelForTokenClassification.from_pretrained(
        spec["model"], num_labels=len(names), dtype=torch.float32,
        id2label=dict(enumerate(names)), label2id={n: i for i, n in enumerate(names)})
    return tokenizer, model, names, features(tokenizer, sentences, names, spec)


def features(tokenizer, sentences, names, spec):
    """The first piece of each word carries its label; unknown labels and the others count not."""
    number = {name: i for i, name in enumerate(names)}
    out = []
    for words, tags in sentences:
        encoding = tokenizer(words, is_split_into_words=True, truncation=True,
                             max_length=spec.get("max_length", 256))
        previous, labels = None, []
        for word in encoding.word_ids():
            fresh = word is not None and word != previous
            labels.append(number.get(tags[word], -100) if fresh else -100)
            previous = word
        out.append({"input_ids": encoding["input_ids"],
                    "attention_mask": encoding["attention_mask"], "labels": labels})
    return out


def speed(times, count, batch):
    """Sentences a second over the steps after the first, from the times at which steps ended."""
    return (count - batch) / (times[-1] - times[0])


def subwords(rows):
    """Real sub-words of a sentence, special tokens included."""
    return sum(len(row["input_ids"]) for row in rows) / len(rows)


def predict(model, tokenizer, sentences, names, batch=32):
    """Argmax tags of each sentence's words; a word without a piece is O."""
    model.eval()
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i][0]))
    out = [None] * len(sentences)
    with torch.inference_mode():
        for at in range(0, len(order), batch):
            mine = order[at:at + batch]
            encoding = tokenizer([sentences[i][0] for i in mine], is_split_into_words=True,
                                 truncation=True, max_length=512, padding=True,
                                 return_tensors="pt")
            best = model(**encoding).logits.argmax(-1)
            for row, i in enumerate(mine):
                out[i] = word_tags(encoding.word_ids(row), best[row], len(sentences[i][0]), names)
    return out


def word_tags(word_ids, classes, count, names):
    tags, previous = ["O"] * count, None
    for place, word in enumerate(word_ids):
        if word is not None and word != previous:
            tags[word] = names[int(classes[place])]
        previous = word
    return tags
