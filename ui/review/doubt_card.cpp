// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/doubt_card.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/review/queue_texts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr std::uint32_t kAround = 240; // code points of a long sentence to each side

QLabel* sentenceLabel(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setAccessibleName(name);
    return label;
}

} // namespace

DoubtCard::DoubtCard(std::function<int(const std::string&)> colour, QWidget* parent)
    : QWidget(parent)
    , m_colour(std::move(colour))
    , m_kind(headingLabel({}, this))
    , m_place(new ElidedLabel(this))
    , m_now(sentenceLabel(tr("As it is labelled"), this))
    , m_then(sentenceLabel(tr("As proposed"), this))
    , m_reason(new QLabel(this))
    , m_verdict(mutedLabel({}, this))
    , m_fix(primaryButton(tr("Fix  F"), this))
    , m_keep(new QPushButton(tr("Keep  K"), this))
    , m_unsure(new QPushButton(tr("Unsure  U"), this))
    , m_open(new QPushButton(tr("Show in the text"), this)) {
    setMuted(m_place);
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reason->setFocusPolicy(Qt::NoFocus);
    m_fix->setToolTip(tr("Make the labels the proposed ones (F)"));
    m_keep->setToolTip(tr("The label is right as it stands (K)"));
    m_unsure->setToolTip(tr("Leave it open for somebody else (U)"));
    m_open->setToolTip(tr("Open the document in the labelling workspace (Enter)"));
    m_fix->setAccessibleName(tr("Fix"));
    m_keep->setAccessibleName(tr("Keep"));
    m_unsure->setAccessibleName(tr("Unsure"));
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 3));
    head->addWidget(m_kind);
    head->addWidget(m_place, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space(this, 2));
    for (QPushButton* button : {m_fix, m_keep, m_unsure})
        buttons->addWidget(button);
    buttons->addWidget(m_verdict);
    buttons->addStretch(1);
    buttons->addWidget(m_open);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(head);
    column->addSpacing(space(this, 1));
    column->addWidget(mutedLabel(tr("Now"), this));
    column->addWidget(m_now);
    column->addSpacing(space(this, 2));
    column->addWidget(mutedLabel(tr("Proposed"), this));
    column->addWidget(m_then);
    column->addSpacing(space(this, 2));
    column->addWidget(new Hairline(this));
    column->addWidget(m_reason);
    column->addSpacing(space(this, 2));
    column->addLayout(buttons);
    column->addStretch(1);
    connect(
        m_fix, &QPushButton::clicked, this, [this] { Q_EMIT decided(store::LabelVerdict::Fix); });
    connect(
        m_keep, &QPushButton::clicked, this, [this] { Q_EMIT decided(store::LabelVerdict::Keep); });
    connect(m_unsure, &QPushButton::clicked, this,
        [this] { Q_EMIT decided(store::LabelVerdict::Unsure); });
    connect(m_open, &QPushButton::clicked, this, &DoubtCard::openWanted);
    showRow(nullptr, false);
}

void DoubtCard::showRow(const QueueRow* row, bool editable) {
    m_row = row ? std::optional<QueueRow>(*row) : std::nullopt;
    setVisible(row != nullptr);
    if (!row)
        return;
    m_kind->setText(doubtText(row->kind));
    m_place->setFullText(QString::fromStdString(row->name));
    m_reason->setText(reasonText(*row));
    m_verdict->setText(row->verdict ? verdictText(*row->verdict) : QString());
    m_verdict->setVisible(row->verdict.has_value());
    // What was fixed is the label now: there is nothing left to decide here.
    const bool decidable = editable && row->verdict != store::LabelVerdict::Fix;
    for (QPushButton* button : {m_fix, m_keep, m_unsure})
        button->setEnabled(decidable);
    paintTexts();
}

// The sentence with these mentions on the ground of their label, its name behind.
QString DoubtCard::sentence(const std::vector<QueueMention>& mentions) const {
    const auto points = QString::fromStdString(m_row->sentenceText).toUcs4();
    const auto* data = reinterpret_cast<const char32_t*>(points.constData());
    const auto size = static_cast<std::uint32_t>(points.size());
    const std::uint32_t base = m_row->sentenceRange.begin;
    const auto piece = [&](std::uint32_t from, std::uint32_t to) {
        return QString::fromUcs4(data + from, static_cast<qsizetype>(to - from)).toHtmlEscaped();
    };
    // Of a long sentence what is around the place, the same for both sides.
    std::uint32_t first = size, last = 0;
    for (const auto* side : {&m_row->given, &m_row->proposed})
        for (const QueueMention& each : *side) {
            first = std::min(first, each.range.begin - base);
            last = std::max(last, each.range.end - base);
        }
    const std::uint32_t from = first > kAround ? first - kAround : 0;
    const std::uint32_t to = std::min(size, last + kAround);
    QString out = from > 0 ? QStringLiteral("… ") : QString();
    std::uint32_t at = from;
    for (const QueueMention& each : mentions) {
        const auto begin = std::min(each.range.begin - base, size);
        const auto end = std::min(each.range.end - base, size);
        if (begin < at)
            continue;
        const LabelColour colour = labelColour(m_colour(each.label), lookOf(palette()));
        out += piece(at, begin);
        out += QStringLiteral("<span style=\"background-color:%1;color:%2\">%3&nbsp;<span "
                              "style=\"font-size:small;font-weight:600\">%4</span></span>")
                   .arg(colour.fill.name(), colour.text.name(), piece(begin, end),
                       QString::fromStdString(each.label).toHtmlEscaped());
        at = end;
    }
    out += piece(at, to);
    return QStringLiteral("<p style=\"line-height:150%\">") + out
        + (to < size ? QStringLiteral(" …") : QString()) + QStringLiteral("</p>");
}

void DoubtCard::paintTexts() {
    if (!m_row)
        return;
    for (QLabel* label : {m_now, m_then})
        label->setFont(scaledFont(font(), 16.0 / 13.0));
    m_now->setText(sentence(m_row->given));
    m_then->setText(sentence(m_row->proposed));
}

void DoubtCard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        paintTexts();
}

} // namespace evenspan::ui
