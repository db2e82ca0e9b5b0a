// SPDX-License-Identifier: GPL-3.0-or-later
// The labelling workspace by ear: what a screen reader can read of every part of it, and what it
// hears while somebody labels by keys.
#include "tests/label/label_fixture.h"
#include "ui/shell/filter_bar.h"

#include <QAccessible>
#include <QMetaEnum>
#include <QTabWidget>

#include <algorithm>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

// All that was said since the last ask: the name of every alert that appeared. Events of Qt's
// accessibility reach nobody where no screen reader runs, widgets that come do.
class Ear : public QObject {
public:
    QStringList said;
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::Show || !watched->isWidgetType())
            return false;
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(watched);
        if (face && face->role() == QAccessible::AlertMessage)
            said << face->text(QAccessible::Name);
        return false;
    }
};

Ear* s_ear = nullptr;

bool heard(const QString& text) {
    return QTest::qWaitFor(
        [&] {
            return std::any_of(s_ear->said.begin(), s_ear->said.end(),
                [&](const QString& said) { return said.contains(text); });
        },
        30000);
}

// One element as a reader speaks it.
QString spoken(QAccessibleInterface* face) {
    QStringList out{
        QString::fromLatin1(QMetaEnum::fromType<QAccessible::Role>().valueToKey(face->role())),
        face->text(QAccessible::Name)};
    if (out[1].isEmpty() && face->parent())
        out[1] = QStringLiteral("(in %1)").arg(face->parent()->text(QAccessible::Name));
    if (const QString value = face->text(QAccessible::Value); !value.isEmpty())
        out << value;
    const QAccessible::State state = face->state();
    if (state.checkable)
        out << (state.checked ? QStringLiteral("checked") : QStringLiteral("not checked"));
    if (state.disabled)
        out << QStringLiteral("disabled");
    if (auto* actions = face->actionInterface())
        out << actions->actionNames().join(QLatin1Char('/'));
    return out.join(QStringLiteral(" | "));
}

bool mustBeNamed(QAccessible::Role role) {
    switch (role) {
    case QAccessible::Button:
    case QAccessible::ButtonMenu:
    case QAccessible::ButtonDropDown:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::SpinBox:
    case QAccessible::Slider:
    case QAccessible::Table:
    case QAccessible::List:
    case QAccessible::ListItem:
    case QAccessible::Tree:
    case QAccessible::TreeItem:
    case QAccessible::Cell:
    case QAccessible::ColumnHeader:
    case QAccessible::PageTab:
    case QAccessible::PageTabList:
    case QAccessible::MenuItem:
    case QAccessible::ProgressBar:
    case QAccessible::AlertMessage:
        return true;
    default:
        return false;
    }
}

void read(QAccessibleInterface* face, QList<QAccessibleInterface*>& out) {
    if (!face || !face->isValid() || face->state().invisible)
        return;
    out << face;
    for (int i = 0; i < face->childCount(); ++i)
        read(face->child(i), out);
}

std::vector<DocumentDraft> texts() {
    std::vector<DocumentDraft> drafts{draft("one", "Mira Tolvanen works at Okafor Labs in Ulm ."),
        draft("two", "Nothing here .")};
    SpanDraft span;
    span.range = {23, 34};
    span.label = "ORG";
    span.state = SpanState::Suggested;
    span.source = SpanSource::Model;
    span.score = 0.9;
    drafts[0].spans.push_back(span);
    return drafts;
}

} // namespace

class TstLabelSpoken : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    Ear m_ear;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-spoken-test"));
        m_theme = std::make_unique<Theme>(*qApp);
        s_ear = &m_ear;
        qApp->installEventFilter(&m_ear);
    }
    void init() {
        QSettings().clear();
        m_ear.said.clear();
    }

    void everyPartCanBeRead() {
        Fixture f(*m_theme, texts());
        f.window->resize(1500, 1000);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        auto* tabs = f.page->findChild<QTabWidget*>();
        QVERIFY(tabs);
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QTest::qWait(50); // lists fill
            QList<QAccessibleInterface*> all;
            read(QAccessible::queryAccessibleInterface(f.window.get()), all);
            QVERIFY(all.size() > 60);
            QStringList silent;
            QHash<QPair<QAccessibleInterface*, QString>, int> alike;
            int fields = 0, tables = 0, buttons = 0;
            for (QAccessibleInterface* face : all) {
                const QString name = face->text(QAccessible::Name).trimmed();
                const QAccessible::Role role = face->role();
                if (mustBeNamed(role) && name.isEmpty())
                    silent << QStringLiteral("no name: ") + spoken(face);
                if (name.contains(QStringLiteral("&&")))
                    silent << QStringLiteral("a mark in its name: ") + spoken(face);
                if (role == QAccessible::Button || role == QAccessible::CheckBox) {
                    ++buttons;
                    const bool off = face->state().disabled;
                    const bool acts = face->actionInterface()
                        && !face->actionInterface()->actionNames().isEmpty();
                    if (!acts && !off)
                        silent << QStringLiteral("does nothing: ") + spoken(face);
                    // What clears a field is its own key.
                    const bool inField = face->parent()->role() == QAccessible::EditableText;
                    if (!face->state().focusable && !off && !inField)
                        silent << QStringLiteral("out of reach: ") + spoken(face);
                    ++alike[{face->parent(), spoken(face)}];
                }
                if (role == QAccessible::EditableText) {
                    ++fields;
                    if (!face->textInterface())
                        silent << QStringLiteral("no text: ") + spoken(face);
                }
                if (role == QAccessible::Table) {
                    ++tables;
                    auto* table = face->tableInterface();
                    QVERIFY(table);
                    for (int column = 0; column < table->columnCount(); ++column)
                        if (table->columnDescription(column).isEmpty())
                            silent << QStringLiteral("a column without a heading: ") + spoken(face);
                }
            }
            for (auto at = alike.begin(); at != alike.end(); ++at)
                if (at.value() > 1)
                    silent << QStringLiteral("twice: ") + at.key().second;
            QVERIFY2(silent.isEmpty(), qPrintable(silent.join(QLatin1Char('\n'))));
            QVERIFY(fields >= 2); // the canvas and the filter
            QVERIFY(tables >= 1);
            QVERIFY(buttons > 5);
        }
    }

    // Ten steps of labelling; each says what it did, or where the cursor came.
    void labellingIsHeard() {
        Fixture f(*m_theme, texts());
        QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
        QVERIFY(heard(QStringLiteral("one, "))); // the document and its state
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        const auto step = [&](int key, Qt::KeyboardModifiers modifiers, const QString& wanted) {
            s_ear->said.clear();
            QWidget* focus = QApplication::focusWidget();
            QTest::keyClick(focus ? focus : f.window.get(), Qt::Key(key), modifiers);
            if (heard(wanted))
                return true;
            qWarning("wanted: %s, heard: %s", qPrintable(wanted),
                qPrintable(s_ear->said.join(QStringLiteral(" / "))));
            return false;
        };
        const auto none = Qt::NoModifier;
        const auto quoted = [](const char* before, const char* text,
                                const char* behind) -> QString {
            return QString::fromUtf8(before) + QStringLiteral("“") + QString::fromUtf8(text)
                + QStringLiteral("”") + QString::fromUtf8(behind);
        };
        QVERIFY(step(Qt::Key_Right, none, QStringLiteral("Tolvanen")));
        QVERIFY(step(Qt::Key_Home, none, QStringLiteral("Mira")));
        QVERIFY(step(Qt::Key_Right, Qt::ShiftModifier, QStringLiteral("Mira Tolvanen, selected")));
        QVERIFY(step(Qt::Key_P, none, quoted("Label ", "Mira Tolvanen", " as PER")));
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(2));
        QVERIFY(step(Qt::Key_Right, Qt::ControlModifier,
            QStringLiteral("Okafor Labs, picked: ORG, suggested, score 0.90")));
        QVERIFY(step(Qt::Key_Return, none, quoted("Accept ", "Okafor Labs", " as ORG")));
        QTRY_VERIFY(std::ranges::none_of(f.canvas->spans(), &CanvasSpan::suggested));
        QVERIFY(
            step(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier, QStringLiteral("Flagged")));
        QTRY_VERIFY(std::ranges::any_of(f.canvas->spans(), &CanvasSpan::flagged));
        QVERIFY(
            step(Qt::Key_Left, Qt::ControlModifier, QStringLiteral("Mira Tolvanen, picked: PER")));
        QVERIFY(step(Qt::Key_Right, Qt::ControlModifier,
            QStringLiteral("Okafor Labs, picked: ORG, flagged")));
        QVERIFY(
            step(Qt::Key_Right, Qt::ShiftModifier, quoted("Move the ends of ", "Okafor Labs", "")));
        QTRY_VERIFY(f.window->actions().action(QStringLiteral("edit.undo"))->isEnabled());
        QVERIFY(step(Qt::Key_Z, Qt::ControlModifier,
            quoted("Undone: Move the ends of ", "Okafor Labs", "")));
        QTRY_VERIFY(std::ranges::any_of(
            f.canvas->spans(), [](const CanvasSpan& span) { return span.hull().end == 34; }));
        QVERIFY(step(Qt::Key_Delete, none, quoted("Remove ORG from ", "Okafor Labs", "")));
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        QVERIFY(step(Qt::Key_B, Qt::ControlModifier, QStringLiteral("PER is in the hand.")));
        QVERIFY(step(Qt::Key_Escape, none, QStringLiteral("No label is in the hand")));
        QVERIFY(step(Qt::Key_Return, Qt::ControlModifier, QStringLiteral("two, ")));
        QVERIFY(heard(QStringLiteral("Done")) || f.stored(1).row.state == DocumentState::Done);
        QVERIFY(step(
            Qt::Key_PageDown, Qt::ControlModifier, QStringLiteral("This is the last document")));
    }

    // What stands under the field or beside it, while the keyboard is in it.
    void theFilterIsHeard() {
        Fixture f(*m_theme, texts());
        auto* field = f.page->findChild<FilterBar*>()->field();
        field->setFocus();
        QTRY_VERIFY(field->hasFocus());
        const auto type = [&](const char* text) {
            s_ear->said.clear();
            field->setText(QString::fromLatin1(text));
            QTest::keyClick(field, Qt::Key_Return);
        };
        type("lable:PER");
        QVERIFY(heard(QStringLiteral("label")));
        type("name:two");
        QVERIFY(heard(QStringLiteral("1 ")));
        type("name:nowhere");
        QVERIFY(heard(QStringLiteral("No document matches.")));
    }

    // A second sentence is said though it reads as the first.
    void theSameIsSaidAgain() {
        Fixture f(*m_theme, texts());
        QVERIFY(heard(QStringLiteral("one, ")));
        for (int time = 0; time < 3; ++time) {
            s_ear->said.clear();
            f.trigger("label.previous");
            QVERIFY(heard(QStringLiteral("This is the first document")));
        }
    }
};

QTEST_MAIN(TstLabelSpoken)
#include "tst_label_spoken.moc"
