// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/type_sliders.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace evenspan::ui {

TypeSliders::TypeSliders(Scale scale, QWidget* parent)
    : QWidget(parent)
    , m_scale(std::move(scale))
    , m_box(new QWidget(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_box);
}

void TypeSliders::setTypes(const std::vector<std::string>& types) {
    auto* fresh = new QWidget(this);
    layout()->replaceWidget(m_box, fresh);
    m_box->deleteLater();
    m_box = fresh;
    m_lines.clear();
    auto* grid = new QGridLayout(m_box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space(this, 2));
    grid->setVerticalSpacing(space(this, 2));
    grid->setColumnMinimumWidth(0, space(this, 14));
    grid->setColumnStretch(1, 1);
    int row = 0;
    if (types.size() > 1)
        add(grid, row++, {});
    for (const auto& type : types)
        add(grid, row++, type);
    m_box->show();
}

void TypeSliders::add(QGridLayout* grid, int row, const std::string& type) {
    const QString name = type.empty() ? tr("All types") : QString::fromStdString(type);
    auto* label = new ElidedLabel(m_box);
    label->setFullText(name);
    Line line{new QSlider(Qt::Horizontal, m_box), new QDoubleSpinBox(m_box)};
    const auto steps = [this](double value) { return qRound(value / m_scale.step); };
    line.slider->setRange(steps(m_scale.least), steps(m_scale.most));
    line.slider->setPageStep(qMax(1, (steps(m_scale.most) - steps(m_scale.least)) / 10));
    line.slider->setSingleStep(qMax(1, (steps(m_scale.most) - steps(m_scale.least)) / 100));
    line.box->setRange(m_scale.least * m_scale.shown, m_scale.most * m_scale.shown);
    line.box->setDecimals(m_scale.decimals);
    line.box->setSingleStep(line.slider->singleStep() * m_scale.step * m_scale.shown);
    if (!m_scale.never.isEmpty())
        line.box->setSpecialValueText(m_scale.never);
    line.slider->setAccessibleName(m_scale.sliderName(name));
    line.box->setAccessibleName(m_scale.boxName(name));
    line.slider->setValue(0);
    line.box->setValue(0);
    grid->addWidget(label, row, 0);
    grid->addWidget(line.slider, row, 1);
    grid->addWidget(line.box, row, 2);
    m_lines[type] = line;
    const QString key = QString::fromStdString(type);
    connect(line.slider, &QSlider::valueChanged, this,
        [this, key](int value) { set(key, value * m_scale.step); });
    connect(line.box, &QDoubleSpinBox::valueChanged, this,
        [this, key](double value) { set(key, value / m_scale.shown); });
}

void TypeSliders::set(const QString& type, double value) {
    value = std::clamp(value, m_scale.least, m_scale.most);
    for (const auto& [name, line] : m_lines) {
        if (!type.isEmpty() && QString::fromStdString(name) != type)
            continue;
        const QSignalBlocker one(line.slider), two(line.box);
        line.slider->setValue(qRound(value / m_scale.step));
        line.box->setValue(value * m_scale.shown);
    }
    Q_EMIT changed();
}

double TypeSliders::value(const std::string& type) const {
    const auto found = m_lines.find(type);
    if (found == m_lines.end())
        return 0;
    const double value = found->second.box->value() / m_scale.shown;
    return !m_scale.never.isEmpty() && found->second.box->value() <= found->second.box->minimum()
        ? -std::numeric_limits<double>::infinity()
        : value;
}

std::map<std::string, double> TypeSliders::values() const {
    std::map<std::string, double> out;
    for (const auto& [name, line] : m_lines)
        if (!name.empty())
            out[name] = value(name);
    return out;
}

bool TypeSliders::any() const {
    const auto all = values();
    return std::any_of(all.begin(), all.end(), [](const auto& each) { return each.second != 0; });
}

QWidget* TypeSliders::first() const {
    return m_lines.empty() ? nullptr : m_lines.begin()->second.slider;
}

} // namespace evenspan::ui
