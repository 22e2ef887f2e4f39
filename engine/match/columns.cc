#include "engine/match/columns.h"

#include <xapian.h>

#include <algorithm>
#include <map>

#include "engine/schema/schema.h"

namespace pressmark {

Columns::Columns(const Xapian::Database& postings) {
  const size_t count = size_t{postings.get_lastdocid()} + 1;
  days_.assign(count, -1);
  profile_of_.assign(count, 0);
  std::vector<Profile> profiles(count);
  for (auto it = postings.valuestream_begin(schema::kDateSlot);
       it != postings.valuestream_end(schema::kDateSlot); ++it) {
    const int32_t day = schema::decode_day(*it);
    days_.at(it.get_docid()) = day;
    if (day >= 0) profiles.at(it.get_docid()).year = schema::year_of_day(day);
    latest_day_ = std::max(latest_day_, day);
  }
  for (auto it = postings.valuestream_begin(schema::kKindSlot);
       it != postings.valuestream_end(schema::kKindSlot); ++it) {
    const std::string value = *it;
    if (value.empty()) continue;
    Profile& profile = profiles.at(it.get_docid());
    profile.kind = static_cast<Kind>(
        std::min<uint8_t>(static_cast<uint8_t>(value[0]), static_cast<uint8_t>(Kind::kData)));
    profile.language = language_index(value.substr(1));
  }
  std::map<Profile, uint32_t> numbers{{profiles_.front(), 0}};
  for (size_t docid = 0; docid < count; ++docid) {
    const Profile& profile = profiles[docid];
    const auto [known, is_new] = numbers.emplace(profile, static_cast<uint32_t>(profiles_.size()));
    if (is_new) profiles_.push_back(profile);
    profile_of_[docid] = known->second;
  }
}

uint8_t Columns::language_index(const std::string& name) {
  auto found = std::find(language_names_.begin(), language_names_.end(), name);
  if (found == language_names_.end()) {
    if (language_names_.size() > 0xff) return 0;
    found = language_names_.insert(language_names_.end(), name);
  }
  return static_cast<uint8_t>(found - language_names_.begin());
}

}  // namespace pressmark
