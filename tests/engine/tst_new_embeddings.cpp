// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/engine/new_embeddings.h"

#include <cmath>
#include <cstring>
#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

constexpr const char* kTable = "bert.embeddings.word_embeddings.weight";
constexpr std::int64_t kWidth = 32;

// `rows` rows, of which a tokenizer may know fewer.
ModelFolder modelOf(std::int64_t rows, DType type = DType::F32) {
    ModelFolder model;
    model.config.vocabulary = rows;
    model.config.hidden = kWidth;
    auto bytes = std::make_shared<std::string>();
    Philox rng(3);
    for (std::int64_t i = 0; i < rows * kWidth; ++i) {
        const auto value = static_cast<float>(1 + rng.uniform());
        std::uint32_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        const auto half = static_cast<std::uint16_t>(bits >> 16);
        bytes->append(type == DType::F32 ? reinterpret_cast<const char*>(&value)
                                         : reinterpret_cast<const char*>(&half),
            type == DType::F32 ? 4 : 2);
    }
    model.weights[kTable] = {
        type, {rows, kWidth}, std::as_bytes(std::span(bytes->data(), bytes->size()))};
    model.storage.push_back(bytes);
    return model;
}

std::vector<float> tableOf(const ModelFolder& model) {
    const auto& view = model.weights.at(kTable);
    std::vector<float> out(view.bytes.size() / 4);
    std::memcpy(out.data(), view.bytes.data(), view.bytes.size());
    return out;
}

float at(const std::vector<float>& table, std::int64_t row, std::int64_t column) {
    return table[static_cast<std::size_t>(row * kWidth + column)];
}

} // namespace

class TstNewEmbeddings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oldRowsStayAndNewOnesStartNearby() {
        auto model = modelOf(50);
        const auto before = tableOf(model);
        auto done = addEmbeddings(model, 50, {{}, {4, 9, 4}, {}, {7}}, 1);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().text().c_str());
        QCOMPARE(model.config.vocabulary, std::int64_t(54));
        QCOMPARE(model.weights.at(kTable).shape, (std::vector<std::int64_t>{54, kWidth}));
        const auto after = tableOf(model);
        QVERIFY(std::equal(before.begin(), before.end(), after.begin()));
        bool differ = false;
        for (std::int64_t c = 0; c < kWidth; ++c) {
            double mean = 0;
            for (std::int64_t r = 0; r < 50; ++r)
                mean += static_cast<double>(at(before, r, c)) / 50;
            for (const std::int64_t row : {50, 52}) {
                const auto away = std::fabs(static_cast<double>(at(after, row, c)) - mean);
                QVERIFY(away < 0.4); // values lie in 1 … 2 with a spread of 0.29
            }
            differ = differ || at(after, 50, c) != at(after, 52, c);
            const auto parts = (2 * at(before, 4, c) + at(before, 9, c)) / 3;
            QVERIFY(std::fabs(at(after, 51, c) - parts) < 1e-6f);
            QCOMPARE(at(after, 53, c), at(before, 7, c));
        }
        QVERIFY(differ);
    }

    void seedDecides() {
        auto a = modelOf(20), b = modelOf(20), c = modelOf(20);
        QVERIFY(addEmbeddings(a, 20, {{}, {}}, 5).ok());
        QVERIFY(addEmbeddings(b, 20, {{}, {}}, 5).ok());
        QVERIFY(addEmbeddings(c, 20, {{}, {}}, 6).ok());
        QVERIFY(tableOf(a) == tableOf(b));
        QVERIFY(tableOf(a) != tableOf(c));
    }

    // Rows that no piece has are used before the table grows.
    void spareRowsAreUsedFirst() {
        auto model = modelOf(24);
        QVERIFY(addEmbeddings(model, 20, {{1}, {2}}, 1).ok());
        QCOMPARE(model.config.vocabulary, std::int64_t(24));
        auto table = tableOf(model);
        QCOMPARE(at(table, 20, 3), at(table, 1, 3));
        model = modelOf(24);
        QVERIFY(addEmbeddings(model, 20, std::vector<std::vector<std::int32_t>>(6, {2}), 1).ok());
        QCOMPARE(model.config.vocabulary, std::int64_t(26));
        table = tableOf(model);
        QCOMPARE(at(table, 25, 3), at(table, 2, 3));
    }

    void halvesAreWidened() {
        auto model = modelOf(20, DType::BF16);
        const auto wide = modelOf(20);
        QVERIFY(addEmbeddings(model, 20, {{3}}, 1).ok());
        QVERIFY(model.weights.at(kTable).type == DType::F32);
        const auto got = tableOf(model), wanted = tableOf(wide);
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QVERIFY(std::fabs(got[i] - wanted[i]) < 0.01f);
    }

    void whatDoesNotFitIsRefused() {
        auto model = modelOf(20);
        const auto before = tableOf(model);
        for (const auto& [known, part] : {std::pair{21, 0}, {0, 0}, {20, 20}, {20, -1}}) {
            const auto done = addEmbeddings(model, known, {{part}}, 1);
            QCOMPARE(done.error().code, ErrorCode::BadConfig);
        }
        QVERIFY(tableOf(model) == before);
        QCOMPARE(model.config.vocabulary, std::int64_t(20));
        model.weights.clear();
        QCOMPARE(addEmbeddings(model, 20, {}, 1).error().code, ErrorCode::BadConfig);
    }
};

QTEST_APPLESS_MAIN(TstNewEmbeddings)
#include "tst_new_embeddings.moc"
