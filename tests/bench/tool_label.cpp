// SPDX-License-Identifier: GPL-3.0-or-later
// tool_label [PROJECT]: figures of the labelling workspace as JSON lines, in the real window: a
// text of 10 MB with 20,000 entities opened, moved in, labelled and scrolled; memory with the list
// of PROJECT (a large one) beside it. 95th percentiles in milliseconds.
#include "core/base/rng.h"
#include "tests/label/label_fixture.h"

#include <QScrollBar>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <sys/resource.h>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Of the window's thread alone: what a busy machine leaves as it is.
double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double p95(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times.empty() ? -1 : times[times.size() * 95 / 100];
}

void print(const char* name, double value, const char* unit) {
    std::printf("{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\"}\n", name, value, unit);
    std::fflush(stdout);
}

// Paragraphs of 40 words of a vocabulary of 5,000; an entity in about every third sentence.
DocumentDraft longText(std::size_t bytes, std::size_t spans) {
    Philox rng(1);
    DocumentDraft out;
    out.name = "long";
    std::vector<CodePointRange> words;
    while (out.text.size() < bytes) {
        const auto begin = static_cast<std::uint32_t>(out.text.size());
        for (auto number = rng.below(5'000) + 26; number > 0; number /= 26)
            out.text += static_cast<char>('a' + number % 26);
        words.push_back({begin, static_cast<std::uint32_t>(out.text.size())});
        out.text += words.size() % 40 == 0 ? ".\n" : " ";
    }
    out.grid = *makeGrid(out.text);
    for (std::size_t i = 0; i < spans; ++i) {
        SpanDraft span;
        const std::size_t at = i * (words.size() - 2) / spans;
        span.range = {words[at].begin, words[at + rng.below(2)].end};
        span.label = i % 3 == 0 ? "PER" : i % 3 == 1 ? "ORG" : "PLACE";
        out.spans.push_back(span);
    }
    return out;
}

void measureWindow(Theme& theme) {
    DocumentDraft first = draft("first", "A short text .");
    Fixture f(theme, {first, longText(10'000'000, 20'000)});
    f.window->resize(1280, 800);
    QTest::qWait(300);
    const auto start = Clock::now();
    f.trigger("label.next");
    while (f.canvas->spans().size() < 20'000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    f.canvas->viewport()->repaint();
    print("label.open_long", millisecondsSince(start) / 1000, "s");
    QTest::qWait(500);

    std::vector<double> times, busy;
    const auto alsoBusy = [&](const char* name) {
        std::fprintf(stderr, "%s: %.2f ms of the window's thread\n", name, p95(busy));
        busy.clear();
    };
    for (int i = 0; i < 300; ++i) {
        const double worked = threadMilliseconds();
        const auto begin = Clock::now();
        f.key(i % 60 < 50 ? Qt::Key_Right : Qt::Key_Down);
        f.canvas->viewport()->repaint();
        times.push_back(millisecondsSince(begin));
        busy.push_back(threadMilliseconds() - worked);
        QCoreApplication::processEvents();
    }
    print("label.key", p95(times), "ms");
    alsoBusy("label.key");

    QScrollBar* bar = f.canvas->verticalScrollBar();
    times.clear();
    for (int i = 0; i < 600; ++i) {
        const int to = i < 300
            ? bar->value() + bar->singleStep()
            : bar->minimum() + (bar->maximum() - bar->minimum()) / 300 * (i - 300);
        const double worked = threadMilliseconds();
        const auto begin = Clock::now();
        bar->setValue(to);
        f.canvas->viewport()->repaint();
        times.push_back(millisecondsSince(begin));
        busy.push_back(threadMilliseconds() - worked);
    }
    print("label.scroll", p95(times), "ms");
    alsoBusy("label.scroll");
    bar->setValue(bar->minimum());

    times.clear();
    for (int i = 0; i < 40; ++i) {
        f.canvas->pick({});
        f.key(Qt::Key_Right);
        f.key(Qt::Key_Right);
        const std::size_t before = f.canvas->spans().size();
        const double worked = threadMilliseconds();
        const auto begin = Clock::now();
        f.key(Qt::Key_P);
        while (f.canvas->spans().size() == before && millisecondsSince(begin) < 3'000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        f.canvas->viewport()->repaint();
        if (f.canvas->spans().size() != before)
            times.push_back(millisecondsSince(begin));
        busy.push_back(threadMilliseconds() - worked);
        QTest::qWait(30);
    }
    print("label.commit", p95(times), "ms");
    alsoBusy("label.commit");
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    print("label.memory", double(use.ru_maxrss) / 1024, "MB");
}

// A large project beside the window: its memory counts. tool_filter measures its filters.
std::vector<DocumentId> holdProject(const char* path) {
    auto project = store::Project::openBest(path);
    if (!project)
        qFatal("%s", project.error().text().c_str());
    const auto ids = (*(*project)->reader())->ids({});
    return ids ? *ids : std::vector<DocumentId>();
}

} // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("evenspan-bench"));
    QApplication application(argc, argv);
    QSettings().clear();
    Theme theme(application);
    std::vector<DocumentId> held;
    if (argc > 1)
        held = holdProject(argv[1]);
    measureWindow(theme);
    return 0;
}
