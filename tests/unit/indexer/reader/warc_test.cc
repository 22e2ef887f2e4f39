#include <brotli/encode.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

#include "engine/limits.h"
#include "indexer/reader/http_message.h"
#include "indexer/reader/message_head.h"
#include "tests/unit/indexer/reader/in_pieces.h"
#include "tests/unit/indexer/reader/render.h"
#include "tests/unit/indexer/reader/zip_writer.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

const std::string kPage = "<!DOCTYPE html><title>A page</title><h1>A page</h1><p>Text of the page.</p>";

std::string record(const std::string& type, const std::string& url, const std::string& block,
                   const std::string& fields = "Content-Type: application/http; msgtype=response\r\n") {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nWARC-Date: 2022-03-29T08:00:00Z\r\n" + fields +
         "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string response(const std::string& head, const std::string& body) {
  return "HTTP/1.1 " + head + "\r\n\r\n" + body;
}

std::string page(const std::string& url, const std::string& body = kPage) {
  return record("response", url, response("200 OK\r\nContent-Type: text/html; charset=utf-8", body));
}

ReadResult read(const std::string& bytes, const std::string& path = "crawl.warc") {
  const Result<ReadResult> result = read_document(bytes, request_of(path));
  BOOST_REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().message));
  return result.value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_pages_by_their_addresses) {
  const ReadResult result = read(record("warcinfo", "x", "software: a crawler\r\n") +
                                 record("request", "https://example.org/a", "GET /a HTTP/1.1\r\n\r\n") +
                                 page("https://example.org/a") + page("<https://example.org/b>"));
  BOOST_REQUIRE(result.publications.size() == 2);
  const Publication& first = result.publications[0];
  BOOST_TEST(first.id == "https://example.org/a");
  BOOST_TEST(first.url == "https://example.org/a");
  BOOST_TEST(first.filetype == "html");
  BOOST_TEST(first.title == "A page");
  BOOST_TEST(first.published->iso() == "2022-03-29");
  BOOST_TEST((first.published_from == Provenance::kFileTime));
  BOOST_TEST(joined(first, Role::kBody) == "Text of the page.");
  BOOST_TEST(result.publications[1].id == "https://example.org/b");
  BOOST_TEST(result.bad_items.empty());
  BOOST_TEST(result.warnings.empty());
}

BOOST_AUTO_TEST_CASE(reads_compressed_archives_member_by_member) {
  const ReadResult result =
      read(gzip_of(page("https://example.org/a")) + gzip_of(page("https://example.org/b")), "crawl.warc.gz");
  BOOST_REQUIRE(result.publications.size() == 2);
  BOOST_TEST(result.publications[1].id == "https://example.org/b");
  // Some write the whole archive as one member.
  BOOST_TEST(
      read(gzip_of(page("https://example.org/a") + page("https://example.org/b"))).publications.size() == 2u);
}

BOOST_AUTO_TEST_CASE(passes_over_what_is_no_page_and_counts_it) {
  const auto other = [](const char* url, const std::string& head, const std::string& body) {
    return record("response", url, response(head, body));
  };
  const ReadResult result =
      read(page("https://example.org/a") + other("https://example.org/r", "301 Moved\r\nLocation: /a", "") +
           other("https://example.org/404", "404 Not Found\r\nContent-Type: text/html", kPage) +
           other("https://example.org/500", "500 Oops\r\nContent-Type: text/html", kPage) +
           other("https://example.org/i.png", "200 OK\r\nContent-Type: image/png", "\x89PNG") +
           other("https://example.org/s.css", "200 OK\r\nContent-Type: text/css", "p {}") +
           other("https://example.org/robots.txt", "200 OK\r\nContent-Type: text/plain", "User-agent: *") +
           other("https://example.org/feed", "200 OK\r\nContent-Type: text/xml", "<rss><channel/></rss>") +
           record("revisit", "https://example.org/a", response("200 OK", "")) +
           record("response", "dns:example.org", "20220329 example.org. IN A 192.0.2.1",
                  "Content-Type: text/dns\r\n") +
           record("metadata", "https://example.org/a", "x: y"));
  BOOST_TEST(result.publications.size() == 1u);
  BOOST_TEST(result.bad_items.empty());
  const std::vector<std::string> warnings = {"redirects: 1", "errors: 2", "revisits: 1", "other_types: 4"};
  BOOST_TEST(result.warnings == warnings, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(reads_resources_and_conversions) {
  const ReadResult result = read(record("resource", "https://example.org/notes", "A note.\n\nIts text.",
                                        "Content-Type: text/plain\r\n") +
                                 record("conversion", "https://example.org/c", "Converted.\n\nIts text.",
                                        "Content-Type: text/plain\r\n"));
  BOOST_REQUIRE(result.publications.size() == 2);
  BOOST_TEST(result.publications[0].title == "A note.");
  BOOST_TEST(result.publications[0].filetype == "txt");
}

namespace {

std::string brotli_of(const std::string& text) {
  std::string bytes(BrotliEncoderMaxCompressedSize(text.size()), '\0');
  size_t size = bytes.size();
  BrotliEncoderCompress(BROTLI_DEFAULT_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_DEFAULT_MODE, text.size(),
                        reinterpret_cast<const uint8_t*>(text.data()), &size,
                        reinterpret_cast<uint8_t*>(bytes.data()));
  bytes.resize(size);
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_CASE(takes_codings_off_pages) {
  const std::string zipped = gzip_of(kPage);
  const std::string half = kPage.substr(0, 40);
  char size[16];
  std::snprintf(size, sizeof size, "%zX", kPage.size() - 40);
  const std::string chunked =
      "28;name=value\r\n" + half + "\r\n" + size + "\r\n" + kPage.substr(40) + "\r\n0\r\n\r\n";
  const std::string html = "200 OK\r\nContent-Type: text/html\r\n";
  const std::vector<std::pair<std::string, std::string>> kept = {
      {html + "Content-Encoding: gzip", zipped},
      {html + "Content-Encoding: gzip", kPage},  // taken off by the crawler, the header left in
      {html + "Content-Encoding: deflate", zipped.substr(10)},
      {html + "Content-Encoding: br", brotli_of(kPage)},
      {html + "Content-Encoding: br", kPage},
      {html + "Content-Encoding: identity", kPage},
      {html + "Transfer-Encoding: chunked", chunked},
      {html + "Transfer-Encoding: chunked", kPage},
  };
  for (const auto& [head, body] : kept) {
    const ReadResult result = read(record("response", "https://example.org/a", response(head, body)));
    BOOST_TEST_CONTEXT(head) {
      BOOST_REQUIRE(result.publications.size() == 1);
      BOOST_TEST(joined(result.publications[0], Role::kBody) == "Text of the page.");
      BOOST_TEST(result.publications[0].warnings.empty());
    }
  }
  const ReadResult other =
      read(record("response", "https://example.org/a", response(html + "Content-Encoding: zstd", kPage)));
  BOOST_TEST(other.bad_items.at(0).message == "is compressed as \"zstd\"; crawl it with gzip or without");
}

BOOST_AUTO_TEST_CASE(says_when_a_crawler_cut_a_page_short) {
  const ReadResult result = read(
      record("response", "https://example.org/a",
             response("200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked", "fff\r\n" + kPage)));
  BOOST_TEST(result.publications.at(0).warnings.at(0) == "truncated_by_crawler");
}

BOOST_AUTO_TEST_CASE(says_when_a_compressed_page_was_cut_short) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "<p>Paragraph " + std::to_string(i * 7919) + ".";
  const std::string whole = brotli_of(kPage + text);
  const ReadResult result = read(record("response", "https://example.org/a",
                                        response("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br",
                                                 whole.substr(0, whole.size() / 2))));
  BOOST_TEST(result.publications.at(0).warnings.at(0) == "truncated_by_crawler");
}

BOOST_AUTO_TEST_CASE(refuses_a_page_that_unpacks_to_more_than_its_size_explains) {
  const std::string blanks(limits::kArchiveFreeBytes + 1, ' ');
  const std::vector<std::pair<std::string, std::string>> bombs = {{"gzip", gzip_of(blanks)},
                                                                  {"br", brotli_of(blanks)}};
  for (const auto& [coding, bomb] : bombs) {
    const ReadResult result =
        read(record("response", "https://example.org/a",
                    response("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + coding, bomb)));
    BOOST_TEST((result.bad_items.at(0).code == ErrorCode::kTooLarge), coding);
  }
}

BOOST_AUTO_TEST_CASE(finds_the_next_record_behind_a_damaged_one) {
  const std::string good = page("https://example.org/b");
  std::string bad_length = page("https://example.org/a");
  bad_length.replace(bad_length.find("Content-Length: "), 17, "Content-Length: x");
  const ReadResult plain = read(page("https://example.org/0") + bad_length + good);
  BOOST_TEST(plain.publications.size() == 2u);
  BOOST_REQUIRE(plain.bad_items.size() == 1);
  BOOST_TEST(plain.bad_items[0].where ==
             "record at byte " + std::to_string(page("https://example.org/0").size()));

  std::string broken = gzip_of(page("https://example.org/a"));
  broken[broken.size() / 2] ^= 0x55;
  broken[broken.size() / 2 + 1] ^= 0x55;
  const ReadResult packed =
      read(gzip_of(page("https://example.org/0")) + broken + gzip_of(good), "a.warc.gz");
  BOOST_TEST(packed.publications.size() == 2u);
  BOOST_TEST(packed.publications.back().id == "https://example.org/b");
  BOOST_TEST(packed.bad_items.size() == 1u);
}

BOOST_AUTO_TEST_CASE(says_what_is_cut_short_at_the_end) {
  const std::string first = page("https://example.org/a");
  for (const std::string& file :
       {first + first.substr(0, first.size() - 30), gzip_of(first) + gzip_of(first).substr(0, 100)}) {
    const ReadResult result = read(file);
    BOOST_TEST(result.publications.size() == 1u);
    BOOST_REQUIRE(result.bad_items.size() == 1);
    BOOST_TEST(result.bad_items[0].message == "is cut short; copy the archive again");
  }
}

BOOST_AUTO_TEST_CASE(says_when_there_is_no_page_at_all) {
  const auto result = read_document(record("warcinfo", "x", "y"), request_of("a.warc"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == ErrorCode::kEmpty));
}

BOOST_AUTO_TEST_CASE(reads_large_archives_in_pieces_that_end_with_a_record) {
  std::string plain;
  std::string packed;
  std::mt19937 random(3);
  for (size_t i = 0; i < 20; ++i) {
    std::string text = "<p>";
    while (text.size() < (1u << 20)) text += static_cast<char>('a' + random() % 26);
    const std::string each = page("https://example.org/" + std::to_string(i), "<title>T</title>" + text);
    plain += each;
    packed += gzip_of(each);
  }
  const Whole of_plain = read_in_pieces("crawl.warc", plain, limits::kFileBytesMax);
  const Whole of_packed = read_in_pieces("crawl.warc", packed, limits::kFileBytesMax);
  BOOST_TEST(of_plain.ids.size() == 20u);
  BOOST_TEST(of_plain.pieces_count == 3u);
  BOOST_TEST(of_packed.ids == of_plain.ids, boost::test_tools::per_element());
  BOOST_TEST(of_packed.pieces_count == 3u);
  // Windows that end inside a record, none smaller than the largest.
  for (const size_t window : {1'100'000u, 2'500'000u}) {
    BOOST_TEST(read_in_pieces("crawl.warc", plain, window).ids == of_plain.ids,
               boost::test_tools::per_element());
    BOOST_TEST(read_in_pieces("crawl.warc", packed, window).ids == of_plain.ids,
               boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(passes_over_records_larger_than_the_limit) {
  const std::string huge(limits::kWarcRecordBytesMax + 1, 'x');
  const std::string fields = "Content-Type: text/plain\r\n";
  const std::string tail = page("https://example.org/b");
  const ReadResult plain = read(record("resource", "https://example.org/a", huge, fields) + tail);
  BOOST_TEST((plain.bad_items.at(0).code == ErrorCode::kTooLarge));
  const ReadResult packed =
      read(gzip_of(record("resource", "https://example.org/a", huge, fields)) + gzip_of(tail));
  BOOST_TEST((packed.bad_items.at(0).code == ErrorCode::kTooLarge));
  // What follows may be left to the next piece.
  const std::string file = record("resource", "https://example.org/a", huge, fields) + tail;
  BOOST_TEST(read_in_pieces("crawl.warc", file, 1u << 20).ids.back() == "https://example.org/b");
}

BOOST_AUTO_TEST_CASE(survives_damage_anywhere) {
  const std::string plain = page("https://example.org/a") + page("https://example.org/b");
  const std::string packed = gzip_of(page("https://example.org/a")) + gzip_of(page("https://example.org/b"));
  std::mt19937 random(5);
  for (const std::string& whole : {plain, packed}) {
    for (int round = 0; round < 500; ++round) {
      std::string file = whole;
      for (unsigned i = 0; i < random() % 4 + 1; ++i)
        file[random() % file.size()] = static_cast<char>(random());
      if (random() % 3 == 0) file.resize(random() % file.size());
      static_cast<void>(read_warc(file, request_of("a.warc")));
    }
  }
}

namespace {

const std::string kBadHeads[] = {
    "HTTP/1.1 200 OK\r\nName : x\r\n\r\n",
    "HTTP/1.1 200 OK\r\n folded\r\n\r\n",
    "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
    "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nName: x\x01\r\n\r\n",
    "HTTP/1.1 200 OK\r\nName: x\r\n",
    "HTTP/1.1 20 OK\r\n\r\n",
    "HTTP/1.1 2000 OK\r\n\r\n",
    "HTTP/x 200 OK\r\n\r\n",
    "ICY 200 OK\r\n\r\n",
    "",
};

}  // namespace

BOOST_DATA_TEST_CASE(refuses_heads_that_are_not_http, data::make(kBadHeads)) {
  BOOST_TEST(!parse_http(sample).ok());
}

BOOST_AUTO_TEST_CASE(reads_a_head_of_http) {
  const auto message = parse_http("HTTP/1.0 206\nCONTENT-TYPE:\ttext/html \n\nbody");
  BOOST_REQUIRE(message.ok());
  BOOST_TEST(message.value().status == 206);
  BOOST_TEST(message.value().content_type == "text/html");
  BOOST_TEST(message.value().body == "body");
}

BOOST_AUTO_TEST_CASE(takes_a_head_of_the_largest_size_and_none_larger) {
  const std::string start = "HTTP/1.1 200 OK\r\nX: ";
  const std::string end = "\r\n\r\n";
  const std::string largest =
      start + std::string(limits::kWarcHeadBytesMax - start.size() - end.size(), 'x') + end;
  BOOST_TEST(parse_head(largest).has_value());
  BOOST_TEST(!parse_head("H" + largest).has_value());
}

BOOST_AUTO_TEST_CASE(reads_lengths_of_digits_only) {
  BOOST_TEST(parse_length("0").value() == 0u);
  BOOST_TEST(parse_length("999999999999999999").value() == 999'999'999'999'999'999u);
  for (const char* bad : {"", "-1", "+1", " 1", "1 ", "0x1", "1000000000000000000"}) {
    BOOST_TEST(!parse_length(bad).has_value());
  }
}
