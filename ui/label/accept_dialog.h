// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"
#include "core/store/suggestions.h"
#include "ui/common/dialog.h"
#include "ui/shell/workbench.h"

#include <memory>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace evenspan::ui {

class ErrorBanner;

// Accepts every suggestion from a score on, or rejects all that a run or a rule made, in a scope,
// with the count before. One undo step.
class AcceptDialog : public Dialog {
    Q_OBJECT
public:
    enum class Decision { Accept, Reject };
    // `here`: the suggestions of the document on the canvas; `filter`: what the navigator shows.
    AcceptDialog(Workbench& workbench, Decision decision, DocumentId document,
        std::vector<store::SpanRow> here, store::DocumentFilter filter, QWidget* parent = nullptr);
    ~AcceptDialog() override;

Q_SIGNALS:
    void decided(qint64 count);

private:
    void count();
    void showCount(qint64 suggestions);
    void apply();
    std::vector<SpanId> chosenHere() const;
    store::DocumentFilter scope() const;
    store::OpenSuggestions which() const;
    void askRuns();
    void askCut(); // of the run whose suggestions these are
    void askStale();

    Workbench& m_workbench;
    const Decision m_decision;
    const DocumentId m_document;
    const std::vector<store::SpanRow> m_here;
    const store::DocumentFilter m_filter;
    QComboBox* m_scope;
    QDoubleSpinBox* m_score; // of Accept
    QComboBox* m_maker; // of Reject
    QLabel* m_facts;
    ErrorBanner* m_banner;
    QPushButton* m_ok;
    Workbench::Ticket m_ticket = 0, m_runs = 0, m_cut = 0, m_stale = 0;
    bool m_scoreTouched = false; // by the user: a cut that comes late changes nothing
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
