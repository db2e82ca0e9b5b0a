// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette/label_change_dialog.h"

#include "core/store/labelling.h"
#include "core/store/merge_impact.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/palette/label_delegate.h"
#include "ui/label/palette/palette_panel.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

LabelChangeDialog::LabelChangeDialog(Workbench& workbench, const PalettePanel& palette,
    store::LabelRow label, bool merge, QWidget* parent)
    : Dialog(parent)
    , m_workbench(workbench)
    , m_palette(palette)
    , m_label(std::move(label))
    , m_merge(merge)
    , m_banner(new ErrorBanner(this))
    , m_filter(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_facts(new QLabel(this))
    , m_ok(primaryButton({}, this)) {
    const QString name = QString::fromStdString(m_label.name);
    setWindowTitle(merge ? tr("Merge labels") : tr("Archive a label"));
    auto* title =
        headingLabel(merge ? tr("Merge %1 into…").arg(name) : tr("Archive %1").arg(name), this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    m_filter->setPlaceholderText(tr("Find a label"));
    m_filter->setAccessibleName(tr("Find the label that stays"));
    m_filter->installEventFilter(this);
    m_list->setAccessibleName(tr("The label that stays"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    auto* delegate = new LabelDelegate(m_list);
    delegate->setButton(false);
    m_list->setItemDelegate(delegate);
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    auto* note = mutedLabel(merge
            ? tr("Where both stand on the same words one entity stays. The merged label is "
                 "archived. Undo brings everything back.")
            : tr("An archived label leaves the palette. Its entities stay, are shown and can be "
                 "changed. Bring it back at any time from the archived labels."),
        this);
    note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    m_ok->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 5), space(this, 5), space(this, 5), space(this, 4));
    column->setSpacing(space(this, 3));
    column->addWidget(title);
    column->addWidget(m_banner);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    column->addWidget(m_facts);
    column->addWidget(note);
    column->addWidget(buttons);
    m_filter->setVisible(merge);
    m_list->setVisible(merge);
    setMinimumWidth(space(this, 100));
    if (merge)
        resize(space(this, 100), space(this, 110));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, &LabelChangeDialog::apply);
    connect(m_filter, &QLineEdit::textChanged, this, &LabelChangeDialog::fill);
    connect(m_list, &QListWidget::currentItemChanged, this, &LabelChangeDialog::count);
    if (merge)
        fill();
    else
        count();
    m_filter->setFocus();
}

LabelChangeDialog::~LabelChangeDialog() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void LabelChangeDialog::fill() {
    const QString wanted = m_filter->text().trimmed();
    m_list->clear();
    for (const store::LabelRow& row : m_palette.labels()) {
        const QString name = QString::fromStdString(row.name);
        if (row.id == m_label.id
            || (!wanted.isEmpty() && !name.contains(wanted, Qt::CaseInsensitive)))
            continue;
        auto* item = new QListWidgetItem(name, m_list);
        item->setData(LabelDelegate::Key, m_palette.keyOf(row.id));
        item->setData(LabelDelegate::Colour, m_palette.colourOf(row.name));
        item->setData(LabelDelegate::Spans, qint64(row.spans));
        item->setData(LabelDelegate::Id, qint64(row.id.value));
    }
    m_list->setCurrentRow(0);
    count();
}

void LabelChangeDialog::count() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    m_ok->setEnabled(false);
    const QListWidgetItem* item = m_list->currentItem();
    const QString name = QString::fromStdString(m_label.name);
    m_ok->setText(!m_merge ? tr("Archive %1").arg(name)
            : item         ? tr("Merge into %1").arg(item->text())
                           : tr("Merge"));
    if (m_merge && !item) {
        m_facts->setText(tr("No other label fits."));
        return;
    }
    m_facts->setText(tr("Counting…"));
    const LabelId into(item ? item->data(LabelDelegate::Id).toLongLong() : 0);
    const QString intoName = item ? item->text() : QString();
    m_ticket = m_workbench.query<store::MergeImpact>(
        [from = m_label.id, into](
            store::Reader& reader, std::stop_token stop) -> Result<store::MergeImpact> {
            if (into != LabelId{})
                return store::mergeImpact(reader, from, into, stop);
            auto impact = store::labelImpact(reader, from, stop);
            if (!impact)
                return impact.error();
            return store::MergeImpact{*impact, 0, 0};
        },
        [this, intoName](Result<store::MergeImpact> impact) {
            m_ticket = 0;
            if (!impact) {
                m_banner->showError(impact.error());
                m_facts->clear();
                return;
            }
            const store::LabelImpact& from = impact->from;
            QStringList lines{
                tr("%1 accepted, %2 suggested and %3 rejected entities in %Ln documents", nullptr,
                    int(from.documents))
                    .arg(number(from.accepted), number(from.suggested), number(from.rejected))};
            if (m_merge) {
                lines.front() += QLatin1Char(' ') % tr("become %1.").arg(intoName);
                if (impact->folded > 0)
                    lines << tr("%Ln of them fall together with another entity of %1.", nullptr,
                        int(impact->folded))
                                 .arg(intoName);
                lines << tr("%1 gains %Ln entities.", nullptr, int(impact->gained)).arg(intoName);
            } else {
                lines.front() += QLatin1Char(' ') % tr("stay.");
            }
            m_facts->setText(lines.join(QLatin1Char('\n')));
            m_ok->setEnabled(true);
            if (!m_merge)
                m_ok->setFocus(Qt::OtherFocusReason);
        });
}

void LabelChangeDialog::apply() {
    const QListWidgetItem* item = m_list->currentItem();
    if (m_merge && !item)
        return;
    m_ok->setEnabled(false);
    const QString name = QString::fromStdString(m_label.name);
    const QString into = item ? item->text() : QString();
    const QString done =
        m_merge ? tr("%1 is merged into %2").arg(name, into) : tr("%1 is archived").arg(name);
    m_workbench.edit(
        {},
        [label = m_label, merge = m_merge, into = into.toStdString(),
            step = tr("Archive %1").arg(name).toStdString()](
            store::Writer& writer) -> Result<void> {
            if (!merge) {
                store::LabelRow archived = label;
                archived.archived = true;
                return writer.group(step, [&] { return writer.changeLabel(archived); });
            }
            auto count = store::Labelling(writer).mergeLabels(label.name, into);
            return count ? Result<void>() : Result<void>(count.error());
        },
        [this, alive = m_alive, done](const Result<void>& result) {
            if (!*alive)
                return;
            if (!result) {
                m_banner->showError(result.error());
                m_ok->setEnabled(true);
                return;
            }
            Q_EMIT changed(done);
            accept();
        });
}

// Up and down move in the list while the filter is typed.
bool LabelChangeDialog::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            const int row = m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1);
            m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace evenspan::ui
