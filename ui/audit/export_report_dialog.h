// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/save_report.h"
#include "ui/common/dialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace evenspan::ui {

class FileDialogs;

// Asks what the bias report is written as, in which language and where. Files that are there
// already stay: the report then gets a number behind its name.
class ExportReportDialog : public Dialog {
    Q_OBJECT
public:
    ExportReportDialog(FileDialogs& dialogs, const QString& audit, QWidget* parent);
    ReportFiles files() const;

private:
    void check();
    QString m_name; // of the files, without an ending
    QCheckBox* m_pdf;
    QCheckBox* m_html;
    QCheckBox* m_json;
    QComboBox* m_language;
    QLineEdit* m_folder;
    QPushButton* m_write;
};

} // namespace evenspan::ui
