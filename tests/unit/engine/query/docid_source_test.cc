// A fixed list of documents in a Xapian query.
#include "engine/query/docid_source.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <set>
#include <vector>

using namespace pressmark;

namespace {

Xapian::WritableDatabase database(uint32_t documents) {
  Xapian::WritableDatabase made("", Xapian::DB_BACKEND_INMEMORY);
  for (uint32_t i = 1; i <= documents; ++i) {
    Xapian::Document document;
    document.add_term(i % 2 == 0 ? "even" : "odd");
    made.add_document(document);
  }
  return made;
}

std::set<uint32_t> matches(const Xapian::Database& in, const Xapian::Query& query) {
  Xapian::Enquire enquire(in);
  enquire.set_query(query);
  std::set<uint32_t> found;
  const Xapian::MSet set = enquire.get_mset(0, in.get_doccount());
  for (auto it = set.begin(); it != set.end(); ++it) found.insert(*it);
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(docid_source)

BOOST_AUTO_TEST_CASE(no_documents_are_no_query) {
  BOOST_TEST(documents_query({}).empty());
}

BOOST_AUTO_TEST_CASE(adds_and_takes_away_exactly_its_documents) {
  constexpr uint32_t kDocuments = 60;
  const Xapian::Database in = database(kDocuments);
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<uint32_t> docids;
    for (uint32_t i = random() % 8; i-- > 0;)
      docids.push_back(1 + static_cast<uint32_t>(random() % kDocuments));
    docids.push_back(3);
    std::set<uint32_t> with, without;
    for (uint32_t i = 1; i <= kDocuments; ++i) {
      const bool listed = std::find(docids.begin(), docids.end(), i) != docids.end();
      if (i % 2 == 0 || listed) with.insert(i);
      if (i % 2 == 0 && !listed) without.insert(i);
    }
    const Xapian::Query even("even");
    const Xapian::Query listed = documents_query(docids);
    BOOST_TEST(matches(in, Xapian::Query(Xapian::Query::OP_OR, even, listed)) == with,
               boost::test_tools::per_element());
    BOOST_TEST(matches(in, Xapian::Query(Xapian::Query::OP_AND_NOT, even, listed)) == without,
               boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_SUITE_END()
