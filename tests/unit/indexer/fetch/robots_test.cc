#include "indexer/fetch/robots.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>

#include "engine/limits.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* text;
  const char* target;
  bool allowed;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.text << " on " << c.target;
}

#define ALL "User-agent: *\n"

const Case kWhom[] = {
    // nobody is named
    {"", "/a", true},
    {"Disallow: /\n", "/a", true},
    {"User-agent: other\nDisallow: /\n", "/a", true},
    // everybody, us, and us before everybody
    {ALL "Disallow: /\n", "/a", false},
    {"User-agent: pressmark\nDisallow: /\n", "/a", false},
    {ALL "Disallow: /\n\nUser-agent: pressmark\nAllow: /\n", "/a", true},
    {"User-agent: pressmark\nDisallow: /a\n\n" ALL "Disallow: /\n", "/b", true},
    {"User-agent: pressmark\n\n", "/a", true},
    {ALL "Disallow: /\n\nUser-agent: pressmark\n", "/a", true},
    // the name in other cases and with more behind it
    {"User-agent: PressMark\nDisallow: /\n", "/a", false},
    {"User-agent: pressmark/1.0\nDisallow: /\n", "/a", false},
    {"User-agent: pressmark (a reader)\nDisallow: /\n", "/a", false},
    {"User-agent: pressmarks\nDisallow: /\n", "/a", true},
    {"User-agent: press\nDisallow: /\n", "/a", true},
    {"User-agent: * a comment of sorts\nDisallow: /\n", "/a", false},
    {"User-agent: *bot\nDisallow: /\n", "/a", true},
    // several names for one group
    {"User-agent: other\nUser-agent: pressmark\nDisallow: /\n", "/a", false},
    {"User-agent: pressmark\nUser-agent: other\nDisallow: /\n", "/a", false},
    {"User-agent: pressmark\n\n\nUser-agent: other\nDisallow: /\n", "/a", false},
    {"User-agent: pressmark\nDisallow: /b\nUser-agent: other\nDisallow: /a\n", "/a", true},
    // groups of the same name count together
    {"User-agent: pressmark\nDisallow: /a\n\nUser-agent: other\n\nDisallow: /\n\nUser-agent: pressmark\n"
     "Disallow: /b\n",
     "/b", false},
    {"User-agent: pressmark\nDisallow: /a\n\nUser-agent: pressmark\nDisallow: /b\n", "/a", false},
    // other records do not end a group, nor the names before it
    {"User-agent: pressmark\nSitemap: http://x/\nDisallow: /\n", "/a", false},
    {"User-agent: pressmark\nCrawl-delay: 5\nUser-agent: other\nDisallow: /\n", "/a", false},
    {"User-agent: other\nSitemap: http://x/\nUser-agent: pressmark\nDisallow: /\n", "/a", false},
};

const Case kWhat[] = {
    // a path is a beginning
    {ALL "Disallow: /a\n", "/a", false},
    {ALL "Disallow: /a\n", "/a/b", false},
    {ALL "Disallow: /a\n", "/ab?c", false},
    {ALL "Disallow: /a\n", "/", true},
    {ALL "Disallow: /a\n", "/A", true},
    {ALL "Disallow: /a/\n", "/a", true},
    {ALL "Disallow: /a?b\n", "/a?bc", false},
    {ALL "Disallow: /a?b\n", "/a", true},
    // nothing is forbidden by nothing
    {ALL "Disallow:\n", "/a", true},
    {ALL "Disallow: # nothing\n", "/a", true},
    {ALL "Disallow: /\nAllow:\n", "/a", false},
    // the longest decides, of equals the one that allows
    {ALL "Disallow: /\nAllow: /a\n", "/a", true},
    {ALL "Allow: /a\nDisallow: /\n", "/a", true},
    {ALL "Allow: /\nDisallow: /a\n", "/a", false},
    {ALL "Disallow: /a\nAllow: /a\n", "/a", true},
    {ALL "Allow: /a\nDisallow: /a\n", "/a", true},
    {ALL "Disallow: /a\nAllow: /a\nDisallow: /a\n", "/a", true},
    {ALL "Allow: /a/b\nDisallow: /*.gif\n", "/a/b.gif", false},
    {ALL "Allow: /folder\nDisallow: /folder/\n", "/folder/x", false},
    {ALL "Allow: /page\nDisallow: /*.htm\n", "/page.htm", false},
    // asterisks
    {ALL "Disallow: *.gif\n", "/a/b.gif", false},
    {ALL "Disallow: /*.gif\n", "/a/b.gif?c", false},
    {ALL "Disallow: /*/b\n", "/a/c/b", false},
    {ALL "Disallow: /*/b\n", "/b", true},
    {ALL "Disallow: /a*\n", "/a", false},
    {ALL "Disallow: /a***b\n", "/acb", false},
    {ALL "Disallow: *\n", "/", false},
    // the end
    {ALL "Disallow: /a$\n", "/a", false},
    {ALL "Disallow: /a$\n", "/ab", true},
    {ALL "Disallow: /*.pdf$\n", "/a.pdf", false},
    {ALL "Disallow: /*.pdf$\n", "/a.pdf.pdf", false},
    {ALL "Disallow: /*.pdf$\n", "/a.pdf?b", true},
    {ALL "Disallow: /*a*b$\n", "/ab", false},
    {ALL "Disallow: /ab*b$\n", "/ab", true},
    {ALL "Disallow: /*$\n", "/a", false},
    {ALL "Allow: /$\nDisallow: /\n", "/", true},
    {ALL "Allow: /$\nDisallow: /\n", "/a", false},
    {ALL "Disallow: /a$b\n", "/a$bc", false},
    // a path without its slash is meant as one
    {ALL "Disallow: a\n", "/ab", false},
    // robots.txt itself
    {ALL "Disallow: /\n", "/robots.txt", true},
    {ALL "Disallow: /\n", "/robots.txt?a", false},
};

const Case kSpelling[] = {
    // letters and marks escaped or not
    {ALL "Disallow: /a%3cd.html\n", "/a%3Cd.html", false},
    {ALL "Disallow: /%61\n", "/a", false},
    {ALL "Disallow: /a\n", "/%61", false},
    {ALL "Disallow: /%7ejoe/\n", "/~joe/a", false},
    {ALL "Disallow: /a b\n", "/a%20b", false},
    {ALL "Disallow: /%5Ba%5d\n", "/%5ba%5D", false},
    {ALL "Disallow: /a?b=c%3Ad\n", "/a?b=c:d", false},
    // beyond ASCII
    {ALL "Disallow: /caf\xC3\xA9\n", "/caf%c3%a9", false},
    {ALL "Disallow: /caf%C3%A9\n", "/caf\xC3\xA9", false},
    {ALL "Disallow: /\xE3\x83\x84\n", "/%E3%83%84", false},
    // an escaped delimiter is another thing
    {ALL "Disallow: /a%2Fb\n", "/a/b", true},
    {ALL "Disallow: /a%2fb\n", "/a%2Fb", false},
    {ALL "Disallow: /a/b\n", "/a%2Fb", true},
    // an asterisk and a dollar that mean themselves
    {ALL "Disallow: /a-%2A.html\n", "/a-*.html", false},
    {ALL "Disallow: /a-%2A.html\n", "/a-b.html", true},
    {ALL "Disallow: /a-%24\n", "/a-$", false},
    {ALL "Disallow: /a-%24\n", "/a-", true},
    // a per cent sign that escapes nothing
    {ALL "Disallow: /100%\n", "/100%25", false},
    {ALL "Disallow: /a%zz\n", "/a%zz", false},
    {ALL "Disallow: /a%4\n", "/a%4", false},
};

const Case kLines[] = {
    // ends of lines
    {"User-agent: *\r\nDisallow: /a\r\n", "/a", false},
    {"User-agent: *\rDisallow: /a\r", "/a", false},
    {ALL "Disallow: /a", "/a", false},
    // blanks, case, comments
    {"  user-AGENT \t:\t*  \n\tDISALLOW:/a\t\n", "/a", false},
    {"User-agent: * # all\nDisallow: /a # b\n", "/a", false},
    {"# User-agent: *\nDisallow: /a\n", "/a", true},
    {ALL "#Disallow: /a\n", "/a", true},
    // a byte order mark
    {"\xEF\xBB\xBFUser-agent: *\nDisallow: /a\n", "/a", false},
    // not a record
    {"<html>\n<p>User-agent: *\nDisallow: /\n", "/a", true},
    {ALL "Disallow /a\n", "/a", true},
    {ALL "\x01\xFF\n:\n::\nDisallow: /a\n", "/a", false},
};

struct Delay {
  const char* value;
  uint32_t delay_ms;
};
std::ostream& operator<<(std::ostream& out, const Delay& c) {
  return out << c.value;
}
const Delay kDelays[] = {
    {"0", 0},
    {"1", 1000},
    {"1.5", 1500},
    {".5", 500},
    {"10", 10'000},
    // over the longest
    {"10.001", 10'000},
    {"3600", 10'000},
    {"99999999999999999999", 10'000},
    // no delay
    {"", 0},
    {"-1", 0},
    {"nan", 0},
    {"inf", 0},
    {"5s", 0},
    {"1,5", 0},
    {"1e3", 0},
    {"0x5", 0},
};

}  // namespace

BOOST_DATA_TEST_CASE(finds_what_is_said_to_us, data::make(kWhom)) {
  BOOST_TEST(Robots::parse(sample.text).allows(sample.target) == sample.allowed);
}

BOOST_DATA_TEST_CASE(the_longest_rule_that_fits_decides, data::make(kWhat)) {
  BOOST_TEST(Robots::parse(sample.text).allows(sample.target) == sample.allowed);
}

BOOST_DATA_TEST_CASE(spellings_of_one_path_are_one_path, data::make(kSpelling)) {
  BOOST_TEST(Robots::parse(sample.text).allows(sample.target) == sample.allowed);
}

BOOST_DATA_TEST_CASE(reads_lines_as_people_write_them, data::make(kLines)) {
  BOOST_TEST(Robots::parse(sample.text).allows(sample.target) == sample.allowed);
}

BOOST_DATA_TEST_CASE(a_delay_is_a_number_of_seconds, data::make(kDelays)) {
  BOOST_TEST(Robots::parse(std::string(ALL "Crawl-delay: ") + sample.value).delay_ms() == sample.delay_ms);
}

BOOST_AUTO_TEST_CASE(the_delay_is_that_of_our_group) {
  const char* text =
      ALL "Crawl-delay: 5\nUser-agent: other\nDisallow: /\n\nUser-agent: pressmark\nDisallow: /a\n";
  BOOST_TEST(Robots::parse(text).delay_ms() == 0U);
  BOOST_TEST(Robots::parse("Crawl-delay: 5\n" ALL "Disallow: /a\n").delay_ms() == 0U);
  BOOST_TEST(Robots::parse(ALL "Crawl-delay: 2\nDisallow: /a\nCrawl-delay: 1\n").delay_ms() == 2000U);
}

BOOST_AUTO_TEST_CASE(what_is_over_the_limit_is_not_obeyed_and_half_a_line_is_none) {
  const std::string rules = ALL "Allow: /a\n";
  const std::string last = "Disallow: /b";
  const std::string filling(limits::kRobotsBytesMax - rules.size() - last.size() - 1, '#');
  const std::string full = rules + filling + "\n" + last;
  BOOST_REQUIRE_EQUAL(full.size(), limits::kRobotsBytesMax);
  BOOST_TEST(!Robots::parse(full).allows("/b"));
  BOOST_TEST(!Robots::parse(full + "\nDisallow: /c\n").allows("/b"));
  BOOST_TEST(Robots::parse(full + "\nDisallow: /c\n").allows("/c"));
  // Were it read as far as it goes, "/" would be all.
  const std::string cut = rules + filling + "#\n" + last;
  BOOST_TEST(Robots::parse(cut).allows("/b"));
  BOOST_TEST(Robots::parse(std::string(limits::kRobotsBytesMax + 1, 'a')).allows("/b"));
}

// Against the plain definition: every way for each asterisk to stand for something.
namespace {
bool fits_plainly(std::string_view pattern, std::string_view target) {
  if (pattern.empty()) return true;
  if (pattern == "$") return target.empty();
  if (pattern[0] == '*') {
    for (size_t i = 0; i <= target.size(); ++i) {
      if (fits_plainly(pattern.substr(1), target.substr(i))) return true;
    }
    return false;
  }
  return !target.empty() && target[0] == pattern[0] && fits_plainly(pattern.substr(1), target.substr(1));
}
}  // namespace

BOOST_AUTO_TEST_CASE(patterns_fit_as_the_definition_says) {
  std::mt19937 random(20220901);
  const auto word = [&](std::string_view letters, size_t bytes_max) {
    std::string made = "/";
    for (size_t n = random() % (bytes_max + 1); n > 0; --n) made += letters[random() % letters.size()];
    return made;
  };
  size_t fitting = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string pattern = word("ab*", 6) + (random() % 3 == 0 ? "$" : "");
    const std::string target = word("ab", 8);
    const bool fits = fits_plainly(pattern, target);
    fitting += fits ? 1 : 0;
    const bool allowed = Robots::parse(ALL "Disallow: " + pattern).allows(target);
    BOOST_REQUIRE_MESSAGE(allowed == !fits, pattern + " on " + target);
  }
  BOOST_TEST(fitting > 1000U);
  BOOST_TEST(fitting < 19'000U);
}
