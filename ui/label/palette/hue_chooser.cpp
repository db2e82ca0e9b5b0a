// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette/hue_chooser.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QPainter>

namespace evenspan::ui {

namespace {
constexpr int kColumns = 7;
}

// One colour as a button; the one in force has a ring.
class Swatch : public QAbstractButton {
public:
    Swatch(const QString& name, QWidget* parent)
        : QAbstractButton(parent)
        , m_name(name) {
        setFocusPolicy(Qt::StrongFocus);
        setToolTip(name);
        setInForce(false);
    }
    void setIndex(int index) {
        m_index = index;
        update();
    }
    void setInForce(bool yes) {
        m_inForce = yes;
        setAccessibleName(yes ? HueChooser::tr("%1, in force").arg(m_name) : m_name);
        update();
    }
    void setLetter(const QString& letter) { m_letter = letter; }
    bool inForce() const { return m_inForce; }
    QSize sizeHint() const override { return {space(this, 7), space(this, 7)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Colours c = Colours::of(palette());
        const LabelColour colour = labelColour(m_index, lookOf(palette()));
        const QRectF all = QRectF(rect()).adjusted(1, 1, -1, -1);
        const qreal inner = space(this, 1);
        if (m_inForce || hasFocus()) {
            painter.setPen(QPen(hasFocus() ? c.accent : c.muted, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(all, 6, 6);
        }
        painter.setPen(underMouse() ? c.text : colour.line);
        painter.setBrush(colour.fill);
        painter.drawRoundedRect(all.adjusted(inner, inner, -inner, -inner), 4, 4);
        painter.setPen(colour.text);
        painter.drawText(rect(), Qt::AlignCenter, m_inForce ? QStringLiteral("✓") : m_letter);
    }
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    QString m_name, m_letter;
    int m_index = 0;
    bool m_inForce = false;
};

HueChooser::HueChooser(QWidget* parent)
    : QWidget(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->setColumnStretch(kColumns, 1);
    for (int choice = -1; choice < kLabelHues; ++choice) {
        auto* swatch = new Swatch(nameOf(choice), this);
        swatch->setLetter(choice < 0 ? tr("A", "automatic, on a small square") : QString());
        swatch->setObjectName(QStringLiteral("hue%1").arg(choice));
        if (choice >= 0)
            swatch->setIndex(*labelColourIndex(labelHue(choice)));
        grid->addWidget(swatch, int(m_swatches.size()) / kColumns,
            int(m_swatches.size()) % kColumns, Qt::AlignLeft);
        connect(swatch, &QAbstractButton::clicked, this, [this, choice, swatch] {
            if (!swatch->inForce())
                Q_EMIT chosen(choice < 0 ? QString() : labelHue(choice).name());
        });
        m_swatches.push_back(swatch);
    }
}

void HueChooser::setColour(int automatic, const QString& stored) {
    m_swatches.front()->setIndex(automatic);
    const QColor colour(stored);
    const auto choice = labelHueChoice(colour);
    for (std::size_t i = 0; i < m_swatches.size(); ++i)
        m_swatches[i]->setInForce(i == 0 ? !colour.isValid() : choice && *choice == int(i) - 1);
}

QString HueChooser::nameOf(int choice) {
    switch (choice) {
    case 0:
        return tr("Pink");
    case 1:
        return tr("Red");
    case 2:
        return tr("Orange");
    case 3:
        return tr("Yellow");
    case 4:
        return tr("Lime");
    case 5:
        return tr("Green");
    case 6:
        return tr("Teal");
    case 7:
        return tr("Cyan");
    case 8:
        return tr("Blue");
    case 9:
        return tr("Indigo");
    case 10:
        return tr("Purple");
    case 11:
        return tr("Magenta");
    default:
        return tr("Automatic");
    }
}

} // namespace evenspan::ui
