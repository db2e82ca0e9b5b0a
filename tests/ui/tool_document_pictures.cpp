// SPDX-License-Identifier: GPL-3.0-or-later
// tool_document_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: paints the
// states of the lists of documents into PNG files, to be looked at after each piece of work.
#include "tests/ui/desk.h"
#include "tests/ui/picture_studio.h"
#include "ui/label/hits_panel.h"
#include "ui/project/export_dialog.h"

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
    page->goUp();
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
