// LexiconBuilder. The layout of the file that it saves is described in lexicon_file.h.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <stdexcept>
#include <utility>

#include "engine/limits.h"
#include "engine/schema/bytes.h"
#include "engine/schema/id_table.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/lexicon_file.h"

namespace pressmark {
namespace {

constexpr size_t kLanguagesMax = 255;     // more would not fit the byte that names one
constexpr size_t kLanguageBytesMax = 35;  // RFC 5646, 4.4.1

uint32_t hash_of(std::string_view text, uint8_t language) {
  return static_cast<uint32_t>(XXH3_64bits_withSeed(text.data(), text.size(), language));
}

void check_length(std::string_view text, const char* what) {
  if (!text.empty() && text.size() <= limits::kFormBytesMax) return;
  throw std::length_error(std::string(what) + " of " + std::to_string(text.size()) +
                          " bytes cannot be in the lexicon: \"" + std::string(text.substr(0, 80)) + '"');
}

}  // namespace

struct LexiconBuilder::State {
  struct Form {
    uint32_t at = 0;
    uint32_t terms = kUnused;  // as form_terms of the file
    uint32_t documents = 0;
    uint8_t length = 0;  // 0 for an id not in use
    uint8_t language = 0;
  };
  struct Term {
    uint32_t at = 0;
    uint8_t length = 0;
  };

  Arena arena;
  std::vector<Form> forms;
  std::vector<Term> terms;
  std::vector<TermId> more_terms;
  std::vector<std::string> languages{""};
  IdTable form_ids, term_ids;
  FormId common_next = 0;
  FormId forms_max = limits::kFormsMax;
  mutable size_t language_last = 0;

  std::string_view text(const Form& form) const { return arena.text(form.at, form.length); }
  std::string_view text(const Term& term) const { return arena.text(term.at, term.length); }

  std::optional<uint8_t> language_index(std::string_view language) const;
  uint8_t language_add(std::string_view language);
  std::optional<FormId> find(std::string_view form, uint8_t language) const;
  TermId term_add(std::string_view term);
  uint32_t keep_terms(std::span<const TermId> ids);
  std::span<const TermId> terms_of(const Form& form) const;
  FormId next_id(bool common);
  void put(FormId id, std::string_view form, uint8_t language, std::span<const TermId> ids);

  std::string term_entries(std::vector<uint32_t>& offsets, std::span<const TermId> order) const;
  std::string form_entries(std::vector<uint32_t>& offsets, std::span<const FormId> order) const;
};

/// The index of a language, if it is known. All are "" once the table is full, and those that cannot be a
/// tag.
std::optional<uint8_t> LexiconBuilder::State::language_index(std::string_view language) const {
  if (languages[language_last] == language) return static_cast<uint8_t>(language_last);
  if (language.size() > kLanguageBytesMax) return 0;
  const auto at = std::find(languages.begin(), languages.end(), language);
  if (at != languages.end()) {
    language_last = static_cast<size_t>(at - languages.begin());
    return static_cast<uint8_t>(language_last);
  }
  if (languages.size() >= kLanguagesMax) return 0;
  return std::nullopt;
}

uint8_t LexiconBuilder::State::language_add(std::string_view language) {
  if (const auto index = language_index(language)) return *index;
  languages.emplace_back(language);
  return static_cast<uint8_t>(languages.size() - 1);
}

std::optional<FormId> LexiconBuilder::State::find(std::string_view form, uint8_t language) const {
  return form_ids.find(hash_of(form, language), [&](FormId id) {
    const Form& there = forms[id];
    return there.language == language && text(there) == form;
  });
}

TermId LexiconBuilder::State::term_add(std::string_view term) {
  const uint32_t hash = hash_of(term, 0);
  if (const auto id = term_ids.find(hash, [&](TermId each) { return text(terms[each]) == term; })) return *id;
  const auto id = static_cast<TermId>(terms.size());
  ENGINE_CHECK(id < kMoreTerms);
  terms.push_back({arena.add(term), static_cast<uint8_t>(term.size())});
  term_ids.insert(hash, id);
  return id;
}

uint32_t LexiconBuilder::State::keep_terms(std::span<const TermId> ids) {
  if (ids.size() == 1) return ids.front();
  const size_t at = more_terms.size();
  ENGINE_CHECK(!ids.empty() && at < kMoreTerms - 1);
  more_terms.push_back(static_cast<uint32_t>(ids.size()));
  more_terms.insert(more_terms.end(), ids.begin(), ids.end());
  return kMoreTerms + static_cast<uint32_t>(at);
}

std::span<const TermId> LexiconBuilder::State::terms_of(const Form& form) const {
  if (form.length == 0) return {};
  if (form.terms < kMoreTerms) return {&form.terms, 1};
  const size_t at = form.terms - kMoreTerms;
  return std::span(more_terms).subspan(at + 1, more_terms[at]);
}

FormId LexiconBuilder::State::next_id(bool common) {
  if (common && common_next < kCommonForms) return common_next++;
  const auto id = static_cast<FormId>(std::max<size_t>(forms.size(), kCommonForms));
  if (id >= forms_max) {
    throw std::length_error("the lexicon is full: " + std::to_string(forms_max) + " forms");
  }
  return id;
}

void LexiconBuilder::State::put(FormId id, std::string_view form, uint8_t language,
                                std::span<const TermId> ids) {
  if (id >= forms.size()) forms.resize(id + 1);
  forms[id] = {arena.add(form), keep_terms(ids), 0, static_cast<uint8_t>(form.size()), language};
  form_ids.insert(hash_of(form, language), id);
}

LexiconBuilder::LexiconBuilder() : state_(std::make_unique<State>()) {}
LexiconBuilder::~LexiconBuilder() = default;
LexiconBuilder::LexiconBuilder(LexiconBuilder&&) noexcept = default;
LexiconBuilder& LexiconBuilder::operator=(LexiconBuilder&&) noexcept = default;

Result<LexiconBuilder> LexiconBuilder::load(const std::filesystem::path& path) {
  const auto opened = Lexicon::open(path);
  if (!opened.ok()) return opened.error();
  const Lexicon& lexicon = *opened.value();
  LexiconBuilder builder;
  State& state = *builder.state_;
  for (FormId id = 0; id < lexicon.forms_count(); ++id) {
    const auto ids = lexicon.term_ids_of(id);
    if (ids.empty()) continue;
    const auto terms = lexicon.terms_of(id);
    for (size_t i = 0; i < ids.size(); ++i) {
      if (ids[i] >= state.terms.size()) state.terms.resize(ids[i] + 1);
      if (state.terms[ids[i]].length > 0) continue;
      state.terms[ids[i]] = {state.arena.add(terms[i]), static_cast<uint8_t>(terms[i].size())};
      state.term_ids.insert(hash_of(terms[i], 0), ids[i]);
    }
    state.put(id, lexicon.form(id), state.language_add(lexicon.language(id)), ids);
    state.forms[id].documents = lexicon.document_frequency(id);
    if (id < kCommonForms) state.common_next = id + 1;
  }
  const auto unnamed = std::find_if(state.terms.begin(), state.terms.end(),
                                    [](const State::Term& term) { return term.length == 0; });
  if (unnamed != state.terms.end()) {
    return Error{ErrorCode::kCorrupt,
                 path.string() + " has a term that is no form's; make the index again with: indexer rebuild",
                 path.string()};
  }
  return builder;
}

bool LexiconBuilder::find(std::string_view form, std::string_view language, FormId& id) const {
  const auto index = state_->language_index(language);
  if (!index) return false;
  const auto found = state_->find(form, *index);
  if (found) id = *found;
  return found.has_value();
}

FormId LexiconBuilder::add(std::string_view form, std::string_view language,
                           std::span<const std::string> terms, bool common) {
  State& state = *state_;
  check_length(form, "a form");
  for (const std::string& term : terms) check_length(term, "a term");
  ENGINE_CHECK(!terms.empty());
  const FormId id = state.next_id(common);
  const uint8_t index = state.language_add(language);
  ENGINE_CHECK(!state.find(form, index));
  std::vector<TermId> ids;
  for (const std::string& term : terms) {
    const TermId each = state.term_add(term);
    if (std::find(ids.begin(), ids.end(), each) == ids.end()) ids.push_back(each);
  }
  state.put(id, form, index, ids);
  return id;
}

std::span<const TermId> LexiconBuilder::terms_of(FormId form) const {
  ENGINE_CHECK(form < state_->forms.size());
  return state_->terms_of(state_->forms[form]);
}

std::string_view LexiconBuilder::form(FormId form) const {
  return form < state_->forms.size() ? state_->text(state_->forms[form]) : std::string_view();
}

std::string_view LexiconBuilder::language(FormId form) const {
  return form < state_->forms.size() ? state_->languages[state_->forms[form].language] : std::string_view();
}

std::string_view LexiconBuilder::term(TermId term) const {
  ENGINE_CHECK(term < state_->terms.size());
  return state_->text(state_->terms[term]);
}

size_t LexiconBuilder::forms_count() const {
  return state_->forms.size();
}
size_t LexiconBuilder::terms_count() const {
  return state_->terms.size();
}

void LexiconBuilder::set_document_frequency(FormId form, uint32_t documents) {
  ENGINE_CHECK(form < state_->forms.size());
  state_->forms[form].documents = documents;
}

uint32_t LexiconBuilder::document_frequency(FormId form) const {
  ENGINE_CHECK(form < state_->forms.size());
  return state_->forms[form].documents;
}

void LexiconBuilder::testing_set_forms_max(FormId forms_max) {
  state_->forms_max = forms_max;
}

std::string LexiconBuilder::State::form_entries(std::vector<uint32_t>& offsets,
                                                std::span<const FormId> order) const {
  offsets.assign(forms.size(), kUnused);
  std::string entries;
  std::string_view before;
  for (const FormId id : order) {
    const Form& form = forms[id];
    offsets[id] = static_cast<uint32_t>(entries.size());
    append_u8(entries, form.length);
    append_u8(entries, static_cast<uint8_t>(shared_bytes(before, text(form))));
    append_u8(entries, form.language);
    append_varint(entries, form.documents);
    before = text(form);
    entries.append(before);
  }
  return entries;
}

std::string LexiconBuilder::State::term_entries(std::vector<uint32_t>& offsets,
                                                std::span<const TermId> order) const {
  // The forms of each term, by counting: where the list of a term begins, then the ids, which come in order.
  std::vector<uint32_t> begins(terms.size() + 1);
  for (const Form& form : forms) {
    for (const TermId term : terms_of(form)) ++begins[term + 1];
  }
  for (size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
  std::vector<FormId> lists(begins.back());
  std::vector<uint32_t> next(begins.begin(), begins.end() - 1);
  for (FormId id = 0; id < forms.size(); ++id) {
    for (const TermId term : terms_of(forms[id])) lists[next[term]++] = id;
  }
  offsets.assign(terms.size(), kUnused);
  std::string entries;
  for (const TermId id : order) {
    offsets[id] = static_cast<uint32_t>(entries.size());
    append_u8(entries, terms[id].length);
    entries.append(text(terms[id]));
    append_varint(entries, begins[id + 1] - begins[id]);
    for (uint32_t at = begins[id], last = 0; at < begins[id + 1]; last = lists[at++]) {
      append_varint(entries, lists[at] - last);
    }
  }
  return entries;
}

void LexiconBuilder::save(const std::filesystem::path& path) const {
  const State& state = *state_;
  std::vector<uint32_t> form_order, term_order, form_offset, term_offset, form_terms;
  for (FormId id = 0; id < state.forms.size(); ++id) {
    form_terms.push_back(state.forms[id].terms);
    if (state.forms[id].length > 0) form_order.push_back(id);
  }
  for (TermId id = 0; id < state.terms.size(); ++id) term_order.push_back(id);
  sort_by_text(
      form_order, [&](FormId id) { return state.text(state.forms[id]); },
      [&](FormId a, FormId b) { return state.forms[a].language < state.forms[b].language; });
  sort_by_text(
      term_order, [&](TermId id) { return state.text(state.terms[id]); }, std::less<>());
  std::vector<NearForm> near_forms;
  near_forms.reserve(form_order.size());
  for (const FormId id : form_order) {
    near_forms.push_back({state.text(state.forms[id]), state.forms[id].documents, id});
  }
  const NearTable near = make_near_table(near_forms);
  const std::string forms = state.form_entries(form_offset, form_order);
  const std::string terms = state.term_entries(term_offset, term_order);
  std::string languages;
  append_u8(languages, static_cast<uint8_t>(state.languages.size()));
  for (const std::string& language : state.languages) {
    append_u8(languages, static_cast<uint8_t>(language.size()));
    languages.append(language);
  }

  LexiconHeader header;
  header.forms_count = static_cast<uint32_t>(state.forms.size());
  header.forms_used_count = static_cast<uint32_t>(form_order.size());
  header.terms_count = static_cast<uint32_t>(state.terms.size());
  header.more_terms_count = static_cast<uint32_t>(state.more_terms.size());
  header.form_entries_bytes = static_cast<uint32_t>(forms.size());
  header.term_entries_bytes = static_cast<uint32_t>(terms.size());
  header.languages_bytes = static_cast<uint32_t>(languages.size());

  // Beside the file and then renamed, so that whoever has the old one mapped keeps it whole.
  std::filesystem::path beside = path;
  beside += ".new";
  {
    AppendFile file(beside, AppendFile::Start::kEmpty);
    file.append({reinterpret_cast<const char*>(&header), sizeof header});
    file.append(
        {reinterpret_cast<const char*>(near.signatures.data()), std::span(near.signatures).size_bytes()});
    for (const std::span<const uint32_t> words : {std::span<const uint32_t>(form_offset),
                                                  {form_terms},
                                                  {state.more_terms},
                                                  {form_order},
                                                  {near.order},
                                                  {near.starts},
                                                  {term_offset},
                                                  {term_order}}) {
      file.append({reinterpret_cast<const char*>(words.data()), words.size_bytes()});
    }
    file.append(forms);
    file.append(terms);
    file.append(languages);
    file.flush();
  }
  std::filesystem::rename(beside, path);
}

}  // namespace pressmark
