// The editors' file: what is read from it, and what is said about what is not.
#include "server/editorial_file.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "engine/limits.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using pressmark::testing::TempDir;
namespace data = boost::unit_test::data;

namespace {

EditorialReading read(const std::string& text) {
  Result<EditorialReading> reading = parse_editorial(text, "e.toml");
  BOOST_REQUIRE_MESSAGE(reading.ok(), (reading.ok() ? "" : one_line(reading.error())));
  return std::move(reading).value();
}

/// The faults, one a line.
std::string faults(const std::string& text) {
  std::string all;
  for (const Error& fault : read(text).faults) all += (all.empty() ? "" : "\n") + one_line(fault);
  return all;
}

std::string list_of(size_t count, const std::string& each) {
  std::string list = "[";
  for (size_t i = 0; i < count; ++i) list += "\"" + each + std::to_string(i) + "\",";
  return list + "]";
}

constexpr const char* kWhole = R"(# Words of the house
[[synonyms]]
words = ["pensioner", "older person"]

[[synonyms]]
from = "West Midlands Combined Authority"
to = ["WMCA"]

[[pins]]
query = ["annual report", "yearly report"]
publications = "reports/2024.pdf"

[[hides]]
publications = ["news/old.html"]

[[hides]]
query = "football"
publications = ["news/club.html"]

[[boosts]]
kind = "report"
factor = 1.5

[[boosts]]
address = "https://example.org/archive/"
factor = 0.25

[[boosts]]
publication = "news/lead.html"
factor = 4

[suggestions]
deny = ["rude", "ruder"]
)";

struct Bad {
  const char* text;
  const char* fault;
};
std::ostream& operator<<(std::ostream& out, const Bad& c) {
  return out << c.text;
}

const Bad kBad[] = {
    // keys
    {"title = 1",
     "e.toml:1: \"title\" means nothing here; what can stand here is synonyms, pins, hides, boosts, "
     "suggestions"},
    {"[[synonyms]]\nword = [\"a\", \"b\"]",
     "e.toml:2: \"word\" means nothing here; what can stand here is words, from, to"},
    {"[[synonyms]]\nwords = [\"a\", \"b\"]\nfrom = \"c\"\nto = \"d\"",
     "e.toml:2: \"words\" means nothing here; what can stand here is from, to"},
    {"[suggestions]\nnever = [\"a\"]",
     "e.toml:2: \"never\" means nothing here; what can stand here is deny\n"
     "e.toml:1: \"deny\" must be a list of at most 5000 words in quotes: deny = [\"word\", \"word\"]"},
    // shapes
    {"[synonyms]\nwords = [\"a\", \"b\"]",
     "e.toml:1: write [[synonyms]] with two brackets before each entry"},
    {"pins = [1]", "e.toml:1: write [[pins]] before each entry"},
    {"suggestions = 1", "e.toml:1: \"suggestions\" must be a table: write [suggestions] above deny = [...]"},
    // values
    {"[[synonyms]]\nfrom = \"a\"", "e.toml:1: \"to\" is missing"},
    {"[[synonyms]]\nwords = [\"a\"]",
     "e.toml:1: \"words\" needs at least two words or groups of words that mean the same"},
    {"[[synonyms]]\nwords = [\"a\", 5]",
     "e.toml:2: \"words\" must be text in quotes, or a list of such texts"},
    {"[[synonyms]]\nwords = [\"a\", \" \"]",
     "e.toml:2: \"words\" must be text in quotes, or a list of such texts"},
    {"[[pins]]\nquery = \"a\"\npublications = []", "e.toml:3: \"publications\" must have 1 to 10 texts"},
    {"[[hides]]\nquery = \"a\"", "e.toml:1: \"publications\" is missing"},
    {"[[boosts]]\nkind = \"book\"\nfactor = 2",
     "e.toml:1: \"book\" is no kind; there are report, post, page and data"},
    {"[[boosts]]\nfactor = 2",
     "e.toml:1: a boost needs one of kind, publication and address (how the addresses begin)"},
    {"[[boosts]]\nkind = \"post\"\npublication = \"a\"\nfactor = 2",
     "e.toml:1: a boost needs one of kind, publication and address (how the addresses begin)"},
    {"[[boosts]]\nkind = \"post\"",
     "e.toml:1: \"factor\" must be a number from 0.25 to 4; above 1 raises, below 1 lowers"},
    {"[[boosts]]\nkind = \"post\"\nfactor = 4.01",
     "e.toml:3: \"factor\" must be a number from 0.25 to 4; above 1 raises, below 1 lowers"},
    {"[[boosts]]\nkind = \"post\"\nfactor = 0.24",
     "e.toml:3: \"factor\" must be a number from 0.25 to 4; above 1 raises, below 1 lowers"},
    {"[[boosts]]\nkind = \"post\"\nfactor = nan",
     "e.toml:3: \"factor\" must be a number from 0.25 to 4; above 1 raises, below 1 lowers"},
};

void write(const std::filesystem::path& path, const std::string& text) {
  // As editors do it: another file in its place.
  std::ofstream(path.string() + ".new") << text;
  std::filesystem::rename(path.string() + ".new", path);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(editorial_file)

BOOST_AUTO_TEST_CASE(reads_every_kind_of_entry) {
  const EditorialReading reading = read(kWhole);
  Editorial expected;
  expected.file = "e.toml";
  expected.synonyms = {{{"pensioner", "older person"}, {}, 2},
                       {{"West Midlands Combined Authority"}, {"WMCA"}, 5}};
  expected.pins = {{{"annual report", "yearly report"}, {"reports/2024.pdf"}, 9}};
  expected.hides = {{{}, {"news/old.html"}, 13}, {{"football"}, {"news/club.html"}, 16}};
  expected.boosts = {{Kind::kReport, "", "", 1.5, 20},
                     {{}, "", "https://example.org/archive/", 0.25, 24},
                     {{}, "news/lead.html", "", 4, 28}};
  expected.denied = {"rude", "ruder"};
  BOOST_TEST(reading.faults.empty());
  BOOST_TEST((reading.editorial == expected));
}

BOOST_DATA_TEST_CASE(names_a_bad_entry_by_file_line_and_remedy, data::make(kBad), c) {
  BOOST_TEST(faults(c.text) == c.fault);
}

BOOST_AUTO_TEST_CASE(uses_the_rest_of_a_file_with_a_bad_entry) {
  const EditorialReading reading = read(
      "[[synonyms]]\nwords = [\"a\"]\n[[synonyms]]\nwords = [\"b\", \"c\"]\n[suggestions]\ndeny = [\"d\", 1, "
      "\"e\"]");
  BOOST_TEST(reading.faults.size() == 2);
  BOOST_TEST(reading.editorial.synonyms.size() == 1);
  BOOST_TEST(reading.editorial.denied == (std::vector<std::string>{"d", "e"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(holds_texts_lists_and_words_to_their_limits) {
  const auto synonyms = [](const std::string& side) {
    return "[[synonyms]]\nwords = [\"a\", \"" + side + "\"]";
  };
  BOOST_TEST(faults(synonyms(std::string(limits::kEditorialTextBytesMax, 'x'))).empty());
  BOOST_TEST(faults(synonyms(std::string(limits::kEditorialTextBytesMax + 1, 'x'))) ==
             "e.toml:2: a text of \"words\" is longer than 500 bytes; shorten it");
  BOOST_TEST(faults(synonyms("1 2 3 4 5 6 7 8")).empty());
  BOOST_TEST(faults(synonyms("1 2 3 4 5 6 7 8 9")) ==
             "e.toml:1: \"1 2 3 4 5 6 7 8 9\" has more than 8 words; shorten it");
  BOOST_TEST(faults("[[synonyms]]\nwords = " + list_of(limits::kSynonymSidesMax, "w")).empty());
  BOOST_TEST(!faults("[[synonyms]]\nwords = " + list_of(limits::kSynonymSidesMax + 1, "w")).empty());
  BOOST_TEST(faults("[[hides]]\npublications = " + list_of(limits::kHiddenMax, "p")).empty());
  BOOST_TEST(!faults("[[hides]]\npublications = " + list_of(limits::kHiddenMax + 1, "p")).empty());
  BOOST_TEST(faults("[[pins]]\nquery=\"q\"\npublications = " + list_of(limits::kPinnedMax, "p")).empty());
  BOOST_TEST(
      !faults("[[pins]]\nquery=\"q\"\npublications = " + list_of(limits::kPinnedMax + 1, "p")).empty());
  BOOST_TEST(faults("[suggestions]\ndeny = " + list_of(limits::kEditorialEntriesMax, "p")).empty());
  BOOST_TEST(!faults("[suggestions]\ndeny = " + list_of(limits::kEditorialEntriesMax + 1, "p")).empty());
}

BOOST_AUTO_TEST_CASE(counts_the_faults_it_does_not_name) {
  std::string text;
  for (size_t i = 0; i < limits::kEditorialFaultsMax + 3; ++i) text += "[[pins]]\nquery = 1\n";
  const std::vector<Error> all = read(text).faults;
  BOOST_REQUIRE_EQUAL(all.size(), limits::kEditorialFaultsMax + 1);
  BOOST_TEST(one_line(all.back()) == "e.toml: and 3 more");
}

BOOST_AUTO_TEST_CASE(stops_at_the_limit_of_entries) {
  std::string text;
  for (size_t i = 0; i < limits::kEditorialEntriesMax + 2; ++i)
    text += "[[boosts]]\nkind=\"post\"\nfactor=1\n";
  const EditorialReading reading = read(text);
  BOOST_TEST(reading.editorial.boosts.size() == limits::kEditorialEntriesMax);
  BOOST_TEST(reading.faults.size() == 1);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_toml_is_an_error_with_its_line) {
  const auto broken = parse_editorial("[[synonyms]]\nwords = [\"a\", \"b\"\n\n[[pins]]\n", "e.toml");
  BOOST_REQUIRE(!broken.ok());
  BOOST_TEST((broken.error().code == ErrorCode::kBadSyntax));
  BOOST_TEST(broken.error().where.starts_with("e.toml:"));
  BOOST_TEST(broken.error().message.ends_with("; nothing of the file is used until this is put right"));
  const auto ill_formed = parse_editorial("[suggestions]\ndeny = [\"\xff\"]", "e.toml");
  BOOST_TEST(!ill_formed.ok());
}

BOOST_AUTO_TEST_CASE(a_file_over_its_limit_is_an_error) {
  std::string text(limits::kEditorialBytesMax, '\n');
  BOOST_TEST(parse_editorial(text, "e.toml").ok());
  text += '\n';
  BOOST_REQUIRE(!parse_editorial(text, "e.toml").ok());
  BOOST_TEST((parse_editorial(text, "e.toml").error().code == ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_CASE(is_read_again_when_it_changes_and_keeps_the_last_good_one) {
  const TempDir directory;
  const std::filesystem::path path = directory.path() / "editorial.toml";
  write(path, "[suggestions]\ndeny = [\"one\"]\n");
  EditorialFile file(path);
  BOOST_TEST(file.refresh());
  BOOST_TEST(file.editorial().denied.front() == "one");
  BOOST_TEST(file.messages().empty());
  BOOST_TEST(!file.refresh());

  write(path, "[suggestions\n");
  BOOST_TEST(file.refresh());
  BOOST_REQUIRE_EQUAL(file.messages().size(), 1);
  BOOST_TEST(file.messages().front().starts_with("editorial.toml:1: "));
  BOOST_TEST(file.editorial().denied.front() == "one");
  BOOST_TEST(!file.refresh());

  std::filesystem::remove(path);
  BOOST_TEST(file.refresh());
  BOOST_TEST(file.messages().front() ==
             "editorial.toml: the file cannot be read; is it there, and readable?");
  BOOST_TEST(file.editorial().denied.front() == "one");
  BOOST_TEST(!file.refresh());

  write(path, "[suggestions]\ndeny = [\"three\"]\n");
  BOOST_TEST(file.refresh());
  BOOST_TEST(file.messages().empty());
  BOOST_TEST(file.editorial().denied.front() == "three");
}

BOOST_AUTO_TEST_SUITE_END()
