// SPDX-License-Identifier: GPL-3.0-or-later
// Labels themselves, in the real window by keys: found, named, coloured, merged, archived,
// explained.
#include "core/store/annotations.h"
#include "core/store/labelling.h"
#include "tests/label/label_fixture.h"
#include "tests/support/named.h"
#include "ui/common/colours.h"
#include "ui/common/field.h"
#include "ui/label/palette/guideline_editor.h"
#include "ui/label/palette/label_change_dialog.h"
#include "ui/label/palette/label_delegate.h"
#include "ui/label/palette/label_panel.h"
#include "ui/label/palette/palette_panel.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

SpanDraft mark(std::uint32_t begin, std::uint32_t end, const char* label,
    SpanState state = SpanState::Accepted) {
    SpanDraft span;
    span.range = {begin, end};
    span.label = label;
    span.state = state;
    return span;
}

using test::named;

struct Labels : Fixture {
    using Fixture::Fixture;
    PalettePanel* palette() const { return page->findChild<PalettePanel*>(); }
    LabelPanel* panel() const { return page->findChild<LabelPanel*>(); }
    QListWidget* list() const { return palette()->list(); }
    QLineEdit* filter() const { return named<QLineEdit>(palette(), "Find or add a label"); }
    QStringList names() const {
        QStringList out;
        for (int i = 0; i < list()->count(); ++i)
            out << list()->item(i)->text();
        return out;
    }
    std::map<std::string, store::LabelRow> rows() {
        std::optional<std::map<std::string, store::LabelRow>> out;
        workbench.labels([&](Result<std::vector<store::LabelRow>> rows) {
            out.emplace();
            for (const store::LabelRow& row : *rows)
                (*out)[row.name] = row;
        });
        if (!QTest::qWaitFor([&] { return out.has_value(); }))
            qFatal("no answer");
        return *out;
    }
    std::vector<store::GuidelineRow> guidelines(LabelId label) {
        std::optional<std::vector<store::GuidelineRow>> out;
        workbench.query<std::vector<store::GuidelineRow>>(
            [label](store::Reader& reader, std::stop_token) {
                return store::guidelines(reader, label);
            },
            [&](Result<std::vector<store::GuidelineRow>> rows) { out = *rows; });
        if (!QTest::qWaitFor([&] { return out.has_value(); }))
            qFatal("no answer");
        return *out;
    }
    // The view of the label in this row, by its key.
    void open(int row, Qt::Key by = Qt::Key_Right) {
        list()->setFocus();
        list()->setCurrentRow(row);
        QTest::keyClick(list(), by);
    }
    void type(QLineEdit* field, const QString& text) {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    LabelChangeDialog* dialog() const {
        for (auto* found : page->findChildren<LabelChangeDialog*>())
            if (found->isVisible())
                return found;
        return nullptr;
    }
    bool says(const QWidget* in, const QString& text) const {
        for (const QLabel* label : in->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
};

} // namespace

class TstLabelPalette : public QObject {
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
            draft("one", "Ulm is far . Mira met Ulm and Ulm ."), draft("two", "From Ulm to Ulm .")};
        m_drafts[0].spans = {mark(0, 3, "PLACE"), mark(13, 17, "PER"), mark(0, 3, "ORG")};
        m_drafts[1].spans = {mark(5, 8, "PLACE"), mark(12, 15, "PLACE", SpanState::Suggested)};
    }

    void aNameThatExistsIsRefusedAtTheField() {
        Labels f(*m_theme, m_drafts);
        f.open(1, Qt::Key_F2);
        auto* name = named<QLineEdit>(f.panel(), "Name");
        QTRY_VERIFY(name->hasFocus());
        QCOMPARE(name->text(), QStringLiteral("PER"));
        f.type(name, QStringLiteral("ORG"));
        QTest::keyClick(name, Qt::Key_Return);
        auto* field = qobject_cast<Field*>(name->parentWidget());
        QVERIFY(field->refused());
        QVERIFY(f.says(field, QStringLiteral("already a label of this name")));
        QCOMPARE(f.rows().count("PER"), std::size_t(1)); // nothing was saved
        QCOMPARE(f.canvas->picked(), SpanId{}); // the way there leaves the text alone
        f.trigger("label.about"); // and nothing typed was lost
        QCOMPARE(name->text(), QStringLiteral("ORG"));
        f.type(name, QStringLiteral("PERSON"));
        QVERIFY(!field->refused());
        QTRY_VERIFY(f.says(field, QStringLiteral("1 entit"))); // what goes along
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(f.rows().count("PERSON"), std::size_t(1));
        QTRY_VERIFY(f.spans().contains(QStringLiteral("13-17 PERSON")));
        QTRY_COMPARE(f.workbench.project().undoName, QStringLiteral("Rename PER"));
        f.trigger("edit.undo");
        QTRY_COMPARE(f.rows().count("PER"), std::size_t(1));
        QTRY_COMPARE(name->text(), QStringLiteral("PER"));
    }

    void aKeyThatClashesIsRefusedAtTheField() {
        Labels f(*m_theme, m_drafts);
        f.open(0);
        auto* key = named<QLineEdit>(f.panel(), "Key");
        f.type(key, QStringLiteral("x"));
        QTest::keyClick(key, Qt::Key_Return);
        QTRY_COMPARE(f.rows()["ORG"].key, std::string("x"));
        QTest::keyClick(key, Qt::Key_Escape);
        f.open(1);
        auto* field = qobject_cast<Field*>(key->parentWidget());
        for (const char* wrong : {"X", "ab", "&", "-"}) {
            f.type(key, QString::fromUtf8(wrong));
            QTest::keyClick(key, Qt::Key_Return);
            QVERIFY2(field->refused(), wrong);
            QCOMPARE(key->text(), QString::fromUtf8(wrong));
        }
        QCOMPARE(f.rows()["PER"].key, std::string());
        f.type(key, QStringLiteral("7"));
        QTest::keyClick(key, Qt::Key_Return);
        QTRY_COMPARE(f.rows()["PER"].key, std::string("7"));
        f.canvas->setFocus();
        f.key(Qt::Key_Right);
        f.key(Qt::Key_7);
        QTRY_COMPARE(f.spans().size(), 4);
    }

    // What the dialog says before is what is there after, and undo gives everything back.
    void aMergeDoesWhatItsPreviewSays() {
        Labels f(*m_theme, m_drafts);
        const QStringList before = f.spans() + f.spans(2);
        f.open(2); // PLACE
        for (auto* button : f.panel()->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Merge into…"))
                QTest::keyClick(button, Qt::Key_Space);
        QTRY_VERIFY(f.dialog());
        auto* dialog = f.dialog();
        auto* filter = named<QLineEdit>(dialog, "Find the label that stays");
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("or"));
        QTRY_VERIFY(f.says(dialog, QStringLiteral("2 accepted, 1 suggested and 0 rejected")));
        QVERIFY(f.says(dialog, QStringLiteral("in 2 documents")));
        QVERIFY(f.says(dialog, QStringLiteral("1 of them fall")));
        QVERIFY(f.says(dialog, QStringLiteral("ORG gains 1 entit")));
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_VERIFY(!f.dialog());
        QCOMPARE(f.spans() + f.spans(2),
            (QStringList{QStringLiteral("0-3 ORG"), QStringLiteral("13-17 PER"),
                QStringLiteral("5-8 ORG"), QStringLiteral("12-15 ORG?")}));
        QVERIFY(f.rows()["PLACE"].archived);
        QCOMPARE(f.rows()["ORG"].spans, std::int64_t(2)); // one before
        f.trigger("edit.undo");
        QTRY_VERIFY(!f.rows()["PLACE"].archived);
        QCOMPARE(f.spans() + f.spans(2), before);
    }

    void aColourOfItsOwnWinsEverywhere() {
        Labels f(*m_theme, m_drafts);
        const auto colour = [&] {
            for (const CanvasSpan& span : f.canvas->spans())
                if (span.label == QStringLiteral("PER"))
                    return span.colour;
            return 999;
        };
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(3));
        const int automatic = colour();
        QVERIFY(automatic >= 0);
        f.open(1);
        auto* teal = f.panel()->findChild<QAbstractButton*>(QStringLiteral("hue6"));
        teal->setFocus();
        QTest::keyClick(teal, Qt::Key_Space);
        const int own = *labelColourIndex(labelHue(6));
        QTRY_COMPARE(colour(), own);
        QCOMPARE(f.rows()["PER"].colour, labelHue(6).name().toStdString());
        QTRY_COMPARE(f.list()->item(1)->data(LabelDelegate::Colour).toInt(), own);
        QVERIFY(teal->accessibleName().contains(QStringLiteral("in force")));
        f.trigger("edit.undo");
        QTRY_COMPARE(colour(), automatic);
        QTRY_COMPARE(f.list()->item(1)->data(LabelDelegate::Colour).toInt(), automatic);
    }

    void archivedLabelsAreListedAndComeBack() {
        Labels f(*m_theme, m_drafts);
        f.open(1, Qt::Key_Delete);
        QTRY_VERIFY(f.dialog());
        QTRY_VERIFY(f.says(f.dialog(), QStringLiteral("1 accepted, 0 suggested")));
        QTest::keyClick(f.dialog(), Qt::Key_Return);
        QTRY_COMPARE(f.names(), (QStringList{QStringLiteral("ORG"), QStringLiteral("PLACE")}));
        // Its entity stays, is shown and can be worked on.
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(3));
        QTest::keyClick(f.panel(), Qt::Key_Escape);
        f.page->goUp();
        for (const CanvasSpan& span : f.canvas->spans())
            if (span.label == QStringLiteral("PER"))
                f.canvas->pick(span.id);
        f.canvas->setFocus();
        f.key(Qt::Key_Right, Qt::ShiftModifier);
        QTRY_VERIFY(f.spans().contains(QStringLiteral("13-21 PER")));
        // Enter on its name in the list of archived ones, then the button.
        for (auto* button : f.palette()->findChildren<QPushButton*>())
            if (button->isCheckable())
                QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(f.names(), QStringList{QStringLiteral("PER")});
        f.open(0, Qt::Key_Return);
        for (auto* button : f.panel()->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Bring back")) {
                QTRY_VERIFY(button->isVisible());
                QTest::keyClick(button, Qt::Key_Space);
            }
        QTRY_COMPARE(f.names().size(), 3);
        f.trigger("edit.undo");
        QTRY_COMPARE(f.names().size(), 2);
        // By its name in the field too.
        f.page->goUp();
        f.trigger("label.palette");
        QTest::keyClicks(f.filter(), QStringLiteral("PER"));
        QVERIFY(f.says(f.palette(), QStringLiteral("is archived")));
        QTest::keyClick(f.filter(), Qt::Key_Return, Qt::ShiftModifier);
        QTRY_COMPARE(f.names().size(), 3);
    }

    void everySaveOfAGuidelineIsAVersion() {
        Labels f(*m_theme, m_drafts);
        const LabelId per = f.rows()["PER"].id;
        f.open(1);
        f.panel()->findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* editor = f.panel()->findChild<GuidelineEditor*>();
        auto* write = editor->findChild<QPlainTextEdit*>();
        auto* read = editor->findChild<QuietBrowser*>();
        auto* versions = editor->findChild<QComboBox*>();
        QVERIFY(f.says(editor, QStringLiteral("No guideline yet")));
        const auto save = [&](const char* text) {
            editor->edit();
            write->selectAll();
            QTest::keyClicks(write, QString::fromLatin1(text));
            QTest::keyClick(write, Qt::Key_Return, Qt::ControlModifier);
        };
        save("A **person**, no title.");
        QTRY_COMPARE(f.guidelines(per).size(), std::size_t(1));
        QTRY_VERIFY(read->isVisible());
        QTRY_COMPARE(read->toPlainText(), QStringLiteral("A person, no title.")); // rendered
        save("Titles too.");
        QTRY_COMPARE(f.guidelines(per).size(), std::size_t(2));
        QTRY_COMPARE(versions->count(), 2);
        QVERIFY(versions->currentText().contains(QStringLiteral("Version 2")));
        QCOMPARE(read->toPlainText(), QStringLiteral("Titles too."));
        versions->setCurrentIndex(1); // the old one can be read
        QCOMPARE(read->toPlainText(), QStringLiteral("A person, no title."));
        QVERIFY(versions->currentText().contains(
            QString::fromStdString(f.guidelines(per).front().author)));
        // A text on the way survives a look at another label.
        versions->setCurrentIndex(0);
        editor->edit();
        QTest::keyClicks(write, QStringLiteral(" Half"));
        f.panel()->show(f.rows()["ORG"].id, LabelPanel::Wanted::About);
        QVERIFY(!write->isVisible());
        f.panel()->show(per, LabelPanel::Wanted::About);
        QTRY_COMPARE(write->toPlainText(), QStringLiteral("Titles too. Half"));
        QTest::keyClick(write, Qt::Key_Escape);
        QTRY_COMPARE(read->toPlainText(), QStringLiteral("Titles too."));
        f.trigger("edit.undo");
        QTRY_COMPARE(read->toPlainText(), QStringLiteral("A person, no title."));
    }

    void twoHundredLabelsByKeysAlone() {
        Labels f(*m_theme, m_drafts);
        f.workbench.edit(
            {},
            [](store::Writer& writer) {
                return writer.group("Labels", [&]() -> Result<void> {
                    for (int i = 0; i < 197; ++i) {
                        store::LabelRow label;
                        label.name = "Kind " + std::to_string(i);
                        label.description = i == 42 ? "a rare bird" : "";
                        if (auto id = writer.addLabel(label); !id)
                            return id.error();
                    }
                    return {};
                });
            },
            [](const Result<void>&) {});
        QTRY_COMPARE(f.list()->count(), 200);
        QSet<QString> keys;
        for (int i = 0; i < 200; ++i)
            keys << f.list()->item(i)->data(LabelDelegate::Key).toString();
        QCOMPARE(keys.size(), 200);
        // Half a pair narrows the list to what it may become; Esc drops it; both keys label.
        const QString pair = f.palette()->keyOf(f.rows()["Kind 42"].id);
        QCOMPARE(pair.size(), 2);
        f.canvas->setFocus();
        f.key(Qt::Key_Right);
        QTest::keyClicks(f.canvas, pair.left(1));
        QVERIFY(f.list()->count() < 200);
        for (int i = 0; i < f.list()->count(); ++i)
            QVERIFY(f.list()->item(i)->data(LabelDelegate::Key).toString().startsWith(pair[0]));
        QVERIFY(f.says(f.palette(), QStringLiteral("now the second key")));
        QTest::keyClick(f.canvas, Qt::Key_Escape);
        QTRY_COMPARE(f.list()->count(), 200);
        QTest::keyClicks(f.canvas, pair);
        QTRY_VERIFY(f.spans().contains(QStringLiteral("4-6 Kind 42")));
        QTRY_COMPARE(f.list()->count(), 200);
        // Found by name, by its start first, and by description.
        f.trigger("label.palette");
        QTest::keyClicks(f.filter(), QStringLiteral("kind 4"));
        QCOMPARE(f.list()->count(), 11);
        f.filter()->setText(QStringLiteral("rare"));
        QCOMPARE(f.names(), QStringList{QStringLiteral("Kind 42")});
        // A key of one's own has two places now.
        f.filter()->clear();
        f.open(0);
        auto* key = named<QLineEdit>(f.panel(), "Key");
        auto* field = qobject_cast<Field*>(key->parentWidget());
        f.type(key, QStringLiteral("q"));
        QVERIFY(field->refused());
        f.type(key, QStringLiteral("qq"));
        QVERIFY(!field->refused());
        QTest::keyClick(key, Qt::Key_Return);
        QTRY_COMPARE(f.palette()->keyOf(f.rows()["ORG"].id), QStringLiteral("qq"));
    }

    // The small button of a row leads to the label; a click beside it labels.
    void theButtonOfARowShowsTheLabel() {
        Labels f(*m_theme, m_drafts);
        f.window->resize(1300, 800);
        const QRect row = f.list()->visualItemRect(f.list()->item(1));
        QTest::mouseClick(f.list()->viewport(), Qt::LeftButton, {},
            LabelDelegate::buttonIn(row, f.list()).center());
        QTRY_VERIFY(f.panel()->isVisible());
        QCOMPARE(f.panel()->label(), f.rows()["PER"].id);
        QCOMPARE(f.spans().size(), 3);
        f.page->goUp();
        QVERIFY(!f.panel()->isVisible());
        QVERIFY(f.list()->isVisible());
    }

    void everythingThatTakesFocusHasAName() {
        Labels f(*m_theme, m_drafts);
        f.open(0);
        for (const QWidget* widget : f.panel()->findChildren<QWidget*>())
            if (widget->focusPolicy() != Qt::NoFocus && widget->accessibleName().isEmpty()
                && !widget->inherits("QScrollBar") && !widget->inherits("QLabel")
                && widget->objectName() != QStringLiteral("qt_scrollarea_viewport")) {
                const auto* button = qobject_cast<const QAbstractButton*>(widget);
                QVERIFY2(button && !button->text().isEmpty(), widget->metaObject()->className());
            }
    }
};

QTEST_MAIN(TstLabelPalette)
#include "tst_label_palette.moc"
