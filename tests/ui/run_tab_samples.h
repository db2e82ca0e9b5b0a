// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/events.h"
#include "core/store/records.h"

#include <QWidget>

namespace evenspan::ui {

// What the tests of the tabs of a run share: a run, a line of its log, a control by its name.
inline store::RunRow row(const char* name) {
    store::RunRow run;
    run.id = RunId{1};
    run.name = name;
    run.record = R"({"data":{"learnt_sentences":2000}})";
    return run;
}

inline engine::TrainEvent log(std::int64_t step, const char* note, engine::Severity severity,
    const char* message = "said", const char* detail = "") {
    engine::TrainEvent event;
    event.kind = engine::TrainEvent::Kind::Log;
    event.step = step;
    event.time = double(step) / 2;
    event.note = note;
    event.severity = severity;
    event.message = message;
    event.detail = detail;
    return event;
}

template <class T> T* named(const QWidget& parent, const QString& name) {
    for (T* one : parent.findChildren<T*>())
        if (one->accessibleName() == name)
            return one;
    return nullptr;
}

} // namespace evenspan::ui
