// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/recipe_texts.h"

#include <QCoreApplication>

#include <array>

namespace evenspan::ui {

namespace {

// The engine says in English what a key means; the window says it in the user's language. A test
// holds this list against the engine's.
constexpr std::array kMeanings{
    QT_TRANSLATE_NOOP("Recipe",
        "What to start from: a name of the library, a folder, or run:NAME of this project"),
    QT_TRANSLATE_NOOP("Recipe", "Times that the training data is gone through"),
    QT_TRANSLATE_NOOP("Recipe", "Optimizer steps at most; 0: as epochs say"),
    QT_TRANSLATE_NOOP("Recipe", "Highest learning rate"),
    QT_TRANSLATE_NOOP("Recipe", "The same for the new head; 0: equal"),
    QT_TRANSLATE_NOOP("Recipe", "L2 pull on weights, not on biases and LayerNorm"),
    QT_TRANSLATE_NOOP("Recipe", "Sentences a batch"),
    QT_TRANSLATE_NOOP("Recipe", "Batches an optimizer step"),
    QT_TRANSLATE_NOOP("Recipe", "Sub-words of a window; longer texts are cut into windows"),
    QT_TRANSLATE_NOOP("Recipe",
        "New pieces at most, for characters and words that the encoder cannot read; 0: none"),
    QT_TRANSLATE_NOOP("Recipe", "Share of the steps in which the rate rises"),
    QT_TRANSLATE_NOOP("Recipe", "How the rate falls after the warm-up"),
    QT_TRANSLATE_NOOP("Recipe", "AdamW, or SGD with momentum 0.9"),
    QT_TRANSLATE_NOOP("Recipe", "Share of values dropped in training; -1: the model's own"),
    QT_TRANSLATE_NOOP("Recipe", "Share of certainty given to the other tags"),
    QT_TRANSLATE_NOOP(
        "Recipe", "Rare tags count more: not, as they are rare, or by the root of it"),
    QT_TRANSLATE_NOOP(
        "Recipe", "Factor on the rate from a layer to the one below; 1: all learn alike"),
    QT_TRANSLATE_NOOP(
        "Recipe", "Lowest layers that do not learn, with the embeddings; 0: all learn"),
    QT_TRANSLATE_NOOP("Recipe", "Less memory for about a third more time"),
    QT_TRANSLATE_NOOP(
        "Recipe", "Learns sentences again with names of this suite in place of theirs; empty: not"),
    QT_TRANSLATE_NOOP("Recipe", "Times that a sentence is learnt again with other names"),
    QT_TRANSLATE_NOOP("Recipe",
        "What parts sentences into groups: a metadata column, or suite:NAME for its names"),
    QT_TRANSLATE_NOOP(
        "Recipe", "Weighs sentences so that their group does not foretell if they hold an entity"),
    QT_TRANSLATE_NOOP("Recipe", "The type of entity that it must not foretell; empty: any"),
    QT_TRANSLATE_NOOP(
        "Recipe", "How fast groups with a high loss gain weight (group DRO), 0.01 say; 0: not"),
    QT_TRANSLATE_NOOP("Recipe", "The suite whose names stand in the second sentence of each pair"),
    QT_TRANSLATE_NOOP(
        "Recipe", "Pull of a sentence's answer to that of the same one with another name; 0: none"),
    QT_TRANSLATE_NOOP("Recipe", "Longest gradient; 0: not clipped"),
    QT_TRANSLATE_NOOP("Recipe", "Numbers used in products"),
    QT_TRANSLATE_NOOP("Recipe", "Start of all chance in the run"),
    QT_TRANSLATE_NOOP("Recipe", "The same bits each time on the same CPU"),
    QT_TRANSLATE_NOOP("Recipe", "Evaluations without gain before it stops; 0: never"),
    QT_TRANSLATE_NOOP("Recipe", "Steps between evaluations; 0: each epoch"),
    QT_TRANSLATE_NOOP("Recipe", "Evaluates before the first step too"),
    QT_TRANSLATE_NOOP("Recipe", "What the best weights are chosen by, on the validation split"),
    QT_TRANSLATE_NOOP("Recipe", "Steps between checkpoints; 0: each epoch"),
    QT_TRANSLATE_NOOP("Recipe", "Checkpoints that are kept, the newest ones"),
    QT_TRANSLATE_NOOP("Recipe", "Where it runs"),
    QT_TRANSLATE_NOOP("Recipe", "CPU threads; 0: as OMP_NUM_THREADS says, else all cores"),
    QT_TRANSLATE_NOOP("Recipe", "How tags are read off: forbidden ones left out, or not"),
};

} // namespace

QString recipeMeaning(const engine::RecipeKey& key) {
    return QCoreApplication::translate("Recipe", key.meaning.c_str());
}

bool isRecipeSwitch(const std::string& key) {
    for (const engine::RecipeKey& known : engine::recipeKeys())
        if (known.name == key)
            return known.range == "true, false";
    return false;
}

QString switchText(bool on) {
    return on ? QCoreApplication::translate("Recipe", "yes")
              : QCoreApplication::translate("Recipe", "no");
}

bool recipeMeaningKnown(const engine::RecipeKey& key) {
    for (const char* meaning : kMeanings)
        if (key.meaning == meaning)
            return true;
    return false;
}

} // namespace evenspan::ui
