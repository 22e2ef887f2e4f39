#include "engine/query/house_rules.h"

#include <xapian.h>

#include <algorithm>

#include "engine/limits.h"
#include "engine/query/word_keys.h"
#include "engine/schema/schema.h"
#include "engine/schema/stored_fields.h"

namespace pressmark {
namespace {

void insert_sorted(std::vector<uint32_t>& docids, uint32_t docid) {
  const auto at = std::lower_bound(docids.begin(), docids.end(), docid);
  if (at == docids.end() || *at != docid) docids.insert(at, docid);
}

/// The words of a query that has no others; nothing when it has groups, fields, exclusions or no words.
struct PlainText {
  std::string text;
  bool quoted = false;
};
PlainText plain_text(const std::vector<Clause>& clauses) {
  PlainText plain;
  for (const Clause& clause : clauses) {
    const bool words = clause.type == Clause::Type::kWord || clause.type == Clause::Type::kPhrase;
    if (!words || clause.field != QueryField::kAny || clause.occur == Occur::kMustNot) return {};
    plain.quoted = plain.quoted || clause.type == Clause::Type::kPhrase;
    plain.text += clause.text + ' ';
  }
  return plain;
}

}  // namespace

class HouseRules::Builder {
 public:
  Builder(HouseRules& rules, const Editorial& editorial, const Xapian::Database& postings, Analyzer& analyzer)
      : rules_(rules), editorial_(editorial), postings_(postings), analyzer_(analyzer) {}

  void run() {
    for (const auto& entry : editorial_.pins) look_up(entry.publications);
    for (const auto& entry : editorial_.hides) look_up(entry.publications);
    for (const auto& entry : editorial_.boosts) {
      if (!entry.publication.empty()) look_up({entry.publication});
    }
    const bool addresses =
        std::any_of(docids_.begin(), docids_.end(), [](const auto& d) { return d.second == 0; });
    if (addresses || !editorial_.boosts.empty()) read_all();
    for (const PinEntry& entry : editorial_.pins) add_pins(entry);
    for (const HideEntry& entry : editorial_.hides) add_hides(entry);
    for (const BoostEntry& entry : editorial_.boosts) check_boost(entry);
    for (const std::string& word : editorial_.denied) {
      for (std::string& form : word_forms(analyzer_, word, rules_.languages_.front()))
        rules_.denied_.insert(std::move(form));
    }
  }

 private:
  void look_up(const std::vector<std::string>& publications) {
    for (const std::string& name : publications) {
      const std::string term = schema::id_term(name);
      const auto it = postings_.postlist_begin(term);
      docids_[name] = it == postings_.postlist_end(term) ? 0 : *it;
    }
  }

  /// Finds what is named by its address, and the boost of every publication.
  void read_all() {
    if (!editorial_.boosts.empty()) rules_.boosts_.assign(postings_.get_lastdocid() + 1, 1);
    used_.assign(editorial_.boosts.size(), false);
    for (auto it = postings_.postlist_begin(""); it != postings_.postlist_end(""); ++it) {
      const Result<StoredFields> fields = decode_stored_fields(postings_.get_document(*it).get_data());
      if (!fields.ok()) continue;
      const auto named = docids_.find(fields.value().url);
      if (named != docids_.end() && named->second == 0) named->second = *it;
      if (!rules_.boosts_.empty()) rules_.boosts_[*it] = static_cast<float>(boost_of(fields.value()));
    }
  }

  /// Of the most particular entry: a publication's own, else the longest prefix of its address, else its
  /// kind.
  double boost_of(const StoredFields& fields) {
    size_t best = editorial_.boosts.size();
    size_t best_rank = 0;
    for (size_t i = 0; i < editorial_.boosts.size(); ++i) {
      const BoostEntry& entry = editorial_.boosts[i];
      size_t rank = 0;
      if (!entry.publication.empty()) {
        if (entry.publication == fields.id || entry.publication == fields.url) rank = SIZE_MAX;
      } else if (!entry.address_prefix.empty()) {
        if (fields.url.starts_with(entry.address_prefix)) rank = 1 + entry.address_prefix.size();
      } else if (entry.kind == fields.kind) {
        rank = 1;
      }
      if (rank > 0) used_[i] = true;
      if (rank > best_rank) {
        best = i;
        best_rank = rank;
      }
    }
    return best < editorial_.boosts.size() ? editorial_.boosts[best].factor : 1;
  }

  void fault(uint32_t line, std::string message) {
    rules_.faults_.push_back(
        {ErrorCode::kGone, std::move(message), editorial_.file + ':' + std::to_string(line)});
  }

  std::vector<uint32_t> found(const std::vector<std::string>& publications, uint32_t line) {
    std::vector<uint32_t> docids;
    for (const std::string& name : publications) {
      const uint32_t docid = docids_.at(name);
      if (docid == 0) {
        fault(line, "no publication in the index has the id or address \"" + name +
                        "\"; copy one from `search --json`");
      } else if (std::find(docids.begin(), docids.end(), docid) == docids.end()) {
        docids.push_back(docid);
      }
    }
    return docids;
  }

  void add_pins(const PinEntry& entry) {
    const std::vector<uint32_t> docids = found(entry.publications, entry.line);
    for (QueryRules* rules : rules_of(entry.queries)) {
      for (const uint32_t docid : docids) {
        if (rules->pinned.size() == limits::kPinnedMax) break;
        if (std::find(rules->pinned.begin(), rules->pinned.end(), docid) == rules->pinned.end())
          rules->pinned.push_back(docid);
      }
    }
  }

  void add_hides(const HideEntry& entry) {
    const std::vector<uint32_t> docids = found(entry.publications, entry.line);
    const std::vector<QueryRules*> queries = rules_of(entry.queries);
    for (const uint32_t docid : docids) {
      if (entry.queries.empty()) insert_sorted(rules_.hidden_, docid);
      for (QueryRules* rules : queries) insert_sorted(rules->hidden, docid);
    }
  }

  void check_boost(const BoostEntry& entry) {
    const auto index = static_cast<size_t>(&entry - editorial_.boosts.data());
    if (used_[index]) return;
    const std::string what = !entry.publication.empty()      ? "\"" + entry.publication + "\""
                             : !entry.address_prefix.empty() ? "\"" + entry.address_prefix + "…\""
                                                             : std::string(kind_name(*entry.kind));
    fault(entry.line, "no publication in the index is meant by this boost of " + what);
  }

  std::vector<QueryRules*> rules_of(const std::vector<std::string>& queries) {
    std::vector<QueryRules*> all;
    for (const std::string& query : queries) {
      for (const std::string& language : rules_.languages_) {
        const std::vector<std::string> keys = word_keys(analyzer_, query, language);
        if (!keys.empty()) all.push_back(&rules_.by_query_[name_of(language, keys)]);
      }
    }
    return all;
  }

  HouseRules& rules_;
  const Editorial& editorial_;
  const Xapian::Database& postings_;
  Analyzer& analyzer_;
  std::map<std::string, uint32_t> docids_;  // of what the entries name; 0 for none
  std::vector<bool> used_;                  // the boosts
};

HouseRules::HouseRules(const Editorial& editorial, const Xapian::Database& postings,
                       const std::vector<std::string>& languages, Analyzer& analyzer)
    : languages_(languages) {
  if (languages_.empty()) languages_.emplace_back();
  synonyms_ = SynonymTable(editorial.synonyms, languages_, analyzer);
  Builder(*this, editorial, postings, analyzer).run();
}

QueryRules HouseRules::for_query(const Query& query, Analyzer& analyzer) const {
  QueryRules rules;
  rules.hidden = hidden_;
  if (by_query_.empty()) return rules;
  const PlainText plain = plain_text(query.clauses);
  if (plain.text.empty()) return rules;
  for (const std::string& language : languages_) {
    const auto found = by_query_.find(name_of(language, word_keys(analyzer, plain.text, language)));
    if (found == by_query_.end()) continue;
    for (const uint32_t docid : found->second.hidden) insert_sorted(rules.hidden, docid);
    if (rules.pinned.empty() && !plain.quoted) rules.pinned = found->second.pinned;
  }
  std::erase_if(rules.pinned, [&](uint32_t docid) {
    return std::binary_search(rules.hidden.begin(), rules.hidden.end(), docid);
  });
  return rules;
}

}  // namespace pressmark
