// Which queries may tell of a person by what stands in them: these are counted and otherwise forgotten. Rules
// about patterns only; that a query is a name nobody can see, for which the log has its threshold. Pure; any
// thread.
#pragma once

#include <string_view>

namespace pressmark {

/// Whether `line`, which folded_line() made, has what looks like an e-mail address, an account at some site,
/// a telephone number, the number of a card, an account or an identity document, a day of birth, or a pasted
/// address of a page. Rather too often than too seldom: a long number of any kind is taken for one of these.
bool looks_personal(std::string_view line);

}  // namespace pressmark
