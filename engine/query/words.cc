#include "engine/query/query.h"

namespace pressmark {

Query words_query(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\f\v";
  Query query;
  while (true) {
    const size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return query;
    text.remove_prefix(begin);
    Clause word;
    word.text = text.substr(0, text.find_first_of(kBlanks));
    text.remove_prefix(word.text.size());
    query.clauses.push_back(std::move(word));
  }
}

}  // namespace pressmark
