// SPDX-License-Identifier: GPL-3.0-or-later
// Opening and closing a project, and what the window shows of it.
#include "ui/common/colours.h"
#include "ui/shell/app_workbench_ask.h"
#include "ui/shell/step_text.h"

#include <QFileInfo>

namespace evenspan::ui {

namespace {

std::filesystem::path toPath(const QString& path) {
    return std::filesystem::path(path.toStdU16String());
}

Result<ProjectState> readState(store::Project& project) {
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    ProjectState state;
    state.path = QString::fromStdString(project.path().string());
    state.name = QFileInfo(state.path).completeBaseName();
    state.readOnly = project.readOnly();
    state.notice = project.notice();
    auto info = (*reader)->info();
    if (!info)
        return info.error();
    state.info = std::move(*info);
    auto labels = (*reader)->labels();
    if (!labels)
        return labels.error();
    for (const store::LabelRow& label : *labels) {
        state.labelPlaces.emplace(label.name, int(label.id.value - 1));
        if (const auto own = labelColourIndex(QColor(QString::fromStdString(label.colour))))
            state.labelColours.emplace(label.name, *own);
    }
    state.undoName = stepText(QString::fromStdString((*reader)->undoName().valueOr({})));
    state.redoName = stepText(QString::fromStdString((*reader)->redoName().valueOr({})));
    if (const auto last = (*reader)->history(std::nullopt, 1); last && !last->empty())
        state.savedAt = last->front().time;
    return state;
}

} // namespace

void AppWorkbench::refresh(std::function<void()> then, bool documents) {
    ask<ProjectState>(
        m_readers,
        [project = m_project](std::stop_token) -> Result<ProjectState> {
            if (!project)
                return noProject();
            return readState(*project);
        },
        [this, project = m_project, then = std::move(then), documents](Result<ProjectState> state) {
            if (project == m_project && state) {
                state->stopped = m_state.stopped;
                m_state = std::move(*state);
                Q_EMIT projectChanged();
                if (documents)
                    Q_EMIT documentsChanged();
            }
            if (then)
                then();
        });
}

void AppWorkbench::open(Opener opener, Reply<void> reply) {
    struct Opened {
        ProjectPtr project;
        ProjectState state;
    };
    if (isTraining()) {
        post([reply = std::move(reply)] {
            reply(Error{ErrorCode::Locked, "A training is running in the open project", "",
                "Stop it first, or wait until it ends."});
        });
        return;
    }
    if (m_project)
        Q_EMIT aboutToClose();
    // The open project goes first: the same file may be asked for again.
    m_training->setProject({}, false);
    m_suggestions.setProject({});
    m_desk.setProject({});
    m_longDesk.setProject({});
    m_probe.stop();
    m_project.reset();
    ask<Opened>(
        m_writer,
        [this, opener = std::move(opener)](std::stop_token) -> Result<Opened> {
            m_readers.waitForDone(); // so that the file before is closed
            m_suggestions.waitForDone();
            m_desk.waitForDone();
            m_longDesk.waitForDone();
            auto project = opener();
            if (!project)
                return project.error();
            Opened opened;
            opened.project = std::move(*project);
            auto state = readState(*opened.project);
            if (!state)
                return state.error();
            opened.state = std::move(*state);
            return opened;
        },
        [this, reply = std::move(reply)](Result<Opened> opened) {
            if (!opened) {
                m_state = {};
                Q_EMIT projectChanged();
                reply(opened.error());
                return;
            }
            m_project = std::move(opened->project);
            m_state = std::move(opened->state);
            m_suggestions.setProject(m_project);
            m_desk.setProject(m_project);
            m_longDesk.setProject(m_project);
            m_training->setProject(m_project, !m_state.readOnly);
            Q_EMIT projectChanged();
            Q_EMIT documentsChanged();
            reply({});
        });
}

void AppWorkbench::createProject(const QString& path, Reply<void> reply) {
    open([path] { return store::Project::create(toPath(path)); }, std::move(reply));
}

void AppWorkbench::openProject(const QString& path, Reply<void> reply) {
    open([path] { return store::Project::openBest(toPath(path)); }, std::move(reply));
}

void AppWorkbench::openSample(Reply<void> reply) {
    open(
        [make = m_sample]() -> Result<std::unique_ptr<store::Project>> {
            auto path = make();
            if (!path)
                return path.error();
            return store::Project::openBest(*path);
        },
        std::move(reply));
}

void AppWorkbench::closeProject() {
    if (m_project)
        Q_EMIT aboutToClose();
    m_training->setProject({}, false);
    m_suggestions.setProject({});
    m_desk.setProject({});
    m_longDesk.setProject({});
    m_probe.stop();
    m_project.reset();
    m_state = {};
    Q_EMIT projectChanged();
}

} // namespace evenspan::ui
