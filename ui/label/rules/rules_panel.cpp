// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/rules/rules_panel.h"

#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/colours.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/rules/rule_editor.h"
#include "ui/label/rules/rule_import_dialog.h"
#include "ui/label/rules/rule_text.h"
#include "ui/label/rules/rules_dialog.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QTabWidget>

namespace evenspan::ui {

// --- One rule

QRect RuleDelegate::switchRect(const QStyleOptionViewItem& option) const {
    const int side = option.fontMetrics.height();
    return {option.rect.left() + space(option.widget, 2),
        option.rect.top() + space(option.widget, 1) + (option.fontMetrics.lineSpacing() - side) / 2,
        side, side};
}

QSize RuleDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {100, 2 * option.fontMetrics.lineSpacing() + space(option.widget, 3)};
}

void RuleDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Colours c = Colours::of(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? c.accentSoft : c.raised);
        painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 4, 4);
    }
    QStyleOptionViewItem box = option;
    box.rect = switchRect(option);
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    box.state =
        (option.state & ~QStyle::State_Selected) | (on ? QStyle::State_On : QStyle::State_Off);
    const QStyle* style = option.widget->style();
    style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);

    const int side = space(option.widget, 2);
    const int left = box.rect.right() + side;
    const int line = option.fontMetrics.lineSpacing();
    QRect text(
        left, option.rect.top() + space(option.widget, 1), option.rect.right() - side - left, line);
    const QVariant share = index.data(Share);
    const QString figure = share.isValid()
        ? QLocale().toString(qRound(100 * share.toDouble())) % QStringLiteral(" %")
        : QString();
    // A column as wide as "100 %", so that figures and whiskers of all rows stand in line.
    const int column = option.fontMetrics.horizontalAdvance(QStringLiteral("100 %"));
    const int room = text.width() - (share.isValid() ? column + side : 0);
    painter->setFont(option.font);
    painter->setPen(on ? c.text : c.muted);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room));
    painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, figure);
    text.translate(0, line);
    painter->setPen(c.muted);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(index.data(Note).toString(), Qt::ElideRight, room));
    if (share.isValid()) {
        const double begin = text.right() - column, middle = text.center().y();
        const auto at = [&](const QVariant& value) { return begin + value.toDouble() * column; };
        QColor track = c.muted; // seen on a chosen row, too
        track.setAlphaF(0.35F);
        painter->setPen(QPen(track, 2));
        painter->drawLine(QPointF(begin, middle), QPointF(begin + column, middle));
        painter->setPen(QPen(c.accent, 2));
        painter->drawLine(
            QPointF(at(index.data(Low)), middle), QPointF(at(index.data(High)), middle));
        painter->setBrush(c.accent);
        painter->drawEllipse(QPointF(at(share), middle), 2, 2);
    }
    painter->restore();
}

bool RuleDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
    const QStyleOptionViewItem& option, const QModelIndex& index) {
    if (event->type() != QEvent::MouseButtonRelease)
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const int reach = space(option.widget, 1);
    if (mouse->button() != Qt::LeftButton
        || !switchRect(option).adjusted(-reach, -reach, reach, reach).contains(mouse->pos())
        || !(index.flags() & Qt::ItemIsUserCheckable))
        return false;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

// --- All of them

RulesPanel::RulesPanel(MainWindow& window, std::function<RuleScope()> scope, QWidget* parent)
    : QWidget(parent)
    , m_window(window)
    , m_workbench(window.workbench())
    , m_scope(std::move(scope))
    , m_list(new QListWidget(this))
    , m_empty(mutedLabel(tr("Rules suggest labels: a list of names, a regular expression or a "
                            "pattern of tokens. Add one, or import a list or a pattern file."),
          this))
    , m_problem(mutedLabel({}, this))
    , m_add(plainButton(tr("Add"), QStringLiteral("new"), this))
    , m_import(plainButton(tr("Import"), QStringLiteral("import"), this))
    , m_suggest(new QPushButton(tr("Suggest…"), this)) {
    m_list->setAccessibleName(tr("Rules"));
    m_list->setToolTip(tr("Space switches a rule on or off, Enter opens it, Delete archives it"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new RuleDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_add->setAccessibleName(tr("Add a rule"));
    m_add->setToolTip(tr("Add a rule"));
    m_import->setAccessibleName(tr("Import rules"));
    m_import->setToolTip(
        tr("Lists as CSV, TSV or one name a line, pattern files of Prodigy, rules of Evenspan"));
    m_suggest->setAccessibleName(tr("Suggest by rules"));
    m_suggest->setToolTip(tr("Count what the rules find, then suggest it"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space(this, 1));
    buttons->addWidget(m_add);
    buttons->addWidget(m_import);
    buttons->addStretch();
    buttons->addWidget(m_suggest);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 2), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_empty);
    column->addWidget(m_problem);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    connect(m_add, &QPushButton::clicked, this, &RulesPanel::add);
    connect(m_import, &QPushButton::clicked, this, &RulesPanel::importFile);
    connect(m_suggest, &QPushButton::clicked, this, [this] { suggest(); });
    connect(m_list, &QListWidget::itemActivated, this, [this] {
        if (const int row = m_list->currentRow(); row >= 0)
            open(m_rules[std::size_t(row)].head.id);
    });
    connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        if (!m_filling)
            switchRule(m_list->row(item), item->checkState() == Qt::Checked);
    });
    connect(m_list, &QListWidget::customContextMenuRequested, this, &RulesPanel::menu);
    const auto stale = [this] {
        m_stale = true;
        if (isVisible())
            load();
    };
    connect(&m_workbench, &Workbench::projectChanged, this, stale);
    connect(&m_workbench, &Workbench::documentEdited, this, stale);
    fill();
}

RulesPanel::~RulesPanel() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void RulesPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_stale)
        load();
}

void RulesPanel::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    m_stale = false;
    if (!m_workbench.isOpen())
        return;
    using Rules = std::vector<RuleSummary>;
    m_ticket = m_workbench.query<Rules>(
        [](store::Reader& reader, std::stop_token stop) { return listRules(reader, false, stop); },
        [this](Result<Rules> rules) {
            m_ticket = 0;
            m_problem->setVisible(!rules);
            if (!rules) {
                m_problem->setText(problemText(rules.error()));
                return;
            }
            m_rules = std::move(*rules);
            fill();
        });
}

void RulesPanel::fill() {
    m_filling = true;
    const bool writes = m_workbench.isOpen() && !m_workbench.project().readOnly;
    const int at = m_list->currentRow();
    m_list->clear();
    bool any = false;
    for (const RuleSummary& rule : m_rules) {
        const QString name = QString::fromStdString(rule.head.name);
        auto* item = new QListWidgetItem(name, m_list);
        item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled
            | (writes ? Qt::ItemIsUserCheckable : Qt::NoItemFlags));
        item->setCheckState(rule.head.enabled ? Qt::Checked : Qt::Unchecked);
        QStringList note{QString::fromStdString(rule.head.label), ruleSizeText(rule.head)};
        if (rule.tally.open > 0)
            note << tr("%Ln open", nullptr, int(rule.tally.open));
        item->setData(RuleDelegate::Note, note.join(QStringLiteral(" · ")));
        const QString tally = tr("%1 accepted, %2 rejected, %3 open")
                                  .arg(number(rule.tally.accepted), number(rule.tally.rejected),
                                      number(rule.tally.open));
        QStringList about{name, rule.head.enabled ? tr("on") : tr("off"), note[0],
            ruleKindText(rule.head.kind), note[1], tally};
        if (rule.precision) {
            item->setData(RuleDelegate::Share, rule.precision->estimate);
            item->setData(RuleDelegate::Low, rule.precision->low);
            item->setData(RuleDelegate::High, rule.precision->high);
            about << tr("precision %1").arg(precisionText(rule.precision));
        }
        item->setData(Qt::AccessibleTextRole, about.join(QStringLiteral(", ")));
        QStringList tip{name, QStringList(note.mid(0, 2)).join(QStringLiteral(" · ")), tally};
        if (rule.precision)
            tip << tr("Precision %1, 95 % interval").arg(precisionText(rule.precision));
        item->setToolTip(tip.join(QLatin1Char('\n')));
        any = any || rule.head.enabled;
    }
    m_list->setCurrentRow(std::min(std::max(at, 0), m_list->count() - 1));
    m_empty->setVisible(m_rules.empty());
    m_list->setVisible(!m_rules.empty());
    m_add->setEnabled(writes);
    m_import->setEnabled(writes);
    m_suggest->setEnabled(writes && any);
    m_filling = false;
}

void RulesPanel::bringForward() {
    for (QWidget* at = parentWidget(); at; at = at->parentWidget())
        if (auto* tabs = qobject_cast<QTabWidget*>(at)) {
            tabs->setCurrentWidget(this);
            break;
        }
    (m_rules.empty() ? static_cast<QWidget*>(m_add) : m_list)->setFocus(Qt::ShortcutFocusReason);
}

void RulesPanel::sayWithUndo(const QString& text) {
    m_window.toast().say(text, tr("Undo"),
        [this] { m_window.actions().action(QStringLiteral("edit.undo"))->trigger(); });
}

void RulesPanel::change(std::function<Result<void>(store::Writer&)> body, const QString& done) {
    // No document changes: the one on the canvas stands for all, so that their list stays.
    m_workbench.edit(m_scope().document, std::move(body),
        [this, alive = m_alive, done](const Result<void>& result) {
            if (!*alive)
                return;
            m_problem->setVisible(!result);
            if (!result) {
                m_problem->setText(problemText(result.error()));
                load(); // the switch stands as it was
            } else if (!done.isEmpty()) {
                sayWithUndo(done);
            }
        });
}

void RulesPanel::switchRule(int row, bool enabled) {
    if (row < 0 || row >= int(m_rules.size()))
        return;
    change(
        [id = m_rules[std::size_t(row)].head.id, enabled](store::Writer& writer) {
            return store::Annotations(writer).switchRule(id, enabled, false);
        },
        {});
}

void RulesPanel::archive(int row) {
    if (row < 0 || row >= int(m_rules.size()) || m_workbench.project().readOnly)
        return;
    const store::RuleHead& head = m_rules[std::size_t(row)].head;
    change(
        [id = head.id, enabled = head.enabled](store::Writer& writer) {
            return store::Annotations(writer).switchRule(id, enabled, true);
        },
        tr("%1 is archived; its suggestions stay").arg(QString::fromStdString(head.name)));
}

void RulesPanel::open(std::int64_t id) {
    auto* editor = new RuleEditor(m_workbench, m_scope(), id, window());
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &RuleEditor::saved, this,
        [this](const QString& name) { sayWithUndo(tr("Rule %1 saved").arg(name)); });
    editor->open();
}

void RulesPanel::add() {
    if (m_workbench.isOpen() && !m_workbench.project().readOnly)
        open(0);
}

void RulesPanel::importFile() {
    if (!m_workbench.isOpen() || m_workbench.project().readOnly)
        return;
    const QString path = m_window.dialogs().openFile(window(), tr("Import rules"),
        tr("Rules (*.csv *.tsv *.txt *.jsonl *.json);;All files (*)"));
    if (path.isEmpty())
        return;
    auto* dialog = new RuleImportDialog(m_workbench, path, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RuleImportDialog::imported, this,
        [this](int rules) { sayWithUndo(tr("%Ln rules imported", nullptr, rules)); });
    dialog->open();
}

void RulesPanel::exportFile() {
    const QString path = m_window.dialogs().saveFile(window(), tr("Export rules"),
        m_workbench.project().name % QStringLiteral("-rules.jsonl"), tr("Rules (*.jsonl)"));
    if (path.isEmpty())
        return;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<std::int64_t>(
        [file = std::filesystem::path(path.toStdU16String())](store::Reader& reader,
            std::stop_token stop) { return exportRules(reader, file, stop); },
        [this](Result<std::int64_t> count) {
            m_ticket = 0;
            m_problem->setVisible(!count);
            if (count)
                m_window.toast().say(tr("%Ln rules written", nullptr, int(*count)));
            else
                m_problem->setText(problemText(count.error()));
        });
}

void RulesPanel::suggest(std::vector<std::int64_t> rules) {
    if (!m_workbench.isOpen() || m_workbench.project().readOnly)
        return;
    auto* dialog = new RulesDialog(m_workbench, m_scope(), std::move(rules), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RulesDialog::suggested, this,
        [this](qint64 places) { sayWithUndo(tr("%Ln places suggested", nullptr, int(places))); });
    dialog->open();
}

void RulesPanel::menu(const QPoint& at) {
    QMenu menu(this);
    const int row = m_list->currentRow();
    const bool writes = m_workbench.isOpen() && !m_workbench.project().readOnly;
    if (row >= 0 && row < int(m_rules.size())) {
        const store::RuleHead head = m_rules[std::size_t(row)].head;
        menu.addAction(tr("Open…"), this, [this, head] { open(head.id); });
        auto* one = menu.addAction(
            tr("Suggest by this rule alone…"), this, [this, head] { suggest({head.id}); });
        auto* toggle = menu.addAction(head.enabled ? tr("Switch off") : tr("Switch on"), this,
            [this, row, head] { switchRule(row, !head.enabled); });
        auto* gone = menu.addAction(tr("Archive"), this, [this, row] { archive(row); });
        for (QAction* action : {one, toggle, gone})
            action->setEnabled(writes);
        menu.addSeparator();
    }
    menu.addAction(tr("Export all rules…"), this, &RulesPanel::exportFile)
        ->setEnabled(!m_rules.empty());
    menu.exec(m_list->viewport()->mapToGlobal(at));
}

bool RulesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        QListWidgetItem* item = m_list->currentItem();
        if (item && key == Qt::Key_Space) {
            if (item->flags() & Qt::ItemIsUserCheckable)
                item->setCheckState(
                    item->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
            return true;
        }
        if (item && (key == Qt::Key_Delete || key == Qt::Key_Backspace)) {
            archive(m_list->row(item));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace evenspan::ui
