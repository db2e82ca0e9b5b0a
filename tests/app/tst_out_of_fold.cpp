// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/out_of_fold.h"
#include "core/app/train/kfold.h"
#include "core/base/files.h"
#include "core/base/half.h"
#include "core/base/rng.h"
#include "core/store/writer.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QTest>
#include <set>

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

FoldDraft draftOf(std::size_t fold, std::vector<std::int64_t> ids, Philox& rng) {
    FoldDraft draft{"k", "k-fold-" + std::to_string(fold + 1), fold, 3, {"O", "B-A", "I-A"}, {}};
    for (const auto id : ids) {
        FoldDraft::Document document{id, static_cast<std::int64_t>(rng.next64()), {}};
        for (auto tokens = rng.below(6); tokens > 0; --tokens) {
            const double a = rng.uniform(), b = (1 - a) * rng.uniform();
            for (const double p : {a, b, 1 - a - b})
                document.probabilities.push_back(static_cast<float>(p));
        }
        draft.documents.push_back(std::move(document));
    }
    return draft;
}

} // namespace

class OutOfFoldTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<store::Project> m_project;

    fs::path keep(const FoldDraft& draft) {
        const auto folder = m_project->filesFolder();
        fs::create_directories(folder);
        const auto path = folder / (draft.kfold + std::to_string(draft.fold) + ".safetensors");
        if (!writeFold(path, draft))
            return {};
        store::FileRow row;
        row.sha256 = *sha256File(path);
        row.path = path.filename().string();
        row.role = kOutOfFoldRole;
        row.provenance =
            nlohmann::json{{"kfold", draft.kfold}, {"fold", draft.fold}, {"run", draft.run}}.dump();
        return m_project->writer()->addFile(row) ? path : fs::path();
    }

private Q_SLOTS:
    void init() {
        static int number = 0;
        const auto path = m_folder.path().toStdString() + "/" + std::to_string(++number);
        m_project = std::move(*store::Project::create(path + ".evenspan"));
    }

    // The nearest of all 63,488 finite halves, found by looking at every one.
    void halvesAreTheNearest() {
        Philox rng(3);
        const auto check = [](float value) {
            const auto given = floatFromHalf(halfFromFloat(value));
            float best = INFINITY;
            std::uint32_t chosen = 0;
            for (std::uint32_t h = 0; h < 0x7c00; ++h) {
                const float one = floatFromHalf(static_cast<std::uint16_t>(h));
                const float off = std::abs(one - value), least = std::abs(best - value);
                if (off < least || (off == least && h % 2 == 0)) {
                    best = one;
                    chosen = h;
                }
            }
            return given == best && halfFromFloat(best) == chosen
                && halfFromFloat(-value) == (halfFromFloat(value) | 0x8000);
        };
        for (int n = 0; n < 200; ++n)
            QVERIFY(check(static_cast<float>(rng.uniform())));
        for (int n = 0; n < 200; ++n)
            QVERIFY(check(static_cast<float>(std::pow(2.0, 40 * rng.uniform() - 25))));
        for (const float value : {0.0f, 1.0f, 65504.0f, 65519.0f, 6e-8f, 2.98e-8f, 2.99e-8f,
                 6.1e-5f, 6.103515625e-5f, 0.000244140625f * 1.5f})
            QVERIFY(check(value));
        for (std::uint32_t h = 0; h < 0x7c00; ++h) // all come back as they were
            QCOMPARE(halfFromFloat(floatFromHalf(static_cast<std::uint16_t>(h))), h);
        QVERIFY(std::isinf(floatFromHalf(halfFromFloat(65520.0f))));
        QVERIFY(std::isnan(floatFromHalf(halfFromFloat(NAN))));
    }

    void whatWasWrittenIsRead() {
        Philox rng(5);
        std::vector<FoldDraft> drafts;
        for (std::size_t fold = 0; fold < 3; ++fold) {
            drafts.push_back(draftOf(fold,
                {std::int64_t(10 + fold), std::int64_t(20 + fold), std::int64_t(30 + fold)}, rng));
            QVERIFY(!keep(drafts.back()).empty());
        }
        auto other = draftOf(0, {10}, rng);
        other.kfold = "other";
        QVERIFY(!keep(other).empty());
        const auto reader = *m_project->reader();
        const auto names = *OutOfFold::names(*reader);
        QCOMPARE(std::set<std::string>(names.begin(), names.end()).size(), std::size_t{2});
        auto read = OutOfFold::open(*m_project, "k");
        QVERIFY2(read.ok(), read ? "" : read.error().text().c_str());
        QCOMPARE(read->folds(), std::size_t{3});
        QVERIFY(read->tags() == drafts[0].tags);
        QCOMPARE(read->documents().size(), std::size_t{9});
        for (const auto& draft : drafts)
            for (const auto& document : draft.documents) {
                const auto found = read->of(DocumentId(document.id));
                QVERIFY(found.has_value());
                QCOMPARE(found->run, draft.run);
                QCOMPARE(found->fold, draft.fold);
                QCOMPARE(found->words, document.words);
                QCOMPARE(found->tokens * 3, document.probabilities.size());
                for (std::size_t n = 0; n < found->values.size(); ++n)
                    QVERIFY(std::abs(found->values[n] - document.probabilities[n]) < 2.5e-4f);
                for (std::size_t t = 0; t < found->tokens; ++t)
                    QCOMPARE(found->of(t)[2], found->values[t * 3 + 2]);
            }
        QVERIFY(!read->of(DocumentId(99)));
        QCOMPARE(OutOfFold::open(*m_project, "none").error().code, ErrorCode::NotFound);
    }

    void damageIsSeen() {
        Philox rng(6);
        const auto path = keep(draftOf(0, {1, 2, 3}, rng));
        auto bytes = *readFile(path);
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        QVERIFY(writeFileAtomic(path, bytes).ok());
        QCOMPARE(OutOfFold::open(*m_project, "k").error().code, ErrorCode::HashMismatch);
        fs::remove(path);
        QCOMPARE(OutOfFold::open(*m_project, "k").error().code, ErrorCode::NotFound);
    }

    void aDocumentStandsInOneFoldOnly() {
        Philox rng(7);
        keep(draftOf(0, {1, 2}, rng));
        keep(draftOf(1, {2, 3}, rng));
        QCOMPARE(OutOfFold::open(*m_project, "k").error().code, ErrorCode::Corrupt);
    }

    void wordsAreNamed() {
        const std::vector<std::string> a{"one", "two"}, b{"onetwo"}, c{"one", "two", ""};
        QVERIFY(wordsHash(a) != wordsHash(b) && wordsHash(a) != wordsHash(c));
        // SHA-256 of "one\ntwo\n" begins so.
        const auto hex = sha256Hex("one\ntwo\n");
        QCOMPARE(static_cast<std::uint64_t>(wordsHash(a)) & 0xff,
            std::uint64_t{std::stoul(hex.substr(0, 2), nullptr, 16)});
        QCOMPARE(static_cast<std::uint64_t>(wordsHash(a)) >> 56,
            std::uint64_t{std::stoul(hex.substr(14, 2), nullptr, 16)});
    }

    void everyDocumentIsDealtOnce() {
        Philox rng(8);
        for (int round = 0; round < 300; ++round) {
            std::vector<std::int64_t> ids(2 + rng.below(60));
            for (std::size_t n = 0; n < ids.size(); ++n)
                ids[n] = static_cast<std::int64_t>(3 * n + 1);
            const std::size_t folds = 2 + rng.below(std::min<std::size_t>(ids.size() - 1, 9));
            const auto seed = rng.next64();
            const auto whole = dealt(ids, folds, seed);
            std::vector<std::int64_t> all;
            for (const auto& fold : whole) {
                QVERIFY(fold.size() == ids.size() / folds || fold.size() == ids.size() / folds + 1);
                QVERIFY(std::is_sorted(fold.begin(), fold.end()));
                all.insert(all.end(), fold.begin(), fold.end());
            }
            std::sort(all.begin(), all.end());
            QVERIFY(all == ids);
            shuffle(std::span(ids), rng);
            QVERIFY(dealt(ids, folds, seed) == whole);
        }
        const std::vector<std::int64_t> ids{1, 2, 3, 4, 5, 6, 7, 8, 9};
        QVERIFY(dealt(ids, 3, 1) != dealt(ids, 3, 2));
    }

    void recordsComeBack() {
        KFold kfold;
        kfold.spec.name = "k";
        kfold.spec.folds = 2;
        kfold.spec.seed = 77;
        kfold.spec.recipe.learning_rate = 1e-4;
        kfold.spec.where = {{"language", "en"}};
        kfold.folds = {{{1, 4}, "k-fold-1", true, 0.5}, {{2}, "k-fold-2", false, 0}};
        QVERIFY(kfoldFromJson(kfoldToJson(kfold)).valueOr({}) == kfold);
        QVERIFY(!kfold.done());
        for (const char* bad : {"", "{}", "[]", R"({"name": 1})"})
            QCOMPARE(kfoldFromJson(bad).error().code, ErrorCode::Corrupt);
    }
};

QTEST_APPLESS_MAIN(OutOfFoldTest)
#include "tst_out_of_fold.moc"
