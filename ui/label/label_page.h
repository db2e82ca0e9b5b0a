// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/changes.h"
#include "core/text/offset_map.h"
#include "ui/label/canvas/canvas_document.h"
#include "ui/shell/page.h"
#include "ui/shell/workbench.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>

class QBoxLayout;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QVBoxLayout;

namespace evenspan {
class Encoders;
}

namespace evenspan::store {
class Writer;
}

namespace evenspan::ui {

class ActiveTime;
class BrushBar;
class CanvasOptions;
class DataTable;
class ElidedLabel;
class EmptyState;
class ErrorBanner;
class HistoryPanel;
class LabelPanel;
class MainWindow;
class NavigatorPanel;
class NotesPanel;
class PalettePanel;
class ProgressButton;
class SpansModel;
class SuggestionControl;
class TextCanvas;

// The labelling workspace: documents at the left, the text in the middle, labels and spans at the
// right. Every change is on disk when the screen shows it.
class LabelPage : public Page {
    Q_OBJECT

public:
    // `encoders` null: there are no sub-words to show.
    LabelPage(MainWindow& window, std::shared_ptr<Encoders> encoders, QWidget* parent = nullptr);
    ~LabelPage() override;

    QString breadcrumb() const override;
    bool goUp() override;
    QList<QWidget*> panels() const override;
    void shown() override;
    QList<std::pair<QString, QString>> keyHints() const override;

    void applyLabel(int label); // to the picked span, else to the selection or the token
    // What is chosen takes the label; with nothing chosen it stays in the hand, or leaves it.
    void chooseLabel(int label);
    void toggleBrush(); // the label used last stays in the hand
    void joinSelection(); // to the entity that was picked before, or takes it out again
    CanvasOptions& options() { return *m_options; }
    void finish(bool withoutEntities); // marks the document done and goes to the next one
    void step(int documents); // to the next (previous) document
    void focusPalette();
    void aboutLabel(); // of the picked span, else of the list
    void editAttributes(); // of the picked span, else of the document
    void defineAttributes();
    void removePicked();
    // Labels every other place of this document that reads as the picked span, as one undo step.
    void propagate();
    // The same in a wider scope, after a look at every place.
    void propagateWide();
    void acceptAbove(); // suggestions from a score on, in a scope
    void rejectMany(); // suggestions of a run or a rule, in a scope
    void chooseSuggesting(); // the run that suggests
    void suggestForShown(); // for every document of the list
    void suggestAnew(); // where suggestions are scored otherwise than the project's scores now
    void showProgressTables();
    void goUncertain(bool forward); // the next suggestion or flagged entity, round the text
    void comment(); // on the picked entity, else on the document
    void flag(); // the same; a second time takes the flag away
    void showHistory();
    void foldNavigator(); // and unfold; remembered
    void foldSide();
    // Shows a place of a document of the list, when that document is there.
    void goToPlace(DocumentId document, CodePointRange range);
    void listBy(const QString& query); // the documents, as a filter says, the list at hand
    bool hasDocument() const { return m_document.has_value(); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildSide(QWidget* side);
    void buildReview();
    void buildCanvas(std::shared_ptr<Encoders> encoders);
    int brushLabel() const; // -1: none in the hand
    void setBrush(int label);
    QString joinHint() const;
    void join(SpanId id, CodePointRange range);
    void changeParts(
        const store::SpanRow& span, const std::vector<CodePointRange>& parts, const QString& name);
    void labelRange(CodePointRange range, int label);
    void buildLabels(QVBoxLayout* side);
    void showLists(bool lists); // false: the view of a label in their place
    void jump(DocumentId document, SpanId span);
    void buildFoot(QBoxLayout* column);
    void wantSuggestions(); // for the document on the canvas and those around it
    void failed(const Error& error); // a full disk is said by the window, the rest here
    void showFlags();
    void fitPanels();
    void sayWithUndo(const QString& text);
    void showProject();
    // A document with the moment from which refresh() asks what has changed.
    struct Opened {
        store::DocumentData document;
        store::DocumentChanges since;
    };
    void load(DocumentId id);
    void take(Opened opened);
    void refresh(); // what changed in the document on the canvas
    void takeChanges(store::DocumentChanges changes);
    CanvasSpan canvasSpan(const store::SpanRow& span) const;
    std::vector<CanvasSpan> canvasSpans() const;
    void showSpans(bool compare); // all of them; false: the canvas has them
    bool coloursChanged(); // since the last call
    void showFacts();
    void showPlace();
    void typed(const QString& text);
    const store::SpanRow* spanOf(SpanId id) const;
    QString excerpt(CodePointRange range) const;
    // One undo step called `name`; the document counts as begun with its first change.
    void change(const QString& name, std::function<Result<void>(store::Writer&)> body);

    MainWindow& m_window;
    Workbench& m_workbench;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    ErrorBanner* m_banner;
    NavigatorPanel* m_navigator;
    QWidget* m_sidePanel;
    ElidedLabel* m_title;
    ElidedLabel* m_facts;
    QPushButton* m_done;
    TextCanvas* m_canvas;
    BrushBar* m_brushBar = nullptr;
    CanvasOptions* m_options = nullptr;
    std::string m_brush; // name of the label in the hand
    int m_lastLabel = 0; // used last
    QString m_hint; // what a key would do now
    PalettePanel* m_palette;
    LabelPanel* m_labelPanel;
    SpansModel* m_spansModel;
    DataTable* m_spans;
    QTabWidget* m_tabs;
    NotesPanel* m_notes;
    HistoryPanel* m_history;
    SuggestionControl* m_suggestions;
    ProgressButton* m_progressLine;
    ActiveTime* m_time;
    QString m_path; // of the project shown
    std::optional<store::DocumentData> m_document;
    std::shared_ptr<const OffsetMap> m_map; // of its text
    store::Moment m_moment; // of what is shown
    std::string m_hash; // of its text
    std::map<std::string, int> m_coloured; // colours that the canvas shows
    DocumentId m_wanted; // asked for, comes later
    SpanId m_pickNext; // in the document that comes
    std::optional<std::pair<DocumentId, CodePointRange>> m_place; // to show when it is there
    std::optional<std::pair<DocumentId, CodePointRange>> m_placeLater; // the list is not there yet
    Workbench::Ticket m_ticket = 0;
};

// Adds the page and its actions to the window.
void addLabelPage(MainWindow& window, std::shared_ptr<Encoders> encoders = {});
void addCanvasActions(MainWindow& window); // those on the text's look, for addLabelPage

} // namespace evenspan::ui
