// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/annotations.h"
#include "core/store/document_measures.h"
#include "tests/store/support.h"

#include <algorithm>

using namespace evenspan;
using namespace evenspan::store;

class TstStoreMeasures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Against a plain walk over the spans: the highest score among open suggestions alone.
    void theHighestOpenSuggestionCounts() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        std::vector<DocumentDraft> drafts;
        unsigned seed = 11;
        const auto next = [&seed](unsigned below) {
            seed = seed * 1103515245 + 12345;
            return (seed >> 16) % below;
        };
        for (int i = 0; i < 40; ++i) {
            std::vector<SpanDraft> spans;
            for (unsigned k = next(5); k > 0; --k) {
                SpanDraft one = span(k, k + 3, "ORG");
                one.state = SpanState(next(3));
                if (next(4) > 0)
                    one.score = next(1000) / 1000.0;
                spans.push_back(one);
            }
            drafts.push_back(draft("d", "Okafor Labs hires in Turku", spans));
        }
        auto ids = *project->writer()->addDocuments("Import", drafts);
        RunRow run;
        run.name = "r";
        const auto runId = project->writer()->createRun(run);
        EVENSPAN_OK(runId);
        const std::pair<DocumentId, double> unsure[]{{ids[3], 0.75}, {ids[7], 0.0}};
        EVENSPAN_OK(Annotations(*project->writer()).setUncertainty(*runId, unsure));
        // Of a learning order the place counts, and documents that are gone keep theirs.
        const std::vector<DocumentId> learning{ids[9], DocumentId{4711}, ids[2], ids[30]};
        QByteArray order;
        for (const DocumentId id : learning)
            order += (order.isEmpty() ? "" : ",") + QByteArray::number(qint64(id.value));
        EVENSPAN_OK(project->writer()->setSetting(
            "learning_order", "{\"order\": [" + order.toStdString() + "]}"));
        std::reverse(ids.begin(), ids.end()); // the order asked for is the order given
        ids.push_back(DocumentId{999});
        auto reader = *project->reader();
        const auto found = documentMeasures(*reader, ids);
        EVENSPAN_OK(found);
        QCOMPARE(found->size(), ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            DocumentMeasure expected;
            if (const auto document = reader->document(ids[i]))
                for (const SpanRow& row : document->spans)
                    if (row.state == SpanState::Suggested && row.score)
                        expected.score = std::max(expected.score.value_or(0), *row.score);
            for (const auto& [id, value] : unsure)
                if (id == ids[i])
                    expected.uncertainty = value;
            for (std::size_t place = 0; place < learning.size(); ++place)
                if (learning[place] == ids[i])
                    expected.place = std::int64_t(place) + 1;
            QCOMPARE((*found)[i], expected);
        }
    }

    void stops() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        std::stop_source source;
        source.request_stop();
        const auto found =
            documentMeasures(**project->reader(), {DocumentId{1}}, source.get_token());
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TstStoreMeasures)
#include "tst_store_measures.moc"
