// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/common/text_fonts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/settings/shortcut_editor.h"
#include "ui/settings/text_sample.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/training_backend.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLocale>
#include <QScrollArea>
#include <QSettings>
#include <QSignalBlocker>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

const QString kNotice = QStringLiteral("notice"); // read whenever a run ends
// Those that the labelling page reads when it comes to the front.
const QString kFontSize = QStringLiteral("canvas/size"); // px at a zoom of 100 %
const QString kFamily = QStringLiteral("canvas/family"); // empty: the window's font
const QString kLineSpacing = QStringLiteral("canvas/spacing"); // per cent of the font's height

void choose(QComboBox* box, const QVariant& value) {
    const QSignalBlocker quiet(box);
    int best = 0;
    for (int i = 0; i < box->count(); ++i)
        if (qAbs(box->itemData(i).toDouble() - value.toDouble())
            < qAbs(box->itemData(best).toDouble() - value.toDouble()))
            best = i;
    box->setCurrentIndex(best);
}

void chooseFamily(QComboBox* box, const QString& family) {
    const QSignalBlocker quiet(box);
    int at = box->findData(family);
    if (at < 0) { // no longer installed: it stays chosen, under its name
        at = box->count();
        box->addItem(family, family);
    }
    box->setCurrentIndex(at);
}

} // namespace

SettingsPage::SettingsPage(MainWindow& window, QWidget* parent)
    : Page(parent)
    , m_window(window)
    , m_tabs(new QTabWidget(this))
    , m_look(new QComboBox(this))
    , m_language(new QComboBox(this))
    , m_languageNote(mutedLabel(tr("Takes effect at the next start."), this))
    , m_zoom(new QComboBox(this))
    , m_family(new QComboBox(this))
    , m_textSize(new QComboBox(this))
    , m_spacing(new QComboBox(this))
    , m_sample(new TextSample(this))
    , m_ownProcess(new QCheckBox(tr("Train in a process of its own"), this))
    , m_notice(new QCheckBox(tr("Tell the desktop when a run ends"), this))
    , m_keys(new ShortcutEditor(window.actions(), window.toast(), this)) {
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the settings"));
    m_tabs->addTab(appearance(), tr("Look and text"));
    m_tabs->addTab(training(), tr("Training"));
    m_tabs->addTab(m_keys, tr("Keys"));
    auto* column = new QVBoxLayout(this);
    const int margin = space(this, 6);
    column->setContentsMargins(margin, space(this, 3), margin, space(this, 3));
    column->setSpacing(space(this, 3));
    column->addWidget(m_tabs, 1);
    connect(m_tabs, &QTabWidget::currentChanged, this, &Page::breadcrumbChanged);
    connect(&m_window.theme(), &Theme::changed, this, &SettingsPage::read);
    read();
}

QWidget* SettingsPage::appearance() {
    m_look->addItem(tr("As the system"), int(ThemeChoice::System));
    m_look->addItem(tr("Light"), int(ThemeChoice::Light));
    m_look->addItem(tr("Dark"), int(ThemeChoice::Dark));
    m_look->addItem(tr("High contrast"), int(ThemeChoice::HighContrast));
    for (const Language& language : languages())
        m_language->addItem(language.name, language.code);
    for (int percent = 80; percent <= 200; percent += 10)
        m_zoom->addItem(tr("%1 %").arg(percent), percent);
    for (const TextFont& font : TextFonts::common())
        m_family->addItem(font.name, font.family);
    m_family->insertSeparator(m_family->count());
    for (const TextFont& font : TextFonts::installed())
        if (m_family->findData(font.family) < 0)
            m_family->addItem(font.name, font.family);
    m_family->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_family->setMinimumContentsLength(16);
    for (const int pixels : {13, 14, 16, 18, 20, 24, 28})
        m_textSize->addItem(tr("%1 px").arg(pixels), pixels);
    for (const int percent : {125, 150, 175, 200, 250})
        m_spacing->addItem(QLocale().toString(percent / 100.0, 'f', 2), percent);

    auto* area = new QScrollArea(this);
    auto* sheet = new QWidget(area);
    auto* grid = new QGridLayout(sheet);
    grid->setContentsMargins(0, space(this, 4), space(this, 2), 0);
    grid->setHorizontalSpacing(space(this, 6));
    grid->setVerticalSpacing(space(this, 3));
    grid->setColumnMinimumWidth(1, space(this, 40));
    grid->setColumnStretch(2, 1);
    int row = 0;
    const auto line = [&](const QString& name, QComboBox* box, QWidget* note = nullptr) {
        auto* label = new QLabel(name, sheet);
        label->setBuddy(box);
        box->setAccessibleName(name);
        grid->addWidget(label, row, 0);
        grid->addWidget(box, row, 1);
        if (note)
            grid->addWidget(note, row, 2);
        ++row;
    };
    line(tr("Look"), m_look);
    line(tr("Language"), m_language, m_languageNote);
    line(tr("Size of all text"), m_zoom);
    grid->setRowMinimumHeight(row++, space(this, 2));
    grid->addWidget(headingLabel(tr("Text of documents"), sheet), row++, 0, 1, 3);
    QLabel* note = mutedLabel(tr("At 100 %; it grows with all other text."), sheet);
    note->setWordWrap(true);
    m_languageNote->setWordWrap(true);
    line(tr("Font"), m_family);
    line(tr("Size"), m_textSize, note);
    line(tr("Line spacing"), m_spacing);
    m_sample->setParent(sheet);
    grid->addWidget(m_sample, row++, 0, 1, 3);
    grid->setRowStretch(row, 1);
    sheet->setMaximumWidth(space(this, 200));
    area->setWidget(sheet);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    sheet->setAutoFillBackground(false);

    connect(m_look, &QComboBox::currentIndexChanged, this,
        [this] { m_window.setLook(ThemeChoice(m_look->currentData().toInt())); });
    connect(m_language, &QComboBox::currentIndexChanged, this, [this] {
        m_window.setLanguage(m_language->currentData().toString());
        read();
    });
    connect(m_zoom, &QComboBox::currentIndexChanged, this,
        [this] { m_window.setZoom(m_zoom->currentData().toInt()); });
    connect(m_family, &QComboBox::currentIndexChanged, this, [this] {
        QSettings().setValue(kFamily, m_family->currentData().toString());
        read();
    });
    connect(m_textSize, &QComboBox::currentIndexChanged, this, [this] {
        QSettings().setValue(kFontSize, m_textSize->currentData().toInt());
        read();
    });
    connect(m_spacing, &QComboBox::currentIndexChanged, this, [this] {
        QSettings().setValue(kLineSpacing, m_spacing->currentData().toInt());
        read();
    });
    return area;
}

QWidget* SettingsPage::training() {
    auto* sheet = new QWidget(this);
    auto* column = new QVBoxLayout(sheet);
    column->setContentsMargins(0, space(this, 4), space(this, 2), 0);
    column->setSpacing(space(this, 2));
    m_ownProcess->setAccessibleName(m_ownProcess->text());
    QLabel* note = mutedLabel(
        tr("A fault of a graphics card's driver then ends the run alone: the window goes on, and "
           "so can the run, from its last checkpoint. A pause gives all of the card's memory back. "
           "A run takes about half a second longer to start. Holds from the next run on."),
        sheet);
    note->setWordWrap(true);
    note->setMaximumWidth(space(this, 160));
    m_ownProcess->setAccessibleDescription(note->text());
    column->addWidget(m_ownProcess);
    column->addWidget(note);
    m_notice->setAccessibleName(m_notice->text());
    QLabel* told = mutedLabel(
        tr("A short message with the name of the run and its score, while another window is in "
           "front; nothing of a document stands in it."),
        sheet);
    told->setWordWrap(true);
    told->setMaximumWidth(space(this, 160));
    m_notice->setAccessibleDescription(told->text());
    column->addSpacing(space(this, 2));
    column->addWidget(m_notice);
    column->addWidget(told);
    column->addStretch();
    connect(
        m_notice, &QCheckBox::toggled, this, [](bool on) { QSettings().setValue(kNotice, on); });
    connect(m_ownProcess, &QCheckBox::toggled, this, [](bool on) { setTrainsInChild(on); });
    return sheet;
}

void SettingsPage::read() {
    const QSettings settings;
    {
        const QSignalBlocker quiet(m_ownProcess);
        m_ownProcess->setChecked(trainsInChild());
    }
    {
        const QSignalBlocker quiet(m_notice);
        m_notice->setChecked(settings.value(kNotice, true).toBool());
    }
    choose(m_look, int(m_window.theme().choice()));
    choose(m_zoom, m_window.theme().zoom());
    chooseFamily(m_family, settings.value(kFamily).toString());
    choose(m_textSize, settings.value(kFontSize, 16));
    choose(m_spacing, settings.value(kLineSpacing, 175));
    {
        const QSignalBlocker quiet(m_language);
        m_language->setCurrentIndex(std::max(0, m_language->findData(chosenLanguage())));
    }
    m_languageNote->setVisible(languageName(QLocale().name()) != m_language->currentText());
    m_sample->setText(m_family->currentData().toString(), m_textSize->currentData().toInt(),
        m_spacing->currentData().toInt() / 100.0);
}

QString SettingsPage::breadcrumb() const {
    return tr("Settings  ›  %1").arg(m_tabs->tabText(m_tabs->currentIndex()));
}

bool SettingsPage::goUp() {
    return m_tabs->currentWidget() == m_keys && m_keys->clearSearch();
}

QList<QWidget*> SettingsPage::panels() const {
    QWidget* first = m_look;
    if (m_tabs->currentWidget() == m_keys)
        first = m_keys->list();
    else if (m_tabs->currentWidget()->isAncestorOf(m_ownProcess))
        first = m_ownProcess;
    return {m_tabs->tabBar(), first};
}

void SettingsPage::shown() {
    read();
    m_tabs->tabBar()->setFocus();
}

void SettingsPage::showKeys() {
    m_tabs->setCurrentWidget(m_keys);
    m_keys->list()->setFocus();
}

void addSettingsPage(MainWindow& window) {
    window.addFootPage(
        {QStringLiteral("settings"), QStringLiteral("settings"), SettingsPage::tr("Settings"),
            SettingsPage::tr("Look, language, sizes and keys"),
            [&window](QWidget* parent) { return new SettingsPage(window, parent); }},
        QKeySequence(QStringLiteral("Ctrl+,")));
    window.actions().add({QStringLiteral("general.change_keys"),
        SettingsPage::tr("Change the keys"), QStringLiteral("keys"), {},
        window.actions().group(window.actions().action(QStringLiteral("general.keys"))),
        [&window] {
            if (auto* page =
                    qobject_cast<SettingsPage*>(window.showPage(QStringLiteral("settings"))))
                page->showKeys();
        },
        {}});
}

} // namespace evenspan::ui
