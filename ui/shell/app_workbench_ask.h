// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"
#include "ui/shell/app_workbench.h"

// Of the workbench's own sources alone.
namespace evenspan::ui {

inline Error noProject() {
    return {ErrorCode::NotFound, "No project is open", "", "Open a project."};
}

template <class T>
Workbench::Ticket AppWorkbench::ask(
    QThreadPool& pool, std::function<Result<T>(std::stop_token)> work, Reply<T> reply) {
    const Ticket ticket = m_next++;
    std::stop_source source;
    m_open.insert(ticket, source);
    pool.start([this, ticket, token = source.get_token(), work = std::move(work),
                   reply = std::move(reply)] {
        auto answer = std::make_shared<Result<T>>(token.stop_requested()
                ? Result<T>(Error{ErrorCode::Cancelled, "Cancelled", "", ""})
                : work(token));
        post([this, ticket, answer, reply] {
            if (m_open.remove(ticket))
                reply(std::move(*answer));
        });
    });
    return ticket;
}

template <class T>
Workbench::Ticket AppWorkbench::read(
    std::function<Result<T>(store::Reader&, std::stop_token)> work, Reply<T> reply) {
    return ask<T>(
        m_readers,
        [project = m_project, work = std::move(work)](std::stop_token stop) -> Result<T> {
            if (!project)
                return noProject();
            auto reader = project->reader();
            if (!reader)
                return reader.error();
            return work(**reader, stop);
        },
        std::move(reply));
}

} // namespace evenspan::ui
