//! The organisation's own fields as columns of a file.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::cells;
use super::export::CUSTOM;
use super::layout::Layout;
use super::meaning::Meaning;
use super::plan::Answers;
use super::report::RowReader;
use super::style::Style;
use super::table::Table;
use crate::custom_field::{CustomField, FieldKind, LONGEST_LABEL, millionths};
use crate::id::CustomFieldId;
use crate::money::{BadAmount, DecimalMark, plain_number};
use crate::particulars::is_web_link;
use crate::problem::{AmountProblem, Field, ProblemKind};
use crate::vendor::fold_name;
use crate::workspace::Workspace;

impl Table {
    /// Takes columns nobody knows for the organisation's own fields of the same name, or of the name
    /// after `Custom: `, which is how exports tell them from headings that mean something else.
    /// Product keys are none, unless the file is ours and says so.
    pub fn know_custom_fields(&mut self, workspace: &Workspace) {
        let fields = workspace.custom_fields.values().filter(|field| !field.is_retired);
        let by_name: BTreeMap<String, CustomFieldId> =
            fields.map(|field| (fold_name(&field.name), field.id)).collect();
        for (at, heading) in self.headings.iter().enumerate() {
            let named = heading.strip_prefix(CUSTOM);
            if self.secret.contains(&at) && (named.is_none() || self.layout != Layout::Template) {
                continue;
            }
            let Some(meaning) = self.meanings.get_mut(at) else { continue };
            if *meaning != Meaning::Unknown && named.is_none() {
                continue;
            }
            if let Some(id) = by_name.get(&fold_name(named.unwrap_or(heading))) {
                *meaning = Meaning::Field(Field::Custom(*id));
            }
        }
        self.recognized.clone_from(&self.meanings);
    }
}

/// The values of a row; what does not fit its field is reported and left out.
pub(super) fn read(
    row: &mut RowReader<'_, '_>,
    workspace: &Workspace,
    style: &Style,
) -> BTreeMap<CustomFieldId, String> {
    let made = row.new_fields();
    let mut values = BTreeMap::new();
    for (_, meaning) in row.columns() {
        let Meaning::Field(Field::Custom(id)) = meaning else { continue };
        let known = workspace.custom_fields.get(&id);
        let found = known.or_else(|| made.iter().find(|field| field.id == id));
        let Some(field) = found else { continue };
        let value = row.read(Field::Custom(id), |text| canonical(field, text, style));
        values.extend(value.filter(|value| !value.is_empty()).map(|value| (id, value)));
    }
    values
}

fn canonical(field: &CustomField, text: &str, style: &Style) -> Result<String, ProblemKind> {
    match field.kind {
        FieldKind::Date => cells::date(text, style.dates.value()).map(|day| day.to_string()),
        FieldKind::Number => field.read(&number(text, style.decimals.value())?),
        FieldKind::Text
        | FieldKind::Choice
        | FieldKind::YesNo
        | FieldKind::Link
        | FieldKind::Unknown => field.read(text),
    }
}

/// A number as the file writes it, with a point for its decimals and nothing between thousands.
fn number(text: &str, mark: Option<DecimalMark>) -> Result<String, ProblemKind> {
    plain_number(text, mark).map_err(|bad| match bad {
        BadAmount::Ambiguous => ProblemKind::NotAnAmount(AmountProblem::Ambiguous),
        BadAmount::NotANumber | BadAmount::TooFine | BadAmount::TooLarge => ProblemKind::NotANumber,
    })
}

/// A column whose cells say only a few different things becomes a choice of those.
const MOST_CHOICES_FOUND: usize = 12;
/// With fewer rows nobody can tell.
const FEWEST_ROWS: usize = 8;

impl Table {
    /// Makes the columns that shall become new fields such: each of its heading, or the field of that
    /// name that is there already. `fresh` gives identities, and [`Self::decide_kinds`] the kinds.
    pub fn define_new_fields(&mut self, workspace: &Workspace, fresh: &mut dyn FnMut() -> Uuid) {
        self.new_fields.clear();
        for at in 0..self.meanings.len() {
            if self.meanings.get(at) != Some(&Meaning::NewField) {
                continue;
            }
            let name: String = cells::line(self.headings.get(at).map_or("", String::as_str))
                .chars()
                .take(LONGEST_LABEL)
                .collect();
            let mut known = workspace.custom_fields.values().chain(&self.new_fields);
            let known = known.find(|field| fold_name(&field.name) == fold_name(&name));
            let known = known.map(|field| field.id);
            let id = known.unwrap_or_else(|| CustomFieldId(fresh()));
            if known.is_none() {
                let (kind, choices) = (FieldKind::Text, Vec::new());
                self.new_fields.push(CustomField { id, name, kind, choices, is_retired: false });
            }
            if let Some(meaning) = self.meanings.get_mut(at) {
                *meaning = Meaning::Field(Field::Custom(id));
            }
        }
    }

    /// Gives the new fields the kinds that their cells have, which depends on how the file writes
    /// and so on what a person answered.
    pub fn decide_kinds(&mut self, workspace: &Workspace, answers: Answers) {
        let mut fields = std::mem::take(&mut self.new_fields);
        // What the new columns themselves prove is seen once they are dates and numbers.
        let style = Style::of(self, workspace, answers);
        for field in &mut fields {
            let column = self.column(Meaning::Field(Field::Custom(field.id)));
            if let Some(column) = column {
                (field.kind, field.choices) = kind_of(self, column, &style);
            }
        }
        self.new_fields = fields;
    }

    /// The fields of the organisation's own that have a column, with their kinds.
    pub(super) fn custom_kinds(&self, workspace: &Workspace) -> Vec<(Field, FieldKind)> {
        let kind = |meaning: &Meaning| {
            let Meaning::Field(field @ Field::Custom(id)) = *meaning else { return None };
            let made = self.new_fields.iter().find(|field| field.id == id);
            let found = workspace.custom_fields.get(&id).or(made)?;
            Some((field, found.kind))
        };
        self.meanings.iter().filter_map(kind).collect()
    }

    /// Whether a column becomes a field that the import makes.
    pub(super) fn is_new(&self, meaning: Meaning) -> bool {
        let makes = |id| self.new_fields.iter().any(|field| field.id == id);
        matches!(meaning, Meaning::Field(Field::Custom(id)) if makes(id))
    }
}

/// The kind that every cell of a column fits, the narrowest first.
fn kind_of(table: &Table, column: usize, style: &Style) -> (FieldKind, Vec<String>) {
    let cells: Vec<&str> =
        table.rows.iter().map(|row| table.text(row, column)).filter(|t| !t.is_empty()).collect();
    let all = |fits: &dyn Fn(&str) -> bool| !cells.is_empty() && cells.iter().all(|t| fits(t));
    let none = Vec::new();
    if all(&|text| super::words::yes_or_no(text).is_some() && text.parse::<f64>().is_err()) {
        return (FieldKind::YesNo, none);
    }
    // A day that could be two is a day all the same: which one, the person says.
    let order = style.dates.value();
    if all(&|text| matches!(cells::date(text, order), Ok(_) | Err(ProblemKind::AmbiguousDate))) {
        return (FieldKind::Date, none);
    }
    // A code such as 007 is no number.
    let is_padded =
        |text: &str| text.strip_prefix('0').is_some_and(|rest| !rest.starts_with(['.', ',']));
    let mark = style.decimals.value();
    let is_number = |text: &str| match plain_number(text, mark) {
        Ok(plain) => millionths(&plain).is_some(),
        Err(bad) => bad == BadAmount::Ambiguous,
    };
    if all(&|text| is_number(text) && (text == "0" || !is_padded(text))) {
        return (FieldKind::Number, none);
    }
    if all(&is_web_link) {
        return (FieldKind::Link, none);
    }
    let mut choices: Vec<String> = Vec::new();
    for text in &cells {
        let choice = cells::line(text);
        if choices.iter().all(|known| fold_name(known) != fold_name(&choice)) {
            choices.push(choice);
        }
        if choices.len() > MOST_CHOICES_FOUND {
            return (FieldKind::Text, none);
        }
    }
    let is_choice = cells.len() >= FEWEST_ROWS
        && choices.len() * 3 <= cells.len()
        && choices.iter().all(|choice| choice.chars().count() <= LONGEST_LABEL);
    if is_choice { (FieldKind::Choice, choices) } else { (FieldKind::Text, none) }
}
