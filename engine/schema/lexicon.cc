// The layout of the file is described in lexicon_file.h; the search for near forms is in lexicon_near.cc.
#include "engine/schema/lexicon.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/limits.h"
#include "engine/schema/bytes.h"
#include "engine/schema/lexicon_file.h"

namespace pressmark {
namespace {

constexpr FormId kNoForm = limits::kFormsMax;

Error corrupt(const std::filesystem::path& path) {
  return {ErrorCode::kCorrupt,
          path.string() +
              " is damaged or is not a lexicon; go back with: indexer rollback, or make the index again "
              "with: indexer rebuild",
          path.string()};
}

template <typename Number = uint32_t>
std::span<const Number> take_numbers(ByteReader& reader, size_t count) {
  const auto bytes = reader.bytes(count * sizeof(Number));
  return {reinterpret_cast<const Number*>(bytes.data()), bytes.size() / sizeof(Number)};
}

}  // namespace

size_t shared_bytes(std::string_view a, std::string_view b) {
  const auto within = [](std::string_view text, size_t at) {
    return at < text.size() && (static_cast<uint8_t>(text[at]) & 0xc0) == 0x80;
  };
  const size_t shorter = std::min(a.size(), b.size());
  size_t shared = 0;
  while (shared < shorter && a[shared] == b[shared]) ++shared;
  while (shared > 0 && (within(a, shared) || within(b, shared))) --shared;
  return shared;
}

bool Lexicon::State::slice() {
  const auto bytes = file.bytes();
  if (bytes.size() < sizeof(LexiconHeader)) return false;
  LexiconHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kLexiconMagic || header.forms_count > limits::kFormsMax || header.zero != 0)
    return false;
  ByteReader reader(bytes.subspan(sizeof header));
  near_signature = take_numbers<uint64_t>(reader, header.forms_used_count);
  form_offset = take_numbers(reader, header.forms_count);
  form_terms = take_numbers(reader, header.forms_count);
  more_terms = take_numbers(reader, header.more_terms_count);
  form_order = take_numbers(reader, header.forms_used_count);
  near_order = take_numbers(reader, header.forms_used_count);
  near_starts = take_numbers(reader, kNearStarts);
  term_offset = take_numbers(reader, header.terms_count);
  term_order = take_numbers(reader, header.terms_count);
  form_entries = reader.bytes(header.form_entries_bytes);
  term_entries = reader.bytes(header.term_entries_bytes);
  const auto names = reader.bytes(header.languages_bytes);
  if (!reader.finished()) return false;
  ByteReader list(names);
  for (size_t left = list.u8(); left > 0; --left) languages.push_back(as_text(list.bytes(list.u8())));
  return list.finished() && !languages.empty() && languages.front().empty();
}

bool Lexicon::State::check_forms() const {
  ByteReader reader(form_entries);
  std::string_view before;
  uint8_t language_before = 0;
  for (size_t rank = 0; rank < form_order.size(); ++rank) {
    const FormId id = form_order[rank];
    if (!in_use(id) || form_offset[id] != reader.offset()) return false;
    const size_t length = reader.u8();
    const size_t shared = reader.u8();
    const uint8_t language = reader.u8();
    reader.varint32();
    const auto form = as_text(reader.bytes(length));
    if (form.empty() || length > limits::kFormBytesMax || language >= languages.size()) return false;
    if (shared != shared_bytes(before, form)) return false;
    if (form < before || (form == before && language <= language_before)) return false;
    before = form;
    language_before = language;
  }
  const auto used =
      std::count_if(form_offset.begin(), form_offset.end(), [](uint32_t at) { return at != kUnused; });
  return reader.finished() && static_cast<size_t>(used) == form_order.size();
}

bool Lexicon::State::check_terms() const {
  for (FormId id = 0; id < form_terms.size(); ++id) {
    if (in_use(id) != (form_terms[id] != kUnused)) return false;
    if (!in_use(id)) continue;
    if (form_terms[id] >= kMoreTerms) {
      const size_t at = form_terms[id] - kMoreTerms;
      if (at >= more_terms.size()) return false;
      const size_t count = more_terms[at];
      if (count == 0 || count > more_terms.size() - at - 1) return false;
    }
    for (const TermId term : terms(id)) {
      if (term >= term_offset.size()) return false;
    }
  }
  ByteReader reader(term_entries);
  std::string_view before;
  for (const TermId id : term_order) {
    if (id >= term_offset.size() || term_offset[id] != reader.offset()) return false;
    const auto term = as_text(reader.bytes(reader.u8()));
    if (term <= before || term.size() > limits::kFormBytesMax) return false;
    before = term;
    uint64_t form = 0;
    const uint64_t count = reader.varint(form_order.size());
    for (uint64_t i = 0; i < count; ++i) {
      const uint64_t step = reader.varint(limits::kFormsMax);
      form += step;
      if (!reader.ok() || (i > 0 && step == 0) || !in_use(static_cast<FormId>(form))) {
        return false;
      }
    }
    if (count == 0) return false;
  }
  return reader.finished();
}

bool Lexicon::State::check_near() const {
  if (near_starts.front() != 0 || near_starts.back() != near_order.size()) return false;
  return std::is_sorted(near_starts.begin(), near_starts.end()) &&
         std::all_of(near_order.begin(), near_order.end(), [this](FormId id) { return in_use(id); });
}

FormEntry Lexicon::State::form_entry(uint32_t offset) const {
  ByteReader reader(form_entries.subspan(offset));
  FormEntry entry;
  const size_t length = reader.u8();
  entry.shared = reader.u8();
  entry.language = reader.u8();
  entry.document_frequency = reader.varint32();
  entry.form = as_text(reader.bytes(length));
  entry.entry_bytes = static_cast<uint32_t>(reader.offset());
  return entry;
}

std::string_view Lexicon::State::term_text(TermId id) const {
  ByteReader reader(term_entries.subspan(term_offset[id]));
  return as_text(reader.bytes(reader.u8()));
}

std::span<const TermId> Lexicon::State::terms(FormId id) const {
  const uint32_t& own = form_terms[id];
  if (own < kMoreTerms) return {&own, 1};
  const size_t at = own - kMoreTerms;
  return more_terms.subspan(at + 1, more_terms[at]);
}

size_t Lexicon::State::lower_bound(std::string_view form) const {
  const auto at =
      std::lower_bound(form_order.begin(), form_order.end(), form,
                       [this](FormId id, std::string_view wanted) { return form_text(id) < wanted; });
  return static_cast<size_t>(at - form_order.begin());
}

Lexicon::Lexicon() : state_(std::make_unique<State>()) {}
Lexicon::~Lexicon() = default;

Result<std::shared_ptr<const Lexicon>> Lexicon::open(const std::filesystem::path& path) {
  auto file = MappedFile::open(path);
  if (!file.ok()) return file.error();
  struct Opened : Lexicon {};  // std::make_shared cannot reach the private constructor itself
  const auto lexicon = std::make_shared<Opened>();
  State& state = *lexicon->state_;
  state.file = std::move(file).value();
  if (!state.slice() || !state.check_forms() || !state.check_terms() || !state.check_near())
    return corrupt(path);
  return std::shared_ptr<const Lexicon>(lexicon);
}

std::vector<FormId> Lexicon::forms(std::string_view form) const {
  std::vector<FormId> found;
  const auto order = state_->form_order;
  for (size_t rank = state_->lower_bound(form); rank < order.size() && state_->form_text(order[rank]) == form;
       ++rank) {
    found.push_back(order[rank]);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<FormId> Lexicon::forms_of_term(std::string_view term) const {
  const auto order = state_->term_order;
  const auto at =
      std::lower_bound(order.begin(), order.end(), term,
                       [this](TermId id, std::string_view wanted) { return state_->term_text(id) < wanted; });
  if (at == order.end() || state_->term_text(*at) != term) return {};
  ByteReader reader(state_->term_entries.subspan(state_->term_offset[*at]));
  reader.bytes(reader.u8());
  std::vector<FormId> found(reader.varint(state_->form_order.size()));
  FormId form = 0;
  for (FormId& each : found) each = form += reader.varint32();
  return found;
}

std::vector<FormId> Lexicon::with_prefix(std::string_view prefix, size_t limit) const {
  struct Found {
    uint32_t documents;
    uint32_t rank;
  };
  std::vector<Found> found;
  const auto order = state_->form_order;
  for (size_t rank = state_->lower_bound(prefix); rank < order.size(); ++rank) {
    const FormEntry entry = state_->form_entry(state_->form_offset[order[rank]]);
    if (!entry.form.starts_with(prefix)) break;
    found.push_back({entry.document_frequency, static_cast<uint32_t>(rank)});
  }
  const size_t count = std::min(limit, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(),
                    [](const Found& a, const Found& b) {
                      return a.documents != b.documents ? a.documents > b.documents : a.rank < b.rank;
                    });
  std::vector<FormId> ids;
  for (size_t i = 0; i < count; ++i) ids.push_back(order[found[i].rank]);
  return ids;
}

std::string_view Lexicon::form(FormId id) const {
  return state_->in_use(id) ? state_->form_text(id) : std::string_view();
}

std::string_view Lexicon::language(FormId id) const {
  if (!state_->in_use(id)) return {};
  return state_->languages[state_->form_entry(state_->form_offset[id]).language];
}

std::vector<std::string_view> Lexicon::terms_of(FormId id) const {
  std::vector<std::string_view> texts;
  for (const TermId term : term_ids_of(id)) texts.push_back(state_->term_text(term));
  return texts;
}

std::span<const TermId> Lexicon::term_ids_of(FormId id) const {
  return state_->in_use(id) ? state_->terms(id) : std::span<const TermId>();
}

std::string_view Lexicon::term(TermId id) const {
  return id < state_->term_offset.size() ? state_->term_text(id) : std::string_view();
}

FormId Lexicon::usual_form(TermId id) const {
  FormId usual = kNoForm;
  for (const FormId form : forms_of_term(term(id))) {
    if (usual == kNoForm || document_frequency(form) > document_frequency(usual)) usual = form;
  }
  return usual;
}

uint32_t Lexicon::document_frequency(FormId id) const {
  return state_->in_use(id) ? state_->form_entry(state_->form_offset[id]).document_frequency : 0;
}

size_t Lexicon::forms_count() const {
  return state_->form_offset.size();
}

}  // namespace pressmark
