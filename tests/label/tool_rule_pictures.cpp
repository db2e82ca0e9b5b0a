// SPDX-License-Identifier: GPL-3.0-or-later
// tool_rule_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [TSV]: the states of the
// rules in the labelling workspace, as PNG files. TSV: lines "context, text, translation" on top of
// the language. All texts and names are made up.
#include "core/base/files.h"
#include "core/rules/rule_file.h"
#include "core/store/labelling.h"
#include "tests/label/label_fixture.h"
#include "tests/ui/picture_studio.h"
#include "ui/label/rules/rule_editor.h"
#include "ui/label/rules/rule_import_dialog.h"
#include "ui/label/rules/rules_dialog.h"
#include "ui/label/rules/rules_panel.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QTranslator>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

class Table : public QTranslator {
public:
    explicit Table(const QString& path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return;
        for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
            const QStringList parts = line.split(QLatin1Char('\t'));
            if (parts.size() == 3)
                m_texts[parts[0] + QLatin1Char('\t') + unescaped(parts[1])] = unescaped(parts[2]);
        }
    }
    QString translate(const char* context, const char* source, const char*, int) const override {
        QString name = QString::fromLatin1(context);
        name = name.mid(
            name.lastIndexOf(QStringLiteral("::")) + (name.contains(QLatin1Char(':')) ? 2 : 1));
        return m_texts.value(name + QLatin1Char('\t') + QString::fromUtf8(source));
    }
    bool isEmpty() const override { return m_texts.isEmpty(); }

private:
    static QString unescaped(QString text) {
        return text.replace(QStringLiteral("\\n"), QStringLiteral("\n"));
    }
    QHash<QString, QString> m_texts;
};

std::vector<DocumentDraft> drafts() {
    std::vector<DocumentDraft> out{
        draft("ticket-1041",
            "Hello, this is Orsolya Brandvik from Kettering Freight in Ulm. We ordered two Halden "
            "M4 printers on 3 March and paid EUR 1,240 for invoice KF-20417, yet nothing has "
            "arrived at our site in Ulm so far.\n\nCould somebody at Northmoor Supplies please "
            "call me back?\nRegards,\nOrsolya Brandvik"),
        draft("快讯-0007",
            "艾克美集团周二在北京宣布，将以三亿元收购海德仪器。艾克美集团总部位于北京。")};
    for (int i = 0; i < 40; ++i)
        out.push_back(draft("ticket-" + std::to_string(1042 + i),
            "Depot " + std::to_string(i) + " in Ulm waits for invoice NS-"
                + std::to_string(30400 + i)
                + " of Northmoor Supplies. Dr. Mira Okafor asks for EUR " + std::to_string(100 + i)
                + "."));
    return out;
}

std::vector<rules::FileRule> ruleSet() {
    const auto tokens = [](const char* text) { return *rules::patternFromText(text); };
    return {
        {{"Towns of the depots", "PLACE", rules::Gazetteer{{"Ulm", "Bonn", "北京"}, false, true}},
            true},
        {{"Customers", "ORG",
             rules::Gazetteer{
                 {"Kettering Freight", "Northmoor Supplies", "艾克美集团"}, false, true}},
            true},
        {{"Invoice numbers", "ORG", rules::Expression{"\\b[A-Z]{2}-\\d{5}\\b", true, 0}}, true},
        {{"People with a title", "PER",
             rules::TokenPatterns{{tokens("[lower=dr|prof] [text=.]? [title]+")}}},
            true},
        {{"Everything in capitals, an old attempt", "ORG",
             rules::TokenPatterns{{tokens("[capitals length=3-]")}}},
            false}};
}

} // namespace

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    Table table(studio.argument(5));
    studio.application().installTranslator(&table);
    Fixture f(studio.theme(), drafts());
    f.window->resize(studio.zoom() == 200 ? QSize(2000, 1300) : QSize(1280, 800));
    const auto save = [&](QWidget* widget, const char* name) {
        QTest::qWait(700);
        studio.save(widget, name);
    };
    const auto dialog = [&](const char* name, const std::function<void(QWidget*)>& before = {}) {
        QTest::qWait(400);
        for (QWidget* top : QApplication::topLevelWidgets())
            if (top->isVisible() && qobject_cast<QDialog*>(top)) {
                if (before)
                    before(top);
                save(top, name);
                top->close();
            }
        QTest::qWait(50);
    };
    const auto edit = [&](std::function<Result<void>(store::Writer&)> change) {
        bool done = false;
        f.workbench.edit({}, std::move(change), [&](const Result<void>& result) {
            if (!result)
                qWarning("%s", result.error().text().c_str());
            done = true;
        });
        (void)QTest::qWaitFor([&] { return done; });
    };

    f.trigger("rules.show");
    save(f.window.get(), "r1-empty");
    f.trigger("rules.add");
    dialog("r2-new");
    edit([](store::Writer& writer) -> Result<void> {
        const auto added = addRules(writer, "Import", ruleSet());
        return added ? Result<void>() : Result<void>(added.error());
    });
    f.trigger("rules.suggest");
    dialog("r3-suggest");
    // Some are decided, so that the rules have a record.
    edit([&](store::Writer& writer) -> Result<void> {
        std::vector<store::SpanRow> rows;
        for (int i = 0; i < 40; ++i) {
            store::SpanRow row;
            row.document = DocumentId(3 + i);
            row.label = "PLACE";
            row.range = {0, 5};
            row.source = SpanSource::Rule;
            row.rule = 1 + i % 4;
            row.state = i % 5 == 0 ? SpanState::Rejected : SpanState::Accepted;
            if (const auto id = writer.addSpan(row); !id)
                return id.error();
        }
        return {};
    });
    RuleFindings found;
    {
        std::optional<Result<RuleFindings>> answer;
        f.workbench.query<RuleFindings>(
            [](store::Reader& reader, std::stop_token stop) -> Result<RuleFindings> {
                RuleSearchRequest request;
                request.rules = *loadRules(reader);
                return findByRules(reader, request, stop);
            },
            [&](Result<RuleFindings> result) { answer.emplace(std::move(result)); });
        (void)QTest::qWaitFor([&] { return answer.has_value(); });
        found = std::move(**answer);
    }
    edit([&](store::Writer& writer) -> Result<void> {
        const auto made = suggestByRules(writer, found);
        return made ? Result<void>() : Result<void>(made.error());
    });
    f.trigger("rules.show");
    save(f.window.get(), "r4-list");
    const auto open = [&](int row, const char* name,
                          const std::function<void(QWidget*)>& before = {}) {
        auto* list = f.page->findChild<RulesPanel*>()->list();
        list->setCurrentRow(row);
        QTest::keyClick(list, Qt::Key_Return);
        dialog(name, before);
    };
    open(0, "r5-names");
    open(2, "r6-expression");
    open(2, "r7-mistake", [](QWidget* top) {
        for (auto* field : top->findChildren<QLineEdit*>())
            if (field->text().contains(QLatin1Char('\\')))
                field->setText(QStringLiteral("\\b([A-Z]{2}-\\d+"));
    });
    open(3, "r8-tokens");
    const auto path = std::filesystem::path(f.folder.path().toStdString()) / "customers.csv";
    if (!writeFileAtomic(path,
            "phrase,label,note\nKettering Freight,ORG,\nkettering "
            "freight,ORG,\nUlm,PLACE,\n,ORG,\nBonn,,\n"))
        return 1;
    auto* import =
        new RuleImportDialog(f.workbench, QString::fromStdString(path.string()), f.window.get());
    import->open();
    dialog("r9-import");
    return 0;
}
