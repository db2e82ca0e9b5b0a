// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/report/report_model.h"

#include <QByteArray>
#include <QRectF>
#include <stop_token>

namespace evenspan::report {

// The pages as QPdfWriter draws them, and what has to be added to them afterwards. Lengths in
// points from the left upper corner of an A4 page.
struct PdfPages {
    struct Link {
        int page = 0; // from 0
        QRectF box;
        QString target; // id of a section
    };
    struct Target {
        QString id, title;
        int level = 1;
        int page = 0;
        double y = 0;
    };
    QByteArray bytes;
    int count = 0;
    std::vector<Link> links;
    std::vector<Target> targets; // in reading order
};

// Lays the report out: title page, contents, sections; a running head and "3 / 17" on every page
// but the first. Needs a QGuiApplication. Errors: Cancelled, Internal.
Result<PdfPages> layOutPdf(const Report& report, std::stop_token stop = {});

} // namespace evenspan::report
