#include "engine/query/plan_words.h"

#include <algorithm>

#include "engine/limits.h"
#include "engine/query/phrase_source.h"

namespace pressmark {
namespace {

// Stemming a query in more languages than this finds more by accident than by meaning.
constexpr size_t kLanguagesTriedMax = 6;

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

void add_unique(std::vector<std::string>& values, std::string value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
}

}  // namespace

WordResolver::WordResolver(const PlanContext& context) : context_(context), languages_(context.languages) {
  if (languages_.size() > kLanguagesTriedMax) languages_.resize(kLanguagesTriedMax);
  if (languages_.empty()) languages_.emplace_back();
}

std::vector<AnalysedWord> WordResolver::cut(const std::string& text, const std::string& language) {
  context_.analyzer.analyze(text, language, tokens_);
  std::vector<AnalysedWord> words;
  for (const Token& token : tokens_) words.push_back({token.form, token.kind == TokenKind::kCompound});
  return words;
}

const std::vector<AnalysedWord>& WordResolver::analyse(const std::string& text) {
  const auto known = analysed_.find(text);
  return known != analysed_.end() ? known->second : (analysed_[text] = analyse_anew(text));
}

std::vector<AnalysedWord> WordResolver::analyse_anew(const std::string& text) {
  std::vector<AnalysedWord> first = cut(text, languages_.front());
  const auto known = [&](const std::vector<AnalysedWord>& words) {
    return std::all_of(words.begin(), words.end(), [&](const AnalysedWord& word) {
      return word.compound || !context_.lexicon.forms(word.form).empty();
    });
  };
  if (known(first)) return first;
  for (size_t i = 1; i < languages_.size(); ++i) {
    std::vector<AnalysedWord> words = cut(text, languages_[i]);
    if (!words.empty() && known(words)) return words;
  }
  return first;
}

PlanWord WordResolver::resolve(const AnalysedWord& word) {
  PlanWord resolved;
  resolved.text = word.form;
  resolved.exact_forms = context_.lexicon.forms(word.form);
  for (const FormId form : resolved.exact_forms) {
    for (const std::string_view term : context_.lexicon.terms_of(form))
      add_unique(resolved.terms, std::string(term));
  }
  for (const std::string& language : languages_) {
    for (std::string& term : context_.analyzer.terms(word.form, language))
      add_unique(resolved.terms, std::move(term));
  }
  std::erase_if(resolved.terms,
                [&](const std::string& term) { return !context_.postings.term_exists(term); });
  for (const std::string& term : resolved.terms) {
    const std::vector<FormId> forms = context_.lexicon.forms_of_term(term);
    resolved.forms.insert(resolved.forms.end(), forms.begin(), forms.end());
  }
  sort_unique(resolved.forms);
  add_term_ids(resolved);
  return resolved;
}

PlanWord WordResolver::resolve_exact(const AnalysedWord& word) {
  PlanWord resolved = resolve(word);
  const std::string folded = context_.analyzer.fold(word.form);
  const bool accents_typed = folded != word.form;
  std::erase_if(resolved.forms, [&](FormId id) {
    const std::string_view form = context_.lexicon.form(id);
    return accents_typed ? form != word.form : context_.analyzer.fold(form) != folded;
  });
  resolved.terms.clear();
  add_terms(resolved, resolved.forms);
  return resolved;
}

PlanWord WordResolver::expand_prefix(const std::string& prefix) {
  PlanWord resolved;
  const std::vector<AnalysedWord> words = cut(prefix, languages_.front());
  if (words.empty()) return resolved;
  // The longest compound comes first. Where it is all that was typed ("covid-1*"), it goes on if the
  // collection has it, and its last part if not ("and/or/mor*").
  const Token& first = tokens_.front();
  if (first.kind == TokenKind::kCompound && first.span.end == prefix.size()) {
    resolved.text = first.form;
    resolved.forms = context_.lexicon.with_prefix(first.form, limits::kWildcardExpansionsMax);
  }
  if (resolved.forms.empty()) {
    resolved.text = words.back().form;
    resolved.forms = context_.lexicon.with_prefix(resolved.text, limits::kWildcardExpansionsMax);
  }
  sort_unique(resolved.forms);
  resolved.exact_forms = resolved.forms;
  add_terms(resolved, resolved.forms);
  return resolved;
}

void WordResolver::add_terms(PlanWord& word, const std::vector<FormId>& forms) const {
  for (const FormId form : forms) {
    const auto terms = context_.lexicon.terms_of(form);
    if (!terms.empty()) add_unique(word.terms, std::string(terms.front()));
  }
  std::erase_if(word.terms, [&](const std::string& term) { return !context_.postings.term_exists(term); });
  add_term_ids(word);
}

void WordResolver::add_term_ids(PlanWord& word) const {
  word.term_ids.clear();
  for (const FormId form : word.forms) {
    const auto ids = context_.lexicon.term_ids_of(form);
    const auto terms = context_.lexicon.terms_of(form);
    for (size_t i = 0; i < ids.size(); ++i) {
      if (std::find(word.terms.begin(), word.terms.end(), terms[i]) != word.terms.end())
        word.term_ids.push_back(ids[i]);
    }
  }
  sort_unique(word.term_ids);
}

double WordResolver::burstiness(const PlanWord& word) const {
  TermCounts counts;
  for (const TermId term : word.term_ids) {
    const TermCounts other = context_.term_statistics.counts(term);
    if (other.publications > counts.publications) counts = other;
  }
  if (counts.publications == 0) return 1;
  return std::max(1.0, (1.0 + counts.occurrences) / counts.publications);
}

PhraseMatcher::Word WordResolver::phrase_word(const std::vector<FormId>& forms) const {
  PhraseMatcher::Word word{forms, {}};
  for (const FormId form : forms) {
    const auto terms = context_.lexicon.term_ids_of(form);
    if (!terms.empty()) word.terms.push_back(terms.front());
  }
  sort_unique(word.terms);
  return word;
}

Xapian::Query WordResolver::phrase_in_group(const Xapian::Query& all, PhraseMatcher matcher) const {
  // Xapian owns it from release() on.
  auto* source = new PhraseSource(context_.records, context_.time, std::move(matcher));
  return Xapian::Query(Xapian::Query::OP_FILTER, all, Xapian::Query(source->release()));
}

}  // namespace pressmark
