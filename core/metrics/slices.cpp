// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/slices.h"

#include "core/metrics/paired_tests.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace evenspan {

namespace {

struct SliceCounts {
    std::uint64_t count = 0;
    std::uint64_t right = 0;
};

double pOf(const SliceCounts& slice, const SliceCounts& all) {
    const auto n1 = static_cast<double>(slice.count);
    const auto n2 = static_cast<double>(all.count - slice.count);
    const auto pooled = static_cast<double>(all.right) / static_cast<double>(all.count);
    const double variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2);
    if (n1 == 0 || n2 == 0 || variance <= 0)
        return 1;
    const double gap =
        static_cast<double>(slice.right) / n1 - static_cast<double>(all.right - slice.right) / n2;
    return std::erfc(std::abs(gap) / std::sqrt(2 * variance));
}

Slice sliceOf(std::vector<std::pair<std::string, std::string>> conditions, const SliceCounts& slice,
    const SliceCounts& all) {
    Slice out;
    out.conditions = std::move(conditions);
    out.count = slice.count;
    out.right = *wilsonInterval(
        static_cast<std::int64_t>(slice.right), static_cast<std::int64_t>(slice.count));
    const auto others = all.count - slice.count;
    out.rest =
        others > 0 ? static_cast<double>(all.right - slice.right) / static_cast<double>(others) : 0;
    out.p = pOf(slice, all);
    out.adjusted = out.p;
    return out;
}

// Values of features as numbers, column by column.
struct Column {
    std::string name;
    std::vector<std::string> values;
    std::vector<std::size_t> of; // each row's value; values.size(): it has none
    std::vector<SliceCounts> counts;
};

std::vector<Column> columnsOf(std::span<const SliceRow> rows, std::size_t most) {
    std::map<std::string, std::set<std::string>> names;
    for (const SliceRow& row : rows)
        for (const auto& [name, value] : row.features)
            if (auto& values = names[name]; values.size() <= most)
                values.insert(value);
    std::vector<Column> out;
    for (const auto& [name, values] : names) {
        if (values.size() > most || values.size() < 2)
            continue;
        Column column;
        column.name = name;
        column.values.assign(values.begin(), values.end());
        column.counts.resize(values.size());
        for (const SliceRow& row : rows) {
            const auto found = row.features.find(name);
            const auto at = found == row.features.end()
                ? column.values.size()
                : static_cast<std::size_t>(
                    std::lower_bound(column.values.begin(), column.values.end(), found->second)
                    - column.values.begin());
            column.of.push_back(at);
            if (at < column.values.size()) {
                ++column.counts[at].count;
                column.counts[at].right += row.right;
            }
        }
        out.push_back(std::move(column));
    }
    return out;
}

} // namespace

Result<std::vector<Slice>> slicesOf(
    std::span<const SliceRow> rows, const SliceOptions& options, std::stop_token stop) {
    SliceCounts all{rows.size(), 0};
    for (const SliceRow& row : rows)
        all.right += row.right;
    const auto columns = columnsOf(rows, options.values);
    std::vector<Slice> out;
    const auto enough = [&](const SliceCounts& c) {
        return c.count >= options.atLeast && all.count - c.count >= options.atLeast;
    };
    for (const Column& column : columns)
        for (std::size_t v = 0; v < column.values.size(); ++v)
            if (enough(column.counts[v]))
                out.push_back(sliceOf({{column.name, column.values[v]}}, column.counts[v], all));
    for (std::size_t a = 0; options.pairs && a < columns.size(); ++a)
        for (std::size_t b = a + 1; b < columns.size(); ++b) {
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Stopped", {}, {}};
            const Column& first = columns[a];
            const Column& second = columns[b];
            const auto width = second.values.size() + 1;
            std::vector<SliceCounts> cells((first.values.size() + 1) * width);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                SliceCounts& cell = cells[first.of[i] * width + second.of[i]];
                ++cell.count;
                cell.right += rows[i].right;
            }
            for (std::size_t v = 0; v < first.values.size(); ++v)
                for (std::size_t w = 0; w < second.values.size(); ++w) {
                    const SliceCounts& cell = cells[v * width + w];
                    if (enough(cell) && cell.count < first.counts[v].count
                        && cell.count < second.counts[w].count)
                        out.push_back(sliceOf(
                            {{first.name, first.values[v]}, {second.name, second.values[w]}}, cell,
                            all));
                }
        }
    std::vector<double> p;
    for (const Slice& slice : out)
        p.push_back(slice.p);
    const auto adjusted = holm(p);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].adjusted = adjusted[i];
    const auto gap = [](const Slice& s) { return std::abs(s.right.estimate - s.rest); };
    std::stable_sort(out.begin(), out.end(), [&](const Slice& a, const Slice& b) {
        return a.adjusted != b.adjusted ? a.adjusted < b.adjusted : gap(a) > gap(b);
    });
    if (out.size() > options.most)
        out.resize(options.most);
    return out;
}

std::vector<Slice> slicesBy(std::span<const SliceRow> rows, const std::string& feature) {
    SliceCounts all{rows.size(), 0};
    std::map<std::string, SliceCounts> values;
    for (const SliceRow& row : rows) {
        all.right += row.right;
        const auto found = row.features.find(feature);
        if (found == row.features.end())
            continue;
        SliceCounts& counts = values[found->second];
        ++counts.count;
        counts.right += row.right;
    }
    std::vector<Slice> out;
    for (const auto& [value, counts] : values)
        out.push_back(sliceOf({{feature, value}}, counts, all));
    return out;
}

} // namespace evenspan
