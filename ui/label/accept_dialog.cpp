// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/accept_dialog.h"

#include "core/store/labelling.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>

namespace evenspan::ui {

AcceptDialog::AcceptDialog(Workbench& workbench, DocumentId document,
    std::vector<store::SpanRow> here, store::DocumentFilter filter, QWidget* parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_document(document)
    , m_here(std::move(here))
    , m_filter(std::move(filter))
    , m_scope(new QComboBox(this))
    , m_score(new QDoubleSpinBox(this))
    , m_facts(mutedLabel({}, this))
    , m_banner(new ErrorBanner(this))
    , m_ok(primaryButton({}, this)) {
    setWindowTitle(tr("Accept suggestions"));
    m_scope->addItems({tr("In this document"), tr("In the documents shown"), tr("In the project")});
    m_scope->setAccessibleName(tr("Which documents"));
    m_score->setRange(0, 1);
    m_score->setDecimals(2);
    m_score->setSingleStep(0.05);
    m_score->setValue(0.9);
    m_score->setAccessibleName(tr("Lowest score"));
    m_facts->setText(tr("Suggestions without a score stay. Accepted entities do not make a "
                        "document done."));
    m_facts->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("Which documents"), m_scope);
    form->addRow(tr("Score of at least"), m_score);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    m_ok->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 5), space(this, 5), space(this, 5), space(this, 4));
    column->setSpacing(space(this, 3));
    column->addWidget(m_banner);
    column->addLayout(form);
    column->addWidget(m_facts);
    column->addWidget(buttons);
    setMinimumWidth(space(this, 100));
    connect(m_scope, &QComboBox::currentIndexChanged, this, &AcceptDialog::count);
    connect(m_score, &QDoubleSpinBox::valueChanged, this, &AcceptDialog::count);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, &AcceptDialog::apply);
    count();
}

AcceptDialog::~AcceptDialog() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

std::vector<SpanId> AcceptDialog::chosenHere() const {
    std::vector<SpanId> out;
    for (const store::SpanRow& row : m_here)
        if (row.state == SpanState::Suggested && row.score && *row.score >= m_score->value())
            out.push_back(row.id);
    return out;
}

store::DocumentFilter AcceptDialog::scope() const {
    return m_scope->currentIndex() == 1 ? m_filter : store::DocumentFilter{};
}

void AcceptDialog::showCount(qint64 suggestions) {
    m_ok->setText(tr("Accept %Ln suggestions", nullptr, int(suggestions)));
    m_ok->setEnabled(suggestions > 0);
}

void AcceptDialog::count() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (m_scope->currentIndex() == 0) {
        showCount(qint64(chosenHere().size()));
        return;
    }
    m_ok->setEnabled(false);
    m_ticket = m_workbench.query<std::int64_t>(
        [filter = scope(), score = m_score->value()](store::Reader& reader, std::stop_token stop) {
            return store::countSuggestions(reader, filter, score, stop);
        },
        [this](Result<std::int64_t> found) {
            m_ticket = 0;
            if (found)
                showCount(*found);
            else
                m_banner->showError(found.error());
        });
}

void AcceptDialog::apply() {
    m_ok->setEnabled(false);
    const bool here = m_scope->currentIndex() == 0;
    auto made = std::make_shared<std::int64_t>(0);
    m_workbench.edit(
        here ? m_document : DocumentId{},
        [here, ids = chosenHere(), filter = scope(), score = m_score->value(), made](
            store::Writer& writer) -> Result<void> {
            store::Labelling labelling(writer);
            if (here) {
                *made = std::int64_t(ids.size());
                return writer.group("Accept " + std::to_string(ids.size()) + " suggestions",
                    [&] { return labelling.accept(ids, {}); });
            }
            auto count = labelling.acceptFrom(filter, score);
            if (!count)
                return count.error();
            *made = *count;
            return {};
        },
        [this, alive = m_alive, made](const Result<void>& done) {
            if (!*alive)
                return;
            if (!done) {
                m_banner->showError(done.error());
                m_ok->setEnabled(true);
                return;
            }
            Q_EMIT acceptedSuggestions(*made);
            accept();
        });
}

} // namespace evenspan::ui
