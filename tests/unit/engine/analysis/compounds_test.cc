#include "engine/analysis/compounds.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

#include "engine/analysis/analyzer.h"
#include "engine/limits.h"
#include "tests/unit/engine/analysis/describe.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* text;
  const char* tokens;
  const char* language = "en";
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.text;
}

const Case kHyphens[] = {
    {"long-term", "<long-term> <longterm> long term"},
    {"long\u2010term long\u2011term", "<long-term> <longterm> long term <long-term> <longterm> long term"},
    {"long\u2013term", "<long-term> <longterm> long term"},
    {"long-\nterm", "<long-term> <longterm> long term"},
    {"inter\u00ad\nnational post-\nCOVID-\n19",
     "international <post-covid-19> <postcovid19> post <covid-19> <covid19> covid 19"},
    {"long\u2010\nterm", "<long-term> <longterm> long term"},
    {"long- term", "long term"},
    {"long - term", "long term"},
    {"long--term", "long term"},
    {"-long", "long"},
    {"levelling-up e-mail", "<levelling-up> <levellingup> levelling up <e-mail> <email> e mail"},
    {"COVID-19", "<covid-19> <covid19> covid 19"},
    {"post-COVID-19", "<post-covid-19> <postcovid19> post <covid-19> <covid19> covid 19"},
    {"state-of-the-art", "<state-of-the-art> state of the art"},
    {"2022-03-29", "<2022-03-29> 2022 03 29"},
    {"\u0448\u0442\u0430\u0431-\u043a\u0432\u0430\u0440\u0442\u0438\u0440\u0430",
     "<штаб-квартира> <штабквартира> штаб квартира", "ru"},
};

const Case kCodes[] = {
    {"5G IPv6 Q3 H1 4K", "5g ipv6 q3 h1 4k"},
    {"C++", "<c++> c"},
    {"in C++.", "in <c++> c"},
    {"C++, C++20", "<c++> c <c++20> <c++> c 20"},
    {"C# F# C#x", "<c#> c <f#> f c x"},
    {".NET (.NET) ASP.NET", "<.net> net <.net> net <asp.net> asp net"},
    {"end. NET", "end net"},
    {"AT&T R&D R & D", "<at&t> at t <r&d> r d <r&d> r d"},
    {"salt & pepper", "salt pepper"},
    {"C(2019)4", "<c(2019)4> c 2019 4"},
    {"(C(2019)4)", "<c(2019)4> c 2019 4"},
    {"6(1)(a)", "<6(1)(a)> 6 1 a"},
    {"function(s) (2020)", "function s 2020"},
    {"see 2019)4", "see 2019 4"},
    {"TV-2023/117", "<tv-2023/117> <tv-2023> <tv2023> tv 2023 117"},
    {"2.3.1", "2.3.1"},
    {"and/or", "and or"},
    {"18+ A+ a+b", "<18+> 18 <a+> a a b"},
};

const Case kYears[] = {
    // a year after letters is a word of its own
    {"FY2018", "<fy2018> fy 2018"},
    {"fy1999 COP2099 Horizon2020", "<fy1999> fy 1999 <cop2099> cop 2099 <horizon2020> horizon 2020"},
    {"FY2018.", "<fy2018> fy 2018"},
    {"FY2018/19", "<fy2018/19> <fy2018> fy <2018/19> 2018 19"},
    {"FY2018-19", "<fy2018-19> <fy201819> <fy2018> fy <2018/19> 2018 19"},
    {"post-FY2018", "<post-fy2018> <postfy2018> post <fy2018> fy 2018"},
    {"Q32018 Q3FY2018", "q32018 q3fy2018"},
    {"#FY2018 report2018_v2.pdf",
     "<#fy2018> <fy2018> fy 2018 <report2018_v2.pdf> <report2018> report 2018 <v2.pdf> v2 pdf"},
    {"info2020@horizon2020.example.com",
     "<info2020@horizon2020.example.com> <info2020> info 2020 <horizon2020.example.com> <horizon2020> "
     "horizon 2020 "
     "example com"},
    {"\u00c9t\u00e92018 E\u0301te\u03012018", "<été2018> été 2018 <été2018> été 2018", "fr"},
    {"\u0433\u043e\u04342018", "<год2018> год 2018", "ru"},
    {"\uff26\uff39\uff12\uff10\uff11\uff18", "<fy2018> fy 2018"},
    {"l'an2018", "l <an2018> an 2018", "fr"},
    // and other numbers are not
    {"FY18 COP26 5G Q3 A1899 B2100 x20180 2018FY 2018 a.2018",
     "fy18 cop26 5g q3 a1899 b2100 x20180 2018fy 2018 <a.2018> a 2018"},
    {"\u4e2d\u56fd2018", "中国 2018", "zh"},
};

const Case kNumbers[] = {
    {"GBP3.5bn 3.5bn 3,5 Mrd.", "gbp3.5bn 3.5bn 3,5 mrd"},
    {"\u00a33.5bn $1.2m \u20ac100", "<£3.5bn> 3.5bn <$1.2m> 1.2m <€100> 100"},
    {"45% 45 % 45\u00a0%", "<45%> 45 <45%> 45 <45%> 45"},
    {"2021/22", "<2021/22> 2021 22"},
    {"2021-22 2021\u201322", "<2021-22> <2021/22> 2021 22 <2021-22> <2021/22> 2021 22"},
    {"2021-2022", "<2021-2022> <2021/22> 2021 2022"},
    {"2021-23", "<2021-23> 2021 23"},
    {"1999-00", "<1999-00> <1999/00> 1999 00"},
    {"1,000 1,000,000 1,00 10,0000", "<1000> 1,000 <1000000> 1,000,000 1,00 10,0000"},
    {"1.000", "1.000", "en"},
    {"1.000", "<1000> 1.000", "de"},
    {"1.000.000", "<1000000> 1.000.000", "en"},
    {"1'000", "<1000> 1'000"},
    {"10\u00a0000 10\u202f000\u202f000", "<10000> 10 000 <10000000> 10 000 000"},
    {"10\u00a000 4\u00a0euro", "10 00 4 euro"},
    {"12:30", "<12:30> 12 30"},
};

const Case kDots[] = {
    {"U.K.", "<u.k.> <uk> u k"},
    {"U.K", "<u.k.> <uk> u k"},
    {"the U.K.'s", "the <u.k.> <uk> u k s"},
    {"e.g.", "<e.g.> <eg> e g"},
    {"Ph.D.", "<ph.d> <phd> ph d"},
    {"example.com", "<example.com> example com"},
    {"www.example.com", "<www.example.com> www <example.com> example com"},
};

const Case kAddresses[] = {
    {"a.b@example.com", "<a.b@example.com> <a.b.> <ab> a b <example.com> example com"},
    {"first-last+x@example.com",
     "<first-last+x@example.com> <first-last> <firstlast> first last x <example.com> example com"},
    {"mailto:a@example.org", "mailto <a@example.org> a <example.org> example org"},
    {"http://example.com/annual-report_2021.pdf#page=14",
     "<http://example.com/annual-report_2021.pdf#page=14> http <example.com> example com "
     "<annual-report_2021.pdf> <annual-report> <annualreport> annual report <2021.pdf> 2021 pdf page 14"},
    {"https://example.com/a?b=c.", "<https://example.com/a?b=c> https <example.com> example com a b c"},
    {"#digital_skills @name", "<#digital_skills> <digital_skills> digital skills <@name> name"},
    {"a#b x@ y", "a b x y"},
    {"final_v7.pdf", "<final_v7.pdf> final <v7.pdf> v7 pdf"},
};

const Case kApostrophes[] = {
    {"O'Brien O\u2019Brien's", "<obrien> o'brien <obrien> o'brien"},
    {"D'Angelo", "<dangelo> d angelo"},
    {"don't don\u2019t", "<dont> don't <dont> don't"},
    {"L'Or\u00e9al L\u2019Or\u00e9al", "<loréal> l oréal <loréal> l oréal"},
    {"l\u2019avion d\u2019\u00e9t\u00e9", "l avion d été", "fr"},
    {"the council\u2019s council's", "the council council"},
    {"l'avion", "l avion", "fr"},
    {"aujourd'hui", "aujourd'hui", "fr"},
};

std::string repeat(const std::string& text, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

BOOST_DATA_TEST_CASE(hyphens_make_compounds, data::make(kHyphens)) {
  BOOST_TEST(describe(sample.text, sample.language) == sample.tokens);
}

BOOST_DATA_TEST_CASE(codes_are_kept_whole, data::make(kCodes)) {
  BOOST_TEST(describe(sample.text, sample.language) == sample.tokens);
}

BOOST_DATA_TEST_CASE(years_after_letters_are_words, data::make(kYears)) {
  BOOST_TEST(describe(sample.text, sample.language) == sample.tokens);
}

BOOST_DATA_TEST_CASE(numbers_keep_their_signs, data::make(kNumbers)) {
  BOOST_TEST(describe(sample.text, sample.language) == sample.tokens);
}

BOOST_DATA_TEST_CASE(dots_make_acronyms_and_names, data::make(kDots)) {
  BOOST_TEST(describe(sample.text, sample.language) == sample.tokens);
}

BOOST_DATA_TEST_CASE(addresses_are_kept_whole, data::make(kAddresses)) {
  BOOST_TEST(describe(sample.text, sample.language) == sample.tokens);
}

BOOST_DATA_TEST_CASE(names_are_found_without_their_apostrophe, data::make(kApostrophes)) {
  BOOST_TEST(describe(sample.text, sample.language) == sample.tokens);
}

BOOST_AUTO_TEST_CASE(a_compound_spans_its_words_and_signs) {
  const std::string text = "cost (\u00a33.5bn) of U.K. COVID-\n19 C++";
  std::vector<Token> tokens;
  Analyzer().analyze(text, "en", tokens);
  std::vector<std::string> compounds;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kCompound) {
      compounds.push_back(text.substr(token.span.begin, token.span.end - token.span.begin));
    }
  }
  const std::vector<std::string> expected = {"\u00a33.5bn", "U.K.",       "U.K.",
                                             "COVID-\n19",  "COVID-\n19", "C++"};
  BOOST_TEST(compounds == expected);
}

BOOST_AUTO_TEST_CASE(a_compound_has_the_position_of_its_first_word) {
  std::vector<Token> tokens;
  Analyzer().analyze("a post-COVID-19 b", "en", tokens);
  for (const Token& token : tokens) {
    if (token.form == "post-covid-19") BOOST_TEST(token.position == 1u);
    if (token.form == "covid-19") BOOST_TEST(token.position == 2u);
    if (token.form == "b") BOOST_TEST(token.position == 4u);
  }
}

BOOST_AUTO_TEST_CASE(leaves_out_compounds_over_the_byte_limit) {
  const std::string left(limits::kFormBytesMax - 5, 'a');
  BOOST_TEST(describe(left + "-term", "en") == "<" + left + "-term> <" + left + "term> " + left + " term");
  BOOST_TEST(describe("a" + left + "-term", "en") == "<a" + left + "term> a" + left + " term");
  BOOST_TEST(describe("ab" + left + "-term", "en") == "ab" + left + " term");
  const std::string url = "https://example.com/";
  const std::string path(limits::kFormBytesMax - url.size(), 'a');
  BOOST_TEST(describe(url + path, "en").starts_with("<" + url + path + "> https"));
  BOOST_TEST(describe(url + path + "a", "en").starts_with("https"));
}

BOOST_AUTO_TEST_CASE(long_chains_have_few_compounds_and_take_linear_time) {
  for (const char* link : {"a-", "1-", "a1-1.", "a.", "a@", "a_", "1/", "a(", "a)(", "C++", "http://", "a&",
                           "1\u00a0000", "a'b"}) {
    const std::string text = repeat(link, 50'000);
    std::vector<Token> tokens;
    Analyzer().analyze(text, "en", tokens);
    size_t words = 0;
    for (const Token& token : tokens) words += token.kind == TokenKind::kWord ? 1 : 0;
    BOOST_TEST(tokens.size() - words <= kCompoundsPerWordMax * words, link);
  }
}
