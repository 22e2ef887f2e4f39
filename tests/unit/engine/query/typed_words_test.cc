// What stands in a text without a blank, typed into the box as it stands, is looked up under the forms that
// the text is indexed under: the syntax of queries takes nothing of it away. Over the collection of the
// repository.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/query/query.h"

using namespace pressmark;

namespace {

void add_forms(const std::vector<Clause>& clauses, Analyzer& analyzer, std::set<std::string>& forms) {
  std::vector<Token> tokens;
  for (const Clause& clause : clauses) {
    add_forms(clause.clauses, analyzer, forms);
    analyzer.analyze(clause.text, "en", tokens);
    for (const Token& token : tokens) forms.insert(token.form);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_word_of_the_collection_can_be_typed) {
  Analyzer analyzer;
  std::vector<Token> tokens;
  std::unordered_set<std::string> known;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PRESSMARK_SOURCE_DIR "/corpus")) {
    const auto type = entry.path().extension();
    if (type != ".html" && type != ".md" && type != ".txt" && type != ".jsonl" && type != ".atom") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    analyzer.analyze(text, "en", tokens);
    for (const Token& token : tokens) {
      const std::string written = text.substr(token.span.begin, token.span.end - token.span.begin);
      const bool blank = written.find_first_of(" \n") != std::string::npos;
      if (blank || !known.insert(written + ' ' + token.form).second) continue;
      std::set<std::string> forms;
      add_forms(parse_query(written).clauses, analyzer, forms);
      if (!forms.contains(token.form)) BOOST_ERROR(token.form << " is not looked up by " << written);
    }
  }
  BOOST_TEST(known.size() > 5'000u);
}
