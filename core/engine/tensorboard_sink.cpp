// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensorboard_sink.h"

#include <chrono>

namespace evenspan::engine {

std::vector<EventFileWriter::Scalar> TensorBoardSink::scalarsOf(const TrainEvent& event) {
    std::vector<EventFileWriter::Scalar> out;
    switch (event.kind) {
    case TrainEvent::Kind::Step:
        return {{"train/loss", event.loss}, {"train/learning_rate", event.learningRate},
            {"train/grad_norm", event.gradNorm}, {"train/tokens_per_second", event.tokensPerSecond},
            {"train/epoch", event.epoch}};
    case TrainEvent::Kind::Eval: {
        const auto& micro = event.scores.micro;
        out = {{event.split + "/loss", event.loss}, {event.split + "/precision", micro.precision},
            {event.split + "/recall", micro.recall}, {event.split + "/f1", micro.f1}};
        for (const auto& [label, score] : event.scores.types)
            out.push_back({event.split + "/f1/" + label, score.f1});
        return out;
    }
    case TrainEvent::Kind::Load:
        for (const auto& [tag, value] :
            std::initializer_list<std::pair<const char*, double>>{{"machine/cpu", event.load.cpu},
                {"machine/cpu_of_all", event.load.machine}, {"machine/memory", event.load.memory},
                {"machine/gpu", event.load.gpu}, {"machine/gpu_memory", event.load.gpuMemory}})
            if (value >= 0)
                out.push_back({tag, value});
        return out;
    default:
        return out;
    }
}

void TensorBoardSink::on(const TrainEvent& event) {
    m_next.on(event);
    if (!m_failed)
        give(event);
}

void TensorBoardSink::give(const TrainEvent& event) {
    const auto scalars = scalarsOf(event);
    if (scalars.empty())
        return;
    Result<void> done;
    if (!m_writer) {
        auto writer = EventFileWriter::create(event.run.empty() ? m_folder : m_folder / event.run);
        if (writer) {
            m_writer = std::move(*writer);
            m_begin =
                std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
                    .count()
                - event.time;
        } else {
            done = writer.error();
        }
    }
    if (m_writer)
        done = m_writer->add(m_begin + event.time, event.step, scalars);
    if (done)
        return;
    m_failed = true;
    TrainEvent log = event;
    log.kind = TrainEvent::Kind::Log;
    log.severity = Severity::Warning;
    log.message = done.error().text();
    m_next.on(log);
}

} // namespace evenspan::engine
