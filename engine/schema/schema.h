// The schema of an index, all of it. A change here is a change of kFormat.
//
// A generation is a directory:
//   postings/       Xapian glass database, one document a publication
//   lexicon.dat     forms and terms (lexicon.h)
//   terms.dat       counts of each term over the collection (term_statistics.h)
//   keywords.dat    the terms that tell a publication from the others (keywords.h)
//   works.dat       publications that are one work (works.h)
//   completions.dat what can be offered while somebody types (completions.h)
//   records.dat/idx positional records by document id (record.h)
//   text.dat/idx/dict  text in compressed frames by document id (text_store.h)
//   sources.jsonl   what each source file gave, so that the next run can tell what changed (indexer only)
//   manifest.json   versions, counts, SHA-256 of each file above (manifest.h)
// INDEX/current is a symbolic link to the generation that is served.
//
// Terms of a document (Xapian's limit is 245 bytes; ours are at most 64):
//   <term>          stem, alternatives and compounds of any field; wdf = impact, 1 to 127 (impact.h)
//   S<term>         the same of the title; wdf = impact of the title alone
//   Q<id>           identity; an id over 200 bytes as Q# and its XXH3-128 in hexadecimal
//   K<kind>  L<language>  F<file type>  H<host>
//   Y2022  M202203  D20220329      day of publication, at three widths
//   E<hash>         the whole title: XXH3-64 of its folded words joined by blanks, 16 hexadecimal digits
//   A<word>  P<word>  T<word>       the words of authors, publisher and topics, folded, not stemmed
// Value slots:
//   0  day of publication, days since 0001-01-01, as 4 bytes big-endian; absent when unknown
//   1  kind (one byte) and language
//   2  bytes of text, decimal
//   3  of a report whose title names an edition: series (8 bytes) and edition (4), little-endian hashes
// Document data: StoredFields (stored_fields.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"

namespace pressmark::schema {

inline constexpr uint32_t kFormat = 7;

inline constexpr char kTitlePrefix = 'S';
inline constexpr char kExactTitlePrefix = 'E';
inline constexpr char kIdPrefix = 'Q';
inline constexpr char kKindPrefix = 'K';
inline constexpr char kLanguagePrefix = 'L';
inline constexpr char kFiletypePrefix = 'F';
inline constexpr char kHostPrefix = 'H';
inline constexpr char kYearPrefix = 'Y';
inline constexpr char kMonthPrefix = 'M';
inline constexpr char kDayPrefix = 'D';
inline constexpr char kAuthorPrefix = 'A';
inline constexpr char kPublisherPrefix = 'P';
inline constexpr char kTopicPrefix = 'T';

inline constexpr uint32_t kDateSlot = 0;
inline constexpr uint32_t kKindSlot = 1;
inline constexpr uint32_t kTextBytesSlot = 2;
inline constexpr uint32_t kEditionSlot = 3;

/// The boolean term of an identity.
std::string id_term(std::string_view id);
/// The boolean term of a title, from its folded words in order; empty for no words.
std::string exact_title_term(const std::vector<std::string>& folded_words);
/// The three terms of a day: year, month, day.
std::vector<std::string> date_terms(Date date);
/// Terms of which any published day from `from` to `to` (both included) has one, and no other day.
std::vector<std::string> date_range_terms(Date from, Date to);

/// Days since 0001-01-01, as four bytes that sort as the day does.
std::string encode_day(Date date);
int32_t day_number(Date date);
/// The day of what encode_day wrote; -1 for anything else.
int32_t decode_day(std::string_view bytes);
/// Hashes of what all editions of a series have in common, and of what only one has.
struct Edition {
  uint64_t series = 0;
  uint32_t edition = 0;
};
std::string encode_edition(std::string_view series, std::string_view edition);
/// What encode_edition wrote; nothing for anything else.
std::optional<Edition> decode_edition(std::string_view bytes);
/// The year of a day number.
int year_of_day(int32_t day);

}  // namespace pressmark::schema
