// SPDX-License-Identifier: GPL-3.0-or-later
// Steps of the history in the language of the window.
#include "core/store/annotations.h"
#include "core/store/labelling.h"
#include "core/store/moments.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/grid.h"
#include "ui/shell/step_text.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

// Marks what it is asked for, so that what nobody asks for is seen.
class Other : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override {
        return qstrcmp(context, "StepText") == 0
            ? QStringLiteral("<") + QString::fromUtf8(source) + QLatin1Char('>')
            : QString();
    }
};

} // namespace

class TstStepText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void inEnglishNothingChanges() {
        for (const char* stored : {"Set state", "Add label PER", "Merge A into B",
                 "Label “Ann %2 Bo” as PER", "Relabel “a” as B (3 places)", "Fix the label of “x”",
                 "Import 1 file", "Import 12 files", "Rename suite a to b to c",
                 "Change suite names %1", "something of the window's own", ""})
            QCOMPARE(stepText(QString::fromUtf8(stored)), QString::fromUtf8(stored));
    }

    void theWordsOfTheUserStay() {
        Other other;
        QCoreApplication::installTranslator(&other);
        QCOMPARE(stepText(QStringLiteral("Label “a %2 “b” as c” as PER")),
            QStringLiteral("<Label “a %2 “b” as c” as PER>"));
        QCOMPARE(stepText(QStringLiteral("Accept “Ann” as PER (12 places)")),
            QStringLiteral("<Accept “Ann” as PER (12 places)>"));
        QCOMPARE(stepText(QStringLiteral("Merge A into B into C")),
            QStringLiteral("<Merge A into B into C>"));
        QCOMPARE(stepText(QStringLiteral("Rename suite a to b")),
            QStringLiteral("<Rename suite a to b>"));
        for (const char* verb : {"New", "Change", "Remove"}) {
            const QString step = QLatin1String(verb) + QStringLiteral(" suite to be %2");
            QCOMPARE(stepText(step), QLatin1Char('<') + step + QLatin1Char('>'));
        }
        QCOMPARE(stepText(QStringLiteral("Set stateless")), QStringLiteral("Set stateless"));
        QCOMPARE(stepText(QStringLiteral("标注“安”为 PER")), QStringLiteral("标注“安”为 PER"));
        QCoreApplication::removeTranslator(&other);
    }

    // Whatever the store names by itself is known here.
    void everyStepOfTheStoreIsKnown() {
        QTemporaryDir folder;
        auto project = std::move(*store::Project::create(
            std::filesystem::path(folder.path().toStdString()) / "p.evenspan"));
        store::Writer& writer = *project->writer();
        store::Annotations notes(writer);
        store::Labelling labelling(writer);
        const auto done = [](const auto& result) {
            if (!result)
                qFatal("%s", result.error().text().c_str());
        };
        for (const char* name : {"PER", "ORG", "LOC"}) {
            store::LabelRow label;
            label.name = name;
            done(writer.addLabel(label));
        }
        DocumentDraft draft;
        draft.name = "one";
        draft.text = "Ann met Bo in Ulm";
        draft.grid = *makeGrid(draft.text);
        for (const CodePointRange range : {CodePointRange{0, 3}, CodePointRange{8, 10}}) {
            SpanDraft span;
            span.range = range;
            span.label = "PER";
            span.state = SpanState::Suggested;
            span.score = 0.5;
            draft.spans.push_back(span);
        }
        const std::vector<DocumentDraft> drafts{draft};
        const auto ids = *writer.addDocuments("Import", drafts);
        done(writer.setState(ids, DocumentState::Done));
        done(writer.setSplit(ids, "train"));
        done(writer.setMetadata(ids[0], {{"source", "mail"}}));
        done(writer.setTrashed(ids, true));
        done(writer.setTrashed(ids, false));
        store::NoteRow note;
        note.document = ids[0];
        note.text = "why";
        auto saved = notes.saveNote(note);
        done(saved);
        note.id = *saved;
        note.text = "how";
        done(notes.saveNote(note));
        note.resolved = true;
        done(notes.saveNote(note));
        done(notes.removeNote(note.id));
        note = {};
        note.document = ids[0];
        note.kind = store::NoteKind::Flag;
        done(notes.saveNote(note));
        done(notes.setGuideline(LabelId(1), "people"));
        store::AttributeRow attribute;
        attribute.name = "role";
        done(notes.saveAttribute(attribute));
        store::FilterRow filter;
        filter.name = "mine";
        filter.query = "label:PER";
        auto kept = notes.saveFilter(filter);
        done(kept);
        done(notes.removeFilter(*kept));
        std::vector<SpanId> open;
        auto reader = std::move(*project->reader());
        const auto document = reader->document(ids[0]);
        done(document);
        for (const auto& span : document->spans)
            open.push_back(span.id);
        done(labelling.accept(std::span(open).first(1), "Ann"));
        done(labelling.reject(std::span(open).last(1), "Bo"));
        done(labelling.relabel(std::span(open).first(1), "ORG", "Ann"));
        store::SpanRow span;
        span.document = ids[0];
        span.label = "LOC";
        span.range = {14, 17};
        const std::vector<store::SpanRow> rows{span};
        auto added = labelling.add(rows, "Ulm");
        done(added);
        done(labelling.remove(*added, "Ulm"));
        done(labelling.mergeLabels("ORG", "PER"));

        Other other;
        QCoreApplication::installTranslator(&other);
        QStringList unknown;
        int steps = 0;
        reader = std::move(*project->reader());
        QSet<QString> seen;
        const auto history = reader->history(std::nullopt, 500);
        done(history);
        for (const auto& row : *history) {
            const QString name = QString::fromStdString(row.groupName);
            if (seen.contains(name))
                continue;
            seen.insert(name);
            ++steps;
            if (!stepText(name).startsWith(QLatin1Char('<')))
                unknown << name;
        }
        QCoreApplication::removeTranslator(&other);
        QVERIFY(steps >= 20);
        QCOMPARE(unknown, QStringList());
    }
};

QTEST_MAIN(TstStepText)
#include "tst_step_text.moc"
