// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QPushButton>

class QMenu;

namespace evenspan::ui {

// Says which run suggests, and opens the menu that chooses it. Hidden where nothing can suggest.
class SuggestionControl : public QPushButton {
    Q_OBJECT

public:
    explicit SuggestionControl(Workbench& workbench, QWidget* parent = nullptr);
    ~SuggestionControl() override;

    void openMenu(); // when the runs are known

Q_SIGNALS:
    void requested(); // suggest for all documents shown
    void acceptRequested();
    void rejectRequested();
    void failed(const evenspan::Error& error);

private:
    void showState();
    void fill(const std::vector<store::RunRow>& runs);

    Workbench& m_workbench;
    QMenu* m_menu;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
