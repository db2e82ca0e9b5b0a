// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/train_worker.h"

#include "core/app/train/worker_lines.h"

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

// The child's end of the pipes. Lines are written by any thread; what comes in is read by one.
class Wire {
public:
    Wire(int input, int output)
        : m_input(input)
        , m_output(output) { }

    void say(const Json& json) {
        const std::string line = lines::lineOf(json);
        const std::lock_guard lock(m_writing);
        for (std::size_t at = 0; at < line.size();) {
            const ssize_t put = ::write(m_output, line.data() + at, line.size() - at);
            if (put < 0 && errno != EINTR)
                std::_Exit(1); // nobody listens
            at += static_cast<std::size_t>(std::max<ssize_t>(put, 0));
        }
    }
    // Nothing: the input has ended.
    std::optional<std::string> next() {
        for (;;) {
            if (const auto end = m_bytes.find('\n'); end != std::string::npos) {
                std::string line = m_bytes.substr(0, end);
                m_bytes.erase(0, end + 1);
                return line;
            }
            char part[4096];
            const ssize_t got = ::read(m_input, part, sizeof part);
            if (got == 0 || (got < 0 && errno != EINTR))
                return std::nullopt;
            m_bytes.append(part, static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        }
    }

private:
    int m_input, m_output;
    std::mutex m_writing;
    std::string m_bytes;
};

// Asks the parent to write, and waits for its answer.
class AskingStore : public RunStore {
public:
    explicit AskingStore(Wire& wire)
        : m_wire(wire) { }

    Result<RunId> createRun(const store::RunRow& run) override {
        auto answer = ask({{"do", "create_run"}, {"run", lines::toJson(run)}});
        return answer ? Result<RunId>(RunId(answer->value("id", std::int64_t{0}))) : answer.error();
    }
    Result<void> updateRun(const store::RunRow& run) override {
        return done(ask({{"do", "update_run"}, {"run", lines::toJson(run)}}));
    }
    Result<void> appendMetrics(RunId run, std::span<const store::MetricRow> rows) override {
        Json list = Json::array();
        for (const auto& row : rows)
            list.push_back(lines::toJson(row));
        return done(ask({{"do", "metrics"}, {"id", run.value}, {"rows", std::move(list)}}));
    }
    Result<void> addFile(const store::FileRow& file) override {
        return done(ask({{"do", "add_file"}, {"file", lines::toJson(file)}}));
    }
    Result<void> removeFile(const std::string& sha256) override {
        return done(ask({{"do", "remove_file"}, {"sha256", sha256}}));
    }

    void answered(Json&& json) {
        const std::lock_guard lock(m_mutex);
        m_answer = std::move(json);
        m_came.notify_all();
    }

private:
    static Result<void> done(const Result<Json>& answer) {
        return answer ? Result<void>() : answer.error();
    }
    Result<Json> ask(Json question) {
        const std::lock_guard one(m_asking);
        const auto number = ++m_number;
        question["ask"] = number;
        {
            const std::lock_guard lock(m_mutex);
            m_answer.reset();
        }
        m_wire.say(question);
        std::unique_lock lock(m_mutex);
        m_came.wait(lock, [&] { return m_answer && m_answer->value("answer", 0) == number; });
        if (const auto error = m_answer->find("error"); error != m_answer->end())
            return lines::errorFromJson(*error);
        return *m_answer;
    }

    Wire& m_wire;
    std::mutex m_asking, m_mutex;
    std::condition_variable m_came;
    std::optional<Json> m_answer;
    int m_number = 0;
};

class SayingSink : public engine::EventSink {
public:
    explicit SayingSink(Wire& wire)
        : m_wire(wire) { }
    void on(const engine::TrainEvent& event) override {
        m_wire.say({{"event", lines::toJson(event)}});
    }

private:
    Wire& m_wire;
};

Result<TrainRunOutcome> train(const Json& order, const ModelLibrary& models, AskingStore& rows,
    engine::EventSink& events, std::shared_ptr<const std::atomic<bool>> pausing,
    std::stop_token stop) {
    TrainRunRequest request;
    request.name = order.at("name");
    request.where = order.at("where").get<std::map<std::string, std::string>>();
    request.resume = order.at("resume");
    request.pausing = std::move(pausing);
    auto recipe = engine::recipeFromJson(order.at("recipe").get<std::string>());
    if (!recipe)
        return recipe.error();
    request.recipe = *recipe;
    auto project = store::Project::openReadOnly(order.at("project").get<std::string>());
    if (!project)
        return project.error();
    return TrainRun(**project, models, order.at("engine").get<std::string>(), &rows)
        .run(request, events, std::move(stop));
}

} // namespace

int runTrainWorker(const ModelLibrary& models, int input, int output, std::stop_token signalled) {
    Wire wire(input, output);
    const auto first = wire.next();
    const auto order = Json::parse(first.value_or(""), nullptr, false);
    if (!order.is_object() || !order.contains("train")) {
        wire.say({{"failed",
            lines::toJson(Error{ErrorCode::InvalidArgument, "This is not a request to train",
                "standard input", "Use `evenspan-cli train`: this verb is the program's own."})}});
        return 2;
    }
    AskingStore rows(wire);
    SayingSink events(wire);
    std::stop_source stop;
    const std::stop_callback signal(signalled, [&stop] { stop.request_stop(); });
    const auto pausing = std::make_shared<std::atomic<bool>>(false);
    // Waits for the next line until the process ends; what it uses lives as long.
    std::thread([&] {
        while (const auto line = wire.next()) {
            auto json = Json::parse(*line, nullptr, false);
            if (!json.is_object())
                continue;
            if (json.contains("answer"))
                rows.answered(std::move(json));
            if (json.contains("pause"))
                *pausing = true;
            if (json.contains("pause") || json.contains("stop"))
                stop.request_stop();
        }
        std::_Exit(1); // the parent is gone, and with it the right to write to the project
    }).detach();
    Result<TrainRunOutcome> outcome = Error{ErrorCode::Internal, "The run did not start", {}, {}};
    try {
        outcome = train(order["train"], models, rows, events, pausing, stop.get_token());
    } catch (const nlohmann::json::exception& error) {
        outcome = Error{ErrorCode::Internal, error.what(), "request to train",
            "This is a bug: please report it."};
    }
    wire.say(outcome ? Json{{"outcome", lines::toJson(*outcome)}}
                     : Json{{"failed", lines::toJson(outcome.error())}});
    // Without the destructors of static objects, which the reading thread may still use.
    std::_Exit(0);
}

} // namespace evenspan
