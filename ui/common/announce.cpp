// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/announce.h"

#include "ui/common/widgets.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QAction>
#include <QToolButton>

namespace evenspan::ui {

namespace {

// Qt says nothing by itself before 6.8 (QAccessibleAnnouncementEvent). What every screen reader
// does read is an alert that appears: one pixel in the corner of the window, whose name is the
// sentence.
class Announcer : public QWidget {
    Q_OBJECT
public:
    explicit Announcer(QWidget* window)
        : QWidget(window) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        setGeometry(0, 0, 1, 1);
        lower();
    }
    void say(const QString& text) {
        hide();
        setAccessibleName(text);
        show();
        alert(this);
    }
};

// The button that clears a field; what else stands in one without words is there for the eye.
class FieldButtonFace final : public QAccessibleWidget {
public:
    explicit FieldButtonFace(QToolButton* button)
        : QAccessibleWidget(button, QAccessible::Button)
        , m_button(*button) { }
    QString text(QAccessible::Text what) const override {
        if (what != QAccessible::Name)
            return QAccessibleWidget::text(what);
        const QString words = QAccessibleWidget::text(what);
        return words.isEmpty() && clears() ? Toast::tr("Clear the field") : words;
    }
    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        if (text(QAccessible::Name).isEmpty())
            state.invisible = true;
        return state;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override {
        if (name == pressAction())
            m_button.click();
    }

private:
    bool clears() const {
        const QAction* action = m_button.defaultAction();
        return action && action->objectName() == QStringLiteral("_q_qlineeditclearaction");
    }
    QToolButton& m_button;
};

QAccessibleInterface* make(const QString& name, QObject* object) {
    if (name == QStringLiteral("QLineEditIconButton"))
        if (auto* button = qobject_cast<QToolButton*>(object))
            return new FieldButtonFace(button);
    for (const QMetaObject* known :
        {&Announcer::staticMetaObject, &Toast::staticMetaObject, &ErrorBanner::staticMetaObject})
        if (known->cast(object))
            return new QAccessibleWidget(static_cast<QWidget*>(object), QAccessible::AlertMessage);
    return nullptr;
}

} // namespace

void installFaces() {
    static const bool installed = (QAccessible::installFactory(make), true);
    Q_UNUSED(installed)
}

void alert(QWidget* widget) {
    QAccessibleEvent event(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void announce(QWidget* about, const QString& text) {
    installFaces();
    QWidget* window = about->window();
    auto* announcer = window->findChild<Announcer*>({}, Qt::FindDirectChildrenOnly);
    if (!announcer)
        announcer = new Announcer(window);
    announcer->say(text);
}

} // namespace evenspan::ui

#include "announce.moc"
