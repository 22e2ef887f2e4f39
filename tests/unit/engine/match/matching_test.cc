#include "engine/match/matching.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <ranges>
#include <set>

#include "tests/support/published_index.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace {

constexpr Xapian::docid kDocuments = 3000;

struct Fixture {
  Fixture() : index(published({post("a", "Tides", {"Water."})})) {
    std::mt19937 random(7);
    for (Xapian::docid docid = 1; docid <= kDocuments; ++docid) {
      Xapian::Document document;
      // The term n stands in one document of 2^n.
      for (unsigned n = 0; n < 12; ++n) {
        if (random() % (1U << n) == 0) document.add_term("t" + std::to_string(n));
      }
      if (docid % 7 == 0) document.add_value(0, "x");
      if (docid % 5 != 0) database.replace_document(docid, document);
    }
    database.commit();
  }

  std::vector<Xapian::docid> matching(const Xapian::Query& query, std::chrono::milliseconds time_limit) {
    std::vector<Xapian::docid> found;
    TimeLimit time;
    time.begin(time_limit);
    const PhraseDecider decider(no_phrases, index->records(), time);
    whole = for_each_match(database, query, frequent, decider, [&](Xapian::docid d) { found.push_back(d); });
    return found;
  }

  std::vector<Xapian::docid> by_xapian(const Xapian::Query& query) {
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    const Xapian::MSet matches = enquire.get_mset(0, kDocuments);
    return {matches.begin(), matches.end()};
  }

  /// By the meaning of the operators, a document at a time. Xapian 1.4.22 cannot be asked: it lets through a
  /// document that the right side of an AND_NOT has when an AND_MAYBE stands within it.
  std::vector<Xapian::docid> by_meaning(const Xapian::Query& query) {
    std::vector<Xapian::docid> found;
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      if (matches(query, {database.termlist_begin(*it), database.termlist_end(*it)})) found.push_back(*it);
    }
    return found;
  }

  static bool matches(const Xapian::Query& query, const std::set<std::string>& terms) {
    const auto part = [&](size_t i) { return matches(query.get_subquery(i), terms); };
    const auto parts = std::views::iota(size_t{0}, query.get_num_subqueries());
    switch (query.get_type()) {
      case Xapian::Query::LEAF_TERM:
        return terms.contains(*query.get_terms_begin());
      case Xapian::Query::LEAF_MATCH_ALL:
        return true;
      case Xapian::Query::LEAF_MATCH_NOTHING:
        return false;
      case Xapian::Query::OP_AND_NOT:
        return part(0) && std::ranges::none_of(parts | std::views::drop(1), part);
      case Xapian::Query::OP_AND_MAYBE:
      case Xapian::Query::OP_SCALE_WEIGHT:
        return part(0);
      case Xapian::Query::OP_OR:
      case Xapian::Query::OP_SYNONYM:
        return std::ranges::any_of(parts, part);
      default:
        return std::ranges::all_of(parts, part);
    }
  }

  Xapian::Query random_query(std::mt19937& random, int depth) {
    if (depth == 0 || random() % 4 == 0) {
      if (random() % 10 == 0) return Xapian::Query(std::string());
      return Xapian::Query("t" + std::to_string(random() % 13));
    }
    static const Xapian::Query::op kOps[] = {Xapian::Query::OP_AND,     Xapian::Query::OP_FILTER,
                                             Xapian::Query::OP_OR,      Xapian::Query::OP_OR,
                                             Xapian::Query::OP_AND_NOT, Xapian::Query::OP_AND_MAYBE,
                                             Xapian::Query::OP_AND,     Xapian::Query::OP_SYNONYM};
    const Xapian::Query::op op = kOps[random() % std::size(kOps)];
    const bool pair = op == Xapian::Query::OP_FILTER || op == Xapian::Query::OP_AND_NOT ||
                      op == Xapian::Query::OP_AND_MAYBE;
    std::vector<Xapian::Query> parts;
    for (size_t i = pair ? 2 : 2 + random() % 3; i > 0; --i) parts.push_back(random_query(random, depth - 1));
    const Xapian::Query query(op, parts.begin(), parts.end());
    return random() % 5 == 0 ? Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, 2.5) : query;
  }

  std::shared_ptr<const Index> index;
  Xapian::WritableDatabase database{"", Xapian::DB_BACKEND_INMEMORY};
  FrequentTerms frequent;
  const std::vector<PhraseMatcher> no_phrases;
  bool whole = false;
};

constexpr std::chrono::milliseconds kLong{60'000};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(matching, Fixture)

BOOST_AUTO_TEST_CASE(finds_what_the_operators_say) {
  std::mt19937 random(11);
  for (int i = 0; i < 500; ++i) {
    const Xapian::Query query = random_query(random, 3);
    BOOST_TEST_CONTEXT(query.get_description()) {
      BOOST_TEST(matching(query, kLong) == by_meaning(query), boost::test_tools::per_element());
      BOOST_TEST(whole);
    }
  }
}

BOOST_AUTO_TEST_CASE(leaves_to_the_matcher_what_is_not_made_of_terms) {
  const Xapian::Query values(Xapian::Query::OP_VALUE_RANGE, 0, "w", "y");
  const Xapian::Query query(Xapian::Query::OP_AND, Xapian::Query("t0"), values);
  BOOST_TEST(matching(query, kLong) == by_xapian(query), boost::test_tools::per_element());
  BOOST_TEST(!matching(query, kLong).empty());
}

BOOST_AUTO_TEST_CASE(keeps_terms_of_one_document_in_64_and_no_rarer_ones) {
  matching(Xapian::Query(Xapian::Query::OP_OR, Xapian::Query("t2"), Xapian::Query("t9")), kLong);
  BOOST_TEST(frequent.find("t2") != nullptr);
  BOOST_TEST(frequent.find("t9") == nullptr);
}

BOOST_AUTO_TEST_CASE(keeps_no_more_than_a_bound) {
  const auto quarter = std::make_shared<const DocumentSet>(FrequentTerms::kBytesMax / 4 * 8 - 1);
  for (const char* term : {"a", "b", "c", "d", "e"}) frequent.keep(term, quarter);
  BOOST_TEST(frequent.find("d") != nullptr);
  BOOST_TEST(frequent.find("e") == nullptr);
}

BOOST_AUTO_TEST_CASE(says_when_the_time_limit_came_first) {
  for (const Xapian::Query& query :
       {Xapian::Query("t0"), Xapian::Query(Xapian::Query::OP_VALUE_RANGE, 0, "w", "y")}) {
    matching(query, std::chrono::milliseconds(-1));
    BOOST_TEST(!whole);
  }
}

BOOST_AUTO_TEST_SUITE_END()
