// SPDX-License-Identifier: GPL-3.0-or-later
// The hand on the text in the real window: a label kept in it, discontinuous entities, what is
// drawn beside the spans, and that the screen follows every edit.
#include "core/base/rng.h"
#include "tests/label/label_fixture.h"
#include "ui/label/canvas/brush_bar.h"
#include "ui/label/canvas/canvas_options.h"

#include <fstream>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

const std::string kText = "Mira met North and South Korea in Ulm .";

} // namespace

class TstLabelCanvas : public QObject {
    Q_OBJECT
    std::unique_ptr<Theme> m_theme;
    QTemporaryDir m_models;

    void click(Fixture& f, std::uint32_t at, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(
            f.canvas->viewport(), Qt::LeftButton, modifiers, f.canvas->characterRect(at).center());
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
        const std::filesystem::path model =
            std::filesystem::path(m_models.path().toStdString()) / "tiny";
        std::filesystem::create_directories(model);
        const auto put = [&](const char* name, const std::string& bytes) {
            std::ofstream(model / name, std::ios::binary) << bytes;
        };
        put("config.json", "{\"model_type\":\"bert\"}");
        put("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nmi\n##ra\nmet\nnorth\nand\nsouth\n.\n");
        put("tokenizer_config.json", R"({"do_lower_case":true})");
        put("model.safetensors", "x");
    }
    void init() { QSettings().clear(); }

    void aLabelStaysInTheHand() {
        Fixture f(*m_theme, {draft("one", kText)});
        auto* bar = f.page->findChild<BrushBar*>();
        QVERIFY(!bar->isVisible());
        f.key(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(bar->isVisible());
        f.key(Qt::Key_P); // another letter, another label: nothing is labelled by it
        QCOMPARE(f.canvas->brush()->label, QStringLiteral("PER"));
        click(f, 1);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-4 PER")});
        f.key(Qt::Key_L);
        click(f, 35);
        QTRY_COMPARE(
            f.spans(), (QStringList{QStringLiteral("0-4 PER"), QStringLiteral("34-37 PLACE")}));
        f.key(Qt::Key_Escape);
        QVERIFY(!f.canvas->brush() && !bar->isVisible());
        click(f, 6); // now a click is only a click
        QTest::qWait(50);
        QCOMPARE(f.spans().size(), 2);
        f.trigger("edit.undo");
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-4 PER")});
        // The label used last is the one that comes back.
        f.key(Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(f.canvas->brush()->label, QStringLiteral("PLACE"));
    }

    void partsAreJoinedByKeyAndTakenOut() {
        Fixture f(*m_theme, {draft("one", kText)});
        f.canvas->select({9, 14}); // North
        f.key(Qt::Key_L);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("9-14 PLACE")});
        f.trigger("label.join"); // nothing to join: said, not done
        f.canvas->pick(f.canvas->spans().front().id);
        f.canvas->pick({});
        f.canvas->select({25, 30}); // Korea
        f.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        const std::vector<CodePointRange> both{{9, 14}, {25, 30}};
        QTRY_COMPARE(f.canvas->spans().front().parts, both);
        QCOMPARE(f.stored().spans.front().parts, both);
        QCOMPARE(f.stored().spans.front().range, (CodePointRange{9, 30}));
        // Its ends move as any span's, and keep the parts.
        f.key(Qt::Key_Left, Qt::ShiftModifier | Qt::ControlModifier);
        QTRY_COMPARE(f.stored().spans.front().parts.front().begin, 5U);
        f.trigger("edit.undo");
        QTRY_COMPARE(f.stored().spans.front().parts, both);
        QTRY_COMPARE(f.canvas->spans().front().parts, both);
        // The same again takes the part out.
        f.canvas->pick(f.canvas->spans().front().id);
        f.canvas->pick({});
        f.canvas->select({25, 30});
        f.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("9-14 PLACE")});
        QVERIFY(f.stored().spans.front().parts.empty());
        // And by the mouse with Ctrl; what lies between fills the gap.
        QTRY_COMPARE(f.canvas->spans().front().parts.size(), std::size_t(1));
        f.canvas->pick(f.canvas->spans().front().id);
        click(f, 27, Qt::ControlModifier);
        QTRY_COMPARE(f.canvas->spans().front().parts, both);
        f.canvas->pick({});
        f.canvas->select({14, 25});
        f.trigger("label.join");
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("9-30 PLACE")});
    }

    void viewsAreShownAndRemembered() {
        const auto encoders = std::make_shared<Encoders>(
            ModelLibrary({}, std::filesystem::path(m_models.path().toStdString())));
        Fixture f(*m_theme, {draft("one", kText), draft("two", "South Mira .")}, encoders);
        f.key(Qt::Key_F7);
        QVERIFY(f.canvas->views().tokens);
        f.key(Qt::Key_F7, Qt::ShiftModifier);
        QTRY_COMPARE(f.canvas->subwords().pieces.size(), std::size_t(10));
        QVERIFY(f.canvas->subwords().splits(1)); // M|i
        QVERIFY(!f.canvas->subwords().splits(2)); // Mi|ra
        QCOMPARE(f.canvas->subwords().unknown.size(), std::size_t(3)); // Korea, in, Ulm
        QVERIFY(!f.window->grab().isNull());
        f.trigger("label.next"); // another text, its own sub-words
        QTRY_COMPARE(f.canvas->subwords().pieces.size(), std::size_t(4));
        f.trigger("label.text_size");
        f.trigger("label.spacing");
        f.trigger("label.view_windows");
        QTRY_VERIFY(!f.page->options().computing());
        // The next window looks the same.
        Fixture g(*m_theme, {draft("one", kText)}, encoders);
        QVERIFY(g.canvas->views().tokens && g.canvas->views().subwords);
        QVERIFY(g.canvas->views().windows);
        QCOMPARE(QSettings().value(QStringLiteral("canvas/size")).toInt(), 18);
        QTRY_COMPARE(g.canvas->subwords().pieces.size(), std::size_t(10));
    }

    void withoutAnEncoderItIsSaid() {
        const auto encoders =
            std::make_shared<Encoders>(ModelLibrary({}, std::filesystem::path("/nowhere")));
        Fixture f(*m_theme, {draft("one", kText)}, encoders);
        f.trigger("label.view_subwords");
        QTRY_VERIFY(f.window->toast().isVisible());
        QVERIFY(f.canvas->subwords().pieces.empty());
    }

    // Random edits through the window's own way, undo and redo among them: what the page made of
    // the changes is what a fresh page reads.
    void theScreenFollowsEveryEdit() {
        Fixture f(*m_theme, {draft("one", kText)});
        auto* model = f.page->findChild<SpansModel*>();
        QAbstractItemModelTester tester(
            model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Philox rng(9);
        const char* names[]{"PER", "ORG", "PLACE"};
        int replies = 0, asked = 0;
        int added = 0; // more than were undone: the import is never reached
        for (int step = 0; step < 400; ++step) {
            const std::uint64_t what = rng.below(10);
            if (what < 2) {
                ++asked;
                const auto done = [&](const Result<void>&) { ++replies; };
                if (what == 0 && added > 0) {
                    --added;
                    f.workbench.undo(done);
                } else {
                    f.workbench.redo(done);
                }
            } else {
                const auto begin = std::uint32_t(rng.below(30));
                const CodePointRange range{begin, begin + 1 + std::uint32_t(rng.below(8))};
                const std::uint64_t pick = rng.below(50);
                const std::string label = names[rng.below(3)];
                ++asked;
                added += what >= 6;
                f.workbench.edit(
                    DocumentId(1),
                    [=](store::Writer& writer) -> Result<void> {
                        store::SpanRow row;
                        row.document = DocumentId(1);
                        row.range = range;
                        row.label = label;
                        row.id = SpanId(std::int64_t(pick));
                        row.state = SpanState(pick % 3);
                        if (what == 2)
                            (void)writer.removeSpan(row.id);
                        else if (what < 6)
                            (void)writer.changeSpan(row);
                        else if (auto id = writer.addSpan(row); !id)
                            return id.error();
                        return {};
                    },
                    [&](const Result<void>&) { ++replies; });
            }
            if (rng.below(4) == 0) // several at once, too
                QTRY_COMPARE(replies, asked);
        }
        QTRY_COMPARE(replies, asked);
        const auto stored = f.stored();
        std::vector<std::pair<SpanId, CodePointRange>> wanted, listed;
        for (const auto& span : stored.spans)
            if (span.state != SpanState::Rejected)
                wanted.emplace_back(span.id, span.range);
        const auto drawn = [&] {
            std::vector<std::pair<SpanId, CodePointRange>> out;
            for (const CanvasSpan& span : f.canvas->spans())
                out.emplace_back(span.id, span.hull());
            std::ranges::sort(out, {}, [](const auto& s) { return std::pair(s.second, s.first); });
            return out;
        };
        QTRY_VERIFY(drawn() == wanted);
        QCOMPARE(model->rowCount(), int(wanted.size()));
        for (int row = 0; row < model->rowCount(); ++row)
            QCOMPARE(model->id(row), wanted[std::size_t(row)].first);
        for (const auto& row : stored.spans)
            for (const CanvasSpan& span : f.canvas->spans())
                if (span.id == row.id) {
                    QCOMPARE(span.label.toStdString(), row.label);
                    QCOMPARE(span.suggested, row.state == SpanState::Suggested);
                }
    }
};

QTEST_MAIN(TstLabelCanvas)
#include "tst_label_canvas.moc"
