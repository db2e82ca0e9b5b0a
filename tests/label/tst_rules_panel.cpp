// SPDX-License-Identifier: GPL-3.0-or-later
// Rules in the real window: added, tried, suggested, switched, imported, by their keys.
#include "core/base/files.h"
#include "core/store/labelling.h"
#include "tests/label/label_fixture.h"
#include "tests/support/named.h"
#include "ui/common/data_table.h"
#include "ui/label/rules/rule_editor.h"
#include "ui/label/rules/rule_import_dialog.h"
#include "ui/label/rules/rules_dialog.h"
#include "ui/label/rules/rules_panel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

template <class T> T* shown() {
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* dialog = qobject_cast<T*>(widget); dialog && dialog->isVisible())
            return dialog;
    return nullptr;
}

using test::named;

QPushButton* button(const QWidget* in, const char* begins) {
    for (auto* found : in->findChildren<QPushButton*>())
        if (found->text().startsWith(QLatin1String(begins)))
            return found;
    return nullptr;
}

// What takes the focus must have a name for whoever cannot see.
QStringList namelessIn(const QWidget* root) {
    QStringList out;
    for (const QWidget* widget : root->findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->accessibleName().isEmpty()
            || widget->inherits("QScrollBar") || widget->inherits("QLabel")
            || widget->objectName() == QStringLiteral("qt_scrollarea_viewport")
            || widget->objectName() == QStringLiteral("qt_spinbox_lineedit")
            || qobject_cast<const QComboBox*>(widget->parentWidget()))
            continue;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        // The list that a choice opens is named by the choice.
        if (!(button && !button->text().isEmpty())
            && !widget->parentWidget()->inherits("QComboBoxPrivateContainer"))
            out << QString::fromLatin1(widget->metaObject()->className()) % QLatin1Char(' ')
                    % widget->objectName();
    }
    return out;
}

} // namespace

class TstRulesPanel : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::vector<DocumentDraft> m_drafts;

    static RulesPanel* panel(const Fixture& f) { return f.page->findChild<RulesPanel*>(); }

    // A rule in the project, there without the window's help.
    static void addRule(Fixture& f, const rules::Rule& rule) {
        bool done = false;
        f.workbench.edit(
            {},
            [rule](store::Writer& writer) -> Result<void> {
                const auto id = saveRule(writer, 0, rule, true);
                return id ? Result<void>() : Result<void>(id.error());
            },
            [&done](const Result<void>& result) { done = result.ok(); });
        QTRY_VERIFY(done);
    }
    static rules::Rule towns() {
        return {"towns", "PLACE", rules::Gazetteer{{"Ulm", "Bonn"}, false, true}};
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        m_drafts = {
            draft("one", "Ulm is far . Mira met ulm in Bonn ."), draft("two", "From Ulm to Ulm .")};
    }

    void anEmptyListSaysWhatToDoAndTakesARule() {
        Fixture f(*m_theme, m_drafts);
        f.key(Qt::Key_R, Qt::ControlModifier);
        RulesPanel* rules = panel(f);
        QTRY_VERIFY(rules->isVisible());
        QVERIFY(!rules->list()->isVisible());
        QCOMPARE(f.window->focusWidget(), static_cast<QWidget*>(button(rules, "Add")));
        QTest::keyClick(f.window->focusWidget(), Qt::Key_Space);
        QTRY_VERIFY(shown<RuleEditor>());
        auto* editor = shown<RuleEditor>();
        QCOMPARE(namelessIn(editor).join(QLatin1Char(',')), QString());
        QPushButton* save = button(editor, "Save");
        auto* hits = named<QListWidget>(editor, "Places in this document");
        // Tried before it has a name; saved only with one.
        named<QPlainTextEdit>(editor, "Names, one a line")
            ->setPlainText(QStringLiteral("ulm\n\n  Bonn \n"));
        QTRY_COMPARE(hits->count(), 3);
        QVERIFY(hits->item(1)->text().contains(QStringLiteral("\u2039ulm\u203a in Bonn")));
        QVERIFY(!save->isEnabled());
        QTest::keyClicks(named<QLineEdit>(editor, "Name of the rule"), QStringLiteral("towns"));
        auto* label = named<QComboBox>(editor, "Label that the rule suggests");
        QTRY_COMPARE(label->count(), 3);
        QCOMPARE(label->currentText(), QString());
        label->setEditText(QStringLiteral("TOWN"));
        QSignalSpy counted(editor, &RuleEditor::previewed);
        QTRY_VERIFY(save->isEnabled() && counted.count() > 0);
        const auto says = [&](const QString& text) {
            for (const auto* line : editor->findChildren<QLabel*>())
                if (line->text().contains(text))
                    return true;
            return false;
        };
        QTRY_VERIFY(says(QStringLiteral("5 places in the documents shown")));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(rules->list()->count(), 1);
        QVERIFY(!shown<RuleEditor>());
        QTRY_COMPARE(f.workbench.project().undoName, QStringLiteral("Add rule towns"));
        QCOMPARE(rules->rules()[0].head.label, std::string("TOWN"));
        QTRY_COMPARE(f.workbench.project().info.labels.count("TOWN"), std::size_t(1));
        QCOMPARE(f.spans(), QStringList()); // a rule alone changes no document
        f.trigger("edit.undo");
        QTRY_COMPARE(rules->list()->count(), 0);
    }

    void suggestsAfterALookInOneStep() {
        Fixture f(*m_theme, m_drafts);
        addRule(f, towns());
        addRule(
            f, {"names", "PER", rules::TokenPatterns{{*rules::patternFromText("[text=Mira]")}}});
        f.trigger("rules.show");
        QTRY_COMPARE(panel(f)->list()->count(), 2);
        f.key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(shown<RulesDialog>());
        auto* dialog = shown<RulesDialog>();
        QCOMPARE(namelessIn(dialog).join(QLatin1Char(',')), QString());
        auto* model = dialog->findChild<RuleCountsModel*>();
        QAbstractItemModelTester tester(model);
        QTRY_COMPARE(model->rowCount(), 2);
        QCOMPARE(model->index(0, RuleCountsModel::Fresh).data().toString(), QStringLiteral("5"));
        QCOMPARE(named<QListWidget>(dialog, "Examples")->count(), 5);
        QCOMPARE(button(dialog, "Suggest")->text(), QStringLiteral("Suggest 6 places"));
        dialog->findChild<QComboBox*>()->setCurrentIndex(0);
        QTRY_COMPARE(button(dialog, "Suggest")->text(), QStringLiteral("Suggest 4 places"));
        dialog->findChild<QComboBox*>()->setCurrentIndex(2);
        QTRY_COMPARE(button(dialog, "Suggest")->text(), QStringLiteral("Suggest 6 places"));
        QTRY_VERIFY(button(dialog, "Suggest")->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(f.spans(2),
            (QStringList{QStringLiteral("5-8 PLACE?"), QStringLiteral("12-15 PLACE?")}));
        QCOMPARE(f.stored(2).row.state, DocumentState::Suggested);
        QCOMPARE(f.stored().spans[0].source, SpanSource::Rule);
        QTRY_VERIFY(!shown<RulesDialog>());
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(4));
        // What becomes of them is the rule's record.
        f.canvas->pick(f.canvas->spans().front().id);
        f.key(Qt::Key_Return);
        QTRY_COMPARE(panel(f)->rules()[0].tally.accepted, std::int64_t(1));
        const auto open = [&]() -> SpanId {
            for (const CanvasSpan& span : f.canvas->spans())
                if (span.suggested && span.label == QStringLiteral("PLACE"))
                    return span.id;
            return {};
        };
        const auto suggestions = [&] {
            return std::count_if(f.canvas->spans().begin(), f.canvas->spans().end(),
                [](const CanvasSpan& span) { return span.suggested; });
        };
        QTRY_COMPARE(suggestions(), 3);
        f.canvas->pick(open());
        f.key(Qt::Key_Delete);
        const auto decided = [&] {
            std::int64_t out = 0;
            for (const RuleSummary& rule : panel(f)->rules())
                out += rule.tally.accepted + rule.tally.rejected;
            return out;
        };
        QTRY_COMPARE(decided(), std::int64_t(2));
        const auto* item = panel(f)->list()->item(0);
        QVERIFY(item->data(RuleDelegate::Share).isValid());
        QVERIFY(
            item->data(RuleDelegate::Low).toDouble() < item->data(RuleDelegate::Share).toDouble());
        QVERIFY(
            item->data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("precision")));
        f.trigger("edit.undo");
        f.trigger("edit.undo");
        f.trigger("edit.undo");
        QTRY_COMPARE(f.spans(), QStringList());
        QCOMPARE(f.stored().row.state, DocumentState::Unseen);
    }

    void switchedAndArchivedByKeys() {
        Fixture f(*m_theme, m_drafts);
        addRule(f, towns());
        f.trigger("rules.show");
        RulesPanel* rules = panel(f);
        QTRY_COMPARE(rules->list()->count(), 1);
        f.trigger("rules.show");
        QCOMPARE(f.window->focusWidget(), static_cast<QWidget*>(rules->list()));
        QVERIFY(button(rules, "Suggest")->isEnabled());
        QTest::keyClick(rules->list(), Qt::Key_Space);
        QTRY_VERIFY(!rules->rules()[0].head.enabled);
        QTRY_VERIFY(!button(rules, "Suggest")->isEnabled());
        QTRY_COMPARE(f.workbench.project().undoName, QStringLiteral("Switch off rule towns"));
        // The same by the mouse, on the box alone.
        const QRect row = rules->list()->visualItemRect(rules->list()->item(0));
        QTest::mouseClick(rules->list()->viewport(), Qt::LeftButton, {}, row.center());
        QTest::mouseClick(rules->list()->viewport(), Qt::LeftButton, {},
            row.topLeft()
                + QPoint(space(rules, 4), rules->fontMetrics().height() / 2 + space(rules, 1)));
        QTRY_VERIFY(rules->rules()[0].head.enabled);
        QTest::keyClick(rules->list(), Qt::Key_Delete);
        QTRY_COMPARE(rules->list()->count(), 0);
        f.trigger("edit.undo");
        QTRY_COMPARE(rules->list()->count(), 1);
        QVERIFY(rules->rules()[0].head.enabled);
    }

    void aRuleIsOpenedAndChanged() {
        Fixture f(*m_theme, m_drafts);
        addRule(f, {"codes", "ORG", rules::Expression{"(U)lm", true, 1}});
        f.trigger("rules.show");
        QTRY_COMPARE(panel(f)->list()->count(), 1);
        f.trigger("rules.show");
        QTest::keyClick(panel(f)->list(), Qt::Key_Return);
        QTRY_VERIFY(shown<RuleEditor>());
        auto* editor = shown<RuleEditor>();
        auto* pattern = named<QLineEdit>(editor, "Regular expression");
        QTRY_COMPARE(pattern->text(), QStringLiteral("(U)lm"));
        QTRY_COMPARE(named<QListWidget>(editor, "Places in this document")->count(), 1);
        QVERIFY(!named<QComboBox>(editor, "Kind of rule")->isEnabled());
        auto* group = named<QSpinBox>(editor, "Group that is the entity");
        QCOMPARE(group->value(), 1);
        // A mistake says where it is, and cannot be saved.
        pattern->setText(QStringLiteral("(Ulm"));
        const auto says = [&](const QString& text) {
            for (const auto* line : editor->findChildren<QLabel*>())
                if (line->text().contains(text))
                    return true;
            return false;
        };
        QTRY_VERIFY(says(QStringLiteral("parenthesis")));
        QVERIFY(!button(editor, "Save")->isEnabled());
        pattern->setText(QStringLiteral("Ulm"));
        QTRY_VERIFY(says(QStringLiteral("0 groups, not 1")));
        group->setValue(0);
        QTRY_VERIFY(button(editor, "Save")->isEnabled());
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!shown<RuleEditor>());
        QTRY_COMPARE(f.workbench.project().undoName, QStringLiteral("Change rule codes"));
        QCOMPARE(panel(f)->rules().size(), std::size_t(1));
    }

    void tokenPatternsSayWhereTheyAreWrong() {
        Fixture f(*m_theme, m_drafts);
        f.trigger("rules.show");
        f.trigger("rules.add");
        QTRY_VERIFY(shown<RuleEditor>());
        auto* editor = shown<RuleEditor>();
        named<QComboBox>(editor, "Kind of rule")->setCurrentIndex(2);
        auto* tokens = named<QPlainTextEdit>(editor, "Token patterns, one a line");
        tokens->setPlainText(QStringLiteral("[title]\n[lowr=ulm]"));
        const auto says = [&](const QString& text) {
            for (const auto* line : editor->findChildren<QLabel*>())
                if (line->text().contains(text))
                    return true;
            return false;
        };
        QTRY_VERIFY(says(QStringLiteral("Did you mean lower?")));
        tokens->setPlainText(QStringLiteral("[title]\n[lower=ulm]"));
        QTRY_COMPARE(named<QListWidget>(editor, "Places in this document")->count(), 4);
        QTRY_VERIFY(says(QStringLiteral("7 places in the documents shown")));
        QTest::keyClick(editor, Qt::Key_Escape);
        QTRY_VERIFY(!shown<RuleEditor>());
        QCOMPARE(panel(f)->list()->count(), 0);
    }

    void anEndlessExpressionEndsWithItsName() {
        m_drafts[0] = draft("long", std::string(4000, 'a'));
        Fixture f(*m_theme, m_drafts);
        f.trigger("rules.show");
        f.trigger("rules.add");
        QTRY_VERIFY(shown<RuleEditor>());
        auto* editor = shown<RuleEditor>();
        named<QLineEdit>(editor, "Name of the rule")->setText(QStringLiteral("endless"));
        named<QComboBox>(editor, "Kind of rule")->setCurrentIndex(1);
        named<QLineEdit>(editor, "Regular expression")->setText(QStringLiteral("(a+)+b"));
        const auto says = [&](const QString& text) {
            for (const auto* line : editor->findChildren<QLabel*>())
                if (line->text().contains(text))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("too many ways to match")), 120000);
        QVERIFY(says(QStringLiteral("a++")));
        QTest::keyClick(editor, Qt::Key_Escape);
    }

    void filesAreShownThenImported() {
        Fixture f(*m_theme, m_drafts);
        const auto path = std::filesystem::path(f.folder.path().toStdString()) / "towns.csv";
        QVERIFY(writeFileAtomic(path, "phrase\nUlm\nulm\n\"Bonn\"\n").ok());
        f.trigger("rules.show");
        RuleImportDialog dialog(f.workbench, QString::fromStdString(path.string()));
        dialog.show();
        QSignalSpy imported(&dialog, &RuleImportDialog::imported);
        QCOMPARE(namelessIn(&dialog).join(QLatin1Char(',')), QString());
        auto* banner = dialog.findChild<ErrorBanner*>();
        // Without a label nothing can be used: it says so and stays.
        QTRY_VERIFY(banner->details().contains(QStringLiteral("there is no label")));
        QVERIFY(!button(&dialog, "Import")->isEnabled());
        auto* label = named<QComboBox>(&dialog, "Label of names without one");
        label->setEditText(QStringLiteral("PLACE"));
        QTRY_VERIFY(button(&dialog, "Import 1 rule"));
        QTRY_VERIFY(button(&dialog, "Import 1 rule")->isEnabled());
        bool said = false;
        for (const auto* line : dialog.findChildren<QLabel*>())
            said = said
                || line->text()
                    == QStringLiteral("PLACE: 2 names\n1 names stand there twice and count once");
        for (const auto* line : dialog.findChildren<QLabel*>())
            if (!said)
                qWarning("%s", qPrintable(line->text()));
        QVERIFY(said);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QTRY_COMPARE(imported.count(), 1);
        QTRY_COMPARE(panel(f)->list()->count(), 1);
        QCOMPARE(panel(f)->rules()[0].head.name, std::string("towns"));
        QCOMPARE(panel(f)->rules()[0].head.entries, std::int64_t(2));
    }

    void whatCannotBeUsedIsListedByLine() {
        Fixture f(*m_theme, m_drafts);
        const auto path = std::filesystem::path(f.folder.path().toStdString()) / "p.jsonl";
        QVERIFY(writeFileAtomic(path,
            "{\"label\":\"PLACE\",\"pattern\":\"Ulm\"}\n{\"label\":\"PLACE\",\"pattern\":[{\"POS\":"
            "\"X\"}]}\n")
                    .ok());
        RuleImportDialog dialog(f.workbench, QString::fromStdString(path.string()));
        dialog.show();
        auto* lines = named<QListWidget>(&dialog, "What cannot be used, and what was guessed");
        QTRY_COMPARE(lines->count(), 2);
        QStringList said;
        for (int i = 0; i < lines->count(); ++i)
            said << lines->item(i)->text();
        const QString reason = QStringLiteral("line 2: POS asks for the parts of speech, which no "
                                              "tagger here knows: [{\"POS\":\"X\"}]");
        const QString sum = QStringLiteral(
            "1 pattern asks for parts of speech, which no tagger here knows: it was left out");
        QVERIFY2(said.contains(reason), qPrintable(said.join(QLatin1Char('|'))));
        QVERIFY2(said.contains(sum), qPrintable(said.join(QLatin1Char('|'))));
    }

    void everythingThatTakesFocusHasAName() {
        Fixture f(*m_theme, m_drafts);
        f.trigger("rules.show");
        QCOMPARE(namelessIn(panel(f)).join(QLatin1Char(',')), QString());
        for (const auto* found : panel(f)->findChildren<QPushButton*>())
            QVERIFY(!found->accessibleName().isEmpty());
    }
};

QTEST_MAIN(TstRulesPanel)
#include "tst_rules_panel.moc"
