#include "engine/schema/text_store.h"

#include <boost/test/unit_test.hpp>
#include <map>
#include <random>

#include "engine/limits.h"
#include "engine/schema/text_frame.h"
#include "tests/unit/engine/schema/schema_test_support.h"

namespace pressmark {
namespace {

using Blocks = std::vector<StoredBlock>;

std::string random_text(std::mt19937& random, size_t bytes) {
  static const std::vector<std::string> kWords = {"review ",   "of ",   "the ", "regional ",
                                                  "économie ", "日本 ", "5G. "};
  std::string text;
  while (text.size() + 12 < bytes) {
    text += kWords[random() % kWords.size()];
    if (random() % 3 == 0) text += std::to_string(random() % 10000) + " ";
  }
  return text;
}

Blocks random_blocks(std::mt19937& random, size_t blocks_max) {
  Blocks blocks;
  StoredBlock block;
  auto position = static_cast<uint32_t>(random() % 3);
  for (size_t count = random() % (blocks_max + 1); count > 0; --count) {
    block.role = static_cast<Role>(random() % kRoleCount);
    if (random() % 3 == 0) {
      block.part += static_cast<uint32_t>(random() % 3);
      block.part_label = std::to_string(block.part);
      block.anchor = "#page=" + block.part_label;
    }
    if (random() % 5 == 0) block.heading = random() % 4 == 0 ? "" : random_text(random, 60);
    block.position = position;
    block.positions_count = static_cast<uint32_t>(random() % 200);
    block.text = random_text(random, random() % 2000);
    block.seams.clear();
    Seam seam;
    for (size_t seams = random() % 9; seams > 0; --seams) {
      seam.byte += 1 + static_cast<uint32_t>(random() % 200);
      seam.word += 1 + static_cast<uint32_t>(random() % 30);
      if (seam.byte < block.text.size() && seam.word < block.positions_count) block.seams.push_back(seam);
    }
    blocks.push_back(block);
    position += block.positions_count + static_cast<uint32_t>(random() % 2);
  }
  return blocks;
}

Blocks read(const TextFile& file, uint32_t docid) {
  auto blocks = file.blocks(docid);
  BOOST_REQUIRE(blocks.ok());
  return std::move(blocks).value();
}

std::shared_ptr<const TextFile> opened(const TestDirectory& directory) {
  auto file = TextFile::open(directory.path());
  BOOST_REQUIRE(file.ok());
  return std::move(file).value();
}

/// Every word of the blocks is found in its frame, the frame is a run of the blocks, and gaps are empty.
void check_frames(const TextFile& file, uint32_t docid, const Blocks& blocks) {
  uint32_t end = 0;
  for (const StoredBlock& block : blocks) {
    if (block.position > end) BOOST_TEST(file.frame_at(docid, end).value().empty());
    end = block.position + block.positions_count;
    if (block.positions_count == 0) continue;
    for (const uint32_t position : {block.position, end - 1}) {
      const auto frame = file.frame_at(docid, position);
      BOOST_REQUIRE(frame.ok());
      BOOST_TEST((std::find(frame.value().begin(), frame.value().end(), block) != frame.value().end()));
    }
  }
  BOOST_TEST(file.frame_at(docid, end).value().empty());
  BOOST_TEST(file.frame_at(docid, UINT32_MAX).value().empty());
}

StoredBlock block_at(uint32_t position, std::string text) {
  StoredBlock block;
  block.position = position;
  block.positions_count = 1;
  block.text = std::move(text);
  return block;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_store)

BOOST_AUTO_TEST_CASE(writer_then_reader_is_identity_with_and_without_a_dictionary) {
  std::mt19937 random(391);
  for (const size_t documents : {20, 400}) {
    const TestDirectory directory;
    std::map<uint32_t, Blocks> written;
    uint32_t docid = 0;
    for (int opening = 0; opening < 3; ++opening) {
      TextWriter writer(directory.path());
      for (size_t i = 0; i < documents; ++i) {
        docid += 1 + static_cast<uint32_t>(random() % 3 == 0);
        written[docid] = random_blocks(random, 12);
        writer.append(docid, written[docid]);
        if (random() % 200 == 0) writer.flush();
      }
      writer.flush();
    }
    BOOST_TEST(std::filesystem::is_empty(directory / "text.dict") == (documents == 20));
    const auto file = opened(directory);
    for (const auto& [id, blocks] : written) {
      BOOST_TEST((read(*file, id) == blocks), "document " << id);
      check_frames(*file, id, blocks);
    }
    for (const uint32_t absent : {0u, docid + 1, UINT32_MAX}) {
      BOOST_TEST(read(*file, absent).empty());
      BOOST_TEST(file->frame_at(absent, 0).value().empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(keeps_the_dictionary_of_the_first_run) {
  std::mt19937 random(5);
  const TestDirectory directory;
  const auto fill = [&](uint32_t first) {
    TextWriter writer(directory.path());
    for (uint32_t docid = first; docid < first + 200; ++docid) {
      writer.append(docid, {block_at(0, random_text(random, 4000))});
    }
    writer.flush();
  };
  fill(1);
  const std::string dictionary = read_bytes(directory / "text.dict");
  BOOST_TEST(!dictionary.empty());
  fill(201);
  BOOST_TEST((read_bytes(directory / "text.dict") == dictionary));
}

BOOST_AUTO_TEST_CASE(finds_every_frame_of_a_long_document) {
  const TestDirectory directory;
  Blocks blocks;
  for (uint32_t i = 0; i < 1000; ++i)
    blocks.push_back(block_at(10 * i, std::string(4000, 'a') + std::to_string(i)));
  TextWriter writer(directory.path());
  writer.append(1, {block_at(0, "before")});
  writer.append(2, blocks);
  writer.append(3, {block_at(0, "after")});
  writer.flush();
  const auto file = opened(directory);
  for (const StoredBlock& block : blocks) {
    const auto frame = file->frame_at(2, block.position).value();
    BOOST_TEST(frame.size() <= 2);
    BOOST_TEST((std::find(frame.begin(), frame.end(), block) != frame.end()));
    BOOST_TEST(file->frame_at(2, block.position + 1).value().empty());
  }
  BOOST_TEST(read(*file, 3).front().text == "after");
}

BOOST_AUTO_TEST_CASE(a_frame_closes_when_its_text_reaches_the_limit) {
  const std::string half(limits::kBlockTextBytesMax / 2, 'a');
  BOOST_TEST(encode_frames({block_at(0, half), block_at(1, half.substr(1)), block_at(2, "b")}).size() == 1);
  BOOST_TEST(encode_frames({block_at(0, half), block_at(1, half), block_at(2, "b")}).size() == 2);
}

BOOST_AUTO_TEST_CASE(no_frame_is_larger_than_its_limit_however_long_the_headings_are) {
  Blocks blocks;
  for (uint32_t i = 0; i < 100; ++i) {
    StoredBlock block = block_at(i, std::string(i % 7 == 0 ? limits::kBlockTextBytesMax : 1, 'a'));
    block.heading = std::string(10000, static_cast<char>('a' + i % 26));
    block.part_label = std::string(10000, static_cast<char>('b' + i % 24));
    block.anchor = std::string(kFrameNoteBytesMax + i % 2, static_cast<char>('c' + i % 23));
    blocks.push_back(block);
  }
  Blocks decoded;
  for (const RawFrame& frame : encode_frames(blocks)) {
    BOOST_TEST(frame.bytes.size() <= kFrameRawBytesMax);
    BOOST_TEST(
        decode_frame({reinterpret_cast<const uint8_t*>(frame.bytes.data()), frame.bytes.size()}, decoded));
  }
  BOOST_REQUIRE(decoded.size() == blocks.size());
  BOOST_TEST(decoded[1].heading == blocks[1].heading.substr(0, kFrameNoteBytesMax));
  BOOST_TEST(decoded[1].part_label == blocks[1].part_label.substr(0, kFrameNoteBytesMax));
  BOOST_TEST(decoded[0].anchor == blocks[0].anchor);
  BOOST_TEST(decoded[1].anchor.empty());
}

BOOST_AUTO_TEST_CASE(long_headings_are_cut_at_a_code_point) {
  StoredBlock block = block_at(0, "text");
  block.heading = std::string(kFrameNoteBytesMax - 1, 'a') + "é";
  Blocks decoded;
  const auto frames = encode_frames({block});
  const std::string& raw = frames.front().bytes;
  BOOST_REQUIRE(decode_frame({reinterpret_cast<const uint8_t*>(raw.data()), raw.size()}, decoded));
  BOOST_TEST(decoded.front().heading.size() == kFrameNoteBytesMax - 1);
}

BOOST_AUTO_TEST_CASE(damage_is_an_error_and_never_leads_out_of_the_files) {
  std::mt19937 random(9);
  for (const bool with_dictionary : {false, true}) {
    const TestDirectory directory;
    std::map<uint32_t, Blocks> written;
    {
      TextWriter writer(directory.path());
      for (uint32_t docid = 1; docid <= (with_dictionary ? 300u : 3u); ++docid) {
        written[docid] = random_blocks(random, with_dictionary ? 4 : 8);
        writer.append(docid, written[docid]);
      }
      writer.flush();
    }
    BOOST_TEST(std::filesystem::is_empty(directory / "text.dict") == !with_dictionary);
    size_t wrong_count = 0;
    for (const std::string_view name : {"text.dat", "text.idx", "text.dict"}) {
      const std::string whole = read_bytes(directory / name);
      for (int round = 0; round < 600 && !whole.empty(); ++round) {
        std::string damaged = whole;
        if (round % 4 == 0) {
          damaged.resize(random() % whole.size());
        } else {
          damaged[random() % std::min<size_t>(whole.size(), 3000)] ^= static_cast<char>(1 + random() % 255);
        }
        write_bytes(directory / name, damaged);
        const auto file = TextFile::open(directory.path());
        if (!file.ok()) continue;
        for (uint32_t docid = 0; docid <= 5; ++docid) {
          const auto blocks = file.value()->blocks(docid);
          static_cast<void>(file.value()->frame_at(docid, static_cast<uint32_t>(random() % 500)).ok());
          // The index may lead to another document; what is read from text.dat is right or an error.
          if (blocks.ok() && name == "text.dat" && !blocks.value().empty() &&
              blocks.value() != written[docid]) {
            ++wrong_count;
          }
        }
      }
      write_bytes(directory / name, whole);
    }
    BOOST_TEST(wrong_count == 0);
  }
}

BOOST_AUTO_TEST_CASE(damaged_text_names_the_document_and_the_remedy) {
  const TestDirectory directory;
  {
    TextWriter writer(directory.path());
    writer.append(1, {block_at(0, "one text of some length, so that it has a middle")});
    writer.flush();
  }
  std::string bytes = read_bytes(directory / "text.dat");
  bytes[bytes.size() - 20] ^= 1;
  write_bytes(directory / "text.dat", bytes);
  const auto blocks = opened(directory)->blocks(1);
  BOOST_REQUIRE(!blocks.ok());
  BOOST_CHECK(blocks.error().code == ErrorCode::kCorrupt);
  BOOST_TEST(blocks.error().message.find("document 1 is damaged") != std::string::npos);
  BOOST_TEST(blocks.error().message.find("indexer rebuild") != std::string::npos);
  BOOST_TEST(blocks.error().where == (directory / "text.dat").string());
  write_bytes(directory / "text.dat", "something else");
  BOOST_TEST(!TextFile::open(directory.path()).ok());
  BOOST_CHECK_THROW(TextWriter(directory.path().string()), std::system_error);
  std::filesystem::remove(directory / "text.dat");
  const auto missing = TextFile::open(directory.path());
  BOOST_REQUIRE(!missing.ok());
  BOOST_CHECK(missing.error().code == ErrorCode::kUnreadable);
}

BOOST_AUTO_TEST_CASE(a_frame_that_is_lost_is_damage) {
  const TestDirectory directory;
  {
    const std::string text(limits::kBlockTextBytesMax, 'a');
    TextWriter writer(directory.path());
    writer.append(1, {block_at(0, text), block_at(1, text)});
    writer.flush();
  }
  std::string bytes = read_bytes(directory / "text.dat");
  BOOST_REQUIRE(bytes[8] == 4);  // after the magic: twice the number of frames
  bytes[8] = 2;
  write_bytes(directory / "text.dat", bytes);
  BOOST_TEST(!opened(directory)->blocks(1).ok());
}

BOOST_AUTO_TEST_CASE(an_empty_store_can_be_opened) {
  const TestDirectory directory;
  TextWriter(directory.path().string()).flush();
  BOOST_TEST(read(*opened(directory), 1).empty());
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_a_system_error) {
  const TestDirectory directory;
  std::mt19937 random(2);
  const Blocks blocks = {block_at(0, random_text(random, 4000))};
  const auto write = [&] {
    TextWriter writer(directory.path());
    for (uint32_t docid = 1; docid <= 200; ++docid) writer.append(docid, blocks);
    writer.flush();
  };
  BOOST_TEST(refused_by_full_disk(1000, write));
  BOOST_TEST(refused_by_full_disk(4, write));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressmark
