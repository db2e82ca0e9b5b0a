// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/writer_run_store.h"
#include "core/app/train/run_queue.h"
#include "core/app/train/train_worker.h"
#include "core/app/train/worker_lines.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <QProcess>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kPatience = 50; // ms between looks at the stop

class Child {
public:
    Child(store::Project& project, engine::EventSink& events)
        : m_project(project)
        , m_rows(*project.writer())
        , m_events(events) { }

    Result<TrainRunOutcome> run(const std::filesystem::path& program, const Json& order,
        const TrainRunRequest& request, const std::stop_token& stop) {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QString::fromStdString(program.string()), {QStringLiteral("worker")});
        if (!m_process.waitForStarted())
            return Error{ErrorCode::NotFound, "The training's own process could not be started",
                program.string(),
                "Install evenspan-cli beside the program, or train without a process of its own."};
        tell(order);
        bool told = false;
        for (;;) {
            if (stop.stop_requested() && !told) {
                const bool pause = request.pausing && *request.pausing;
                tell(pause ? Json{{"pause", true}} : Json{{"stop", true}});
                told = true;
            }
            const bool more = m_process.waitForReadyRead(kPatience);
            while (!m_outcome && m_process.canReadLine())
                take(m_process.readLine().toStdString());
            if (m_outcome || (!more && m_process.state() == QProcess::NotRunning))
                break;
        }
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished();
        return m_outcome ? std::move(*m_outcome) : died();
    }

private:
    void tell(const Json& json) {
        m_process.write(QByteArray::fromStdString(lines::lineOf(json)));
        while (m_process.bytesToWrite() > 0 && m_process.waitForBytesWritten())
            ;
    }

    void take(const std::string& line) {
        const auto json = Json::parse(line, nullptr, false);
        if (!json.is_object())
            return; // a library's greeting on standard output
        try {
            if (json.contains("event")) {
                const auto event = lines::eventFromJson(json["event"]);
                if (!event.run.empty())
                    m_run = event.run;
                m_step = event.step;
                m_events.on(event);
            } else if (json.contains("ask")) {
                tell(answer(json));
            } else if (json.contains("outcome")) {
                m_outcome = lines::outcomeFromJson(json["outcome"]);
            } else if (json.contains("failed")) {
                m_outcome = lines::errorFromJson(json["failed"]);
            }
        } catch (const nlohmann::json::exception& error) {
            m_outcome = Error{ErrorCode::Internal, error.what(), "the training's own process",
                "This is a bug: please report it."};
        }
    }

    Json answer(const Json& question) {
        Json answer{{"answer", question["ask"]}};
        const auto what = question.at("do").get<std::string>();
        Result<void> done;
        if (what == "create_run") {
            const auto run = lines::runFromJson(question.at("run"));
            m_run = run.name;
            auto id = m_rows.createRun(run);
            if (id)
                answer["id"] = id->value;
            else
                done = id.error();
        } else if (what == "update_run") {
            const auto run = lines::runFromJson(question.at("run"));
            m_run = run.name;
            done = m_rows.updateRun(run);
        } else if (what == "metrics") {
            std::vector<store::MetricRow> rows;
            for (const auto& row : question.at("rows"))
                rows.push_back(lines::metricFromJson(row));
            done = m_rows.appendMetrics(RunId(question.at("id").get<std::int64_t>()), rows);
        } else if (what == "add_file") {
            done = m_rows.addFile(lines::fileFromJson(question.at("file")));
        } else if (what == "remove_file") {
            done = m_rows.removeFile(question.at("sha256"));
        } else {
            done = Error{ErrorCode::Internal, "This cannot be stored", what, ""};
        }
        if (!done)
            answer["error"] = lines::toJson(done.error());
        return answer;
    }

    // Without a last word.
    Error died() {
        const bool killed = m_process.exitStatus() == QProcess::CrashExit;
        std::string what = killed ? "The training's own process died"
                                  : "The training's own process ended without a result";
        if (m_step > 0)
            what += " after step " + std::to_string(m_step);
        Error error{ErrorCode::Internal, what, m_run,
            "The project and its last checkpoint are whole: go on with the run from there."};
        if (!m_run.empty())
            static_cast<void>(closeRun(m_project, *m_project.writer(), m_run, error).ok());
        return error;
    }

    store::Project& m_project;
    WriterRunStore m_rows;
    engine::EventSink& m_events;
    QProcess m_process;
    std::string m_run;
    std::int64_t m_step = 0;
    std::optional<Result<TrainRunOutcome>> m_outcome;
};

} // namespace

Result<TrainRunOutcome> trainInChild(const std::filesystem::path& program, store::Project& project,
    const std::filesystem::path& engine, const TrainRunRequest& request, engine::EventSink& events,
    std::stop_token stop) {
    if (!project.writer())
        return cannotKeepRuns(project);
    const Json order{{"train",
        {{"project", project.path().string()}, {"engine", engine.string()}, {"name", request.name},
            {"recipe", engine::recipeToJson(request.recipe)}, {"where", request.where},
            {"resume", request.resume}}}};
    return Child(project, events).run(program, order, request, stop);
}

} // namespace evenspan
