// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace evenspan::ui {

// A few lines in the font, size and spacing that texts will have on the labelling page.
class TextSample : public QWidget {
    Q_OBJECT

public:
    explicit TextSample(QWidget* parent = nullptr);
    // The family as in TextFont; pixels at a zoom of 100 %; spacing in heights of the font.
    void setText(const QString& family, int pixels, double lineSpacing);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double lineHeight() const;
    QString m_family;
    int m_pixels = 16;
    double m_spacing = 1.75;
};

} // namespace evenspan::ui
