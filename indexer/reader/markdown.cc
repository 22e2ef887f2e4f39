// Markdown (reader.h): front matter, then one part for each heading.
#include <md4c.h>
#include <unicode/uchar.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/reader/front_matter.h"
#include "indexer/reader/html_blocks.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

/// Anchors of headings as code forges and site generators make them: small letters, blanks as hyphens,
/// punctuation left out, a number behind what was there before.
class Slugs {
 public:
  std::string next(std::string_view heading) {
    std::string slug;
    for (size_t at = 0; at < heading.size();) {
      const char32_t c = next_code_point(heading, at);
      const auto code_point = static_cast<UChar32>(c);
      if (c == ' ') {
        slug += '-';
      } else if (c == '-' || c == '_' || u_isalnum(code_point) ||
                 (U_GET_GC_MASK(code_point) & U_GC_M_MASK) != 0) {
        append_code_point(slug, static_cast<char32_t>(u_tolower(code_point)));
      }
    }
    const int seen = seen_[slug]++;
    return seen == 0 ? slug : slug + "-" + std::to_string(seen);
  }

 private:
  std::map<std::string, int> seen_;
};

/// Receives md4c's calls and puts the blocks into parts.
class MarkdownBlocks {
 public:
  PartsBuilder parts;

  /// False when md4c gives up (it runs out of memory).
  bool parse(std::string_view text) {
    MD_PARSER parser = {};
    parser.flags = MD_DIALECT_GITHUB;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return static_cast<MarkdownBlocks*>(self)->enter(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return static_cast<MarkdownBlocks*>(self)->leave(type);
    };
    parser.enter_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text_part, MD_SIZE size, void* self) {
      return static_cast<MarkdownBlocks*>(self)->add_text(type, std::string_view(text_part, size));
    };
    return md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, this) == 0;
  }

 private:
  int enter(MD_BLOCKTYPE type, void* /*detail*/) {
    if (type == MD_BLOCK_TR) {
      row_.clear();
    } else if (type != MD_BLOCK_THEAD && type != MD_BLOCK_TBODY && type != MD_BLOCK_TH &&
               type != MD_BLOCK_TD) {
      flush();
    }
    if (type == MD_BLOCK_QUOTE) ++quote_depth_;
    if (type == MD_BLOCK_HTML) in_html_ = true;
    return 0;
  }

  int leave(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_H: {
        std::string heading = squeeze(text_);
        text_.clear();
        std::string anchor = anchor_of(slugs_.next(heading));
        parts.add_heading(std::move(heading), std::move(anchor));
        break;
      }
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        if (!row_.empty()) row_ += '\t';
        row_ += squeeze(std::exchange(text_, {}));
        break;
      case MD_BLOCK_TR:
        table_.append(table_.empty() ? "" : "\n").append(row_);
        break;
      case MD_BLOCK_TABLE:
        parts.add(Role::kTable, std::exchange(table_, {}));
        break;
      case MD_BLOCK_HTML:
        parts.add(Role::kBody, html_to_text(std::exchange(text_, {})));
        in_html_ = false;
        break;
      case MD_BLOCK_QUOTE:
        flush();
        --quote_depth_;
        break;
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY:
        break;
      default:
        flush();
    }
    return 0;
  }

  int add_text(MD_TEXTTYPE type, std::string_view text) {
    switch (type) {
      case MD_TEXT_NULLCHAR:
        break;
      case MD_TEXT_BR:
      case MD_TEXT_SOFTBR:
        text_ += ' ';
        break;
      case MD_TEXT_ENTITY:
        text_ += html_to_text(text);
        break;
      case MD_TEXT_HTML:
        if (in_html_) text_ += text;
        break;
      default:
        text_ += text;
    }
    return 0;
  }

  void flush() {
    parts.add(quote_depth_ > 0 ? Role::kQuote : Role::kBody, squeeze(text_));
    text_.clear();
  }

  Slugs slugs_;
  std::string text_;
  std::string row_;
  std::string table_;
  int quote_depth_ = 0;
  bool in_html_ = false;
};

}  // namespace

Result<ReadResult> read_markdown(std::string_view bytes, const ReadRequest& request) {
  std::string warning;
  const Result<std::string> decoded = to_utf8(bytes, {}, warning);
  if (!decoded.ok()) {
    return Error{decoded.error().code, decoded.error().message, request.path + ", " + decoded.error().where};
  }
  Publication publication;
  if (!warning.empty()) publication.warnings.push_back(warning);
  const FrontMatter front = split_front_matter(decoded.value());
  const FrontMatterFacts facts = read_front_matter(front.yaml, request, publication);
  if (facts.is_draft) {
    return Error{ErrorCode::kUnsupported, "draft: true in its front matter; remove that line to publish it",
                 request.path};
  }
  MarkdownBlocks blocks;
  if (!blocks.parse(front.rest)) {
    return Error{ErrorCode::kDamaged, "cannot be parsed as Markdown", request.path};
  }
  if (blocks.parts.empty() && publication.title.empty()) {
    return Error{ErrorCode::kEmpty, "has no text", request.path};
  }
  if (publication.title.empty()) {
    publication.title = blocks.parts.first_heading();
    if (!publication.title.empty()) publication.title_from = Provenance::kHeading;
  }
  publication.parts = std::move(blocks.parts).finish(publication.title);
  // Front matter with a date is what blogs write.
  if (publication.kind_from == Provenance::kNone && publication.published) publication.kind = Kind::kPost;
  complete(publication, request, Format::kMarkdown);

  ReadResult result;
  result.publications.push_back(std::move(publication));
  return result;
}

}  // namespace pressmark
