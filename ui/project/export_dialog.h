// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/project/export_documents.h"
#include "ui/project/job_dialog.h"
#include "ui/shell/workbench.h"

#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace evenspan::ui {

class ErrorBanner;
class FileDialogs;

// Writes documents into a file or folder of a format of the field. With every choice it is found
// out in the background what would be written and what would be lost; only then is a place asked
// for.
class ExportDialog : public JobDialog {
    Q_OBJECT
public:
    // What the list of documents shows, where that is not all of them.
    struct Listed {
        store::DocumentFilter filter;
        qint64 documents = 0;
    };
    ExportDialog(
        Workbench& workbench, FileDialogs& dialogs, std::optional<Listed> listed, QWidget* parent);
    ~ExportDialog() override;

Q_SIGNALS:
    void exported(const QString& said); // one line on what was written

private:
    void build(QVBoxLayout& column);
    void fillScopes(const std::optional<Listed>& listed);
    void askSources();
    void look(); // what would be written and lost
    void show(const ExportSummary& summary);
    void begin();
    void write(const QString& place);
    void setBusy(bool busy);
    void fitChoices(); // those that the format has
    QString format() const;
    ExportRequest request() const;
    QString saidOf(const ExportSummary& summary) const;

    Workbench& m_workbench;
    FileDialogs& m_dialogs;
    ErrorBanner* m_banner;
    QComboBox* m_format;
    QComboBox* m_form;
    QComboBox* m_scheme;
    QComboBox* m_scope;
    QComboBox* m_source;
    QComboBox* m_overlap;
    QWidget* m_formField = nullptr;
    QWidget* m_schemeField = nullptr;
    QCheckBox* m_verify;
    QCheckBox* m_formulas;
    QLabel* m_counts;
    QListWidget* m_losses;
    std::vector<store::DocumentFilter> m_scopes; // of m_scope
    std::size_t m_files = 1; // that would be written
    Workbench::Ticket m_look = 0, m_writing = 0, m_runs = 0, m_annotators = 0;
};

} // namespace evenspan::ui
