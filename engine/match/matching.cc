#include "engine/match/matching.h"

#include <utility>

namespace pressmark {
namespace {

bool made_of_terms(const Xapian::Query& query) {
  switch (query.get_type()) {
    case Xapian::Query::LEAF_TERM:
    case Xapian::Query::LEAF_MATCH_ALL:
    case Xapian::Query::LEAF_MATCH_NOTHING:
      return true;
    case Xapian::Query::OP_AND:
    case Xapian::Query::OP_FILTER:
    case Xapian::Query::OP_OR:
    case Xapian::Query::OP_SYNONYM:
    case Xapian::Query::OP_AND_NOT:
    case Xapian::Query::OP_AND_MAYBE:
    case Xapian::Query::OP_SCALE_WEIGHT:
      for (size_t i = 0; i < query.get_num_subqueries(); ++i) {
        if (!made_of_terms(query.get_subquery(i))) return false;
      }
      return true;
    default:
      return false;
  }
}

/// Puts posting lists together.
class Combiner {
 public:
  Combiner(const Xapian::Database& postings, FrequentTerms& frequent, const PhraseDecider& decider)
      : postings_(postings), frequent_(frequent), decider_(decider), last_docid_(postings.get_lastdocid()) {}

  DocumentSet documents(const Xapian::Query& query) const {
    DocumentSet set(last_docid_);
    if (query.get_num_subqueries() == 0) {
      add(query, set);
      return set;
    }
    add(query.get_subquery(0), set);
    for (size_t i = 1; i < query.get_num_subqueries(); ++i) {
      const Xapian::Query part = query.get_subquery(i);
      switch (query.get_type()) {
        case Xapian::Query::OP_AND:
        case Xapian::Query::OP_FILTER:
          set &= *set_of(part);
          break;
        case Xapian::Query::OP_AND_NOT:
          set -= *set_of(part);
          break;
        case Xapian::Query::OP_AND_MAYBE:
          break;
        default:
          add(part, set);
      }
    }
    return set;
  }

 private:
  std::shared_ptr<const DocumentSet> set_of(const Xapian::Query& query) const {
    if (query.get_type() != Xapian::Query::LEAF_TERM)
      return std::make_shared<const DocumentSet>(documents(query));
    const std::string term = *query.get_terms_begin();
    if (auto kept = kept_set(term)) return kept;
    return std::make_shared<const DocumentSet>(read_set(term));
  }

  void add(const Xapian::Query& query, DocumentSet& set) const {
    switch (query.get_type()) {
      case Xapian::Query::LEAF_MATCH_NOTHING:
        return;
      case Xapian::Query::LEAF_MATCH_ALL:
        return read_postings("", set);
      case Xapian::Query::LEAF_TERM: {
        const std::string term = *query.get_terms_begin();
        if (const auto kept = kept_set(term)) {
          set |= *kept;
        } else {
          read_postings(term, set);
        }
        return;
      }
      default:
        if (query.get_num_subqueries() > 0) set |= documents(query);
    }
  }

  DocumentSet read_set(const std::string& term) const {
    DocumentSet set(last_docid_);
    read_postings(term, set);
    return set;
  }

  /// "" has all documents.
  void read_postings(const std::string& term, DocumentSet& set) const {
    decider_.time().look();
    for (auto it = postings_.postlist_begin(term); it != postings_.postlist_end(term); ++it) set.add(*it);
  }

  /// Null where the term is not frequent.
  std::shared_ptr<const DocumentSet> kept_set(const std::string& term) const {
    if (auto kept = frequent_.find(term)) return kept;
    const uint64_t share = uint64_t{postings_.get_termfreq(term)} * FrequentTerms::kDocumentsForOne;
    if (share < postings_.get_doccount()) return nullptr;
    auto kept = std::make_shared<const DocumentSet>(read_set(term));
    frequent_.keep(term, kept);
    return kept;
  }

  const Xapian::Database& postings_;
  FrequentTerms& frequent_;
  const PhraseDecider& decider_;
  const Xapian::docid last_docid_;
};

class Forwarder : public Xapian::MatchSpy {
 public:
  explicit Forwarder(const std::function<void(Xapian::docid)>& found) : found_(found) {}
  void operator()(const Xapian::Document& document, double /*weight*/) override {
    found_(document.get_docid());
  }

 private:
  const std::function<void(Xapian::docid)>& found_;
};

}  // namespace

bool for_each_match(const Xapian::Database& postings, const Xapian::Query& query, FrequentTerms& frequent,
                    const PhraseDecider& decider, const std::function<void(Xapian::docid)>& found) {
  try {
    if (made_of_terms(query)) {
      Combiner(postings, frequent, decider).documents(query).for_each([&](uint32_t docid) {
        if (decider.accepts(docid)) found(docid);
      });
    } else {
      Xapian::Enquire enquire(postings);
      enquire.set_query(query);
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      Forwarder forwarder(found);
      enquire.add_matchspy(&forwarder);
      enquire.get_mset(0, 0, postings.get_doccount(), nullptr, &decider);
    }
  } catch (const MatchStopped&) {
    return false;
  }
  return !decider.time().expired();
}

}  // namespace pressmark
