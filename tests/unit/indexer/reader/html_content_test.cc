// What of a page is content and what is of the site.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "indexer/reader/html_names.h"
#include "indexer/reader/html_selector.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

const std::string kText =
    "<p>The review looked at nine regions, and it found that broadband reaches most homes but not most "
    "people.</p>"
    "<p>Libraries, it says, taught more adults to use a computer than all other places of learning "
    "together.</p>";
const std::string kOwnText =
    "The review looked at nine regions, and it found that broadband reaches most homes but not most people. "
    "/ "
    "Libraries, it says, taught more adults to use a computer than all other places of learning together.";

struct Row {
  std::string why;
  std::string html;
};
std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.why;
}

std::string body(const std::string& html) {
  return joined(read_one("<!doctype html><title>T</title><body>" + html, "a.html"), Role::kBody);
}

std::string long_text(const std::string& about) {
  std::string text;
  for (int i = 0; i < 12; ++i)
    text += "<p>" + about +
            " in a paragraph which is long enough to be counted as one, and which nobody would take for the "
            "name of another.</p>";
  return text;
}

const Row kPlaces[] = {
    {"main", "<header>Site</header><nav>Home</nav><main>" + kText + "</main><footer>Imprint</footer>"},
    {"role main", "<div>Site</div><div role=main>" + kText + "</div><div>Imprint of the site</div>"},
    {"article", "<div>Site</div><article>" + kText + "</article><div>Other</div>"},
    {"main before a short article",
     "<main>" + kText + "<article class=related><p>Another story altogether.</p></article></main>"},
    {"density",
     "<div><a href=1>One</a> <a href=2>Two</a></div><div><div>" + kText + "</div></div><div>Imprint</div>"},
    {"a form around the page", "<form><div><a href=1>Home</a></div><div id=x>" + kText + "</div></form>"},
    {"a body that is called sidebar",
     "<div class='page has-sidebar'><div class=with-sidebar>" + kText + "</div></div>"},
    {"a class that says text and more",
     "<div><div class='entry-content entry-content-read-more'>" + kText + "</div></div>"},
    {"a table for layout", "<table><tr><td><a href=1>Home</a><td>" + kText + "<h2></h2></table>"},
};
const Row kOfTheSite[] = {
    {"nav", "<nav>x</nav>"},
    {"aside", "<aside>x</aside>"},
    {"footer", "<footer>x</footer>"},
    {"form", "<form><p>x</p></form>"},
    {"button", "<button>x</button>"},
    {"role", "<div role=complementary>x</div>"},
    {"share bar", "<div class='c-share-bar'>x</div>"},
    {"related posts by id", "<div id=relatedPosts>x</div>"},
    {"newsletter", "<div class=newsletter-signup>x</div>"},
    {"cookie notice", "<div class='CookieBanner'>x</div>"},
    {"breadcrumb", "<ul class=breadcrumbs><li>x</ul>"},
    {"author biography", "<div class=author-bio>x</div>"},
    {"about the author", "<div class='about_the_author'>x</div>"},
    {"comments", "<div id=comments>x</div>"},
    {"contact", "<div class=block-contact>x</div>"},
    {"related posts by heading", "<h3>Related posts</h3><p>x</p>"},
    {"contact by heading", "<h2>For more information, contact</h2><p>x</p>"},
    {"authors by heading", "<h3>About the authors</h3><p>x</p><h4>More of them</h4><p>x</p>"},
    {"contact by its words", "<p>For more information, please contact press@example.org.</p>"},
    {"stepping to the next post", "<div class=next-prev>x</div>"},
    {"a card that a name opens", "<p><span class=rollover-card>x</span></p>"},
    {"who took the picture", "<div class=photo-credit>x</div>"},
    {"a show of pictures", "<div class=photo-gallery><img src=a><p>x</p></div>"},
    {"a sidebar with a heading of the first level", "<div class=sidebar><h1>y</h1><p>x</p></div>"},
    {"a word beside the caption of a figure",
     "<figure><img src=a><figcaption>y</figcaption><div>x</div></figure>"},
    {"German names", "<div class=kommentare>x</div>"},
    {"German", "<h3>Über den Autor</h3><p>x</p>"},
    {"French", "<h3>À lire aussi</h3><p>x</p>"},
    {"a list of links at the end", "<ul><li><a href=1>One story</a><li><a href=2>Another story</a></ul>"},
};
const Row kContent[] = {
    {"notes to editors", "<h3>Notes to editors</h3><p>x</p>"},
    {"a heading that goes on",
     "<h3>Latest figures on housing in the nine regions of the country</h3><p>x</p>"},
    {"one link at the end", "<p><a href=1>x</a></p>"},
    {"words like those of the site", "<div class='shared-ownership'><p>x</p></div>"},
    {"section after a section of the site", "<h2>Related posts</h2><p>y</p><h2>Method</h2><p>x</p>"},
    {"header of an article", "<header><p>x</p></header>"},
    {"a post from a network, quoted", "<div class=social-media-embed><p>x</p></div>"},
    {"text that is paid for", "<div class=paywall><p>x</p></div>"},
    {"a panel of tabs", "<div role=tabpanel hidden><p>x</p></div>"},
    {"a question that is a button", "<h2><button>Q</button></h2><p>x</p>"},
};

}  // namespace

BOOST_DATA_TEST_CASE(finds_the_content_by, data::make(kPlaces)) {
  BOOST_TEST(body(sample.html) == kOwnText);
}

BOOST_DATA_TEST_CASE(takes_for_boilerplate, data::make(kOfTheSite)) {
  const std::string html = "<!doctype html><title>T</title><main>" + kText + sample.html + "</main>";
  const Publication publication = read_one(html, "a.html");
  BOOST_TEST(joined(publication, Role::kBody) == kOwnText);
  BOOST_TEST(!texts_of(publication, Role::kBoilerplate).empty());
  BOOST_TEST(publication.parts.back().label == "");
  BOOST_TEST((publication.parts.back().blocks.back().role == Role::kBoilerplate));
}

BOOST_DATA_TEST_CASE(takes_for_content, data::make(kContent)) {
  const std::string text = body("<main>" + kText + sample.html + "</main>");
  BOOST_TEST(text == kOwnText + " / x");
}

BOOST_AUTO_TEST_CASE(keeps_what_is_outside_findable) {
  const Publication publication = read_one(
      "<!doctype html><title>T</title><nav>Home</nav><main>" + kText + "</main><footer>Imprint</footer>",
      "a.html");
  BOOST_TEST(joined(publication, Role::kBoilerplate) == "Home / Imprint");
}

BOOST_AUTO_TEST_CASE(believes_no_main_element_that_holds_next_to_nothing) {
  const std::string text =
      body("<main><p>A short line that is long enough to count.</p></main><div id=real>" +
           long_text("The real text is") + "</div>");
  BOOST_TEST(text.find("The real text is") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(takes_the_article_with_the_heading_among_several) {
  const std::string text = body("<article><h1>T</h1>" + kText + "</article><article>" +
                                long_text("Another article is") + "</article>");
  BOOST_TEST(text == kOwnText);
}

BOOST_AUTO_TEST_CASE(leaves_long_comments_outside) {
  const std::string text =
      body("<div>" + kText + "<div class=comment-list>" + long_text("A reader writes that") + "</div></div>");
  BOOST_TEST(text == kOwnText);
}

BOOST_AUTO_TEST_CASE(takes_biographies_of_staff_for_boilerplate) {
  const std::string html =
      "<!doctype html><title>Technology review of the region</title><meta name=author content='Joan Hartley'>"
      "<main><h1>Technology review of the region</h1>" +
      kText + "<p>Joan Hartley is a senior fellow who plays football for Surrey.</p></main>";
  const Publication publication = read_one(html, "a.html");
  BOOST_TEST(joined(publication, Role::kBody) == kOwnText);
  BOOST_TEST(joined(publication, Role::kBoilerplate).find("Surrey") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(goes_on_after_a_box_of_related_stories_inside_the_text) {
  for (const char* box : {"<div><h2>Related stories</h2><ul><li><a href=1>One story</a></ul></div>",
                          "<div><div class=t><h2>Related stories</h2></div><p>One story</p></div>",
                          "<h2>Related stories</h2><ul><li><a href=1>One story</a></ul>"}) {
    const std::string text = body("<main>" + kText + box + long_text("The review goes on") + "</main>");
    BOOST_TEST(text.find("One story") == std::string::npos);
    BOOST_TEST_CONTEXT(box) {
      BOOST_TEST(text.find("The review goes on") != std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(takes_lists_of_links_before_the_text_for_boilerplate) {
  BOOST_TEST(body("<main><ul><li><a href=1>Breaking</a><li><a href=2>News</a></ul>" + kText + "</main>") ==
             kOwnText);
  // One link may be the kicker of the article.
  BOOST_TEST(body("<main><p><a href=1>Kicker</a></p>" + kText + "</main>") == "Kicker / " + kOwnText);
}

BOOST_AUTO_TEST_CASE(leaves_a_column_of_links_beside_the_text) {
  std::string column;
  for (int i = 0; i < 4; ++i) {
    column +=
        "<p>Some hundred letters of a message of this week which a widget of the site shows in every "
        "place. <a href=https://example.org/" +
        std::to_string(i) + ">example.org/a-link-to-it</a></p>";
  }
  const std::string text = body("<div class=wrap><div class=a>" + long_text("The real text is") +
                                "</div><div class=b>" + column + "</div></div>");
  BOOST_TEST(text.find("The real text is") != std::string::npos);
  BOOST_TEST(text.find("a message of this week") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(takes_what_is_called_a_teaser_for_one_only_beside_a_text) {
  const std::string teasers = "<div class=teaser><h3>One story</h3><p>Short.</p></div>";
  BOOST_TEST(body("<main>" + long_text("The review") + teasers + "</main>").find("Short.") ==
             std::string::npos);
  BOOST_TEST(body("<main><h1>T</h1>" + teasers + "</main>") == "Short.");
}

BOOST_AUTO_TEST_CASE(keeps_what_a_sentence_announces) {
  const std::string list = "<ul><li><a href=1>The first of the sources</a><li><a href=2>The second</a></ul>";
  const std::string more = long_text("The review goes on");
  BOOST_TEST(body("<main>" + more + "<p>Sources:</p>" + list + more + "</main>").find("The first of") !=
             std::string::npos);
  BOOST_TEST(body("<main>" + more + list + more + "</main>").find("The first of") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_a_pull_quote_once) {
  const std::string quote = "Libraries taught more adults to use a computer than all other places together.";
  const Publication publication =
      read_one("<title>T</title><main>" + long_text("The review says") + "<p>" + quote + "</p><blockquote>" +
                   quote + "</blockquote><p>It ends here.</p></main>",
               "a.html");
  BOOST_TEST(joined(publication, Role::kQuote) == "");
  BOOST_TEST(joined(publication, Role::kBody).find(quote) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(looks_around_the_heading_when_nothing_stands_out) {
  std::string others;
  for (int i = 0; i < 6; ++i)
    others += "<div class=box" + std::to_string(i) + ">" + long_text("Another text is") + "</div>";
  const std::string text = body("<div><h1>T</h1>" + long_text("The real text is") + "</div>" + others);
  BOOST_TEST(text.find("The real text is") != std::string::npos);
  BOOST_TEST(text.find("Another text is") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(takes_all_text_when_no_rule_finds_content) {
  BOOST_TEST(body("<nav>Only navigation</nav>") == "Only navigation");
}

namespace {

const std::string kNamed[] = {"share",      "c-share",  "shareBar",  "related-posts", "js-cookie_notice",
                              "author bio", "site-nav", "x y SOCIAL"};
const std::string kUnnamed[] = {"",      "shared", "content",    "has-sidebar", "no-comments",
                                "adapt", "navy",   "additional", "contactless", "unrelated"};

}  // namespace

BOOST_DATA_TEST_CASE(knows_the_names_of_boilerplate, data::make(kNamed)) {
  BOOST_TEST(names_boilerplate(sample));
}
BOOST_DATA_TEST_CASE(knows_whole_words_only, data::make(kUnnamed)) {
  BOOST_TEST(!names_boilerplate(sample));
}

namespace {

struct SelectorCase {
  const char* selector;
  const char* element;  // its start tag
  bool fits;
};
std::ostream& operator<<(std::ostream& out, const SelectorCase& row) {
  return out << row.selector << " on " << row.element;
}
const SelectorCase kSelectors[] = {
    // tags
    {"main", "<main>", true},
    {"MAIN", "<main>", true},
    {"main", "<div>", false},
    // ids and classes
    {"#content", "<div id=content>", true},
    {"#content", "<div id=contents>", false},
    {".post", "<div class='wide post'>", true},
    {".post", "<div class='post-body'>", false},
    {"div.post.wide", "<div class='wide post'>", true},
    {"p.post", "<div class=post>", false},
    // attributes
    {"[data-body]", "<div data-body>", true},
    {"[role=main]", "<div role=main>", true},
    {"[role='main']", "<div role=main>", true},
    {"div[role=main]#a", "<div id=a role=main>", true},
    {"[role=main]", "<div role=banner>", false},
};
const char* const kNoSelectors[] = {"",  " ", "a b", "a > b", "a,b",           "#",
                                    ".", "[", "[a",  "[=b]",  "a:first-child", "*"};

}  // namespace

BOOST_DATA_TEST_CASE(a_selector_fits_what_css_says, data::make(kSelectors)) {
  const HtmlTree tree("<body>" + std::string(sample.element) + "text");
  const std::optional<Selector> selector = Selector::parse(sample.selector);
  BOOST_REQUIRE(selector.has_value());
  bool fits = false;
  walk(
      tree.root(),
      [&](const GumboNode* node) {
        fits = fits || selector->fits(node);
        return true;
      },
      [](const GumboNode*) {});
  BOOST_TEST(fits == sample.fits);
}

BOOST_DATA_TEST_CASE(other_texts_are_no_selectors, data::make(kNoSelectors)) {
  BOOST_TEST(!is_content_selector(sample));
}

BOOST_AUTO_TEST_CASE(content_is_where_the_operator_says_and_by_structure_where_that_is_not) {
  const std::string page =
      "<title>T</title><main><p>What structure takes for the content, since it is in the main element of "
      "it.</p></main>"
      "<div class=text><p>First piece.</p></div><div class=text><p>Second piece.</p></div>";
  ReadRequest request = request_of("a.html");
  const auto body = [&] {
    std::string text;
    const auto result = read_html(page, request);
    for (const Part& part : result.value().publications.at(0).parts) {
      for (const Block& block : part.blocks) text += block.role == Role::kBody ? block.text + "|" : "";
    }
    return text;
  };
  request.content_selectors = {".nowhere", ".text", "main"};
  BOOST_TEST(body() == "First piece.|Second piece.|");
  request.content_selectors = {".nowhere"};
  BOOST_TEST(body().starts_with("What structure takes"));
}
