//! How a review is laid out: each line is a map of its own, so that two people can answer at once.

use domain::id::ReviewId;
use domain::quantity::Quantity;
use domain::review::{Review, ReviewAnswer, ReviewLine};

use super::fields::{Reader, Writer, map_of, quantity, quantity_of};
use crate::tree::{Fields, Tree};

/// The tree of a review.
pub(crate) fn write(review: &Review) -> Fields {
    let lines = review.lines.iter();
    let lines = map_of(lines.map(|(id, line)| (id.to_string(), Tree::Map(write_line(line)))));
    Writer::default()
        .text("name", &review.name)
        .text("scope", &review.scope)
        .date("started_on", review.started_on)
        .date("due_on", review.due_on)
        .date("closed_on", review.closed_on)
        .text("closed_by", &review.closed_by)
        .map("lines", lines)
        .0
}

fn write_line(line: &ReviewLine) -> Fields {
    let is_open = line.answer == ReviewAnswer::NoAnswer;
    Writer::default()
        .id("license_id", Some(line.license_id))
        .text("license", &line.license)
        .text("holder", &line.holder)
        .tree("quantity", quantity(line.quantity))
        .code("answer", line.answer.code(), is_open)
        .text("note", &line.note)
        .date("answered_on", line.answered_on)
        .text("answered_by", &line.answered_by)
        .0
}

/// The review of a tree.
pub(crate) fn read(id: ReviewId, fields: &Fields) -> Review {
    let reader = Reader(fields);
    let lines = reader.records("lines");
    Review {
        id,
        name: reader.text("name"),
        scope: reader.text("scope"),
        started_on: reader.date("started_on"),
        due_on: reader.date("due_on"),
        closed_on: reader.date("closed_on"),
        closed_by: reader.text("closed_by"),
        lines: map_of(lines.filter_map(|(id, line)| Some((id, read_line(line)?)))),
    }
}

/// One without a license is not a line.
fn read_line(reader: Reader<'_>) -> Option<ReviewLine> {
    Some(ReviewLine {
        license_id: reader.parsed("license_id")?,
        license: reader.text("license"),
        holder: reader.text("holder"),
        quantity: quantity_of(reader.0.get("quantity")).unwrap_or(Quantity::ONE),
        answer: ReviewAnswer::from_code(reader.str("answer")),
        note: reader.text("note"),
        answered_on: reader.date("answered_on"),
        answered_by: reader.text("answered_by"),
    })
}
