"""The HTML pages that present a report and link to its PDF."""
import json
from html import escape

SITES = {
    'tvca': dict(
        name='Tarn Valley Combined Authority', home='https://www.tvca.example/', colour='#4a1f3d', lang='en-GB',
        menu=(('About us', 'about/'), ('Our members', 'members/'), ('News', 'news/'), ('Publications', 'publications/'),
              ('Skills and apprenticeships', 'skills/'), ('Transport and buses', 'transport/'), ('Digital and broadband', 'digital/'),
              ('Homes and retrofit', 'homes/'), ('Flooding and environment', 'flooding/'), ('Careers', 'careers/')),
        cookie='We use essential cookies to make this site work. We would also like to set analytics cookies so that we can see how people use it.',
        accept='Accept analytics cookies', reject='Reject', skip='Skip to main content', search='Search this site',
        crumb=('Home', 'Publications'), share='Share this page',
        contact='Press office: 01632 960 155 (weekdays 9 to 17). Publications desk: publications@tvca.example. Navigation House, 2 Weir Street, Ferndale FN1 1AA.',
        foot=('Accessibility', 'Privacy', 'Freedom of information', 'Modern slavery statement', 'Cookies'),
        by='Authors', published='Published', ref='Reference', download='Download the report (PDF, %d pages)', inside='In this report',
        related='Related publications', help='If you need this document in another format, such as large print, braille or audio, please call 01632 960 140.'),
    'larkfield': dict(
        name='Larkfield Institute', home='https://www.larkfield.example/', colour='#23395d', lang='en-GB',
        menu=(('Our work', 'work/'), ('Reports', 'reports/'), ('Events', 'events/'), ('People', 'people/'), ('Library', 'library/'),
              ('Support us', 'support/'), ('Vacancies', 'vacancies/')),
        cookie='This site uses cookies to count visits. No data are sold.', accept='That is fine', reject='No, thank you',
        skip='Skip to content', search='Search reports and people', crumb=('Home', 'Reports'), share='Share',
        contact='Media enquiries: Pia Sørbye, press@larkfield.example, 01632 960 480. Larkfield Institute, 14 Cordwainer Row, Kesterwick KW1 4LF. Charity number 000274.',
        foot=('Accessibility', 'Privacy and cookies', 'Our funders', 'Complaints', 'Newsletter'),
        by='Authors', published='Published', ref='Series', download='Download the report (PDF, %d pages)', inside='In this report',
        related='You may also like', help='Printed copies cost £12 and may be ordered by post. Copies are free to public libraries.'),
    'kuestenwerk': dict(
        name='Küstenwerk Nordmark', home='https://www.kuestenwerk-nordmark.example/', colour='#12355b', lang='de',
        menu=(('Aktuelles', 'aktuelles/'), ('Aufgaben', 'aufgaben/'), ('Veröffentlichungen', 'veroeffentlichungen/'),
              ('Pegelstände', 'pegel/'), ('Karriere', 'karriere/'), ('Leichte Sprache', 'leichte-sprache/')),
        cookie='Diese Website verwendet nur technisch notwendige Cookies.', accept='Verstanden', reject='Mehr erfahren',
        skip='Zum Inhalt springen', search='Suchbegriff', crumb=('Startseite', 'Veröffentlichungen'), share='Seite teilen',
        contact='Küstenwerk Nordmark, Am Alten Siel 4, 00899 Husberg. Pressestelle: Jörn Petersen-Groß, 030 23125 127, presse@kuestenwerk-nordmark.example.',
        foot=('Impressum', 'Datenschutz', 'Barrierefreiheit', 'Hinweisgeberstelle'),
        by='Redaktion', published='Veröffentlicht', ref='Kennung', download='Generalplan herunterladen (PDF, %d Seiten)', inside='Inhalt',
        related='Weitere Veröffentlichungen', help='Gedruckte Exemplare können kostenlos bei der Pressestelle bestellt werden.'),
    'valbrune': dict(
        name='Observatoire de l’eau de Valbrune', home='https://www.eau-valbrune.example/', colour='#14532d', lang='fr',
        menu=(('L’Observatoire', 'observatoire/'), ('Données', 'donnees/'), ('Publications', 'publications/'), ('Agenda', 'agenda/'),
              ('Espace presse', 'presse/')),
        cookie='Ce site dépose des cookies de mesure d’audience.', accept='Tout accepter', reject='Tout refuser',
        skip='Aller au contenu', search='Rechercher', crumb=('Accueil', 'Publications'), share='Partager',
        contact='Observatoire de l’eau de Valbrune, 3 quai du Pont-Neuf, Saint-Aubin-sur-Valbrune. Contact : Apolline Desmarest, contact@eau-valbrune.example.',
        foot=('Mentions légales', 'Accessibilité : partiellement conforme', 'Données personnelles'),
        by='Auteur', published='Publié le', ref='Référence', download='Télécharger le rapport (PDF, %d pages)', inside='Au sommaire',
        related='À lire aussi', help='Un exemplaire papier peut être consulté dans les mairies du bassin.'),
}

PAGES = [
    dict(site='larkfield', slug='skills-for-a-digital-decade', pdf='skills-for-a-digital-decade.pdf', image=True,
         when='15 March 2022', series='Larkfield Report 48',
         authors=('Hélène Marchetti', 'Idris Penhallow', 'Sunniva Brekke'),
         lead='One adult in five cannot carry out four everyday tasks on line without help. Our largest study in a decade asks who they are, who is near enough to teach them, and what teaching lasts.',
         text=('For six years we interviewed the same 4,812 people in six regions, sat in on 212 classes and read the diaries of 43 library managers. The result is a report about people and distance rather than devices: beyond half an hour’s travel from somebody who can help, the share of adults lacking basic skills jumps from 20 to 30 per cent.',
               'The report shows why single-session courses are forgotten within three months, what happened in eleven villages after the fibre arrived, and why owners of small firms are short of hours and not of fees. It proposes twelve changes, with a price for each, and gives away a common test of skill, the Decade Measure.'),
         inside=('Digital skills in rural areas', 'Teacher training and the classroom', 'Libraries as learning places', 'Older learners', 'Employers and the workplace', 'Measuring digital skill', 'Twelve recommendations'),
         related=(('Asking the Machine: AI in public services', 'asking-the-machine.html'),)),
    dict(site='larkfield', slug='asking-the-machine', pdf='ai-in-public-services.pdf', when='21 May 2024', series='Larkfield Report 57',
         authors=('Idris Penhallow', 'Noor Vashti'),
         lead='Twenty-three uses of artificial intelligence in nine public bodies, three years on. Eleven are still running, seven have been given up, and five were never artificial intelligence at all.',
         text=('We re-examined 6,412 individual cases by hand. Machines did well at dull work that somebody checked: notes of home visits, finding the right paragraph, predicting when a lift will fail. They did harm when they were asked for a decision that nobody wished to sign.',
               'Among the recommendations: a public register, an explanation on one page, and a named signatory for every decision. The PDF is protected against alteration.'),
         inside=('Where it helped', 'Where it harmed', 'Who answers for it', 'Buying wisely', 'Recommendations'),
         related=(('Skills for a Digital Decade', 'skills-for-a-digital-decade.html'),)),
    dict(site='tvca', slug='local-transport-plan', pdf='local-transport-plan-2022-2037.pdf', when='30 June 2022', series='TVCA/TR/2022/LTP4',
         authors=('TVCA Transport Directorate',),
         lead='How the valley will travel until 2037: franchised buses with a £2 fare, two new railway halts, Dale Call minibuses for 84 villages, and a Greenway from Holm Abbey to the sea.',
         text=('The plan was adopted on 30 June 2022 after 3,870 replies to the consultation and five Saturdays of discussion by a panel of residents chosen by lot. It sets fifteen numbers by which it may be judged each June.',
               'It costs £612 million over fifteen years. Chapter 13 explains what would be dropped if only the £388 million now in sight were to arrive.'),
         inside=('Buses and franchising', 'Railway and halts', 'Rural demand-responsive transport', 'Walking and cycling', 'Freight and deliveries', 'Parking and the price of driving', 'Money and delivery'),
         related=(('Flood Risk Management Strategy', 'flood-risk-management-strategy.html'), ('Annual Report 2022 (PDF)', 'tvca-annual-report-2022.pdf'))),
    dict(site='tvca', slug='5g-and-rural-broadband-review', pdf='5g-rural-broadband-rollout-review.pdf', when='16 November 2023', series='TV-2023/117',
         authors=('Ottoline Grieve', 'Ruaridh Maclehose', 'Sangeeta Bhalla'),
         lead='An independent panel on why full fibre is fourteen months late, where 5G really works, and how to connect the last 2,900 homes and farms.',
         text=('The panel heard forty-one witnesses and drove 4,870 kilometres with six handsets. It found 5G usable at 69 per cent of premises where maps claim 86, and it asks for a halt in the withdrawal of copper telephone lines until every personal alarm has been tested.',
               'Seventeen recommendations are made, all but one unanimous.'),
         inside=('Full fibre: contract and progress', 'The last 2,900 premises', 'Mobile coverage and 5G', 'IPv6, standards and security', 'Switching off copper', 'Recommendations'),
         related=(('Annual Report 2023 (PDF)', 'tvca-annual-report-2023.pdf'),)),
    dict(site='tvca', slug='flood-risk-management-strategy', pdf='flood-risk-management-strategy.pdf', when='21 September 2023', series='TVCA/RES/2023/09',
         authors=('Winifred Askew',),
         lead='A twenty-year strategy for the river Tarn and the coast at Port Ansel: £164 million of works in four reaches, and an honest offer to owners on the lower Ansel Levels.',
         text=('Some 11,200 homes stand where the chance of flooding in a year exceeds one in a hundred. The strategy would take 7,900 of them out of danger with walls at Ferndale, storage at Abbot’s Meadow, a harbour gate, saltmarsh, and water held back in the hills.',
               'It aims to warn 95 per cent of households at least two hours ahead.'),
         inside=('The river and its history', 'Reach 1: Garsholm and the upper valley', 'Reach 2: Holm Abbey', 'Reach 3: Ferndale and Sallow Fen', 'Reach 4: Ansel Levels and the coast', 'Warnings and emergencies'),
         related=(('Report of the Inquiry into the Floods of January 1984 (scanned PDF)', 'flood-inquiry-1984.pdf'), ('Local Transport Plan', 'local-transport-plan.html'))),
    dict(site='tvca', slug='ageing-well', pdf='ageing-well-in-tarn-valley.pdf', when='23 March 2023', series='Strategy 2023–2033', meta_only=True,
         authors=('The Ageing Well panel',),
         lead='A strategy for care, company and independence, written by seventy residents between the ages of sixty-six and ninety-seven.',
         text=('No home-care visit shorter than half an hour; twenty-six community connectors; telephone friends for good; night sitters so that people may die at home. The panel sent back the first draft and wrote its own.',),
         inside=('Care at home', 'Loneliness and company', 'Getting about', 'Housing for later life', 'Memory and dementia', 'The end of life'),
         related=(('Retrofit at Scale (PDF)', 'retrofit-at-scale.pdf'),)),
    dict(site='kuestenwerk', slug='generalplan-kuestenschutz', pdf='generalplan-kuestenschutz-nordmark.pdf', when='11. Mai 2023', series='KWN-GP 2023/1',
         authors=('Wiebke Harmsen', 'Jörn Petersen-Groß', 'Özlem Yıldız'),
         lead='Der Generalplan beschreibt, welche Deiche bis 2035 verstärkt, welche Warften erhöht und wo dem Wasser Raum zurückgegeben wird.',
         text=('Nach der Sicherheitsüberprüfung von 2021 sind 89 Kilometer Landesschutzdeich zu niedrig oder zu steil. Der neue Klimadeich lässt sich später ohne zweiten Umbau erhöhen. Für die Jahre 2023 bis 2035 sind 750 Millionen Euro vorgesehen.',),
         inside=('Meeresspiegel und Bemessung', 'Deichverstärkungen bis 2035', 'Vorland, Watt und Salzwiesen', 'Halligen und Warften', 'Binnenentwässerung', 'Kosten und Finanzierung'),
         related=()),
    dict(site='valbrune', slug='secheresse-et-qualite-de-l-eau', pdf='rapport-secheresse-qualite-eau.pdf', when='19 janvier 2023', series='Rapport 2022', meta_only=True,
         authors=('Observatoire de l’eau de Valbrune',),
         lead='Le 11 août 2022, la Valbrune s’est arrêtée de couler. Constats, conséquences et sept propositions.',
         text=('Vingt-neuf communes ravitaillées par camion-citerne, sept captages au-dessus de la limite pour les nitrates, une nappe plus basse de sept mètres : le rapport chiffre l’été 2022 et le coût de ce qui l’aurait rendu moins dur.',),
         inside=('L’eau potable', 'La qualité', 'Agriculture et irrigation', 'Milieux et usages', 'Propositions'),
         related=()),
]


def page(p, count, meta):
    s = SITES[p['site']]
    t = escape
    title, date = meta['title'], meta['date']
    ld = {'@context': 'https://schema.org', '@type': 'Report', 'name': title, 'headline': title, 'description': p['lead'],
          'datePublished': date, 'inLanguage': meta['lang'], 'reportNumber': p['series'], 'numberOfPages': count,
          'author': [{'@type': 'Person' if ' ' in a and p['site'] != 'valbrune' and 'TVCA' not in a else 'Organization', 'name': a} for a in p['authors']],
          'publisher': {'@type': 'Organization', 'name': s['name'], 'url': s['home']},
          'encoding': {'@type': 'MediaObject', 'contentUrl': p['pdf'], 'encodingFormat': 'application/pdf'}}
    if p.get('meta_only'):
        head = '<meta name="DC.date.issued" content="%s">\n<meta name="DC.creator" content="%s">\n<meta name="DC.type" content="Report">\n<meta property="article:published_time" content="%sT09:00:00+00:00">' % (
            date, t('; '.join(p['authors'])), date)
    else:
        head = '<script type="application/ld+json">\n%s\n</script>' % json.dumps(ld, ensure_ascii=False, indent=1)
    menu = '\n'.join('      <li><a href="%s%s">%s</a></li>' % (s['home'], u, t(n)) for n, u in s['menu'])
    out = f'''<!DOCTYPE html>
<html lang="{s['lang']}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{t(title)} | {t(s['name'])}</title>
<meta name="description" content="{t(p['lead'])}">
<meta property="og:title" content="{t(title)}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="{t(s['name'])}">
{head}
<style>
body{{margin:0 auto;max-width:62rem;padding:0 1rem;font:1.05rem/1.55 Georgia,serif;color:#1d2327}}
h1,h2{{color:{s['colour']};line-height:1.2}}
a{{color:{s['colour']}}}
.menu ul,.foot ul,.crumb ol,.share ul{{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;padding:0}}
.lead{{font-size:1.2rem}}
.facts{{border-left:4px solid {s['colour']};padding-left:1rem}}
.cookies{{background:#eee;padding:.5rem 1rem}}
.download a{{display:inline-block;background:{s['colour']};color:#fff;padding:.6rem 1rem;text-decoration:none}}
footer{{border-top:1px solid #bbb;margin-top:2rem;font-size:.9rem}}
</style>
</head>
<body>
<a href="#content">{t(s['skip'])}</a>
<div class="cookies" role="region" aria-label="Cookies"><p>{t(s['cookie'])}</p><button type="button">{t(s['accept'])}</button> <button type="button">{t(s['reject'])}</button></div>
<header>
  <p class="logo"><a href="{s['home']}">{t(s['name'])}</a></p>
  <form role="search" action="{s['home']}search"><label for="q">{t(s['search'])}</label> <input id="q" name="q" type="search"></form>
  <nav class="menu">
    <ul>
{menu}
    </ul>
  </nav>
</header>
<nav class="crumb"><ol><li><a href="{s['home']}">{t(s['crumb'][0])}</a></li><li>{t(s['crumb'][1])}</li></ol></nav>
<main id="content">
<article>
<h1>{t(title)}</h1>
<p class="lead">{t(p['lead'])}</p>
<dl class="facts">
<dt>{t(s['by'])}</dt><dd>{t(', '.join(p['authors']))}</dd>
<dt>{t(s['published'])}</dt><dd><time datetime="{date}">{t(p['when'])}</time></dd>
<dt>{t(s['ref'])}</dt><dd>{t(p['series'])}</dd>
</dl>
'''
    out += ''.join('<p>%s</p>\n' % t(x) for x in p['text'])
    out += '<p class="download"><a href="%s" type="application/pdf">%s</a></p>\n' % (p['pdf'], t(s['download'] % count))
    out += '<h2>%s</h2>\n<ul>\n%s</ul>\n<p><small>%s</small></p>\n</article>\n' % (
        t(s['inside']), ''.join('<li>%s</li>\n' % t(x) for x in p['inside']), t(s['help']))
    if p['related']:
        out += '<aside>\n<h2>%s</h2>\n<ul>\n%s</ul>\n</aside>\n' % (
            t(s['related']), ''.join('<li><a href="%s">%s</a></li>\n' % (u, t(n)) for n, u in p['related']))
    out += '</main>\n<footer>\n<div class="share"><p>%s</p><ul><li><a href="mailto:?subject=%s">E-mail</a></li><li><a href="%sshare">Mastodon</a></li></ul></div>\n<p>%s</p>\n<div class="foot"><ul>%s</ul></div>\n<p>© %s</p>\n</footer>\n</body>\n</html>\n' % (
        t(s['share']), t(p['slug']), s['home'], t(s['contact']), ''.join('<li><a href="%s">%s</a></li>' % (s['home'], t(x)) for x in s['foot']), t(s['name']))
    return out


def write(folder, reports):
    for p in PAGES:
        if p['pdf'] in reports:
            count, meta = reports[p['pdf']]
            (folder / (p['slug'] + '.html')).write_text(page(p, count, meta), encoding='utf-8')
            print(p['slug'] + '.html')
