// SPDX-License-Identifier: GPL-3.0-or-later
// Thirty messages of the sample, labelled from the first key to the last by keys alone, as somebody
// would who knows the labels: the result must be what the sample says.
#include "core/app/demo.h"
#include "tests/label/label_fixture.h"

#include <QRegularExpression>

#include <algorithm>
#include <set>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr int kMessages = 30;

struct Gold {
    DocumentDraft draft;
    std::vector<SpanDraft> spans; // apart, by begin
};

// English messages of the sample with what is marked in them, and the labels that this takes.
std::vector<Gold> messages(const QTemporaryDir& folder) {
    const auto path = std::filesystem::path(folder.path().toStdString()) / "sample.evenspan";
    if (!makeSampleProject(
            std::filesystem::path(EVENSPAN_SOURCE_DIR) / "resources" / "sample", path))
        qFatal("no sample");
    auto project = std::move(*store::Project::open(path));
    auto reader = std::move(*project->reader());
    const auto ids = *reader->ids({});
    std::vector<Gold> out;
    for (const DocumentId id : ids) {
        const auto document = *reader->document(id);
        const auto language = document.row.metadata.find("language");
        if (language == document.row.metadata.end() || language->second != "en"
            || document.spans.empty())
            continue;
        Gold gold;
        gold.draft.name = document.row.name;
        gold.draft.text = document.text;
        gold.draft.grid = document.grid;
        for (const store::SpanRow& row : document.spans) {
            SpanDraft span;
            span.range = row.range;
            span.label = row.label;
            gold.spans.push_back(span);
        }
        out.push_back(std::move(gold));
        if (out.size() == kMessages)
            break;
    }
    return out;
}

} // namespace

class TstNewcomer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thirtyMessagesByKeysAlone() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-newcomer"));
        QSettings().clear();
        Theme theme(*qApp);
        const QTemporaryDir sample;
        const std::vector<Gold> gold = messages(sample);
        QCOMPARE(gold.size(), std::size_t(kMessages));
        std::vector<DocumentDraft> drafts;
        std::set<std::string> labels{"ORG", "PER", "PLACE"}; // those of the fixture
        for (const Gold& message : gold)
            drafts.push_back(message.draft);
        Fixture f(theme, drafts);

        // The labels that are missing, added from the list with Ctrl+L.
        int known = 3;
        for (const Gold& message : gold)
            for (const SpanDraft& span : message.spans)
                if (labels.insert(span.label).second) {
                    f.key(Qt::Key_L, Qt::ControlModifier);
                    QWidget* field = QApplication::focusWidget();
                    QVERIFY(qobject_cast<QLineEdit*>(field));
                    QTest::keyClicks(field, QString::fromStdString(span.label));
                    QTest::keyClick(field, Qt::Key_Return);
                    ++known;
                    QTRY_COMPARE(
                        f.page->findChild<QListWidget*>(QStringLiteral("palette"))->count(), known);
                    QVERIFY(f.canvas->hasFocus());
                }
        // What the list says of each label's key.
        std::map<std::string, QChar> keys;
        const auto* palette = f.page->findChild<QListWidget*>(QStringLiteral("palette"));
        const QRegularExpression spoken(QStringLiteral("key (\\S)"));
        for (int i = 0; i < palette->count(); ++i) {
            const QString said = palette->item(i)->data(Qt::AccessibleTextRole).toString();
            const QString key = spoken.match(said).captured(1);
            QVERIFY2(!key.isEmpty(), qPrintable(said));
            keys[palette->item(i)->text().toStdString()] = key.front();
        }
        QCOMPARE(keys.size(), std::size_t(known));

        std::int64_t strokes = 0;
        std::int64_t entities = 0;
        const auto stroke = [&](int key, Qt::KeyboardModifiers modifiers = {}) {
            ++strokes;
            f.key(key, modifiers);
        };
        for (int i = 0; i < kMessages; ++i) {
            const Gold& message = gold[std::size_t(i)];
            const QString name = QString::fromStdString(message.draft.name);
            QTRY_VERIFY2(f.page->breadcrumb().endsWith(name), qPrintable(name));
            QTRY_COMPARE(f.canvas->text().text({0, f.canvas->text().codePoints()}),
                QString::fromStdString(message.draft.text));
            std::size_t made = 0;
            for (const SpanDraft& span : message.spans) {
                for (int step = 0; step < 400 && f.canvas->cursor().head().begin < span.range.begin;
                     ++step)
                    stroke(Qt::Key_Right);
                for (int step = 0; step < 40 && f.canvas->cursor().target().end < span.range.end;
                     ++step)
                    stroke(Qt::Key_Right, Qt::ShiftModifier);
                const auto target = f.canvas->cursor().target();
                QVERIFY2(target == span.range,
                    qPrintable(QStringLiteral("%1: %2–%3, wanted %4–%5")
                                   .arg(name)
                                   .arg(target.begin)
                                   .arg(target.end)
                                   .arg(span.range.begin)
                                   .arg(span.range.end)));
                const QChar key = keys.at(span.label);
                stroke(key.toUpper().unicode());
                ++made;
                ++entities;
                QTRY_COMPARE(f.canvas->spans().size(), made);
            }
            stroke(Qt::Key_Return, Qt::ControlModifier);
        }
        for (int i = 0; i < kMessages; ++i) {
            QTRY_COMPARE(f.stored(i + 1).row.state, DocumentState::Done);
            QStringList wanted;
            for (const SpanDraft& span : gold[std::size_t(i)].spans)
                wanted << QStringLiteral("%1-%2 %3")
                              .arg(span.range.begin)
                              .arg(span.range.end)
                              .arg(QString::fromStdString(span.label));
            QCOMPARE(f.spans(i + 1), wanted);
        }
        qInfo("%d messages, %lld entities, %.1f keys an entity", kMessages,
            static_cast<long long>(entities), double(strokes) / double(entities));
    }
};

QTEST_MAIN(TstNewcomer)
#include "tst_newcomer.moc"
