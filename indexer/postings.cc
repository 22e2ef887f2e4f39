#include "indexer/postings.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "engine/analysis/edition.h"
#include "engine/analysis/folded_words.h"
#include "engine/limits.h"
#include "engine/schema/impact.h"
#include "engine/schema/schema.h"
#include "indexer/record_forms.h"

namespace pressmark {
namespace {

struct Frequencies {
  double weighted = 0;  // over all fields, each by its weight
  double title = 0;
};

std::string host_of(const std::string& url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string::npos) return {};
  const size_t start = scheme + 3;
  return url.substr(start, url.find_first_of("/?#:", start) - start);
}

std::string term_bytes(char prefix, std::string text) {
  if (text.size() > limits::kFormBytesMax) text.resize(limits::kFormBytesMax);
  return prefix + text;
}

}  // namespace

double weighted_length(const RecordContent& record) {
  double length = 0;
  for_each_form(record, [&](FormId, Role role) { length += role_weight(role); });
  return length;
}

std::vector<WeightedTerm> ranked_terms(const RecordContent& record, const LexiconBuilder& lexicon,
                                       double average_length) {
  std::unordered_map<TermId, Frequencies> frequencies;
  double length = 0;
  for_each_form(record, [&](FormId form, Role role) {
    const double weight = role_weight(role);
    length += weight;
    for (const TermId term : lexicon.terms_of(form)) {
      Frequencies& of = frequencies[term];
      of.weighted += weight;
      if (role == Role::kTitle) of.title += 1;
    }
  });
  std::vector<WeightedTerm> terms;
  terms.reserve(frequencies.size());
  for (const auto& [id, of] : frequencies) {
    const std::string term(lexicon.term(id));
    terms.push_back({term, impact(of.weighted, length, average_length)});
    if (of.title > 0)
      terms.push_back({schema::kTitlePrefix + term, impact(of.title, length, average_length)});
  }
  std::sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.term < b.term; });
  return terms;
}

std::string edition_value(const StoredFields& fields, Analyzer& analyzer) {
  if (fields.kind != Kind::kReport) return {};
  const EditionTitle title = split_edition(folded_words(analyzer, fields.title, fields.language));
  if (title.edition.empty()) return {};
  return schema::encode_edition(fields.publisher + '\n' + title.common, title.edition);
}

std::vector<std::string> boolean_terms(const StoredFields& fields, Analyzer& analyzer) {
  std::vector<std::string> terms = {schema::id_term(fields.id),
                                    schema::kKindPrefix + std::string(kind_name(fields.kind))};
  if (!fields.language.empty()) terms.push_back(term_bytes(schema::kLanguagePrefix, fields.language));
  if (!fields.filetype.empty()) terms.push_back(term_bytes(schema::kFiletypePrefix, fields.filetype));
  if (const std::string host = host_of(fields.url); !host.empty()) {
    terms.push_back(term_bytes(schema::kHostPrefix, host));
  }
  if (fields.published) {
    for (std::string& term : schema::date_terms(*fields.published)) terms.push_back(std::move(term));
  }
  const auto add_words = [&](char prefix, const std::string& text) {
    for (std::string& word : folded_words(analyzer, text, fields.language)) terms.push_back(prefix + word);
  };
  for (const std::string& author : fields.authors) add_words(schema::kAuthorPrefix, author);
  for (const std::string& topic : fields.topics) add_words(schema::kTopicPrefix, topic);
  add_words(schema::kPublisherPrefix, fields.publisher);
  const std::string title = schema::exact_title_term(folded_words(analyzer, fields.title, fields.language));
  if (!title.empty()) terms.push_back(title);
  return terms;
}

}  // namespace pressmark
