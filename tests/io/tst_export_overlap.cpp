// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/export_overlap.h"
#include "core/base/rng.h"
#include "tests/io/io_cases.h"

#include <algorithm>
#include <set>

using namespace evenspan;

namespace {

SpanDraft span(std::uint32_t begin, std::uint32_t end, const char* label = "A") {
    SpanDraft made;
    made.range = {begin, end};
    made.label = label;
    return made;
}

bool overlap(const SpanDraft& a, const SpanDraft& b) {
    return a.range.begin < b.range.end && b.range.begin < a.range.end;
}

std::multiset<std::string> keys(const std::vector<SpanDraft>& spans) {
    std::multiset<std::string> all;
    for (const auto& one : spans)
        all.insert(std::to_string(one.range.begin) + "-" + std::to_string(one.range.end) + one.label
            + std::to_string(static_cast<int>(one.state)));
    return all;
}

// The policy said plainly: again and again the best span that is left, and out with what it meets.
std::vector<SpanDraft> plainly(std::vector<SpanDraft> left, OverlapPolicy policy) {
    std::vector<SpanDraft> kept;
    while (!left.empty()) {
        const auto best =
            std::min_element(left.begin(), left.end(), [&](const auto& a, const auto& b) {
                const auto size = [](const auto& s) { return s.range.end - s.range.begin; };
                const auto longer = size(a) != size(b) ? size(a) > size(b) ? -1 : 1 : 0;
                const auto earlier =
                    a.range.begin != b.range.begin ? a.range.begin < b.range.begin ? -1 : 1 : 0;
                const auto first = policy == OverlapPolicy::First ? earlier : longer;
                const auto second = policy == OverlapPolicy::First ? longer : earlier;
                return first != 0 ? first < 0 : second != 0 ? second < 0 : a.label < b.label;
            });
        const auto chosen = *best;
        kept.push_back(chosen);
        left.erase(best);
        std::erase_if(left, [&](const auto& other) { return overlap(chosen, other); });
    }
    return kept;
}

} // namespace

class TstExportOverlap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names() {
        for (const auto policy : {OverlapPolicy::AsFormat, OverlapPolicy::Longest,
                 OverlapPolicy::First, OverlapPolicy::Layers})
            QVERIFY(overlapPolicyFromName(overlapPolicyName(policy)) == policy);
        QVERIFY(!overlapPolicyFromName("longes"));
    }

    void longestAndFirst() {
        std::vector<SpanDraft> spans{span(0, 3), span(2, 9, "B"), span(9, 10, "C")};
        auto longest = spans, first = spans, as = spans;
        QCOMPARE(settleOverlaps(longest, OverlapPolicy::Longest), std::size_t{1});
        QVERIFY(keys(longest) == keys({spans[1], spans[2]}));
        QCOMPARE(settleOverlaps(first, OverlapPolicy::First), std::size_t{1});
        QVERIFY(keys(first) == keys({spans[0], spans[2]}));
        QCOMPARE(settleOverlaps(as, OverlapPolicy::AsFormat), std::size_t{0});
        QCOMPARE(as.size(), spans.size());
    }

    void suggestionsStayOut() {
        auto suggested = span(0, 9);
        suggested.state = SpanState::Suggested;
        std::vector<SpanDraft> spans{suggested, span(1, 2)};
        QCOMPARE(settleOverlaps(spans, OverlapPolicy::Longest), std::size_t{0});
        QCOMPARE(spans.size(), std::size_t{2});
    }

    void againstAPlainModel() {
        Philox rng(7);
        for (int round = 0; round < 2000; ++round) {
            std::vector<SpanDraft> spans;
            for (auto left = rng.below(12); left > 0; --left) {
                const auto begin = static_cast<std::uint32_t>(rng.below(15));
                const auto size = static_cast<std::uint32_t>(1 + rng.below(6));
                spans.push_back(span(begin, begin + size, rng.below(2) ? "A" : "B"));
            }
            for (const auto policy : {OverlapPolicy::Longest, OverlapPolicy::First}) {
                auto settled = spans;
                const auto left = settleOverlaps(settled, policy);
                QCOMPARE(left + settled.size(), spans.size());
                QVERIFY(keys(settled) == keys(plainly(spans, policy)));
            }
            // Every span stands in exactly one layer, and none meets another in its own.
            std::multiset<std::string> all;
            std::size_t layers = 1;
            for (std::size_t layer = 0; layer < layers; ++layer) {
                auto part = spans;
                settleOverlaps(part, OverlapPolicy::Layers, layer, &layers);
                for (std::size_t i = 0; i < part.size(); ++i)
                    for (std::size_t j = 0; j < i; ++j)
                        QVERIFY(!overlap(part[i], part[j]));
                QVERIFY(layer == 0 || !part.empty());
                all.merge(keys(part));
            }
            QVERIFY(all == keys(spans));
        }
    }

    void namesOfLayers() {
        QCOMPARE(layerPath("d/a.conll", 0).string(), std::string("d/a.conll"));
        QCOMPARE(layerPath("d/a.conll", 1).string(), std::string("d/a.layer2.conll"));
        QCOMPARE(layerPath("folder", 2).string(), std::string("folder.layer3"));
    }
};

QTEST_GUILESS_MAIN(TstExportOverlap)
#include "tst_export_overlap.moc"
