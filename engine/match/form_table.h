// FormTable: which words of a plan a form stands for. Made once a search from a plan, which it does not keep;
// const after that.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/query/plan.h"

namespace pressmark {

class FormTable {
 public:
  /// Of the plan's words that rank.
  explicit FormTable(const Plan& plan) {
    for (size_t w = 0; w < plan.words.size(); ++w) {
      const PlanWord& word = plan.words[w];
      if (word.weight <= 0) continue;
      for (const FormId form : word.forms) {
        const bool exact = std::binary_search(word.exact_forms.begin(), word.exact_forms.end(), form);
        words_.push_back({form, w, exact});
        forms_.push_back(form);
      }
    }
    std::sort(words_.begin(), words_.end(), [](const auto& a, const auto& b) { return a.form < b.form; });
    std::sort(forms_.begin(), forms_.end());
    forms_.erase(std::unique(forms_.begin(), forms_.end()), forms_.end());
  }

  /// Sorted, each once.
  const std::vector<FormId>& forms() const { return forms_; }

  /// Calls visit(index of the word, whether the form is the word as typed) for each word of the form.
  template <class F>
  void for_each_word(FormId form, F&& visit) const {
    auto it = std::lower_bound(words_.begin(), words_.end(), form,
                               [](const WordOfForm& word, FormId wanted) { return word.form < wanted; });
    for (; it != words_.end() && it->form == form; ++it) visit(it->word, it->exact);
  }

 private:
  struct WordOfForm {
    FormId form = 0;
    size_t word = 0;
    bool exact = false;
  };
  std::vector<WordOfForm> words_;
  std::vector<FormId> forms_;
};

/// The second word of a pair follows the first within so many positions: stop words may stand between.
inline constexpr TermPosition kPairReach = 3;

/// Tells, as the places of a text are gone through in order, where pairs of the plan stand.
class PairFinder {
 public:
  explicit PairFinder(const Plan& plan) : pairs_(plan.pairs), last_seen_(plan.words.size(), kNowhere) {}

  /// A word stands at `position`; calls visit(index of the pair) for each pair that it completes.
  template <class F>
  void word_at(TermPosition position, size_t word, F&& visit) {
    for (size_t p = 0; p < pairs_.size(); ++p) {
      if (pairs_[p].second != word) continue;
      const TermPosition first = last_seen_[pairs_[p].first];
      if (first != kNowhere && first < position && position - first <= kPairReach) visit(p);
    }
    last_seen_[word] = position;
  }
  /// Goes on with another text.
  void restart() { std::fill(last_seen_.begin(), last_seen_.end(), kNowhere); }

 private:
  static constexpr TermPosition kNowhere = 0xffffffff;
  const std::vector<PlanPair>& pairs_;
  std::vector<TermPosition> last_seen_;
};

}  // namespace pressmark
