// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split_maker.h"

#include "core/base/rng.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace evenspan {

namespace {

// What is dealt as one: an item, or the items of a group.
struct Atom {
    std::vector<std::uint32_t> items;
    std::map<std::uint32_t, std::uint64_t> labels;
};

std::vector<Atom> atomsOf(std::span<const SplitItem> items) {
    std::map<std::uint32_t, std::size_t> places;
    std::vector<Atom> atoms;
    for (std::uint32_t i = 0; i < items.size(); ++i) {
        const auto place = places.emplace(items[i].group, atoms.size());
        if (place.second)
            atoms.emplace_back();
        auto& atom = atoms[place.first->second];
        atom.items.push_back(i);
        for (const auto& [label, spans] : items[i].labels)
            atom.labels[label] += spans;
    }
    return atoms;
}

std::vector<double> normalised(std::span<const double> shares) {
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    std::vector<double> out(shares.begin(), shares.end());
    for (auto& share : out)
        share /= sum;
    return out;
}

// What each part still lacks.
class Dealing {
public:
    Dealing(
        std::span<const SplitItem> items, std::vector<Atom>&& atoms, std::span<const double> shares)
        : m_atoms(std::move(atoms))
        , m_parts(items.size(), kNoSplit)
        , m_done(m_atoms.size()) {
        for (const auto size : splitSizes(items.size(), shares))
            m_lacks.push_back(static_cast<std::int64_t>(size));
        std::map<std::uint32_t, std::uint64_t> totals;
        for (const auto& atom : m_atoms)
            for (const auto& [label, spans] : atom.labels)
                totals[label] += spans;
        for (const auto& [label, spans] : totals) {
            m_left[label] = spans;
            for (const double share : normalised(shares))
                m_wanted[label].push_back(share * static_cast<double>(spans));
        }
    }

    // The rarest label first; of its items those with most of it.
    void dealLabels() {
        std::map<std::uint32_t, std::vector<std::size_t>> queues;
        for (std::size_t i = 0; i < m_atoms.size(); ++i)
            for (const auto& [label, spans] : m_atoms[i].labels)
                queues[label].push_back(i);
        std::set<std::pair<std::uint64_t, std::uint32_t>> open; // spans left, label
        for (auto& [label, queue] : queues) {
            std::stable_sort(queue.begin(), queue.end(), [&, name = label](auto a, auto b) {
                return m_atoms[a].labels.at(name) > m_atoms[b].labels.at(name);
            });
            open.insert({m_left[label], label});
        }
        std::map<std::uint32_t, std::size_t> next;
        while (!open.empty()) {
            const auto label = open.begin()->second;
            const auto& queue = queues[label];
            auto& at = next[label];
            while (at < queue.size() && m_done[queue[at]])
                ++at;
            if (at == queue.size()) {
                open.erase(open.begin());
                continue;
            }
            const auto atom = queue[at];
            for (const auto& [each, spans] : m_atoms[atom].labels)
                open.erase({m_left[each], each});
            place(atom, neediest(label));
            for (const auto& [each, spans] : m_atoms[atom].labels)
                if (m_left[each] > 0)
                    open.insert({m_left[each], each});
        }
    }

    // The largest first, each where most is lacking.
    void dealRest() {
        std::vector<std::size_t> rest;
        for (std::size_t i = 0; i < m_atoms.size(); ++i)
            if (!m_done[i])
                rest.push_back(i);
        std::stable_sort(rest.begin(), rest.end(),
            [&](auto a, auto b) { return m_atoms[a].items.size() > m_atoms[b].items.size(); });
        for (const auto atom : rest)
            place(atom,
                static_cast<std::uint32_t>(
                    std::max_element(m_lacks.begin(), m_lacks.end()) - m_lacks.begin()));
    }

    std::vector<std::uint32_t> take() { return std::move(m_parts); }

private:
    // The part that wants most of the label, among those that lack items.
    std::uint32_t neediest(std::uint32_t label) const {
        const auto& wanted = m_wanted.at(label);
        std::uint32_t best = kNoSplit;
        for (std::uint32_t part = 0; part < m_lacks.size(); ++part)
            if (m_lacks[part] > 0
                && (best == kNoSplit || wanted[part] > wanted[best]
                    || (wanted[part] == wanted[best] && m_lacks[part] > m_lacks[best])))
                best = part;
        return best;
    }

    void place(std::size_t index, std::uint32_t part) {
        const auto& atom = m_atoms[index];
        m_done[index] = true;
        for (const auto item : atom.items)
            m_parts[item] = part;
        m_lacks[part] -= static_cast<std::int64_t>(atom.items.size());
        for (const auto& [label, spans] : atom.labels) {
            m_left[label] -= spans;
            m_wanted[label][part] -= static_cast<double>(spans);
        }
    }

    std::vector<Atom> m_atoms;
    std::vector<std::uint32_t> m_parts;
    std::vector<char> m_done;
    std::vector<std::int64_t> m_lacks;
    std::map<std::uint32_t, std::uint64_t> m_left;
    std::map<std::uint32_t, std::vector<double>> m_wanted;
};

std::optional<double> numberOf(const std::string& text) {
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return {};
    return value;
}

} // namespace

std::vector<std::size_t> splitSizes(std::size_t count, std::span<const double> shares) {
    std::vector<std::size_t> sizes;
    std::vector<std::pair<double, std::size_t>> rests;
    std::size_t given = 0;
    for (const double share : normalised(shares)) {
        const double exact = share * static_cast<double>(count);
        // 0.7 + 0.1 of ten items must not become 6.999….
        const double whole = std::floor(exact + 1e-9);
        rests.emplace_back(whole - exact, sizes.size());
        sizes.push_back(static_cast<std::size_t>(whole));
        given += sizes.back();
    }
    std::stable_sort(rests.begin(), rests.end(),
        [](const auto& a, const auto& b) { return a.first < b.first - 1e-9; });
    for (std::size_t i = 0; given < count; ++i, ++given)
        ++sizes[rests[i % rests.size()].second];
    return sizes;
}

std::vector<std::uint32_t> dealSplits(std::span<const SplitItem> items,
    std::span<const double> shares, std::uint64_t seed, bool stratified) {
    auto atoms = atomsOf(items);
    Philox rng(seed ^ 0x73706C697473ull);
    shuffle(std::span(atoms), rng);
    if (!stratified && atoms.size() == items.size()) {
        std::vector<std::uint32_t> parts(items.size(), kNoSplit);
        std::size_t at = 0;
        std::uint32_t part = 0;
        for (const auto size : splitSizes(items.size(), shares)) {
            for (std::size_t i = 0; i < size; ++i)
                parts[atoms[at++].items.front()] = part;
            ++part;
        }
        return parts;
    }
    Dealing dealing(items, std::move(atoms), shares);
    if (stratified)
        dealing.dealLabels();
    dealing.dealRest();
    return dealing.take();
}

std::vector<std::uint32_t> splitByTime(
    std::span<const SplitItem> items, std::span<const double> shares) {
    std::vector<std::uint32_t> order;
    std::vector<std::optional<double>> numbers(items.size());
    bool numeric = true;
    for (std::uint32_t i = 0; i < items.size(); ++i) {
        if (items[i].time.empty())
            continue;
        order.push_back(i);
        numbers[i] = numberOf(items[i].time);
        numeric = numeric && numbers[i];
    }
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        return numeric ? *numbers[a] < *numbers[b] : items[a].time < items[b].time;
    };
    std::stable_sort(order.begin(), order.end(), before);
    std::vector<std::uint32_t> parts(items.size(), kNoSplit);
    const auto sizes = splitSizes(order.size(), shares);
    std::size_t begin = 0, wanted = 0;
    for (std::uint32_t part = 0; part < sizes.size(); ++part) {
        wanted += sizes[part];
        auto end = std::max(wanted, begin);
        if (part + 1 == sizes.size()) {
            end = order.size();
        } else if (end > begin && end < order.size() && !before(order[end - 1], order[end])) {
            auto low = end, high = end;
            while (low > begin && !before(order[low - 1], order[low]))
                --low;
            while (high < order.size() && !before(order[high - 1], order[high]))
                ++high;
            end = end - low <= high - end ? low : high;
        }
        for (; begin < end; ++begin)
            parts[order[begin]] = part;
    }
    return parts;
}

double splitSkew(std::span<const SplitItem> items, std::span<const std::uint32_t> parts,
    std::span<const double> shares) {
    std::map<std::uint32_t, std::vector<double>> have;
    std::map<std::uint32_t, double> totals;
    double all = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (parts[i] == kNoSplit)
            continue;
        for (const auto& [label, spans] : items[i].labels) {
            auto& row = have[label];
            row.resize(shares.size());
            row[parts[i]] += spans;
            totals[label] += spans;
            all += spans;
        }
    }
    double moved = 0;
    const auto wanted = normalised(shares);
    for (const auto& [label, row] : have)
        for (std::size_t part = 0; part < row.size(); ++part)
            moved += std::abs(row[part] - wanted[part] * totals[label]);
    return all > 0 ? moved / (2 * all) : 0;
}

} // namespace evenspan
