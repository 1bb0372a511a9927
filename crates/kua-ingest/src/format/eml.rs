//! An e-mail: the words of its sender.
//!
//! In: the bytes of an .eml file. Out: the text part (else the HTML part as text), the subject as title, the day
//! of its `Date:` field in the sender's own time zone, the sender as author. Quoted replies stay in the text.
//! Attachments and forwarded messages are listed as left out. Not here: mailboxes of many messages, decryption.

use super::{Context, Parsed, blocks};
use crate::Fault;
use jiff::civil::Date;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

/// Reads an e-mail.
///
/// # Errors
/// `email` if the bytes have no header of an e-mail; `encrypted` if the message is; `depth` if its HTML is too deep.
pub fn eml(bytes: &[u8], context: &Context) -> Result<Parsed, Fault> {
    let not_mail = || {
        Fault::new("email", "cannot read {} as an e-mail", "it has neither a sender, a date nor a subject")
            .hint("rename it to .txt if it is plain text")
    };
    let message = MessageParser::default().parse(bytes).ok_or_else(not_mail)?;
    if message.from().is_none() && message.date().is_none() && message.subject().is_none() {
        return Err(not_mail());
    }
    if is_encrypted(&message) {
        return Err(Fault::new("encrypted", "cannot read {}", "the message is encrypted")
            .hint("open it in your mail program and save its text"));
    }
    let parsed = Parsed {
        text: body(&message, context)?,
        title: message.subject().map(fold).filter(|s| !s.is_empty()),
        date: message.date().and_then(|at| {
            Date::new(i16::try_from(at.year).ok()?, i8::try_from(at.month).ok()?, i8::try_from(at.day).ok()?)
                .ok()
        }),
        author: message
            .from()
            .and_then(|from| from.first())
            .and_then(|from| from.name().or(from.address()).map(fold).filter(|s| !s.is_empty())),
        left_out: left_out(&message),
        ..Parsed::default()
    };
    Ok(parsed)
}

/// The parts of the text, plain ones if there are any.
fn body(message: &Message, context: &Context) -> Result<String, Fault> {
    let parts = || message.text_body.iter().filter_map(|at| message.parts.get(*at as usize));
    let plain: Vec<String> = parts()
        .filter_map(|part| if let PartType::Text(text) = &part.body { Some(lines(text)) } else { None })
        .filter(|text| !text.is_empty())
        .collect();
    if !plain.is_empty() {
        return Ok(plain.join("\n\n"));
    }
    let mut text = String::new();
    for at in &message.html_body {
        let Some(PartType::Html(html)) = message.parts.get(*at as usize).map(|part| &part.body) else {
            continue;
        };
        let part = blocks::text(&blocks::parse(html, context.limits.max_depth)?.root());
        if !text.is_empty() && !part.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&part);
    }
    Ok(text)
}

/// Line ends of mail (CR LF) become plain ones.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

fn fold(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_encrypted(message: &Message) -> bool {
    message.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart") && kind.subtype() == Some("encrypted")
            || kind.subtype().is_some_and(|sub| sub.contains("pkcs7-mime"))
    })
}

fn left_out(message: &Message) -> Vec<(String, String)> {
    let attachments = message.attachments().enumerate();
    attachments
        .map(|(i, part)| {
            let name = part.attachment_name().map_or_else(|| format!("part {}", i + 1), fold);
            let reason = if part.is_message() { "a forwarded message" } else { "an attachment" };
            (name, format!("{reason} of the e-mail; save it as a file to read it"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(mail: &str) -> Parsed {
        eml(mail.replace('\n', "\r\n").as_bytes(), &Context::default()).unwrap()
    }

    #[test]
    fn a_plain_message_gives_text_subject_sender_and_day() {
        let parsed = check(
            "From: Ann Oak <ann@example.org>\nTo: desk@example.org\nSubject: =?UTF-8?Q?March_in_Osk?=\n\
             Date: Sat, 18 May 2024 23:30:00 +0500\nContent-Type: text/plain; charset=utf-8\n\n\
             The miners marched today.\n\n> Who was there?\n\nThe drivers too.\n",
        );
        assert_eq!(parsed.text, "The miners marched today.\n\n> Who was there?\n\nThe drivers too.");
        assert_eq!(parsed.title.as_deref(), Some("March in Osk"));
        assert_eq!(parsed.author.as_deref(), Some("Ann Oak"));
        assert_eq!(parsed.date, Some(date(2024, 5, 18)));
    }

    #[test]
    fn the_plain_part_goes_before_the_html_part_and_attachments_are_listed() {
        let parsed = check(
            "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=M\n\n\
             --M\nContent-Type: multipart/alternative; boundary=A\n\n--A\nContent-Type: text/plain\n\nPlain words.\n\
             --A\nContent-Type: text/html\n\n<p>HTML words.</p>\n--A--\n--M\nContent-Type: application/pdf; name=list.pdf\n\
             Content-Disposition: attachment; filename=list.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--M--\n",
        );
        assert_eq!(parsed.text, "Plain words.");
        assert_eq!(parsed.left_out[0].0, "list.pdf");
    }

    #[test]
    fn a_message_with_html_alone_gives_its_paragraphs() {
        let parsed = check(
            "From: a@example.org\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n<p>One.</p><p>Two.</p>\n",
        );
        assert_eq!(parsed.text, "One.\n\nTwo.");
    }

    #[test]
    fn what_is_no_mail_or_cannot_be_opened_says_so() {
        let fault = |mail: &str| eml(mail.as_bytes(), &Context::default()).unwrap_err().code;
        assert_eq!(fault("just words"), "email");
        assert_eq!(
            fault(
                "From: a@example.org\r\nContent-Type: multipart/encrypted; boundary=B\r\n\r\n--B\r\n\r\nx\r\n--B--\r\n"
            ),
            "encrypted"
        );
    }
}
