// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/run_history.h"

#include "core/base/files.h"

#include <cerrno>
#include <cstdio>
#include <map>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

using Kind = engine::TrainEvent::Kind;
constexpr const char* kLog = "log.jsonl";
constexpr const char* kExamples = "examples.jsonl";

Result<std::vector<engine::TrainEvent>> readEvents(
    const fs::path& path, std::uint64_t bound, const std::stop_token& stop) {
    std::vector<engine::TrainEvent> out;
    std::error_code none;
    if (!fs::exists(path, none))
        return out;
    auto text = readFile(path, bound * 2);
    if (!text)
        return text.error();
    std::size_t at = 0;
    while (at < text->size()) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped", {}, {}};
        auto end = text->find('\n', at);
        if (end == std::string::npos)
            end = text->size();
        if (auto event = engine::eventFromJsonLine(text->substr(at, end - at)))
            out.push_back(std::move(*event));
        at = end + 1;
    }
    return out;
}

} // namespace

fs::path runHistoryFolder(const fs::path& filesFolder, const std::string& run) {
    return filesFolder / "runs" / run;
}

Result<void> RunHistoryWriter::add(const engine::TrainEvent& event) {
    if (m_failed || event.kind == Kind::Step || event.kind == Kind::Load)
        return {};
    const bool examples = event.kind == Kind::Examples;
    const fs::path path = m_folder / (examples ? kExamples : kLog);
    std::error_code failed;
    fs::create_directories(m_folder, failed);
    const auto size = fs::file_size(path, failed);
    const std::string line = toJsonLine(event) + "\n";
    if (!failed && size + line.size() > (examples ? kExampleBytes : kLogBytes))
        return {};
    // Opened each time: a few lines a minute, and a folder that goes away is noticed.
    std::FILE* file = std::fopen(path.c_str(), "ab");
    bool written = file && std::fwrite(line.data(), 1, line.size(), file) == line.size();
    const int error = errno;
    if (file && std::fclose(file) != 0)
        written = false;
    if (written)
        return {};
    m_failed = true;
    return systemError(error, "The log of the run cannot be kept", path.string());
}

Result<RunHistory> readRunHistory(const fs::path& folder, std::stop_token stop) {
    RunHistory out;
    auto log = readEvents(folder / kLog, kLogBytes, stop);
    if (!log)
        return log.error();
    out.log = std::move(*log);
    auto examples = readEvents(folder / kExamples, kExampleBytes, stop);
    if (!examples)
        return examples.error();
    std::map<std::int64_t, engine::TrainEvent> bySteps;
    for (auto& event : *examples)
        bySteps[event.step] = std::move(event);
    for (auto& [step, event] : bySteps)
        out.examples.push_back(std::move(event));
    return out;
}

} // namespace evenspan
