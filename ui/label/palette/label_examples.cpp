// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette/label_examples.h"

#include "core/store/label_examples.h"
#include "core/store/reader.h"
#include "ui/common/theme.h"
#include "ui/common/two_line_delegate.h"
#include "ui/common/widgets.h"

#include <QListWidget>
#include <QVBoxLayout>

#include <array>

namespace evenspan::ui {

using store::ExampleKind;

namespace {

constexpr std::size_t kEach = 12; // examples of a kind
constexpr int kDocument = Qt::UserRole, kSpan = Qt::UserRole + 1;

using Kinds = std::array<std::vector<store::LabelExample>, 3>;

QString kindText(std::size_t kind) {
    switch (ExampleKind(kind)) {
    case ExampleKind::Accepted:
        return LabelExamples::tr("accepted");
    case ExampleKind::Rejected:
        return LabelExamples::tr("rejected");
    case ExampleKind::Disputed:
        return LabelExamples::tr("disputed");
    }
    return {};
}

// The hit stands near the start of the line, so that a narrow list shows it.
QString lineOf(const store::TextHit& place) {
    constexpr qsizetype kBefore = 14;
    QString before = QString::fromStdString(place.before).simplified();
    if (before.size() > kBefore)
        before = QChar(0x2026) % before.right(kBefore);
    const QString all = before % QLatin1Char(' ') % QChar(0x2039)
        % QString::fromStdString(place.hit).simplified() % QChar(0x203a) % QLatin1Char(' ')
        % QString::fromStdString(place.after).simplified();
    return all.trimmed();
}

} // namespace

LabelExamples::LabelExamples(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_none(mutedLabel(tr("No examples yet. What you mark with this label, what is rejected and "
                           "what is disputed will stand here."),
          this))
    , m_list(new QListWidget(this)) {
    m_none->setWordWrap(true);
    m_none->hide();
    m_list->setAccessibleName(tr("Examples of this label"));
    m_list->setToolTip(tr("Enter goes to the place"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 2), 0, 0);
    column->addWidget(m_none);
    column->addWidget(m_list, 1);
    connect(m_list, &QListWidget::itemActivated, this, &LabelExamples::go);
}

LabelExamples::~LabelExamples() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void LabelExamples::setLabel(LabelId label) {
    if (label == m_label)
        return;
    m_label = label;
    m_list->clear();
    reload();
}

void LabelExamples::reload() {
    m_stale = true;
    if (isVisible())
        load();
}

void LabelExamples::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_stale)
        load();
}

void LabelExamples::takeFocus() {
    m_list->setFocus(Qt::OtherFocusReason);
}

void LabelExamples::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    m_stale = false;
    if (m_label == LabelId{})
        return;
    m_ticket = m_workbench.query<Kinds>(
        [id = m_label](store::Reader& reader, std::stop_token stop) -> Result<Kinds> {
            Kinds out;
            for (std::size_t kind = 0; kind < out.size(); ++kind) {
                auto found = store::labelExamples(reader, id, ExampleKind(kind), kEach, stop);
                if (!found)
                    return found.error();
                out[kind] = std::move(*found);
            }
            return out;
        },
        [this](Result<Kinds> kinds) {
            m_ticket = 0;
            if (!kinds) {
                if (kinds.error().code != ErrorCode::NotFound) // gone meanwhile
                    Q_EMIT failed(kinds.error());
                return;
            }
            const int at = m_list->currentRow();
            m_list->clear();
            // What is in doubt teaches most: disputed first.
            for (const std::size_t kind : {std::size_t(2), std::size_t(0), std::size_t(1)})
                for (const store::LabelExample& example : (*kinds)[kind]) {
                    auto* item = new QListWidgetItem(lineOf(example.place), m_list);
                    const QString note = kindText(kind) % QStringLiteral(" · ")
                        % QString::fromStdString(example.name);
                    item->setData(TwoLineDelegate::kNote, note);
                    item->setData(kDocument, qint64(example.place.document.value));
                    item->setData(kSpan, qint64(example.span.value));
                    item->setToolTip(item->text());
                    item->setData(Qt::AccessibleTextRole,
                        QString(item->text() % QStringLiteral(", ") % note));
                }
            m_none->setVisible(m_list->count() == 0);
            m_list->setVisible(m_list->count() > 0);
            m_list->setCurrentRow(std::min(std::max(at, 0), m_list->count() - 1));
        });
}

void LabelExamples::go(const QListWidgetItem* item) {
    Q_EMIT jumpRequested(
        DocumentId(item->data(kDocument).toLongLong()), SpanId(item->data(kSpan).toLongLong()));
}

} // namespace evenspan::ui
