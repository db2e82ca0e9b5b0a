// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/suites_view.h"

#include "core/store/reader.h"
#include "ui/audit/suite_editor.h"
#include "ui/audit/suite_try.h"
#include "ui/common/theme.h"
#include "ui/common/two_line_delegate.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr int kSavePause = 400, kCheckPause = 150; // ms without a change

QString shown(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

SuitesView::SuitesView(Workbench& workbench, LiveDesk* desk, FileDialogs& dialogs,
    std::filesystem::path shipped, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_shipped(std::move(shipped))
    , m_banner(new ErrorBanner(this))
    , m_list(new QListWidget(this))
    , m_new(plainButton(tr("New"), QStringLiteral("new"), this))
    , m_duplicate(plainButton({}, QStringLiteral("copy"), this))
    , m_remove(plainButton({}, QStringLiteral("trash"), this))
    , m_editor(new SuiteEditor(workbench, desk, dialogs, this)) {
    m_list->setAccessibleName(tr("Test suites"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_duplicate->setAccessibleName(tr("Duplicate"));
    m_duplicate->setToolTip(m_duplicate->accessibleName());
    m_remove->setAccessibleName(tr("Remove the suite from the project"));
    m_remove->setToolTip(m_remove->accessibleName());
    auto* back = plainButton(tr("Back"), QStringLiteral("back"), this);
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 2));
    head->addWidget(back);
    head->addWidget(titleLabel(tr("Test suites"), this));
    auto* words = mutedLabel(
        tr("Sentences with a slot, and names that are associated with groups. Only the name "
           "differs."),
        this);
    words->setWordWrap(true);
    head->addSpacing(space(this, 2));
    head->addWidget(words, 1);
    auto* side = new QWidget(this);
    auto* left = new QVBoxLayout(side);
    left->setContentsMargins(0, 0, space(this, 2), 0);
    left->setSpacing(space(this, 2));
    left->addWidget(m_list, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space(this, 1));
    for (QPushButton* each : {m_new, m_duplicate, m_remove})
        buttons->addWidget(each);
    buttons->addStretch(1);
    left->addLayout(buttons);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(side);
    auto* main = new QWidget(this);
    auto* right = new QVBoxLayout(main);
    right->setContentsMargins(space(this, 2), 0, 0, 0);
    auto* scroll = new QScrollArea(main); // where letters are large and the window is small
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_editor);
    right->addWidget(scroll);
    splitter->addWidget(main);
    splitter->setChildrenCollapsible(false);
    side->setMinimumWidth(space(this, 48));
    splitter->setSizes({1, 10000});
    splitter->setStretchFactor(1, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(space(this, 3));
    all->addLayout(head);
    all->addWidget(m_banner);
    all->addWidget(splitter, 1);
    for (QTimer* timer : {&m_saving, &m_checking})
        timer->setSingleShot(true);
    m_saving.setInterval(kSavePause);
    m_checking.setInterval(kCheckPause);
    connect(&m_saving, &QTimer::timeout, this, &SuitesView::save);
    connect(&m_checking, &QTimer::timeout, this, &SuitesView::check);
    connect(back, &QPushButton::clicked, this, &SuitesView::left);
    connect(m_new, &QPushButton::clicked, this, &SuitesView::makeNew);
    connect(m_duplicate, &QPushButton::clicked, this, &SuitesView::duplicate);
    connect(m_remove, &QPushButton::clicked, this, &SuitesView::remove);
    connect(m_editor, &SuiteEditor::duplicateWanted, this, &SuitesView::duplicate);
    connect(m_editor, &SuiteEditor::said, this,
        [this](const QString& text) { Q_EMIT said(text, {}, {}); });
    connect(m_editor, &SuiteEditor::failed, m_banner, &ErrorBanner::showError);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < int(m_lines.size()))
            choose(shown(m_lines[std::size_t(row)].summary.name));
    });
    connect(&m_workbench, &Workbench::aboutToClose, this, &SuitesView::save);
}

SuitesView::~SuitesView() {
    *m_alive = false;
    for (const auto ticket : {m_ticket, m_opening, m_check, m_reading})
        if (ticket)
            m_workbench.forget(ticket);
}

QList<QWidget*> SuitesView::panels() const {
    QList<QWidget*> out{m_list};
    if (m_editor->document())
        out << m_editor->panels();
    return out;
}

QWidget* SuitesView::focusTarget() const {
    return m_list;
}

// Undo belongs to the suite while it is written, not to the project behind it.
bool SuitesView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void SuitesView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Undo)) {
        if (!m_editor->undo())
            Q_EMIT said(tr("Nothing to undo in this suite"), {}, {});
    } else if (event->matches(QKeySequence::Redo)) {
        if (!m_editor->redo())
            Q_EMIT said(tr("Nothing to redo in this suite"), {}, {});
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SuitesView::forgetAll() {
    m_saving.stop();
    m_checking.stop();
    for (auto* ticket : {&m_ticket, &m_opening, &m_check, &m_reading})
        if (*ticket)
            m_workbench.forget(std::exchange(*ticket, 0));
    m_editor->setDocument(nullptr);
    for (auto* document : m_documents)
        document->deleteLater();
    m_documents.clear();
    m_unsaved.clear();
    m_lines.clear();
    m_list->clear();
    m_own = std::make_shared<SuiteNames>();
    m_ready = false;
    m_new->setEnabled(false);
    m_words.reset();
}

void SuitesView::load(const QString& choose) {
    if (!choose.isEmpty())
        m_wanted = choose;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<Facts>(
        [shipped = m_shipped](store::Reader& reader, std::stop_token stop) -> Result<Facts> {
            auto lines = suiteLines(reader, shipped);
            if (!lines)
                return lines.error();
            auto own = ownSuites(reader);
            if (!own)
                return own.error();
            auto labels = reader.labels(stop);
            if (!labels)
                return labels.error();
            Facts out{std::move(*lines), std::move(*own), {}};
            for (const auto& label : *labels)
                if (!label.archived)
                    out.labels << shown(label.name);
            return out;
        },
        [this](Result<Facts> facts) {
            m_ticket = 0;
            if (!facts)
                return m_banner->showError(facts.error());
            take(std::move(*facts));
        });
    m_editor->loadRuns();
    if (!m_words && !m_reading)
        m_reading = m_workbench.query<std::shared_ptr<const Words>>(
            [](store::Reader& reader,
                std::stop_token stop) -> Result<std::shared_ptr<const Words>> {
                auto words = projectWords(reader, stop);
                if (!words)
                    return words.error();
                return std::make_shared<const Words>(std::move(*words));
            },
            [this](Result<std::shared_ptr<const Words>> words) {
                m_reading = 0;
                if (words) {
                    m_words = *words;
                    check();
                }
            });
}

void SuitesView::take(Facts facts) {
    if (!std::exchange(m_ready, true))
        *m_own = std::move(facts.own); // later it is kept up by what is written
    m_new->setEnabled(m_workbench.project().editable());
    const QString before = !m_wanted.isEmpty() ? std::exchange(m_wanted, QString())
        : m_editor->document()                 ? m_editor->document()->fact(SuiteDocument::Name)
                                               : QString();
    m_lines = std::move(facts.lines);
    int row = -1;
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const auto& line : m_lines) {
            const auto& summary = line.summary;
            auto* item = new QListWidgetItem(shown(summary.name), m_list);
            const QString note = !line.problem.empty()
                ? tr("cannot be read")
                : (line.unfinished ? tr("not finished") + QStringLiteral(" · ") : QString())
                    + tr("%1 · %n name(s)", nullptr, int(summary.names))
                          .arg(summary.label.empty() ? tr("no label") : shown(summary.label))
                    + QStringLiteral(" · ") + tr("%n group(s)", nullptr, int(summary.groups));
            item->setData(TwoLineDelegate::kNote, note);
            if (!summary.own)
                item->setData(TwoLineDelegate::kTail,
                    summary.language.empty() ? tr("shipped")
                                             : tr("shipped, %1").arg(shown(summary.language)));
            item->setData(Qt::AccessibleDescriptionRole, note);
            item->setToolTip(shown(summary.name) + QStringLiteral("\n") + note);
            if (shown(summary.name) == before)
                row = m_list->count() - 1;
        }
        m_list->setCurrentRow(row >= 0 ? row : m_lines.empty() ? -1 : 0);
    }
    m_editor->setLabels(facts.labels);
    if (m_list->currentRow() >= 0)
        choose(shown(m_lines[std::size_t(m_list->currentRow())].summary.name));
}

QStringList SuitesView::namesTaken() const {
    QStringList out;
    for (const auto& line : m_lines)
        out << shown(line.summary.name);
    for (const auto* document : m_documents)
        out << document->fact(SuiteDocument::Name);
    return out;
}

SuiteDocument* SuitesView::documentOf(const QString& name) const {
    for (auto* document : m_documents)
        if (document->fact(SuiteDocument::Name) == name)
            return document;
    return nullptr;
}

void SuitesView::choose(const QString& name) {
    if (auto* document = documentOf(name))
        return show(document);
    if (m_opening)
        m_workbench.forget(m_opening);
    m_opening = m_workbench.query<OpenDraft>(
        [shipped = m_shipped, name = name.toStdString()](
            store::Reader& reader, std::stop_token) { return openDraft(reader, shipped, name); },
        [this, name](Result<OpenDraft> found) {
            m_opening = 0;
            if (!found) {
                m_editor->setDocument(nullptr);
                return m_banner->showError(found.error());
            }
            auto* document = open(found->draft, found->own && m_workbench.project().editable());
            if (found->own)
                document->storedName = name;
            show(document);
        });
}

SuiteDocument* SuitesView::open(const fairness::SuiteDraft& draft, bool editable) {
    auto* document = new SuiteDocument(draft, editable, this);
    m_documents.push_back(document);
    connect(document, &SuiteDocument::edited, this, [this, document] {
        if (std::find(m_unsaved.begin(), m_unsaved.end(), document) == m_unsaved.end())
            m_unsaved.push_back(document);
        m_saving.start();
        m_checking.start();
    });
    return document;
}

void SuitesView::show(SuiteDocument* document) {
    m_banner->clear();
    m_remove->setEnabled(document->editable());
    m_duplicate->setEnabled(m_workbench.project().editable());
    m_new->setEnabled(m_workbench.project().editable());
    if (m_editor->document() != document)
        m_editor->setDocument(document);
    m_editor->setTaken(namesTaken());
    check();
}

void SuitesView::save() {
    m_saving.stop();
    for (auto* document : std::exchange(m_unsaved, {}))
        keep(document);
}

void SuitesView::keep(SuiteDocument* document) {
    const std::string before = document->storedName.toStdString();
    document->storedName = document->fact(SuiteDocument::Name);
    m_workbench.record(
        [draft = document->draft(), before, own = m_own](store::Writer& writer) -> Result<void> {
            const auto kept = keepDraft(writer, *own, draft, before);
            return kept ? Result<void>() : Result<void>(kept.error());
        },
        [this, alive = std::weak_ptr(m_alive)](Result<void> done) {
            if (alive.expired())
                return;
            if (!done)
                m_banner->showError(done.error());
            else if (m_workbench.isOpen())
                load();
        });
}

void SuitesView::makeNew() {
    if (!m_ready || !m_workbench.project().editable())
        return;
    fairness::SuiteDraft draft;
    std::vector<std::string> taken;
    for (const QString& each : namesTaken())
        taken.push_back(each.toStdString());
    draft.name = freeSuiteName(tr("New suite").toStdString(), taken);
    auto* document = open(draft, true);
    keep(document);
    m_wanted = shown(draft.name);
    show(document);
    m_editor->openView(SuiteEditor::About);
}

void SuitesView::duplicate() {
    if (!m_editor->document() || !m_workbench.project().editable())
        return;
    auto draft = m_editor->document()->draft();
    std::vector<std::string> taken;
    for (const QString& each : namesTaken())
        taken.push_back(each.toStdString());
    draft.name = freeSuiteName(draft.name, taken);
    auto* document = open(draft, true);
    keep(document);
    m_wanted = shown(draft.name);
    show(document);
    Q_EMIT said(tr("%1 is the project's own and can be changed").arg(m_wanted), {}, {});
}

void SuitesView::remove() {
    auto* document = m_editor->document();
    if (!document || !document->editable())
        return;
    save();
    const auto draft = document->draft();
    const QString name = document->fact(SuiteDocument::Name);
    m_editor->setDocument(nullptr);
    std::erase(m_documents, document);
    std::erase(m_unsaved, document);
    document->deleteLater();
    m_workbench.record([own = m_own, name = draft.name](
                           store::Writer& writer) { return removeDraft(writer, *own, name); },
        [this, alive = std::weak_ptr(m_alive)](Result<void> done) {
            if (alive.expired())
                return;
            if (!done)
                m_banner->showError(done.error());
            load();
        });
    Q_EMIT said(
        tr("%1 is removed").arg(name), tr("Undo"), [this, draft, alive = std::weak_ptr(m_alive)] {
            if (alive.expired() || !m_workbench.isOpen())
                return;
            auto* again = open(draft, true);
            keep(again);
            m_wanted = shown(draft.name);
            show(again);
        });
}

void SuitesView::check() {
    auto* document = m_editor->document();
    if (!document)
        return;
    if (m_check)
        m_workbench.forget(m_check);
    m_check = m_workbench.query<Checked>(
        [draft = document->draft(), words = m_words](
            store::Reader&, std::stop_token) -> Result<Checked> {
            const Words none;
            const Words& known = words ? *words : none;
            return Checked{fairness::rowRemarks(draft, known),
                fairness::draftFindings(draft, known), fairness::suiteOf(draft).ok()};
        },
        [this, document](Result<Checked> checked) {
            m_check = 0;
            if (!checked || m_editor->document() != document)
                return;
            document->setRemarks(checked->rows);
            showState(*checked);
            m_editor->setFindings(std::move(checked->findings));
        });
}

void SuitesView::showState(const Checked& checked) {
    const auto* document = m_editor->document();
    const std::string name = document->fact(SuiteDocument::Name).toStdString();
    const auto own = std::find_if(m_lines.begin(), m_lines.end(),
        [&](const auto& line) { return line.summary.name == name && line.summary.own; });
    if (!document->editable())
        return m_editor->setState(own == m_lines.end()
                ? tr("Shipped with Evenspan, so it stays as it is.")
                : tr("The project cannot be written to."),
            false);
    std::uint64_t mistakes = 0;
    for (const auto& finding : checked.findings)
        if (finding.wrong)
            mistakes += std::max<std::uint64_t>(1, finding.count);
    m_editor->setState(checked.sound
            ? tr("Kept in the project; audits can take it.")
            : tr("Kept as it is; %n thing(s) to mend before an audit can take it so.", nullptr,
                int(mistakes)),
        !checked.sound);
}

} // namespace evenspan::ui
