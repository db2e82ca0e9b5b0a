// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recipe.h"

#include "core/base/nearest.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <numbers>

namespace evenspan::engine {

namespace {

using Json = nlohmann::ordered_json;

// How one key is read, checked and written; one row a key, so that help, JSON and --set agree.
struct Key {
    RecipeKey facts;
    std::function<bool(Recipe&, const Json&)> read; // false: of the wrong kind or out of range
    std::function<Json(const Recipe&)> write;
};

std::string shown(double value) {
    auto text = Json(value).dump();
    return text.size() > 2 && text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

Key real(const char* name, double Recipe::*member, double low, double high, const char* meaning) {
    return {{name, meaning, shown(low) + " … " + shown(high)},
        [=](Recipe& recipe, const Json& value) {
            if (!value.is_number())
                return false;
            const double number = value.get<double>();
            recipe.*member = number;
            return std::isfinite(number) && number >= low && number <= high;
        },
        [=](const Recipe& recipe) { return Json(recipe.*member); }};
}

Key whole(const char* name, std::int64_t Recipe::*member, std::int64_t low, std::int64_t high,
    const char* meaning) {
    return {{name, meaning, std::to_string(low) + " … " + std::to_string(high)},
        [=](Recipe& recipe, const Json& value) {
            if (!value.is_number_integer())
                return false;
            recipe.*member = value.get<std::int64_t>();
            return recipe.*member >= low && recipe.*member <= high;
        },
        [=](const Recipe& recipe) { return Json(recipe.*member); }};
}

Key word(const char* name, std::string Recipe::*member, std::vector<std::string> words,
    const char* meaning) {
    std::string range;
    for (const auto& choice : words)
        range += (range.empty() ? "" : ", ") + choice;
    return {{name, meaning, range.empty() ? "text" : range},
        [=](Recipe& recipe, const Json& value) {
            if (!value.is_string())
                return false;
            recipe.*member = value.get<std::string>();
            if (member == &Recipe::device && recipe.device.rfind("cuda:", 0) == 0)
                return true;
            return words.empty()
                || std::find(words.begin(), words.end(), recipe.*member) != words.end();
        },
        [=](const Recipe& recipe) { return Json(recipe.*member); }};
}

Key flag(const char* name, bool Recipe::*member, const char* meaning) {
    return {{name, meaning, "true, false"},
        [=](Recipe& recipe, const Json& value) {
            if (value.is_boolean())
                recipe.*member = value.get<bool>();
            return value.is_boolean();
        },
        [=](const Recipe& recipe) { return Json(recipe.*member); }};
}

const std::vector<Key>& keys() {
    static const std::vector<Key> all{
        word("model", &Recipe::model, {},
            "What to start from: a name of the library, a folder, or run:NAME of this project"),
        real("epochs", &Recipe::epochs, 0.01, 1000, "Times that the training data is gone through"),
        whole("max_steps", &Recipe::max_steps, 0, 100000000,
            "Optimizer steps at most; 0: as epochs say"),
        real("learning_rate", &Recipe::learning_rate, 0, 1, "Highest learning rate"),
        real("head_learning_rate", &Recipe::head_learning_rate, 0, 1,
            "The same for the new head; 0: equal"),
        real("weight_decay", &Recipe::weight_decay, 0, 1,
            "L2 pull on weights, not on biases and LayerNorm"),
        whole("batch_size", &Recipe::batch_size, 1, 4096, "Sentences a batch"),
        whole("accumulation", &Recipe::accumulation, 1, 1024, "Batches an optimizer step"),
        whole("max_length", &Recipe::max_length, 8, 8192,
            "Sub-words of a window; longer texts are cut into windows"),
        whole("extend_vocabulary", &Recipe::extend_vocabulary, 0, 20000,
            "New pieces at most, for characters and words that the encoder cannot read; 0: none"),
        real("warmup_ratio", &Recipe::warmup_ratio, 0, 1,
            "Share of the steps in which the rate rises"),
        word("schedule", &Recipe::schedule, {"linear", "cosine", "constant"},
            "How the rate falls after the warm-up"),
        word("optimizer", &Recipe::optimizer, {"adamw", "sgd"}, "AdamW, or SGD with momentum 0.9"),
        real("dropout", &Recipe::dropout, -1, 0.9,
            "Share of values dropped in training; -1: the model's own"),
        real("label_smoothing", &Recipe::label_smoothing, 0, 0.5,
            "Share of certainty given to the other tags"),
        word("class_weights", &Recipe::class_weights, {"none", "balanced", "sqrt"},
            "Rare tags count more: not, as they are rare, or by the root of it"),
        real("layer_decay", &Recipe::layer_decay, 0.1, 1,
            "Factor on the rate from a layer to the one below; 1: all learn alike"),
        whole("frozen_layers", &Recipe::frozen_layers, 0, 1000,
            "Lowest layers that do not learn, with the embeddings; 0: all learn"),
        flag("gradient_checkpointing", &Recipe::gradient_checkpointing,
            "Less memory for about a third more time"),
        word("augment_suite", &Recipe::augment_suite, {},
            "Learns sentences again with names of this suite in place of theirs; empty: not"),
        whole("augment_copies", &Recipe::augment_copies, 1, 10,
            "Times that a sentence is learnt again with other names"),
        word("group_by", &Recipe::group_by, {},
            "What parts sentences into groups: a metadata column, or suite:NAME for its names"),
        flag("reweigh_groups", &Recipe::reweigh_groups,
            "Weighs sentences so that their group does not foretell if they hold an entity"),
        word("reweigh_label", &Recipe::reweigh_label, {},
            "The type of entity that it must not foretell; empty: any"),
        real("group_dro_step", &Recipe::group_dro_step, 0, 1,
            "How fast groups with a high loss gain weight (group DRO), 0.01 say; 0: not"),
        word("pairing_suite", &Recipe::pairing_suite, {},
            "The suite whose names stand in the second sentence of each pair"),
        real("pairing_weight", &Recipe::pairing_weight, 0, 100,
            "Pull of a sentence's answer to that of the same one with another name; 0: none"),
        real("max_grad_norm", &Recipe::max_grad_norm, 0, 1000000,
            "Longest gradient; 0: not clipped"),
        word("precision", &Recipe::precision, {"auto", "fp32", "bf16", "fp16"},
            "Numbers used in products"),
        whole("seed", &Recipe::seed, 0, 9007199254740991, "Start of all chance in the run"),
        flag("deterministic", &Recipe::deterministic, "The same bits each time on the same CPU"),
        whole("early_stopping_patience", &Recipe::early_stopping_patience, 0, 10000,
            "Evaluations without gain before it stops; 0: never"),
        whole("eval_every", &Recipe::eval_every, 0, 100000000,
            "Steps between evaluations; 0: each epoch"),
        flag("eval_first", &Recipe::eval_first, "Evaluates before the first step too"),
        word("best_metric", &Recipe::best_metric, {"micro_f1", "macro_f1", "loss"},
            "What the best weights are chosen by, on the validation split"),
        whole("save_every", &Recipe::save_every, 0, 100000000,
            "Steps between checkpoints; 0: each epoch"),
        whole("keep_checkpoints", &Recipe::keep_checkpoints, 1, 1000,
            "Checkpoints that are kept, the newest ones"),
        word("device", &Recipe::device, {"auto", "cpu", "cuda"}, "Where it runs"),
        whole("threads", &Recipe::threads, 0, 1024,
            "CPU threads; 0: as OMP_NUM_THREADS says, else all cores"),
        word("decoder", &Recipe::decoder, {"viterbi", "argmax"},
            "How tags are read off: forbidden ones left out, or not"),
    };
    return all;
}

Result<void> assign(Recipe& recipe, const std::string& name, const Json& value) {
    std::vector<std::string> names;
    for (const auto& key : keys()) {
        names.push_back(key.facts.name);
        if (key.facts.name != name)
            continue;
        if (key.read(recipe, value))
            return {};
        return Error{ErrorCode::BadConfig, "The value of " + name + " is not allowed",
            "recipe: " + name, "It may be: " + key.facts.range + "."};
    }
    const auto near = nearestWord(name, names);
    return Error{ErrorCode::BadConfig, "The recipe has no key " + name, "recipe: " + name,
        near.empty() ? "See 'evenspan-cli train --help' for the keys."
                     : "Did you mean " + near + "?"};
}

} // namespace

const std::vector<RecipeKey>& recipeKeys() {
    static const std::vector<RecipeKey> facts = [] {
        std::vector<RecipeKey> out;
        for (const auto& key : keys())
            out.push_back(key.facts);
        return out;
    }();
    return facts;
}

Result<Recipe> recipeFromJson(const std::string& text, const Recipe& base) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return Error{ErrorCode::BadConfig, "The recipe is not a JSON object", "recipe",
            "Write it as {\"epochs\": 4, …}."};
    Recipe recipe = base;
    for (const auto& [name, value] : json.items())
        if (auto done = assign(recipe, name, value); !done)
            return done.error();
    return recipe;
}

Result<Recipe> recipeWith(const Recipe& recipe, const std::string& assignment) {
    const auto cut = assignment.find('=');
    if (cut == std::string::npos || cut == 0 || cut + 1 == assignment.size())
        return Error{ErrorCode::InvalidArgument, "This is not of the form key=value", assignment,
            "Write for example --set epochs=4."};
    const auto text = assignment.substr(cut + 1);
    // A number or true/false as JSON has them; anything else, half-written numbers too, is a word.
    Json value = Json::parse(text, nullptr, false);
    if (!value.is_number() && !value.is_boolean())
        value = text;
    Recipe changed = recipe;
    if (auto done = assign(changed, assignment.substr(0, cut), value); !done)
        return done.error();
    return changed;
}

std::string recipeToJson(const Recipe& recipe) {
    Json json = Json::object();
    for (const auto& key : keys())
        json[key.facts.name] = key.write(recipe);
    return json.dump();
}

double scheduleFactor(
    const std::string& schedule, std::int64_t step, std::int64_t warmup, std::int64_t total) {
    const auto real = [](std::int64_t n) {
        return static_cast<double>(std::max<std::int64_t>(1, n));
    };
    if (step < warmup)
        return static_cast<double>(step) / real(warmup);
    if (schedule == "constant")
        return 1;
    if (schedule == "linear")
        return std::max(0.0, static_cast<double>(total - step) / real(total - warmup));
    const double progress = static_cast<double>(step - warmup) / real(total - warmup);
    return std::max(0.0, 0.5 * (1 + std::cos(std::numbers::pi * progress)));
}

} // namespace evenspan::engine
