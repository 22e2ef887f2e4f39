// Every limit on what comes from outside, by name and unit. Each is tested at its edge where it is applied.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pressmark::limits {

// Documents
inline constexpr size_t kFileBytesMax = 256u << 20;     // one source file
inline constexpr size_t kTextBytesMax = 32u << 20;      // the text of one publication
inline constexpr uint32_t kTokensMax = 5'000'000;       // of one publication
inline constexpr uint32_t kPagesMax = 10'000;           // parts of one publication
inline constexpr size_t kFieldBytesMax = 256u << 10;    // one metadata field
inline constexpr size_t kListItemsMax = 256;            // authors, topics
inline constexpr uint32_t kHtmlDepthMax = 1'000;        // open elements
inline constexpr uint32_t kHtmlAttributesMax = 1'000;   // on one element
inline constexpr size_t kHtmlNodesMax = 4'000'000;      // elements, some 200 bytes each in the parser's tree
inline constexpr size_t kJsonLineBytesMax = 32u << 20;  // one line of a JSON Lines file
inline constexpr uint32_t kArchiveEntriesMax = 1'000;   // of a zip container
inline constexpr size_t kArchiveBytesMax = 512u << 20;  // uncompressed, of a zip container
inline constexpr size_t kArchiveRatioMax = 200;         // bytes out for each byte in, of what is compressed
inline constexpr size_t kArchiveFreeBytes = 8u << 20;   // so much may come out whatever the ratio
inline constexpr size_t kPieceBytes = 8u << 20;         // of a file of many publications, read at once
inline constexpr size_t kWarcHeadBytesMax = 64u << 10;  // one head of a record or of an HTTP message in it
inline constexpr size_t kWarcRecordBytesMax = 64u << 20;   // one record of a crawler's archive, uncompressed
inline constexpr size_t kBadItemsMax = 1'000;              // reported of one piece of a file
inline constexpr size_t kLinksMax = 50'000;                // of one sitemap
inline constexpr uint32_t kReaderTimeoutMs = 30'000;       // wall clock for one document
inline constexpr size_t kReaderMemoryBytesMax = 1u << 30;  // address space that reading may take

// Scans, where OCR is asked for
inline constexpr uint32_t kOcrDocumentMs =
    300'000;                                    // wall clock for the scans of one document, beside the above
inline constexpr uint32_t kOcrPageMs = 30'000;  // for one of them
inline constexpr size_t kOcrPixelsMax = 40'000'000;  // of one page's picture

// Documents from addresses
inline constexpr size_t kUrlBytesMax = 8u << 10;         // one address, redirects too
inline constexpr uint32_t kRedirectsMax = 5;             // of one document, and of one robots.txt
inline constexpr uint32_t kConnectTimeoutMs = 10'000;    // name, connection and TLS
inline constexpr uint32_t kFetchTimeoutMs = 60'000;      // one document with its redirects
inline constexpr uint32_t kFetchSlowestBytes = 100;      // a second, over a third of that time
inline constexpr size_t kFetchHeadBytesMax = 64u << 10;  // the heads of one response
inline constexpr size_t kFetchFieldBytesMax = 1u << 10;  // a validator or a type; a longer one is dropped
inline constexpr size_t kRefusalBytesMax = 64u << 10;    // read of a page that only explains an error
inline constexpr size_t kRobotsBytesMax = 500u << 10;    // of one robots.txt; the rest is not obeyed
inline constexpr uint32_t kRetryAfterMaxMs = 10'000;     // waited for; a longer Retry-After is an error
inline constexpr uint32_t kCrawlDelayMaxMs = 10'000;     // a longer Crawl-delay is taken for this

// Terms and records
inline constexpr size_t kFormBytesMax = 60;            // a longer word is cut at a code point
inline constexpr uint32_t kFormsMax = (1u << 24) - 1;  // distinct forms in a lexicon
inline constexpr size_t kBlockTextBytesMax = 4'096;    // a longer block is stored in pieces of at most this

// What is offered while somebody types
inline constexpr size_t kCompletionWordsMax = 32;         // of a title, or of what is typed
inline constexpr size_t kPhrasesMax = 50'000;             // of one index
inline constexpr size_t kPhraseCandidatesMax = 1u << 19;  // held while they are sought, some 50 bytes each

// Queries
inline constexpr size_t kQueryBytesMax = 1'024;
inline constexpr size_t kQueryCodePointsMax = 256;
inline constexpr size_t kQueryTermsMax = 32;
inline constexpr size_t kQueryDepthMax = 8;
inline constexpr size_t kWildcardsMax = 2;
inline constexpr size_t kWildcardExpansionsMax = 50;
inline constexpr size_t kWildcardPrefixMin = 3;        // code points before the asterisk
inline constexpr uint32_t kNearnessMax = 50;           // words, for "a b"~N
inline constexpr size_t kDateBytesMax = 100;           // a longer text is no date
inline constexpr uint32_t kQueryTimeMs = 500;          // then `partial: true`
inline constexpr uint32_t kExplanationTimeMs = 2'000;  // why a publication is found where it is, or is not

// What editors tell the search, one file
inline constexpr size_t kEditorialBytesMax = 1u << 20;
inline constexpr size_t kEditorialTextBytesMax = 500;  // one word, query, id or address in it
inline constexpr size_t kEditorialEntriesMax = 5'000;  // of one kind: synonyms, pins, hides, boosts, words
inline constexpr size_t kEditorialFaultsMax = 100;     // named; the rest is counted
inline constexpr size_t kSynonymSidesMax = 20;         // of one entry
inline constexpr size_t kSynonymWordsMax = 8;          // of one side
inline constexpr size_t kSynonymsOfQueryMax = 16;      // looked up for one query
inline constexpr size_t kPinnedMax = 10;               // publications of one entry
inline constexpr size_t kHiddenMax = 1'000;            // publications of one entry
inline constexpr double kBoostMin = 0.25;
inline constexpr double kBoostMax = 4;

// Clients
inline constexpr size_t kAddressesMax = 65'536;  // whose requests are counted, some 150 bytes each

// The operator's settings, one file
inline constexpr size_t kSettingsBytesMax = 256u << 10;
inline constexpr size_t kSettingTextBytesMax = 4'096;  // one value, or one text of a list
inline constexpr size_t kSettingTextsMax = 256;        // of one list

// What people look for, of one day
inline constexpr size_t kLoggedQueryBytesMax = 200;    // of a query; the rest is cut off
inline constexpr size_t kLoggedQueriesMax = 5'000;     // in clear; as many changes of one into another
inline constexpr size_t kWaitingQueriesMax = 50'000;   // by hash, some 60 bytes each; as many changes
inline constexpr size_t kQueryDayBytesMax = 8u << 20;  // the day's file
inline constexpr uint32_t kQueryLogDays = 30;          // kept, today with them
inline constexpr uint32_t kQueryLogLeastDefault = 5;   // times asked before a query is kept in clear
inline constexpr uint32_t kQueryLogLeastMin = 2;       // what an operator may ask for in its place
inline constexpr uint32_t kQueryLogLeastMax = 1'000;

// Answers
inline constexpr uint32_t kPerPageDefault = 10;
inline constexpr uint32_t kPerPageMax = 50;
inline constexpr uint32_t kHitsDepthMax = 1'000;   // page * per_page of a request
inline constexpr uint32_t kSnippetsMax = 3;        // passages of one hit
inline constexpr size_t kSnippetBytesMax = 400;    // text of one passage
inline constexpr size_t kPassageBytesMax = 1'200;  // of one that stands by itself

}  // namespace pressmark::limits
