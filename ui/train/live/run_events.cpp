// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/run_events.h"

#include "ui/common/texts.h"

#include <QCoreApplication>
#include <QLocale>

namespace evenspan::ui {

namespace {

namespace note = engine::note;
using Kind = engine::TrainEvent::Kind;

struct RunEvents {
    Q_DECLARE_TR_FUNCTIONS(RunEvents)
};

struct Words {
    const char* note;
    const char* name; // short
    const char* text; // what it means and what to do; %1: the event's detail
};

// Every note with its words; run_notes.h says when each comes.
const Words kWords[] = {
    {note::kBest, QT_TRANSLATE_NOOP("RunEvents", "Best so far"),
        QT_TRANSLATE_NOOP(
            "RunEvents", "No evaluation before this one was better; these weights are kept.")},
    {note::kWarmupEnd, QT_TRANSLATE_NOOP("RunEvents", "End of the warm-up"),
        QT_TRANSLATE_NOOP(
            "RunEvents", "The learning rate is at its highest and falls from here on.")},
    {note::kScheduleEnd, QT_TRANSLATE_NOOP("RunEvents", "End of the schedule"),
        QT_TRANSLATE_NOOP("RunEvents", "The learning rate is at its lowest.")},
    {note::kMemory, QT_TRANSLATE_NOOP("RunEvents", "Memory ran out"),
        QT_TRANSLATE_NOOP("RunEvents",
            "From here on %1 sentences at once are computed. The batch stays as large as it was, "
            "so the result does not change; it takes longer.")},
    {note::kOverflow, QT_TRANSLATE_NOOP("RunEvents", "Step left out"),
        QT_TRANSLATE_NOOP("RunEvents",
            "A number became too large for fp16. The step was left out and the scale halved; a few "
            "of these are usual.")},
    {note::kStoppedEarly, QT_TRANSLATE_NOOP("RunEvents", "Stopped early"),
        QT_TRANSLATE_NOOP("RunEvents",
            "%1 evaluations brought nothing better, as early_stopping_patience says.")},
    {note::kCheckpointFailed, QT_TRANSLATE_NOOP("RunEvents", "Checkpoint not saved"),
        QT_TRANSLATE_NOOP("RunEvents",
            "The checkpoint could not be written; the one before it stays. Make room on the "
            "disk.")},
    {note::kNotANumber, QT_TRANSLATE_NOOP("RunEvents", "Loss is no number"),
        QT_TRANSLATE_NOOP("RunEvents",
            "The loss is no longer a number. Lower the learning rate, set max_grad_norm to 1, or "
            "use precision fp32.")},
    {note::kLossExplodes, QT_TRANSLATE_NOOP("RunEvents", "Loss explodes"),
        QT_TRANSLATE_NOOP("RunEvents",
            "The loss rises steeply: the model forgets what it learnt. Lower the learning rate, or "
            "warm up longer. The best weights so far are kept.")},
    {note::kNothingFound, QT_TRANSLATE_NOOP("RunEvents", "Nothing is found"),
        QT_TRANSLATE_NOOP("RunEvents",
            "Three evaluations found no entity. Check that the training documents carry the "
            "labels, try a learning rate between 1e-4 and 3e-4, or weigh the classes "
            "(class_weights).")},
    {note::kOverfits, QT_TRANSLATE_NOOP("RunEvents", "Learns by heart"),
        QT_TRANSLATE_NOOP("RunEvents",
            "The validation loss rises while F1 stands still. Stop and keep the best, train fewer "
            "epochs, or add documents.")},
    {note::kNeverPredicted, QT_TRANSLATE_NOOP("RunEvents", "Never predicted"),
        QT_TRANSLATE_NOOP("RunEvents",
            "Not predicted once so far: %1. Label more of them, train longer, or weigh the classes "
            "(class_weights).")},
    {note::kRateTooHigh, QT_TRANSLATE_NOOP("RunEvents", "Learning rate too high"),
        QT_TRANSLATE_NOOP("RunEvents",
            "Gradients leapt and the loss does not fall. Divide the learning rate by three, or "
            "warm up longer.")},
};

const Words* wordsOf(const std::string& name) {
    for (const Words& words : kWords)
        if (name == words.note)
            return &words;
    return nullptr;
}

QString noteText(const Words& words, const engine::TrainEvent& event) {
    const QString text = RunEvents::tr(words.text);
    return text.contains(QLatin1String("%1")) ? text.arg(QString::fromStdString(event.detail))
                                              : text;
}

} // namespace

engine::TrainEvent engineEvent(const TrainEvent& event) {
    engine::TrainEvent out;
    switch (event.kind) {
    case TrainEvent::Started:
        out.kind = Kind::Started;
        break;
    case TrainEvent::Step:
        out.kind = Kind::Step;
        break;
    case TrainEvent::Eval:
        out.kind = Kind::Eval;
        break;
    case TrainEvent::Checkpoint:
        out.kind = Kind::Checkpoint;
        break;
    case TrainEvent::Load:
        out.kind = Kind::Load;
        break;
    case TrainEvent::Examples:
        out.kind = Kind::Examples;
        break;
    case TrainEvent::Finished:
        out.kind = Kind::Finished;
        break;
    case TrainEvent::Log:
    case TrainEvent::Failed:
    case TrainEvent::Series: // the service keeps it
        out.kind = Kind::Log;
        break;
    }
    out.run = event.run.toStdString();
    out.step = event.step;
    out.totalSteps = event.totalSteps;
    out.epoch = event.epoch;
    out.time = event.seconds;
    out.loss = event.loss;
    out.learningRate = event.learningRate;
    out.gradNorm = event.gradNorm;
    out.tokensPerSecond = event.tokensPerSecond;
    out.split = event.split.toStdString();
    for (const EntityScore& score : event.scores) {
        const Score one{
            score.precision, score.recall, score.f1, std::uint64_t(qMax<qint64>(0, score.support))};
        if (score.label == QLatin1String("micro"))
            out.scores.micro = one;
        else if (score.label == QLatin1String("macro"))
            out.scores.macro = one;
        else
            out.scores.types[score.label.toStdString()] = one;
    }
    out.message = event.message.toStdString();
    out.severity = event.severity;
    out.note = event.note.toStdString();
    out.detail = event.detail.toStdString();
    out.load = event.load;
    out.examples = event.examples;
    out.stopped = event.stopped;
    if (event.kind == TrainEvent::Failed) {
        out.severity = engine::Severity::Error;
        out.message = event.error.text();
    }
    return out;
}

QString runEventText(const engine::TrainEvent& event) {
    switch (event.kind) {
    case Kind::Started:
        return event.step > 0 ? RunEvents::tr("Goes on at step %1 of %2 on %3")
                                    .arg(QLocale().toString(qint64(event.step)),
                                        QLocale().toString(qint64(event.totalSteps)),
                                        QString::fromStdString(event.device))
                              : RunEvents::tr("Started: %1 steps on %2")
                                    .arg(QLocale().toString(qint64(event.totalSteps)),
                                        QString::fromStdString(event.device));
    case Kind::Eval:
        return RunEvents::tr("Evaluated on %1: F1 %2, precision %3, recall %4, loss %5")
            .arg(QString::fromStdString(event.split), percent(event.scores.micro.f1),
                percent(event.scores.micro.precision), percent(event.scores.micro.recall),
                QLocale().toString(event.loss, 'f', 4));
    case Kind::Checkpoint:
        return RunEvents::tr("Checkpoint saved");
    case Kind::Finished:
        return event.stopped
            ? RunEvents::tr("Stopped at step %1").arg(QLocale().toString(qint64(event.step)))
            : RunEvents::tr("Finished; the best weights are those of step %1")
                  .arg(QLocale().toString(qint64(event.bestStep)));
    default:
        break;
    }
    if (const Words* words = wordsOf(event.note))
        return RunEvents::tr("%1. %2").arg(RunEvents::tr(words->name), noteText(*words, event));
    return QString::fromStdString(event.message);
}

QString severityText(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::Warning:
        return RunEvents::tr("Warning");
    case engine::Severity::Error:
        return RunEvents::tr("Error");
    case engine::Severity::Info:
        break;
    }
    return RunEvents::tr("Info");
}

std::optional<PlotMark> markOf(const engine::TrainEvent& event, double x) {
    const Words* words = event.kind == Kind::Log ? wordsOf(event.note) : nullptr;
    if (!words)
        return {};
    PlotMark mark;
    mark.x = x;
    mark.name = RunEvents::tr(words->name);
    mark.text = noteText(*words, event);
    mark.weight = event.severity == engine::Severity::Error ? PlotMark::Problem
        : event.severity == engine::Severity::Warning       ? PlotMark::Warning
                                                            : PlotMark::Note;
    return mark;
}

QString runNoteName(const QString& note) {
    const Words* words = wordsOf(note.toStdString());
    return words ? RunEvents::tr(words->name) : QString();
}

} // namespace evenspan::ui
