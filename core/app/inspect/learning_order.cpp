// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/learning_order.h"

#include "core/base/rng.h"
#include "core/store/annotations.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kOrder = "learning_order";
constexpr int kPasses = 20; // with dropout
constexpr std::size_t kBands = 16, kRows = 4;

constexpr std::pair<LearningMeasure, const char*> kMeasures[] = {
    {LearningMeasure::Entropy, "entropy"}, {LearningMeasure::Margin, "margin"},
    {LearningMeasure::Mnlp, "mnlp"}, {LearningMeasure::Bald, "bald"}};

// The finalizer of MurmurHash3 (Appleby, public domain): a different order of all numbers for each
// `seed`.
std::uint64_t mixed(std::uint64_t value, std::uint64_t seed) {
    value ^= seed * 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCDULL;
    value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53ULL;
    return value ^ (value >> 33);
}

using Bands = std::array<std::uint64_t, kBands>;

Bands bandsOf(const std::vector<std::uint64_t>& shingles) {
    Bands out{};
    for (std::size_t band = 0; band < kBands; ++band)
        for (std::size_t row = 0; row < kRows; ++row) {
            std::uint64_t least = UINT64_MAX;
            for (const auto shingle : shingles)
                least = std::min(least, mixed(shingle, 1 + band * kRows + row));
            out[band] = mixed(out[band] ^ least, 100 + row);
        }
    return out;
}

class NearDuplicates {
public:
    explicit NearDuplicates(const LearningOptions& options)
        : m_options(options) { }
    // False: enough that are nearly the same came before.
    bool take(const LearningItem& item) {
        const Bands bands = bandsOf(item.shingles);
        std::set<const LearningItem*> alike;
        for (std::size_t band = 0; band < kBands; ++band)
            for (const auto* other : m_seen[{band, bands[band]}])
                if (!alike.contains(other)
                    && jaccard(item.shingles, other->shingles) >= m_options.nearDuplicate)
                    alike.insert(other);
        if (alike.size() >= m_options.alike)
            return false;
        for (std::size_t band = 0; band < kBands; ++band)
            m_seen[{band, bands[band]}].push_back(&item);
        return true;
    }

private:
    const LearningOptions& m_options;
    std::map<std::pair<std::size_t, std::uint64_t>, std::vector<const LearningItem*>> m_seen;
};

bool decided(DocumentState state) {
    return state == DocumentState::Done || state == DocumentState::Reviewed;
}

} // namespace

const char* learningMeasureName(LearningMeasure measure) {
    for (const auto& [known, name] : kMeasures)
        if (known == measure)
            return name;
    return "";
}

std::optional<LearningMeasure> learningMeasureOf(std::string_view name) {
    for (const auto& [measure, known] : kMeasures)
        if (known == name)
            return measure;
    return std::nullopt;
}

double unsureOf(const std::vector<ReadSentence>& sentences, LearningMeasure measure) {
    double sum = 0;
    std::size_t words = 0;
    for (const auto& sentence : sentences)
        for (const auto& word : sentence.words) {
            ++words;
            if (measure == LearningMeasure::Entropy)
                sum += word.entropy;
            else if (measure == LearningMeasure::Margin)
                sum += 1 - word.margin;
            else
                sum -= std::log(std::max(1e-30,
                    static_cast<double>(
                        *std::max_element(word.probabilities.begin(), word.probabilities.end()))));
        }
    return words == 0 ? 0 : sum / static_cast<double>(words);
}

double unsureOf(const std::vector<SentenceDoubt>& sentences) {
    double sum = 0;
    std::size_t words = 0;
    for (const auto& sentence : sentences)
        for (const auto& word : sentence.words) {
            ++words;
            sum += word.bald;
        }
    return words == 0 ? 0 : sum / static_cast<double>(words);
}

std::vector<std::uint64_t> shinglesOf(std::string_view text, std::size_t length) {
    std::vector<std::uint64_t> words;
    std::uint64_t hash = 0;
    for (const char c : text) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            if (hash != 0)
                words.push_back(std::exchange(hash, 0));
            continue;
        }
        const auto small = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        hash = mixed((hash == 0 ? 1 : hash) ^ small, 7);
    }
    if (hash != 0)
        words.push_back(hash);
    std::vector<std::uint64_t> out;
    const std::size_t size = std::min(length, words.size());
    for (std::size_t at = 0; size > 0 && at + size <= words.size(); ++at) {
        std::uint64_t shingle = 0;
        for (std::size_t i = at; i < at + size; ++i)
            shingle = mixed(shingle ^ words[i], 11);
        out.push_back(shingle);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
    if (a.empty() && b.empty())
        return 1;
    std::size_t both = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        if (*x < *y) {
            ++x;
        } else if (*y < *x) {
            ++y;
        } else {
            ++both;
            ++x;
            ++y;
        }
    }
    return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

std::vector<LearningPick> arrange(std::vector<LearningItem> items, const LearningOptions& options) {
    // Drawn first and from all, whatever the run thinks of them: else the pool would be biased.
    std::sort(items.begin(), items.end(),
        [](const LearningItem& a, const LearningItem& b) { return a.document < b.document; });
    const auto pool = static_cast<std::size_t>(
        std::llround(options.randomShare * static_cast<double>(items.size())));
    std::vector<std::size_t> places(items.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = i;
    Philox rng(options.seed);
    shuffle(std::span(places), rng);
    std::vector<LearningPick> drawn, chosen, back;
    std::vector<std::uint8_t> taken(items.size(), 0);
    NearDuplicates near(options);
    for (std::size_t i = 0; i < pool; ++i) {
        const LearningItem& item = items[places[i]];
        taken[places[i]] = 1;
        (void)near.take(item);
        drawn.push_back({item.document, item.value, true, false});
    }
    std::vector<const LearningItem*> rest;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!taken[i])
            rest.push_back(&items[i]);
    std::stable_sort(rest.begin(), rest.end(),
        [](const LearningItem* a, const LearningItem* b) { return a->value > b->value; });
    for (const auto* item : rest) {
        const bool fresh = near.take(*item);
        (fresh ? chosen : back).push_back({item->document, item->value, false, !fresh});
    }
    chosen.insert(chosen.end(), back.begin(), back.end());
    std::vector<LearningPick> out;
    std::size_t next = 0;
    for (std::size_t at = 0; at < items.size(); ++at) {
        // After `at` picks, at × pool ÷ all of them are drawn ones.
        const bool draw = out.size() - next < drawn.size()
            && (next == chosen.size() || (out.size() - next) * items.size() < at * pool);
        out.push_back(draw ? drawn[out.size() - next] : chosen[next]);
        next += draw ? 0 : 1;
    }
    return out;
}

Result<void> keepLearningOrder(store::Writer& writer, RunId run, const LearningOrder& order) {
    Json out{{"run", order.run}, {"measure", learningMeasureName(order.measure)},
        {"random_share", order.options.randomShare},
        {"near_duplicate", order.options.nearDuplicate}, {"alike", order.options.alike},
        {"seed", order.options.seed}, {"order", Json::array()}, {"values", Json::array()},
        {"random", Json::array()}, {"held_back", Json::array()}};
    std::vector<std::pair<DocumentId, double>> values;
    for (const auto& pick : order.picks) {
        out["order"].push_back(pick.document);
        out["values"].push_back(pick.value);
        if (pick.random)
            out["random"].push_back(pick.document);
        if (pick.heldBack)
            out["held_back"].push_back(pick.document);
        values.emplace_back(DocumentId(pick.document), pick.value);
    }
    if (auto done = writer.setSetting(kOrder, out.dump()); !done)
        return done;
    return store::Annotations(writer).setUncertainty(run, values);
}

Result<std::optional<LearningOrder>> keptLearningOrder(store::Reader& reader) {
    auto text = reader.setting(kOrder);
    if (!text)
        return text.error();
    std::optional<LearningOrder> out;
    if (!*text)
        return out;
    try {
        const Json json = Json::parse(**text);
        LearningOrder order;
        order.run = json.at("run").get<std::string>();
        order.measure = learningMeasureOf(json.at("measure").get<std::string>())
                            .value_or(LearningMeasure::Mnlp);
        order.options = {json.at("random_share").get<double>(),
            json.at("near_duplicate").get<double>(), json.at("alike").get<std::size_t>(),
            json.at("seed").get<std::uint64_t>()};
        const auto random = json.at("random").get<std::set<std::int64_t>>();
        const auto back = json.at("held_back").get<std::set<std::int64_t>>();
        for (std::size_t i = 0; i < json.at("order").size(); ++i) {
            const auto id = json.at("order").at(i).get<std::int64_t>();
            order.picks.push_back({id, json.at("values").at(i).get<double>(), random.contains(id),
                back.contains(id)});
        }
        out = std::move(order);
    } catch (const Json::exception&) {
        return Error{ErrorCode::Corrupt, "The learning order cannot be read", kOrder,
            "Make it again: evenspan-cli order"};
    }
    return out;
}

Result<LearningItem> judged(Explainer& explainer, const store::DocumentData& document,
    LearningMeasure measure, std::stop_token stop) {
    LearningItem item{document.row.id.value, 0, shinglesOf(document.text)};
    if (measure == LearningMeasure::Bald) {
        auto doubt = explainer.doubt(document.text, kPasses, stop);
        if (!doubt)
            return doubt.error();
        item.value = unsureOf(*doubt);
        return item;
    }
    auto read = inspectText(explainer.run(), document.text, {}, stop);
    if (!read)
        return read.error();
    item.value = unsureOf(*read, measure);
    return item;
}

Result<LearningOrder> makeLearningOrder(store::Project& project,
    const std::filesystem::path& engine, const std::string& run, LearningMeasure measure,
    const LearningOptions& options, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    if (!(options.randomShare >= 0 && options.randomShare <= 0.5)
        || !(options.nearDuplicate > 0 && options.nearDuplicate <= 1) || options.alike == 0)
        return Error{ErrorCode::InvalidArgument, "An option of the order is out of range", "",
            "Random 0 to 0.5, near-duplicate above 0 up to 1, at least one alike."};
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    store::DocumentFilter filter;
    filter.states = {DocumentState::Unseen, DocumentState::Suggested, DocumentState::InWork,
        DocumentState::Disputed};
    auto ids = (*reader)->ids(filter, stop);
    if (!ids)
        return ids.error();
    if (ids->empty())
        return Error{
            ErrorCode::Empty, "Every document is decided", "", "Import documents without labels."};
    auto explainer = Explainer::open(project, run, engine);
    if (!explainer)
        return explainer.error();
    LearningOrder out{explainer->run().row.name, measure, options, {}};
    std::vector<LearningItem> items;
    for (const auto id : *ids) {
        if (progress)
            progress(items.size(), ids->size());
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
        auto document = (*reader)->document(id, stop);
        if (!document)
            return document.error();
        if (decided(document->row.state))
            continue; // since the list was read
        auto item = judged(*explainer, *document, measure, stop);
        if (!item)
            return item.error();
        items.push_back(std::move(*item));
    }
    out.picks = arrange(std::move(items), options);
    return out;
}

} // namespace evenspan
