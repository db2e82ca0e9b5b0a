// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/label_queue.h"
#include "core/base/files.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/grid.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
namespace fs = std::filesystem;
using store::LabelVerdict;

namespace {

constexpr auto kMara = "Mara met Okafor in Rome"; // words 0-4 5-8 9-15 16-18 19-23

DocumentDraft draftOf(const std::string& name, const std::string& text,
    std::vector<std::pair<CodePointRange, const char*>> spans) {
    DocumentDraft out;
    out.name = name;
    out.text = text;
    out.grid = *makeGrid(text);
    out.state = DocumentState::Done;
    for (const auto& [range, label] : spans) {
        SpanDraft span;
        span.range = range;
        span.label = label;
        out.spans.push_back(std::move(span));
    }
    return out;
}

} // namespace

class LabelQueueTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<store::Project> m_project;
    std::shared_ptr<store::Reader> m_reader;
    std::vector<DocumentId> m_ids;

    // Nine documents that say Mara PER, Okafor ORG, Rome LOC, and one with `spans`.
    void make(std::vector<std::pair<CodePointRange, const char*>> spans) {
        static int number = 0;
        m_reader.reset();
        const auto path = m_folder.path().toStdString() + "/" + std::to_string(++number);
        m_project = std::move(*store::Project::create(path + ".evenspan"));
        std::vector<DocumentDraft> drafts;
        for (int n = 0; n < 9; ++n)
            drafts.push_back(draftOf("right-" + std::to_string(n), kMara,
                {{{0, 4}, "PER"}, {{9, 15}, "ORG"}, {{19, 23}, "LOC"}}));
        drafts.push_back(draftOf("odd", kMara, std::move(spans)));
        m_ids = *m_project->writer()->addDocuments("Import", drafts);
        m_reader = *m_project->reader();
    }
    // A fold by a model that is sure of `tags` in every document.
    void addFold(const std::vector<std::string>& said) {
        FoldDraft draft{
            "k", "k-fold-1", 0, 1, {"O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"}, {}};
        const std::vector<std::string> words{"Mara", "met", "Okafor", "in", "Rome"};
        for (const auto id : m_ids) {
            FoldDraft::Document document{id.value, wordsHash(words), {}};
            for (const auto& tag : said)
                for (const auto& each : draft.tags)
                    document.probabilities.push_back(each == tag ? 0.94F : 0.01F);
            draft.documents.push_back(std::move(document));
        }
        const auto folder = m_project->filesFolder();
        fs::create_directories(folder);
        QVERIFY(writeFold(folder / "k0.safetensors", draft).ok());
        store::FileRow row;
        row.sha256 = *sha256File(folder / "k0.safetensors");
        row.path = "k0.safetensors";
        row.role = kOutOfFoldRole;
        row.provenance = R"({"kfold":"k","fold":0,"run":"k-fold-1"})";
        QVERIFY(m_project->writer()->addFile(row).ok());
    }
    LabelQueue queue(const char* kfold) {
        auto made = makeLabelQueue(*m_reader, m_project->filesFolder(), {kfold, 5000});
        if (!made)
            qFatal("%s", made.error().text().c_str());
        return std::move(*made);
    }
    Result<void> decide(const QueueRow& row, LabelVerdict verdict, const char* kfold = "k") {
        auto done = decideRow(*m_project->writer(), kfold, row, verdict);
        return done ? Result<void>() : Result<void>(done.error());
    }
    QueuePrecision precision(const char* kfold) {
        return precisionOf(*store::labelDecisions(*m_reader), kfold);
    }

private Q_SLOTS:
    void eachKindIsFoundAndFixed_data() {
        using Spans = std::vector<std::pair<CodePointRange, const char*>>;
        QTest::addColumn<Spans>("spans");
        QTest::addColumn<int>("kind");
        QTest::newRow("type") << Spans{{{0, 4}, "PER"}, {{9, 15}, "LOC"}, {{19, 23}, "LOC"}}
                              << int(DoubtKind::Type);
        QTest::newRow("boundary") << Spans{{{0, 4}, "PER"}, {{5, 15}, "ORG"}, {{19, 23}, "LOC"}}
                                  << int(DoubtKind::Boundary);
        QTest::newRow("spurious") << Spans{{{0, 4}, "PER"}, {{9, 15}, "ORG"}, {{16, 18}, "ORG"},
            {{19, 23}, "LOC"}} << int(DoubtKind::Spurious);
        QTest::newRow("missing") << Spans{{{0, 4}, "PER"}, {{19, 23}, "LOC"}}
                                 << int(DoubtKind::Missing);
    }
    void eachKindIsFoundAndFixed() {
        using Spans = std::vector<std::pair<CodePointRange, const char*>>;
        QFETCH(Spans, spans);
        QFETCH(int, kind);
        make(spans);
        addFold({"B-PER", "O", "B-ORG", "O", "B-LOC"});
        const auto found = queue("k");
        QCOMPARE(found.documents, std::uint64_t{10});
        QCOMPARE(found.rows.size(), std::size_t{1});
        const auto& row = found.rows[0];
        QCOMPARE(row.name, std::string("odd"));
        QCOMPARE(int(row.kind), kind);
        QVERIFY(row.byModel && row.odds > 0 && !row.verdict);
        QCOMPARE(row.sentenceText, std::string(kMara));
        QVERIFY(*row.givenProbability < 0.02 && *row.proposedProbability > 0.9);
        const auto before = *m_reader->document(m_ids.back());
        QVERIFY(decide(row, LabelVerdict::Fix).ok());
        QVERIFY(queue("k").rows.empty());
        QCOMPARE(precision("k").fixed, std::int64_t{1});
        auto spansNow = m_reader->document(m_ids.back())->spans;
        QCOMPARE(spansNow.size(), std::size_t{3});
        for (std::size_t n = 0; n < 3; ++n) {
            const auto right = m_reader->document(m_ids.front())->spans;
            QVERIFY(spansNow[n].range == right[n].range && spansNow[n].label == right[n].label);
        }
        QVERIFY(*m_project->writer()->undo());
        QVERIFY(*m_reader->document(m_ids.back()) == before);
        QCOMPARE(queue("k").rows.size(), std::size_t{1});
        QCOMPARE(precision("k").fixed, std::int64_t{0});
    }

    // Without a model the same string speaks.
    void stringsAlone() {
        make({{{0, 4}, "LOC"}, {{19, 23}, "LOC"}});
        auto found = queue("");
        QCOMPARE(found.rows.size(), std::size_t{2});
        std::sort(found.rows.begin(), found.rows.end(),
            [](const auto& a, const auto& b) { return a.kind < b.kind; });
        QCOMPARE(found.rows[0].kind, DoubtKind::Type); // Mara is PER nine times
        QCOMPARE(found.rows[0].proposed[0].label, std::string("PER"));
        QCOMPARE(found.rows[1].kind, DoubtKind::Missing); // Okafor is ORG nine times
        QCOMPARE(found.rows[1].proposed[0].text, std::string("Okafor"));
        for (const auto& row : found.rows) {
            QVERIFY(row.byStrings && !row.byModel && !row.givenProbability);
            QCOMPARE(row.elsewhere.size(), std::size_t{1});
            QCOMPARE(row.elsewhere[0].second, std::uint64_t{9});
        }
        QVERIFY(decide(found.rows[1], LabelVerdict::Fix, "").ok());
        QCOMPARE(queue("").rows.size(), std::size_t{1});
    }

    void verdictsStand() {
        make({{{0, 4}, "LOC"}, {{19, 23}, "LOC"}});
        addFold({"B-PER", "O", "B-ORG", "O", "B-LOC"});
        auto found = queue("k");
        QCOMPARE(found.rows.size(), std::size_t{2});
        QVERIFY(decide(found.rows[0], LabelVerdict::Keep).ok());
        QVERIFY(decide(found.rows[1], LabelVerdict::Unsure).ok());
        found = queue("k");
        QCOMPARE(found.rows[0].verdict.value(), LabelVerdict::Keep);
        QCOMPARE(found.rows[1].verdict.value(), LabelVerdict::Unsure);
        const auto so = precision("k");
        QCOMPARE(so.kept, std::int64_t{1});
        QCOMPARE(so.unsure, std::int64_t{1});
        QCOMPARE(so.precision, *wilsonInterval(0, 1));
        QCOMPARE(precision("other"), precisionOf({}, "other"));
    }

    // Where the text's tokens are others than the model read, strings still speak.
    void changedTokensAreNotReadByTheModel() {
        make({{{0, 4}, "LOC"}, {{9, 15}, "ORG"}, {{19, 23}, "LOC"}});
        addFold({"B-PER", "O", "O", "O", "B-LOC"});
        TokenGrid grid;
        grid.tokens = {{0, 4}, {5, 8}, {9, 15}, {16, 23}};
        grid.sentenceStarts = {0};
        QVERIFY(m_project->writer()->saveGrid(m_ids.front(), grid, false).ok());
        const auto found = queue("k");
        QCOMPARE(found.changed, std::uint64_t{1});
        for (const auto& row : found.rows)
            if (row.document == m_ids.front())
                QVERIFY(!row.byModel);
    }

    void orderIsStableAndCut() {
        make({{{0, 4}, "LOC"}, {{19, 23}, "LOC"}});
        addFold({"B-PER", "O", "O", "O", "O"}); // contradicts every document
        const auto whole = queue("k");
        QVERIFY(whole.rows.size() > 5);
        for (std::size_t n = 1; n < whole.rows.size(); ++n) {
            const auto &a = whole.rows[n - 1], &b = whole.rows[n];
            QVERIFY(a.odds > b.odds || (a.odds == b.odds && a.document <= b.document));
        }
        const auto some = *makeLabelQueue(*m_reader, m_project->filesFolder(), {"k", 5});
        QVERIFY(some.more && some.rows.size() == 5);
        for (std::size_t n = 0; n < 5; ++n)
            QCOMPARE(some.rows[n].place, whole.rows[n].place);
    }

    void whatCannotBe() {
        make({});
        QCOMPARE(makeLabelQueue(*m_reader, m_project->filesFolder(), {"nobody", 10}).error().code,
            ErrorCode::NotFound);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(makeLabelQueue(*m_reader, m_project->filesFolder(), {"", 10}, stop.get_token())
                     .error()
                     .code,
            ErrorCode::Cancelled);
        QVERIFY(m_project->writer()->setState(m_ids, DocumentState::InWork).ok());
        QCOMPARE(makeLabelQueue(*m_reader, m_project->filesFolder(), {"", 10}).error().code,
            ErrorCode::Empty);
    }

    void tokensByTheMethods() {
        make({{{0, 4}, "LOC"}, {{9, 15}, "ORG"}, {{19, 23}, "LOC"}});
        addFold({"B-PER", "O", "B-ORG", "O", "B-LOC"});
        const auto folder = m_project->filesFolder();
        const auto scores = *tokenQueue(*m_reader, folder, "k", TokenMethod::SelfConfidence);
        QCOMPARE(scores.size(), std::size_t{50});
        QCOMPARE(scores[0].document, m_ids.back());
        QCOMPARE(scores[0].given, std::string("B-LOC"));
        QCOMPARE(scores[0].likeliest, std::string("B-PER"));
        QCOMPARE(
            tokenQueue(*m_reader, folder, "k", TokenMethod::WorstToken)->size(), std::size_t{10});
        const auto marked = *tokenQueue(*m_reader, folder, "k", TokenMethod::ConfidentJoint);
        QCOMPARE(marked.size(), std::size_t{1});
        QCOMPARE(marked[0].token, std::uint32_t{0});
    }
};

QTEST_APPLESS_MAIN(LabelQueueTest)
#include "tst_label_queue.moc"
