// SPDX-License-Identifier: GPL-3.0-or-later
// What a run is refused for before its first step, and what it begins with all the same: nothing is
// left behind in the project either way.
#include "tests/runs/train_fixture.h"

#include <QTest>

#include <fstream>

using namespace evenspan;
using Kind = engine::TrainEvent::Kind;
using test::RunEvents;
using test::TrainFixture;

namespace {

// The same words under other splits, and none of them decided but `done` of each.
void resplit(TrainFixture& f, const std::string& split, std::size_t done) {
    std::vector<DocumentId> ids, open;
    for (std::int64_t id = 1; id <= 40; ++id)
        ids.push_back(DocumentId(id));
    open.assign(ids.begin() + std::ptrdiff_t(done), ids.end());
    if (!f.project->writer()->setSplit(ids, split)
        || !f.project->writer()->setState(open, DocumentState::InWork))
        qFatal("the documents cannot be changed");
}

void addPieces(const std::filesystem::path& folder, int count) {
    std::ofstream words(folder / "vocab.txt", std::ios::app);
    for (int i = 0; i < count; ++i)
        words << "more" << i << '\n';
}

} // namespace

class TstRunStart : public QObject {
    Q_OBJECT

    static void refused(TrainFixture& f, const TrainRunRequest& request, ErrorCode code) {
        RunEvents events;
        const auto done = f.train(request, events);
        QVERIFY(!done.ok());
        QCOMPARE(errorCodeName(done.error().code), errorCodeName(code));
        QVERIFY(!done.error().what.empty() && !done.error().remedy.empty());
        QCOMPARE(events.count(Kind::Step), std::size_t(0));
        QVERIFY((*f.project->reader())->runs()->empty());
    }

private Q_SLOTS:
    // Pieces without an embedding would be read beyond the end of the table.
    void aTokenizerOfAnotherModel() {
        TrainFixture f;
        addPieces(f.root / "base", 1);
        refused(f, f.request("r"), ErrorCode::BadConfig);
    }

    void aTokenizerWithFarFewerPieces() {
        TrainFixture f;
        RunEvents sound, odd;
        auto request = f.request("sound");
        request.recipe.max_steps = 2;
        QVERIFY(f.train(request, sound).ok());
        QVERIFY(!sound.said("belong together"));
        std::ofstream(f.root / "base" / "vocab.txt")
            << "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nw5\nw6\n";
        request.name = "odd";
        QVERIFY(f.train(request, odd).ok());
        QVERIFY(odd.said("7 pieces"));
        QVERIFY(odd.said("belong together"));
    }

    void filesOfTheModelAreMissing() {
        for (const char* name : {"config.json", "model.safetensors", "vocab.txt"}) {
            TrainFixture f;
            std::filesystem::remove(f.root / "base" / name);
            RunEvents events;
            const auto done = f.train(f.request("r"), events);
            QVERIFY2(!done.ok(), name);
            QVERIFY(!done.error().remedy.empty());
            QVERIFY((*f.project->reader())->runs()->empty());
        }
    }

    void anEmptySplit() {
        TrainFixture f;
        resplit(f, "train", 0); // it is there, but nothing in it is decided
        refused(f, f.request("r"), ErrorCode::Empty);
        resplit(f, "validation", 40); // and now nothing is in it
        refused(f, f.request("r"), ErrorCode::Empty);
    }

    // Without one to choose by, a tenth is held out and said.
    void anEmptyValidationSplit() {
        TrainFixture f;
        resplit(f, "train", 40);
        std::vector<DocumentId> decided;
        for (std::int64_t id = 1; id <= 40; ++id)
            decided.push_back(DocumentId(id));
        QVERIFY(f.project->writer()->setState(decided, DocumentState::Done).ok());
        RunEvents events;
        const auto done = f.train(f.request("r"), events);
        QVERIFY2(done.ok(), done ? "" : done.error().text().c_str());
        QVERIFY(events.said("4 documents are held out"));
        QVERIFY(events.count(Kind::Eval) > 0);
    }

    void noLabelAtAll() {
        TrainFixture f;
        f.close();
        f.path = f.root / "none.evenspan";
        f.project = std::move(*store::Project::create(f.path));
        DocumentDraft draft;
        draft.name = "d";
        draft.text = "w5 w6 .";
        draft.state = DocumentState::Done;
        draft.grid = *makeGrid(draft.text);
        QVERIFY(f.project->writer()->addDocuments("Import", std::vector{draft}).ok());
        refused(f, f.request("r"), ErrorCode::Empty);
    }

    // The fixture has one label: three tags are enough.
    void oneLabelOnly() {
        TrainFixture f;
        RunEvents events;
        auto request = f.request("r");
        request.recipe.max_steps = 2;
        QVERIFY(f.train(request, events).ok());
        auto tags = engine::openModelFolder(f.project->filesFolder() / "models" / "r");
        QVERIFY(tags.ok());
        QCOMPARE(tags->id2label, (std::vector<std::string>{"O", "B-PER", "I-PER"}));
    }

    void whatTheDeviceLacks() {
        TrainFixture f;
        auto request = f.request("r");
        request.recipe.precision = "fp16";
        request.recipe.device = "cpu";
        refused(f, request, ErrorCode::Unsupported);
        request = f.request("r");
        request.recipe.device = "cuda:7";
        refused(f, request, ErrorCode::Unsupported);
    }

    void namesThatAreNone() {
        TrainFixture f;
        for (const char* name : {"a/b", "..", "a b"}) {
            RunEvents events;
            const auto done = f.train(f.request(name), events);
            QVERIFY2(!done.ok(), name);
            QCOMPARE(events.count(Kind::Step), std::size_t(0));
        }
    }
};

QTEST_GUILESS_MAIN(TstRunStart)
#include "tst_run_start.moc"
