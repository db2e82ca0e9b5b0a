// SPDX-License-Identifier: GPL-3.0-or-later
// Attributes of entities and documents in the real window: defined, filled, refused, kept.
#include "core/store/annotations.h"
#include "tests/label/label_fixture.h"
#include "tests/support/named.h"
#include "ui/common/field.h"
#include "ui/label/palette/attribute_schema_dialog.h"
#include "ui/label/palette/attributes_dialog.h"

#include <QComboBox>
#include <QPlainTextEdit>

using namespace evenspan;
using namespace evenspan::ui;
using store::AttributeKind;
using store::AttributeRow;
using store::AttributeTarget;

namespace {

using Values = std::map<std::string, std::string>;

using test::named;

AttributeRow attribute(const char* name, AttributeKind kind, AttributeTarget target,
    std::vector<std::string> choices = {}) {
    AttributeRow row;
    row.name = name;
    row.kind = kind;
    row.target = target;
    row.choices = std::move(choices);
    return row;
}

struct Attributes : Fixture {
    explicit Attributes(Theme& theme, bool defined = true)
        : Fixture(theme, {draft("one", "Ulm is far . Mira met Ulm ."), draft("two", "To Ulm .")}) {
        if (!defined)
            return;
        bool done = false;
        workbench.edit(
            {},
            [](store::Writer& writer) -> Result<void> {
                store::Annotations annotations(writer);
                for (const AttributeRow& row : {attribute("role", AttributeKind::Choice,
                                                    AttributeTarget::Span, {"buyer", "seller"}),
                         attribute("note", AttributeKind::Text, AttributeTarget::Span),
                         attribute("size", AttributeKind::Number, AttributeTarget::Span),
                         attribute("sure", AttributeKind::Flag, AttributeTarget::Span),
                         attribute("source", AttributeKind::Text, AttributeTarget::Document),
                         attribute("year", AttributeKind::Number, AttributeTarget::Document)})
                    if (auto id = annotations.saveAttribute(row); !id)
                        return id.error();
                return {};
            },
            [&](const Result<void>& result) { done = result.ok(); });
        if (!QTest::qWaitFor([&] { return done; }))
            qFatal("no attributes");
        QTest::qWait(50);
        canvas->setFocus();
    }
    std::vector<AttributeRow> rows(bool archived = false) {
        std::optional<std::vector<AttributeRow>> out;
        workbench.query<std::vector<AttributeRow>>(
            [archived](store::Reader& reader, std::stop_token) {
                return store::attributes(reader, archived);
            },
            [&](Result<std::vector<AttributeRow>> rows) { out = *rows; });
        if (!QTest::qWaitFor([&] { return out.has_value(); }))
            qFatal("no answer");
        return *out;
    }
    template <class T> T* shown() const {
        for (T* dialog : page->findChildren<T*>())
            if (dialog->isVisible())
                return dialog;
        return nullptr;
    }
    AttributesDialog* ask() {
        key(Qt::Key_E, Qt::ControlModifier);
        (void)QTest::qWaitFor([&] {
            auto* dialog = shown<AttributesDialog>();
            return dialog && dialog->findChildren<Field*>().size() > 0;
        });
        return shown<AttributesDialog>();
    }
    void label() { // the first token, and picks it
        key(Qt::Key_L);
        if (!QTest::qWaitFor([&] { return !canvas->spans().empty(); }))
            qFatal("no span");
        canvas->pick(canvas->spans().front().id);
    }
    Values ofSpan(std::int64_t document = 1) { return stored(document).spans.at(0).attributes; }
};

} // namespace

class TstAttributes : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    // Every kind by the keyboard alone, wrong input first; one save is one undo step.
    void ofAnEntityByKeys() {
        Attributes f(*m_theme);
        f.label();
        auto* dialog = f.ask();
        QVERIFY(dialog);
        auto* role = named<QComboBox>(dialog, "role");
        auto* note = named<QLineEdit>(dialog, "note");
        auto* size = named<QLineEdit>(dialog, "size");
        auto* sure = named<QComboBox>(dialog, "sure");
        QVERIFY(role && note && size && sure && !named<QLineEdit>(dialog, "source"));
        QTRY_VERIFY(role->hasFocus());
        QTest::keyClick(role, Qt::Key_S); // a choice by its first letter
        QCOMPARE(role->currentText(), QStringLiteral("seller"));
        QTest::keyClick(role, Qt::Key_Tab);
        QTRY_VERIFY(note->hasFocus());
        QTest::keyClicks(note, QStringLiteral("on the Danube"));
        size->setFocus();
        auto* field = qobject_cast<Field*>(size->parentWidget());
        for (const char* wrong : {"big", "1e999", "nan", "1,2,3", "12 m"}) {
            size->selectAll();
            QTest::keyClicks(size, QString::fromLatin1(wrong));
            QTest::keyClick(size, Qt::Key_Return);
            QVERIFY2(field->refused(), wrong);
            QVERIFY(f.shown<AttributesDialog>());
        }
        QVERIFY(f.ofSpan().empty());
        QCOMPARE(note->text(), QStringLiteral("on the Danube")); // nothing was lost
        size->selectAll();
        QTest::keyClicks(size, QStringLiteral("0,5"));
        QTest::keyClick(sure, Qt::Key_Down);
        QTest::keyClick(sure, Qt::Key_Return);
        QTRY_VERIFY(!f.shown<AttributesDialog>());
        QCOMPARE(f.ofSpan(),
            (Values{
                {"note", "on the Danube"}, {"role", "seller"}, {"size", "0.5"}, {"sure", "yes"}}));
        QTRY_COMPARE(f.workbench.project().undoName, QStringLiteral("Attributes of “Ulm”"));
        // In the list and on the tag.
        auto* model = f.page->findChild<SpansModel*>();
        QTRY_VERIFY(
            model->index(0, SpansModel::Text).data().toString().contains(QStringLiteral("seller")));
        QTRY_VERIFY(!f.canvas->spans().front().note.isEmpty());
        QVERIFY(canvasTag(f.canvas->spans().front()) != QStringLiteral("PLACE"));
        f.trigger("edit.undo");
        QTRY_VERIFY(f.ofSpan().empty());
        QTRY_COMPARE(canvasTag(f.canvas->spans().front()), QStringLiteral("PLACE"));
    }

    void ofADocumentWhereNothingIsPicked() {
        Attributes f(*m_theme);
        f.canvas->pick({});
        auto* dialog = f.ask();
        QVERIFY(dialog && !named<QComboBox>(dialog, "role"));
        QTest::keyClicks(named<QLineEdit>(dialog, "source"), QStringLiteral("mail"));
        auto* year = named<QLineEdit>(dialog, "year");
        QTest::keyClicks(year, QStringLiteral("MM"));
        QTest::keyClick(year, Qt::Key_Return);
        QVERIFY(qobject_cast<Field*>(year->parentWidget())->refused());
        year->clear(); // not said is right
        QTest::keyClick(year, Qt::Key_Return);
        QTRY_VERIFY(!f.shown<AttributesDialog>());
        QCOMPARE(f.stored().row.metadata, (Values{{"source", "mail"}}));
        QCOMPARE(f.stored().row.state, DocumentState::Unseen);
        f.trigger("edit.undo");
        QTRY_VERIFY(f.stored().row.metadata.empty());
    }

    // Relabelling, moving the ends and labelling equal words keep what was said.
    void staysWithTheEntity() {
        Attributes f(*m_theme);
        f.label();
        auto* dialog = f.ask();
        QTest::keyClick(named<QComboBox>(dialog, "role"), Qt::Key_B);
        QTest::keyClick(dialog, Qt::Key_Return);
        const Values said{{"role", "buyer"}};
        QTRY_COMPARE(f.ofSpan(), said);
        f.key(Qt::Key_O);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-3 ORG")});
        QCOMPARE(f.ofSpan(), said);
        f.key(Qt::Key_Right, Qt::ShiftModifier);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-6 ORG")});
        QCOMPARE(f.ofSpan(), said);
        f.trigger("edit.undo");
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-3 ORG")});
        QTRY_COMPARE(f.canvas->spans().front().parts.front().end, 3U);
        f.trigger("label.propagate");
        QTRY_COMPARE(f.spans().size(), 2);
        QCOMPARE(f.stored().spans.at(1).attributes, said);
    }

    void nothingDefinedSaysWhatToDo() {
        Attributes f(*m_theme, false);
        f.key(Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(f.shown<AttributesDialog>());
        auto* dialog = f.shown<AttributesDialog>();
        QPushButton* define = nullptr;
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text().startsWith(QStringLiteral("Define")))
                define = button;
        // The button may have the focus before the answer that nothing is defined has come; only
        // then Enter is its key.
        QTRY_VERIFY(define->hasFocus() && define->isDefault());
        QTest::keyClick(define, Qt::Key_Return);
        QTRY_VERIFY(f.shown<AttributeSchemaDialog>());
    }

    void definedRenamedAndArchived() {
        Attributes f(*m_theme);
        f.label();
        auto* ask = f.ask();
        QTest::keyClick(named<QComboBox>(ask, "role"), Qt::Key_B);
        QTest::keyClick(ask, Qt::Key_Return);
        QTRY_COMPARE(f.ofSpan(), (Values{{"role", "buyer"}}));
        f.trigger("label.attribute_schema");
        QTRY_VERIFY(f.shown<AttributeSchemaDialog>());
        auto* dialog = f.shown<AttributeSchemaDialog>();
        auto* list = named<QListWidget>(dialog, "Attributes");
        auto* name = named<QLineEdit>(dialog, "Name");
        auto* choices = named<QPlainTextEdit>(dialog, "Values, one a line");
        auto* kind = named<QComboBox>(dialog, "Kind of value");
        QTRY_COMPARE(list->count(), 7); // six and the new one
        QTRY_VERIFY(name->hasFocus());
        // A new one: refused at the field until it is whole.
        auto* nameField = qobject_cast<Field*>(name->parentWidget());
        auto* choicesField = qobject_cast<Field*>(choices->parentWidget());
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(nameField->refused() && choicesField->refused());
        QTest::keyClicks(name, QStringLiteral("role"));
        choices->setPlainText(QStringLiteral("high\n\n low \nhigh"));
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(nameField->refused() && !choicesField->refused()); // the name is taken
        name->setText(QStringLiteral("trust"));
        // What is typed survives a look at another one.
        list->setCurrentRow(0);
        QCOMPARE(name->text(), QStringLiteral("role"));
        list->setCurrentRow(6);
        QCOMPARE(name->text(), QStringLiteral("trust"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(f.rows().size(), std::size_t(7));
        QCOMPARE(f.rows().back().choices, (std::vector<std::string>{"high", "low"}));
        // What is said of entities goes along with a new name, and its kind stays.
        QTRY_COMPARE(list->count(), 8);
        list->setCurrentRow(0);
        const auto says = [&](const QString& text) {
            for (const QLabel* label : dialog->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(text))
                    return true;
            return false;
        };
        QTRY_VERIFY(says(QStringLiteral("buyer 1")));
        QVERIFY(!kind->isEnabled());
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("part"));
        QVERIFY(says(QStringLiteral("takes these values along")));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(f.ofSpan(), (Values{{"part", "buyer"}}));
        QTRY_COMPARE(name->text(), QStringLiteral("part"));
        f.trigger("edit.undo");
        QTRY_COMPARE(f.ofSpan(), (Values{{"role", "buyer"}}));
        QCOMPARE(f.rows().size(), std::size_t(7));
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Archive"))
                button->click();
        QTRY_COMPARE(f.rows().size(), std::size_t(6));
        QCOMPARE(f.rows(true).size(), std::size_t(7));
    }
};

QTEST_MAIN(TstAttributes)
#include "tst_attributes.moc"
