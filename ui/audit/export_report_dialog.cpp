// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/export_report_dialog.h"

#include "ui/common/field.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {
const QLatin1String kFolder("audit/folder");
}

ExportReportDialog::ExportReportDialog(FileDialogs& dialogs, const QString& audit, QWidget* parent)
    : Dialog(parent)
    , m_pdf(new QCheckBox(tr("PDF, to hand over"), this))
    , m_html(new QCheckBox(tr("HTML, one page to read on a screen"), this))
    , m_json(new QCheckBox(tr("JSON, every figure for other programs"), this))
    , m_language(new QComboBox(this))
    , m_folder(new QLineEdit(this))
    , m_write(primaryButton(tr("Write the report"), this)) {
    setWindowTitle(tr("Export the bias report"));
    for (const QChar letter : audit)
        m_name += letter.isLetterOrNumber() ? letter : QLatin1Char('-');
    if (m_name.isEmpty())
        m_name = QStringLiteral("audit");
    m_pdf->setChecked(true);
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    m_language->setCurrentIndex(QLocale().language() == QLocale::Chinese ? 1 : 0);
    m_folder->setText(QSettings().value(kFolder, QDir::homePath()).toString());
    m_folder->setMinimumWidth(space(this, 80));
    auto* choose = new QPushButton(tr("Choose…"), this);
    choose->setAccessibleName(tr("Choose a folder"));
    auto* folder = new QHBoxLayout;
    folder->setSpacing(space(this, 2));
    auto* place = new Field(tr("Folder"), m_folder, this);
    folder->addWidget(place, 1);
    folder->addWidget(choose, 0, Qt::AlignBottom);
    auto* words = mutedLabel(
        tr("The report holds totals only: no sentence of your text, no name from it."), this);
    words->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 6), space(this, 5), space(this, 6), space(this, 5));
    column->setSpacing(space(this, 2));
    column->addWidget(titleLabel(tr("Bias report"), this));
    column->addWidget(words);
    column->addSpacing(space(this, 2));
    for (auto* box : {m_pdf, m_html, m_json}) {
        column->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &ExportReportDialog::check);
    }
    column->addSpacing(space(this, 2));
    column->addWidget(new Field(tr("Language of the report"), m_language, this));
    column->addLayout(folder);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* row = new QHBoxLayout;
    row->setSpacing(space(this, 2));
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_write);
    column->addSpacing(space(this, 2));
    column->addLayout(row);
    m_write->setDefault(true);
    connect(choose, &QPushButton::clicked, this, [this, &dialogs] {
        const QString chosen = dialogs.openFolder(this, tr("Folder for the report"));
        if (!chosen.isEmpty())
            m_folder->setText(chosen);
    });
    connect(m_folder, &QLineEdit::textChanged, this, &ExportReportDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_write, &QPushButton::clicked, this, [this] {
        QSettings().setValue(kFolder, m_folder->text());
        accept();
    });
    check();
}

void ExportReportDialog::check() {
    m_write->setEnabled((m_pdf->isChecked() || m_html->isChecked() || m_json->isChecked())
        && !m_folder->text().trimmed().isEmpty());
}

ReportFiles ExportReportDialog::files() const {
    const QDir folder(m_folder->text().trimmed());
    QString name = m_name;
    const auto taken = [&] {
        for (const char* ending : {".pdf", ".html", ".json"})
            if (folder.exists(name + QLatin1String(ending)))
                return true;
        return false;
    };
    for (int number = 2; taken(); ++number)
        name = QStringLiteral("%1-%2").arg(m_name).arg(number);
    const auto path = [&](const char* ending) {
        return std::filesystem::path(
            folder.filePath(name + QLatin1String(ending)).toStdU16String());
    };
    ReportFiles out;
    if (m_pdf->isChecked())
        out.pdf = path(".pdf");
    if (m_html->isChecked())
        out.html = path(".html");
    if (m_json->isChecked())
        out.json = path(".json");
    out.language = m_language->currentData().toString().toStdString();
    return out;
}

} // namespace evenspan::ui
