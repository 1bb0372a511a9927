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
    check("In late April 2022 it closed.", &["In late April 2022 -> 2022-04-15..2022-04-30"]);
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

/// The TIMEX3 values of a text, usable or not.
fn values(text: &str, wanted: &[&str]) {
    let found = find_times(text, &[], &anchor());
    let got: Vec<String> = found
        .iter()
        .map(|m| format!("{} -> {}", m.span.of(text), m.value.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(got, wanted, "in {text:?}");
}

#[test]
fn a_text_that_is_one_time_looks_ahead() {
    check("Friday", &["Friday -> 2024-05-24..2024-05-24"]);
    check("12 August", &["12 August -> 2024-08-12..2024-08-12"]);
    check("Last two weeks", &["Last two weeks -> 2024-05-06..2024-05-19"]);
    check("Tuesday the 11th", &["Tuesday the 11th -> 2024-06-11..2024-06-11"]);
    // A heading of a report, or a sentence, is no calendar.
    check("Friday\nThe mill burned.", &["Friday -> 2024-05-17..2024-05-17"]);
    check("It burned on 12 August.", &["on 12 August -> 2023-08-12..2023-08-12"]);
}

#[test]
fn halves_quarters_and_other_years() {
    check("The mill lost money in H2 2022.", &["in H2 2022 -> 2022-07-01..2022-12-31"]);
    check("2021 H1 was calm.", &["2021 H1 -> 2021-01-01..2021-06-30"]);
    check(
        "It closed in the last quarter of 2022.",
        &["in the last quarter of 2022 -> 2022-10-01..2022-12-31"],
    );
    check(
        "It opens in next year's first quarter.",
        &["in next year's first quarter -> 2025-01-01..2025-03-31"],
    );
    check("It fell in the calendar year 2019.", &["in the calendar year 2019 -> 2019-01-01..2019-12-31"]);
    // When a fiscal year begins the words do not tell.
    check("It fell in the fiscal year 2019 and last school year.", &[]);
    check("An H1N1 case was named.", &[]);
    check("Prices rose in the year to date.", &["in the year to date -> 2024-01-01..2024-05-20"]);
}

#[test]
fn days_and_years_in_words() {
    check(
        "On twenty five January nineteen eighty six it sank.",
        &["On twenty five January nineteen eighty six -> 1986-01-25..1986-01-25"],
    );
    check(
        "It was laid on 4 June seventeen hundred ninety two.",
        &["on 4 June seventeen hundred ninety two -> 1792-06-04..1792-06-04"],
    );
    check("The dam broke in May of 87.", &["in May of 87 -> 1987-05-01..1987-05-31"]);
    check("On 2016 10 16 the dam broke.", &["On 2016 10 16 -> 2016-10-16..2016-10-16"]);
    check("Forty March for Water members met; two April songs were sung.", &[]);
}

#[test]
fn lengths_have_halves_and_smaller_units() {
    values("It took an hour and a half.", &["an hour and a half -> PT1.5H"]);
    values("It took two and a half years.", &["two and a half years -> P2.5Y"]);
    values("It took one year and a quarter.", &["one year and a quarter -> P1.25Y"]);
    values("It took ½ hour.", &["½ hour -> PT0.5H"]);
    values("It took a quarter of an hour.", &["a quarter of an hour -> PT0.25H"]);
    values("It took 2 hours and 20 minutes.", &["2 hours and 20 minutes -> PT2H20M"]);
    values("It took 2 years, 1 month and 3 days.", &["2 years, 1 month and 3 days -> P2Y1M3D"]);
    values("They stayed another two days.", &["another two days -> P2D"]);
    values("They waited three working days.", &["three working days -> P3WD"]);
    check(
        "They left two weeks and three days ago.",
        &["two weeks and three days ago -> 2024-05-03..2024-05-03"],
    );
}

#[test]
fn what_is_set_ahead_is_counted_from_the_document() {
    check("The court will sit in two months.", &["in two months -> 2024-07-20..2024-07-20"]);
    check("The court sat two months ago.", &["two months ago -> 2024-03-01..2024-03-31"]);
    check("The court sits in two weeks' time.", &["in two weeks' time -> 2024-06-03..2024-06-03"]);
    check(
        "The court will sit Monday two weeks from now.",
        &["Monday two weeks from now -> 2024-06-03..2024-06-03"],
    );
    check("They will answer within nine months.", &["within nine months -> 2024-05-20..2025-02-20"]);
    check(
        "They will meet in two weeks at 5 p.m.",
        &["in two weeks at 5 p.m. -> 2024-06-03T17:00..2024-06-03T17:00"],
    );
    check("They will meet the Friday after next.", &["the Friday after next -> 2024-05-31..2024-05-31"]);
    check("They will meet next working week.", &["next working week -> 2024-05-27..2024-05-31"]);
    check(
        "They will meet in the next 4 business days.",
        &["in the next 4 business days -> 2024-05-21..2024-05-24"],
    );
    // The rally may be on Friday, the day after it not.
    check("Two days after the rally on Friday they left.", &["on Friday -> 2024-05-17..2024-05-17"]);
}

#[test]
fn decades_and_years_beyond_one() {
    check("It was built in the 90s.", &["in the 90s -> 1990-01-01..1999-12-31"]);
    check("It was built in the late 1970s.", &["in the late 1970s -> 1976-08-31..1979-12-31"]);
    check("Post-2015 plans were read.", &["Post-2015 -> 2016-01-01.."]);
    check("She is in her 90s; it ran 90 s.", &[]);
}

#[test]
fn weekends_and_moving_holidays() {
    check("Over Easter weekend 2023 it snowed.", &["Over Easter weekend 2023 -> 2023-04-08..2023-04-09"]);
    check("On Orthodox Easter 2023 it snowed.", &["On Orthodox Easter 2023 -> 2023-04-16..2023-04-16"]);
    check("On Whit Monday 2023 it rained.", &["On Whit Monday 2023 -> 2023-05-29..2023-05-29"]);
    check(
        "On Labor Day 2022 and Labour Day 2022 they marched.",
        &["On Labor Day 2022 -> 2022-09-05..2022-09-05", "Labour Day 2022 -> 2022-05-01..2022-05-01"],
    );
    check("On Black Friday 2019 they walked out.", &["On Black Friday 2019 -> 2019-11-29..2019-11-29"]);
    check("Over the weekend of 4 May it rained.", &["Over the weekend of 4 May -> 2024-05-04..2024-05-05"]);
    check("On 29 February it rained.", &["On 29 February -> 2024-02-29..2024-02-29"]);
}

#[test]
fn edges_as_ends() {
    check(
        "The road is shut until the end of the day.",
        &["until the end of the day -> ..2024-05-20T23:59 ~"],
    );
    check("It was done by year end.", &["by year end -> ..2024-12-31"]);
    check("They came after mid May 2023.", &["after mid May 2023 -> 2023-05-21.."]);
    check("They came before early May 2023.", &["before early May 2023 -> ..2023-04-30"]);
    check(
        "It ran from the middle of March 2023 to the end of April 2023.",
        &["from the middle of March 2023 to the end of April 2023 -> 2023-03-16..2023-04-30 ~"],
    );
    check("It ran from 3 March to date.", &["from 3 March to date -> 2024-03-03..2024-05-20 ~"]);
}

#[test]
fn weekdays_with_their_date() {
    check("On Friday (17 May) the gate was shut.", &["On Friday (17 May) -> 2024-05-17..2024-05-17"]);
    check("It was shut on Tuesday the 21st.", &["on Tuesday the 21st -> 2024-05-21..2024-05-21"]);
    check("On Friday (the hottest day) it was shut.", &["On Friday -> 2024-05-17..2024-05-17"]);
}

#[test]
fn hours_written_short() {
    check("They met on Friday at 9.am.", &["on Friday at 9.am -> 2024-05-17T09:00..2024-05-17T09:00"]);
    check(
        "They met on Friday, 4ish p.m. or so.",
        &["on Friday, 4ish p.m. -> 2024-05-17T16:00..2024-05-17T16:00"],
    );
    check(
        "They met at five-thirty on Friday evening.",
        &["at five-thirty on Friday evening -> 2024-05-17T17:30..2024-05-17T17:30"],
    );
    check(
        "On 3 May later that evening they left.",
        &["On 3 May later that evening -> 2024-05-03T19:19..2024-05-03T23:59"],
    );
    check("Tonight around 7.", &["Tonight around 7 -> 2024-05-20T19:00..2024-05-20T19:00"]);
    check("On Friday around 20 were hurt.", &["On Friday -> 2024-05-17..2024-05-17"]);
}

#[test]
fn repeated_times() {
    values("They meet twice a year.", &["twice a year -> P1Y"]);
    values("They meet 10 times a month.", &["10 times a month -> P1M"]);
    values("They meet on the 3rd of every month.", &["the 3rd of every month -> XXXX-XX-03"]);
    values("They meet bi-weekly and semi-annually.", &["bi-weekly -> P2W", "semi-annually -> P0.5Y"]);
    values("They meet every weekday.", &["every weekday -> P1WD"]);
    values("The hall is shut mornings.", &["mornings -> TMO"]);
}

#[test]
fn a_date_line_at_the_head_is_the_day_of_writing() {
    check(
        "Mill burned down\n\nSunday, 19 May 2024\n\nYesterday the mill burned down.",
        &["Sunday, 19 May 2024 -> 2024-05-19..2024-05-19", "Yesterday -> 2024-05-18..2024-05-18"],
    );
    // A chapter of a chronicle is further away.
    check(
        "Sunday, 5 May 2024\nYesterday the mill burned down.",
        &["Sunday, 5 May 2024 -> 2024-05-05..2024-05-05", "Yesterday -> 2024-05-19..2024-05-19"],
    );
}

#[test]
fn the_one_before_the_last_and_to_the_day() {
    check("They met the week before last.", &["the week before last -> 2024-05-06..2024-05-12"]);
    check("They met the Friday before last.", &["the Friday before last -> 2024-05-10..2024-05-10"]);
    check(
        "They met the night before last.",
        &["the night before last -> 2024-05-18T20:00..2024-05-19T06:00"],
    );
    check("They met a year ago today.", &["a year ago today -> 2023-05-20..2023-05-20"]);
    check("They met a week ago Thursday.", &["a week ago Thursday -> 2024-05-16..2024-05-16"]);
    check(
        "They met two weeks before the end of March.",
        &["two weeks before the end of March -> 2024-03-17..2024-03-17"],
    );
}

#[test]
fn days_in_a_row_and_years_over_two() {
    check("On 18, 19 and 20 June 2023 it rained.", &["On 18, 19 and 20 June 2023 -> 2023-06-18..2023-06-20"]);
    check("They held 3, 4 and 5 people.", &[]);
    check("In the winter of 2018-19 it snowed.", &["In the winter of 2018-19 -> 2018-12-01..2019-02-28"]);
    check("The league of 2018/19 was read.", &["2018/19 -> 2018-01-01..2019-12-31"]);
}

#[test]
fn iso_times_and_zones() {
    check(
        "It fell at 2023-05-05T15:30:20Z.",
        &["at 2023-05-05T15:30:20Z -> 2023-05-05T15:30..2023-05-05T15:30"],
    );
    let utc = Anchor { zone: Some(0), ..anchor() };
    let text = "It fell at 6:40 p.m. (GMT +8) on 3 May and at 15:00 UTC-2 on 4 May.";
    let got: Vec<_> = usable(text, &utc).into_iter().filter_map(|m| m.from).collect();
    assert_eq!(got, ["2024-05-03T10:40", "2024-05-04T17:00"]);
}

#[test]
fn units_that_are_told_of() {
    check(
        "On 3 May the mill closed for the day.",
        &["On 3 May -> 2024-05-03..2024-05-03", "the day -> 2024-05-03..2024-05-03"],
    );
    check(
        "On 3 May they spent the day in the square.",
        &["On 3 May -> 2024-05-03..2024-05-03", "the day -> 2024-05-03..2024-05-03"],
    );
    check("They want to end the day of fasting.", &[]);
    check("She was named person of the year, in her late twenties.", &[]);
    check("They took H1 and H2 blockers.", &[]);
}

#[test]
fn hours_and_days_away_from_one_that_is_named() {
    check(
        "An hour after noon on Friday they left.",
        &["An hour after noon on Friday -> 2024-05-17T13:00..2024-05-17T13:00"],
    );
    check(
        "20 minutes before 5 p.m. on Friday they left.",
        &["20 minutes before 5 p.m. on Friday -> 2024-05-17T16:40..2024-05-17T16:40"],
    );
    check(
        "In the two weeks before 5 May they met.",
        &["In the two weeks before 5 May -> 2024-04-21..2024-05-05"],
    );
    check(
        "It was shut on the last working day of March.",
        &["on the last working day of March -> 2024-03-29..2024-03-29"],
    );
    check("It was shut throughout April.", &["throughout April -> 2024-04-01..2024-04-30 ~"]);
    check("It fell from Q1 to Q3 2022.", &["from Q1 to Q3 2022 -> 2022-01-01..2022-09-30 ~"]);
    check(
        "On Friday they met 8 a.m. until 6.",
        &["On Friday -> 2024-05-17..2024-05-17", "8 a.m. until 6 -> 2024-05-17T08:00..2024-05-17T18:00"],
    );
    check("On Wed. May 8 it was shut.", &["On Wed. May 8 -> 2024-05-08..2024-05-08"]);
    check("It was done by the year's end.", &["by the year's end -> ..2024-12-31"]);
    check("The wall is of 2014 BC.", &[]);
}

#[test]
fn nothing_is_told_of_the_day_after_the_report() {
    check("It rained the day after.", &[]);
    check("The day before, the gate was shut.", &["The day before -> 2024-05-19..2024-05-19"]);
    check(
        "On 3 May it rained. The next evening was dry; it rained the day after.",
        &[
            "On 3 May -> 2024-05-03..2024-05-03",
            "The next evening -> 2024-05-04T17:00..2024-05-04T23:59",
            "the day after -> 2024-05-05..2024-05-05",
        ],
    );
    check("EOD teams came.", &[]);
    check("Before late April 2023 it was dry.", &["Before late April 2023 -> ..2023-04-14"]);
}
