// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_choices.h"
#include "core/app/audit/run_audit.h"

#include <QListWidget>

#include <optional>

namespace evenspan::ui {

// Everything that an audit can compare, to be ticked: suites, names swapped in the project's own
// sentences, columns, attributes, forms of words, lists. What the chosen run cannot be asked stays
// in sight with the reason.
class GroupChoices : public QListWidget {
    Q_OBJECT
public:
    explicit GroupChoices(QWidget* parent = nullptr);

    void setChoices(const AuditChoices& choices, const AuditRun& run); // ticks stay
    // Of the text that is chosen; unset: they are being counted.
    void setCounts(std::optional<std::map<std::string, SwapCount>> counts);
    void addTo(AuditRequest& request) const; // what is ticked
    // Two of the ticked columns and attributes together, each pair once: "meta:a+attribute:b".
    std::vector<std::string> pairs() const;
    bool anySensitive(const std::set<std::string>& keys) const; // ticked, of these

private:
    void addHeading(const QString& text);
    void addGroup(const QString& text, const QString& tip, const QString& id, bool on = false,
        const QString& refusal = {});
    void showCounts();
    void fit();

    std::map<QString, bool> m_ticks; // of everything that was ever shown
    std::optional<std::map<std::string, SwapCount>> m_counts;
};

} // namespace evenspan::ui
