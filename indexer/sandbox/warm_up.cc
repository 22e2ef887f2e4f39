// The documents that a zygote reads before it forks (worker.h).
#include <array>
#include <exception>
#include <string>
#include <string_view>

#include "indexer/reader/ocr.h"
#include "indexer/reader/reader.h"
#include "indexer/sandbox/worker.h"

namespace pressmark {
namespace {

struct Document {
  const char* path;
  std::string_view bytes;
};

// The PDF names a font that it does not embed, which loads the list of the system's fonts, and a title, which
// loads the charset tables.
constexpr auto kDocuments = std::to_array<Document>({
    {"warm.html",
     "<!doctype html><html lang=en><title>Warm words</title><article><h1>Warm words</h1><p>A paragraph of a "
     "few "
     "plain words that a detector of languages may look at.</p></article></html>"},
    {"warm.pdf",
     "%PDF-1.4\n"
     "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
     "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
     "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
     "/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n"
     "4 0 obj\n<</Length 45>>\nstream\nBT /F 12 Tf 72 720 Td (A few warm words) Tj ET\nendstream\nendobj\n"
     "5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n"
     "6 0 obj\n<</Title(Warm words)/CreationDate(D:20220329100000Z)>>\nendobj\n"
     "trailer\n<</Root 1 0 R/Info 6 0 R/Size 7>>\nstartxref\n0\n%%EOF\n"},
    {"warm.md",
     "---\ntitle: Warm words\ndate: 2022-03-29\n---\n\n# Warm words\n\nA paragraph of a few words.\n"},
    {"warm.jsonl", "{\"id\": \"warm\", \"title\": \"Warm words\", \"text\": \"A few plain words.\"}\n"},
    {"warm.xml",
     "<?xml version=\"1.0\"?><feed "
     "xmlns=\"http://www.w3.org/2005/Atom\"><title>Warm</title><entry><id>warm</id>"
     "<title>Warm words</title><content type=\"html\">&lt;p&gt;A few "
     "words.&lt;/p&gt;</content></entry></feed>"},
});

}  // namespace

void warm_up(const std::string& ocr_languages) {
  for (const Document& document : kDocuments) {
    ReadRequest request;
    request.path = document.path;
    request.file_bytes = document.bytes.size();
    try {
      static_cast<void>(read_document(document.bytes, request));
    } catch (const std::exception&) {
      // Only a colder start is lost; a document that fails says so itself.
    }
  }
  if (ocr_languages.empty()) return;
  try {
    load_ocr(ocr_languages);
  } catch (const std::exception&) {
    // The same: the first scan says so.
  }
}

}  // namespace pressmark
