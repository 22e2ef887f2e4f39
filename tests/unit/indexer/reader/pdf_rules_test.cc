// The rules of the PDF reader that need no PDF: captions, running heads, authors, dates, hyphens.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "indexer/reader/pdf_furniture.h"
#include "indexer/reader/pdf_hyphens.h"
#include "indexer/reader/pdf_layout.h"
#include "indexer/reader/pdf_metadata.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Caption {
  const char* text;
  bool is_caption;
};
std::ostream& operator<<(std::ostream& out, const Caption& row) {
  return out << row.text;
}

const std::vector<Caption> kCaptions = {
    // a mark after the number
    {"Figure 3: Courses by month", true},
    {"Fig. 2.1 – Courses", true},
    {"TABLE 2. Cost for each", true},
    {"Table A1: Annex", true},
    {"Abbildung 4: Deiche", true},
    {"Tabelle 1 | Bauwerke", true},
    {"Tableau 1 – Rendement", true},
    {"Gráfico 5: Empleo", true},
    {"Рис. 7. Схема", true},
    // a title after the number
    {"Figure 3 Courses by month", true},
    {"Table IV Costs", true},
    {"Table 7", true},
    // Han and Kana
    {"図1 津波避難訓練", true},
    {"表 1 青葉海溝地震の被害想定", true},
    {"图3：人口", true},
    // a sentence that begins with a reference
    {"Figure 3 shows the courses", false},
    {"Table 2 (see below) has them", false},
    {"Table 2, which follows, has them", false},
    {"表1は被害を示す", false},
    // no number, no caption
    {"Figures from the panel", false},
    {"Table manners 101", false},
    {"Map of the valley", false},
    {"図書館の案内", false},
};

struct Mask {
  const char* text;
  const char* mask;
};
std::ostream& operator<<(std::ostream& out, const Mask& row) {
  return out << row.text;
}

const std::vector<Mask> kMasks = {
    {"Page 12", "page #"},
    {"Page iv", "page #"},
    {"12", "#"},
    {"xviii", "#"},
    {"A 12 B", "a # b"},
    {"Report 2021/22", "report #/#"},
    {"Civil Law", "civil law"},
    {"", ""},
};

struct Names {
  const char* text;
  const char* names;
};
std::ostream& operator<<(std::ostream& out, const Names& row) {
  return out << row.text;
}

const std::vector<Names> kAuthors = {
    // lists of people
    {"Hélène Marchetti, Idris Penhallow and Sunniva Brekke",
     "Hélène Marchetti|Idris Penhallow|Sunniva Brekke"},
    {"Ana Ruiz & Jan van der Berg", "Ana Ruiz|Jan van der Berg"},
    {"Ana Ruiz, Jan Berg, and Li Wei", "Ana Ruiz|Jan Berg|Li Wei"},
    {"Kofi Mensah; Tarn Valley Combined Authority", "Kofi Mensah|Tarn Valley Combined Authority"},
    {"Marchetti, Hélène; Brekke, Sunniva", "Marchetti, Hélène|Brekke, Sunniva"},
    // one author with a comma or an "and" in the name
    {"Marchetti, Hélène", "Marchetti, Hélène"},
    {"Department for Business, Energy and Industrial Strategy",
     "Department for Business, Energy and Industrial Strategy"},
    {"Ministry of Health and Care Services", "Ministry of Health and Care Services"},
    {"みなと青葉市 危機管理局", "みなと青葉市 危機管理局"},
    // what a computer fills in
    {"Administrator", ""},
    {"d.fairley", ""},
    {" ; ", ""},
};

const std::vector<Names> kKeywords = {
    {"5G, full fibre, TV-2023/117", "5G|full fibre|TV-2023/117"},
    {"R&D; start-ups, and others", "R&D|start-ups, and others"},
    {"防災、地震、津波", "防災|地震|津波"},
    {"sleep", "sleep"},
    {"2023, sleep, sleep, , 117", "sleep"},
    {"", ""},
};

struct PdfDate {
  const char* text;
  const char* iso;
};
std::ostream& operator<<(std::ostream& out, const PdfDate& row) {
  return out << row.text;
}

const std::vector<PdfDate> kDates = {
    {"D:20220315091700+01'00'", "2022-03-15"},
    {"D:20220315", "2022-03-15"},
    {"20220315091700Z", "2022-03-15"},
    {"2022-03-15T09:17:00Z", "2022-03-15"},
    {"D:2022", "2022-01-01"},
    {"D:19040101000000Z", ""},
    {"D:20221315", ""},
    {"yesterday", ""},
    {"", ""},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(pdf_rules)

BOOST_DATA_TEST_CASE(knows_a_caption_from_a_sentence, data::make(kCaptions), row) {
  BOOST_TEST(is_caption(row.text) == row.is_caption);
}

BOOST_DATA_TEST_CASE(masks_numbers_of_running_heads, data::make(kMasks), row) {
  BOOST_TEST(masked(row.text) == row.mask);
}

BOOST_DATA_TEST_CASE(cuts_authors_only_between_people, data::make(kAuthors), row) {
  std::string joined;
  for (const std::string& author : split_authors(row.text)) joined += (joined.empty() ? "" : "|") + author;
  BOOST_TEST(joined == row.names);
}

BOOST_DATA_TEST_CASE(cuts_keywords_at_the_marks_of_a_list, data::make(kKeywords), row) {
  std::string joined;
  for (const std::string& keyword : split_keywords(row.text)) joined += (joined.empty() ? "" : "|") + keyword;
  BOOST_TEST(joined == row.names);
}

BOOST_DATA_TEST_CASE(reads_pdf_dates, data::make(kDates), row) {
  const auto date = parse_pdf_date(row.text);
  BOOST_TEST((date ? date->iso() : "") == row.iso);
}

BOOST_AUTO_TEST_CASE(resolves_every_hyphen_of_a_text) {
  Compounds compounds;
  compounds.add_line("A long-term, (well-known) plan.");
  BOOST_TEST(compounds.resolve("experi-\nment, long-\nterm, WELL-\nknown, a-\nb") ==
             "experi\u00AD\nment, long-\nterm, WELL-\nknown, a\u00AD\nb");
  BOOST_TEST(compounds.resolve("no hyphen at all") == "no hyphen at all");
}

BOOST_AUTO_TEST_CASE(two_halves_that_are_words_of_the_document_keep_their_hyphen) {
  Compounds compounds;
  for (const char* line : {"the long summer", "the term ends", "a term of", "an under", "standing here",
                           "still standing", "the understanding of"}) {
    compounds.add_line(line);
  }
  BOOST_TEST(compounds.resolve("long-\nterm, infra-\nstructure, under-\nstanding") ==
             "long-\nterm, infra\u00AD\nstructure, under\u00AD\nstanding");
}

BOOST_AUTO_TEST_CASE(a_title_on_one_line_keeps_the_hyphens_of_its_words) {
  BOOST_TEST(unbroken("Teachers in the class\u00AD\nroom: a long-\nterm plan") ==
             "Teachers in the classroom: a long-term plan");
}

BOOST_AUTO_TEST_CASE(lines_of_han_and_kana_are_joined_without_a_blank) {
  std::string text = "今後三十年";
  append_line(text, "以内に発生");
  BOOST_TEST(text == "今後三十年以内に発生");
  append_line(text, "Next");
  BOOST_TEST(text == "今後三十年以内に発生 Next");
}

BOOST_AUTO_TEST_SUITE_END()
