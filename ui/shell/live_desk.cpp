// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/live_desk.h"

#include <QCoreApplication>

namespace evenspan::ui {

LiveDesk::LiveDesk(std::unique_ptr<LiveBackend> backend, QObject* parent)
    : QObject(parent)
    , m_backend(std::move(backend)) {
    m_pool.setMaxThreadCount(1);
}

LiveDesk::~LiveDesk() {
    *m_alive = false;
    stop();
    m_pool.waitForDone();
}

void LiveDesk::drop(Kind kind) {
    m_stops[kind].request_stop();
    m_stops[kind] = std::stop_source();
    ++m_newest[kind];
}

void LiveDesk::stop() {
    drop(Reading);
    drop(Explaining);
}

void LiveDesk::stopExplaining() {
    drop(Explaining);
}

void LiveDesk::release() {
    stop();
    if (m_backend)
        m_pool.start([this] { m_backend->release(); });
}

template <class T>
void LiveDesk::start(
    Kind kind, std::function<Result<T>(LiveBackend&, std::stop_token)> work, Reply<T> reply) {
    drop(kind);
    const auto post = [this, alive = m_alive, kind, number = m_newest[kind],
                          reply = std::move(reply)](std::shared_ptr<Result<T>> answer) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [this, alive, kind, number, reply, answer] {
                if (*alive && m_newest[kind] == number)
                    reply(std::move(*answer));
            },
            Qt::QueuedConnection);
    };
    if (!m_backend)
        return post(std::make_shared<Result<T>>(
            Error{ErrorCode::EngineMissing, "This installation cannot ask a model", "",
                "Install the engine module, then start Evenspan again."}));
    m_pool.start([this, token = m_stops[kind].get_token(), work = std::move(work), post] {
        if (token.stop_requested())
            return; // nobody waits any more
        post(std::make_shared<Result<T>>(work(*m_backend, token)));
    });
}

void LiveDesk::read(const LiveRun& run, const std::string& text, Reply<LiveReading> reply) {
    start<LiveReading>(
        Reading,
        [run, text](LiveBackend& backend, std::stop_token stop) {
            return backend.read(run, text, std::move(stop));
        },
        std::move(reply));
}

void LiveDesk::explain(const LiveRun& run, const std::string& text, const ExplainTarget& target,
    const ExplainOptions& options, Reply<Explanation> reply) {
    start<Explanation>(
        Explaining,
        [run, text, target, options](LiveBackend& backend, std::stop_token stop) {
            return backend.explain(run, text, target, options, std::move(stop));
        },
        std::move(reply));
}

} // namespace evenspan::ui
