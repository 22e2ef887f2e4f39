#include "server/terminal.h"

#include "server/wording.h"

namespace pressmark {
namespace {

constexpr std::string_view kIndent = "    ";

/// Appends `text` on one line: white space runs and control characters, those of U+0080 to U+009F too, are
/// one blank.
void append_line(std::string& out, std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    const bool high_control = byte == 0xC2 && i + 1 < text.size() && static_cast<uint8_t>(text[i + 1]) < 0xA0;
    if (byte > 0x20 && byte != 0x7F && !high_control) {
      out += text[i];
      continue;
    }
    if (high_control) ++i;
    if (!out.empty() && out.back() != ' ' && out.back() != '\n') out += ' ';
  }
}

void append_marked(std::string& out, std::string_view text, const std::vector<ByteSpan>& spans,
                   Emphasis emphasis) {
  size_t written = 0;
  for (const ByteSpan& span : spans) {
    if (span.begin < written || span.end <= span.begin || span.end > text.size()) continue;
    append_line(out, text.substr(written, span.begin - written));
    if (emphasis == Emphasis::kBold) out += "\x1b[1m";
    append_line(out, text.substr(span.begin, span.end - span.begin));
    if (emphasis == Emphasis::kBold) out += "\x1b[0m";
    written = span.end;
  }
  append_line(out, text.substr(written));
}

void append_snippet(std::string& out, const HitSnippet& snippet, Emphasis emphasis) {
  out += kIndent;
  if (!snippet.page.empty()) {
    out += "p. ";
    append_line(out, snippet.page);
    out += "  ";
  } else if (!snippet.heading.empty()) {
    append_line(out, snippet.heading);
    out += ": ";
  }
  if (snippet.fragment.cut_before) out += "…";
  append_marked(out, snippet.fragment.text, snippet.fragment.spans, emphasis);
  if (snippet.fragment.cut_after) out += "…";
  out += '\n';
}

void append_hit(std::string& out, const Hit& hit, uint64_t rank, Emphasis emphasis) {
  out += std::to_string(rank) + ". ";
  if (hit.title.empty()) {
    append_line(out, hit.id);
  } else {
    append_marked(out, hit.title, hit.title_spans, emphasis);
  }
  out += '\n';
  out += kIndent;
  out += kind_words(hit.kind);
  if (hit.published) out += " · " + hit.published->iso();
  if (!hit.publisher.empty()) {
    out += " · ";
    append_line(out, hit.publisher);
  }
  out += '\n';
  out += kIndent;
  append_line(out, hit.url);
  out += '\n';
  for (const HitSnippet& snippet : hit.snippets) append_snippet(out, snippet, emphasis);
  if (hit.pinned) out += std::string(kIndent) + "Pinned by the editors.\n";
  for (const HitForm& form : hit.forms) {
    out += kIndent;
    out += form.relation == HitForm::Relation::kForm ? "Also: " : "Other edition: ";
    append_line(out, form.url.empty() ? form.id : form.url);
    out += '\n';
  }
  if (!hit.reason.empty()) {
    out += kIndent;
    out += "Found ";
    append_line(out, hit.reason);
    out += ".\n";
  }
  out += '\n';
}

void append_note(std::string& out, const std::string& note) {
  out += "Note: ";
  append_line(out, note);
  out += '\n';
}

}  // namespace

std::string terminal_line(std::string_view text) {
  std::string out;
  append_line(out, text);
  return out;
}

std::string terminal_text(const PassagesResponse& response, Emphasis emphasis) {
  std::string out;
  uint64_t rank = uint64_t{response.page - 1} * response.per_page;
  for (const PassageHit& passage : response.passages) {
    out += std::to_string(++rank) + ". ";
    append_line(out, passage.title.empty() ? passage.id : passage.title);
    out += '\n';
    out += kIndent;
    append_line(out, passage.snippet.url);
    out += '\n';
    append_snippet(out, passage.snippet, emphasis);
    out += '\n';
  }
  out += count_words(response.total, "passage");
  out += response.partial ? ", cut short by the time limit\n" : "\n";
  for (const std::string& note : response.notes) append_note(out, note);
  return out;
}

std::string terminal_text(const SearchResponse& response, Emphasis emphasis) {
  std::string out;
  uint64_t rank = uint64_t{response.page - 1} * response.per_page;
  for (const Hit& hit : response.hits) append_hit(out, hit, ++rank, emphasis);
  if (!response.related.empty()) out += "Related, without the words of the query:\n\n";
  for (const Hit& hit : response.related) append_hit(out, hit, ++rank, emphasis);
  out += total_words(response);
  if (const uint32_t last = last_page(response); last > 1) {
    out += ", page " + std::to_string(response.page) + " of " + std::to_string(last);
  }
  out += response.partial ? ", cut short by the time limit\n" : "\n";
  if (response.did_you_mean) {
    out += "Did you mean: ";
    append_line(out, response.did_you_mean->text);
    out += " (" + number_words(response.did_you_mean->total) + ")\n";
  }
  for (const LiftedFilters& lifted : response.lifted) {
    out += "Without";
    for (const std::string& parameter : lifted.parameters) out += ' ' + parameter;
    out += ": " + count_words(lifted.total, "result") + '\n';
  }
  for (const std::string& note : response.notes) append_note(out, note);
  return out;
}

}  // namespace pressmark
