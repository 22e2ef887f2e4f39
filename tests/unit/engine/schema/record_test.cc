#include "engine/schema/record.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <system_error>

#include "tests/unit/engine/schema/record_samples.h"

namespace pressmark {
namespace {

using record_samples::encode;
using record_samples::random_content;
using record_samples::Shape;
using record_samples::term_of;

const std::vector<Shape> kShapes = {
    {.positions = 0},
    {.positions = 1, .forms_count = 2, .break_share = 0},
    {.positions = 2, .forms_count = 2, .break_share = 1},
    {.positions = 40, .forms_count = 64},
    {.positions = 255, .forms_count = 100'000, .break_share = 0},
    {.positions = 700, .forms_count = 5'000, .break_share = 0.2},
    {.positions = 2048, .forms_count = 60, .break_share = 0},
    {.positions = 2049, .forms_count = 60, .break_share = 0},
    {.positions = 9000, .forms_count = 60, .break_share = 0.001},
    {.positions = 9000, .forms_count = 60'000, .form_stride = 279},
    // Long enough for a register.
    {.positions = 40'000, .forms_count = 30'000, .compound_share = 0.05, .form_stride = 500},
};

RecordView view_of(const std::string& record) {
  auto view = RecordView::open(as_bytes(record));
  BOOST_REQUIRE_MESSAGE(view.ok(), (view.ok() ? "" : view.error().message));
  return view.value();
}

std::vector<Occurrence> naive_occurrences(const RecordContent& content, const std::set<FormId>& forms) {
  std::vector<Occurrence> found;
  auto compound = content.compounds.begin();
  for (TermPosition position = 0; position < content.forms.size(); ++position) {
    for (; compound != content.compounds.end() && compound->position == position; ++compound) {
      if (forms.count(compound->form) > 0) found.push_back({position, compound->form});
    }
    if (forms.count(content.forms[position]) > 0) found.push_back({position, content.forms[position]});
  }
  return found;
}

BOOST_DATA_TEST_CASE(decoding_gives_back_what_was_encoded, kShapes, shape) {
  std::mt19937 random(1);
  RecordEncoder encoder;
  for (int round = 0; round < 20; ++round) {
    const RecordContent content = random_content(random, shape);
    const std::string record = encoder.encode(content, term_of);
    const auto decoded = view_of(record).decode();
    BOOST_REQUIRE_MESSAGE(decoded.ok(), (decoded.ok() ? "" : decoded.error().message));
    BOOST_TEST((decoded.value() == content));
    BOOST_TEST(view_of(record).length() == content.forms.size());
    BOOST_TEST((view_of(record).compounds() == content.compounds));
  }
}

BOOST_DATA_TEST_CASE(runs_lie_between_the_field_breaks, kShapes, shape) {
  std::mt19937 random(2);
  const RecordContent content = random_content(random, shape);
  const std::string record = encode(content);
  const std::vector<RoleRun> runs = view_of(record).runs();
  BOOST_REQUIRE_EQUAL(runs.size(), content.roles.size());
  TermPosition begin = 0;
  for (size_t i = 0; i < runs.size(); ++i) {
    BOOST_TEST((runs[i].role == content.roles[i]));
    BOOST_TEST(runs[i].begin == begin);
    for (TermPosition at = begin; at < runs[i].end; ++at) BOOST_REQUIRE(content.forms[at] != kFieldBreak);
    BOOST_TEST((runs[i].end == content.forms.size() || content.forms[runs[i].end] == kFieldBreak));
    begin = runs[i].end + 1;
  }
}

BOOST_DATA_TEST_CASE(runs_at_places_are_those_of_all_runs, kShapes, shape) {
  std::mt19937 random(9);
  const RecordContent content = random_content(random, shape);
  const std::string record = encode(content);
  const std::vector<RoleRun> runs = view_of(record).runs();
  for (int round = 0; round < 20; ++round) {
    std::vector<TermPosition> positions;
    for (TermPosition at = static_cast<TermPosition>(random() % 50); at < content.forms.size() + 3;
         at += static_cast<TermPosition>(random() % 2000))
      positions.push_back(at);
    const std::vector<RoleRun> found = view_of(record).runs_at(positions);
    BOOST_REQUIRE_EQUAL(found.size(), positions.size());
    for (size_t i = 0; i < found.size(); ++i) {
      const auto run = std::find_if(runs.begin(), runs.end(), [&](const RoleRun& each) {
        return each.begin <= positions[i] && positions[i] < each.end;
      });
      const RoleRun expected = run == runs.end() ? RoleRun{} : *run;
      BOOST_REQUIRE((found[i].role == expected.role && found[i].begin == expected.begin &&
                     found[i].end == expected.end));
    }
  }
}

BOOST_DATA_TEST_CASE(occurrences_are_those_of_a_plain_search, kShapes, shape) {
  std::mt19937 random(3);
  const RecordContent content = random_content(random, shape);
  const std::string record = encode(content);
  const RecordView view = view_of(record);
  for (int round = 0; round < 60; ++round) {
    std::set<FormId> wanted;
    // Few forms are looked up one by one, many by going through a block's own.
    for (size_t i = random() % (round % 3 == 0 ? 80 : 6) + 1; i > 0; --i) {
      const bool in_text = !content.forms.empty() && random() % 4 != 0;
      const FormId form =
          in_text ? content.forms[random() % content.forms.size()] : FormId(random() % 0xffffff);
      if (form != kFieldBreak) wanted.insert(form);
    }
    const std::vector<FormId> forms(wanted.begin(), wanted.end());
    std::vector<Occurrence> expected = naive_occurrences(content, wanted);
    BOOST_TEST((view.occurrences(forms, SIZE_MAX) == expected));
    const size_t limit = random() % 8;
    if (expected.size() > limit) expected.resize(limit);
    BOOST_TEST((view.occurrences(forms, limit) == expected));
  }
}

/// A long record, and two forms that stand in few places of it, one of them only in compounds.
struct LongRecord {
  static constexpr FormId kRare = 9'000'000, kRareWhole = 9'000'001;
  LongRecord() {
    std::mt19937 random(10);
    content = random_content(random, {.positions = 60'000, .forms_count = 30'000, .compound_share = 0.05});
    for (const TermPosition at : {TermPosition{7'000}, TermPosition{30'001}, TermPosition{59'000}})
      if (content.forms[at] != kFieldBreak) content.forms[at] = kRare;
    content.compounds[content.compounds.size() / 2].form = kRareWhole;
    bytes = encode(content);
  }
  RecordContent content;
  std::string bytes;
};

BOOST_AUTO_TEST_CASE(a_rare_form_of_a_long_record_is_found_without_most_of_its_blocks) {
  const LongRecord record;
  const auto expected = naive_occurrences(record.content, {LongRecord::kRare, LongRecord::kRareWhole});
  BOOST_REQUIRE(expected.size() >= 2u);
  const std::vector<FormId> forms = {LongRecord::kRare, LongRecord::kRareWhole};
  // Each tenth of the end of its blocks is made unreadable in turn: most of them none of the forms needs.
  const size_t bytes = record.content.forms.size() / 10;
  size_t unharmed = 0;
  for (size_t tenth = 1; tenth <= 10; ++tenth) {
    std::string damaged = record.bytes;
    damaged.replace(damaged.size() - tenth * bytes, bytes, bytes, '\xff');
    const auto opened = RecordView::open(as_bytes(damaged));
    BOOST_REQUIRE(opened.ok());
    BOOST_TEST(!opened.value().decode().ok());
    unharmed += opened.value().occurrences(forms, 100) == expected;
  }
  BOOST_TEST(unharmed >= 6u);
  BOOST_TEST(unharmed < 10u);
}

BOOST_DATA_TEST_CASE(the_pair_filter_never_denies_a_pair_of_the_text, kShapes, shape) {
  std::mt19937 random(4);
  const RecordContent content = random_content(random, shape);
  const std::string record = encode(content);
  const RecordView view = view_of(record);
  for (size_t i = 1; i < content.forms.size(); ++i) {
    if (content.forms[i - 1] == kFieldBreak || content.forms[i] == kFieldBreak) continue;
    BOOST_REQUIRE(view.may_have_pair(term_of(content.forms[i - 1]), term_of(content.forms[i])));
  }
}

BOOST_AUTO_TEST_CASE(the_pair_filter_denies_most_pairs_that_are_not_there) {
  std::mt19937 random(5);
  const std::string record = encode(random_content(random, {.positions = 5000, .forms_count = 50'000}));
  const RecordView view = view_of(record);
  int denied = 0;
  for (TermId i = 0; i < 1000; ++i) denied += !view.may_have_pair(1'000'000 + i, 2'000'000 + 7 * i);
  BOOST_TEST(denied > 550);
  BOOST_TEST(!view.may_have_pair(1'000'000, 1'000'000) != view.may_have_pair(1'000'000, 1'000'000));
}

BOOST_AUTO_TEST_CASE(parts_end_where_the_next_begins) {
  RecordContent content{{70, 71, kFieldBreak, 72, 73}, {Role::kBody, Role::kTable}, {}};
  content.parts = {{1, PartKind::kContents}, {3, PartKind::kText}, {4, PartKind::kDetails}};
  const std::string record = encode(content);
  const std::vector<PartRun> expected = {
      {1, 3, PartKind::kContents}, {3, 4, PartKind::kText}, {4, 5, PartKind::kDetails}};
  BOOST_TEST((view_of(record).parts() == expected));
}

BOOST_DATA_TEST_CASE(gives_the_places_of_a_range_alone, kShapes, shape) {
  std::mt19937 random(8);
  const RecordContent content = random_content(random, shape);
  const std::string record = encode(content);
  const RecordView view = view_of(record);
  const std::set<FormId> wanted = {0, 3, 40, 70, 90, 64 + shape.form_stride * 100};
  const std::vector<FormId> forms(wanted.begin(), wanted.end());
  const std::vector<Occurrence> all = view.occurrences(forms, SIZE_MAX);
  const auto length = static_cast<TermPosition>(content.forms.size());
  for (int i = 0; i < 50; ++i) {
    const PositionRange range{static_cast<TermPosition>(random() % (length + 5)),
                              static_cast<TermPosition>(random() % (length + 5))};
    std::vector<Occurrence> expected;
    for (const Occurrence& each : all) {
      if (each.position >= range.begin && each.position < range.end) expected.push_back(each);
    }
    BOOST_REQUIRE((view.occurrences(forms, SIZE_MAX, range) == expected));
    if (expected.size() > 3) expected.resize(3);
    BOOST_REQUIRE((view.occurrences(forms, 3, range) == expected));
  }
}

BOOST_AUTO_TEST_CASE(finds_the_highest_form_id) {
  constexpr FormId kHighest = (1u << 24) - 1;
  const RecordContent content{{kHighest, 5, kHighest - 1, kHighest}, {Role::kBody}, {{kHighest, 1}}};
  const std::string record = encode(content);
  BOOST_TEST((view_of(record).decode().value() == content));
  const std::vector<Occurrence> expected = {{0, kHighest}, {1, kHighest}, {3, kHighest}};
  BOOST_TEST((view_of(record).occurrences(std::vector<FormId>{kHighest}, 10) == expected));
}

BOOST_AUTO_TEST_CASE(an_empty_run_keeps_its_role) {
  for (const RecordContent& content :
       {RecordContent{{}, {Role::kQuote}, {}}, RecordContent{},
        RecordContent{{kFieldBreak, kFieldBreak, 9, kFieldBreak},
                      {Role::kTitle, Role::kBody, Role::kTable, Role::kCaption},
                      {}}}) {
    const std::string record = encode(content);
    BOOST_TEST((view_of(record).decode().value() == content));
  }
}

/// Calls everything that reads; the sanitizers say whether it stayed within the bytes.
size_t read_everything(const std::vector<uint8_t>& bytes) {
  // A copy of exactly this size, so that one byte too far is noticed.
  const auto exact = std::make_unique<uint8_t[]>(bytes.size());
  std::copy(bytes.begin(), bytes.end(), exact.get());
  const auto opened = RecordView::open({exact.get(), bytes.size()});
  if (!opened.ok()) {
    BOOST_TEST((opened.error().code == ErrorCode::kCorrupt));
    return 0;
  }
  const RecordView& view = opened.value();
  size_t read = view.runs().size() + view.compounds().size() + view.parts().size();
  const std::vector<FormId> forms = {3, 70, 100, 2000, 50'000};
  read += view.occurrences(forms, 1'000).size() + view.occurrences(forms, 1'000, {20, 200}).size();
  std::vector<FormId> many;
  for (FormId form = 0; form < 3'000; form += 50) many.push_back(form);
  read += view.occurrences(many, 1'000).size();
  read += view.occurrences(std::vector<FormId>{5'000, 9'000'000, 9'000'001}, 100).size();
  read += view.runs_at(std::vector<TermPosition>{0, 50, 5'000, 50'000, 0xffffffff}).size();
  for (TermId term = 0; term < 50; ++term) read += view.may_have_pair(term, 49 - term);
  for (const uint32_t slop : {0u, 4u}) {
    const PhraseMatcher phrase({{{1, 70, 100}, {0, 23, 33}}, {{0, 2, 80}, {}}}, slop);
    read += phrase.find(view, 1'000).size();
  }
  const auto decoded = view.decode();
  if (!decoded.ok()) BOOST_TEST((decoded.error().code == ErrorCode::kCorrupt));
  return read;
}

std::vector<std::vector<uint8_t>> records_to_damage() {
  std::mt19937 random(6);
  std::vector<std::vector<uint8_t>> records;
  for (const Shape& shape :
       {Shape{.positions = 30, .forms_count = 300, .break_share = 0.1, .compound_share = 0.2},
        Shape{.positions = 300, .forms_count = 3'000, .break_share = 0.05},
        Shape{.positions = 500, .forms_count = 200'000, .break_share = 0.01}}) {
    const std::string record = encode(random_content(random, shape));
    records.emplace_back(record.begin(), record.end());
  }
  return records;
}

BOOST_AUTO_TEST_CASE(no_changed_byte_makes_a_read_out_of_bounds) {
  size_t read = 0;
  for (const std::vector<uint8_t>& record : records_to_damage()) {
    for (size_t at = 0; at < record.size(); ++at) {
      // The head and the directories matter most: every value there, chosen ones further on.
      for (unsigned change = 1; change < 256; change += at < 64 ? 1 : 37) {
        std::vector<uint8_t> damaged = record;
        damaged[at] = static_cast<uint8_t>(damaged[at] ^ change);
        read += read_everything(damaged);
      }
    }
  }
  BOOST_TEST(read > 0u);
}

BOOST_AUTO_TEST_CASE(no_changed_byte_of_a_register_makes_a_read_out_of_bounds) {
  std::mt19937 random(11);
  const LongRecord record;
  const std::vector<uint8_t> whole(record.bytes.begin(), record.bytes.end());
  size_t read = 0;
  for (int round = 0; round < 1'500; ++round) {
    std::vector<uint8_t> damaged = whole;
    // The head, or anything before the blocks.
    const size_t end = round % 3 == 0 ? 24 : damaged.size() - record.content.forms.size();
    for (size_t changes = random() % 4 + 1; changes > 0; --changes)
      damaged[random() % end] = static_cast<uint8_t>(random());
    read += read_everything(damaged);
  }
  BOOST_TEST(read > 0u);
}

BOOST_AUTO_TEST_CASE(a_record_cut_short_is_corrupt) {
  for (const std::vector<uint8_t>& record : records_to_damage()) {
    for (size_t length = 0; length < record.size(); ++length) {
      const std::vector<uint8_t> cut(record.begin(), record.begin() + length);
      read_everything(cut);
      const auto opened = RecordView::open(cut);
      BOOST_TEST((!opened.ok() || !opened.value().decode().ok()));
    }
  }
}

BOOST_AUTO_TEST_CASE(random_bytes_are_no_crash) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<uint8_t> bytes(random() % 60);
    // Small numbers make heads that fit.
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random() % (round % 2 == 0 ? 256 : 12));
    read_everything(bytes);
  }
}

BOOST_AUTO_TEST_CASE(a_damaged_record_says_what_to_do) {
  const auto opened = RecordView::open({});
  BOOST_REQUIRE(!opened.ok());
  BOOST_TEST(opened.error().message ==
             "the positional record is damaged: it ends before its sections do; rebuild the index");
  BOOST_TEST(opened.error().where == "records.dat");
}

struct Directory {
  Directory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "record_test.XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~Directory() { std::filesystem::remove_all(path); }
  std::string path;
};

BOOST_FIXTURE_TEST_CASE(a_file_gives_back_its_records_and_grows, Directory) {
  std::mt19937 random(8);
  std::vector<RecordContent> contents;
  for (int i = 0; i < 40; ++i) contents.push_back(random_content(random, {.positions = random() % 800}));
  const auto docid_of = [](size_t i) { return static_cast<uint32_t>(2 * i + 1); };
  for (size_t begin = 0; begin < contents.size(); begin += 20) {
    RecordWriter writer(path);
    for (size_t i = begin; i < begin + 20; ++i) writer.append(docid_of(i), encode(contents[i]));
    writer.flush();
  }
  const auto file = RecordFile::open(path);
  BOOST_REQUIRE(file.ok());
  for (size_t i = 0; i < contents.size(); ++i) {
    const auto view = file.value()->record(docid_of(i));
    BOOST_REQUIRE(view.ok());
    BOOST_TEST((view.value().decode().value() == contents[i]));
  }
  for (const uint32_t absent : {0u, 2u, 40u, 80u, 81u, 0xffffffffu}) {
    const auto view = file.value()->record(absent);
    BOOST_REQUIRE(!view.ok());
    BOOST_TEST((view.error().code == ErrorCode::kCorrupt));
    BOOST_TEST(view.error().message ==
               "there is no positional record of document " + std::to_string(absent) + "; rebuild the index");
  }
}

BOOST_FIXTURE_TEST_CASE(an_empty_file_opens, Directory) {
  RecordWriter(path).flush();
  BOOST_TEST(RecordFile::open(path).ok());
  RecordWriter(path).flush();
  BOOST_TEST(std::filesystem::file_size(path + "/records.idx") == 8u);
}

BOOST_FIXTURE_TEST_CASE(a_missing_file_is_unreadable, Directory) {
  const auto file = RecordFile::open(path);
  BOOST_REQUIRE(!file.ok());
  BOOST_TEST((file.error().code == ErrorCode::kUnreadable));
  BOOST_TEST(file.error().where == path + "/records.dat");
}

BOOST_FIXTURE_TEST_CASE(offsets_that_do_not_fit_the_data_are_refused, Directory) {
  {
    RecordWriter writer(path);
    for (uint32_t docid = 1; docid < 4; ++docid) writer.append(docid, encode({{1, 2, 3}, {Role::kBody}, {}}));
    writer.flush();
  }
  const auto overwrite = [&](std::streamoff at, char byte) {
    std::fstream index(path + "/records.idx", std::ios::in | std::ios::out | std::ios::binary);
    index.seekp(at).put(byte);
  };
  const auto message = [&] {
    const auto file = RecordFile::open(path);
    return file.ok() ? std::string("opened") : file.error().message;
  };
  const std::string index = path + "/records.idx";
  BOOST_TEST(message() == "opened");
  overwrite(15, '\x7f');
  BOOST_TEST(message() == index + " has offsets that do not rise; rebuild the index");
  overwrite(15, '\0');
  overwrite(31, '\x7f');
  BOOST_TEST(message() == index + " does not end where records.dat does; rebuild the index");
  BOOST_CHECK_THROW(RecordWriter{path}, std::system_error);
  overwrite(31, '\0');
  BOOST_TEST(message() == "opened");
  std::filesystem::resize_file(index, 31);
  BOOST_TEST(message() == index + " ends within an offset; rebuild the index");
  BOOST_CHECK_THROW(RecordWriter{path}, std::system_error);
}

BOOST_AUTO_TEST_CASE(a_directory_that_is_not_there_is_an_exception) {
  BOOST_CHECK_THROW(RecordWriter("/nonexistent"), std::system_error);
}

/// In a child process that may write files of at most `bytes_max`: whether writing records throws.
bool throws_when_files_end_at(const std::string& path, rlim_t bytes_max) {
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes_max, bytes_max};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(2);
    try {
      RecordWriter writer(path);
      for (uint32_t docid = 1; docid <= 100; ++docid) writer.append(docid, std::string(1'000, 'x'));
      writer.flush();
    } catch (const std::system_error& error) {
      ::_exit(error.code() == std::errc::file_too_large ? 1 : 2);
    }
    ::_exit(0);
  }
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  BOOST_REQUIRE(WIFEXITED(status) && WEXITSTATUS(status) < 2);
  return WEXITSTATUS(status) == 1;
}

BOOST_FIXTURE_TEST_CASE(a_full_disk_is_an_exception, Directory) {
  BOOST_TEST(throws_when_files_end_at(path, 99'999));
  std::filesystem::remove(path + "/records.dat");
  std::filesystem::remove(path + "/records.idx");
  BOOST_TEST(!throws_when_files_end_at(path, 100'000));
}

}  // namespace
}  // namespace pressmark
