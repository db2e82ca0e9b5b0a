// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/project/import_documents.h"

#include <QHash>
#include <QStringList>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;

namespace evenspan::ui {

class Field;

// How files are to be read. What was found out about them stands in lists of its own, each of which
// takes another answer; those that say nothing about these files are not shown.
class ImportChoices : public QWidget {
    Q_OBJECT
public:
    explicit ImportChoices(QWidget* parent = nullptr);
    // All but the paths and the name.
    ImportRequest request() const;
    void forget(); // other files: nothing is chosen
    void show(const ImportSummary& summary);
    // The tags of these files are numbers: asks for their names.
    void askForNames();

Q_SIGNALS:
    void changed(); // by the user

private:
    QComboBox* list(const QString& caption, bool shown);
    QLineEdit* line(const QString& caption);
    void place();
    void forgetFound();
    void fill(
        QComboBox* box, const QString& what, const QStringList& found, const QStringList& others);

    QList<Field*> m_fields; // in order
    QHash<QWidget*, Field*> m_fieldOf;
    QGridLayout* m_grid;
    QComboBox* m_format;
    QComboBox* m_split;
    QComboBox* m_merge;
    QLineEdit* m_annotator;
    QLineEdit* m_names; // of tags that are numbers
    QComboBox* m_encoding;
    QComboBox* m_unit;
    QComboBox* m_offsets;
    QComboBox* m_scheme;
    QHash<QString, QComboBox*> m_settings; // by the setting's key
    QCheckBox* m_skipBad;
};

} // namespace evenspan::ui
