// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/project/import_documents.h"
#include "ui/project/sample_delegate.h"
#include "ui/shell/workbench.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>

class QLabel;
class QListWidget;
class QPushButton;
class QStandardItemModel;

namespace evenspan::ui {

class DataTable;
class ErrorBanner;
class Figure;
class FileDialogs;
class ImportChoices;
class ProgressStrip;

// Files on their way in: what format they have, what would be read, mended and lost, and the first
// rows, before anything is written.
class ImportView : public QWidget {
    Q_OBJECT
public:
    ImportView(Workbench& workbench, FileDialogs& dialogs, QWidget* parent = nullptr);
    ~ImportView() override;
    void preview(const QStringList& paths);
    QStringList paths() const { return m_paths; }
    bool importing() const { return m_running; }
    void cancel();

Q_SIGNALS:
    void finished(const QString& said); // one line on what was done
    void closed();

private:
    // Shared with the thread that imports.
    struct Share {
        std::atomic<quint64> documents{0};
        std::atomic<double> share{-1};
    };
    // A dry run: what it made of the files, and the first rows.
    struct Sample {
        QString name, split;
        SampleText text;
        std::size_t entities = 0;
    };
    struct Preview {
        ImportSummary summary;
        std::vector<Sample> samples;
    };
    void showLabels(const ImportSummary& summary);
    int colourOf(const std::string& label, const ImportSummary& summary) const;
    QWidget* buildBody();
    void ask();
    void start();
    void show(const Preview& preview);
    void setReady(bool ready);
    void follow();
    void saveReport();
    QStringList reportLines() const; // what is shown, for people to read
    void changeEvent(QEvent* event) override;
    QString saidOf(const ImportSummary& summary) const;
    ImportRequest request() const;

    Workbench& m_workbench;
    FileDialogs& m_dialogs;
    QStringList m_paths;
    Workbench::Ticket m_preview = 0;
    bool m_running = false;
    std::stop_source m_stop;
    std::shared_ptr<Share> m_share;
    QTimer m_timer;
    QElapsedTimer m_since;
    std::optional<ImportSummary> m_summary; // of the last dry run
    QLabel* m_title;
    QLabel* m_files;
    ImportChoices* m_choices;
    ErrorBanner* m_banner;
    QLabel* m_formatFound;
    Figure* m_documents;
    Figure* m_sentences;
    Figure* m_tokens;
    Figure* m_entities;
    QLabel* m_labels; // with their counts
    DataTable* m_samples;
    QStandardItemModel* m_rows;
    QListWidget* m_notes;
    QWidget* m_body;
    ProgressStrip* m_progress;
    QLabel* m_progressText;
    QPushButton* m_save;
    QPushButton* m_start;
    QPushButton* m_cancel;
};

} // namespace evenspan::ui
