// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/project/make_splits.h"
#include "ui/project/job_dialog.h"
#include "ui/shell/workbench.h"

#include <QTimer>

#include <memory>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace evenspan::ui {

class DataTable;
class ErrorBanner;
class SplitModel;

// Deals documents to splits: by which way, into which parts, of which shares. With every choice it
// is found out in the background what each part would get; what is shown is what will be done, as
// one undo step.
class SplitDialog : public JobDialog {
    Q_OBJECT
public:
    static constexpr int kMostParts = 5;

    SplitDialog(Workbench& workbench, QWidget* parent);
    ~SplitDialog() override;

Q_SIGNALS:
    void dealt(const QString& said); // one line on what was changed

private:
    struct PartRow {
        QWidget* row;
        QComboBox* name;
        QDoubleSpinBox* share; // per cent
        QPushButton* remove;
    };
    void build(QVBoxLayout& column);
    void addPart(const QString& name, double percent);
    void removePart(QWidget* row);
    void fitChoices(); // what the way needs, and what has no say in it
    void askColumns();
    SplitRequest request() const;
    void later(); // looks again when nothing was changed for a moment
    void look();
    void show(const SplitPlan& plan);
    QString notesOf(const SplitPlan& plan) const;
    void apply();
    void setBusy(bool busy);

    Workbench& m_workbench;
    ErrorBanner* m_banner;
    QComboBox* m_by;
    QComboBox* m_key;
    QComboBox* m_from;
    QSpinBox* m_seed;
    QWidget* m_keyField = nullptr;
    QWidget* m_seedField = nullptr;
    QVBoxLayout* m_rows = nullptr;
    std::vector<PartRow> m_parts;
    QPushButton* m_add;
    QCheckBox* m_stratify;
    QCheckBox* m_together;
    QLabel* m_heading;
    SplitModel* m_model;
    DataTable* m_table;
    QLabel* m_notes;
    QTimer m_typing;
    std::shared_ptr<const SplitPlan> m_plan; // what is shown; null: nothing can be done
    Workbench::Ticket m_look = 0, m_columns = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
