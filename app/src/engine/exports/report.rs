//! A table of licenses as one page for people without the app: no script, nothing fetched, and it
//! prints well.

use domain::csv::{CURRENCY, Kind, Records};
use domain::currency::Currency;
use domain::date::{Date, parse_iso};
use domain::money::{DecimalMark, Money, parse_money};

/// The look of the page. It is in the file, since the file may be all there is.
const STYLE: &str = include_str!("report.css");

/// What a report says.
#[derive(Debug)]
pub(super) struct Report<'a> {
    /// What it is about.
    pub(super) title: String,
    /// As of when, and how much of the whole it is.
    pub(super) standing: String,
    /// What there is altogether: words and a figure.
    pub(super) totals: Vec<(&'static str, String)>,
    /// The table.
    pub(super) records: &'a Records,
}

impl Report<'_> {
    /// The page. Days and amounts are written as the two functions write them.
    pub(super) fn to_html(&self, date: fn(Date) -> String, money: fn(Money) -> String) -> String {
        let mut html = String::from(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        );
        push_element(&mut html, "title", "", &self.title);
        html.push_str("<style>");
        html.push_str(STYLE);
        html.push_str("</style>\n</head>\n<body>\n<header>\n");
        push_element(&mut html, "h1", "", &self.title);
        push_element(&mut html, "p", "", &self.standing);
        html.push_str("<dl>\n");
        for (words, figure) in &self.totals {
            html.push_str("<div>");
            push_element(&mut html, "dt", "", words);
            push_element(&mut html, "dd", "", figure);
            html.push_str("</div>\n");
        }
        html.push_str("</dl>\n</header>\n");
        self.push_table(&mut html, date, money);
        html.push_str("</body>\n</html>\n");
        html
    }

    fn push_table(&self, html: &mut String, date: fn(Date) -> String, money: fn(Money) -> String) {
        let Records { headings, rows } = self.records;
        let columns = self.columns();
        let currency = headings.iter().position(|(heading, _)| heading == CURRENCY);
        html.push_str("<table>\n<thead>\n<tr>");
        for (_, heading, kind) in &columns {
            push_element(html, "th", &format!(" scope=\"col\"{}", class(*kind)), heading);
        }
        html.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in rows {
            html.push_str("<tr>");
            let currency = currency.and_then(|at| row.get(at)).map_or("", String::as_str);
            for (at, _, kind) in &columns {
                let text = row.get(*at).map_or("", String::as_str);
                let shown = match kind {
                    Kind::Date => parse_iso(text).map(date),
                    Kind::Amount => amount(text, currency).map(money),
                    Kind::Text | Kind::Count | Kind::Number => None,
                };
                let shown = shown.as_deref().unwrap_or(text);
                if *at == 0 {
                    push_element(html, "th", " scope=\"row\"", shown);
                } else {
                    push_element(html, "td", class(*kind), shown);
                }
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table>\n");
    }

    /// Those in which something stands. The currency is with its amounts.
    fn columns(&self) -> Vec<(usize, &str, Kind)> {
        let Records { headings, rows } = self.records;
        let is_used = |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|c| !c.is_empty()));
        let columns = headings.iter().enumerate();
        columns
            .filter(|(at, (heading, _))| *at == 0 || (heading != CURRENCY && is_used(*at)))
            .map(|(at, (heading, kind))| (at, heading.as_str(), *kind))
            .collect()
    }
}

fn amount(text: &str, currency: &str) -> Option<Money> {
    let currency: Currency = currency.parse().ok()?;
    parse_money(text, currency, Some(DecimalMark::Point)).ok()
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Count | Kind::Number | Kind::Amount => " class=\"number\"",
        Kind::Date => " class=\"date\"",
        Kind::Text => "",
    }
}

/// An element with text in it; `attributes` are our own words.
fn push_element(html: &mut String, name: &str, attributes: &str, text: &str) {
    html.push('<');
    html.push_str(name);
    html.push_str(attributes);
    html.push('>');
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            // What no page may hold.
            '\0' => html.push('\u{fffd}'),
            other => html.push(other),
        }
    }
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(headings: &[(&str, Kind)], rows: &[&[&str]]) -> String {
        let text = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        let records = Records {
            headings: headings
                .iter()
                .map(|(heading, kind)| ((*heading).to_owned(), *kind))
                .collect(),
            rows: rows.iter().map(|row| text(row)).collect(),
        };
        let report = Report {
            title: "Licenses of <A> & \"B\"".to_owned(),
            standing: "As of today".to_owned(),
            totals: vec![("Licenses", "1".to_owned())],
            records: &records,
        };
        report.to_html(|date| format!("[{date}]"), |money| format!("[{}]", money.to_plain()))
    }

    const HEADINGS: [(&str, Kind); 6] = [
        ("Name", Kind::Text),
        ("Expires", Kind::Date),
        ("Cost", Kind::Amount),
        ("Currency", Kind::Text),
        ("Seats", Kind::Count),
        ("Owner", Kind::Text),
    ];

    #[test]
    fn dates_and_amounts_are_written_as_people_do_and_empty_columns_left_out() {
        let html = page(
            &HEADINGS,
            &[
                &["Figma", "2027-03-01", "41.70", "EUR", "Unlimited", ""],
                &["Other", "", "5.00 USD", "EUR", "3", ""],
            ],
        );
        assert!(html.contains("<td class=\"date\">[2027-03-01]</td><td class=\"number\">[41.70]</td><td class=\"number\">Unlimited</td></tr>"), "{html}");
        assert!(html.contains("<td class=\"number\">[5.00]</td>"), "{html}");
        assert!(!html.contains("Owner") && !html.contains("Currency"), "{html}");
        assert!(html.contains("<div><dt>Licenses</dt><dd>1</dd></div>"), "{html}");
    }

    #[test]
    fn nothing_in_it_is_markup_but_ours() {
        let risky = "<script>alert(1)</script><img src=x onerror='x'>&amp;\"\0";
        let html = page(&[("<b>Name", Kind::Text), ("Notes", Kind::Text)], &[&[risky, risky]]);
        for forbidden in ["<script", "<img", "<b>", "onerror='", "\0"] {
            assert!(!html.contains(forbidden), "{forbidden} in {html}");
        }
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        assert!(
            html.contains("<title>Licenses of &lt;A&gt; &amp; &quot;B&quot;</title>"),
            "{html}"
        );
        assert!(html.contains("default-src 'none'"), "{html}");
    }
}
