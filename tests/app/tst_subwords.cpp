// SPDX-License-Identifier: GPL-3.0-or-later
// How an encoder reads a stretch of a document, against the encoder's own code for training.
#include "core/app/runs/subwords.h"
#include "core/base/rng.h"
#include "core/engine/windows.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/grid.h"

#include <fstream>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;

namespace {

const std::string kVocabulary =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\nulm\n##er\nmet\nmi\n##ra\n.\nthe\nin\n";

std::unique_ptr<Tokenizer> tokenizer() {
    return std::move(*loadTokenizer(
        {{"vocab.txt", kVocabulary}, {"tokenizer_config.json", R"({"do_lower_case":true})"}}));
}

struct Document {
    std::string text;
    TokenGrid grid;
    OffsetMap map;
    explicit Document(std::string bytes)
        : text(std::move(bytes))
        , grid(*makeGrid(text))
        , map(text) { }
    Subwords cut(CodePointRange range, std::size_t maxLength = 256) const {
        const auto own = tokenizer();
        return *cutSubwords(*own, subwordRequest(text, map, grid, range, maxLength));
    }
};

} // namespace

class TstSubwords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void piecesAreRangesOfTheDocument() {
        const Document d("Nobody. 😀 Mira met Ulmer in Ulm.\nThe end.");
        const auto found = d.cut({10, 30});
        QVERIFY(found.windows.empty());
        QStringList pieces;
        for (const CodePointRange piece : found.pieces)
            pieces << QString::fromStdString(std::string(d.map.slice(piece)));
        QCOMPARE(pieces,
            (QStringList{QStringLiteral("Mi"), QStringLiteral("ra"), QStringLiteral("met"),
                QStringLiteral("Ulm"), QStringLiteral("er"), QStringLiteral("in"),
                QStringLiteral("Ulm")}));
        QCOMPARE(d.cut({0, 3}).unknown, (std::vector<CodePointRange>{{0, 6}}));
        QVERIFY(d.cut({7, 8}).pieces.empty()); // a blank
        QVERIFY(Document(" \n ").cut({0, 3}).pieces.empty());
        QVERIFY(Document("").cut({0, 0}).pieces.empty());
    }

    // Windows hold the sub-words that the training code puts into them.
    void windowsAreThoseOfTraining() {
        Philox rng(5);
        const char* words[]{"Mira", "met", "Ulmer", "xyz", "in", "\x01"};
        for (int round = 0; round < 60; ++round) {
            std::string text;
            Document d("");
            const std::size_t count = rng.below(120);
            for (std::size_t i = 0; i <= count; ++i)
                text += std::string(words[rng.below(5)]) + " ";
            const Document document(text);
            const std::size_t limit = 8 + rng.below(40);
            const auto found = document.cut({0, document.map.codePoints()}, limit);
            std::vector<std::string_view> all;
            for (const CodePointRange token : document.grid.tokens)
                all.push_back(document.map.slice(token));
            QCOMPARE(document.grid.sentenceCount(), std::size_t(1));
            const auto own = tokenizer();
            const auto encoded = engine::encodeSentence(*own, all, limit);
            QCOMPARE(found.windows.size(), encoded.windows.size() < 2 ? 0 : encoded.windows.size());
            for (std::size_t w = 0; w < found.windows.size(); ++w) {
                std::size_t inside = 0;
                for (const CodePointRange piece : found.pieces)
                    inside += found.windows[w].contains(piece);
                QCOMPARE(inside + 2, encoded.windows[w].ids.size());
            }
            // A part of the text gives a part of the pieces, and the same windows.
            const auto some = document.cut({5, 30}, limit);
            QCOMPARE(some.windows, found.windows);
            std::vector<CodePointRange> wanted;
            for (const CodePointRange piece : found.pieces)
                if (piece.overlaps({5, 30}))
                    wanted.push_back(piece);
            QCOMPARE(some.pieces, wanted);
        }
    }

    void encodersAreModelsAndRuns() {
        QTemporaryDir folder;
        const std::filesystem::path base(folder.path().toStdString());
        const auto model = base / "models" / "tiny";
        std::filesystem::create_directories(model);
        const auto put = [](const std::filesystem::path& file, const std::string& bytes) {
            std::ofstream(file, std::ios::binary) << bytes;
        };
        put(model / "config.json", "{\"model_type\":\"bert\"}");
        put(model / "vocab.txt", kVocabulary);
        put(model / "tokenizer_config.json", R"({"do_lower_case":true})");
        put(model / "model.safetensors", "x");
        auto project = std::move(*store::Project::create(base / "p.evenspan"));
        for (const char* name : {"first", "lost"}) {
            store::RunRow run;
            run.name = name;
            run.path = std::string("runs/") + name;
            run.recipe = R"({"max_length":64})";
            QVERIFY(project->writer()->createRun(run).ok());
        }
        const auto there = project->filesFolder() / "runs/first";
        std::filesystem::create_directories(there);
        put(there / "vocab.txt", kVocabulary);
        put(there / "tokenizer_config.json", R"({"do_lower_case":true})");
        Encoders encoders(ModelLibrary({}, base / "models"));
        const auto reader = *project->reader();
        const auto choices = *encoders.choices(*reader, project->filesFolder());
        QCOMPARE(choices.size(), std::size_t(2));
        QCOMPARE(choices[0].name, std::string("tiny"));
        QVERIFY(!choices[0].run && choices[1].run);
        QCOMPARE(choices[1].maxLength, std::size_t(64));
        const Document d("Mira met Ulmer .");
        const auto request = subwordRequest(d.text, d.map, d.grid, {0, 16}, 256);
        for (const EncoderChoice& choice : choices)
            QCOMPARE(encoders.cut(choice.folder, request)->pieces, d.cut({0, 16}).pieces);
        QVERIFY(!encoders.cut(base / "nowhere", request).ok());
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(encoders.cut(choices[0].folder, request, stop.get_token()).error().code,
            ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TstSubwords)
#include "tst_subwords.moc"
