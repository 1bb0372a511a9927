//! What the time reader must find, by example. All texts are invented.

use super::words::{self, TimeWord};
use super::{Anchor, TimeMention, find_times, resolve_span};
use kua_record::{Span, WhenKind};

/// Monday.
fn anchor() -> Anchor {
    Anchor::on(jiff::civil::date(2024, 5, 20))
}

fn usable(text: &str, anchor: &Anchor) -> Vec<TimeMention> {
    find_times(text, &[], anchor).into_iter().filter(|m| m.usable).collect()
}

/// The usable times of a text as `words -> from..to`, `~` where it holds throughout.
fn check(text: &str, wanted: &[&str]) {
    let got: Vec<String> = usable(text, &anchor())
        .iter()
        .map(|m| {
            let end = |x: &Option<String>| x.clone().unwrap_or_default();
            let throughout = if m.when_kind == WhenKind::Throughout { " ~" } else { "" };
            format!("{} -> {}..{}{throughout}", m.claim_span.of(text), end(&m.from), end(&m.to))
        })
        .collect();
    assert_eq!(got, wanted, "in {text:?}");
}

#[test]
fn dates_with_and_without_a_year() {
    check("On 4 January 2022 it began.", &["On 4 January 2022 -> 2022-01-04..2022-01-04"]);
    check("On January 4, 2022, it began.", &["On January 4, 2022 -> 2022-01-04..2022-01-04"]);
    check("On the 4th of March it began.", &["On the 4th of March -> 2024-03-04..2024-03-04"]);
    check("On 22 November it began.", &["On 22 November -> 2023-11-22..2023-11-22"]);
    check("The vote will be held on 22 November.", &["on 22 November -> 2024-11-22..2024-11-22"]);
    check("The vote is on 2 June.", &["on 2 June -> 2024-06-02..2024-06-02"]);
    check("It was signed on 2024-03-04.", &["on 2024-03-04 -> 2024-03-04..2024-03-04"]);
    check("It was signed on 04.03.2024.", &["on 04.03.2024 -> 2024-03-04..2024-03-04"]);
    check("It was signed on 04/03/2024.", &["on 04/03/2024 -> 2024-03-04..2024-03-04"]);
    check("Friday, May 17, the gate was shut.", &["Friday, May 17 -> 2024-05-17..2024-05-17"]);
    check(
        "On 3 May 2019 it began. On 6 May it ended.",
        &["On 3 May 2019 -> 2019-05-03..2019-05-03", "On 6 May -> 2019-05-06..2019-05-06"],
    );
}

#[test]
fn weekdays_count_back_unless_the_verb_is_of_the_future() {
    check("Drivers rallied on Friday.", &["on Friday -> 2024-05-17..2024-05-17"]);
    check("Drivers rallied on Monday.", &["on Monday -> 2024-05-20..2024-05-20"]);
    check("Drivers will rally on Friday.", &["on Friday -> 2024-05-24..2024-05-24"]);
    check("On Friday the drivers will rally.", &["On Friday -> 2024-05-24..2024-05-24"]);
    check(
        "The mayor said on Friday that drivers will rally on Sunday.",
        &["on Friday -> 2024-05-17..2024-05-17", "on Sunday -> 2024-05-26..2024-05-26"],
    );
    check(
        "They met last Friday and meet next Friday.",
        &["last Friday -> 2024-05-17..2024-05-17", "next Friday -> 2024-05-31..2024-05-31"],
    );
    check("They meet on Fridays, every Sunday and on a Monday.", &[]);
}

#[test]
fn open_ends_stay_open() {
    check("It has been closed since Tuesday.", &["since Tuesday -> 2024-05-14.. ~"]);
    check("Until midday on 4 May it was calm.", &["Until midday on 4 May -> ..2024-05-04T12:00 ~"]);
    check("By 5 May six were free.", &["By 5 May -> ..2024-05-05"]);
    check("After midnight on 5 May they left.", &["After midnight on 5 May -> 2024-05-05T00:00.."]);
    check("The law dates from before 2016.", &["before 2016 -> ..2015-12-31"]);
}

#[test]
fn ranges_take_what_is_said_once_for_both_ends() {
    check("The meetings of 3 to 4 May were calm.", &["3 to 4 May -> 2024-05-03..2024-05-04"]);
    check("From 3 to 5 May it rained.", &["From 3 to 5 May -> 2024-05-03..2024-05-05 ~"]);
    check("On 14 and 15 May it rained.", &["On 14 and 15 May -> 2024-05-14..2024-05-15"]);
    check("It rained 5–7 March.", &["5–7 March -> 2024-03-05..2024-03-07"]);
    check(
        "Between 4 December 2022, and 31 May 2023 it rained.",
        &["Between 4 December 2022, and 31 May 2023 -> 2022-12-04..2023-05-31"],
    );
    check(
        "From 4 to 6 p.m. on Friday it rained.",
        &["From 4 to 6 p.m. on Friday -> 2024-05-17T16:00..2024-05-17T18:00 ~"],
    );
    check(
        "On 3 May, between 10 and 12 a.m., it rained.",
        &["On 3 May, between 10 and 12 a.m. -> 2024-05-03T10:00..2024-05-03T12:00"],
    );
    check("On Friday after 18:00 it rained.", &["On Friday after 18:00 -> 2024-05-17T18:00.."]);
    check(
        "On 3 May from 18:00 to 20:00 it rained.",
        &["On 3 May from 18:00 to 20:00 -> 2024-05-03T18:00..2024-05-03T20:00 ~"],
    );
    check(
        "Between 6:30 and 9 on Friday it rained.",
        &["Between 6:30 and 9 on Friday -> 2024-05-17T18:30..2024-05-17T21:00"],
    );
    check("From Monday to Friday it rained.", &["From Monday to Friday -> 2024-05-13..2024-05-17 ~"]);
    check("It fell from 2011 to 2013.", &["from 2011 to 2013 -> 2011-01-01..2013-12-31 ~"]);
}

#[test]
fn parts_of_the_day_have_the_hours_of_the_codebook() {
    check("On Friday night two were hurt.", &["On Friday night -> 2024-05-17T20:00..2024-05-18T06:00"]);
    check("Friday evening two were hurt.", &["Friday evening -> 2024-05-17T17:00..2024-05-17T23:59"]);
    check(
        "In the early hours of Friday two were hurt.",
        &["In the early hours of Friday -> 2024-05-17T00:00..2024-05-17T06:00"],
    );
    check("Overnight two were hurt.", &["Overnight -> 2024-05-19T20:00..2024-05-20T06:00"]);
    check("Overnight Saturday two were hurt.", &["Overnight Saturday -> 2024-05-18T20:00..2024-05-19T06:00"]);
    check(
        "On the evening of 4 May they met.",
        &["On the evening of 4 May -> 2024-05-04T17:00..2024-05-04T23:59"],
    );
    check("They met yesterday morning.", &["yesterday morning -> 2024-05-19T06:00..2024-05-19T12:00"]);
    check("They met last night.", &["last night -> 2024-05-19T20:00..2024-05-20T06:00"]);
    check("Good morning! The night shift met.", &[]);
}

#[test]
fn clock_times() {
    check("They met at 9 p.m. on Tuesday.", &["at 9 p.m. on Tuesday -> 2024-05-14T21:00..2024-05-14T21:00"]);
    check(
        "They met on Tuesday at half past ten in the evening.",
        &["on Tuesday at half past ten in the evening -> 2024-05-14T22:30..2024-05-14T22:30"],
    );
    check(
        "At 18:00 on 4 May they met. Shortly after 19:00 they left.",
        &[
            "At 18:00 on 4 May -> 2024-05-04T18:00..2024-05-04T18:00",
            "Shortly after 19:00 -> 2024-05-04T19:00..2024-05-04T19:30",
        ],
    );
    check(
        "At quarter to five on 4 May it rained.",
        &["At quarter to five on 4 May -> 2024-05-04T16:45..2024-05-04T16:45"],
    );
    check("They came after three hours, at least nine of them, ten to one.", &[]);
}

#[test]
fn a_clock_time_takes_the_date_last_named() {
    check(
        "They met on the night of 3 May. At about nine we came. At ten past one they fired. A day later he was taken.",
        &[
            "on the night of 3 May -> 2024-05-03T20:00..2024-05-04T06:00",
            "At about nine -> 2024-05-03T21:00..2024-05-03T21:00",
            "At ten past one -> 2024-05-04T01:10..2024-05-04T01:10",
            "A day later -> 2024-05-05..2024-05-05",
        ],
    );
    check(
        "On 3 May they met. That morning it rained. The following day it was dry.",
        &[
            "On 3 May -> 2024-05-03..2024-05-03",
            "That morning -> 2024-05-03T06:00..2024-05-03T12:00",
            "The following day -> 2024-05-04..2024-05-04",
        ],
    );
}

#[test]
fn the_lines_of_a_log_have_its_date() {
    check(
        "Date: 3 May 2024\n22:10 Crowd gathers.\n23:50 Men came; they had met the day before.\n00:20 Square empty.",
        &[
            "3 May 2024 -> 2024-05-03..2024-05-03",
            "22:10 -> 2024-05-03T22:10..2024-05-03T22:10",
            "23:50 -> 2024-05-03T23:50..2024-05-03T23:50",
            "the day before -> 2024-05-02..2024-05-02",
            "00:20 -> 2024-05-04T00:20..2024-05-04T00:20",
        ],
    );
}

#[test]
fn months_years_and_longer_times() {
    check("In May the shop closed.", &["In May -> 2024-05-01..2024-05-31"]);
    check("In August it closed.", &["In August -> 2023-08-01..2023-08-31"]);
    check("In mid-April it closed.", &["In mid-April -> 2024-04-11..2024-04-20"]);
    check("In late April 2022 it closed.", &["In late April 2022 -> 2022-04-21..2022-04-30"]);
    check("In early 2021 it closed.", &["In early 2021 -> 2021-01-01..2021-04-30"]);
    check("In the spring of 2019 it closed.", &["In the spring of 2019 -> 2019-03-01..2019-05-31"]);
    check("It stood in the 1990s.", &["in the 1990s -> 1990-01-01..1999-12-31"]);
    check(
        "In the third quarter of 2023 it closed.",
        &["In the third quarter of 2023 -> 2023-07-01..2023-09-30"],
    );
    check(
        "It closed last week, not last month.",
        &["last week -> 2024-05-13..2024-05-19", "last month -> 2024-04-01..2024-04-30"],
    );
    check("The 2020 protests were larger.", &["2020 -> 2020-01-01..2020-12-31"]);
    check("In 2012 the 2000 people left; 2010 students stayed.", &["In 2012 -> 2012-01-01..2012-12-31"]);
}

#[test]
fn times_that_count_from_another() {
    check("It closed two years ago.", &["two years ago -> 2022-01-01..2022-12-31"]);
    check("It closed three days ago.", &["three days ago -> 2024-05-17..2024-05-17"]);
    check(
        "On 3 May they met; a week earlier a man had died.",
        &["On 3 May -> 2024-05-03..2024-05-03", "a week earlier -> 2024-04-26..2024-04-26"],
    );
    check(
        "On 5 May four groups met that had come the previous days.",
        &["On 5 May -> 2024-05-05..2024-05-05", "the previous days -> ..2024-05-04"],
    );
    check(
        "The rally was on 3 May. During the rally it rained.",
        &["on 3 May -> 2024-05-03..2024-05-03", "During the rally -> 2024-05-03..2024-05-03"],
    );
    check(
        "The rally began on 3 May at 18:00. In the first two hours nobody spoke.",
        &[
            "on 3 May at 18:00 -> 2024-05-03T18:00..2024-05-03T18:00",
            "In the first two hours -> 2024-05-03T18:00..2024-05-03T20:00",
        ],
    );
    check("They camped for three weeks, for years, all day; now they sleep.", &[]);
}

#[test]
fn months_and_days_of_another_year() {
    check(
        "He was held in March last year and on 3 May this year.",
        &["in March last year -> 2023-03-01..2023-03-31", "on 3 May this year -> 2024-05-03..2024-05-03"],
    );
    check(
        "In the first ten days of January 2022 and the last three months of 2021 it rained.",
        &[
            "In the first ten days of January 2022 -> 2022-01-01..2022-01-10",
            "the last three months of 2021 -> 2021-10-01..2021-12-31",
        ],
    );
    check(
        "In 1976 it opened. One year later it closed.",
        &["In 1976 -> 1976-01-01..1976-12-31", "One year later -> 1977-01-01..1977-12-31"],
    );
    check("The permit runs until the end of June.", &["until the end of June -> ..2024-06-30 ~"]);
}

#[test]
fn no_expression_crosses_the_end_of_a_sentence() {
    let text = "It began at 6 p.m. Friday was calm.";
    let sentences = [Span::new(0, 18), Span::new(19, text.len())];
    let found: Vec<_> = find_times(text, &sentences, &anchor()).iter().map(|m| m.span.of(text)).collect();
    assert_eq!(found, ["6 p.m.", "Friday"]);
}

#[test]
fn nothing_is_made_up() {
    // No day is named that these could count from.
    check("He was freed the next day. Two days later he left.", &[]);
    let unknown = usable("On Friday and in May it rained; on 3 May 2024 it was dry.", &Anchor::default());
    assert_eq!(unknown.len(), 1, "without a document date only the full date is known: {unknown:?}");
    check("On 31 April it rained.", &[]);
}

#[test]
fn words_that_only_look_like_times() {
    check("Bloody Sunday is remembered here.", &[]);
    check("They met on 8 March Street; the April 6 Youth Movement told The Sunday Times.", &[]);
    check("On Sunday Party members met.", &["On Sunday -> 2024-05-19..2024-05-19"]);
    check("The 2nd Police Regiment left.", &[]);
    check("May I speak? They march to the second gate; Dawn and April sat in the sun.", &[]);
    check("The March of the Drivers may fall apart.", &[]);
    check("COVID-19 and Article 12 were named; 40 people of 300 sat at table 5.", &[]);
}

#[test]
fn a_span_can_be_read_by_itself() {
    let text = "The old 2016 rules.";
    let m = resolve_span(text, Span::new(8, 12), &[], &anchor()).unwrap();
    assert_eq!(m.base, Some(("2016-01-01".to_owned(), "2016-12-31".to_owned())));
}

#[test]
fn every_entry_is_read_and_its_sentences_hold() {
    let entries = &words::words().entries;
    assert!(entries.len() > 120, "the list did not load");
    let mut ids: Vec<&str> = entries.iter().map(|e| e.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), entries.len(), "two entries share an id");
    let mut wrong = Vec::new();
    for e in entries {
        let mut holidays = Vec::new();
        let class = words::classify(e, false, false, &mut holidays);
        assert!(class.is_some(), "{}: class or value is broken", e.id);
        assert!(!e.means.is_empty() && !e.origin.is_empty(), "{}: meaning or origin is missing", e.id);
        let hits = |text: &str, all: bool| {
            let lower = text.to_lowercase();
            let times = find_times(text, &[], &anchor());
            // A word that shapes a time need not lie inside it ("will").
            let outside = matches!(class, Some(TimeWord::Future));
            e.words.iter().chain(&e.plural).chain(&e.doubtful).any(|w| {
                lower.match_indices(w.as_str()).any(|(at, _)| {
                    let whole = !lower[..at].ends_with(char::is_alphabetic)
                        && !lower[at + w.len()..].starts_with(char::is_alphabetic);
                    whole
                        && times
                            .iter()
                            .filter(|m| all || m.usable)
                            .any(|m| outside || m.claim_span.overlaps(Span::new(at, at + w.len())))
                })
            })
        };
        wrong.extend(
            e.yes.iter().filter(|s| !hits(s, true)).map(|s| format!("{}: must be found in {s:?}", e.id)),
        );
        wrong.extend(
            e.no.iter().filter(|s| hits(s, false)).map(|s| format!("{}: must not be found in {s:?}", e.id)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_year_a_text_tells_of_holds_for_its_dates() {
    check(
        "2019 water marches\n\nThe act passed in February 2019.\n\nOn 8 March they walked. Marches in 2011 had failed.\n\nThe act fell on 2 May.",
        &[
            "in February 2019 -> 2019-02-01..2019-02-28",
            "On 8 March -> 2019-03-08..2019-03-08",
            "in 2011 -> 2011-01-01..2011-12-31",
            "on 2 May -> 2019-05-02..2019-05-02",
        ],
    );
    check(
        "On 28 December 2019 it began.\n\nOn 3 January it ended.",
        &["On 28 December 2019 -> 2019-12-28..2019-12-28", "On 3 January -> 2020-01-03..2020-01-03"],
    );
    // A text that speaks of yesterday tells of its own days.
    check(
        "Shops closed yesterday.\n\nThe law of 5 May 2011 is old.\n\nOn 6 May they met.",
        &[
            "yesterday -> 2024-05-19..2024-05-19",
            "5 May 2011 -> 2011-05-05..2011-05-05",
            "On 6 May -> 2024-05-06..2024-05-06",
        ],
    );
}

#[test]
fn what_is_to_come_is_told_by_more_than_will() {
    check("He said the stoppage would resume on Friday.", &["on Friday -> 2024-05-24..2024-05-24"]);
    check("He would have left on Friday.", &["on Friday -> 2024-05-17..2024-05-17"]);
    check("A vigil is set for Sunday.", &["Sunday -> 2024-05-26..2024-05-26"]);
    check("On Friday he said the union would march.", &["On Friday -> 2024-05-17..2024-05-17"]);
    check("If the soldiers leave on Friday, it will start again.", &["on Friday -> 2024-05-24..2024-05-24"]);
    check("They demanded his release by Friday.", &["by Friday -> ..2024-05-24"]);
    check("The talks set for 19 May did not take place.", &["19 May -> 2024-05-19..2024-05-19"]);
}

#[test]
fn what_is_told_goes_forward_from_the_date_last_named() {
    check(
        "On 6 May they met. On the Saturday they marched; the same evening two were freed. The previous evening it rained.",
        &[
            "On 6 May -> 2024-05-06..2024-05-06",
            "On the Saturday -> 2024-05-11..2024-05-11",
            "the same evening -> 2024-05-11T17:00..2024-05-11T23:59",
            "The previous evening -> 2024-05-10T17:00..2024-05-10T23:59",
        ],
    );
    check(
        "Since 3 April they camp. On the 19th sixty men came. In the days that followed it rained.",
        &[
            "Since 3 April -> 2024-04-03.. ~",
            "On the 19th -> 2024-04-19..2024-04-19",
            "In the days that followed -> 2024-04-20..",
        ],
    );
    check("So on Thursday, the 16th, we went.", &["on Thursday, the 16th -> 2024-05-16..2024-05-16"]);
}

#[test]
fn hours_before_dawn_and_after_dark() {
    check(
        "They left shortly before dawn Friday.",
        &["shortly before dawn Friday -> 2024-05-17T00:00..2024-05-17T06:00"],
    );
    check(
        "On 4 May at first light they came; after dark they left; they slept towards midnight.",
        &[
            "On 4 May at first light -> 2024-05-04T04:00..2024-05-04T08:00",
            "after dark -> 2024-05-04T20:00..2024-05-05T06:00",
            "towards midnight -> 2024-05-05T00:00..2024-05-05T00:00",
        ],
    );
    check("Late on Wednesday it ended.", &["Late on Wednesday -> 2024-05-15..2024-05-15"]);
    check("We walk out again before May is out.", &["before May is out -> ..2024-05-31"]);
    check("He died 14 Feb. in the clinic.", &["14 Feb. -> 2024-02-14..2024-02-14"]);
}

#[test]
fn numbers_that_are_no_hours() {
    check(
        "On Monday it put the number of dead at four; the toll stands at five.",
        &["On Monday -> 2024-05-20..2024-05-20"],
    );
    check("They were outnumbered by five; it won 3-1 on Monday.", &["on Monday -> 2024-05-20..2024-05-20"]);
    check(
        "They held 3 to 4 on Monday, more than 2000 in all, between 1900 and 2000 people at most.",
        &["on Monday -> 2024-05-20..2024-05-20"],
    );
    check("In March two were freed.", &["In March -> 2024-03-01..2024-03-31"]);
}

#[test]
fn hours_of_a_day_and_lengths_from_a_day_on() {
    check(
        "It was closed between 3 and 8 yesterday and between 1900 and 2000 hours on 4 May.",
        &[
            "between 3 and 8 yesterday -> 2024-05-19T15:00..2024-05-19T20:00",
            "between 1900 and 2000 hours on 4 May -> 2024-05-04T19:00..2024-05-04T20:00",
        ],
    );
    check(
        "Schools were shut from 18 March for ten days.",
        &["from 18 March for ten days -> 2024-03-18..2024-03-28"],
    );
    check(
        "It grew in the second half of 2023 and in week 3 of 2024.",
        &[
            "in the second half of 2023 -> 2023-07-01..2023-12-31",
            "in week 3 of 2024 -> 2024-01-15..2024-01-21",
        ],
    );
    check("In nineteen ninety-six it closed.", &["In nineteen ninety-six -> 1996-01-01..1996-12-31"]);
    check("It opens on 4 May or later.", &["on 4 May or later -> 2024-05-04.. ~"]);
}

#[test]
fn the_reporting_period_is_what_the_document_covers() {
    let covers = Some((jiff::civil::date(2023, 1, 1), jiff::civil::date(2023, 12, 31)));
    let times = usable("In the reporting period nine men were held.", &Anchor { covers, ..anchor() });
    assert_eq!(times[0].from.as_deref().zip(times[0].to.as_deref()), Some(("2023-01-01", "2023-12-31")));
}

#[test]
fn hours_of_24_are_told_by_the_text() {
    check(
        "On 4 May voting ran till 20:00. About 10:55 a phone was taken.",
        &[
            "On 4 May -> 2024-05-04..2024-05-04",
            "till 20:00 -> ..2024-05-04T20:00 ~",
            "About 10:55 -> 2024-05-04T10:55..2024-05-04T10:55",
        ],
    );
    check("It was dropped in 2011 following weeks of unrest.", &["in 2011 -> 2011-01-01..2011-12-31"]);
}
