// What a RepetitionFinder finds in two looks, against counting everything at once.
#include "indexer/collection/repetition.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <set>

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Text {
  std::vector<TracedBlock> blocks;
  uint32_t work = 0;
};

/// Texts of some works, of headings and paragraphs of a vocabulary of fingerprints.
std::vector<Text> random_texts(unsigned seed, uint32_t vocabulary) {
  std::mt19937 random(seed);
  std::vector<Text> texts(40);
  for (Text& text : texts) {
    text.work = static_cast<uint32_t>(random() % 25);
    text.blocks.resize(random() % 12);
    for (TracedBlock& block : text.blocks) {
      block.fingerprint = random() % 5 == 0 ? 0 : static_cast<uint32_t>(random()) % vocabulary * 0x10001;
      block.role = random() % 4 == 0 ? Role::kHeading : Role::kBody;
      block.words_count = 10;
    }
  }
  return texts;
}

struct Counted {
  std::set<uint32_t> works, opened;
};

std::map<uint32_t, Counted> counted(const std::vector<Text>& texts) {
  std::map<uint32_t, Counted> all;
  for (const Text& text : texts) {
    bool opening = true;
    for (const TracedBlock& block : text.blocks) {
      if (block.fingerprint == 0) continue;
      all[block.fingerprint].works.insert(text.work);
      if (opening && block.role != Role::kHeading) {
        all[block.fingerprint].opened.insert(text.work);
        opening = false;
      }
    }
  }
  return all;
}

}  // namespace

BOOST_DATA_TEST_CASE(finds_what_counting_all_finds, data::xrange(60u), seed) {
  const std::vector<Text> texts = random_texts(seed, seed % 3 == 0 ? 20 : 400);
  // A finder that was told of too few blocks has many in one place and finds the same.
  RepetitionFinder finder(seed % 2 == 0 ? 0 : 300);
  for (const Text& text : texts) finder.look(text.blocks);
  for (const Text& text : texts) finder.count(text.blocks, text.work);
  RepeatedParagraphs found = finder.found();
  size_t expected_count = 0;
  for (const auto& [fingerprint, count] : counted(texts)) {
    const Repeated* repeated = found.find(fingerprint);
    BOOST_TEST((repeated != nullptr) == (count.works.size() >= kRepeatedWorksMin), fingerprint);
    if (repeated == nullptr) continue;
    ++expected_count;
    BOOST_TEST(repeated->opens_few == (count.opened.size() <= 2), fingerprint);
  }
  BOOST_TEST(found.all().size() == expected_count);
}

BOOST_AUTO_TEST_CASE(a_work_counts_once_however_often_a_paragraph_stands_in_it) {
  const std::vector<TracedBlock> blocks(7, TracedBlock{5, 10, Role::kBody, false});
  RepetitionFinder finder(100);
  for (int text = 0; text < 6; ++text) finder.look(blocks);
  for (const uint32_t work : {1u, 2u, 1u, 2u, 1u, 2u}) finder.count(blocks, work);
  BOOST_TEST(finder.found().all().empty());
  finder.count(blocks, 3);
  BOOST_TEST(finder.found().all().size() == 1U);
}
