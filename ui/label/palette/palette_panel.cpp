// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette/palette_panel.h"

#include "core/store/writer.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/palette/label_delegate.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

// How well a label fits what was typed: 0 its start, 1 the start of a word, 2 within its name, 3
// within its description; -1 not at all.
int fit(const store::LabelRow& label, const QString& wanted) {
    const QString name = QString::fromStdString(label.name);
    const auto at = name.indexOf(wanted, 0, Qt::CaseInsensitive);
    if (at == 0)
        return 0;
    if (at > 0)
        return name.at(at - 1).isLetterOrNumber() ? 2 : 1;
    return QString::fromStdString(label.description).contains(wanted, Qt::CaseInsensitive) ? 3 : -1;
}

} // namespace

PalettePanel::PalettePanel(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_filter(new QLineEdit(this))
    , m_hint(mutedLabel({}, this))
    , m_list(new QListWidget(this))
    , m_archive(plainButton({}, {}, this)) {
    m_filter->setPlaceholderText(tr("Find or add a label"));
    m_filter->setAccessibleName(tr("Find or add a label"));
    m_filter->setToolTip(tr("Enter takes the first label of the list, Shift+Enter adds a new one"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->hide();
    m_list->setObjectName(QStringLiteral("palette"));
    m_list->setAccessibleName(tr("Labels"));
    m_list->setToolTip(
        tr("Enter labels, Right shows the label itself, F2 renames, Delete archives"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new LabelDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    m_archive->setCheckable(true);
    m_archive->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(headingLabel(tr("Labels"), this));
    column->addWidget(m_filter);
    column->addWidget(m_hint);
    column->addWidget(m_list, 1);
    column->addWidget(m_archive, 0, Qt::AlignLeft);
    connect(m_filter, &QLineEdit::textChanged, this, &PalettePanel::fill);
    connect(m_archive, &QPushButton::toggled, this, &PalettePanel::fill);
    connect(m_list, &QListWidget::itemClicked, this,
        [this](const QListWidgetItem* item) { activate(item, true); });
    connect(m_list, &QListWidget::customContextMenuRequested, this, &PalettePanel::menu);
}

PalettePanel::~PalettePanel() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void PalettePanel::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.labels([this](Result<std::vector<store::LabelRow>> rows) {
        m_ticket = 0;
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        m_archived.clear();
        std::erase_if(*rows, [this](const store::LabelRow& row) {
            if (row.archived)
                m_archived.push_back(row);
            return row.archived;
        });
        const bool same = m_labels.size() == rows->size()
            && std::equal(rows->begin(), rows->end(), m_labels.begin(),
                [](const auto& a, const auto& b) { return a.name == b.name && a.key == b.key; });
        m_labels = std::move(*rows);
        if (!same) { // half a typed pair must not be lost to a count
            std::vector<LabelKeys::Label> keys;
            for (const auto& row : m_labels)
                keys.push_back({QString::fromStdString(row.name), QString::fromStdString(row.key)});
            m_keys.assign(keys);
        }
        if (m_archived.empty())
            m_archive->setChecked(false);
        m_archive->setVisible(!m_archived.empty());
        fill();
        Q_EMIT loaded();
    });
}

const store::LabelRow* PalettePanel::find(LabelId id) const {
    for (const auto* rows : {&m_labels, &m_archived})
        for (const store::LabelRow& row : *rows)
            if (row.id == id)
                return &row;
    return nullptr;
}

const store::LabelRow* PalettePanel::find(const std::string& name) const {
    for (const auto* rows : {&m_labels, &m_archived})
        for (const store::LabelRow& row : *rows)
            if (row.name == name)
                return &row;
    return nullptr;
}

QString PalettePanel::keyOf(LabelId id) const {
    for (std::size_t i = 0; i < m_labels.size(); ++i)
        if (m_labels[i].id == id)
            return m_keys.keyOf(int(i));
    return {};
}

int PalettePanel::colourOf(const std::string& label) const {
    return m_workbench.project().colourOf(label);
}

LabelId PalettePanel::current() const {
    const QListWidgetItem* item = m_list->currentItem();
    return item ? LabelId(item->data(LabelDelegate::Id).toLongLong()) : LabelId{};
}

std::optional<int> PalettePanel::type(QChar typed) {
    const bool before = m_keys.pending();
    const auto label = m_keys.type(typed);
    if (before || m_keys.pending())
        fill();
    return label;
}

void PalettePanel::dropTyped() {
    if (!m_keys.pending())
        return;
    m_keys.drop();
    fill();
}

void PalettePanel::fill() {
    const bool archived = m_archive->isChecked();
    const auto& rows = archived ? m_archived : m_labels;
    const QString wanted = m_filter->text().trimmed();
    const QString typed = archived ? QString() : m_keys.typed();
    std::vector<std::pair<int, int>> shown; // fit, row
    for (int i = 0; i < int(rows.size()); ++i) {
        const int fits = wanted.isEmpty() ? 0 : fit(rows[std::size_t(i)], wanted);
        if (fits >= 0 && (typed.isEmpty() || m_keys.keyOf(i).startsWith(typed)))
            shown.emplace_back(fits, i);
    }
    std::sort(shown.begin(), shown.end());
    const LabelId at = current();
    m_list->setUpdatesEnabled(false);
    m_list->clear();
    for (const auto& [fits, i] : shown) {
        const store::LabelRow& label = rows[std::size_t(i)];
        const QString name = QString::fromStdString(label.name);
        const QString key = archived ? QString() : m_keys.keyOf(i);
        auto* item = new QListWidgetItem(name, m_list);
        item->setData(LabelDelegate::Index, i);
        item->setData(LabelDelegate::Key, key);
        item->setData(LabelDelegate::Colour, colourOf(label.name));
        item->setData(LabelDelegate::Spans, qint64(label.spans));
        item->setData(LabelDelegate::Typed, typed);
        item->setData(LabelDelegate::Id, qint64(label.id.value));
        item->setToolTip(QString::fromStdString(label.description));
        item->setData(Qt::AccessibleTextRole,
            archived ? tr("%1, archived").arg(name) : tr("%1, key %2").arg(name, key));
        if (label.id == at)
            m_list->setCurrentItem(item);
    }
    m_list->setUpdatesEnabled(true);
    m_archive->setText(archived ? tr("Back to the labels in use")
                                : tr("%Ln archived labels", nullptr, int(m_archived.size())));
    showHint();
}

void PalettePanel::showHint() {
    const QString text = m_filter->text().trimmed();
    const bool readOnly = m_workbench.isOpen() && m_workbench.project().readOnly;
    const store::LabelRow* known = find(text.toStdString());
    QString hint;
    if (m_keys.pending())
        hint = tr("%1 …, now the second key; Esc drops it").arg(m_keys.typed().toUpper());
    else if (text.isEmpty())
        hint = m_labels.empty() && !readOnly ? tr("No labels yet: type a name, press Enter")
                                             : QString();
    else if (known && known->archived && !m_archive->isChecked())
        hint = tr("“%1” is archived: Shift+Enter brings it back").arg(text);
    else if (!known && !readOnly)
        hint = m_list->count() == 0 ? tr("Enter adds the label “%1”").arg(text)
                                    : tr("Shift+Enter adds the label “%1”").arg(text);
    else if (m_list->count() == 0)
        hint = tr("No label fits");
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void PalettePanel::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void PalettePanel::clearFilter() {
    m_filter->clear();
}

void PalettePanel::activate(const QListWidgetItem* item, bool byMouse) {
    if (m_archive->isChecked()) {
        Q_EMIT wanted(LabelId(item->data(LabelDelegate::Id).toLongLong()), Wanted::About);
        return;
    }
    const int label = item->data(LabelDelegate::Index).toInt();
    if (byMouse)
        Q_EMIT clicked(label);
    else
        Q_EMIT chosen(label);
    Q_EMIT left();
}

void PalettePanel::enter(bool addNew) {
    const QString text = m_filter->text().trimmed();
    const QListWidgetItem* first = m_list->item(0);
    if (first && !addNew) {
        const LabelId id(first->data(LabelDelegate::Id).toLongLong());
        const int index = first->data(LabelDelegate::Index).toInt();
        const bool archived = m_archive->isChecked();
        m_filter->clear();
        if (archived)
            Q_EMIT wanted(id, Wanted::About);
        else
            Q_EMIT chosen(index);
    } else if (!text.isEmpty()) {
        const store::LabelRow* known = find(text.toStdString());
        if (known && !known->archived) {
            Q_EMIT notice(tr("There is already a label called %1.").arg(text));
            return;
        }
        if (known)
            restore(known->id);
        else
            add(text);
        m_filter->clear();
    }
    Q_EMIT left();
}

bool PalettePanel::listKey(int key) {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item)
        return false;
    const LabelId id = current();
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activate(item, false);
        return true;
    case Qt::Key_F2:
        Q_EMIT wanted(id, Wanted::Name);
        return true;
    case Qt::Key_Right:
        Q_EMIT wanted(id, Wanted::About);
        return true;
    case Qt::Key_Delete:
        if (!m_archive->isChecked())
            Q_EMIT wanted(id, Wanted::Archive);
        return true;
    default:
        return false;
    }
}

bool PalettePanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* pressed = static_cast<QKeyEvent*>(event);
        const int key = pressed->key();
        if (watched == m_list && !(pressed->modifiers() & ~Qt::KeypadModifier) && listKey(key))
            return true;
        if (watched == m_filter && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            enter(pressed->modifiers() & Qt::ShiftModifier);
            return true;
        }
        if (watched == m_filter && key == Qt::Key_Down && m_list->count() > 0) {
            m_list->setCurrentRow(0);
            m_list->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    if (watched == m_list->viewport() && event->type() == QEvent::MouseMove)
        m_list->viewport()->update(); // the button under the pointer
    const bool press = event->type() == QEvent::MouseButtonPress;
    if (watched == m_list->viewport() && (press || event->type() == QEvent::MouseButtonRelease)) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QListWidgetItem* item = m_list->itemAt(mouse->pos());
        if (item && mouse->button() == Qt::LeftButton
            && LabelDelegate::buttonIn(m_list->visualItemRect(item), m_list)
                   .contains(mouse->pos())) {
            if (!press)
                Q_EMIT wanted(LabelId(item->data(LabelDelegate::Id).toLongLong()), Wanted::About);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace evenspan::ui
