// What the document gives beside its words: labels, outline, language, metadata, faults; on built PDFs and on
// those of the collection.
#include "indexer/reader/pdf_document.h"

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "indexer/reader/pdf_strings.h"
#include "indexer/reader/reader.h"
#include "tests/support/pdf_builder.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

std::string corpus_file(const std::string& name) {
  std::ifstream in(std::filesystem::path(PRESSMARK_SOURCE_DIR) / "corpus/reports" / name, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

/// "Summary=3 Costs=7": titles and pages from 0.
std::string outline_of(const std::string& bytes) {
  std::string text;
  for (const OutlineEntry& entry : PdfDocument(bytes).outline()) {
    text += (text.empty() ? "" : " ") + entry.title + "=" + std::to_string(entry.page);
  }
  return text;
}

/// A chapter's number and its name are apart by a blank in the outline, by a space of some width in print.
std::string without_blanks(std::string text) {
  for (const char* mark : {" ", "\u3000", "\n"}) {
    const std::string blank = mark;
    for (size_t at = text.find(blank); at != std::string::npos; at = text.find(blank, at)) {
      text.erase(at, blank.size());
    }
  }
  return text;
}

struct Report {
  const char* file;
  const char* last_roman;  // label of the last page of the front matter
  size_t roman_pages;
  size_t pages;
  const char* language;
  const char* heading;  // an entry of the outline
  const char* label;    // of the page it leads to
};
std::ostream& operator<<(std::ostream& out, const Report& row) {
  return out << row.file;
}

const std::vector<Report> kReports = {
    {"skills-for-a-digital-decade.pdf", "viii", 8, 59, "en-GB", "1.3 What this report means by skill", "3"},
    {"local-transport-plan-2022-2037.pdf", "vii", 7, 41, "en-GB", "2.2 Fifteen numbers", "4"},
    {"generalplan-kuestenschutz-nordmark.pdf", "iv", 4, 13, "de-DE", "2.2 Der Bemessungswasserstand", "2"},
    {"minato-aoba-bosai-hakusho-2023.pdf", "iii", 3, 9, "ja-JP", "避難所の環境", "2"},
};

struct TextString {
  const char* reason;
  std::string bytes;
  std::string text;
};
std::ostream& operator<<(std::ostream& out, const TextString& row) {
  return out << row.reason;
}

const std::vector<TextString> kTextStrings = {
    {"ASCII", "Plan", "Plan"},
    {"the format's own charset",
     "\x84 l\x90"
     "eau \xA0 \xE9",
     "— l’eau € é"},
    {"its accents", "\x18\x1F", "˘˜"},
    {"a byte that it leaves open", "\x9F", "\uFFFD"},
    {"UTF-16, big end first", std::string("\xFE\xFF\0P\x20\x19", 6), "P’"},
    {"UTF-16, little end first", std::string("\xFF\xFEP\0\x19\x20", 6), "P’"},
    {"a pair of surrogates", std::string("\xFE\xFF\xD8\x3D\xDE\0", 6), "😀"},
    {"half a pair", std::string("\xFE\xFF\xD8\x3D\0P", 6), "\uFFFDP"},
    {"half a unit at the end", std::string("\xFE\xFF\0P\0", 5), "P"},
    {"UTF-8 with its mark", "\xEF\xBB\xBFé", "é"},
    {"UTF-8 without", "é", "é"},
    {"nothing", "", ""},
};

struct Word {
  const char* reason;
  std::u32string characters;
  std::string text;
};
std::ostream& operator<<(std::ostream& out, const Word& row) {
  return out << row.reason;
}

const std::vector<Word> kWords = {
    {"ASCII", U"word", "word"},
    {"an accent", U"été", "été"},
    {"a control character", U"wo\u0001rd", "word"},
    {"nothing else", U"\u0001\u0002", ""},
    {"a symbol font's bullet", U"\uF0B7", "•"},
    {"from the right", U"\u05E3\u05D2\u05D0", "\u05D0\u05D2\u05E3"},
    {"from the right with a number", U"12:\u05E3\u05D2\u05D0", "\u05D0\u05D2\u05E3:12"},
    {"a soft hyphen in a word", U"Mit\u00ADarbeit", "Mit\u00ADarbeit"},
    {"a soft hyphen that is printed", U"SS\u00AD2541", "SS-2541"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(pdf_document)

BOOST_DATA_TEST_CASE(labels_and_outline_of_the_collection_are_right, data::make(kReports), row) {
  const std::string bytes = corpus_file(row.file);
  const PdfDocument document(bytes);
  BOOST_REQUIRE(document.has_pages());
  BOOST_TEST(document.pages_count() == row.pages);
  BOOST_TEST(document.language() == row.language);
  BOOST_TEST(document.read_page(0).label == "i");
  BOOST_TEST(document.read_page(static_cast<uint32_t>(row.roman_pages - 1)).label == row.last_roman);
  BOOST_TEST(document.read_page(static_cast<uint32_t>(row.roman_pages)).label == "1");
  const std::vector<OutlineEntry> outline = document.outline();
  const auto entry = std::find_if(outline.begin(), outline.end(), [&](const OutlineEntry& candidate) {
    return candidate.title == row.heading;
  });
  BOOST_REQUIRE_MESSAGE(entry != outline.end(), outline_of(bytes));
  BOOST_TEST(document.read_page(entry->page).label == row.label);
}

BOOST_DATA_TEST_CASE(each_entry_of_the_outline_is_a_heading_of_its_page, data::make(kReports), row) {
  const std::string bytes = corpus_file(row.file);
  const Publication publication = read_one(bytes, row.file);
  size_t found = 0;
  const std::vector<OutlineEntry> outline = PdfDocument(bytes).outline();
  for (const OutlineEntry& entry : outline) {
    const std::vector<Block>& blocks = publication.parts.at(entry.page).blocks;
    const bool printed = std::any_of(blocks.begin(), blocks.end(), [&](const Block& block) {
      return (block.role == Role::kHeading || block.role == Role::kTitle) &&
             without_blanks(block.text).find(without_blanks(entry.title)) != std::string::npos;
    });
    if (printed) ++found;
  }
  BOOST_TEST(outline.size() >= 5);
  BOOST_TEST(10 * found >= 9 * outline.size());
}

BOOST_AUTO_TEST_CASE(reads_the_outline_in_its_order) {
  PdfBuilder pdf;
  pdf.page().page().page().outline("Second", 1).outline("First", 0).outline("  Third  one ", 2);
  BOOST_TEST(outline_of(pdf.build()) == "Second=1 First=0 Third one=2");
  BOOST_TEST(outline_of(PdfBuilder().page().build()) == "");
  BOOST_TEST(outline_of(PdfBuilder().page().outline("Again", 0).outline_loop().build()) == "Again=0");
}

BOOST_AUTO_TEST_CASE(says_why_a_document_is_not_open) {
  BOOST_TEST(!PdfDocument("%PDF-1.7").is_open());
  BOOST_TEST(PdfDocument("%PDF-1.7").fault() == "its table of objects is broken and cannot be made anew");
  BOOST_TEST(!PdfDocument("").is_open());
  const std::string locked = PdfBuilder().page().build_encrypted("secret", "owner");
  BOOST_TEST(PdfDocument(locked).is_locked());
  BOOST_TEST(!PdfDocument(locked).has_pages());
  const std::string whole = PdfBuilder().page().build();
  BOOST_TEST(PdfDocument(whole).fault() == "");
  BOOST_TEST(!PdfDocument(whole).was_repaired());
  const std::string cut = whole.substr(0, whole.find("startxref"));
  BOOST_TEST(PdfDocument(cut).was_repaired());
  BOOST_TEST(PdfDocument(cut).has_pages());
}

BOOST_AUTO_TEST_CASE(a_page_that_is_not_there_is_empty) {
  const std::string bytes = PdfBuilder().page().text(70, 100, 11, "Word").build();
  BOOST_TEST(PdfDocument(bytes).read_page(0).words.size() == 1);
  BOOST_TEST(PdfDocument(bytes).read_page(1).words.empty());
}

BOOST_DATA_TEST_CASE(decodes_a_text_string, data::make(kTextStrings), row) {
  BOOST_TEST(text_string(row.bytes) == row.text);
}

BOOST_DATA_TEST_CASE(reads_a_word, data::make(kWords), row) {
  BOOST_TEST(word_text(row.characters) == row.text);
}

BOOST_AUTO_TEST_SUITE_END()
