// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/shell/workbench.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QListWidgetItem;

namespace evenspan::ui {

// Uses of a label in the project with their context: accepted, rejected, disputed. Enter goes
// there.
class LabelExamples : public QWidget {
    Q_OBJECT
public:
    explicit LabelExamples(Workbench& workbench, QWidget* parent = nullptr);
    ~LabelExamples() override;

    void setLabel(LabelId label);
    void reload(); // asks the store only while it is visible
    void takeFocus();
    QListWidget* list() const { return m_list; }

Q_SIGNALS:
    void jumpRequested(evenspan::DocumentId document, evenspan::SpanId span);
    void failed(const evenspan::Error& error);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void load();
    void go(const QListWidgetItem* item);

    Workbench& m_workbench;
    QLabel* m_none;
    QListWidget* m_list;
    LabelId m_label;
    bool m_stale = true;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
