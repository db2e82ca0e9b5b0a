// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/run_actions.h"

#include "core/app/runs/run_trash.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "ui/common/icons.h"
#include "ui/common/widgets.h"
#include "ui/shell/run_desk.h"
#include "ui/train/runs/run_texts.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>

namespace evenspan::ui {

namespace {

using Runs = std::vector<store::RunRow>;

QString nameOf(const store::RunRow& run) {
    return QString::fromStdString(run.name);
}

} // namespace

RunActions::RunActions(Workbench& workbench, RunDesk* desk, Toast& toast, QWidget* window)
    : QObject(window)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_toast(toast)
    , m_window(window) { }

RunActions::~RunActions() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    cancelVerify();
}

const store::RunMarks& RunActions::marks(RunId run) const {
    static const store::RunMarks none;
    const auto found = m_marks.find(run);
    return found == m_marks.end() ? none : found->second;
}

void RunActions::loadMarks() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    m_reload = m_writing > 0;
    if (m_reload)
        return;
    m_ticket = m_workbench.query<Marks>(
        [](store::Reader& reader, std::stop_token stop) {
            return store::runMarks(reader, std::move(stop));
        },
        [this](Result<Marks> marks) {
            m_ticket = 0;
            if (!marks)
                return Q_EMIT failed(marks.error());
            m_marks = std::move(*marks);
            Q_EMIT marksChanged();
        });
}

void RunActions::keep(const Marks& marks) {
    for (const auto& [run, one] : marks)
        m_marks[run] = one;
    Q_EMIT marksChanged();
    ++m_writing;
    if (m_ticket)
        loadMarks(); // later
    m_workbench.record(
        [marks](store::Writer& writer) {
            for (const auto& [run, one] : marks)
                if (auto done = store::setRunMarks(writer, run, one); !done)
                    return done;
            return Result<void>();
        },
        [this, alive = m_alive](Result<void> done) {
            if (!*alive)
                return;
            --m_writing;
            if (!done)
                Q_EMIT failed(done.error());
            if (m_reload || !done)
                loadMarks();
        });
}

void RunActions::setMarks(RunId run, const store::RunMarks& wanted) {
    if (!(marks(run) == wanted))
        keep({{run, wanted}});
}

void RunActions::change(
    const Runs& runs, const std::function<void(store::RunMarks&)>& edit, const QString& said) {
    Marks before, after;
    for (const auto& run : runs) {
        before[run.id] = marks(run.id);
        edit(after[run.id] = before[run.id]);
    }
    keep(after);
    if (!said.isEmpty())
        m_toast.say(said, tr("Undo"), [this, alive = m_alive, before] {
            if (*alive)
                keep(before);
        });
}

void RunActions::toggleStar(const Runs& runs) {
    const bool all = std::all_of(
        runs.begin(), runs.end(), [this](const auto& run) { return marks(run.id).star; });
    change(runs, [all](store::RunMarks& marks) { marks.star = !all; }, {});
}

void RunActions::setArchived(const Runs& runs, bool archived) {
    change(
        runs, [archived](store::RunMarks& marks) { marks.archived = archived; },
        archived ? tr("%n runs archived", nullptr, int(runs.size()))
                 : tr("%n runs taken out of the archive", nullptr, int(runs.size())));
}

void RunActions::setTrashed(const Runs& runs, bool trashed) {
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    change(
        runs,
        [=](store::RunMarks& marks) {
            marks.trashed = trashed ? std::optional<std::int64_t>(now) : std::nullopt;
        },
        trashed ? tr("%n runs moved to the trash", nullptr, int(runs.size()))
                : tr("%n runs restored", nullptr, int(runs.size())));
}

void RunActions::deleteForEver(const Runs& runs) {
    auto* question = new QMessageBox(QMessageBox::Warning, tr("Delete for ever"),
        tr("Delete %n runs for ever?", nullptr, int(runs.size())), QMessageBox::Cancel, m_window);
    question->setInformativeText(
        tr("Their weights, curves and scores go. Nothing brings them back."));
    auto* yes = question->addButton(tr("Delete for ever"), QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        question, &QMessageBox::buttonClicked, this, [this, yes, runs](QAbstractButton* chosen) {
            if (chosen != yes)
                return;
            const auto files = store::Project::filesFolder(
                std::filesystem::path(m_workbench.project().path.toStdU16String()));
            auto freed = std::make_shared<std::uint64_t>(0);
            m_workbench.record(
                [runs, files, freed](store::Writer& writer) -> Result<void> {
                    for (const auto& run : runs) {
                        const auto one = deleteRun(writer, files, run);
                        if (!one)
                            return one.error();
                        *freed += *one;
                    }
                    return {};
                },
                [this, alive = m_alive, freed](Result<void> done) {
                    if (!*alive)
                        return;
                    Q_EMIT runsChanged();
                    if (!done)
                        return Q_EMIT failed(done.error());
                    m_toast.say(tr("%1 MB are free again")
                                    .arg(QString::number((*freed + 500'000) / 1'000'000)));
                });
        });
    question->open();
}

void RunActions::copyCommand(const store::RunRow& run) {
    QGuiApplication::clipboard()->setText(RunTexts::command(m_workbench.project().path, run));
    m_toast.say(tr("The command is on the clipboard"));
}

bool RunActions::canVerify() const {
    return m_desk && m_desk->possible() && !m_verifying && m_workbench.project().editable();
}

void RunActions::verify(const store::RunRow& run) {
    if (!canVerify())
        return;
    const QString name = nameOf(run);
    Q_EMIT verifyProgress(name, -1);
    m_verifying = m_desk->verify(
        {run.name, {}}, [this, name](double share) { Q_EMIT verifyProgress(name, share); },
        [this, name](Result<Verification> result) {
            m_verifying = 0;
            if (!result) {
                Q_EMIT verified(name, {}, false);
                return Q_EMIT failed(result.error());
            }
            Q_EMIT verified(
                name, RunTexts::verification(*result), result->sameBits() || !result->promised());
        });
}

void RunActions::cancelVerify() {
    if (m_verifying && m_desk)
        m_desk->cancel(m_verifying);
    m_verifying = 0;
}

bool RunActions::hasModel(const store::RunRow& run, const QString& live) {
    return nameOf(run) != live
        && (run.state == store::RunState::Finished || run.state == store::RunState::Stopped);
}

void RunActions::fill(QMenu& menu, const Runs& runs, const QString& live) {
    if (runs.empty())
        return;
    const bool one = runs.size() == 1;
    const store::RunRow first = runs.front();
    const auto every = [&](auto test) { return std::all_of(runs.begin(), runs.end(), test); };
    const bool editable = m_workbench.project().editable();
    const bool idle = every([&](const auto& run) {
        return nameOf(run) != live && run.state != store::RunState::Running;
    });
    const bool trashed = every([&](const auto& run) { return marks(run.id).trashed.has_value(); });
    const bool archived = every([&](const auto& run) { return marks(run.id).archived; });
    const bool starred = every([&](const auto& run) { return marks(run.id).star; });
    const auto add = [&](const QString& text, const QString& icon, bool enabled, auto run) {
        QAction* action = menu.addAction(ui::icon(icon), text);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, run);
    };
    if (one) {
        add(tr("Train again with…"), QStringLiteral("train"), editable,
            [this, first] { Q_EMIT trainAgain(first); });
        add(tr("Continue from these weights…"), QStringLiteral("play"),
            editable && hasModel(first, live), [this, first] { Q_EMIT continueFrom(first); });
        add(tr("Export model…"), QStringLiteral("export"), hasModel(first, live),
            [this, first] { Q_EMIT exportModel(first); });
        add(tr("Copy as command"), QStringLiteral("copy"), true,
            [this, first] { copyCommand(first); });
        add(tr("Verify"), QStringLiteral("check"),
            canVerify() && idle && first.state == store::RunState::Finished,
            [this, first] { verify(first); });
    } else {
        QStringList names;
        for (const auto& run : runs)
            names << nameOf(run);
        add(tr("Compare"), QStringLiteral("table"), true, [this, names] { Q_EMIT compare(names); });
    }
    menu.addSeparator();
    add(starred ? tr("Take the star away") : tr("Give a star"), QStringLiteral("star"), editable,
        [this, runs] { toggleStar(runs); });
    add(archived ? tr("Take out of the archive") : tr("Archive"), QStringLiteral("bookmark"),
        editable && idle, [this, runs, archived] { setArchived(runs, !archived); });
    if (trashed) {
        add(tr("Restore"), QStringLiteral("undo"), editable,
            [this, runs] { setTrashed(runs, false); });
        add(tr("Delete for ever…"), QStringLiteral("trash"), editable && idle,
            [this, runs] { deleteForEver(runs); });
    } else {
        add(tr("Move to the trash"), QStringLiteral("trash"), editable && idle,
            [this, runs] { setTrashed(runs, true); });
    }
}

} // namespace evenspan::ui
