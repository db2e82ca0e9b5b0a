// SPDX-License-Identifier: GPL-3.0-or-later
// tool_document_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: paints the
// states of the lists of documents into PNG files, to be looked at after each piece of work.
#include "tests/ui/desk.h"
#include "tests/ui/picture_studio.h"
#include "ui/label/hits_panel.h"
#include "ui/project/export_dialog.h"
#include "ui/project/split_dialog.h"
#include "ui/shell/bulk_note.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QPainter>
#include <QSettings>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    auto drafts = Desk::drafts(60);
    const char* texts[]{"Mira Tolvanen works at Okafor Labs in Ulm and writes about it.",
        "The ferry to Turku was late again, says Okafor Labs.",
        "\xE4\xB9\x8C\xE5\xB0\x94\xE5\xA7\x86\xE7\x9A\x84\xE5\xA5\xA5\xE5\x8D\xA1\xE7\xA6\x8F\xE5"
        "\xAE\x9E\xE9\xAA\x8C\xE5\xAE\xA4\xE5\xB9\xB4\xE5\xBA\x95\xE6\x8B\x9B\xE4\xBA\xBA\xE3\x80"
        "\x82",
        "Dear team, the parcel for Ulm never came; please call me back before Friday."};
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        drafts[i].text = texts[i % 4];
        drafts[i].grid = *makeGrid(drafts[i].text);
        drafts[i].name = "message-" + std::to_string(1000 + i * 37);
        drafts[i].split = i % 5 == 4 ? "test" : i % 7 == 6 ? "validation" : "train";
        drafts[i].state = DocumentState(int(i * 5 % 6));
        drafts[i].spans[0].range = {0, 3};
    }
    Desk desk(studio.theme(), drafts);
    MainWindow& window = *desk.window;
    window.resize(studio.size());
    // With whatever menu, list or dialog stands before the window.
    const auto shot = [&](const char* name) {
        QTest::qWait(400);
        QPixmap picture = window.grab();
        QPainter painter(&picture);
        for (QWidget* top : QApplication::topLevelWidgets())
            if (top->isVisible() && top != &window && !top->inherits("QTipLabel"))
                painter.drawPixmap(window.mapFromGlobal(top->mapToGlobal(QPoint())), top->grab());
        painter.end();
        studio.save(picture, QString::fromLatin1(name));
    };
    const auto closeMenus = [] {
        for (QWidget* top : QApplication::topLevelWidgets())
            if (qobject_cast<QMenu*>(top))
                top->close();
    };
    QTest::qWait(300);
    shot("n01-documents");
    desk.choose(2, 6);
    desk.trigger("documents.menu");
    shot("n02-menu");
    closeMenus();
    desk.trigger("documents.columns");
    shot("n03-columns");
    closeMenus();
    desk.table().setColumnHidden(DocumentsModel::Score, false);
    desk.table().setColumnHidden(DocumentsModel::FirstMeta, false);
    desk.bar().setText(QStringLiteral("sort:-score"));
    shot("n04-sorted");
    desk.choose(1, 3);
    QTest::keyClick(&desk.table(), Qt::Key_Delete);
    shot("n05-trashed");
    desk.trigger("project.trash");
    shot("n06-trash");
    desk.bar().setText(QStringLiteral("name:zzz"));
    shot("n07-trash-nothing-matches");
    desk.bar().clear();
    QTest::qWait(200);
    desk.table().selectAll();
    desk.trigger("documents.restore");
    shot("n08-trash-empty");
    QTest::keyClick(&window, Qt::Key_Escape);
    desk.bar().focusField();
    QTest::keyClicks(desk.bar().field(), QStringLiteral("s"));
    shot("n09-completion");
    desk.bar().findChild<QCompleter*>()->popup()->hide();
    desk.bar().setText(QStringLiteral("state:unsen label:PER"));
    shot("n10-mistake");
    desk.bar().setText(QStringLiteral("label:PER state:done"));
    desk.trigger("filters.save");
    shot("n11-save");
    for (auto* edit : desk.bar().findChildren<QLineEdit*>())
        if (edit != desk.bar().field()) {
            edit->setText(QStringLiteral("People, done"));
            QTest::keyClick(edit, Qt::Key_Return);
        }
    QTest::qWait(300);
    desk.trigger("filters.menu");
    shot("n12-saved-menu");
    closeMenus();
    desk.trigger("documents.split.other");
    shot("n13-split");
    if (QWidget* dialog = QApplication::activeModalWidget())
        dialog->close();
    desk.bar().setText(QStringLiteral("ferry OR okafor"));
    QTest::qWait(300);
    desk.trigger("project.export");
    shot("n19-export");
    if (auto* dialog = window.findChild<ExportDialog*>()) {
        const auto boxes = dialog->findChildren<QComboBox*>();
        for (QComboBox* box : boxes)
            if (const int at = box->findData(QStringLiteral("csv")); at >= 0)
                box->setCurrentIndex(at);
        shot("n20-export-table");
        for (QComboBox* box : boxes)
            if (const int at = box->findData(QStringLiteral("conllu-plus")); at >= 0)
                box->setCurrentIndex(at);
        shot("n21-export-losses");
        dialog->reject();
    }
    desk.bar().clear();
    const QString table = desk.folder.filePath(QStringLiteral("letters.csv"));
    if (QFile file(table); file.open(QIODevice::WriteOnly))
        file.write("id,text,split\n1,The ferry to Turku was late.,train\n2,Nobody came.,train\n"
                   "3,Nobody came.,test\n");
    auto* page = window.findChild<ProjectPage*>();
    page->import({table});
    shot("n22-import");
    const QString letters = desk.folder.filePath(QStringLiteral("letters.txt"));
    if (QFile file(letters); file.open(QIODevice::WriteOnly))
        file.write("Z\xFCrich liegt am See.");
    page->import({letters});
    shot("n23-import-encoding");
    const QString spans = desk.folder.filePath(QStringLiteral("news.jsonl"));
    if (QFile file(spans); file.open(QIODevice::WriteOnly))
        file.write(
            "{\"id\":1,\"text\":\"Okafor Labs of Ulm opened a yard in Turku, said the harbour "
            "master of Turku\",\"label\":[[0,11,\"ORG\"],[15,18,\"PLACE\"],[36,41,\"PLACE\"],"
            "[48,76,\"PER\"],[71,76,\"PLACE\"]]}\n"
            "{\"id\":2,\"text\":\"The ferry leaves at nine.\",\"label\":[[20,24,\"TIME\"]]}\n"
            "{\"id\":3,\"text\":\"Nobody came.\",\"label\":[]}\n");
    page->import({spans});
    shot("n24-import-spans");
    // Tags that are numbers: what they mean is asked.
    const QString rows = desk.folder.filePath(QStringLiteral("rows.jsonl"));
    if (QFile file(rows); file.open(QIODevice::WriteOnly))
        file.write("{\"tokens\":[\"Mira\",\"in\",\"Ulm\"],\"ner_tags\":[1,0,3]}\n");
    page->import({rows});
    shot("n27-import-names");
    page->goUp();
    desk.trigger("project.splits");
    shot("n25-make-splits");
    if (auto* dialog = window.findChild<SplitDialog*>()) {
        QComboBox* way = nullptr;
        for (QComboBox* box : dialog->findChildren<QComboBox*>())
            if (box->accessibleName() == SplitDialog::tr("Way"))
                way = box;
        way->setCurrentIndex(way->findData(int(SplitBy::Group)));
        shot("n26-make-splits-column");
        for (QComboBox* box : dialog->findChildren<QComboBox*>())
            if (box->isEditable() && box->findText(QStringLiteral("country")) >= 0)
                box->setCurrentText(QStringLiteral("country"));
        shot("n27-make-splits-group");
        way->setCurrentIndex(way->findData(int(SplitBy::Time)));
        shot("n28-make-splits-time");
        dialog->reject();
    }
    BulkNote note(QStringLiteral("Working on 120,000 documents…"), &window);
    note.share()->total = 120'000;
    note.share()->done = 48'000;
    QTest::qWait(1300);
    shot("n29-bulk");
    note.hide();
    window.showPage(QStringLiteral("label"));
    QTest::qWait(300);
    shot("n14-label");
    desk.bar().setText(QStringLiteral("okafor"));
    shot("n15-hits");
    desk.bar().focusField();
    desk.bar().field()->clear();
    QTest::keyClicks(desk.bar().field(), QStringLiteral("label:"));
    shot("n16-values");
    desk.bar().findChild<QCompleter*>()->popup()->hide();
    desk.bar().setText(QStringLiteral("zzz"));
    shot("n17-no-places");
    desk.bar().setText(QStringLiteral("lable:PER"));
    shot("n18-mistake");
    return 0;
}
