// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/export_model.h"
#include "ui/common/dialog.h"
#include "ui/shell/workbench.h"

#include <QTimer>

#include <atomic>
#include <memory>
#include <stop_token>

class QButtonGroup;
class QLabel;
class QPushButton;

namespace evenspan::ui {

class ErrorBanner;
class FileDialogs;
class ProgressStrip;

// Hands a run's model over: a Hugging Face folder, an ONNX file, or one archive. Asks for the form
// first and then for the place; writes in the background, with progress and a way to stop.
class ExportModelDialog : public Dialog {
    Q_OBJECT
public:
    ExportModelDialog(
        Workbench& workbench, FileDialogs& dialogs, const QString& run, QWidget* parent);
    ~ExportModelDialog() override;

    ModelFormat format() const;
    void reject() override; // first stops what is under way

Q_SIGNALS:
    void exported(const QString& path);

private:
    // Shared with the thread that writes.
    struct Share {
        std::atomic<quint64> done{0}, total{0};
    };
    void begin();
    void setBusy(bool busy);

    Workbench& m_workbench;
    FileDialogs& m_dialogs;
    QString m_run;
    ErrorBanner* m_banner;
    QButtonGroup* m_choices;
    ProgressStrip* m_progress;
    QLabel* m_state;
    QPushButton* m_start;
    QPushButton* m_close;
    QTimer m_timer;
    std::shared_ptr<Share> m_share;
    std::stop_source m_stop; // not forget(): whether a file is there is known by the answer alone
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
