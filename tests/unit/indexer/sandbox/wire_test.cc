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
  request.file_date = Date::make(2022, 3, 29);
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
  publication.title_from = Provenance::kDocumentInfo;
  publication.warnings = {"title_repaired"};
  publication.parts = {{"iv", "#page=4", {{Role::kTitle, "Skills"}, {Role::kTable, "a\tb\nc\td"}}},
                       {"5", "#page=5", {{Role::kBoilerplate, "long\u00AD\nterm"}}}};
  return {{publication}, {{ErrorCode::kBadSyntax, "no JSON", "line 12"}}};
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
    Publication made{text(),
                     text(),
                     static_cast<Kind>(below(4)),
                     text(),
                     text(),
                     texts(),
                     text(),
                     date(),
                     date(),
                     text(),
                     texts(),
                     text(),
                     text(),
                     static_cast<uint32_t>(below(10'000)),
                     {},
                     provenance(),
                     provenance(),
                     provenance(),
                     texts()};
    made.parts.resize(below(4));
    for (Part& part : made.parts) {
      part.label = text();
      part.anchor = text();
      part.blocks.resize(below(5));
      for (Block& block : part.blocks) block = {static_cast<Role>(below(kRoleCount)), text()};
    }
    return made;
  }

 private:
  std::mt19937 engine_;
};

BOOST_AUTO_TEST_CASE(gives_back_the_request_that_went_in) {
  const Result<ReadRequest> back = decode_request(encode_request(sample_request()));
  BOOST_REQUIRE(back.ok());
  BOOST_TEST(back.value().path == sample_request().path);
  BOOST_TEST(back.value().base_url == sample_request().base_url);
  BOOST_TEST((back.value().file_date == sample_request().file_date));
}

BOOST_AUTO_TEST_CASE(gives_back_any_result_that_went_in) {
  Random random(20220329);
  for (int round = 0; round < 500; ++round) {
    ReadResult result;
    for (size_t i = random.below(4); i > 0; --i) result.publications.push_back(random.publication());
    for (size_t i = random.below(3); i > 0; --i) {
      result.bad_items.push_back({static_cast<ErrorCode>(random.below(13)), random.text(), random.text()});
    }
    const Result<ReadResult> back = decode_result(encode_result(result));
    BOOST_REQUIRE(back.ok());
    BOOST_TEST((back.value().publications == result.publications));
    BOOST_REQUIRE(back.value().bad_items.size() == result.bad_items.size());
    for (size_t i = 0; i < result.bad_items.size(); ++i) {
      BOOST_TEST((back.value().bad_items[i].code == result.bad_items[i].code));
      BOOST_TEST(back.value().bad_items[i].message == result.bad_items[i].message);
      BOOST_TEST(back.value().bad_items[i].where == result.bad_items[i].where);
    }
  }
}

BOOST_AUTO_TEST_CASE(gives_back_the_error_that_went_in) {
  const Result<ReadResult> back =
      decode_result(encode_result(Error{ErrorCode::kEncrypted, "locked", "a.pdf"}));
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
      if (!decode_result(bad).ok()) ++refused;
    }
  }
  BOOST_TEST(refused > good.size());
}

BOOST_AUTO_TEST_CASE(refuses_every_truncation_as_corrupt) {
  const std::string good = encode_result(sample_result());
  for (size_t size = 0; size < good.size(); ++size) {
    const Result<ReadResult> back = decode_result(std::string_view(good).substr(0, size));
    BOOST_REQUIRE(!back.ok());
    BOOST_TEST((back.error().code == ErrorCode::kCorrupt));
  }
}

BOOST_AUTO_TEST_CASE(refuses_what_follows_the_end) {
  BOOST_TEST(!decode_result(encode_result(sample_result()) + "x").ok());
  BOOST_TEST(!decode_request(encode_request(sample_request()) + "x").ok());
}

BOOST_AUTO_TEST_CASE(refuses_counts_that_their_bytes_cannot_hold) {
  const std::string claims_many_publications = {0x56, '\xFF', '\xFF', '\xFF', '\x7F'};
  BOOST_TEST((decode_result(claims_many_publications).error().code == ErrorCode::kCorrupt));
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
  const Result<ReadResult> back = decode_result(encode_result(result));
  BOOST_REQUIRE(back.ok());
  BOOST_TEST(back.value().publications[0].title == row.text);
  BOOST_TEST(back.value().publications[0].parts[0].blocks[0].text == row.text);
}

/// "ok", or the name of the error that `change` leads to.
template <class Change>
std::string outcome(Change change) {
  ReadResult result = sample_result();
  change(result.publications[0]);
  const Result<ReadResult> back = decode_result(encode_result(result));
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

BOOST_AUTO_TEST_CASE(refuses_a_day_that_does_not_exist) {
  BOOST_TEST(outcome([](Publication& p) { p.published = Date{2023, 2, 29}; }) == "corrupt");
  BOOST_TEST(outcome([](Publication& p) { p.published = Date{2024, 2, 29}; }) == "ok");
}

}  // namespace
}  // namespace pressmark
