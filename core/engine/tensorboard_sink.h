// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/events.h"
#include "core/engine/tensorboard.h"

#include <filesystem>
#include <optional>

namespace evenspan::engine {

// Passes events on and writes their numbers into FOLDER/RUN for TensorBoard: train/loss,
// train/learning_rate, train/grad_norm, train/tokens_per_second, SPLIT/loss, SPLIT/precision,
// SPLIT/recall, SPLIT/f1, SPLIT/f1/LABEL, machine/… A file that cannot be written is said once as a
// warning and never ends the run.
class TensorBoardSink : public EventSink {
public:
    TensorBoardSink(EventSink& next, std::filesystem::path folder)
        : m_next(next)
        , m_folder(std::move(folder)) { }

    void on(const TrainEvent& event) override;
    // The names and values of an event, as they are written.
    static std::vector<EventFileWriter::Scalar> scalarsOf(const TrainEvent& event);

private:
    void give(const TrainEvent& event);
    EventSink& m_next;
    std::filesystem::path m_folder;
    std::optional<EventFileWriter> m_writer;
    double m_begin = 0; // seconds since 1970 of the run's second 0
    bool m_failed = false;
};

} // namespace evenspan::engine
