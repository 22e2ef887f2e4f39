#include "indexer/sandbox/wire.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

#include "engine/limits.h"

namespace pressmark {
namespace {

namespace data = boost::unit_test::data;

ReadRequest sample_request() {
  ReadRequest request;
  request.path = "reports/2022/größe.pdf";
  request.base_url = "https://example.org/documents/";
  request.url = "https://example.org/größe";
  request.content_type = "application/pdf; charset=binary";
  request.file_date = Date::make(2022, 3, 29);
  request.offset = uint64_t{5} << 32;
  request.file_bytes = uint64_t{7} << 33;
  request.first_line = 4'000'000'001;
  return request;
}

ReadResult sample_result() {
  Publication publication;
  publication.id = "reports/a.pdf";
  publication.url = "/documents/reports/a.pdf";
  publication.kind = Kind::kReport;
  publication.title = "Skills for a Digital Decade";
  publication.authors = {"Hélène Marchetti", "Idris Penhallow"};
  publication.published = Date::make(2022, 3, 15);
  publication.language = "en";
  publication.topics = {"skills"};
  publication.filetype = "pdf";
  publication.pages_count = 2;
  publication.documents = {"/a.pdf"};
  publication.title_from = Provenance::kDocumentInfo;
  publication.warnings = {"title_repaired"};
  publication.parts = {{"iv", "#page=4", {{Role::kTitle, "Skills"}, {Role::kTable, "a\tb\nc\td"}}},
                       {"5", "#page=5", {{Role::kBoilerplate, "long\u00AD\nterm"}}}};
  ReadResult result;
  result.publications = {publication};
  result.bad_items = {{ErrorCode::kBadSyntax, "no JSON", "line 12"}};
  result.warnings = {"unknown_fields: mood"};
  result.links = {{"https://example.org/a", Date::make(2024, 2, 29), false},
                  {"https://example.org/more.xml", std::nullopt, true}};
  result.next_offset = sample_request().offset + 1;
  result.next_line = 13;
  return result;
}

Result<ReadResult> decoded(std::string_view bytes) {
  return decode_result(bytes, sample_request());
}

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  size_t below(size_t end) { return std::uniform_int_distribution<size_t>(0, end - 1)(engine_); }

  std::string text() {
    static const std::vector<std::string> kPieces = {"a",          "Zoë", "\n", "\t",      "報告",
                                                     "\U0001F4D8", "",    " ",  "\u00AD\n"};
    std::string value;
    for (size_t i = below(6); i > 0; --i) value += kPieces[below(kPieces.size())];
    return value;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values(below(4));
    for (std::string& value : values) value = text();
    return values;
  }
  std::optional<Date> date() {
    if (below(3) == 0) return std::nullopt;
    return Date::make(static_cast<int>(below(9999)) + 1, static_cast<int>(below(12)) + 1,
                      static_cast<int>(below(28)) + 1);
  }
  Provenance provenance() { return static_cast<Provenance>(below(14)); }

  Publication publication() {
    Publication made;
    for (std::string* field : {&made.id, &made.url, &made.title, &made.summary, &made.publisher,
                               &made.language, &made.series, &made.filetype}) {
      *field = text();
    }
    for (Provenance* field : {&made.kind_from, &made.title_from, &made.authors_from, &made.published_from,
                              &made.language_from, &made.topics_from, &made.series_from}) {
      *field = provenance();
    }
    made.kind = static_cast<Kind>(below(4));
    made.authors = texts();
    made.topics = texts();
    made.documents = texts();
    made.warnings = texts();
    made.published = date();
    made.modified = date();
    made.pages_count = static_cast<uint32_t>(below(10'000));
    made.parts.resize(below(4));
    for (Part& part : made.parts) {
      part.label = text();
      part.anchor = text();
      part.blocks.resize(below(5));
      for (Block& block : part.blocks) block = {static_cast<Role>(below(kRoleCount)), text()};
    }
    return made;
  }

  ReadResult result(const ReadRequest& asked) {
    ReadResult made;
    for (size_t i = below(4); i > 0; --i) made.publications.push_back(publication());
    for (size_t i = below(3); i > 0; --i) {
      made.bad_items.push_back({static_cast<ErrorCode>(below(13)), text(), text()});
    }
    made.warnings = texts();
    for (size_t i = below(4); i > 0; --i) made.links.push_back({text(), date(), below(2) == 1});
    if (below(2) == 1) made.next_offset = asked.offset + 1 + below(asked.file_bytes - asked.offset);
    made.next_line = static_cast<uint32_t>(below(UINT32_MAX));
    return made;
  }

  ReadRequest request() {
    ReadRequest made;
    for (std::string* field : {&made.path, &made.base_url, &made.url, &made.content_type}) *field = text();
    made.content_selectors = texts();
    made.file_date = date();
    made.offset = below(uint64_t{1} << 40);
    made.file_bytes = made.offset + below(uint64_t{1} << 40);
    made.first_line = static_cast<uint32_t>(below(UINT32_MAX));
    made.ocr_languages = text();
    made.ocr_time_ms = static_cast<uint32_t>(below(UINT32_MAX));
    return made;
  }

 private:
  std::mt19937 engine_;
};

void check_same(const ReadRequest& back, const ReadRequest& went_in) {
  BOOST_TEST(back.path == went_in.path);
  BOOST_TEST(back.base_url == went_in.base_url);
  BOOST_TEST(back.url == went_in.url);
  BOOST_TEST(back.content_type == went_in.content_type);
  BOOST_TEST(back.content_selectors == went_in.content_selectors, boost::test_tools::per_element());
  BOOST_TEST((back.file_date == went_in.file_date));
  BOOST_TEST(back.offset == went_in.offset);
  BOOST_TEST(back.file_bytes == went_in.file_bytes);
  BOOST_TEST(back.first_line == went_in.first_line);
  BOOST_TEST(back.ocr_languages == went_in.ocr_languages);
  BOOST_TEST(back.ocr_time_ms == went_in.ocr_time_ms);
}

void check_same(const ReadResult& back, const ReadResult& went_in) {
  BOOST_TEST((back.publications == went_in.publications));
  BOOST_REQUIRE(back.bad_items.size() == went_in.bad_items.size());
  for (size_t i = 0; i < went_in.bad_items.size(); ++i) {
    BOOST_TEST((back.bad_items[i].code == went_in.bad_items[i].code));
    BOOST_TEST(back.bad_items[i].message == went_in.bad_items[i].message);
    BOOST_TEST(back.bad_items[i].where == went_in.bad_items[i].where);
  }
  BOOST_TEST(back.warnings == went_in.warnings);
  BOOST_TEST((back.links == went_in.links));
  BOOST_TEST(back.next_offset == went_in.next_offset);
  BOOST_TEST(back.next_line == went_in.next_line);
}

BOOST_AUTO_TEST_CASE(gives_back_any_request_that_went_in) {
  Random random(19840101);
  check_same(decode_request(encode_request(sample_request())).value(), sample_request());
  for (int round = 0; round < 500; ++round) {
    const ReadRequest request = random.request();
    const Result<ReadRequest> back = decode_request(encode_request(request));
    BOOST_REQUIRE(back.ok());
    check_same(back.value(), request);
  }
}

BOOST_AUTO_TEST_CASE(gives_back_any_result_that_went_in) {
  Random random(20220329);
  check_same(decoded(encode_result(sample_result())).value(), sample_result());
  for (int round = 0; round < 500; ++round) {
    const ReadResult result = random.result(sample_request());
    const Result<ReadResult> back = decoded(encode_result(result));
    BOOST_REQUIRE(back.ok());
    check_same(back.value(), result);
  }
}

struct Place {
  const char* reason;
  uint64_t offset, file_bytes, next_offset;
  bool taken;
};
std::ostream& operator<<(std::ostream& out, const Place& row) {
  return out << row.reason;
}

const std::vector<Place> kPlaces = {
    {"the last piece", 100, 200, 0, true},        {"one byte ahead", 100, 200, 101, true},
    {"the end of the file", 100, 200, 200, true}, {"beyond the end", 100, 200, 201, false},
    {"where it began", 100, 200, 100, false},     {"behind", 100, 200, 99, false},
    {"far beyond", 100, 200, UINT64_MAX, false},  {"of a file of unknown length", 0, 0, 1, false},
    {"of an empty file", 0, 0, 0, true},
};

BOOST_DATA_TEST_CASE(takes_only_a_next_piece_that_is_ahead_and_in_the_file, data::make(kPlaces), row) {
  ReadRequest asked;
  asked.offset = row.offset;
  asked.file_bytes = row.file_bytes;
  ReadResult result;
  result.next_offset = row.next_offset;
  const Result<ReadResult> back = decode_result(encode_result(result), asked);
  BOOST_TEST(back.ok() == row.taken);
  if (!back.ok()) BOOST_TEST((back.error().code == ErrorCode::kCorrupt));
}

BOOST_AUTO_TEST_CASE(refuses_a_request_that_begins_behind_the_end_of_its_file) {
  ReadRequest request = sample_request();
  request.offset = request.file_bytes;
  BOOST_TEST(decode_request(encode_request(request)).ok());
  ++request.offset;
  BOOST_TEST(!decode_request(encode_request(request)).ok());
}

BOOST_AUTO_TEST_CASE(gives_back_the_error_that_went_in) {
  const Result<ReadResult> back = decoded(encode_result(Error{ErrorCode::kEncrypted, "locked", "a.pdf"}));
  BOOST_REQUIRE(!back.ok());
  BOOST_TEST((back.error().code == ErrorCode::kEncrypted));
  BOOST_TEST(back.error().message == "locked");
  BOOST_TEST(back.error().where == "a.pdf");
}

BOOST_AUTO_TEST_CASE(survives_every_changed_byte) {
  const std::string good = encode_result(sample_result());
  size_t refused = 0;
  for (size_t at = 0; at < good.size(); ++at) {
    for (const int change : {0x01, 0x80, 0xFF, 0x7F}) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ change);
      if (!decoded(bad).ok()) ++refused;
    }
  }
  BOOST_TEST(refused > good.size());
}

BOOST_AUTO_TEST_CASE(refuses_every_truncation_as_corrupt) {
  const std::string good = encode_result(sample_result());
  for (size_t size = 0; size < good.size(); ++size) {
    const Result<ReadResult> back = decoded(std::string_view(good).substr(0, size));
    BOOST_REQUIRE(!back.ok());
    BOOST_TEST((back.error().code == ErrorCode::kCorrupt));
  }
}

BOOST_AUTO_TEST_CASE(refuses_what_follows_the_end) {
  BOOST_TEST(!decoded(encode_result(sample_result()) + "x").ok());
  BOOST_TEST(!decode_request(encode_request(sample_request()) + "x").ok());
}

BOOST_AUTO_TEST_CASE(refuses_counts_that_their_bytes_cannot_hold) {
  const std::string claims_many_publications = {0x56, '\xFF', '\xFF', '\xFF', '\x7F'};
  BOOST_TEST((decoded(claims_many_publications).error().code == ErrorCode::kCorrupt));
}

struct Encoding {
  const char* reason;
  std::string bytes;
  std::string text;
};
std::ostream& operator<<(std::ostream& out, const Encoding& row) {
  return out << row.reason;
}

const std::vector<Encoding> kEncodings = {
    {"well-formed text stays", "Zo\xC3\xAB \xE5\xA0\xB1 \xF0\x9F\x93\x98", "Zoë 報 \U0001F4D8"},
    {"a byte of another charset", "Zo\xEB", "Zo\uFFFD"},
    {"a lone continuation byte", "a\x80z", "a\uFFFDz"},
    {"an overlong slash", "\xC0\xAF", "\uFFFD\uFFFD"},
    {"an overlong three-byte form", "\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD"},
    {"a surrogate half", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
    {"beyond the last code point", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
    {"cut at the end", "a\xE5\xA0", "a\uFFFD"},
    {"the edges of the planes", "\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF", "\uD7FF\uE000\U0010FFFF"},
};

BOOST_DATA_TEST_CASE(makes_every_string_valid_utf8, data::make(kEncodings), row) {
  ReadResult result = sample_result();
  result.publications[0].title = row.bytes;
  result.publications[0].parts[0].blocks[0].text = row.bytes;
  const Result<ReadResult> back = decoded(encode_result(result));
  BOOST_REQUIRE(back.ok());
  BOOST_TEST(back.value().publications[0].title == row.text);
  BOOST_TEST(back.value().publications[0].parts[0].blocks[0].text == row.text);
}

/// "ok", or the name of the error that `change` leads to.
template <class Change>
std::string outcome(Change change) {
  ReadResult result = sample_result();
  change(result.publications[0]);
  const Result<ReadResult> back = decoded(encode_result(result));
  return back.ok() ? "ok" : std::string(error_name(back.error().code));
}

BOOST_AUTO_TEST_CASE(keeps_what_is_at_a_limit_and_refuses_what_is_over) {
  for (const size_t over : {0, 1}) {
    const std::string expected = over == 0 ? "ok" : "too_large";
    BOOST_TEST(outcome([&](Publication& p) { p.summary.assign(limits::kFieldBytesMax + over, 'a'); }) ==
               expected);
    BOOST_TEST(outcome([&](Publication& p) { p.authors.assign(limits::kListItemsMax + over, "a"); }) ==
               expected);
    BOOST_TEST(outcome([&](Publication& p) { p.parts.assign(limits::kPagesMax + over, Part{}); }) ==
               expected);
    BOOST_TEST(outcome([&](Publication& p) {
                 const Block half{Role::kBody, std::string(limits::kTextBytesMax / 2, 'a')};
                 p.parts = {{"1", "", {half}}, {"2", "", {half, {Role::kBody, std::string(over, 'a')}}}};
               }) == expected);
  }
}

BOOST_AUTO_TEST_CASE(keeps_as_many_links_and_warnings_as_the_limit_and_refuses_one_more) {
  for (const size_t over : {0, 1}) {
    ReadResult links;
    links.links.assign(limits::kLinksMax + over, Link{"/a", std::nullopt, false});
    ReadResult warnings;
    warnings.warnings.assign(limits::kListItemsMax + over, "w");
    for (const ReadResult& result : {links, warnings}) {
      const Result<ReadResult> back = decoded(encode_result(result));
      BOOST_TEST(back.ok() == (over == 0));
      if (!back.ok()) BOOST_TEST((back.error().code == ErrorCode::kTooLarge));
    }
  }
}

/// Every value of the byte at `at` from `last` + 1 on is refused.
void check_last(const std::string& good, size_t at, uint8_t last) {
  for (unsigned value = 0; value < 256; ++value) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(value);
    BOOST_TEST(decoded(bytes).ok() == (value <= last));
  }
}

BOOST_AUTO_TEST_CASE(refuses_a_value_that_has_no_meaning) {
  ReadResult result;
  result.publications.emplace_back();
  const std::string good = encode_result(result);
  const size_t kind_at = 1 + 4 + 2 * 4;
  check_last(good, kind_at, static_cast<uint8_t>(Kind::kData));
  // Behind the kind: two texts, a list, a text, two dates, a text, a list, two texts, the pages and a list.
  const size_t first_provenance_at = kind_at + 1 + 2 * 4 + 4 + 4 + 2 + 4 + 4 + 2 * 4 + 4 + 4;
  for (size_t i = 0; i < 7; ++i) {
    check_last(good, first_provenance_at + i, static_cast<uint8_t>(Provenance::kDetected));
  }
  const std::string error = encode_result(Error{ErrorCode::kEmpty, "", ""});
  for (unsigned value = 0; value < 256; ++value) {
    std::string bytes = error;
    bytes[1] = static_cast<char>(value);
    const bool corrupt = decoded(bytes).error().message != "";
    BOOST_TEST(corrupt == (value > static_cast<unsigned>(ErrorCode::kGone)));
  }
}

BOOST_AUTO_TEST_CASE(refuses_a_day_that_does_not_exist) {
  BOOST_TEST(outcome([](Publication& p) { p.published = Date{2023, 2, 29}; }) == "corrupt");
  BOOST_TEST(outcome([](Publication& p) { p.published = Date{2024, 2, 29}; }) == "ok");
}

}  // namespace
}  // namespace pressmark
