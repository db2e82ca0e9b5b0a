// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas/canvas_voice.h"

#include "ui/common/announce.h"
#include "ui/label/canvas/canvas_view.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace evenspan::ui {

namespace {

constexpr std::uint32_t kLongest = 80; // code points of a text that are read out

class CanvasVoice : public QObject {
    Q_OBJECT
public:
    explicit CanvasVoice(TextCanvas& canvas)
        : QObject(&canvas)
        , m_canvas(canvas) {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &CanvasVoice::flush);
        connect(&canvas, &TextCanvas::cursorMoved, this, &CanvasVoice::look);
        connect(&canvas, &TextCanvas::spanPicked, this, &CanvasVoice::look);
    }
    void say(const QString& text) {
        if (!text.isEmpty())
            m_said << text;
        m_timer.start();
    }

private:
    void look() {
        m_look = true;
        m_timer.start();
    }
    void flush() {
        QStringList all = std::exchange(m_said, {});
        // Away from the text only what was done is said, not where the cursor stands.
        if (std::exchange(m_look, false) && m_canvas.hasFocus())
            all << place();
        all.removeAll(QString());
        if (!all.isEmpty())
            announce(&m_canvas, all.join(QStringLiteral(". ")));
    }
    QString excerpt(CodePointRange range) const {
        const CodePointRange read{range.begin, std::min(range.end, range.begin + kLongest)};
        const QString text = m_canvas.text().text(read).simplified();
        return read.end < range.end ? text + QChar(0x2026) : text;
    }
    QString facts(const CanvasSpan& span) const {
        QStringList out{span.label};
        if (span.suggested)
            out << (span.score < 0
                    ? TextCanvas::tr("suggested")
                    : TextCanvas::tr("suggested, score %1").arg(span.score, 0, 'f', 2));
        if (span.flagged)
            out << TextCanvas::tr("flagged");
        if (span.parts.size() > 1)
            out << TextCanvas::tr("in %Ln parts", nullptr, int(span.parts.size()));
        if (!span.note.isEmpty())
            out << span.note;
        return out.join(QStringLiteral(", "));
    }
    QString place() const {
        const SpanId picked = m_canvas.picked();
        const CodePointRange selection = m_canvas.cursor().selection();
        const CodePointRange here = m_canvas.cursor().target();
        QStringList labels;
        for (const CanvasSpan& span : m_canvas.spans()) {
            if (span.id == picked) {
                QStringList words;
                for (const CodePointRange& part : span.parts)
                    words << excerpt(part);
                return TextCanvas::tr("%1, picked: %2")
                    .arg(words.join(QStringLiteral(" … ")), facts(span));
            }
            const bool touches = std::ranges::any_of(
                span.parts, [&](const CodePointRange& part) { return part.overlaps(here); });
            if (touches)
                labels << facts(span);
        }
        QString out = here.empty() ? QString() : excerpt(here);
        if (!selection.empty())
            out = TextCanvas::tr("%1, selected").arg(out);
        if (!labels.isEmpty())
            out += QStringLiteral(", ") % labels.join(QStringLiteral("; "));
        return out;
    }

    TextCanvas& m_canvas;
    QTimer m_timer;
    QStringList m_said;
    bool m_look = false;
};

} // namespace

void giveVoice(TextCanvas& canvas) {
    new CanvasVoice(canvas);
}

void speak(TextCanvas& canvas, const QString& text) {
    if (auto* voice = canvas.findChild<CanvasVoice*>({}, Qt::FindDirectChildrenOnly))
        voice->say(text);
}

} // namespace evenspan::ui

#include "canvas_voice.moc"
