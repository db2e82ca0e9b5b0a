// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/run_audit.h"

#include "core/app/audit/annotator_agreement.h"
#include "core/app/audit/audit_parts.h"
#include "core/app/audit/audit_store.h"
#include "core/app/audit/audit_swaps.h"
#include "core/app/audit/audit_tables.h"
#include "core/app/audit/augment_names.h"
#include "core/app/audit/group_ways.h"
#include "core/app/audit/sensitive_attributes.h"
#include "core/app/runs/evaluate_words.h"
#include "core/base/files.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

namespace evenspan {

using namespace fairness;
using namespace nlohmann::literals;

namespace {

class AuditJob {
public:
    AuditJob(store::Project& project, const std::filesystem::path& engine,
        const AuditRequest& request, std::stop_token stop,
        const std::function<void(const AuditProgress&)>& progress, AuditParts* parts)
        : m_project(project)
        , m_engine(engine)
        , m_request(request)
        , m_stop(std::move(stop))
        , m_progress(progress)
        , m_parts(parts) { }

    Result<AuditResult> go() {
        if (auto sound = check(); !sound)
            return sound.error();
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        m_reader = *reader;
        // Everything that may be wrong with the wish is said before the model runs.
        if (auto known = chooseGroups(); !known)
            return known.error();
        if (auto read = readSuites(); !read)
            return read.error();
        if (auto admitted = admit(); !admitted)
            return admitted.error();
        for (const auto& step :
            {&AuditJob::score, &AuditJob::naturalDimensions, &AuditJob::suiteDimensions})
            if (auto done = (this->*step)(); !done)
                return done.error();
        concludeAudit(m_out);
        adjustSwaps(m_out);
        if (auto known = agree(); !known)
            return known.error();
        if (m_parts && m_parts->keepWords)
            m_parts->data = std::move(m_data);
        if (!m_request.name.empty() && m_project.writer())
            if (auto kept = keepAudit(m_project, m_request, m_runId, m_out); !kept)
                return kept.error();
        return std::move(m_out);
    }

private:
    Result<void> check() const {
        if (m_request.rounds < 100 || m_request.rounds > 1000000)
            return Error{ErrorCode::InvalidArgument, "So many rounds make no sound interval",
                std::to_string(m_request.rounds), "Ask for 100 to 1,000,000; 10,000 is usual."};
        if (!(m_request.margin > 0) || !(m_request.margin < 1))
            return Error{ErrorCode::InvalidArgument, "The margin is no share",
                std::to_string(m_request.margin), "Give one between 0 and 1: 0.05 is five points."};
        if (m_request.leastMentions < 11 || m_request.leastClusters < 5)
            return Error{ErrorCode::InvalidArgument, "Cells so small may point at single people",
                std::to_string(m_request.leastMentions),
                "The least are 11 mentions and 5 documents; they may be raised."};
        return {};
    }

    Result<void> readSuites() {
        auto names = m_request.suites;
        for (const auto& group : singleWays(m_groups))
            if (group.starts_with("list:"))
                names.push_back(group.substr(5));
        for (const auto& swap : m_request.swaps)
            names.push_back(swap.list);
        for (const auto& name : names) {
            if (m_suites.contains(name))
                continue;
            auto suite = openSuite(*m_reader, m_request.shipped, name);
            if (!suite)
                return suite.error();
            m_suites[name] = std::move(*suite);
        }
        return {};
    }

    Result<void> chooseGroups() {
        m_groups = m_request.groups;
        if (m_groups.empty() && m_request.suites.empty() && m_request.swaps.empty())
            m_groups = usualStructures();
        auto known = waysToGroup(*m_reader, std::move(m_groups), m_stop);
        if (!known)
            return known.error();
        m_groups = std::move(*known);
        return {};
    }

    // Sensitive attributes are looked at with a permission, and each look is logged before.
    Result<void> admit() {
        std::vector<std::string> filters;
        for (const auto& [column, value] : m_request.where)
            filters.push_back("meta:" + column);
        if (auto known =
                admitSensitive(m_project, filters, false, m_request.purpose, m_request.name);
            !known)
            return known;
        return admitSensitive(m_project, singleWays(m_groups), m_request.sensitive,
            m_request.purpose, m_request.name);
    }

    void tell(const char* phase, std::uint64_t done, std::uint64_t total) const {
        if (m_progress)
            m_progress({phase, done, total});
    }

    Result<void> score() {
        const EvaluateRequest wish{m_request.run, m_request.split, m_request.where, false,
            m_request.decoder, m_request.compute};
        const auto told = [&](std::size_t done, std::size_t total) {
            tell("scoring", done, total);
        };
        auto evaluation = m_parts && m_parts->keepWords
            ? evaluateWords(m_project, m_engine, wish, m_parts->words, m_stop, told)
            : evaluateRun(m_project, m_engine, wish, m_stop, told);
        if (!evaluation)
            return evaluation.error();
        m_data.evaluation = std::move(*evaluation);
        auto errors = mentionErrors(*m_reader, m_data.evaluation, m_stop);
        if (!errors)
            return errors.error();
        m_data.errors = std::move(*errors);
        if (auto read = readMetadata(m_data, *m_reader, m_stop); !read)
            return read;
        std::set<std::string> types;
        for (const auto* tags : {&m_data.evaluation.gold, &m_data.evaluation.predicted})
            for (const auto& sentence : *tags)
                for (const auto& tag : sentence)
                    if (tag != "O")
                        types.insert(std::string(splitTag(tag).label));
        m_data.types.assign(types.begin(), types.end());
        if (auto facts = runFacts(); !facts)
            return facts;
        const auto& e = m_data.evaluation;
        m_out.documents = e.documents;
        m_out.sentences = e.sentences;
        m_out.undecided = e.undecided;
        m_out.unknownLabels = e.unknownLabels;
        m_out.data = e.data;
        for (const auto& words : e.gold)
            m_out.tokens += words.size();
        const auto whole = wholeTable(m_data);
        if (!wantsFigures(whole))
            return {};
        for (const auto& row : whole.rows)
            m_out.mentions += static_cast<std::uint64_t>(row.tally.right + row.tally.missed);
        auto overall = assessOverall(whole, options(), m_stop);
        if (!overall)
            return overall.error();
        m_out.overall = std::move(*overall);
        m_out.calibration = calibrationOf(whole.tallies.front(), m_request.seed);
        const auto limit = [&](const char* code, std::uint64_t count) {
            if (count > 0)
                m_out.limits.push_back({code, "", count});
        };
        limit("undecided", e.undecided);
        limit("unknown_labels", e.unknownLabels.size());
        return {};
    }

    Result<void> runFacts() {
        auto row = m_reader->run(m_request.run, m_stop);
        if (!row)
            return row.error();
        m_runId = row->id;
        m_out.name = m_request.name;
        m_out.version = m_request.version;
        m_out.time = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now().time_since_epoch())
                         .count();
        m_out.purpose = m_request.purpose;
        m_out.run = m_request.run;
        m_out.split = m_request.split;
        m_out.seed = m_request.seed;
        m_out.rounds = m_request.rounds;
        m_out.margin = m_request.margin;
        m_out.leastMentions = m_request.leastMentions;
        m_out.leastClusters = m_request.leastClusters;
        const auto recipe = engine::recipeFromJson(row->recipe);
        if (recipe) {
            // The name alone: a model may be given by a folder, and no path leaves the house.
            m_out.model = std::filesystem::path(recipe->model).filename().string();
            m_out.decoder = m_request.decoder.empty() ? recipe->decoder : m_request.decoder;
        }
        m_viterbi = m_out.decoder != "argmax";
        m_learnt = wordsLearnt(row->record);
        const auto record = nlohmann::json::parse(row->record, nullptr, false);
        if (record.is_object()) {
            m_out.training = record.value("/data/train/sha256"_json_pointer, std::string());
            if (const auto tags = record.find("tags"); tags != record.end() && tags->is_array())
                m_out.labels = TagSet::fromTags(tags->get<std::vector<std::string>>()).labels();
        }
        auto weights = sha256File(m_project.filesFolder() / row->path / "model.safetensors");
        if (weights)
            m_out.weights = *weights;
        auto tokenizer = openTokenizer(m_project.filesFolder() / row->path);
        if (!tokenizer)
            return tokenizer.error();
        Encoding encoding;
        for (const auto& error : m_data.errors.cases)
            for (const auto& mention : error.gold) {
                std::size_t from = 0;
                while (from < mention.text.size()) {
                    const auto to = std::min(mention.text.find(' ', from), mention.text.size());
                    auto [found, fresh] =
                        m_data.pieces.emplace(mention.text.substr(from, to - from), 0);
                    if (fresh) {
                        (*tokenizer)->encode(found->first, encoding);
                        found->second = static_cast<double>(encoding.size());
                    }
                    from = to + 1;
                }
            }
        return {};
    }

    AssessOptions options() const {
        return {m_request.rounds, m_request.seed,
            {m_request.leastMentions, m_request.leastClusters}, m_request.margin,
            m_request.threads};
    }

    // Keeps the table for a comparison, which may want no more of this run.
    bool wantsFigures(const GroupTable& table) {
        if (m_parts)
            m_parts->tables.push_back(table);
        return !m_parts || !m_parts->tablesAlone;
    }

    // The table with every template, and with the scores of what was found.
    static GroupTable wholeSuite(const SuiteRun& suite) {
        GroupTable out = suite.table;
        out.crossed = suite.everyTemplate;
        for (const auto& each : suite.found) {
            auto& tally = out.tallies[each.group];
            tally.scores.push_back(each.score);
            tally.holds.push_back(1);
            tally.scoredTypes.push_back(0);
        }
        return out;
    }

    // A name that the run has learnt from a list is no test of it.
    Suite unlearnt(const Suite& suite, std::uint64_t& left) const {
        auto words = m_learnt;
        if (m_parts)
            words.insert(m_parts->leaveOut.begin(), m_parts->leaveOut.end());
        return withoutNames(suite, words, left);
    }

    Result<void> naturalDimensions() {
        std::uint64_t done = 0;
        const auto slices = AuditSlices::read(*m_reader, m_data, singleWays(m_groups), m_stop);
        if (!slices)
            return slices.error();
        for (const auto& group : m_groups) {
            tell("statistics", done++, m_groups.size());
            const auto made = tableOf(group, m_data, *slices, m_suites, *m_reader, m_stop);
            if (!made)
                return made.error();
            const GroupTable& table = *made;
            if (!wantsFigures(table))
                continue;
            auto dimension = assessDimension(table, options(), m_out.limits, m_stop);
            if (!dimension)
                return dimension.error();
            m_out.dimensions.push_back(std::move(*dimension));
        }
        return {};
    }

    Result<void> agree() {
        if (m_parts && m_parts->tablesAlone)
            return {};
        auto known = annotatorAgreement(m_data, *m_reader, m_stop);
        if (!known)
            return known.error();
        addAgreement(*known, m_data, m_request.leastClusters, m_out);
        return {};
    }

    Result<void> suiteDimensions() {
        if (m_request.suites.empty() && m_request.swaps.empty())
            return {};
        auto run = openRun(m_project, m_request.run, m_engine, m_request.compute);
        if (!run)
            return run.error();
        const auto words = ordinaryWords(m_data);
        for (const auto& name : m_request.suites) {
            std::uint64_t learnt = 0;
            const Suite list = unlearnt(m_suites.at(name), learnt);
            if (list.names.empty())
                return Error{ErrorCode::Empty, "The run has learnt every name of the suite",
                    "suite " + name, "Audit with names that no run has learnt from."};
            if (m_parts)
                m_parts->namesLearnt += learnt;
            SuiteWords* keep = nullptr;
            if (m_parts && m_parts->keepWords)
                keep = &m_parts->suiteWords.emplace_back();
            auto suite = runSuite(
                *run, list, m_viterbi, words, m_stop,
                [&](std::size_t done, std::size_t total) { tell("suite", done, total); }, keep);
            if (!suite)
                return suite.error();
            if (m_parts && !wantsFigures(wholeSuite(*suite)))
                continue;
            auto dimension = assessDimension(suite->table, options(), m_out.limits, m_stop);
            if (!dimension)
                return dimension.error();
            const auto limit = [&](const char* code, std::uint64_t count) {
                if (count > 0)
                    m_out.limits.push_back({code, dimension->id, count});
            };
            limit("uninformative_templates", suite->facts.uninformative.size());
            limit("list_remarks", suite->facts.remarks.size());
            limit("unaligned", suite->unaligned);
            limit("names_learnt", learnt);
            dimension->templates = std::move(suite->templates);
            dimension->swaps = std::move(suite->swaps);
            dimension->suite = std::move(suite->facts);
            m_out.dimensions.push_back(std::move(*dimension));
        }
        for (const auto& swap : m_request.swaps)
            if (auto done = swapDimension(*run, swap, words); !done)
                return done;
        return {};
    }

    Result<void> swapDimension(
        OpenRun& run, const SwapWish& wish, const std::set<std::string, std::less<>>& words) {
        if (m_parts && m_parts->tablesAlone)
            return {};
        std::uint64_t learnt = 0;
        const Suite list = unlearnt(m_suites.at(wish.list), learnt);
        auto swapped = runSwaps(run, m_data, wish.label, list, m_viterbi, words, m_request.seed,
            m_stop, [&](std::size_t done, std::size_t total) { tell("swaps", done, total); });
        if (!swapped)
            return swapped.error();
        auto dimension = assessDimension(swapped->table, options(), m_out.limits, m_stop);
        if (!dimension)
            return dimension.error();
        if (learnt > 0)
            m_out.limits.push_back({"names_learnt", dimension->id, learnt});
        if (!swapped->facts.remarks.empty())
            m_out.limits.push_back({"list_remarks", dimension->id, swapped->facts.remarks.size()});
        dimension->swaps = std::move(swapped->swaps);
        dimension->suite = std::move(swapped->facts);
        m_out.dimensions.push_back(std::move(*dimension));
        return {};
    }

    store::Project& m_project;
    const std::filesystem::path& m_engine;
    const AuditRequest& m_request;
    std::stop_token m_stop;
    const std::function<void(const AuditProgress&)>& m_progress;
    std::shared_ptr<store::Reader> m_reader;
    std::vector<std::string> m_groups;
    std::map<std::string, Suite> m_suites;
    AuditData m_data;
    RunId m_runId;
    bool m_viterbi = true;
    std::set<std::string> m_learnt; // words of lists that the run learnt from
    AuditParts* m_parts = nullptr;
    AuditResult m_out;
};

} // namespace

Result<AuditResult> runAudit(store::Project& project, const std::filesystem::path& engine,
    const AuditRequest& request, std::stop_token stop,
    const std::function<void(const AuditProgress&)>& progress) {
    return AuditJob(project, engine, request, std::move(stop), progress, nullptr).go();
}

Result<AuditResult> runAuditParts(store::Project& project, const std::filesystem::path& engine,
    const AuditRequest& request, AuditParts& parts, std::stop_token stop,
    const std::function<void(const AuditProgress&)>& progress) {
    return AuditJob(project, engine, request, std::move(stop), progress, &parts).go();
}

} // namespace evenspan
