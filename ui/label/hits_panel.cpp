// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/hits_panel.h"

#include "core/store/reader.h"
#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QSettings>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <unordered_map>

namespace evenspan::ui {

namespace {

const QString kFolded = QStringLiteral("label/hits_folded");

// The document's name above, the place below; what is around the hit gives way to it.
class HitDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {100, 2 * option.fontMetrics.lineSpacing() + space(option.widget, 3)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override {
        const Colours c = Colours::of(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || option.state & QStyle::State_MouseOver) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? c.accentSoft : c.raised);
            painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 4, 4);
        }
        const int side = space(option.widget, 2);
        const int line = option.fontMetrics.lineSpacing();
        QRect box = option.rect.adjusted(side, space(option.widget, 1), -side, 0);
        box.setHeight(line);
        painter->setPen(c.muted);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(
                index.data(HitsModel::DocumentRole).toString(), Qt::ElideRight, box.width()));
        box.translate(0, line);
        QFont bold = option.font;
        bold.setWeight(QFont::DemiBold);
        const QFontMetrics boldMetrics(bold);
        const QString hit = boldMetrics.elidedText(
            index.data(HitsModel::HitRole).toString(), Qt::ElideRight, box.width());
        const int hitWidth = boldMetrics.horizontalAdvance(hit);
        const QString before =
            option.fontMetrics.elidedText(index.data(HitsModel::BeforeRole).toString(),
                Qt::ElideLeft, qMax(0, (box.width() - hitWidth) * 2 / 5));
        const auto draw = [&](const QString& text, const QFont& font, const QColor& colour) {
            painter->setFont(font);
            painter->setPen(colour);
            painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
            box.setLeft(box.left() + QFontMetrics(font).horizontalAdvance(text));
        };
        draw(before, option.font, c.muted);
        draw(hit, bold, c.text);
        draw(option.fontMetrics.elidedText(
                 index.data(HitsModel::AfterRole).toString(), Qt::ElideRight, qMax(0, box.width())),
            option.font, c.muted);
        painter->restore();
    }
};

// One line: breaks and tabs become blanks, and the blanks at its ends stay.
QString oneLine(const std::string& text) {
    QString out = QString::fromStdString(text);
    for (QChar& c : out)
        if (c.isSpace() || c.category() == QChar::Other_Control)
            c = QLatin1Char(' ');
    return out;
}

} // namespace

void HitsModel::setHits(std::vector<Hit> hits) {
    beginResetModel();
    m_hits = std::move(hits);
    endResetModel();
}

const HitsModel::Hit* HitsModel::hit(int row) const {
    return row >= 0 && row < int(m_hits.size()) ? &m_hits[std::size_t(row)] : nullptr;
}

int HitsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_hits.size());
}

QVariant HitsModel::data(const QModelIndex& index, int role) const {
    const Hit* found = index.isValid() ? hit(index.row()) : nullptr;
    if (!found)
        return {};
    const store::TextHit& place = found->place;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return QString(found->document % QStringLiteral(": ") % oneLine(place.before)
            % oneLine(place.hit) % oneLine(place.after));
    case Qt::AccessibleTextRole:
        return tr("%1, in %2: %3")
            .arg(oneLine(place.hit), found->document,
                QString(oneLine(place.before) % oneLine(place.hit) % oneLine(place.after)));
    case DocumentRole:
        return found->document;
    case BeforeRole:
        return oneLine(place.before);
    case HitRole:
        return oneLine(place.hit);
    case AfterRole:
        return oneLine(place.after);
    default:
        return {};
    }
}

HitsPanel::HitsPanel(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_head(new QToolButton(this))
    , m_model(new HitsModel(this))
    , m_list(new QListView(this)) {
    m_head->setAutoRaise(true);
    m_head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_head->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_head->setToolTip(tr("Show or fold the places that the filter found"));
    m_head->setAccessibleName(m_head->toolTip());
    m_list->setModel(m_model);
    m_list->setItemDelegate(new HitDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Places that the filter found"));
    m_list->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 1));
    column->addWidget(m_head);
    column->addWidget(m_list, 1);
    connect(m_head, &QToolButton::clicked, this, [this] {
        const bool folded = !m_list->isHidden();
        QSettings().setValue(kFolded, folded);
        fold(folded);
    });
    connect(m_list, &QListView::clicked, this,
        [this](const QModelIndex& index) { choose(index.row()); });
    connect(&m_workbench, &Workbench::documentsChanged, this, &HitsPanel::ask);
    fold(QSettings().value(kFolded, false).toBool());
    hide();
}

HitsPanel::~HitsPanel() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

bool HitsPanel::asksForText(const store::QueryNode& node) {
    using Kind = store::QueryNode::Kind;
    if (node.kind == Kind::Term)
        return node.key == "text" || node.key == "re";
    return node.kind != Kind::Not
        && std::any_of(node.children.begin(), node.children.end(), &HitsPanel::asksForText);
}

void HitsPanel::setFilter(const store::DocumentFilter& filter) {
    m_filter = filter;
    ask();
}

void HitsPanel::fold(bool folded) {
    m_list->setVisible(!folded);
    m_head->setArrowType(folded ? Qt::RightArrow : Qt::DownArrow);
    setMaximumHeight(folded ? m_head->sizeHint().height() : QWIDGETSIZE_MAX);
}

void HitsPanel::ask() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (!m_workbench.isOpen() || !m_filter.query || !asksForText(*m_filter.query)) {
        hide();
        m_model->setHits({});
        return;
    }
    m_head->setText(tr("Looking for places…"));
    m_head->setAccessibleName(m_head->text());
    show();
    using Hits = std::vector<HitsModel::Hit>;
    m_ticket = m_workbench.query<Hits>(
        [filter = m_filter](store::Reader& reader, std::stop_token stop) -> Result<Hits> {
            auto places = reader.hits(filter, kShown + 1, stop);
            if (!places)
                return places.error();
            std::vector<DocumentId> ids;
            for (const store::TextHit& place : *places)
                if (ids.empty() || ids.back() != place.document)
                    ids.push_back(place.document);
            auto rows = reader.rows(ids, stop);
            if (!rows)
                return rows.error();
            std::unordered_map<DocumentId, QString> names;
            for (const store::DocumentRow& row : *rows)
                names[row.id] = QString::fromStdString(row.name);
            Hits out;
            for (store::TextHit& place : *places) {
                QString name = names[place.document];
                out.push_back({std::move(place), std::move(name)});
            }
            return out;
        },
        [this](Result<Hits> hits) {
            m_ticket = 0;
            if (!hits) {
                m_head->setText(tr("The places cannot be read"));
                m_model->setHits({});
                Q_EMIT failed(hits.error());
                return;
            }
            const bool more = hits->size() > kShown;
            hits->resize(qMin(hits->size(), kShown));
            const int count = int(hits->size());
            m_head->setText(more ? tr("The first %Ln places", nullptr, count)
                                 : tr("%Ln places", nullptr, count));
            m_head->setAccessibleName(m_head->text());
            m_model->setHits(std::move(*hits));
            if (count > 0)
                m_list->setCurrentIndex(m_model->index(0));
            else
                hide(); // the list of documents says that nothing matches
        });
}

void HitsPanel::choose(int row) {
    if (const HitsModel::Hit* hit = m_model->hit(row))
        Q_EMIT placeChosen(hit->place.document, hit->place.range);
}

bool HitsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose(m_list->currentIndex().row());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace evenspan::ui
