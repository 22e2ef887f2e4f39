// Whole pages of the kinds that the web is made of: what of each is content, and what is of the site.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

namespace {

struct Page {
  const char* kind;
  const char* html;
  std::vector<const char*> content;
  std::vector<const char*> boilerplate;
};
std::ostream& operator<<(std::ostream& out, const Page& page) {
  return out << page.kind;
}

#define CHROME_TOP                                                                                        \
  "<!doctype html><html lang=en><head><title>A page of the site</title></head><body>"                     \
  "<div id=top><a href=/>Tarn Valley</a> <a href=/news>News desk</a> <a href=/about>About the valley</a>" \
  "<a href=/contact>Write to us</a></div>"
#define CHROME_END                                                                                       \
  "<div class=footer-columns><p>The valley council, Guildhall Square, open on weekdays from nine until " \
  "five.</p><a href=/imprint>Imprint of the site</a></div></body></html>"

#define POST(name, text)                                                 \
  "<div class=post-row><div class=post-author><a href=/u/" name ">" name \
  "</a></div><div class=post-body>"                                      \
  "<p>" text "</p></div><div class=post-buttons><a href=#q>Quote</a> <a href=#r>Report</a></div></div>"

#define TEASER(title, text)                                                                  \
  "<div class='card card-x'><a href=/n/" title "><img src=a.jpg></a><h3><a href=/n/1>" title \
  "</a></h3><p>" text "</p></div>"

const Page kPages[] = {
    {"forum thread",
     CHROME_TOP "<div class=wrap><h1>Boiler loses pressure every second day</h1><div class=thread>" POST(
         "ferrymoor",
         "Since the engineer came on Monday the pressure drops from one and a half bar to "
         "nothing within two days, and I cannot find any wet patch below the radiators.")
         POST("hallam",
              "Look at the relief valve outside first. Tie a bag over the pipe for a night; if there is "
              "water in it in the morning, the expansion vessel has lost its charge.")
             POST("ferrymoor", "You were right, half a litre in the bag. Thanks!")
                 POST("oldfield",
                      "Mine did the same. Recharging the vessel with a bicycle pump took ten minutes and it "
                      "has held for three years since then.") "</div></div>" CHROME_END,
     {"pressure drops from one and a half bar", "Tie a bag over the pipe", "half a litre in the bag",
      "bicycle pump took ten minutes"},
     {"News desk", "Imprint of the site"}},
    {"forum thread of articles",
     CHROME_TOP
     "<div><article class=msg><h1>Which paint for a damp cellar wall</h1><p>The wall is brick, below the "
     "level "
     "of the garden, and every paint so far has come off in sheets within a single winter.</p></article>"
     "<article class=msg><p>No paint at all. Limewash breathes, and it costs next to nothing if you slake it "
     "yourself in a bucket.</p></article><article class=msg><p>Agreed with the answer above, but fix the "
     "gutter outside first, since paint is never the cause of a wet wall.</p></article></div>" CHROME_END,
     {"brick, below the level", "Limewash breathes", "fix the gutter outside"},
     {"News desk"}},
    {"questions and answers that say so",
     CHROME_TOP
     "<div itemscope itemtype='https://schema.org/QAPage'><h1>How long does lime mortar take to set?</h1>"
     "<div class=question><p>I have pointed a garden wall with it and rain is forecast for the week-end.</p>"
     "</div><div class=comments><p>It takes on air for weeks, so cover the wall with hessian and keep the "
     "rain "
     "off for at least the first ten days.</p></div></div>" CHROME_END,
     {"rain is forecast", "cover the wall with hessian"},
     {"News desk"}},
    {"documentation with a sidebar and long code",
     CHROME_TOP
     "<div class=docs-layout><div class=docs-sidebar><ul><li><a href=/d/1>Getting started</a><li><a "
     "href=/d/2>Configuration</a><li><a href=/d/3>Operations guide</a></ul></div><div class=docs-main>"
     "<h1>Configuration</h1><p>The daemon reads one file at its start and never again.</p><h2 "
     "id=keys>Keys</h2><pre><code>listen = 127.0.0.1:8080\nworkers = 4\nlog = /var/log/daemon.log\n"
     "timeout_ms = 500\nretain = 7\n</code></pre><p>Set <code>retain</code> to the number of days.</p>"
     "<table><tr><th>Key<th>Default<tr><td>workers<td>the number of cores</table>"
     "<h2>See it at work</h2><ul><li><a href=/d/9>A worked example of it</a></ul></div></div>" CHROME_END,
     {"reads one file at its start", "timeout_ms = 500", "number of days", "workers\tthe number of cores",
      "A worked example"},
     {"Operations guide", "Imprint of the site"}},
    {"product with its figures beside the description",
     CHROME_TOP
     "<div class=product><h1>Heron 4 walking boot</h1><div class=product-gallery><img src=1><img src=2></div>"
     "<div class=price>84.00</div><div class=description><p>A boot of full-grain leather for wet hills, sewn "
     "rather than glued, so that a cobbler can put on a new sole when the first one is worn "
     "down.</p></div><ul class=features><li>Weight 1,240 g the pair<li>Sizes 36 to 48</ul>"
     "<table class=specs><tr><th>Upper<td>leather, 2.4 mm<tr><th>Lining<td>wool felt</table>"
     "<div class=related-products><a href=/p/2>Plover 2 walking shoe</a></div></div>" CHROME_END,
     {"sewn rather than glued", "1,240 g the pair", "wool felt"},
     {"Plover 2 walking shoe", "News desk"}},
    {"product whose tabs are closed",
     CHROME_TOP
     "<main><h1>Rain barrel</h1><p>Holds two hundred litres below a downpipe.</p><ul role=tablist><li "
     "role=tab><a href=#t1>Care</a><li role=tab><a href=#t2>Delivery</a></ul><div role=tabpanel id=t1 "
     "hidden><p>Empty it before the first frost.</p></div><div class=tab-pane id=t2 style='display:none'><p>"
     "Comes on a pallet within nine days.</p></div></main>" CHROME_END,
     {"two hundred litres", "before the first frost", "on a pallet within nine days"},
     {"News desk"}},
    {"recipe",
     CHROME_TOP
     "<article><h1>Leek and barley broth</h1><p class=byline>By Joan Hartley</p><p>A broth for a cold "
     "evening "
     "that costs less than a loaf, and that is better on its second day than on its first.</p>"
     "<h2>Ingredients</h2><ul><li>2 leeks<li>120 g pearl barley<li>1 l "
     "water</ul><h2>Method</h2><ol><li>Rinse "
     "the barley.<li>Simmer all of it for forty minutes.</ol><div class=share-buttons><a href=x>Pin it</a>"
     "</div></article>" CHROME_END,
     {"for a cold evening", "120 g pearl barley", "Rinse the barley", "forty minutes"},
     {"Joan Hartley", "Pin it", "News desk"}},
    {"landing page of many short sections",
     CHROME_TOP
     "<div class=hero-wide><h1>Find a warden</h1><p>Wardens answer questions about bins, noise and "
     "trees.</p><a class=btn href=/x>Ask now</a></div><section><h2>Noise</h2><p>From eleven at night until "
     "seven in the morning.</p></section><section><h2>Trees</h2><p>Felling needs a permit from "
     "February on.</p></section><section><h2>Bins</h2><p>Collected every second Tuesday.</p></section>"
     "<section class=testimonials><p>They came the same day.</p></section>" CHROME_END,
     {"bins, noise and trees", "eleven at night", "Felling needs a permit", "every second Tuesday",
      "came the same day"},
     {"Imprint of the site"}},
    {"live blog",
     CHROME_TOP
     "<main><h1>The storm as it happened</h1><div class=live-entry><time>14:10</time><h2>Bridge "
     "closed</h2><p>The "
     "lower bridge is closed until the water has gone down below the second mark on the "
     "pier.</p></div><div class=live-entry><time>13:25</time><h2>Schools send pupils home</h2><p>All four "
     "schools in the valley close at half past one this afternoon.</p></div><div class=live-entry><time>12:00"
     "</time><p>The first trees are down on the road to Kesterwick.</p></div></main>" CHROME_END,
     {"lower bridge is closed", "All four schools", "first trees are down"},
     {"Imprint of the site"}},
    {"article with boxes of other stories in it",
     CHROME_TOP
     "<article><h1>Harbour dredging begins</h1><p>The dredger came in on the morning tide and began at the "
     "inner quay, where the silt has been deepest since the floods of the year before.</p>"
     "<p><a href=/n/7>What the floods of last year cost the harbour</a></p>"
     "<p>Also: <a href=/n/8>How silt gets into a harbour at all</a></p>"
     "<p>It will work in three shifts, and the noise at night has to stay below the level that the council "
     "set for the works, which is that of a busy road at the window of the nearest house.</p>"
     "<p>The spoil goes to:</p><ul><li><a href=/s/1>the old quarry at Stenning</a></ul>"
     "<p>It is clean enough for that, says the harbour master, who had it tested in two laboratories before "
     "the contract was let to the cheapest of the four firms that had bid for it.</p>"
     "<p>Sign up for the <a href=/s>harbour newsletter</a> to get it by post.</p>"
     "<div class=grid-more>" TEASER("Ferry fares rise in May", "A ticket costs ten pence more.")
         TEASER("Lighthouse opens for visitors", "On Sundays only.")
             TEASER("Gulls nest on the pier", "Again.") "</div></article>" CHROME_END,
     {"came in on the morning tide", "work in three shifts", "the old quarry at Stenning", "harbour master"},
     {"What the floods of last year cost", "How silt gets into", "harbour newsletter", "Ferry fares rise",
      "A ticket costs ten pence more"}},
    {"text in a div with line breaks",
     CHROME_TOP
     "<div class=col9><b>Council minutes of May</b><br><br>The clerk opened the meeting at seven.<br><br>The "
     "bins were talked over at length, and no vote was taken on them.<br>Nobody spoke for the motion.</div>"
     "<div class=col3><ul><li><a href=1>Finance</a><li><a href=2>Planning</a><li><a href=3>Parks</a><li><a "
     "href=4>Culture</a></ul></div>" CHROME_END,
     {"clerk opened the meeting", "no vote was taken"},
     {"Planning", "Imprint of the site"}},
    {"table layout",
     "<html><body><table width=760><tr><td width=150><a href=1>Start</a><br><a href=2>Guest book</a></td><td>"
     "<h2>The mill at Holm</h2><p>The mill was built over the leat in a dry summer and has stood through "
     "four "
     "floods since, though the wheel was lost in the third of them.</p><p>It ground oats until the "
     "railway came.</p></td></tr><tr><td colspan=2><font size=1>Best viewed at 800 by 600</font></td></tr>"
     "</table></body></html>",
     {"built over the leat", "ground oats until"},
     {"Guest book"}},
    {"listing of teasers",
     CHROME_TOP
     "<div class=archive><h1>News of March</h1>" TEASER("Bridge to be painted", "Work begins after Easter.")
         TEASER("New bus for the school", "It is electric and it is quiet.")
             TEASER("Swifts are back", "Two pairs were seen above the church.") "</div>" CHROME_END,
     {"Bridge to be painted", "Work begins after Easter", "Swifts are back", "Two pairs were seen"},
     {"Imprint of the site"}},
    {"listing of articles",
     CHROME_TOP
     "<div class=loop><article class=post><h2><a href=1>On hedges</a></h2><p>A hedge is laid in winter, when "
     "the sap is down and no bird has begun to nest in it.</p></article><article class=post><h2><a "
     "href=2>On ditches</a></h2><p>A ditch that is not cleaned for three years is a pond for the rest of its "
     "days.</p></article><article class=post><h2><a href=3>On gates</a></h2><p>Hang it so that it falls "
     "shut.</p></article></div>" CHROME_END,
     {"On hedges", "laid in winter", "a pond for the rest", "so that it falls shut"},
     {"Imprint of the site"}},
    {"paywall",
     CHROME_TOP
     "<article><h1>The price of salt</h1><p>Salt has not cost so much since the mines at Wick were flooded, "
     "and the bakers of the valley say that they will not bear it for another winter.</p>"
     "<div class=paywall><p>Already the smallest of them has put a notice in the window, and two more are "
     "said to be thinking of one.</p></div><div class=subscribe-wall><p>Subscribe to read on. Already a "
     "member? <a href=/in>Log in</a></p></div></article>" CHROME_END,
     {"has not cost so much", "notice in the window"},
     {"Subscribe to read on"}},
    {"accordion of answers",
     CHROME_TOP "<main><h1>Parking permits</h1><h2><button aria-expanded=false aria-controls=a1>Who can have "
                "one?</button>"
                "</h2><div id=a1 class=accordion-body hidden><p>Whoever lives in the "
                "zone.</p></div><details><summary>What "
                "does it cost?</summary><p>Thirty a year.</p></details></main>" CHROME_END,
     {"Who can have one?", "Whoever lives in the zone", "What does it cost?", "Thirty a year"},
     {"News desk"}},
    {"comments below",
     CHROME_TOP
     "<div id=story><h1>Owls in the tower</h1><p>Barn owls have bred in the church tower for the first time "
     "since the bells were rehung, and the ringers have moved their practice to the afternoon.</p></div>"
     "<div id=comments><p>Lovely news, my grandmother always said that there had been owls up there when she "
     "was a girl in the choir.</p><p>Will the bells be quiet on Sunday?</p></div>" CHROME_END,
     {"bred in the church tower"},
     {"Lovely news", "bells be quiet"}},
    {"German",
     "<!doctype html><html lang=de><body><div id=navigation><a href=1>Startseite</a></div><div class=artikel>"
     "<h1>Neue Brücke über die Tarn</h1><p>Von Johanna Hartmann</p><p>Die neue Brücke wird im Mai eröffnet, "
     "ein halbes Jahr später als geplant, weil der Stahl für die Bögen nicht geliefert werden konnte und "
     "der Winter lang war.</p><p>Lesen Sie auch: <a href=2>Warum die alte Brücke gesperrt "
     "wurde</a></p><p>Sie "
     "kostet zwölf Millionen, von denen das Land die Hälfte trägt und die Gemeinde den Rest über dreißig "
     "Jahre abzahlt.</p><h3>Das könnte Sie auch interessieren</h3><ul><li><a href=3>Fähre fällt aus</a></ul>"
     "</div><div class=werbung>Anzeige eines Händlers</div></body></html>",
     {"im Mai eröffnet", "zwölf Millionen"},
     {"Startseite", "Warum die alte Brücke", "Fähre fällt aus", "Anzeige eines Händlers"}},
    {"Japanese",
     "<!doctype html><html lang=ja><body><ul class=menu><li><a href=1>ホーム</a><li><a "
     "href=2>会社概要</a></ul>"
     "<div "
     "class=honbun><h1>新しい橋が五月に開通</"
     "h1><p>新しい橋は五月に開通する。鋼材の納入が遅れたため、当初の予定"
     "より半年遅れた。</p><p>費用は十二億円で、半分を県が負担し、残りを町が三十年かけて返済する。</p></div>"
     "<div class=footer>著作権は町にあります。</div></body></html>",
     {"鋼材の納入が遅れた", "残りを町が三十年かけて返済する"},
     {"会社概要", "著作権は町にあります"}},
};

std::string content_of(const Publication& publication) {
  std::string text;
  for (const Part& part : publication.parts) {
    for (const Block& block : part.blocks) {
      if (block.role != Role::kBoilerplate && block.role != Role::kTitle) text += block.text + "\n";
    }
  }
  return text;
}

}  // namespace

BOOST_DATA_TEST_CASE(tells_the_content_of_a_page_from_the_site, data::make(kPages)) {
  const Publication publication = read_one(sample.html, "a.html");
  const std::string content = content_of(publication);
  const std::string boilerplate = joined(publication, Role::kBoilerplate);
  BOOST_TEST_INFO("content: " << content);
  for (const char* text : sample.content) {
    BOOST_TEST_CONTEXT(text) BOOST_TEST(content.find(text) != std::string::npos);
  }
  for (const char* text : sample.boilerplate) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(content.find(text) == std::string::npos);
      BOOST_TEST(boilerplate.find(text) != std::string::npos);
    }
  }
}
