// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/pdf.h"

#include "core/report/pdf_pages.h"
#include "core/report/pdf_unicode.h"

#include <map>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace evenspan::report {

namespace {

using Handle = QPDFObjectHandle;

constexpr double kPageHeight = 842;

Handle text(const QString& value) {
    return Handle::newUnicodeString(value.toStdString());
}

// "2026-01-31T12:00:00Z" as "D:20260131120000Z".
std::string pdfDate(const QString& iso) {
    std::string out = "D:";
    for (const auto letter : iso)
        if (letter.isDigit())
            out += char(letter.unicode());
    return out + "Z";
}

// A place in the document: the line stands a little below the upper edge of the window.
Handle destination(const Handle& page, double y) {
    auto list = Handle::newArray();
    list.appendItem(page);
    list.appendItem(Handle::newName("/XYZ"));
    list.appendItem(Handle::newNull());
    list.appendItem(Handle::newReal(kPageHeight - y + 12, 1));
    list.appendItem(Handle::newNull());
    return list;
}

class Finisher {
public:
    Finisher(const Report& report, const PdfPages& pages)
        : m_report(report)
        , m_pages(pages) {
        m_pdf.processMemoryFile("report", pages.bytes.constData(), std::size_t(pages.bytes.size()));
        for (auto& page : QPDFPageDocumentHelper(m_pdf).getAllPages())
            m_handles.push_back(page.getObjectHandle());
    }

    std::string finish() {
        readableText();
        catalog();
        information();
        links();
        outline();
        attach();
        QPDFWriter writer(m_pdf);
        writer.setOutputMemory();
        writer.setDeterministicID(true);
        writer.setObjectStreamMode(qpdf_o_generate);
        writer.setRecompressFlate(true);
        writer.setCompressStreams(true);
        writer.write();
        const auto buffer = writer.getBufferSharedPointer();
        return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
    }

private:
    void readableText() {
        const auto characters = plainCharacters();
        for (auto& object : m_pdf.getAllObjects()) {
            if (!object.isDictionary() || !object.hasKey("/ToUnicode"))
                continue;
            auto map = object.getKey("/ToUnicode");
            const auto data = map.getStreamData(qpdf_dl_all);
            const std::string_view text(
                reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
            map.replaceStreamData(
                withPlainCharacters(text, characters), Handle::newNull(), Handle::newNull());
        }
    }

    void catalog() {
        auto root = m_pdf.getRoot();
        root.removeKey("/Metadata"); // says when and with what the pages were made
        root.replaceKey("/Lang", text(m_report.language));
        auto view = Handle::newDictionary();
        view.replaceKey("/DisplayDocTitle", Handle::newBool(true));
        root.replaceKey("/ViewerPreferences", view);
        root.replaceKey("/PageMode", Handle::newName("/UseOutlines"));
    }

    void information() {
        auto info = Handle::newDictionary();
        info.replaceKey("/Title", text(m_report.title));
        info.replaceKey("/Subject", text(m_report.subtitle));
        info.replaceKey("/Creator", text(m_report.program));
        const auto date = Handle::newString(pdfDate(m_report.date));
        info.replaceKey("/CreationDate", date);
        info.replaceKey("/ModDate", date);
        m_pdf.getTrailer().replaceKey("/Info", m_pdf.makeIndirectObject(info));
    }

    const PdfPages::Target* find(const QString& id) const {
        for (const auto& target : m_pages.targets)
            if (target.id == id)
                return &target;
        return nullptr;
    }

    void links() {
        for (const auto& link : m_pages.links) {
            const auto* target = find(link.target);
            if (!target)
                continue;
            auto note = Handle::newDictionary();
            note.replaceKey("/Type", Handle::newName("/Annot"));
            note.replaceKey("/Subtype", Handle::newName("/Link"));
            note.replaceKey("/Rect",
                Handle::newFromRectangle({link.box.left(), kPageHeight - link.box.bottom(),
                    link.box.right(), kPageHeight - link.box.top()}));
            auto border = Handle::newArray();
            for (int i = 0; i < 3; ++i)
                border.appendItem(Handle::newInteger(0));
            note.replaceKey("/Border", border);
            note.replaceKey("/Contents", text(target->title));
            note.replaceKey("/Dest", destination(m_handles[std::size_t(target->page)], target->y));
            auto page = m_handles[std::size_t(link.page)];
            auto notes = page.getKey("/Annots");
            if (!notes.isArray()) {
                notes = Handle::newArray();
                page.replaceKey("/Annots", notes);
                notes = page.getKey("/Annots");
            }
            notes.appendItem(m_pdf.makeIndirectObject(note));
        }
    }

    // ISO 32000-1, 12.3.3: items of one level are a chain, /Count says how many are open below.
    void outline() {
        if (m_pages.targets.empty())
            return;
        auto root = m_pdf.makeIndirectObject(Handle::newDictionary());
        root.replaceKey("/Type", Handle::newName("/Outlines"));
        Handle lastTop, lastBelow;
        int tops = 0, below = 0;
        for (const auto& target : m_pages.targets) {
            auto item = m_pdf.makeIndirectObject(Handle::newDictionary());
            item.replaceKey("/Title", text(target.title));
            item.replaceKey("/Dest", destination(m_handles[std::size_t(target.page)], target.y));
            const bool top = target.level == 1 || !tops;
            auto parent = top ? root : lastTop;
            auto& before = top ? lastTop : lastBelow;
            const bool first = top ? tops == 0 : below == 0;
            item.replaceKey("/Parent", parent);
            if (first) {
                parent.replaceKey("/First", item);
            } else {
                item.replaceKey("/Prev", before);
                before.replaceKey("/Next", item);
            }
            parent.replaceKey("/Last", item);
            if (top) {
                ++tops;
                below = 0;
            } else {
                ++below;
                lastTop.replaceKey("/Count", Handle::newInteger(-below)); // folded
            }
            before = item;
        }
        root.replaceKey("/Count", Handle::newInteger(tops));
        m_pdf.getRoot().replaceKey("/Outlines", root);
    }

    void attach() {
        if (m_report.audit.isEmpty())
            return;
        auto stream = QPDFEFStreamObjectHelper::createEFStream(m_pdf, m_report.audit.toStdString());
        stream.setCreationDate(pdfDate(m_report.date))
            .setModDate(pdfDate(m_report.date))
            .setSubtype("application/json");
        auto file = QPDFFileSpecObjectHelper::createFileSpec(m_pdf, "audit.json", stream);
        file.setDescription(m_report.words.attachment.toStdString());
        QPDFEmbeddedFileDocumentHelper(m_pdf).replaceEmbeddedFile("audit.json", file);
        m_pdf.getRoot().replaceKey("/PageMode", Handle::newName("/UseOutlines"));
    }

    const Report& m_report;
    const PdfPages& m_pages;
    QPDF m_pdf;
    std::vector<Handle> m_handles;
};

} // namespace

Result<std::string> writePdf(const Report& report, std::stop_token stop) {
    auto pages = layOutPdf(report, stop);
    if (!pages)
        return pages.error();
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped", "report", "Start it again."};
    try {
        return Finisher(report, *pages).finish();
    } catch (const std::exception&) {
        // The library's own message may quote the document.
        return Error{ErrorCode::Internal, "The PDF could not be completed", "report",
            "Save the report as HTML, and report this as a bug."};
    }
}

} // namespace evenspan::report
