// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/export_forms.h"

#include "core/app/project/export_overlap.h"
#include "core/io/exporter.h"
#include "core/io/importer.h"
#include "ui/common/file_dialogs.h"
#include "ui/project/report_words.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStringList>

#include <map>

namespace evenspan::ui {

namespace {

// The strings of this file.
struct ExportForms {
    Q_DECLARE_TR_FUNCTIONS(ExportForms)
};

// The usual ending of each format's files; of a folder none.
QString endingOf(const QString& format, const QString& form) {
    static const std::map<std::string, const char*> endings{{"conll", ".conll"},
        {"conllu", ".conllu"}, {"conllu-plus", ".conllup"}, {"pubtator", ".pubtator"},
        {"bioc", ".xml"}, {"gate", ".xml"}, {"doccano", ".jsonl"}, {"prodigy", ".jsonl"},
        {"hf-json", ".jsonl"}, {"spacy", ".spacy"}, {"csv", ".csv"}, {"text", ".txt"}};
    if (io::writesFolder(format.toStdString()))
        return {};
    if (form == QLatin1String("delimiter=tab"))
        return QStringLiteral(".tsv");
    const auto found = endings.find(format.toStdString());
    return QString::fromLatin1(found == endings.end() ? ".json" : found->second);
}

} // namespace

std::vector<std::pair<QString, QString>> exportForms(const QString& format) {
    if (format == QLatin1String("csv"))
        return {{ExportForms::tr("Commas between cells (CSV)"), {}},
            {ExportForms::tr("Tabs between cells (TSV)"), QStringLiteral("delimiter=tab")}};
    if (format == QLatin1String("doccano"))
        return {{ExportForms::tr("Labels only"), {}},
            {ExportForms::tr("With relations"), QStringLiteral("shape=relation")}};
    if (format == QLatin1String("label-studio"))
        return {{ExportForms::tr("Tasks with annotations"), {}},
            {ExportForms::tr("Short form (JSON-MIN)"), QStringLiteral("shape=min")}};
    return {};
}

bool writesTags(const QString& format) {
    return format == QLatin1String("conll") || format == QLatin1String("hf-json");
}

Result<QString> askExportPlace(FileDialogs& dialogs, QWidget* parent, const QString& format,
    const QString& form, const QString& name, std::size_t files) {
    const QString ending = endingOf(format, form);
    const QString title =
        formatTitle(format.toStdString()).section(QLatin1Char('('), 0, 0).trimmed();
    QString chosen = dialogs.saveFile(parent, ExportForms::tr("Export documents"), name % ending,
        ending.isEmpty() ? ExportForms::tr("New folder (*)")
                         : QString(title % QStringLiteral(" (*") % ending % QLatin1Char(')')));
    if (chosen.isEmpty() || ending.isEmpty())
        return chosen;
    // The system's own dialog has asked before an old file goes, but not about a name that it does
    // not know.
    QStringList unasked;
    if (QFileInfo(chosen).suffix().isEmpty()) {
        chosen += ending;
        unasked << chosen;
    }
    for (std::size_t layer = 1; layer < files; ++layer)
        unasked << QString::fromStdU16String(
            layerPath(std::filesystem::path(chosen.toStdU16String()), layer).u16string());
    for (const QString& path : unasked)
        if (QFileInfo::exists(path))
            return Error{ErrorCode::AlreadyExists,
                ExportForms::tr("This file is there already").toStdString(),
                QDir::toNativeSeparators(path).toStdString(),
                ExportForms::tr("Choose another name, or remove the file first.").toStdString()};
    return chosen;
}

} // namespace evenspan::ui
