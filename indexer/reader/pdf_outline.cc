#include "indexer/reader/pdf_outline.h"

#include <poppler/Catalog.h>
#include <poppler/Link.h>
#include <poppler/Object.h>
#include <poppler/PDFDoc.h>
#include <poppler/XRef.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "indexer/reader/metadata.h"
#include "indexer/reader/pdf_strings.h"

namespace pressmark {
namespace {

constexpr size_t kEntriesMax = 20'000;
constexpr int kDepthMax = 32;

class OutlineReader {
 public:
  explicit OutlineReader(PDFDoc& source) : source_(source) {}

  std::vector<OutlineEntry> read() {
    const Object* outline = source_.getCatalog()->getOutline();
    if (outline == nullptr || !outline->isDict()) return {};
    for (int i = 0; i < source_.getNumPages(); ++i) {
      const Ref* page = source_.getCatalog()->getPageRef(i + 1);
      if (page != nullptr) page_of_.emplace(std::make_pair(page->num, page->gen), static_cast<uint32_t>(i));
    }
    walk(outline->dictLookupNF("First").copy(), 0);
    return std::move(entries_);
  }

 private:
  void walk(Object link, int depth) {
    while (link.isRef() && depth < kDepthMax && seen_.size() < kEntriesMax) {
      // Chains that bite their own tail are a known attack.
      if (!seen_.insert(link.getRefNum()).second) return;
      const Object item = source_.getXRef()->fetch(link.getRef());
      if (!item.isDict()) return;
      add(item);
      walk(item.dictLookupNF("First").copy(), depth + 1);
      link = item.dictLookupNF("Next").copy();
    }
  }

  void add(const Object& item) {
    const Object title = item.dictLookup("Title");
    if (!title.isString()) return;
    const std::optional<uint32_t> page = page_of(action_of(item).get());
    if (page) entries_.push_back({squeeze(text_string(title.getString()->toStr())), *page});
  }

  static std::unique_ptr<LinkAction> action_of(const Object& item) {
    const Object destination = item.dictLookup("Dest");
    if (!destination.isNull()) return LinkAction::parseDest(&destination);
    const Object action = item.dictLookup("A");
    return action.isDict() ? LinkAction::parseAction(&action) : nullptr;
  }

  std::optional<uint32_t> page_of(const LinkAction* action) {
    const auto* jump = dynamic_cast<const LinkGoTo*>(action);
    if (jump == nullptr || !jump->isOk()) return std::nullopt;
    const LinkDest* destination = jump->getDest();
    std::unique_ptr<LinkDest> named;
    if (destination == nullptr && jump->getNamedDest() != nullptr) {
      named = source_.findDest(jump->getNamedDest());
      destination = named.get();
    }
    if (destination == nullptr || !destination->isOk()) return std::nullopt;
    if (!destination->isPageRef()) {
      const int number = destination->getPageNum();
      if (number < 1 || number > source_.getNumPages()) return std::nullopt;
      return static_cast<uint32_t>(number - 1);
    }
    const Ref page = destination->getPageRef();
    const auto found = page_of_.find({page.num, page.gen});
    if (found == page_of_.end()) return std::nullopt;
    return found->second;
  }

  PDFDoc& source_;
  std::map<std::pair<int, int>, uint32_t> page_of_;
  std::set<int> seen_;
  std::vector<OutlineEntry> entries_;
};

}  // namespace

std::vector<OutlineEntry> read_outline(PDFDoc& source) {
  return OutlineReader(source).read();
}

}  // namespace pressmark
