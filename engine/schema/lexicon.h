// Lexicon: the vocabulary of a generation. A *form* is a word as written (case-folded), in a language; a
// *term* is what the postings hold (its stem, and alternatives). The positional records name forms by id.
// LexiconBuilder grows one while indexing; Lexicon reads the file of a generation, mapped, and may be shared
// by threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace pressmark {

using FormId = uint32_t;  // below limits::kFormsMax; ids below kCommonForms are stop words
using TermId = uint32_t;  // dense, from 0

/// The first ids are kept for the stop words first seen, which the records write in one byte without a
/// directory.
inline constexpr FormId kCommonForms = 64;

/// Grows a vocabulary. Ids never change once given: a builder opened on an earlier lexicon goes on where it
/// ended. One thread at a time.
class LexiconBuilder {
 public:
  LexiconBuilder();
  ~LexiconBuilder();
  LexiconBuilder(LexiconBuilder&&) noexcept;
  LexiconBuilder& operator=(LexiconBuilder&&) noexcept;

  /// A builder that starts with everything in the file at `path`.
  static Result<LexiconBuilder> load(const std::filesystem::path& path);

  /// The id of a form in a language, if it is known already.
  bool find(std::string_view form, std::string_view language, FormId& id) const;

  /// Adds a form that `find` does not know, with its terms (at least one, the first is the primary one).
  /// `common` asks for one of the ids below kCommonForms; when they are used up an ordinary id is given.
  /// Throws std::length_error at limits::kFormsMax, and for a form or term that is empty or longer than
  /// limits::kFormBytesMax.
  FormId add(std::string_view form, std::string_view language, std::span<const std::string> terms,
             bool common);

  /// Terms of a form, primary first. The view lives until the next `add`.
  std::span<const TermId> terms_of(FormId form) const;
  std::string_view term(TermId term) const;
  /// Lives until the next `add`; empty for an unused id.
  std::string_view form(FormId form) const;
  std::string_view language(FormId form) const;  // likewise
  size_t forms_count() const;  // one more than the highest id given; some ids below may be unused
  size_t terms_count() const;

  /// In how many publications a form stands; the caller counts. Used to rank suggestions.
  void set_document_frequency(FormId form, uint32_t documents);
  uint32_t document_frequency(FormId form) const;

  /// Writes the file that Lexicon reads. Throws std::system_error when the disk refuses.
  void save(const std::filesystem::path& path) const;

  /// Makes the lexicon full at fewer forms than limits::kFormsMax.
  void testing_set_forms_max(FormId forms_max);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A vocabulary on disk. Immutable; share freely. Every offset is checked against the file when it is opened.
class Lexicon {
 public:
  static Result<std::shared_ptr<const Lexicon>> open(const std::filesystem::path& path);
  ~Lexicon();

  /// Ids of a form in every language it has been seen in; sorted; empty if it is not in the collection.
  std::vector<FormId> forms(std::string_view form) const;
  /// Ids of all forms that have `term` among their terms; sorted.
  std::vector<FormId> forms_of_term(std::string_view term) const;
  /// Forms that begin with `prefix`, most frequent first, at most `limit`.
  std::vector<FormId> with_prefix(std::string_view prefix, size_t limit) const;
  struct Near {
    FormId form = 0;
    uint32_t distance = 0;
    uint32_t documents = 0;  // its document frequency
  };
  /// Calls `visit` with each form within `distance` edits (insertion, deletion, replacement, exchange of
  /// neighbours, in code points) of `form` that is in at least `frequency_min` publications: by how much its
  /// length differs, then the most frequent first. `visit` returns the new `frequency_min`, which must not
  /// fall. A `form` of over limits::kFormBytesMax is near nothing.
  void near(std::string_view form, uint32_t distance, uint32_t frequency_min,
            const std::function<uint32_t(const Near&)>& visit) const;

  std::string_view form(FormId id) const;  // lives as long as the lexicon; empty for an unused id
  std::string_view language(FormId id) const;
  std::vector<std::string_view> terms_of(FormId id) const;
  /// Ids of the terms of a form, primary first; empty for an unused id. Ids are those the builder gave.
  std::span<const TermId> term_ids_of(FormId id) const;
  /// Lives as long as the lexicon; empty for an id that no term has.
  std::string_view term(TermId id) const;
  /// Of the forms of a term the one in the most publications; one without a text where no term has the id.
  FormId usual_form(TermId id) const;
  uint32_t document_frequency(FormId id) const;
  size_t forms_count() const;

 private:
  Lexicon();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pressmark
