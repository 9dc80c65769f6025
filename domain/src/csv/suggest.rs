//! What a heading nobody knows may mean: a guess for a person to look at, never used unasked.

use super::layout::{TEMPLATE, fold, meaning};
use super::meaning::Meaning;
use crate::problem::Field;

/// Words that other lists use. They are too vague to act on without being asked.
const WORDS: [(&str, Field); 41] = [
    ("application", Field::Name),
    ("app", Field::Name),
    ("title", Field::Name),
    ("tool", Field::Name),
    ("maker", Field::Vendor),
    ("company", Field::Vendor),
    ("brand", Field::Vendor),
    ("distributor", Field::Supplier),
    ("dealer", Field::Supplier),
    ("responsible", Field::Owner),
    ("kind", Field::Type),
    ("licenses", Field::Seats),
    ("licences", Field::Seats),
    ("qty", Field::Seats),
    ("count", Field::Seats),
    ("amount", Field::Cost),
    ("purchased", Field::PurchaseDate),
    ("bought", Field::PurchaseDate),
    ("order date", Field::PurchaseDate),
    ("valid from", Field::StartDate),
    ("begin", Field::StartDate),
    ("expiry", Field::ExpirationDate),
    ("expire", Field::ExpirationDate),
    ("expires on", Field::ExpirationDate),
    ("valid until", Field::ExpirationDate),
    ("valid to", Field::ExpirationDate),
    ("end", Field::ExpirationDate),
    ("renewal", Field::ExpirationDate),
    ("maintenance", Field::SupportExpiration),
    ("support", Field::SupportExpiration),
    ("po", Field::PurchaseOrder),
    ("order", Field::OrderNumber),
    ("invoice", Field::OrderNumber),
    ("remark", Field::Notes),
    ("remarks", Field::Notes),
    ("description", Field::Notes),
    ("user", Field::HolderName),
    ("device", Field::HolderAsset),
    ("machine", Field::HolderAsset),
    ("hostname", Field::HolderAsset),
    ("url", Field::PortalLink),
];

/// The guess for each heading, given what the known ones mean. No field is guessed twice.
pub(crate) fn suggest(headings: &[String], known: &[Meaning]) -> Vec<Meaning> {
    let mut taken: Vec<Meaning> = known.to_vec();
    let mut guesses = Vec::with_capacity(headings.len());
    for (heading, known) in headings.iter().zip(known) {
        let mut guess = *known;
        if guess == Meaning::Unknown {
            let found = guesses_of(&fold(heading)).find(|g| g.may_repeat() || !taken.contains(g));
            guess = found.unwrap_or(Meaning::Unknown);
            taken.push(guess);
        }
        guesses.push(guess);
    }
    guesses
}

/// What it may mean, the likeliest first: some words of it are a heading we know, the longest run
/// and the last of equals first; or it is one with a slip of the pen.
fn guesses_of(folded: &str) -> impl Iterator<Item = Meaning> {
    let parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = parts.collect();
    let mut guesses = Vec::new();
    for length in (1..=words.len().min(4)).rev() {
        for run in words.windows(length).rev() {
            let run = run.join(" ");
            let known = Some(meaning(&run)).filter(|found| found.field().is_some());
            let word = || WORDS.iter().find(|(word, _)| *word == run);
            guesses.extend(known.or_else(|| word().map(|(_, field)| Meaning::Field(*field))));
        }
    }
    let near = TEMPLATE.iter().map(|heading| fold(heading)).filter(|heading| {
        let slips = if heading.chars().count() > 8 { 2 } else { 1 };
        heading.chars().count() > 3 && distance(heading, folded) <= slips
    });
    guesses.extend(near.map(|heading| meaning(&heading)).filter(|found| found.field().is_some()));
    guesses.into_iter()
}

/// How many letters must be typed, deleted or replaced to turn one word into the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (other, pair) in b.iter().zip(row.windows(2)) {
            let [diagonal, above] = pair else { continue };
            let left = next.last().copied().unwrap_or_default();
            let replaced = diagonal + usize::from(letter != *other);
            next.push(replaced.min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[Meaning]) {
        let headings: Vec<String> = line.split(',').map(str::to_owned).collect();
        let known: Vec<Meaning> = headings.iter().map(|heading| meaning(&fold(heading))).collect();
        assert_eq!(suggest(&headings, &known), expected, "{line}");
    }

    #[test]
    fn an_unknown_heading_is_guessed_by_its_words_or_a_slip() {
        use Field as F;
        let of = |field| Meaning::Field(field);
        check("Application name,Made by vendor", &[of(F::Name), of(F::Vendor)]);
        check("App,No. of licences,Annual cost", &[of(F::Name), of(F::Seats), of(F::Cost)]);
        check(
            "Vendr,Expiraton date,Departmnt",
            &[of(F::Vendor), of(F::ExpirationDate), of(F::Department)],
        );
        check("Licence expires on (d/m/y)", &[of(F::ExpirationDate)]);
        check("Shoe size,Foo", &[Meaning::Unknown, Meaning::Unknown]);
    }

    #[test]
    fn no_field_is_guessed_twice_or_beside_a_column_that_is_known() {
        let of = |field| Meaning::Field(field);
        check("App,Tool", &[of(Field::Name), Meaning::Unknown]);
        check("Tool,Name", &[Meaning::Unknown, of(Field::Name)]);
    }

    #[test]
    fn the_distance_counts_letters() {
        for (a, b, expected) in [("", "", 0), ("seats", "seat", 1), ("cost", "costs", 1)] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
