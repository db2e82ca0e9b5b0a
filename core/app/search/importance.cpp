// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/importance.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenspan::search {

namespace {

constexpr std::size_t kTrees = 128;
constexpr std::size_t kSmallest = 4; // trials of a node that is cut further

using Row = std::vector<double>;

struct Node {
    int key = -1; // below 0: a leaf
    bool equal = false; // goes left where equal (choices), else where at most `at`
    double at = 0, mean = 0;
    std::size_t left = 0, right = 0;
};

// A regression tree; at each node the best cut of a random third of the keys.
class Tree {
public:
    Tree(const Space& space, const std::vector<Row>& rows, const std::vector<double>& values,
        std::vector<std::size_t> sample, Philox& rng)
        : m_space(space)
        , m_rows(rows)
        , m_values(values)
        , m_rng(rng) {
        grow(std::move(sample));
    }

    double predict(const Row& row) const {
        std::size_t n = 0;
        while (m_nodes[n].key >= 0)
            n = left(m_nodes[n], row) ? m_nodes[n].left : m_nodes[n].right;
        return m_nodes[n].mean;
    }

private:
    static bool left(const Node& node, const Row& row) {
        const double value = row[static_cast<std::size_t>(node.key)];
        return node.equal ? value == node.at : value <= node.at;
    }

    double mean(const std::vector<std::size_t>& sample) const {
        double sum = 0;
        for (const auto i : sample)
            sum += m_values[i];
        return sum / static_cast<double>(sample.size());
    }

    double spread(const std::vector<std::size_t>& sample) const {
        const double middle = mean(sample);
        double sum = 0;
        for (const auto i : sample)
            sum += (m_values[i] - middle) * (m_values[i] - middle);
        return sum;
    }

    std::size_t grow(std::vector<std::size_t> sample) {
        const std::size_t self = m_nodes.size();
        m_nodes.push_back({});
        m_nodes[self].mean = mean(sample);
        const double before = spread(sample);
        if (sample.size() < kSmallest || before <= 0)
            return self;
        Node best;
        double least = before;
        std::vector<std::size_t> keys(m_space.parameters.size());
        std::iota(keys.begin(), keys.end(), std::size_t{0});
        shuffle(std::span(keys), m_rng);
        keys.resize((keys.size() + 2) / 3);
        for (const auto key : keys)
            tryKey(key, sample, least, best);
        if (best.key < 0)
            return self;
        std::vector<std::size_t> one, other;
        for (const auto i : sample)
            (left(best, m_rows[i]) ? one : other).push_back(i);
        best.mean = m_nodes[self].mean;
        best.left = grow(std::move(one));
        best.right = grow(std::move(other));
        m_nodes[self] = best;
        return self;
    }

    void tryKey(
        std::size_t key, const std::vector<std::size_t>& sample, double& least, Node& best) {
        std::vector<double> seen;
        for (const auto i : sample)
            seen.push_back(m_rows[i][key]);
        std::sort(seen.begin(), seen.end());
        seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
        const bool equal = m_space.parameters[key].categorical();
        for (std::size_t n = 0; n + 1 < seen.size() + (equal && seen.size() > 2 ? 1 : 0); ++n) {
            Node node;
            node.key = static_cast<int>(key);
            node.equal = equal;
            node.at = equal ? seen[n] : (seen[n] + seen[n + 1]) / 2;
            std::vector<std::size_t> one, other;
            for (const auto i : sample)
                (left(node, m_rows[i]) ? one : other).push_back(i);
            if (one.empty() || other.empty())
                continue;
            const double rest = spread(one) + spread(other);
            if (rest < least - 1e-15) {
                least = rest;
                best = node;
            }
        }
    }

    const Space& m_space;
    const std::vector<Row>& m_rows;
    const std::vector<double>& m_values;
    Philox& m_rng;
    std::vector<Node> m_nodes;
};

double errorOf(const Tree& tree, const std::vector<Row>& rows, const std::vector<double>& values,
    const std::vector<std::size_t>& outside) {
    double sum = 0;
    for (std::size_t n = 0; n < outside.size(); ++n) {
        const double off = tree.predict(rows[n]) - values[outside[n]];
        sum += off * off;
    }
    return sum / static_cast<double>(outside.size());
}

} // namespace

std::vector<std::pair<std::string, double>> importance(
    const Space& space, std::span<const Observation> trials, std::uint64_t seed) {
    std::vector<Row> rows;
    std::vector<double> values;
    for (const auto& trial : trials) {
        if (trial.pruned || !std::isfinite(trial.value))
            continue;
        Row row;
        for (std::size_t i = 0; i < space.parameters.size(); ++i)
            row.push_back(unitOf(space.parameters[i], trial.point[i]));
        rows.push_back(std::move(row));
        values.push_back(trial.value);
    }
    std::vector<double> grown(space.parameters.size(), 0.0);
    for (std::size_t t = 0; t < kTrees && rows.size() >= kSmallest; ++t) {
        Philox rng(seed, static_cast<std::uint64_t>(t) << 32);
        std::vector<std::size_t> sample(rows.size());
        std::vector<bool> inside(rows.size(), false);
        for (auto& i : sample) {
            i = rng.below(rows.size());
            inside[i] = true;
        }
        std::vector<std::size_t> outside;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (!inside[i])
                outside.push_back(i);
        if (outside.size() < 2)
            continue;
        const Tree tree(space, rows, values, std::move(sample), rng);
        std::vector<Row> held;
        for (const auto i : outside)
            held.push_back(rows[i]);
        const double before = errorOf(tree, held, values, outside);
        for (std::size_t key = 0; key < grown.size(); ++key) {
            std::vector<double> column;
            for (const auto& row : held)
                column.push_back(row[key]);
            shuffle(std::span(column), rng);
            auto mixed = held;
            for (std::size_t n = 0; n < mixed.size(); ++n)
                mixed[n][key] = column[n];
            grown[key] += errorOf(tree, mixed, values, outside) - before;
        }
    }
    double sum = 0;
    for (auto& share : grown) {
        share = std::max(0.0, share);
        sum += share;
    }
    std::vector<std::pair<std::string, double>> out;
    for (std::size_t key = 0; key < grown.size(); ++key)
        out.emplace_back(space.parameters[key].key, sum > 0 ? grown[key] / sum : 0.0);
    std::stable_sort(
        out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    return out;
}

} // namespace evenspan::search
