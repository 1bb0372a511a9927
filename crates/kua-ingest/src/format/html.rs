//! A web page: its main text without menus, banners and related links.
//!
//! In: bytes. Out: the main text with its paragraphs, title, byline, date, outlet, address, language. The main text
//! is found by dom_smoothie (the method of Firefox's reader view). Where it finds none, the whole page is taken
//! and the document says so. Not here: fetching, and pictures.

use super::blocks::{self, Block};
use super::{Context, Note, Parsed};
use crate::{Fault, dates, encoding, language};
use dom_query::{Document, Selection};
use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Furniture that even a short page may carry, which the reader view keeps when there is little else.
const FURNITURE: &str = "nav, form, iframe, [role=navigation], [role=banner], \
    [role=search], [role=contentinfo], [role=dialog], [aria-hidden=true], [hidden], \
    [id*=cookie], [class*=cookie], [id*=consent], [class*=consent], [class*=gdpr], [id*=newsletter], \
    [class*=newsletter], [class*=related], [id*=related], [class*=share], [class*=breadcrumb], [class*=sidebar], \
    body > header, body > footer, body > aside";
/// Elements with a date of publishing, most telling first, and the attribute that holds it.
const DATES: &[(&str, &str)] = &[
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop=datePublished]", "content"),
    ("[itemprop=datePublished]", "datetime"),
    ("meta[name=pubdate]", "content"),
    ("meta[name=publishdate]", "content"),
    ("meta[name=publication_date]", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='dcterms.issued']", "content"),
    ("meta[name='DC.date']", "content"),
    ("meta[name='dc.date']", "content"),
    ("meta[name=date]", "content"),
    ("time[pubdate]", "datetime"),
    ("article header time[datetime]", "datetime"),
    ("article time[datetime]", "datetime"),
    ("main time[datetime]", "datetime"),
];

/// Reads a web page.
///
/// # Errors
/// `encoding` or `binary` if it is no text; `depth` if its elements lie too deep within one another; `html` if
/// no text can be found.
pub fn html(bytes: &[u8], context: &Context) -> Result<Parsed, Fault> {
    let (source, note) = decode(bytes, context)?;
    let page = blocks::parse(&source, context.limits.max_depth)?;
    let mut parsed = Parsed {
        date: date_in(&page),
        language: page.select("html[lang]").attr("lang").map(|code| language::from_code(&code)),
        url: first(&page, &[("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")]),
        outlet: first(&page, &[("meta[property='og:site_name']", "content")]),
        ..Parsed::default()
    };
    parsed.notes.extend(note);
    let headline = headline(&page);
    let bare = blocks::blocks(&page.root());
    page.select(FURNITURE).iter().filter(|found| !is_main(found)).for_each(|found| found.remove());
    let mut whole = blocks::blocks(&page.root());
    if whole.is_empty() {
        whole = bare;
    }
    let found = main_blocks(page, &mut parsed);
    // "Miners march in Osk | Osk News": the headline alone, where the page shows it.
    if headline
        .as_ref()
        .is_some_and(|h| parsed.title.as_ref().is_none_or(|title| title.starts_with(h.as_str())))
    {
        parsed.title = headline;
    }
    match main_range(&whole, &found) {
        Some((from, to)) => {
            let kept = whole[from..to].iter().filter(|block| !block.is_links() || found.contains(block));
            parsed.text = blocks::join(kept);
            // The day under the headline, which the reader view drops with the byline.
            let head = &whole[from.saturating_sub(HEAD_BLOCKS)..from];
            parsed.weak_date = head.iter().rev().find_map(|block| dates::dateline(&block.text));
        }
        None if found.is_empty() => {
            parsed.text = blocks::join(&whole);
            parsed.notes.push(("html", "no main text found in {}; the whole page was taken".to_owned()));
        }
        None => parsed.text = blocks::join(&found),
    }
    Ok(parsed)
}

/// From the headline to the first paragraph there are at most so many lines.
const HEAD_BLOCKS: usize = 6;

/// What dom_smoothie finds.
fn main_blocks(page: Document, parsed: &mut Parsed) -> Vec<Block> {
    // Reports are often shorter than the 500 characters below which the library falls back to the whole page.
    let config = Config { char_threshold: 140, ..Config::default() };
    let Ok(mut reader) = Readability::with_document(page, None, Some(config)) else { return Vec::new() };
    let Ok(article) = reader.parse() else { return Vec::new() };
    parsed.title = some(&article.title);
    parsed.author = article.byline.as_deref().and_then(some);
    parsed.outlet = parsed.outlet.take().or_else(|| article.site_name.as_deref().and_then(some));
    parsed.url = parsed.url.take().or_else(|| article.url.as_deref().and_then(some));
    parsed.date = article.published_time.as_deref().and_then(dates::parse).or(parsed.date);
    parsed.language = parsed.language.or_else(|| article.lang.as_deref().map(language::from_code));
    blocks::blocks(&Document::fragment(article.content).root())
}

/// From the first to the last block of the page that was found to be main text, with the list or table after it.
///
/// The reader view drops short lists and tables out of the middle of a report; a list of the detained must not get
/// lost. What stands between two found paragraphs belongs to the report.
fn main_range(whole: &[Block], found: &[Block]) -> Option<(usize, usize)> {
    let texts: BTreeSet<&str> = found.iter().map(|block| block.text.as_str()).collect();
    let is_found = |block: &Block| texts.contains(block.text.as_str());
    let from = whole.iter().position(|block| is_found(block) && !block.is_links())?;
    // Links at the end lead to other reports.
    let last = whole.iter().rposition(|block| is_found(block) && !block.is_links())?;
    let after = whole[last + 1..].iter().take_while(|block| block.item && !block.is_links()).count();
    Some((from, last + 1 + after))
}

/// The only `h1` of the page.
fn headline(page: &Document) -> Option<String> {
    let found = page.select("h1");
    if found.length() == 1 { some(&found.text()) } else { None }
}

/// A page may call its very article "related-content" or "share-page".
fn is_main(found: &Selection) -> bool {
    found.is("html, body, main, article") || found.select("article, main, h1").exists()
}

/// The date of publishing; from `time` elements only if the page gives no two different ones at the same place.
fn date_in(page: &Document) -> Option<Date> {
    DATES.iter().find_map(|(place, attribute)| {
        let mut days = page
            .select(place)
            .iter()
            .filter_map(|found| dates::parse(&found.attr(attribute)?))
            .collect::<Vec<_>>();
        days.dedup();
        match days.as_slice() {
            [day] => Some(*day),
            [day, ..] if place.starts_with("meta") => Some(*day),
            _ => None,
        }
    })
}

fn first(page: &Document, places: &[(&str, &str)]) -> Option<String> {
    places.iter().find_map(|(place, attribute)| some(&page.select(place).attr(attribute)?))
}

fn some(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// Valid UTF-8 is UTF-8 whatever the page declares; else the declared character set, else the detected one.
fn decode(bytes: &[u8], context: &Context) -> Result<(String, Option<Note>), Fault> {
    if context.encoding.is_none()
        && std::str::from_utf8(bytes).is_err()
        && let Some(declared) = declared(bytes)
        && let Some(text) = declared.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok((text.into_owned(), None));
    }
    let decoded = encoding::decode(bytes, context.encoding.as_deref())?;
    let note =
        decoded.guessed.then(|| ("encoding", format!("{{}} is not UTF-8; read as {}", decoded.encoding)));
    Ok((decoded.text, note))
}

/// The character set that the page declares in its first 2 kB.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let rest = head.split_once("charset=").or_else(|| head.split_once("encoding="))?.1;
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(label.len());
    // A page in UTF-16 could not be searched like this: the label is a left-over.
    Encoding::for_label(&label.as_bytes()[..end]).filter(|found| !found.name().starts_with("UTF-16"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use kua_record::Language;

    const BODY: &str = "<p>Miners marched through Osk on Saturday to demand their wages, and about 300 people joined \
        them on the square before the town hall.</p><p>Police closed two streets, said a driver who had watched the \
        march from his bus. “They let nobody through,” he said.</p>";

    fn page(head: &str, body: &str) -> Parsed {
        let html = format!("<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>");
        super::html(html.as_bytes(), &Context::default()).unwrap()
    }

    #[test]
    fn the_main_text_is_kept_and_the_furniture_is_not() {
        let parsed = page(
            "<title>Miners march in Osk | Osk News</title><meta property='og:site_name' content='Osk News'>",
            &format!(
                "<header><nav><a href=/>Home</a> <a href=/w>Weather</a></nav></header>\
                 <div class='cookie-banner'><p>We use cookies to improve your visit, and to show advertisements that \
                 fit what you like to read, on this page and on others.</p><button>Accept</button></div>\
                 <article><h1>Miners march in Osk</h1><p class=byline>By Ann Oak</p>{BODY}</article>\
                 <aside><h2>Related</h2><ul><li><a href=/1>Snow closes the pass</a></li></ul></aside>\
                 <footer><p>© Osk News. All rights reserved.</p></footer>"
            ),
        );
        assert!(parsed.text.contains("Miners marched through Osk"), "{}", parsed.text);
        assert!(parsed.text.contains("town hall.\n\nPolice closed"), "{}", parsed.text);
        for furniture in ["cookies", "Weather", "Snow", "rights reserved", "Accept"] {
            assert!(!parsed.text.contains(furniture), "{furniture}: {}", parsed.text);
        }
        assert_eq!(parsed.title.as_deref(), Some("Miners march in Osk"));
        assert_eq!(parsed.outlet.as_deref(), Some("Osk News"));
        assert_eq!(parsed.language, Some(Language::En));
    }

    #[test]
    fn the_date_is_found_where_pages_put_it() {
        let day = Some(date(2024, 5, 18));
        for head in [
            "<meta property='article:published_time' content='2024-05-18T10:00:00+05:00'>",
            "<meta name='date' content='2024-05-18'>",
            "<script type='application/ld+json'>{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\", \
             \"headline\": \"x\", \"datePublished\": \"2024-05-18T05:00:00Z\"}</script>",
        ] {
            assert_eq!(page(head, &format!("<article>{BODY}</article>")).date, day, "{head}");
        }
        let time = format!("<article><time datetime='2024-05-18 09:30'>18 May</time>{BODY}</article>");
        assert_eq!(page("", &time).date, day);
        assert_eq!(page("", &format!("<article>{BODY}</article>")).date, None);
    }

    #[test]
    fn lists_and_tables_of_a_report_are_kept_and_lists_of_links_are_not() {
        let list = "<ul><li>12 people were held</li><li>3 of them were let go</li></ul>";
        let table = "<table><tr><td>Osk</td><td>12</td></tr></table>";
        let links = "<ul><li><a href=/1>Snow closes the pass again</a></li><li><a href=/2>Bread prices rise</a></li></ul>";
        let body =
            format!("<div><h1>March</h1><p>Osk, 18 May 2024</p>{BODY}{list}{BODY}{table}{links}</div>");
        let parsed = page("", &body);
        assert!(parsed.text.contains("12 people were held\n3 of them were let go"), "{}", parsed.text);
        assert!(parsed.text.ends_with("Osk\t12"), "{}", parsed.text);
        assert_eq!(parsed.weak_date.or(dates::dateline(&parsed.text)), Some(date(2024, 5, 18)));
    }

    #[test]
    fn a_page_without_an_article_is_taken_whole_and_says_so() {
        let parsed =
            page("<title>Log</title>", "<table><tr><td>12:50</td><td>Police arrive</td></tr></table>");
        assert!(parsed.text.contains("12:50\tPolice arrive"), "{:?}", parsed.text);
    }

    #[test]
    fn the_declared_character_set_is_used() {
        let html = "<meta charset=windows-1251><p>Шахтёры вышли на площадь в субботу утром, чтобы получить зарплату.</p>";
        let bytes = encoding_rs::WINDOWS_1251.encode(html).0;
        let parsed = super::html(&bytes, &Context::default()).unwrap();
        assert!(parsed.text.contains("Шахтёры вышли"), "{}", parsed.text);
        assert!(parsed.notes.iter().all(|(code, _)| *code != "encoding"), "{:?}", parsed.notes);
    }

    #[test]
    fn elements_nested_too_deep_are_refused() {
        let html = format!("{}x", "<div>".repeat(5000));
        assert_eq!(super::html(html.as_bytes(), &Context::default()).unwrap_err().code, "depth");
    }
}
