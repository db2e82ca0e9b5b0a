// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace evenspan::ui {

class ErrorBanner;
class FileDialogs;

// What to train and how: name, model, recipe, device. Every field has a value that works, so Enter
// starts. Opens at once; models and devices arrive from the background.
class FineTuneDialog : public QDialog {
    Q_OBJECT
public:
    FineTuneDialog(
        Workbench& workbench, FileDialogs& dialogs, const QStringList& takenNames, QWidget* parent);
    ~FineTuneDialog() override;
    TrainRequest request() const;

private:
    void fill(const Machine& machine);
    void showCounts(const TrainingCounts& counts);
    void check();
    Workbench& m_workbench;
    FileDialogs& m_dialogs;
    QStringList m_taken;
    Workbench::Ticket m_countTicket = 0;
    Workbench::Ticket m_ticket = 0;
    ErrorBanner* m_banner;
    QLineEdit* m_name;
    QComboBox* m_model;
    QComboBox* m_device;
    QSpinBox* m_epochs;
    QComboBox* m_rate;
    QSpinBox* m_batch;
    QComboBox* m_precision;
    QSpinBox* m_seed;
    QLabel* m_data;
    QPushButton* m_start;
    bool m_ready = false;
};

} // namespace evenspan::ui
