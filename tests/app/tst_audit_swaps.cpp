// SPDX-License-Identifier: GPL-3.0-or-later
// Other names in the project's own sentences, asked of a model whose answers are known.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/audit/audit_swaps.h"
#include "core/app/audit/swap_texts.h"
#include "core/base/files.h"
#include "core/base/rng.h"
#endif
#include <algorithm>
#include <cmath>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

// A word is one piece; longer ones than six letters are two.
class WordTokenizer final : public Tokenizer {
public:
    std::unique_ptr<Tokenizer> clone() const override {
        return std::make_unique<WordTokenizer>(*this);
    }
    void encode(std::string_view utf8, Encoding& out) override {
        const std::string_view word[]{utf8};
        encodeWords(word, out);
    }
    void encodeWords(std::span<const std::string_view> words, Encoding& out) override {
        out.clear();
        for (std::uint32_t w = 0; w < words.size(); ++w)
            for (std::uint32_t part = 0; part < (words[w].size() > 6 ? 2U : 1U); ++part) {
                const auto [at, fresh] = m_ids.try_emplace(
                    std::string(words[w]) + (part ? "#" : ""), 10 + std::int32_t(m_words.size()));
                if (fresh)
                    m_words.push_back(at->first);
                out.ids.push_back(at->second);
                out.begins.push_back(part);
                out.ends.push_back(part + 1);
                out.words.push_back(w);
            }
    }
    void setMatchSpecialTokens(bool) override { }
    SpecialIds special() const override { return {1, 2, 0, 3, 4}; }
    std::int32_t vocabularySize() const override { return 10 + std::int32_t(m_words.size()); }
    std::string_view piece(std::int32_t id) const override {
        return id >= 10 ? std::string_view(m_words[std::size_t(id - 10)]) : std::string_view();
    }
    bool marksContinuation() const override { return true; }
    const std::map<std::string, std::string>& files() const override { return m_files; }

private:
    std::map<std::string, std::int32_t> m_ids;
    std::vector<std::string> m_words;
    std::map<std::string, std::string> m_files;
};

// How sure the model is that a word is a person; places are known by heart.
double person(std::string_view word) {
    if (word.starts_with("Known"))
        return 3;
    if (word.starts_with("Half"))
        return word.back() % 2 ? 1 : -1;
    return word.starts_with("Other") ? -2 : -6;
}

class Gazetteer final : public engine::PredictSession {
public:
    explicit Gazetteer(const Tokenizer& tokenizer)
        : m_tokenizer(tokenizer) { }
    Result<std::vector<float>> logits(const Batch& batch) override {
        if (fails)
            return Error{ErrorCode::OutOfMemory, "No memory", "model", "Take a smaller batch."};
        std::vector<float> out;
        for (std::int32_t r = 0; r < batch.rows; ++r)
            for (std::int32_t i = 0; i < batch.lengths[std::size_t(r)]; ++i) {
                const auto word = m_tokenizer.piece(batch.ids[std::size_t(r * batch.columns + i)]);
                const float place = word == "Ulm" ? 9.F : -9.F;
                out.insert(out.end(), {0, float(person(word)), -20, place, -20});
            }
        return out;
    }
    bool fails = false;

private:
    const Tokenizer& m_tokenizer;
};

struct Work {
    OpenRun run;
    AuditData data;
    Gazetteer* model = nullptr;
    Work() {
        run.tags = TagSet({"PER", "LOC"}, TagScheme::Iob2);
        run.tokenizer = std::make_unique<WordTokenizer>();
        auto session = std::make_unique<Gazetteer>(*run.tokenizer);
        model = session.get();
        run.session = std::move(session);
        run.maxLength = 64;
        run.positions = 64;
    }
    // One sentence a document: a person of a kind, met in Ulm.
    void add(std::int64_t document, const std::string& name) {
        engine::Example example;
        example.words = {name, "met", "us", "in", "Ulm", "."};
        example.document = document;
        example.sentence = 1;
        data.evaluation.examples.push_back(example);
        for (const Mention& mention : {Mention{0, 1, "PER"}, Mention{4, 5, "LOC"}}) {
            MentionError error;
            error.document = document;
            error.sentence = 1;
            error.gold.resize(1);
            error.gold.front().mention = mention;
            data.errors.cases.push_back(error);
        }
    }
    void fill(int documents) {
        for (int d = 0; d < documents; ++d)
            add(d, (d % 3 == 0 ? "Other" : "Known") + std::string(1, char('a' + d % 26)));
    }
};

Suite list(const std::vector<std::string>& kinds, int each = 8) {
    Suite out;
    out.name = "kinds";
    out.label = "PER";
    out.language = "en";
    out.source = "made up";
    out.licence = "CC0";
    out.date = "2026";
    out.rule = "all";
    out.templates = {{"t", "{name} is here."}};
    for (const auto& kind : kinds)
        for (int n = 0; n < each; ++n) {
            SuiteName& name = out.names.emplace_back();
            name.text = kind + char('a' + n);
            name.group = kind;
        }
    return out;
}

Result<SwapRun> swapsOf(Work& work, const Suite& suite, const std::string& label = "PER",
    std::uint64_t seed = 3, std::stop_token stop = {}) {
    return runSwaps(
        work.run, work.data, label, suite, true, {}, seed, stop, [](std::size_t, std::size_t) {});
}

const AuditSwap& find(const SwapRun& run, const std::string& from, const std::string& to) {
    for (const auto& swap : run.swaps)
        if (swap.from == from && swap.to == to)
            return swap;
    qFatal("no such swap");
}

bool near(double a, double b) {
    return std::abs(a - b) < 1e-6;
}
double chance(double logit) { // of a person: five classes, those below -15 are nothing
    return std::exp(logit) / (1 + std::exp(logit) + std::exp(-9));
}

} // namespace

class TstAuditSwaps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Every figure of every pair of groups, asked name by name.
    void figuresAreThoseOfTheNames() {
        Work work;
        work.fill(40);
        const auto suite = list({"Half", "Known", "Other"});
        const auto run = swapsOf(work, suite);
        QVERIFY(run.ok());
        QCOMPARE(run->swaps.size(), std::size_t(3 * 3)); // 4 × 3 without the text itself as an end
        const std::string label = "PER";
        SwapTexts texts(work.data, label, suite);
        QVERIFY(texts.choose(3));
        const auto nameIn = [&](std::size_t variant, std::size_t slot) {
            std::vector<Mention> placed, others;
            const auto& sentence = texts.sentences[texts.slots[slot].sentence];
            return texts.variant(sentence, variant, placed, others)[0];
        };
        for (std::size_t a = 0; a <= 3; ++a)
            for (std::size_t b = 1; b <= 3; ++b) {
                if (a == b)
                    continue;
                double lost = 0, gained = 0, gap = 0;
                for (std::size_t i = 0; i < texts.slots.size(); ++i) {
                    const double from = person(nameIn(a, i)), to = person(nameIn(b, i));
                    lost += from > 0 && to < 0;
                    gained += from < 0 && to > 0;
                    gap += std::abs(chance(from) - chance(to));
                }
                const auto& swap =
                    find(*run, a == 0 ? "" : texts.groups[a - 1], texts.groups[b - 1]);
                QCOMPARE(swap.pairs, std::uint64_t(40));
                QVERIFY(near(*swap.lost.value, lost / 40));
                QVERIFY(near(*swap.gained.value, gained / 40));
                QVERIFY(near(*swap.flips.value, (lost + gained) / 40));
                QVERIFY(near(*swap.net.value, (gained - lost) / 40));
                QVERIFY(near(*swap.tokenGap.value, gap / 40));
                QVERIFY(near(*swap.collateral.value, 0)); // Ulm is found, whoever came
                for (const auto* measure : {&swap.lost, &swap.gained, &swap.flips, &swap.net,
                         &swap.tokenGap, &swap.collateral}) {
                    QVERIFY(*measure->low <= *measure->value && *measure->value <= *measure->high);
                    QCOMPARE(measure->method, std::string("t"));
                }
                for (const auto* share : {&swap.lost, &swap.gained, &swap.flips, &swap.tokenGap})
                    QVERIFY(*share->low >= 0 && *share->high <= 1);
                QVERIFY(swap.p.has_value() && !swap.adjusted);
                QCOMPARE(swap.verdict, std::string("not_shown"));
            }
        // There and back is the same with the other sign.
        QVERIFY(near(*find(*run, "Known", "Other").net.value, -1));
        QVERIFY(near(*find(*run, "Other", "Known").net.value, 1));
        QVERIFY(near(*find(*run, "Known", "Other").lost.value, 1));
    }

    void theTableCountsEveryGroup() {
        Work work;
        work.fill(40);
        const auto suite = list({"Half", "Known", "Other"});
        const auto run = *swapsOf(work, suite);
        const auto& table = run.table;
        QCOMPARE(table.id, std::string("swap:PER:kinds"));
        QCOMPARE(table.groups, (std::vector<std::string>{"Half", "Known", "Other"}));
        QCOMPARE(table.cluster, std::string("name"));
        QCOMPARE(table.headline, std::string("recall"));
        QCOMPARE(table.items, std::size_t(40)); // documents
        QCOMPARE(table.clusters, std::size_t(3 * 8)); // names
        std::vector<double> right(3), all(3);
        for (const auto& row : table.rows) {
            right[row.group] += row.tally.right;
            all[row.group] += row.tally.right + row.tally.missed;
        }
        QCOMPARE(all, (std::vector<double>{40, 40, 40}));
        QCOMPARE(right[1], 40.0);
        QCOMPARE(right[2], 0.0);
        QCOMPARE(right[0], 20.0); // every rank five times, half of the names known
        double over = 0, under = 0;
        for (const auto& cell : table.crossed) {
            QVERIFY(cell.cluster < table.clusters && cell.item < table.items);
            over += cell.ratio.over;
            under += cell.ratio.under;
        }
        QCOMPARE(over, right[0] + right[1] + right[2]);
        QCOMPARE(under, 120.0);
        for (std::size_t g = 0; g < 3; ++g) {
            const auto& tally = table.tallies[g];
            QCOMPARE(tally.names, 8.0);
            QCOMPARE(tally.right, right[g]);
            QCOMPARE(tally.missed, 40 - right[g]);
            QCOMPARE(tally.words, 40.0);
            QCOMPARE(tally.pieces, 40.0); // of six letters at most
            QCOMPARE(tally.outcomes.size(), std::size_t(40));
        }
        QCOMPARE(run.facts.names, std::uint64_t(24));
        QCOMPARE(run.facts.sentences, std::uint64_t(3 * 40));
        QCOMPARE(run.facts.licence, std::string("CC0"));
        QCOMPARE(run.facts.rule, std::string("all"));
        QCOMPARE(run.facts.hash, sha256Hex(suiteToJson(suite)));
        // Fewer than twenty names a group: the linter says so.
        QVERIFY(std::any_of(run.facts.remarks.begin(), run.facts.remarks.end(),
            [](const auto& remark) { return remark.code == "too_few"; }));
    }

    void theSeedSaysWhichNameComesWhere() {
        Work work;
        work.fill(40);
        const auto suite = list({"Half", "Known"});
        const auto one = *swapsOf(work, suite, "PER", 1), again = *swapsOf(work, suite, "PER", 1);
        QVERIFY(one.swaps == again.swaps);
        bool differs = false;
        for (std::uint64_t seed = 2; seed < 12; ++seed)
            differs = differs || !(swapsOf(work, suite, "PER", seed)->swaps == one.swaps);
        QVERIFY(differs);
    }

    // Of few mentions or documents nothing is shown, and of some no test is made.
    void fewAreNotShown_data() {
        QTest::addColumn<int>("documents");
        QTest::addColumn<int>("each");
        QTest::addColumn<bool>("shown");
        QTest::addColumn<bool>("tested");
        QTest::newRow("ten mentions") << 10 << 1 << false << false;
        QTest::newRow("eleven") << 11 << 1 << true << false;
        QTest::newRow("twelve documents") << 12 << 1 << true << true;
        QTest::newRow("many mentions of four") << 4 << 20 << false << false;
        QTest::newRow("many mentions of five") << 5 << 20 << true << false;
    }
    void fewAreNotShown() {
        QFETCH(int, documents);
        QFETCH(int, each);
        QFETCH(bool, shown);
        QFETCH(bool, tested);
        Work work;
        for (int d = 0; d < documents; ++d)
            for (int n = 0; n < each; ++n) {
                work.add(d, std::string(n % 2 ? "Known" : "Other") + char('a' + (d + n) % 26));
                auto& last = work.data.evaluation.examples.back();
                last.sentence = std::uint32_t(n);
                const auto cases = work.data.errors.cases.size();
                work.data.errors.cases[cases - 1].sentence = std::uint32_t(n);
                work.data.errors.cases[cases - 2].sentence = std::uint32_t(n);
            }
        const auto run = *swapsOf(work, list({"Half", "Known"}));
        for (const auto& swap : run.swaps) {
            QCOMPARE(swap.pairs, std::uint64_t(documents * each));
            QCOMPARE(swap.net.value.has_value(), shown);
            QCOMPARE(swap.collateral.value.has_value(), shown);
            if (!shown) {
                QCOMPARE(swap.net.reason, std::string("suppressed"));
                QCOMPARE(swap.flips.reason, std::string("suppressed"));
                QCOMPARE(swap.collateral.reason, std::string("suppressed"));
            }
            QCOMPARE(swap.p.has_value(), tested);
            QCOMPARE(swap.verdict, std::string(tested ? "not_shown" : "not_assessable"));
        }
    }

    void withoutOtherMentionsThereIsNoCollateral() {
        Work work;
        work.fill(20);
        std::erase_if(work.data.errors.cases,
            [](const auto& error) { return error.gold.front().mention.label == "LOC"; });
        const auto run = swapsOf(work, list({"Half", "Known"}));
        for (const auto& swap : run->swaps) {
            QVERIFY(!swap.collateral.value);
            QCOMPARE(swap.collateral.reason, std::string("nothing"));
        }
    }

    void aMatrixOfManyGroupsIsNotMade() {
        Work work;
        work.fill(12);
        std::vector<std::string> kinds;
        for (int g = 0; g < 11; ++g)
            kinds.push_back("Known" + std::string(1, char('A' + g)));
        const auto run = *swapsOf(work, list(kinds, 2));
        QVERIFY(run.swaps.empty());
        QCOMPARE(run.table.groups.size(), std::size_t(11));
        kinds.pop_back();
        QCOMPARE(swapsOf(work, list(kinds, 2))->swaps.size(), std::size_t(10 * 10));
    }

    void progressRunsToItsEnd() {
        Work work;
        work.fill(50);
        std::vector<std::size_t> seen;
        const auto run = runSwaps(work.run, work.data, "PER", list({"Half", "Known"}), false, {}, 1,
            {}, [&](std::size_t done, std::size_t total) {
                QCOMPARE(total, std::size_t(3 * 50));
                seen.push_back(done);
            });
        QVERIFY(run.ok());
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(seen.back(), std::size_t(150));
    }

    void whatCannotBeSwappedIsSaid() {
        Work work;
        work.fill(12);
        const auto suite = list({"Half", "Known"});
        const auto unknown = swapsOf(work, suite, "ORG");
        QCOMPARE(unknown.error().code, ErrorCode::LabelMismatch);
        QCOMPARE(unknown.error().where, std::string("ORG"));
        QVERIFY(unknown.error().remedy.find("PER") != std::string::npos);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(
            swapsOf(work, suite, "PER", 1, stop.get_token()).error().code, ErrorCode::Cancelled);
        work.model->fails = true;
        QCOMPARE(swapsOf(work, suite).error().code, ErrorCode::OutOfMemory);
        Work empty;
        const auto none = swapsOf(empty, suite);
        QCOMPARE(none.error().code, ErrorCode::Empty);
        QCOMPARE(none.error().where, std::string("PER"));
        QVERIFY(!none.error().remedy.empty());
    }
};

QTEST_APPLESS_MAIN(TstAuditSwaps)
#include "tst_audit_swaps.moc"
