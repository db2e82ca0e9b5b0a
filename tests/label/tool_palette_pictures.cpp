// SPDX-License-Identifier: GPL-3.0-or-later
// tool_palette_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: labels and
// attributes of the labelling workspace in every state, as PNG files. All texts are made up.
#include "core/store/annotations.h"
#include "core/text/find_equal.h"
#include "tests/label/label_fixture.h"
#include "tests/ui/picture_studio.h"
#include "ui/common/colours.h"
#include "ui/label/palette/attribute_schema_dialog.h"
#include "ui/label/palette/guideline_editor.h"
#include "ui/label/palette/label_panel.h"
#include "ui/label/palette/palette_panel.h"

#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QPlainTextEdit>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

SpanDraft mark(const DocumentDraft& in, const std::string& words, const char* label,
    SpanState state = SpanState::Accepted) {
    const auto found = findText(in.text, in.grid, words, {false, true});
    if (found.empty())
        qFatal("no such words");
    SpanDraft span;
    span.range = found.front();
    span.label = label;
    span.state = state;
    return span;
}

std::vector<DocumentDraft> drafts() {
    std::vector<DocumentDraft> out{
        draft("ticket-1041",
            "Hello, this is Orsolya Brandvik from Kettering Freight in Ulm. We ordered two Halden "
            "M4 printers on 3 March and paid EUR 1,240, yet nothing has arrived at our site in "
            "Ulm so far.\n\nCould somebody at Northmoor Supplies please call me back?\nRegards,\n"
            "Orsolya Brandvik"),
        draft("ticket-1042", "Tell Ada Mbeki at Kettering Freight that the depot is closed."),
        draft("ticket-1043", "Mercury from Halden reached Bremen on Friday.")};
    out[0].spans = {mark(out[0], "Orsolya Brandvik", "PER"),
        mark(out[0], "Kettering Freight", "ORG"), mark(out[0], "Ulm", "PLACE"),
        mark(out[0], "Northmoor Supplies", "ORG", SpanState::Suggested),
        mark(out[0], "Halden", "ORG", SpanState::Rejected)};
    out[0].state = DocumentState::InWork;
    out[1].spans = {mark(out[1], "Ada Mbeki", "PER"), mark(out[1], "Kettering Freight", "ORG"),
        mark(out[1], "Kettering", "PLACE")};
    out[1].state = DocumentState::Disputed;
    out[2].spans = {mark(out[2], "Mercury", "PER", SpanState::Rejected),
        mark(out[2], "Bremen", "PLACE"), mark(out[2], "Halden", "ORG")};
    return out;
}

store::AttributeRow attribute(const char* name, store::AttributeKind kind, const char* description,
    std::vector<std::string> choices = {}) {
    store::AttributeRow row;
    row.name = name;
    row.kind = kind;
    row.description = description;
    row.choices = std::move(choices);
    return row;
}

} // namespace

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    Fixture f(studio.theme(), drafts());
    f.window->resize(studio.size());
    auto* palette = f.page->findChild<PalettePanel*>();
    auto* panel = f.page->findChild<LabelPanel*>();
    auto* tabs = panel->findChild<QTabWidget*>();
    const auto save = [&](const char* name, QPixmap picture) {
        studio.save(picture, QString::fromLatin1(name));
    };
    const auto shot = [&](const char* name) {
        QTest::qWait(600);
        save(name, f.window->grab());
    };
    const auto dialog = [&](const char* name) {
        QTest::qWait(500);
        auto* top = QApplication::activeModalWidget();
        if (!top)
            qFatal("no dialog for %s", name);
        save(name, top->grab());
        top->close();
        QTest::qWait(100);
    };
    const auto edit = [&](std::function<Result<void>(store::Writer&)> change) {
        bool done = false;
        f.workbench.edit({}, std::move(change), [&](const Result<void>& result) {
            if (!result)
                qFatal("%s", result.error().text().c_str());
            done = true;
        });
        (void)QTest::qWaitFor([&] { return done; });
        QTest::qWait(200);
    };
    const LabelId per = palette->find("PER")->id, org = palette->find("ORG")->id;
    shot("p1-palette");
    palette->focusFilter();
    for (auto* filter : palette->findChildren<QLineEdit*>())
        filter->setText(QStringLiteral("EVENT"));
    shot("p2-add");
    palette->clearFilter();
    Q_EMIT palette->wanted(per, PalettePanel::Wanted::About);
    shot("p3-label");
    Q_EMIT palette->wanted(per, PalettePanel::Wanted::Name);
    for (auto* field : panel->findChildren<QLineEdit*>())
        if (field->hasFocus())
            QTest::keyClicks(field, QStringLiteral("ORG"));
    shot("p4-name-taken");
    tabs->setCurrentIndex(1);
    shot("p5-guideline-none");
    auto* guideline = panel->findChild<GuidelineEditor*>();
    guideline->edit();
    shot("p6-guideline-writing");
    guideline->cancel();
    edit([per](store::Writer& writer) -> Result<void> {
        store::Annotations annotations(writer);
        for (const char* text : {"Names of people.",
                 "# People\n\nEvery **named person**, as short as the name goes.\n\n- titles stay "
                 "outside: Dr ‹Ada Mbeki›\n- nicknames count\n- names of *companies* do not\n\n"
                 "| case | label |\n|---|---|\n| Orsolya Brandvik | PER |\n| Halden M4 | none |\n"})
            if (auto done = annotations.setGuideline(per, text); !done)
                return done.error();
        return {};
    });
    shot("p7-guideline");
    tabs->setCurrentIndex(2);
    shot("p8-examples");
    edit([org](store::Writer& writer) {
        store::LabelRow row;
        row.id = org;
        row.name = "ORG";
        row.colour = labelHue(6).name().toStdString();
        row.description = "Firms, authorities, clubs";
        return writer.changeLabel(row);
    });
    Q_EMIT palette->wanted(org, PalettePanel::Wanted::Colour);
    tabs->setCurrentIndex(0);
    shot("p9-own-colour");
    Q_EMIT palette->wanted(org, PalettePanel::Wanted::Merge);
    dialog("p10-merge");
    Q_EMIT palette->wanted(org, PalettePanel::Wanted::Archive);
    dialog("p11-archive");
    palette->archive(0);
    QTest::qWait(400);
    shot("p12-archived-label");
    f.page->goUp();
    for (auto* button : palette->findChildren<QPushButton*>())
        if (button->isCheckable())
            button->click();
    shot("p13-archived-list");
    palette->restore(org);
    QTest::qWait(300);
    f.canvas->setFocus();
    f.trigger("label.attributes");
    dialog("p14-attributes-none");
    f.trigger("label.attribute_schema");
    dialog("p15-schema-none");
    edit([](store::Writer& writer) -> Result<void> {
        store::Annotations annotations(writer);
        for (const auto& row : {attribute("role", store::AttributeKind::Choice,
                                    "What they do in the deal", {"buyer", "seller", "carrier"}),
                 attribute("gender", store::AttributeKind::Choice, "As the text says it",
                     {"woman", "man", "other"}),
                 attribute("confidence", store::AttributeKind::Number, "0 to 1"),
                 attribute("public figure", store::AttributeKind::Flag, "")})
            if (auto id = annotations.saveAttribute(row); !id)
                return id.error();
        return {};
    });
    for (const CanvasSpan& span : f.canvas->spans())
        if (span.label == QStringLiteral("PER"))
            f.canvas->pick(span.id);
    f.trigger("label.attributes");
    QTest::qWait(400);
    if (auto* top = QApplication::activeModalWidget())
        for (auto* field : top->findChildren<QLineEdit*>())
            if (field->accessibleName() == QStringLiteral("confidence")) {
                field->setText(QStringLiteral("high"));
                QTest::keyClick(field, Qt::Key_Return);
            }
    dialog("p16-attributes");
    f.trigger("label.attributes");
    QTest::qWait(400);
    if (auto* top = QApplication::activeModalWidget()) {
        for (auto* box : top->findChildren<QComboBox*>())
            box->setCurrentIndex(1);
        QTest::keyClick(top, Qt::Key_Return);
    }
    QTest::qWait(300);
    shot("p17-with-attributes");
    f.trigger("label.attribute_schema");
    QTest::qWait(400);
    if (auto* top = QApplication::activeModalWidget())
        top->findChild<QListWidget*>()->setCurrentRow(0);
    dialog("p18-schema");
    edit([](store::Writer& writer) {
        return writer.group("Labels", [&]() -> Result<void> {
            const char* kinds[]{"Person", "Place", "Group", "Work", "Event", "Product", "Law"};
            for (int i = 0; i < 197; ++i) {
                store::LabelRow label;
                label.name = std::string(kinds[i % 7]) + " " + std::to_string(i);
                if (auto id = writer.addLabel(label); !id)
                    return id.error();
            }
            return {};
        });
    });
    f.canvas->setFocus();
    shot("p19-200-labels");
    QTest::keyClicks(f.canvas, palette->keyOf(palette->labels()[9].id).left(1));
    shot("p20-half-a-pair");
    return 0;
}
