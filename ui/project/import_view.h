// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStandardItemModel;
class QTableWidget;
class QVBoxLayout;

namespace evenspan::ui {

class DataTable;
class ErrorBanner;
class Figure;
class ProgressStrip;

// Files on their way in: what format they have, what would be read, mended and lost, and the first
// rows, before anything is written.
class ImportView : public QWidget {
    Q_OBJECT
public:
    ImportView(Workbench& workbench, QWidget* parent = nullptr);
    ~ImportView() override;
    void preview(const QStringList& paths);
    bool importing() const { return m_running != 0; }
    void cancel();

Q_SIGNALS:
    void finished(const evenspan::ui::ImportReport& report);
    void closed();

private:
    void ask();
    void start();
    void show(const ImportReport& report);
    void setReady(bool ready);
    ImportRequest request() const;

    Workbench& m_workbench;
    QStringList m_paths;
    Workbench::Ticket m_preview = 0;
    Workbench::Ticket m_running = 0;
    QLabel* m_title;
    QLabel* m_files;
    QComboBox* m_format;
    QComboBox* m_split;
    ErrorBanner* m_banner;
    QWidget* m_body;
    QLabel* m_formatFound;
    Figure* m_documents;
    Figure* m_sentences;
    Figure* m_tokens;
    Figure* m_entities;
    DataTable* m_samples;
    QStandardItemModel* m_rows;
    QLabel* m_notes;
    ProgressStrip* m_progress;
    QLabel* m_progressText;
    QPushButton* m_start;
    QPushButton* m_cancel;
};

} // namespace evenspan::ui
