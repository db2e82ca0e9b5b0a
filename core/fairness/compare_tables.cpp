// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/compare_tables.h"

#include "core/fairness/change_cells.h"
#include "core/metrics/paired_tests.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace evenspan::fairness {

namespace {

AuditMeasure plain(double value) {
    AuditMeasure out;
    out.value = value;
    return out;
}

double meanOf(std::span<const double> values) {
    return spreadOf(values).mean;
}

const char* verdictOf(const AuditChangeLine& line, double level) {
    if (!line.adjusted || *line.adjusted > level)
        return "not_shown";
    const bool gap = line.kind == "gap";
    const double before = gap ? -std::abs(*line.before.value) : *line.before.value;
    const double after = gap ? -std::abs(*line.after.value) : *line.after.value;
    return after > before ? "better" : "worse";
}

class Comparer {
public:
    Comparer(std::span<const RunTables> before, std::span<const RunTables> after,
        const ChangeOptions& options, std::stop_token stop)
        : m_before(before)
        , m_after(after)
        , m_options(options)
        , m_stop(std::move(stop)) { }

    Result<std::vector<AuditChangeLine>> go() {
        const Error misfit{ErrorCode::InvalidArgument, "The audits do not fit each other", {},
            "Compare runs on the same documents, groups and suites."};
        if (m_before.empty() || m_after.empty() || m_options.rounds == 0 || m_options.swaps == 0)
            return misfit;
        const auto tables = m_before.front().size();
        for (std::size_t t = 0; t < tables; ++t) {
            std::vector<const GroupTable*> all;
            for (const auto& side : {m_before, m_after})
                for (const auto& run : side) {
                    if (run.size() != tables)
                        return misfit;
                    all.push_back(&run[t]);
                }
            auto cells = ChangeCells::make(all, m_before.size());
            if (!cells)
                return misfit;
            if (auto done = t == 0 ? overall(*cells) : dimension(*cells); !done)
                return done.error();
        }
        adjust();
        return std::move(m_lines);
    }

private:
    Result<void> overall(const ChangeCells& cells) {
        auto drawn = cells.draw(m_options.rounds, m_options.seed, m_options.threads, m_stop);
        if (!drawn)
            return drawn.error();
        return line(cells, *drawn, {0, false}, "overall", "");
    }

    Result<void> dimension(const ChangeCells& cells) {
        const auto& table = cells.table();
        if (table.groups.size() == 2 && table.unknown >= table.groups.size())
            m_mirrors[table.id];
        std::vector<Assessment> levels;
        std::vector<std::uint64_t> mentions;
        for (std::size_t g = 0; g < table.groups.size(); ++g) {
            mentions.push_back(cells.mentions(g));
            levels.push_back(assess(mentions.back(), cells.clusters(g), m_options.least));
        }
        suppressComplement(mentions, table.sums, levels, m_options.least);
        std::vector<std::size_t> full;
        auto drawn = cells.draw(m_options.rounds, m_options.seed, m_options.threads, m_stop);
        if (!drawn)
            return drawn.error();
        for (std::size_t g = 0; g < table.groups.size(); ++g) {
            if (g == table.unknown
                || (levels[g] != Assessment::Imprecise && levels[g] != Assessment::Full))
                continue;
            if (levels[g] == Assessment::Full)
                full.push_back(g);
            if (auto done = line(cells, *drawn, {g, false}, "group", table.groups[g]); !done)
                return done;
            if (auto done = line(cells, *drawn, {g, true}, "gap", table.groups[g]); !done)
                return done;
        }
        if (full.size() > 1)
            worst(cells, *drawn, full);
        return {};
    }

    Result<void> line(const ChangeCells& cells, const DrawnSums& drawn, const ChangeTarget& target,
        const char* kind, const std::string& group) {
        const auto values = cells.values(target);
        if (!values)
            return {};
        AuditChangeLine out;
        out.dimension = cells.table().id;
        out.group = group;
        out.kind = kind;
        out.measure = cells.table().headline;
        const std::span<const double> all(*values);
        const auto first = all.first(m_before.size()), second = all.subspan(m_before.size());
        out.before = plain(meanOf(first));
        out.after = plain(meanOf(second));
        out.change = plain(*out.after.value - *out.before.value);
        if (const auto gap = cells.estimate(target, *values)) {
            const auto interval = gapInterval(*gap);
            out.change.low = interval.low;
            out.change.high = interval.high;
            out.change.method = m_before.size() > 1 && m_after.size() > 1 ? "t_seeds" : "t";
            out.p = gapP(*gap);
        }
        setDrawn(out, drawn.changes(target));
        auto swapped = cells.swapP(target, m_options.swaps, m_options.seed, m_stop);
        if (!swapped)
            return swapped.error();
        out.swapP = *swapped;
        m_lines.push_back(std::move(out));
        return {};
    }

    // The smallest over groups is no ratio of sums: it has the bootstrap's interval alone.
    void worst(
        const ChangeCells& cells, const DrawnSums& drawn, std::span<const std::size_t> full) {
        std::vector<std::vector<double>> values;
        for (const auto g : full)
            if (const auto found = cells.values({g, false}))
                values.push_back(*found);
        if (values.size() < 2)
            return;
        AuditChangeLine out;
        out.dimension = cells.table().id;
        out.kind = "worst";
        out.measure = cells.table().headline;
        const auto least = [&](std::size_t from, std::size_t count) {
            double low = 2;
            for (const auto& each : values)
                low = std::min(low, meanOf(std::span(each).subspan(from, count)));
            return low;
        };
        out.before = plain(least(0, m_before.size()));
        out.after = plain(least(m_before.size(), m_after.size()));
        out.change = plain(*out.after.value - *out.before.value);
        setDrawn(out, drawn.worstChanges(full));
        if (out.drawnLow) {
            out.change.low = out.drawnLow;
            out.change.high = out.drawnHigh;
            out.change.method = "percentile";
        }
        m_lines.push_back(std::move(out));
    }

    static void setDrawn(AuditChangeLine& out, std::vector<double> drawn) {
        if (drawn.size() < 100)
            return;
        std::sort(drawn.begin(), drawn.end());
        const auto at = [&](double share) {
            const double place = share * static_cast<double>(drawn.size() - 1);
            const auto low = static_cast<std::size_t>(place);
            const auto high = std::min(low + 1, drawn.size() - 1);
            return drawn[low] + (place - static_cast<double>(low)) * (drawn[high] - drawn[low]);
        };
        out.drawnLow = at(0.025);
        out.drawnHigh = at(0.975);
    }

    // Every line gets a verdict, so every one is in the family, also where a group was named
    // beforehand: one that was chosen for its gap in these very runs before would look better after
    // by chance alone. Of two groups each is the other's rest: their gaps are one question, asked
    // once, as in concludeAudit().
    void adjust() {
        std::vector<double> p;
        std::vector<std::size_t> question(m_lines.size());
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const auto& each = m_lines[i];
            if (!each.p)
                continue;
            const auto mirror =
                each.kind == "gap" ? m_mirrors.find(each.dimension) : m_mirrors.end();
            if (mirror != m_mirrors.end() && mirror->second) {
                question[i] = *mirror->second;
                p[question[i]] = std::max(p[question[i]], *each.p);
                continue;
            }
            question[i] = p.size();
            if (mirror != m_mirrors.end())
                mirror->second = p.size();
            p.push_back(*each.p);
        }
        const auto adjusted = holm(p);
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            if (m_lines[i].p)
                m_lines[i].adjusted = adjusted[question[i]];
            m_lines[i].verdict = verdictOf(m_lines[i], m_options.level);
        }
    }

    std::span<const RunTables> m_before, m_after;
    const ChangeOptions& m_options;
    std::stop_token m_stop;
    std::vector<AuditChangeLine> m_lines;
    // Dimensions of two groups, with the place of their gaps' one question.
    std::map<std::string, std::optional<std::size_t>> m_mirrors;
};

} // namespace

Result<std::vector<AuditChangeLine>> compareTables(std::span<const RunTables> before,
    std::span<const RunTables> after, const ChangeOptions& options, std::stop_token stop) {
    return Comparer(before, after, options, std::move(stop)).go();
}

} // namespace evenspan::fairness
