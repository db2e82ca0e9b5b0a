// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"
#include "ui/common/dialog.h"
#include "ui/shell/workbench.h"

#include <memory>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace evenspan::ui {

class ErrorBanner;
class PalettePanel;

// Merges a label into another one, or archives it, after a look at what that touches. One undo
// step.
class LabelChangeDialog : public Dialog {
    Q_OBJECT
public:
    LabelChangeDialog(Workbench& workbench, const PalettePanel& palette, store::LabelRow label,
        bool merge, QWidget* parent = nullptr);
    ~LabelChangeDialog() override;

Q_SIGNALS:
    void changed(const QString& text); // it is done

private:
    void fill();
    void count();
    void apply();
    bool eventFilter(QObject* watched, QEvent* event) override;

    Workbench& m_workbench;
    const PalettePanel& m_palette;
    store::LabelRow m_label;
    bool m_merge;
    ErrorBanner* m_banner;
    QLineEdit* m_filter;
    QListWidget* m_list;
    QLabel* m_facts;
    QPushButton* m_ok;
    Workbench::Ticket m_ticket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
