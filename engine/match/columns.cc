#include "engine/match/columns.h"

#include <xapian.h>

#include <algorithm>

#include "engine/schema/schema.h"

namespace pressmark {

Columns::Columns(const Xapian::Database& postings) {
  const size_t count = size_t{postings.get_lastdocid()} + 1;
  days_.assign(count, -1);
  kinds_.assign(count, static_cast<uint8_t>(Kind::kPage));
  languages_.assign(count, 0);
  for (auto it = postings.valuestream_begin(schema::kDateSlot);
       it != postings.valuestream_end(schema::kDateSlot); ++it) {
    const int32_t day = schema::decode_day(*it);
    days_.at(it.get_docid()) = day;
    latest_day_ = std::max(latest_day_, day);
  }
  for (auto it = postings.valuestream_begin(schema::kKindSlot);
       it != postings.valuestream_end(schema::kKindSlot); ++it) {
    const std::string value = *it;
    if (value.empty()) continue;
    kinds_.at(it.get_docid()) =
        std::min<uint8_t>(static_cast<uint8_t>(value[0]), static_cast<uint8_t>(Kind::kData));
    const std::string language = value.substr(1);
    auto found = std::find(language_names_.begin(), language_names_.end(), language);
    if (found == language_names_.end()) {
      if (language_names_.size() > 0xff) continue;
      found = language_names_.insert(language_names_.end(), language);
    }
    languages_.at(it.get_docid()) = static_cast<uint8_t>(found - language_names_.begin());
  }
}

}  // namespace pressmark
