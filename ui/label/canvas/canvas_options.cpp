// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas/canvas_options.h"

#include "core/store/project.h"
#include "ui/common/text_fonts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/canvas/canvas_view.h"

#include <QActionGroup>
#include <QLocale>
#include <QMenu>
#include <QSettings>

#include <algorithm>
#include <array>

namespace evenspan::ui {

namespace {

constexpr std::array kSizes{13, 14, 16, 18, 20, 24, 28};
constexpr std::array kSpacings{125, 150, 175, 200, 250};
constexpr std::array kLimits{0, 128, 256, 512};
// Around what is visible, so that a line of scrolling asks nothing.
constexpr std::uint32_t kMore = 4'000; // code points

const QString kGroup = QStringLiteral("canvas/");

template <class Values> int after(const Values& values, int now) {
    const auto next = std::upper_bound(values.begin(), values.end(), now);
    return next == values.end() ? values.front() : *next;
}

} // namespace

CanvasOptions::CanvasOptions(TextCanvas& canvas, Workbench& workbench,
    std::shared_ptr<Encoders> encoders, Sentences sentences, QWidget* parent)
    : QObject(parent)
    , m_canvas(canvas)
    , m_workbench(workbench)
    , m_encoders(std::move(encoders))
    , m_sentences(std::move(sentences))
    , m_button(plainButton(tr("View"), QStringLiteral("down"), parent))
    , m_menu(new QMenu(m_button)) {
    m_button->setAccessibleName(tr("How the text is shown"));
    m_button->setToolTip(tr("Size, spacing, token grid, sub-words"));
    connect(m_button, &QPushButton::clicked, m_menu,
        [this] { m_menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height()))); });
    connect(m_menu, &QMenu::aboutToShow, this, &CanvasOptions::fillMenu);
    m_timer.setSingleShot(true);
    m_timer.setInterval(40);
    connect(&m_timer, &QTimer::timeout, this, &CanvasOptions::look);
    connect(&m_canvas, &TextCanvas::viewMoved, this, [this] {
        if (m_views.subwords || m_views.windows)
            m_timer.start();
    });
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (m_project == m_workbench.project().path)
            return;
        m_project = m_workbench.project().path;
        m_choices.clear();
        drop();
    });
    connect(&m_workbench, &Workbench::trainingChanged, this, [this] { m_choices.clear(); });
    load();
    apply();
}

CanvasOptions::~CanvasOptions() {
    for (const Workbench::Ticket ticket : {m_ticket, m_choicesTicket})
        if (ticket)
            m_workbench.forget(ticket);
}

void CanvasOptions::load() {
    const QSettings settings;
    const auto value = [&](const char* key, const QVariant& otherwise) {
        return settings.value(QString(kGroup + QLatin1String(key)), otherwise);
    };
    m_views.tokens = value("tokens", false).toBool();
    m_views.subwords = value("subwords", false).toBool();
    m_views.windows = value("windows", false).toBool();
    m_size = value("size", 16).toInt();
    m_spacing = value("spacing", 175).toInt();
    m_family = value("family", QString()).toString();
    m_encoder = value("encoder", QString()).toString();
    m_limit = value("limit", 0).toInt();
    m_twoClicks = value("two_clicks", false).toBool();
}

void CanvasOptions::reload() {
    load();
    apply();
}

void CanvasOptions::apply() {
    QSettings settings;
    const auto keep = [&](const char* key, const QVariant& value) {
        settings.setValue(QString(kGroup + QLatin1String(key)), value);
    };
    keep("tokens", m_views.tokens);
    keep("subwords", m_views.subwords);
    keep("windows", m_views.windows);
    keep("size", m_size);
    keep("spacing", m_spacing);
    keep("family", m_family);
    keep("encoder", m_encoder);
    keep("limit", m_limit);
    keep("two_clicks", m_twoClicks);
    m_canvas.setTextSize(m_size);
    m_canvas.setTextFamily(m_family);
    m_canvas.setLineSpacing(m_spacing / 100.0);
    m_canvas.setTwoClicks(m_twoClicks);
    m_canvas.setViews(m_views);
    if (m_views.subwords || m_views.windows)
        m_timer.start();
}

void CanvasOptions::toggle(View view) {
    bool& now = view == View::Tokens ? m_views.tokens
        : view == View::Subwords     ? m_views.subwords
                                     : m_views.windows;
    now = !now;
    apply();
    if (view == View::Tokens)
        Q_EMIT said(
            now ? tr("Tokens are shown; a bar begins a sentence") : tr("Tokens are hidden"));
    else if (view == View::Subwords)
        Q_EMIT said(now ? tr("Borders of sub-words are shown") : tr("Sub-words are hidden"));
    else
        Q_EMIT said(now ? tr("Windows of the encoder are shown") : tr("Windows are hidden"));
}

void CanvasOptions::nextSize() {
    setSize(after(kSizes, m_size));
    Q_EMIT said(tr("Text of %1 pixels").arg(m_size));
}

void CanvasOptions::nextSpacing() {
    setSpacing(after(kSpacings, m_spacing));
    Q_EMIT said(tr("Line spacing %1").arg(m_spacing / 100.0));
}

void CanvasOptions::nextEncoder() {
    if (m_choices.empty()) {
        findEncoders();
        return;
    }
    const EncoderChoice* now = chosen();
    const auto at = std::size_t(now - m_choices.data());
    setEncoder(QString::fromStdString(m_choices[(at + 1) % m_choices.size()].name));
    Q_EMIT said(tr("Sub-words of %1").arg(encoder()));
}

void CanvasOptions::toggleTwoClicks() {
    m_twoClicks = !m_twoClicks;
    apply();
    Q_EMIT said(m_twoClicks ? tr("A click begins a selection, the next click ends it")
                            : tr("Dragging selects"));
}

void CanvasOptions::setSize(int pixels) {
    m_size = pixels;
    apply();
}

void CanvasOptions::setSpacing(int percent) {
    m_spacing = percent;
    apply();
}

void CanvasOptions::setFamily(const QString& family) {
    m_family = family;
    apply();
}

void CanvasOptions::setEncoder(const QString& name) {
    m_encoder = name;
    drop();
    apply();
}

void CanvasOptions::setLimit(int limit) {
    m_limit = limit;
    drop();
    apply();
}

const EncoderChoice* CanvasOptions::chosen() const {
    const auto found = std::ranges::find(m_choices, m_encoder.toStdString(), &EncoderChoice::name);
    if (found != m_choices.end())
        return &*found;
    return m_choices.empty() ? nullptr : &m_choices.front();
}

QString CanvasOptions::encoder() const {
    const EncoderChoice* now = chosen();
    return now ? QString::fromStdString(now->name) : QString();
}

void CanvasOptions::findEncoders() {
    if (!m_encoders)
        Q_EMIT said(tr("There is no encoder here: add a model or train one"));
    if (m_choicesTicket || !m_encoders || !m_workbench.isOpen())
        return;
    const auto files = store::Project::filesFolder(
        std::filesystem::path(m_workbench.project().path.toStdU16String()));
    m_choicesTicket = m_workbench.query<std::vector<EncoderChoice>>(
        [encoders = m_encoders, files](
            store::Reader& reader, std::stop_token) { return encoders->choices(reader, files); },
        [this](Result<std::vector<EncoderChoice>> choices) {
            m_choicesTicket = 0;
            if (!choices) {
                Q_EMIT failed(choices.error());
                return;
            }
            m_choices = std::move(*choices);
            if (m_choices.empty() && (m_views.subwords || m_views.windows))
                Q_EMIT said(tr("There is no encoder here: add a model or train one"));
            else
                look();
        });
}

void CanvasOptions::drop() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    m_known = {};
    m_canvas.setSubwords({});
}

void CanvasOptions::look() {
    if (!m_views.subwords && !m_views.windows)
        return;
    const EncoderChoice* encoder = chosen();
    if (!encoder)
        return findEncoders();
    CodePointRange wanted = m_canvas.visibleRange();
    // The canvas forgets sub-words with its text.
    if (m_canvas.subwords().limit != 0 && m_known.contains(wanted))
        return;
    wanted.begin -= std::min(wanted.begin, kMore);
    wanted.end += kMore;
    const std::size_t limit = m_limit > 0 ? std::size_t(m_limit) : encoder->maxLength;
    auto request = m_sentences(wanted, limit);
    if (!request)
        return;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<Subwords>(
        [encoders = m_encoders, folder = encoder->folder,
            request = std::make_shared<const SubwordRequest>(std::move(*request))](
            store::Reader&, std::stop_token stop) { return encoders->cut(folder, *request, stop); },
        [this, wanted](Result<Subwords> found) {
            m_ticket = 0;
            if (!found) {
                m_views.subwords = m_views.windows = false; // it would fail again at each line
                apply();
                Q_EMIT failed(found.error());
                return;
            }
            m_known = wanted;
            m_canvas.setSubwords({std::move(found->pieces), std::move(found->unknown),
                std::move(found->windows), found->maxLength});
        });
}

void CanvasOptions::fillMenu() {
    if (m_choices.empty() && m_encoders)
        findEncoders();
    m_menu->clear();
    const auto check = [this](QMenu* menu, const QString& text, bool on, auto run) {
        QAction* action = menu->addAction(text, this, run);
        action->setCheckable(true);
        action->setChecked(on);
        return action;
    };
    check(m_menu, tr("Token grid"), m_views.tokens, [this] { toggle(View::Tokens); });
    check(m_menu, tr("Sub-words"), m_views.subwords, [this] { toggle(View::Subwords); });
    check(m_menu, tr("Windows of the encoder"), m_views.windows, [this] { toggle(View::Windows); });
    const auto choice = [&](const QString& title) {
        QMenu* menu = m_menu->addMenu(title);
        auto* group = new QActionGroup(menu);
        return std::pair(menu, group);
    };
    auto [encoders, encoderGroup] = choice(tr("Encoder"));
    for (const EncoderChoice& entry : m_choices) {
        const QString name = QString::fromStdString(entry.name);
        encoderGroup->addAction(check(encoders, entry.run ? tr("Run %1").arg(name) : name,
            chosen() == &entry, [this, name] { setEncoder(name); }));
    }
    encoders->setEnabled(!m_choices.empty());
    auto [limits, limitGroup] = choice(tr("Length of a window"));
    for (const int limit : kLimits)
        limitGroup->addAction(
            check(limits, limit ? tr("%Ln sub-words", nullptr, limit) : tr("The encoder's own"),
                limit == m_limit, [this, limit] { setLimit(limit); }));
    m_menu->addSeparator();
    auto [sizes, sizeGroup] = choice(tr("Text size"));
    for (const int size : kSizes)
        sizeGroup->addAction(
            check(sizes, tr("%1 px").arg(size), size == m_size, [this, size] { setSize(size); }));
    auto [spacings, spacingGroup] = choice(tr("Line spacing"));
    for (const int spacing : kSpacings)
        spacingGroup->addAction(check(spacings, QLocale().toString(spacing / 100.0),
            spacing == m_spacing, [this, spacing] { setSpacing(spacing); }));
    auto [fonts, fontGroup] = choice(tr("Font"));
    QList<TextFont> families = TextFonts::common();
    if (TextFonts::name(m_family) == m_family) // chosen in the settings among all of the machine's
        families.push_back({m_family, m_family});
    for (const TextFont& font : families)
        fontGroup->addAction(check(fonts, font.name, font.family == m_family,
            [this, family = font.family] { setFamily(family); }));
    m_menu->addSeparator();
    check(m_menu, tr("Two clicks make a selection"), m_twoClicks, [this] { toggleTwoClicks(); });
}

} // namespace evenspan::ui
