#include "engine/query/synonyms.h"

#include <algorithm>

#include "engine/query/word_keys.h"

namespace pressmark {
namespace {

void add_unique(std::vector<std::string>& values, const std::vector<std::string>& more) {
  for (const std::string& value : more) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }
}

}  // namespace

SynonymTable::SynonymTable(const std::vector<SynonymEntry>& entries,
                           const std::vector<std::string>& languages, Analyzer& analyzer)
    : languages_(languages) {
  if (languages_.empty()) languages_.emplace_back();
  for (const SynonymEntry& entry : entries) {
    for (const std::string& from : entry.from) {
      std::vector<std::string> to = entry.to;
      if (to.empty()) {
        to = entry.from;
        std::erase(to, from);
      }
      add(from, to, analyzer);
    }
  }
}

void SynonymTable::add(const std::string& from, const std::vector<std::string>& to, Analyzer& analyzer) {
  const std::vector<std::string> first = word_forms(analyzer, from, languages_.front());
  const bool stop_word = first.size() == 1 &&
                         std::any_of(languages_.begin(), languages_.end(), [&](const std::string& language) {
                           return is_stop_word(first.front(), language);
                         });
  for (const std::string& language : languages_) {
    const std::vector<std::string> keys = word_keys(analyzer, from, language);
    if (keys.empty()) continue;
    const std::vector<std::string> forms = word_forms(analyzer, from, language);
    known_.insert(forms.begin(), forms.end());
    words_max_ = std::max(words_max_, keys.size());
    Side& side = sides_[name_of(language, keys)];
    if (stop_word) side.only_as = from;
    add_unique(side.standing, to);
  }
}

std::vector<SynonymMatch> SynonymTable::find(const std::vector<Clause>& clauses, Analyzer& analyzer) const {
  std::vector<SynonymMatch> matches;
  if (empty()) return matches;
  // By language, then by clause.
  std::vector<std::vector<std::vector<std::string>>> keys(languages_.size());
  for (size_t l = 0; l < languages_.size(); ++l) {
    for (const Clause& clause : clauses) {
      keys[l].push_back(is_plain_word(clause) ? word_keys(analyzer, clause.text, languages_[l])
                                              : std::vector<std::string>());
    }
  }
  for (size_t first = 0; first < clauses.size();) {
    SynonymMatch best{first, 0, {}};
    for (size_t l = 0; l < languages_.size(); ++l) {
      std::vector<std::string> sequence;
      for (size_t at = first; at < clauses.size() && sequence.size() <= words_max_; ++at) {
        if (keys[l][at].empty() || clauses[at].occur != clauses[first].occur) break;
        sequence.insert(sequence.end(), keys[l][at].begin(), keys[l][at].end());
        const auto side = sides_.find(name_of(languages_[l], sequence));
        const size_t count = at - first + 1;
        if (side == sides_.end() || count < best.count) continue;
        if (!side->second.only_as.empty() && side->second.only_as != clauses[first].text) continue;
        if (count > best.count) best = {first, count, {}};
        add_unique(best.words, side->second.standing);
      }
    }
    first += std::max<size_t>(best.count, 1);
    if (best.count > 0) matches.push_back(std::move(best));
  }
  return matches;
}

bool SynonymTable::knows(std::string_view form, Analyzer& analyzer) const {
  return !known_.empty() && known_.contains(analyzer.fold(form));
}

}  // namespace pressmark
