#include "indexer/reader/pdf_outline.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFNameTreeObjectHelper.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

namespace pressmark {
namespace {

constexpr size_t kEntriesMax = 20'000;
constexpr int kDepthMax = 32;

class OutlineReader {
 public:
  explicit OutlineReader(QPDF& pdf) : pdf_(pdf), root_(pdf.getRoot()) {
    uint32_t number = 0;
    for (const QPDFObjectHandle& page : pdf.getAllPages()) page_of_[page.getObjGen()] = number++;
    QPDFObjectHandle names = root_.getKey("/Names");
    if (!names.isDictionary()) return;
    QPDFObjectHandle destinations = names.getKey("/Dests");
    if (destinations.isDictionary())
      names_ = std::make_unique<QPDFNameTreeObjectHelper>(destinations, pdf_, false);
  }

  std::vector<OutlineEntry> read() {
    QPDFObjectHandle outlines = root_.getKey("/Outlines");
    if (outlines.isDictionary()) walk(outlines.getKey("/First"), 0);
    return std::move(entries_);
  }

 private:
  void walk(QPDFObjectHandle item, int depth) {
    while (item.isDictionary() && depth < kDepthMax && entries_.size() < kEntriesMax) {
      // Chains that bite their own tail are a known attack.
      if (!seen_.insert(item.getObjGen()).second) return;
      add(item);
      walk(item.getKey("/First"), depth + 1);
      item = item.getKey("/Next");
    }
  }

  void add(QPDFObjectHandle& item) {
    QPDFObjectHandle title = item.getKey("/Title");
    if (!title.isString()) return;

    try {
      const std::optional<uint32_t> page = page_of(destination_of(item));
      if (page) entries_.push_back({title.getUTF8Value(), *page});
    } catch (const QPDFExc&) {
      // A damaged destination costs this entry, not the rest.
    }
  }

  static QPDFObjectHandle destination_of(QPDFObjectHandle& item) {
    QPDFObjectHandle direct = item.getKey("/Dest");
    if (!direct.isNull()) return direct;
    QPDFObjectHandle action = item.getKey("/A");
    if (!action.isDictionary() || !action.getKey("/S").isNameAndEquals("/GoTo"))
      return QPDFObjectHandle::newNull();
    return action.getKey("/D");
  }

  std::optional<uint32_t> page_of(QPDFObjectHandle destination) {
    if (destination.isName()) {
      QPDFObjectHandle named = root_.getKey("/Dests");
      if (!named.isDictionary()) return std::nullopt;
      destination = named.getKey(destination.getName());
    } else if (destination.isString() && names_) {
      QPDFObjectHandle found;
      if (!names_->findObject(destination.getUTF8Value(), found)) return std::nullopt;
      destination = found;
    }
    if (destination.isDictionary()) destination = destination.getKey("/D");
    if (!destination.isArray() || destination.getArrayNItems() == 0) return std::nullopt;
    QPDFObjectHandle page = destination.getArrayItem(0);
    if (page.isInteger()) {
      const int64_t number = page.getIntValue();
      if (number < 0 || number >= static_cast<int64_t>(page_of_.size())) return std::nullopt;
      return static_cast<uint32_t>(number);
    }
    const auto found = page_of_.find(page.getObjGen());
    if (found == page_of_.end()) return std::nullopt;
    return found->second;
  }

  QPDF& pdf_;
  QPDFObjectHandle root_;
  std::map<QPDFObjGen, uint32_t> page_of_;
  std::unique_ptr<QPDFNameTreeObjectHelper> names_;
  std::set<QPDFObjGen> seen_;
  std::vector<OutlineEntry> entries_;
};

void read_catalogue(QPDF& pdf, PdfStructure& structure) {
  QPDFObjectHandle root = pdf.getRoot();
  QPDFObjectHandle language = root.getKey("/Lang");
  if (language.isString()) structure.language = language.getUTF8Value();
  // Numbering the pages reads every one of them: not for a document without an outline.
  if (root.getKey("/Outlines").isDictionary()) structure.outline = OutlineReader(pdf).read();
}

bool is_damaged(QPDF& pdf) {
  const std::vector<QPDFExc> warnings = pdf.getWarnings();
  return std::any_of(warnings.begin(), warnings.end(),
                     [](const QPDFExc& warning) { return warning.getErrorCode() == qpdf_e_damaged_pdf; });
}

}  // namespace

PdfStructure read_structure(std::string_view bytes) {
  PdfStructure structure;
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  try {
    pdf.processMemoryFile("document", bytes.data(), bytes.size());
    read_catalogue(pdf, structure);
  } catch (const QPDFExc& exception) {
    structure.needs_password = exception.getErrorCode() == qpdf_e_password;
    structure.fault = exception.getMessageDetail();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& exception) {
    structure.fault = exception.what();
  }
  structure.repaired = is_damaged(pdf);
  return structure;
}

std::string rewrite_damaged(std::string_view bytes) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  try {
    pdf.processMemoryFile("document", bytes.data(), bytes.size());
    if (pdf.getAllPages().empty() || !is_damaged(pdf)) return {};
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setPreserveEncryption(false);
    writer.setStreamDataMode(qpdf_s_preserve);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace pressmark
