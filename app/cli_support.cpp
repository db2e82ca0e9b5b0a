// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <pthread.h>
#include <thread>
#include <unistd.h>

namespace evenspan::cli {

namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

Exit exitFor(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidArgument:
        return Usage;
    case ErrorCode::Cancelled:
        return Interrupted;
    case ErrorCode::Internal:
    case ErrorCode::Io:
    case ErrorCode::NoSpace:
    case ErrorCode::ReadOnly:
    case ErrorCode::Locked:
    case ErrorCode::OutOfMemory:
    case ErrorCode::NotANumber:
    case ErrorCode::EngineMissing:
        return Failed;
    default:
        return BadInput;
    }
}

int report(const Error& error) {
    std::fprintf(stderr, "error: %s\n", error.what.c_str());
    if (!error.where.empty())
        std::fprintf(stderr, "where: %s\n", error.where.c_str());
    if (!error.remedy.empty())
        std::fprintf(stderr, "remedy: %s\n", error.remedy.c_str());
    return exitFor(error.code);
}

void printJson(const nlohmann::ordered_json& value) {
    const std::string text =
        value.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
}

Interrupts::Interrupts() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    // Detached on purpose: it waits in the kernel until the process ends.
    std::thread([set, stop = m_stop]() mutable {
        int signal = 0;
        sigwait(&set, &signal);
        std::fputs("\nstopping…\n", stderr);
        stop.request_stop();
        sigwait(&set, &signal);
        ::_exit(Interrupted);
    }).detach();
}

Progress::Progress(std::string name)
    : m_name(std::move(name))
    , m_terminal(::isatty(2) == 1)
    , m_begin(now())
    , m_last(m_begin) { }

Progress::~Progress() {
    if (m_shown && m_terminal)
        std::fputs("\r\033[K", stderr);
}

void Progress::update(std::uint64_t done, std::uint64_t total) {
    const double time = now(), passed = time - m_begin;
    const double pause = m_shown ? (m_terminal ? 0.1 : 5.0) : 0.3;
    if (time - m_last < pause)
        return;
    m_last = time;
    m_shown = true;
    char line[200];
    if (total > 0 && done > 0) {
        const double share = static_cast<double>(done) / static_cast<double>(total);
        std::snprintf(line, sizeof line, "%s: %.0f %%, %.0f s left", m_name.c_str(), 100 * share,
            passed * (1 - share) / share);
    } else {
        std::snprintf(line, sizeof line, "%s: %llu, %.0f s", m_name.c_str(),
            static_cast<unsigned long long>(done), passed);
    }
    std::fprintf(stderr, m_terminal ? "\r\033[K%s" : "%s\n", line);
    std::fflush(stderr);
}

} // namespace evenspan::cli
