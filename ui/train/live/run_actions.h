// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_marks.h"
#include "ui/shell/workbench.h"

#include <QObject>

#include <functional>
#include <map>

class QMenu;

namespace evenspan::ui {

class RunDesk;
class Toast;

// What can be done with runs beside training them: marks, the trash, verifying. Each change is
// stored at once and can be taken back from the message that tells of it.
class RunActions : public QObject {
    Q_OBJECT
public:
    using Marks = std::map<RunId, store::RunMarks>;

    // `desk` may be null: nothing can be verified then.
    RunActions(Workbench& workbench, RunDesk* desk, Toast& toast, QWidget* window);
    ~RunActions() override;

    const store::RunMarks& marks(RunId run) const;
    void loadMarks(); // marksChanged() follows
    void setMarks(RunId run, const store::RunMarks& marks);

    void toggleStar(const std::vector<store::RunRow>& runs);
    void setArchived(const std::vector<store::RunRow>& runs, bool archived);
    void setTrashed(const std::vector<store::RunRow>& runs, bool trashed);
    // Asks before, since nothing brings the files back.
    void deleteForEver(const std::vector<store::RunRow>& runs);
    void copyCommand(const store::RunRow& run);
    void verify(const store::RunRow& run);
    bool canVerify() const; // an engine is here, and nothing is being verified
    void cancelVerify();
    // A run that has weights and is not at work; `live` as below.
    static bool hasModel(const store::RunRow& run, const QString& live);
    // For a list's context menu; `live` is the run that trains.
    void fill(QMenu& menu, const std::vector<store::RunRow>& runs, const QString& live);

Q_SIGNALS:
    void marksChanged();
    void runsChanged(); // some are gone for ever
    void failed(const evenspan::Error& error);
    void trainAgain(const evenspan::store::RunRow& run); // in the dialog, with its recipe
    void continueFrom(const evenspan::store::RunRow& run); // the same, from its weights
    void exportModel(const evenspan::store::RunRow& run); // asks for form and place
    void compare(const QStringList& names);
    void verifyProgress(const QString& run, double share); // below 0: not known
    void verified(const QString& run, const QString& words, bool good);

private:
    // Changes marks of several runs; `said` with Undo, which brings the old ones back.
    void change(const std::vector<store::RunRow>& runs,
        const std::function<void(store::RunMarks&)>& edit, const QString& said);
    void keep(const Marks& marks);

    Workbench& m_workbench;
    RunDesk* m_desk;
    Toast& m_toast;
    QWidget* m_window;
    Marks m_marks;
    Workbench::Ticket m_ticket = 0;
    int m_writing = 0; // changes on their way: what is read meanwhile may lack them
    bool m_reload = false;
    std::uint64_t m_verifying = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
