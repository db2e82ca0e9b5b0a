// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/why_desk.h"

#include <QCoreApplication>

namespace evenspan::ui {

WhyDesk::WhyDesk(std::unique_ptr<WhyBackend> backend, QObject* parent)
    : QObject(parent)
    , m_backend(std::move(backend)) {
    m_pool.setMaxThreadCount(1);
}

WhyDesk::~WhyDesk() {
    *m_alive = false;
    stop();
    m_pool.waitForDone();
}

void WhyDesk::stop() {
    m_stop.request_stop();
    m_stop = std::stop_source();
    ++m_newest;
}

void WhyDesk::release() {
    stop();
    if (m_backend)
        m_pool.start([this] { m_backend->release(); });
}

void WhyDesk::ask(const LiveRun& run, const std::string& text, const ExplainTarget& target,
    WhyBackend::Progress progress, Reply reply) {
    stop();
    const auto post = [this, alive = m_alive, number = m_newest](std::function<void()> call) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [this, alive, number, call = std::move(call)] {
                if (*alive && m_newest == number)
                    call();
            },
            Qt::QueuedConnection);
    };
    const auto answer = [post, reply = std::move(reply)](Result<WhyAnswer> found) {
        post([reply, kept = std::make_shared<Result<WhyAnswer>>(std::move(found))] {
            reply(std::move(*kept));
        });
    };
    if (!m_backend)
        return answer(Error{ErrorCode::EngineMissing, "This installation cannot ask a model", "",
            "Install the engine module, then start Evenspan again."});
    m_pool.start([this, token = m_stop.get_token(), run, text, target, post, answer,
                     progress = std::move(progress)] {
        if (token.stop_requested())
            return;
        answer(m_backend->why(run, text, target, token, [post, progress](double share) {
            if (progress)
                post([progress, share] { progress(share); });
        }));
    });
}

} // namespace evenspan::ui
