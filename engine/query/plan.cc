#include "engine/query/plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "engine/analysis/folded_words.h"
#include "engine/limits.h"
#include "engine/query/docid_source.h"
#include "engine/query/house_rules.h"
#include "engine/query/plan_filters.h"
#include "engine/query/plan_synonyms.h"
#include "engine/query/plan_terms.h"
#include "engine/query/plan_words.h"
#include "engine/schema/impact.h"
#include "engine/schema/schema.h"

namespace pressmark {
namespace {

// Repeated words count less and less: the k3 of BM25 (Robertson and Walker 1999).
constexpr double kRepetition = 8;
// What a title's own term adds to its word's; found flat between .1 and .3 on judged collections.
constexpr double kTitleShare = 0.2;
// What a compound of ordinary words ("high-speed") adds to its words: it is evidence that they belong
// together, not a third word. A code or a sign ("2021/22", "C++") is a word in its own right.
constexpr double kCompoundShare = 0.2;
// Words this far apart in the query, stop words between them, are still neighbours.
constexpr size_t kPairReach = 3;

using Op = Xapian::Query::op;

Xapian::Query combine(Op op, const std::vector<Xapian::Query>& queries) {
  if (queries.size() == 1) return queries.front();
  return Xapian::Query(op, queries.begin(), queries.end());
}

Xapian::Query scaled(const Xapian::Query& query, double factor) {
  return factor == 1 ? query : Xapian::Query(Op::OP_SCALE_WEIGHT, query, factor);
}

class Planner {
 public:
  Planner(const PlanContext& context, Plan& plan) : context_(context), words_(context), plan_(plan) {}

  void run(const Query& query, const Filters& request) {
    plan_.notes = query.notes;
    count_words(query.clauses);
    rank_stop_words_ = ranking_words_ == 0;
    plan_.terms = std::make_unique<PlanTerms>();
    plan_.terms->text = group(query.clauses, true);
    plan_.ranked = !plan_.synonyms.empty() || std::any_of(plan_.words.begin(), plan_.words.end(),
                                                          [](const PlanWord& w) { return w.weight > 0; });
    add_house_rules(query);
    add_pairs();
    add_exact_title(query);
    add_filters(query.filters, context_, *plan_.terms);
    add_filters(request, context_, *plan_.terms);
    plan_.text_filters = query.filters;
    plan_.request_filters = request;
    plan_.empty = plan_.terms->text.empty();
  }

 private:
  /// How many words of the query would rank.
  void count_words(const std::vector<Clause>& clauses) {
    for (const Clause& clause : clauses) {
      if (clause.type == Clause::Type::kGroup) {
        count_words(clause.clauses);
      } else if (clause.occur != Occur::kMustNot) {
        for (const AnalysedWord& word : words_.analyse(clause.text)) {
          const bool stop = clause.type == Clause::Type::kWord && is_stop(word.form);
          ranking_words_ += stop ? 0 : 1;
          repetitions_[word.form] += 1;
        }
      }
    }
  }

  bool is_stop(const std::string& form) const { return is_stop_word(form, words_.languages().front()); }

  /// The query of a list of clauses; empty when they match nothing at all.
  Xapian::Query group(const std::vector<Clause>& clauses, bool top) {
    std::vector<Xapian::Query> must;
    std::vector<Xapian::Query> should;
    std::vector<Xapian::Query> must_not;
    bool impossible = false;
    std::vector<SynonymMatch> synonyms;
    if (context_.house != nullptr) synonyms = context_.house->synonyms().find(clauses, context_.analyzer);
    auto synonym = synonyms.begin();
    for (size_t i = 0; i < clauses.size(); ++i) {
      const Clause& clause = clauses[i];
      const bool stands_for_more = synonym != synonyms.end() && synonym->first == i;
      // A quoted phrase is a condition unless it is one of several alternatives in a group.
      const bool phrase_must = top && clause.type == Clause::Type::kPhrase && clause.occur == Occur::kShould;
      const Occur occur = phrase_must ? Occur::kMust : clause.occur;
      Xapian::Query part = stands_for_more
                               ? with_synonyms(std::span(clauses).subspan(i, synonym->count), synonym->words)
                               : this->clause(clause, occur, top);
      if (stands_for_more) i += (synonym++)->count - 1;
      if (occur == Occur::kMustNot) {
        if (!part.empty()) must_not.push_back(std::move(part));
      } else if (occur == Occur::kMust) {
        impossible = impossible || part.empty();
        must.push_back(std::move(part));
      } else if (!part.empty()) {
        should.push_back(std::move(part));
      }
    }
    if (impossible || (must.empty() && should.empty() && has_positive(clauses))) return {};
    Xapian::Query query(std::string{});  // every document, without a weight
    if (!must.empty()) {
      query = combine(Op::OP_AND, must);
      if (!should.empty()) query = Xapian::Query(Op::OP_AND_MAYBE, query, combine(Op::OP_OR, should));
    } else if (!should.empty()) {
      query = combine(Op::OP_OR, should);
    }
    if (!must_not.empty()) {
      const Xapian::Query excluded = combine(Op::OP_OR, must_not);
      query = Xapian::Query(Op::OP_AND_NOT, query, excluded);
      if (top) plan_.terms->excluded = excluded;
    }
    return query;
  }

  /// Plain words, all optional or all wanted, or what the editors let them stand for.
  Xapian::Query with_synonyms(std::span<const Clause> clauses, const std::vector<std::string>& synonyms) {
    const Occur occur = clauses.front().occur;
    std::vector<Xapian::Query> typed;
    bool missing = false;
    for (const Clause& clause : clauses) {
      Xapian::Query part = every_word(clause, occur);
      missing = missing || (occur == Occur::kMust && part.empty());
      if (!part.empty()) typed.push_back(std::move(part));
    }
    double typed_weight = 0;
    for (const Clause& clause : clauses) {
      for (const AnalysedWord& word : words_.analyse(clause.text)) {
        const auto index = word.compound ? std::nullopt : index_of(word.form);
        if (index) typed_weight += plan_.words[*index].weight;
      }
    }
    // Not OP_MAX, though the best alternative would do: it ends pruning, and 1.4.22 crashes on it.
    std::vector<Xapian::Query> alternatives;
    if (!typed.empty() && !missing)
      alternatives.push_back(combine(occur == Occur::kMust ? Op::OP_AND : Op::OP_OR, typed));
    for (const std::string& synonym : synonyms) {
      Xapian::Query query = synonym_query(synonym, typed_weight, context_, words_, plan_.synonyms);
      if (!query.empty()) alternatives.push_back(std::move(query));
    }
    return alternatives.empty() ? Xapian::Query() : combine(Op::OP_OR, alternatives);
  }

  /// What the editors say about this query: pinned publications match whatever their words, hidden ones
  /// never.
  void add_house_rules(const Query& query) {
    if (context_.house == nullptr) return;
    QueryRules rules = context_.house->for_query(query, context_.analyzer);
    Xapian::Query& text = plan_.terms->text;
    if (!rules.pinned.empty()) {
      plan_.terms->pinned = documents_query(rules.pinned);
      text = text.empty() ? plan_.terms->pinned : Xapian::Query(Op::OP_OR, text, plan_.terms->pinned);
      plan_.pinned = std::move(rules.pinned);
    }
    if (!rules.hidden.empty() && !text.empty()) {
      const Xapian::Query hidden = documents_query(std::move(rules.hidden));
      text = Xapian::Query(Op::OP_AND_NOT, text, hidden);
      Xapian::Query& excluded = plan_.terms->excluded;
      excluded = excluded.empty() ? hidden : Xapian::Query(Op::OP_OR, excluded, hidden);
    }
  }

  static bool has_positive(const std::vector<Clause>& clauses) {
    return std::any_of(clauses.begin(), clauses.end(),
                       [](const Clause& c) { return c.occur != Occur::kMustNot; });
  }

  Xapian::Query clause(const Clause& clause, Occur occur, bool top) {
    switch (clause.type) {
      case Clause::Type::kGroup:
        return group(clause.clauses, false);
      case Clause::Type::kPrefix:
        return word_query(words_.expand_prefix(clause.text), clause.field, occur, 1);
      case Clause::Type::kPhrase:
        return clause.field == QueryField::kAny ? phrase(clause, occur, top) : every_word(clause, occur);
      case Clause::Type::kWord:
        return every_word(clause, occur);
    }
    return {};
  }

  static double share_of(const AnalysedWord& word, const std::vector<AnalysedWord>& words) {
    if (!word.compound) return 1;
    const auto has_digit = [](const std::string& form) {
      return form.find_first_of("0123456789") != std::string::npos;
    };
    return !has_digit(word.form) && std::none_of(words.begin(), words.end(), lone_letter) ? kCompoundShare
                                                                                          : 1;
  }

  /// The words of what was typed without a blank ("post-COVID-19"): all of them when it must match, else any.
  Xapian::Query every_word(const Clause& clause, Occur occur) {
    const std::vector<AnalysedWord>& words = words_.analyse(clause.text);
    if (occur == Occur::kShould && clause.field == QueryField::kAny) return any_word(words);
    std::vector<Xapian::Query> parts;
    std::vector<Xapian::Query> wholes;
    bool missing = false;
    for (const AnalysedWord& word : words) {
      Xapian::Query query = word_query(words_.resolve(word), clause.field, occur, share_of(word, words));
      if (word.compound) {
        if (!query.empty() && clause.field == QueryField::kAny) wholes.push_back(std::move(query));
      } else if (!lone_letter(word) || wholes.empty()) {
        missing = missing || query.empty();
        parts.push_back(std::move(query));
      } else {
        missing = true;  // "C++" is not every text with a "c"
      }
    }
    if (missing || parts.empty()) return wholes.empty() ? Xapian::Query() : combine(Op::OP_OR, wholes);
    // The whole as one term does for its parts where the collection has it.
    wholes.push_back(combine(Op::OP_AND, parts));
    return combine(Op::OP_OR, wholes);
  }

  Xapian::Query any_word(const std::vector<AnalysedWord>& words) {
    std::vector<Xapian::Query> queries;
    bool whole = false;
    for (const AnalysedWord& word : words) {
      if (!word.compound) ++place_;
      const bool drop = (is_stop(word.form) && !rank_stop_words_) || (lone_letter(word) && whole);
      if (!drop && !word.compound) typed_.push_back({word.form, place_});
      // A repeated word counts once, by its factor.
      if (drop || !ranked_once_.insert(word.form).second) continue;
      Xapian::Query query =
          word_query(words_.resolve(word), QueryField::kAny, Occur::kShould, share_of(word, words));
      whole = whole || (word.compound && !query.empty());
      if (!query.empty()) queries.push_back(std::move(query));
    }
    return queries.empty() ? Xapian::Query() : combine(Op::OP_OR, queries);
  }

  static bool lone_letter(const AnalysedWord& word) { return !word.compound && word.form.size() == 1; }

  /// The postings of one word, and the word noted in the plan; empty when the collection has none of its
  /// terms. `share` of a full word's weight.
  Xapian::Query word_query(PlanWord word, QueryField field, Occur occur, double share) {
    const double repeated = std::max(1.0, repetitions_[word.text]);
    const double burstiness = context_.parts.burstiness ? words_.burstiness(word) : 1;
    const double factor = share * std::pow(burstiness, kBurstinessPower) * (kRepetition + 1) * repeated /
                          (kRepetition + repeated);
    if (field != QueryField::kAny) return field_query(word, field, factor);
    if (word.terms.empty()) {
      if (occur != Occur::kMustNot && share == 1) note_word(std::move(word));
      return {};
    }
    std::vector<Xapian::Query> body;
    std::vector<Xapian::Query> title;
    Xapian::doccount frequency = 0;
    for (const std::string& term : word.terms) {
      body.emplace_back(term);
      frequency = std::max(frequency, context_.postings.get_termfreq(term));
      const std::string s = schema::kTitlePrefix + term;
      if (context_.parts.title && context_.postings.term_exists(s)) title.emplace_back(s);
    }
    Xapian::Query query = scaled(combine(Op::OP_SYNONYM, body), factor);
    if (occur != Occur::kMustNot) {
      if (!title.empty()) {
        const Xapian::Query extra = scaled(combine(Op::OP_SYNONYM, title), kTitleShare * factor);
        query = Xapian::Query(occur == Occur::kMust ? Op::OP_AND_MAYBE : Op::OP_OR, query, extra);
      }
      const double documents = context_.postings.get_doccount();
      word.document_frequency = frequency;
      word.weight = factor * inverse_document_frequency(documents, frequency);
      note_word(std::move(word));
    }
    return query;
  }

  Xapian::Query field_query(const PlanWord& word, QueryField field, double factor) {
    std::vector<Xapian::Query> terms;
    if (field == QueryField::kTitle) {
      for (const std::string& term : word.terms) terms.emplace_back(schema::kTitlePrefix + term);
      if (!terms.empty()) note_word(word);
      return terms.empty() ? Xapian::Query() : scaled(combine(Op::OP_SYNONYM, terms), factor);
    }
    plan_.asks_details = true;
    return Xapian::Query(field_prefix(field) + context_.analyzer.fold(word.text));
  }

  void note_word(PlanWord word) {
    const auto same = [&](const PlanWord& other) { return other.text == word.text; };
    if (std::none_of(plan_.words.begin(), plan_.words.end(), same)) plan_.words.push_back(std::move(word));
  }

  /// A phrase at the top is an intersection, its order checked on the records of the few that can still win;
  /// one in a group is the same by a posting source, since only part of the query hangs on it.
  Xapian::Query phrase(const Clause& clause, Occur occur, bool top) {
    std::vector<PhraseMatcher::Word> sequence;
    std::vector<Xapian::Query> all;
    for (const AnalysedWord& word : words_.analyse(clause.text)) {
      if (word.compound) continue;
      PlanWord exact = clause.slop == 0 ? words_.resolve_exact(word) : words_.resolve(word);
      if (exact.forms.empty()) {
        if (occur != Occur::kMustNot) note_word(std::move(exact));
        return {};
      }
      sequence.push_back(words_.phrase_word(exact.forms));
      Xapian::Query query = word_query(std::move(exact), QueryField::kAny, occur, 1);
      all.push_back(std::move(query));
    }
    if (all.empty()) return occur == Occur::kMustNot ? Xapian::Query() : Xapian::Query(std::string{});
    Xapian::Query query = combine(Op::OP_AND, all);
    if (sequence.size() < 2 && clause.slop > 0) return query;
    PhraseMatcher matcher(std::move(sequence), clause.slop);
    if (top && occur == Occur::kMust) {
      plan_.phrases.push_back(std::move(matcher));
      return query;
    }
    return words_.phrase_in_group(query, std::move(matcher));
  }

  /// Words that were typed within kPairReach places of each other, stop words and nothing else between them.
  void add_pairs() {
    std::set<std::pair<size_t, size_t>> seen;
    for (size_t i = 0; i + 1 < typed_.size(); ++i) {
      if (typed_[i + 1].place - typed_[i].place > kPairReach) continue;
      const auto first = index_of(typed_[i].form), second = index_of(typed_[i + 1].form);
      if (first && second && *first != *second && seen.emplace(*first, *second).second)
        plan_.pairs.push_back({*first, *second});
    }
  }

  /// Where a word that ranks stands among the plan's.
  std::optional<size_t> index_of(const std::string& form) const {
    const auto found = std::find_if(plan_.words.begin(), plan_.words.end(), [&](const PlanWord& word) {
      return word.text == form && word.weight > 0;
    });
    if (found == plan_.words.end()) return std::nullopt;
    return static_cast<size_t>(found - plan_.words.begin());
  }

  void add_exact_title(const Query& query) {
    std::string text;
    for (const Clause& clause : query.clauses) {
      const bool plain = clause.field == QueryField::kAny && clause.occur != Occur::kMustNot &&
                         (clause.type == Clause::Type::kWord || clause.type == Clause::Type::kPhrase);
      if (!plain) return;
      text += clause.text + ' ';
    }
    for (const std::string& language : words_.languages()) {
      const std::string term = schema::exact_title_term(folded_words(context_.analyzer, text, language));
      auto& terms = plan_.exact_title_terms;
      if (term.empty() || std::find(terms.begin(), terms.end(), term) != terms.end()) continue;
      if (context_.postings.term_exists(term)) terms.push_back(term);
    }
  }

  const PlanContext& context_;
  WordResolver words_;
  Plan& plan_;
  std::map<std::string, double> repetitions_;
  struct TypedWord {
    std::string form;
    size_t place = 0;  // among all words of the query
  };
  std::vector<TypedWord> typed_;  // those that rank as alternatives, repetitions too
  size_t place_ = 0;
  std::set<std::string> ranked_once_;
  size_t ranking_words_ = 0;
  bool rank_stop_words_ = false;
};

}  // namespace

Plan::Plan() = default;
Plan::~Plan() = default;
Plan::Plan(Plan&&) noexcept = default;
Plan& Plan::operator=(Plan&&) noexcept = default;

Plan make_plan(const Query& query, const Filters& request, const PlanContext& context) {
  Plan plan;
  Planner(context, plan).run(query, request);
  return plan;
}

}  // namespace pressmark
