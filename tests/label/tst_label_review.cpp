// SPDX-License-Identifier: GPL-3.0-or-later
// Notes, history, uncertain places and work on many places, in the real window by their keys.
#include "core/store/annotations.h"
#include "tests/label/label_fixture.h"
#include "ui/label/accept_dialog.h"
#include "ui/label/history_panel.h"
#include "ui/label/notes_panel.h"
#include "ui/label/propagate_dialog.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

SpanDraft suggestion(std::uint32_t begin, std::uint32_t end, const char* label, double score) {
    SpanDraft span;
    span.range = {begin, end};
    span.label = label;
    span.state = SpanState::Suggested;
    span.source = SpanSource::Model;
    span.score = score;
    return span;
}

template <class T> T* shown(const Fixture& f) {
    for (T* dialog : f.page->findChildren<T*>())
        if (dialog->isVisible())
            return dialog;
    return nullptr;
}

} // namespace

class TstLabelReview : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::vector<DocumentDraft> m_drafts;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        m_drafts = {
            draft("one", "Ulm is far . Mira met ulm and Ulm ."), draft("two", "From Ulm to Ulm .")};
    }

    void equalWordsOfTheProjectAfterALook() {
        Fixture f(*m_theme, m_drafts);
        f.key(Qt::Key_L);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        f.canvas->pick(f.canvas->spans().front().id);
        f.key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(shown<PropagateDialog>(f));
        auto* dialog = shown<PropagateDialog>(f);
        auto* model = dialog->findChild<PlacesModel*>();
        QAbstractItemModelTester tester(model);
        QTRY_COMPARE(model->rowCount(), 1);
        dialog->findChild<QComboBox*>()->setCurrentIndex(2);
        QTRY_COMPARE(model->rowCount(), 3);
        for (auto* box : dialog->findChildren<QCheckBox*>())
            if (box->text() == QStringLiteral("Same case"))
                box->setChecked(false);
        QTRY_COMPARE(model->rowCount(), 4);
        QCOMPARE(model->tickedCount(), 4);
        // One without its tick stays as it is.
        QVERIFY(model->setData(model->index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(
            f.spans(2), (QStringList{QStringLiteral("5-8 PLACE"), QStringLiteral("12-15 PLACE")}));
        QCOMPARE(
            f.spans(), (QStringList{QStringLiteral("0-3 PLACE"), QStringLiteral("30-33 PLACE")}));
        QCOMPARE(f.stored(2).row.state, DocumentState::InWork);
        QTRY_VERIFY(!shown<PropagateDialog>(f));
        f.trigger("edit.undo");
        QTRY_COMPARE(f.spans(2), QStringList());
        QCOMPARE(f.spans(), QStringList{QStringLiteral("0-3 PLACE")});
        QCOMPARE(f.stored(2).row.state, DocumentState::Unseen);
    }

    // Several documents chosen in the list are a scope of their own.
    void equalWordsOfTheChosenDocuments() {
        std::vector<DocumentDraft> drafts = m_drafts;
        drafts.push_back(draft("last", "Ulm again ."));
        Fixture f(*m_theme, drafts);
        f.key(Qt::Key_L);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        const auto open = [&]() -> QComboBox* {
            f.canvas->pick(f.canvas->spans().front().id);
            f.trigger("label.propagate_wide");
            if (!QTest::qWaitFor([&] { return shown<PropagateDialog>(f) != nullptr; }, 30000))
                return nullptr;
            return shown<PropagateDialog>(f)->findChild<QComboBox*>();
        };
        QComboBox* scope = open();
        QVERIFY(scope);
        QCOMPARE(scope->count(), 3); // one document alone is no choice
        shown<PropagateDialog>(f)->reject();
        QTRY_VERIFY(!shown<PropagateDialog>(f));
        auto* table = f.page->findChild<DocumentsTable*>();
        table->setFocus();
        const int last = table->documents().rowCount() - 1;
        table->selectionModel()->select(table->documents().index(last, 0),
            QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QCOMPARE(table->selectedCount(), qint64(2));
        scope = open();
        QVERIFY(scope);
        QCOMPARE(scope->itemText(1), QStringLiteral("In the 2 chosen documents"));
        scope->setCurrentIndex(1);
        auto* model = shown<PropagateDialog>(f)->findChild<PlacesModel*>();
        QTRY_COMPARE(model->rowCount(), 2); // one here, one there, none of the others
        QTest::keyClick(shown<PropagateDialog>(f), Qt::Key_Return);
        QTRY_COMPARE(f.spans(last + 1), QStringList{QStringLiteral("0-3 PLACE")});
        QCOMPARE(f.spans(2), QStringList());
    }

    void asSuggestionsTheyWaitForAPerson() {
        Fixture f(*m_theme, m_drafts);
        f.key(Qt::Key_L);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        f.canvas->pick(f.canvas->spans().front().id);
        f.trigger("label.propagate_wide");
        QTRY_VERIFY(shown<PropagateDialog>(f));
        auto* dialog = shown<PropagateDialog>(f);
        auto* model = dialog->findChild<PlacesModel*>();
        QTRY_COMPARE(model->rowCount(), 1);
        dialog->findChildren<QComboBox*>().at(1)->setCurrentIndex(1);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(
            f.spans(), (QStringList{QStringLiteral("0-3 PLACE"), QStringLiteral("30-33 PLACE?")}));
    }

    void suggestionsFromAScoreOn() {
        m_drafts[0].spans = {suggestion(0, 3, "PLACE", 0.95), suggestion(13, 17, "PER", 0.5)};
        m_drafts[1].spans = {suggestion(5, 8, "PLACE", 0.9)};
        Fixture f(*m_theme, m_drafts);
        f.key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(shown<AcceptDialog>(f));
        auto* dialog = shown<AcceptDialog>(f);
        const auto button = [&] {
            for (auto* b : dialog->findChildren<QPushButton*>())
                if (b->text().startsWith(QStringLiteral("Accept")))
                    return b;
            return static_cast<QPushButton*>(nullptr);
        };
        QVERIFY(button()->text().contains(QLatin1Char('1')));
        dialog->findChild<QComboBox*>()->setCurrentIndex(2);
        QTRY_VERIFY(button()->text().contains(QLatin1Char('2')));
        dialog->findChild<QDoubleSpinBox*>()->setValue(0.4);
        QTRY_VERIFY(button()->text().contains(QLatin1Char('3')));
        dialog->findChild<QDoubleSpinBox*>()->setValue(0.9);
        QTRY_VERIFY(button()->text().contains(QLatin1Char('2')));
        QTRY_VERIFY(button()->isEnabled());
        QTest::mouseClick(button(), Qt::LeftButton);
        QTRY_COMPARE(f.spans(2), QStringList{QStringLiteral("5-8 PLACE")});
        QCOMPARE(
            f.spans(), (QStringList{QStringLiteral("0-3 PLACE"), QStringLiteral("13-17 PER?")}));
        QVERIFY(f.stored(2).row.state != DocumentState::Done); // never counted as done
    }

    void uncertainPlacesGoRound() {
        m_drafts[0].spans = {suggestion(0, 3, "PLACE", 0.95), suggestion(13, 17, "PER", 0.5)};
        SpanDraft sure;
        sure.range = {22, 25};
        sure.label = "PLACE";
        m_drafts[0].spans.push_back(sure);
        Fixture f(*m_theme, m_drafts);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(3));
        const auto begin = [&] {
            for (const CanvasSpan& span : f.canvas->spans())
                if (span.id == f.canvas->picked())
                    return int(span.hull().begin);
            return -1;
        };
        QList<int> seen;
        for (int i = 0; i < 3; ++i) {
            f.key(Qt::Key_F8);
            seen << begin();
        }
        QCOMPARE(seen, (QList<int>{0, 13, 0}));
        f.key(Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(begin(), 13);
        // A flag makes a sure entity uncertain; a second one takes it away.
        const auto third = std::find_if(f.canvas->spans().begin(), f.canvas->spans().end(),
            [](const CanvasSpan& span) { return !span.suggested; });
        f.canvas->pick(third->id);
        f.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        const auto flagged = [&] {
            return std::count_if(f.canvas->spans().begin(), f.canvas->spans().end(),
                [](const CanvasSpan& span) { return span.flagged; });
        };
        QTRY_COMPARE(flagged(), 1);
        f.canvas->pick({});
        f.key(Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(begin(), 22);
        f.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(flagged(), 0);
    }

    void commentsAreWrittenSettledAndRemoved() {
        Fixture f(*m_theme, m_drafts);
        f.key(Qt::Key_Semicolon, Qt::ControlModifier);
        auto* notes = f.page->findChild<NotesPanel*>();
        auto* field = notes->findChild<QLineEdit*>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("Is this the town?"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(notes->rows().size(), std::size_t(1));
        QCOMPARE(notes->rows()[0].text, std::string("Is this the town?"));
        QTRY_COMPARE(f.workbench.project().undoName, QStringLiteral("Comment"));
        notes->list()->setFocus();
        notes->list()->setCurrentRow(0);
        QTest::keyClick(notes->list(), Qt::Key_Space);
        QTRY_VERIFY(notes->rows()[0].resolved);
        QTest::keyClick(notes->list(), Qt::Key_Delete);
        QTRY_VERIFY(notes->rows().empty());
        f.trigger("edit.undo");
        QTRY_COMPARE(notes->rows().size(), std::size_t(1));
        QCOMPARE(f.stored().row.state, DocumentState::Unseen); // a question is no label
    }

    void openNotesOfTheProjectAreJumpedThrough() {
        Fixture f(*m_theme, m_drafts);
        f.trigger("label.flag");
        auto* notes = f.page->findChild<NotesPanel*>();
        QTRY_COMPARE(notes->rows().size(), std::size_t(1));
        f.trigger("label.next");
        QTRY_VERIFY(f.page->breadcrumb().contains(QStringLiteral("two")));
        QTRY_VERIFY(notes->rows().empty());
        notes->findChild<QCheckBox*>()->setChecked(true);
        QTRY_COMPARE(notes->rows().size(), std::size_t(1));
        f.trigger("label.comment");
        notes->list()->setFocus();
        notes->list()->setCurrentRow(0);
        QTest::keyClick(notes->list(), Qt::Key_Return);
        QTRY_VERIFY(f.page->breadcrumb().contains(QStringLiteral("one")));
    }

    void everyMomentCanBeBroughtBack() {
        Fixture f(*m_theme, m_drafts);
        f.key(Qt::Key_L);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-3 PLACE")});
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        f.canvas->pick(f.canvas->spans().front().id);
        f.key(Qt::Key_O);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-3 ORG")});
        f.key(Qt::Key_H, Qt::ControlModifier);
        auto* history = f.page->findChild<HistoryPanel*>();
        QTRY_COMPARE(history->list()->count(), 3);
        QVERIFY(history->list()->item(0)->text().contains(QStringLiteral("as ORG")));
        history->list()->setCurrentRow(1);
        QTest::keyClick(history->list(), Qt::Key_Return);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-3 PLACE")});
        QTRY_COMPARE(history->list()->count(), 4);
        f.trigger("edit.undo");
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-3 ORG")});
    }

    void panelsFoldAndStayFolded() {
        Fixture f(*m_theme, m_drafts);
        f.window->resize(1400, 800);
        auto* tabs = f.page->findChild<QTabWidget*>();
        const QTableView* table = nullptr;
        for (const auto* view : f.page->findChildren<QTableView*>())
            if (view->accessibleName() == QStringLiteral("Documents"))
                table = view;
        QTRY_VERIFY(table->isVisible() && tabs->isVisible());
        f.key(Qt::Key_F9);
        QVERIFY(!table->isVisible());
        f.key(Qt::Key_F9, Qt::ShiftModifier);
        QVERIFY(!tabs->isVisible());
        QVERIFY(f.canvas->isVisible());
        f.window->resize(1500, 800);
        QVERIFY(!table->isVisible());
        f.key(Qt::Key_F9);
        f.key(Qt::Key_F9, Qt::ShiftModifier);
        QVERIFY(table->isVisible() && tabs->isVisible());
    }

    // Whoever cannot see needs a name for whatever takes the focus.
    void everythingThatTakesFocusHasAName() {
        Fixture f(*m_theme, m_drafts);
        QStringList nameless;
        for (const QWidget* widget : f.page->findChildren<QWidget*>())
            if (widget->focusPolicy() != Qt::NoFocus && widget->accessibleName().isEmpty()
                && !widget->inherits("QScrollBar") && !widget->inherits("QLabel")
                && widget->objectName() != QStringLiteral("qt_scrollarea_viewport")) {
                const auto* button = qobject_cast<const QAbstractButton*>(widget);
                if (!(button && !button->text().isEmpty()))
                    nameless << QString::fromLatin1(widget->metaObject()->className())
                            % QLatin1Char(' ') % widget->objectName();
            }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char(','))));
    }
};

QTEST_MAIN(TstLabelReview)
#include "tst_label_review.moc"
