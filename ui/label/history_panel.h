// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/moments.h"
#include "ui/shell/workbench.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace evenspan::ui {

// Who did what when to one document, newest first, and the way back to any of these moments.
class HistoryPanel : public QWidget {
    Q_OBJECT
public:
    explicit HistoryPanel(Workbench& workbench, QWidget* parent = nullptr);
    ~HistoryPanel() override;

    // 0: nothing. Asks the store only while the panel is visible.
    void setDocument(DocumentId document);
    QListWidget* list() const { return m_list; }

Q_SIGNALS:
    // The moment just after the step; `name` is for the undo menu.
    void restoreRequested(qint64 group, const QString& name);
    void failed(const evenspan::Error& error);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void load();
    void restore();

    Workbench& m_workbench;
    QListWidget* m_list;
    QLabel* m_none;
    QPushButton* m_restore;
    DocumentId m_document;
    bool m_stale = true;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
