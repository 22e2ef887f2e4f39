#include "engine/schema/stored_fields.h"

#include <boost/test/unit_test.hpp>
#include <random>

#include "engine/limits.h"
#include "engine/schema/bytes.h"

namespace pressmark {
namespace {

std::string random_string(std::mt19937& random) {
  std::string text;
  for (size_t count = random() % 300; count > 0; --count) text.push_back(static_cast<char>(random()));
  return text;
}

StoredFields random_fields(std::mt19937& random) {
  StoredFields fields;
  fields.kind = static_cast<Kind>(random() % 4);
  for (auto* text : {&fields.id, &fields.url, &fields.title, &fields.summary, &fields.publisher,
                     &fields.language, &fields.series, &fields.filetype, &fields.source}) {
    if (random() % 4 != 0) *text = random_string(random);
  }
  for (auto* list : {&fields.authors, &fields.topics}) {
    for (size_t count = random() % 4; count > 0; --count) list->push_back(random_string(random));
  }
  if (random() % 2 == 0) fields.published = Date::make(1 + static_cast<int>(random() % 9999), 2, 28);
  if (random() % 2 == 0) fields.modified = Date::make(2022, 12, 31);
  fields.pages_count = random() % 2 == 0 ? 0 : static_cast<uint32_t>(random());
  return fields;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stored)

BOOST_AUTO_TEST_CASE(decoding_what_was_encoded_is_identity) {
  std::mt19937 random(10);
  for (int round = 0; round < 500; ++round) {
    const StoredFields fields = random_fields(random);
    const auto decoded = decode_stored_fields(encode(fields));
    BOOST_REQUIRE(decoded.ok());
    BOOST_TEST((decoded.value() == fields));
  }
  BOOST_TEST((decode_stored_fields("").value() == StoredFields()));
}

BOOST_AUTO_TEST_CASE(passes_over_tags_it_does_not_know) {
  StoredFields fields;
  fields.title = "Title";
  std::string bytes;
  append_varint(bytes, 9999);
  append_string(bytes, "from a later version");
  bytes += encode(fields);
  append_varint(bytes, 5);
  append_string(bytes, "");
  BOOST_TEST((decode_stored_fields(bytes).value() == fields));
}

BOOST_AUTO_TEST_CASE(refuses_values_that_cannot_be) {
  const auto refused = [](uint64_t tag, std::string_view value) {
    std::string bytes;
    append_varint(bytes, tag);
    append_string(bytes, value);
    const auto decoded = decode_stored_fields(bytes);
    return !decoded.ok() && decoded.error().code == ErrorCode::kCorrupt;
  };
  BOOST_TEST(refused(1, "\x04"));  // kind
  BOOST_TEST(refused(1, ""));
  BOOST_TEST(refused(2, std::string_view("\xe6\x07\x02\x1e", 4)));  // 30 February 2022
  BOOST_TEST(refused(3, "\xe6"));
  BOOST_TEST(refused(4, "\xff\xff\xff\xff\x10"));  // pages, over 32 bits
  BOOST_TEST(!refused(12, std::string(limits::kFieldBytesMax, 'a')));
  BOOST_TEST(refused(12, std::string(limits::kFieldBytesMax + 1, 'a')));
  StoredFields fields;
  fields.authors.assign(limits::kListItemsMax, "a");
  BOOST_TEST(decode_stored_fields(encode(fields)).ok());
  fields.authors.push_back("a");
  BOOST_TEST(!decode_stored_fields(encode(fields)).ok());
}

BOOST_AUTO_TEST_CASE(goes_through_damaged_bytes) {
  std::mt19937 random(4);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = encode(random_fields(random));
    if (round % 2 == 0) {
      bytes.resize(random() % bytes.size());
    } else {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    const auto decoded = decode_stored_fields(bytes);
    if (decoded.ok()) BOOST_TEST(decode_stored_fields(encode(decoded.value())).ok());
  }
}

BOOST_AUTO_TEST_CASE(takes_the_fields_of_a_publication) {
  Publication publication;
  publication.id = "reports/5g.pdf";
  publication.url = "https://example.org/5g.pdf";
  publication.kind = Kind::kReport;
  publication.title = "5G";
  publication.authors = {"A. Writer", ""};
  publication.published = Date::make(2022, 3, 29);
  publication.pages_count = 42;
  const StoredFields fields = stored_fields(publication, "5g.pdf");
  BOOST_TEST(fields.id == publication.id);
  BOOST_TEST(fields.url == publication.url);
  BOOST_TEST((fields.kind == Kind::kReport));
  BOOST_TEST(fields.title == "5G");
  BOOST_TEST(fields.authors == std::vector<std::string>{"A. Writer"}, boost::test_tools::per_element());
  BOOST_TEST((fields.published == publication.published));
  BOOST_TEST(fields.pages_count == 42);
  BOOST_TEST(fields.source == "5g.pdf");
}

BOOST_AUTO_TEST_CASE(cuts_long_fields_at_a_code_point_and_long_lists) {
  Publication publication;
  publication.title = std::string(limits::kFieldBytesMax - 1, 'a') + "é";
  publication.summary = std::string(limits::kFieldBytesMax, 'b');
  publication.topics.assign(limits::kListItemsMax + 1, "topic");
  const StoredFields fields = stored_fields(publication, "");
  BOOST_TEST(fields.title.size() == limits::kFieldBytesMax - 1);
  BOOST_TEST(fields.summary.size() == limits::kFieldBytesMax);
  BOOST_TEST(fields.topics.size() == limits::kListItemsMax);
}

BOOST_AUTO_TEST_CASE(stays_below_a_megabyte_and_leaves_out_what_matters_least) {
  const std::string longest(limits::kFieldBytesMax, 'a');
  Publication publication;
  publication.id = publication.url = publication.title = publication.summary = longest;
  publication.authors.assign(limits::kListItemsMax, longest);
  publication.topics = publication.authors;
  const StoredFields fields = stored_fields(publication, "source.pdf");
  BOOST_TEST(encode(fields).size() < (1u << 20));
  BOOST_TEST((fields.id == longest && fields.url == longest && fields.title == longest));
  BOOST_TEST(fields.source == "source.pdf");
  BOOST_TEST(fields.topics.empty());
  BOOST_TEST(decode_stored_fields(encode(fields)).ok());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressmark
