// SPDX-License-Identifier: GPL-3.0-or-later
// What a rule finds while it is written.
#include "core/store/reader.h"
#include "ui/label/rules/rule_editor.h"
#include "ui/label/rules/rule_text.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr std::size_t kHits = 200; // shown of the document

} // namespace

void RuleEditor::preview() {
    drop(m_ticket);
    drop(m_countTicket);
    m_ticking.stop();
    m_hits->clear();
    m_all->clear();
    m_here->setText(tr("In this document"));
    auto written = rule();
    Result<void> sound = written ? rules::checkRule(*written) : Result<void>(written.error());
    m_save->setEnabled(sound.ok() && m_loadTicket == 0);
    // An empty form is not reproached for what was not written yet.
    const bool untouched = m_phrases->document()->isEmpty() && m_tokens->document()->isEmpty()
        && m_pattern->text().isEmpty() && m_longList.empty();
    showMistake(sound || untouched ? nullptr : &sound.error());
    if (untouched)
        m_all->setText(tr("What the rule finds stands here while you write it."));
    if (written && written->name.empty())
        written->name = tr("New rule").toStdString();
    if (written && written->label.empty())
        written->label = "?";
    if (!written || !rules::checkRule(*written)) {
        Q_EMIT previewed();
        return;
    }
    if (m_scope.document == DocumentId{}) {
        countAll();
        return;
    }
    RuleSearchRequest request;
    request.rules = {{0, *written}};
    request.only = m_scope.document;
    request.examples = kHits;
    request.everyExample = true;
    m_ticket = m_workbench.query<RuleFindings>(
        [request](store::Reader& reader, std::stop_token stop) {
            return findByRules(reader, request, stop);
        },
        [this](Result<RuleFindings> found) {
            m_ticket = 0;
            if (!found) {
                showMistake(&found.error());
                return;
            }
            const RuleCount& count = found->counts.front();
            if (count.problem) {
                showMistake(&*count.problem);
                return;
            }
            m_here->setText(tr("%Ln places in this document", nullptr, int(count.found)));
            for (const Place& place : count.examples) {
                auto* item = new QListWidgetItem(placeText(place), m_hits);
                item->setToolTip(item->text());
            }
            countAll();
        });
}

void RuleEditor::countAll() {
    auto written = rule();
    if (!written)
        return;
    if (written->name.empty())
        written->name = tr("New rule").toStdString();
    if (written->label.empty())
        written->label = "?";
    RuleSearchRequest request;
    request.rules = {{0, std::move(*written)}};
    request.filter = m_scope.filter;
    request.examples = 0;
    m_percent = std::make_shared<std::atomic<int>>(0);
    m_all->setText(tr("Counting in the documents shown…"));
    m_ticking.start();
    m_countTicket = m_workbench.query<RuleFindings>(
        [request, percent = m_percent](store::Reader& reader, std::stop_token stop) {
            return findByRules(reader, request, stop, [&](std::uint64_t done, std::uint64_t total) {
                *percent = int(100 * done / std::max<std::uint64_t>(total, 1));
            });
        },
        [this](Result<RuleFindings> found) {
            m_countTicket = 0;
            m_ticking.stop();
            if (!found) {
                m_all->setText(problemText(found.error()));
            } else if (const RuleCount& count = found->counts.front(); count.problem) {
                m_all->setText(problemText(*count.problem));
            } else {
                m_all->setText(tr("%Ln places in the documents shown", nullptr, int(count.found))
                    % QStringLiteral("  ·  ") % tr("%Ln of them new", nullptr, int(count.fresh)));
            }
            Q_EMIT previewed();
        });
}

} // namespace evenspan::ui
