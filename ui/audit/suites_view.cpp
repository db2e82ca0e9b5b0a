// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/suites_view.h"

#include "core/store/reader.h"
#include "ui/audit/suite_editor.h"
#include "ui/audit/suite_list.h"
#include "ui/audit/suite_try.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr int kCheckPause = 150; // ms without a change

} // namespace

SuitesView::SuitesView(Workbench& workbench, LiveDesk* desk, FileDialogs& dialogs,
    std::filesystem::path shipped, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_shipped(std::move(shipped))
    , m_banner(new ErrorBanner(this))
    , m_side(new SuiteList(this))
    , m_editor(new SuiteEditor(workbench, desk, dialogs, this)) {
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
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_side);
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
    splitter->setSizes({1, 10000});
    splitter->setStretchFactor(1, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(space(this, 3));
    all->addLayout(head);
    all->addWidget(m_banner);
    all->addWidget(splitter, 1);
    m_checking.setSingleShot(true);
    m_checking.setInterval(kCheckPause);
    connect(&m_checking, &QTimer::timeout, this, &SuitesView::check);
    connect(back, &QPushButton::clicked, this, &SuitesView::left);
    connect(m_side, &SuiteList::newWanted, this, &SuitesView::makeNew);
    connect(m_side, &SuiteList::duplicateWanted, this, &SuitesView::duplicate);
    connect(m_side, &SuiteList::removeWanted, this, &SuitesView::remove);
    connect(m_side, &SuiteList::chosen, this, &SuitesView::choose);
    connect(m_editor, &SuiteEditor::duplicateWanted, this, &SuitesView::duplicate);
    connect(m_editor, &SuiteEditor::said, this, [this](const QString& text) {
        m_banner->clear();
        Q_EMIT said(text, {}, {});
    });
    connect(m_editor, &SuiteEditor::failed, m_banner, &ErrorBanner::showError);
    // Undo and redo come from the whole window: what is shown is what lies in the project.
    connect(&m_workbench, &Workbench::documentsChanged, this, [this] {
        if (isVisible() && m_workbench.isOpen())
            load();
    });
}

SuitesView::~SuitesView() {
    *m_alive = false;
    for (const auto ticket : {m_ticket, m_opening, m_check, m_reading})
        if (ticket)
            m_workbench.forget(ticket);
}

QListWidget* SuitesView::list() const {
    return m_side->list();
}

QList<QWidget*> SuitesView::panels() const {
    QList<QWidget*> out{m_side->list()};
    if (m_document)
        out << m_editor->panels();
    return out;
}

QWidget* SuitesView::focusTarget() const {
    return m_side->list();
}

void SuitesView::forgetAll() {
    m_checking.stop();
    for (auto* ticket : {&m_ticket, &m_opening, &m_check, &m_reading})
        if (*ticket)
            m_workbench.forget(std::exchange(*ticket, 0));
    show(nullptr);
    m_side->setLines({}, {});
    m_side->setEditable(false, false);
    m_ready = false;
    m_words.reset();
}

void SuitesView::load(const QString& choose) {
    if (!choose.isEmpty())
        m_wanted = choose;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    const std::string now =
        m_document && m_document->editable() ? m_document->storedName.toStdString() : "";
    m_ticket = m_workbench.query<Facts>(
        [shipped = m_shipped, now](store::Reader& reader, std::stop_token stop) -> Result<Facts> {
            auto lines = suiteLines(reader, shipped);
            if (!lines)
                return lines.error();
            auto labels = reader.labels(stop);
            if (!labels)
                return labels.error();
            Facts out{std::move(*lines), {}, {}};
            for (const auto& label : *labels)
                if (!label.archived)
                    out.labels << shown(label.name);
            if (const auto own = ownSuites(reader); own && !now.empty() && own->holds(now))
                if (auto draft = openDraft(reader, shipped, now))
                    out.now = std::move(draft->draft);
            return out;
        },
        [this, edits = m_edits](Result<Facts> facts) {
            m_ticket = 0;
            if (std::exchange(m_unread, !facts))
                m_banner->clear();
            if (!facts)
                return m_banner->showError(facts.error());
            if (edits == m_edits && m_keeping == 0) // else it comes again when those are done
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
    m_ready = true;
    const bool stays = m_wanted.isEmpty() && m_document;
    m_side->setLines(std::move(facts.lines),
        stays ? m_document->fact(SuiteDocument::Name) : std::exchange(m_wanted, QString()));
    m_editor->setLabels(facts.labels);
    const QString name = m_side->current();
    if (m_document && m_document->fact(SuiteDocument::Name) == name
        && (facts.now || !m_document->editable())) {
        // What could not be kept stays in the window, where it can be copied or tried again.
        if (facts.now && !m_failed && *facts.now != m_document->draft())
            m_document->take(*facts.now);
        show(m_document);
    } else if (!name.isEmpty()) {
        choose(name);
    } else {
        show(nullptr);
    }
}

QStringList SuitesView::namesTaken() const {
    QStringList out;
    for (const auto& line : m_side->lines())
        out << shown(line.summary.name);
    if (m_document)
        out << m_document->fact(SuiteDocument::Name);
    return out;
}

void SuitesView::choose(const QString& name) {
    if (m_opening)
        m_workbench.forget(m_opening);
    m_opening = m_workbench.query<OpenDraft>(
        [shipped = m_shipped, name = name.toStdString()](
            store::Reader& reader, std::stop_token) { return openDraft(reader, shipped, name); },
        [this, name](Result<OpenDraft> found) {
            m_opening = 0;
            if (!found) {
                show(nullptr);
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
    connect(document, &SuiteDocument::edited, this, [this, document] {
        keep(document);
        m_checking.start();
    });
    return document;
}

void SuitesView::show(SuiteDocument* document) {
    if (m_document != document) {
        m_banner->clear();
        m_editor->setDocument(document);
        if (m_document)
            m_document->deleteLater();
        m_document = document;
        m_failed = false;
    }
    m_side->setEditable(
        m_ready && m_workbench.project().editable(), document && document->editable());
    m_editor->setTaken(namesTaken());
    check();
}

// Each edit is a step by itself, at once: what is on the screen is on the disk.
void SuitesView::keep(SuiteDocument* document) {
    const std::string before = document->storedName.toStdString();
    document->storedName = document->fact(SuiteDocument::Name);
    ++m_keeping, ++m_edits;
    m_workbench.edit(
        DocumentId{},
        [draft = document->draft(), before](store::Writer& writer) -> Result<void> {
            const auto kept = keepDraft(writer, draft, before);
            return kept ? Result<void>() : Result<void>(kept.error());
        },
        kept());
}

Workbench::Reply<void> SuitesView::kept() {
    return [this, alive = std::weak_ptr(m_alive)](Result<void> done) {
        if (alive.expired())
            return;
        --m_keeping;
        // What could not be kept is kept by now; other errors stay until the suite is left.
        if (done && m_failed)
            m_banner->clear();
        m_failed = !done;
        if (!done)
            m_banner->showError(done.error());
    };
}

void SuitesView::makeNew() {
    if (!m_ready || !m_workbench.project().editable())
        return;
    fairness::SuiteDraft draft;
    std::vector<std::string> taken;
    for (const QString& each : namesTaken())
        taken.push_back(each.toStdString());
    draft.name = freeSuiteName(tr("New suite").toStdString(), taken);
    begin(draft);
    m_editor->openView(SuiteEditor::About);
}

void SuitesView::duplicate() {
    if (!m_document || !m_workbench.project().editable())
        return;
    auto draft = m_document->draft();
    std::vector<std::string> taken;
    for (const QString& each : namesTaken())
        taken.push_back(each.toStdString());
    draft.name = freeSuiteName(draft.name, taken);
    begin(draft);
    Q_EMIT said(tr("%1 is the project's own and can be changed").arg(shown(draft.name)), {}, {});
}

void SuitesView::begin(const fairness::SuiteDraft& draft) {
    auto* document = open(draft, true);
    m_wanted = shown(draft.name);
    show(document);
    keep(document);
}

void SuitesView::remove() {
    if (!m_document || !m_document->editable())
        return;
    const QString name = m_document->fact(SuiteDocument::Name);
    show(nullptr);
    ++m_keeping, ++m_edits;
    m_workbench.edit(
        DocumentId{},
        [name = name.toStdString()](store::Writer& writer) { return removeDraft(writer, name); },
        kept());
    Q_EMIT said(
        tr("%1 is removed").arg(name), tr("Undo"), [this, name, alive = std::weak_ptr(m_alive)] {
            if (alive.expired() || !m_workbench.isOpen())
                return;
            m_wanted = name;
            m_workbench.undo([](Result<void>) {});
        });
}

void SuitesView::check() {
    auto* document = m_document;
    if (m_check)
        m_workbench.forget(std::exchange(m_check, 0));
    if (!document)
        return;
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
            if (!checked || m_document != document)
                return;
            document->setRemarks(checked->rows);
            showState(*checked);
            m_editor->setFindings(std::move(checked->findings));
        });
}

void SuitesView::showState(const Checked& checked) {
    const auto& lines = m_side->lines();
    const std::string name = m_document->fact(SuiteDocument::Name).toStdString();
    const auto own = std::find_if(lines.begin(), lines.end(),
        [&](const auto& line) { return line.summary.name == name && line.summary.own; });
    if (!m_document->editable())
        return m_editor->setState(own == lines.end()
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
