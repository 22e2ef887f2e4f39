// The forms of a record, each with the role of the field that it stands in.
#pragma once

#include <vector>

#include "engine/schema/record.h"

namespace pressmark {

/// Calls visit(form, role) for every word of a record.
template <class F>
void for_each_word(const RecordContent& record, F visit) {
  size_t run = 0;
  for (const FormId form : record.forms) {
    if (form == kFieldBreak) {
      ++run;
    } else {
      visit(form, record.roles.at(run));
    }
  }
}

/// The same for every word and then for every compound.
template <class F>
void for_each_form(const RecordContent& record, F visit) {
  for_each_word(record, visit);
  if (record.compounds.empty()) return;
  std::vector<Role> role_at;
  role_at.reserve(record.forms.size());
  size_t run = 0;
  for (const FormId form : record.forms) {
    role_at.push_back(record.roles.at(run));
    run += form == kFieldBreak ? 1 : 0;
  }
  for (const CompoundPosting& compound : record.compounds)
    visit(compound.form, role_at.at(compound.position));
}

}  // namespace pressmark
