//! Licenses by name: what a field suggests, and which one a name means.

use domain::id::LicenseId;
use domain::parent;
use domain::problem::ProblemKind;
use leptos::prelude::*;

use super::rows::Rows;
use super::workspace::use_workspace;

/// So many names are suggested at once: more are slow to lay out and tiring to read.
const MOST: usize = 20;

/// Names that hold what is typed, those that begin with it first; without `own`.
pub fn use_license_names(typed: RwSignal<String>, own: Option<LicenseId>) -> Signal<Vec<String>> {
    let rows = use_workspace().rows;
    Signal::derive(move || {
        let typed = typed.read().trim().to_lowercase();
        let rows = rows.read();
        let others = rows.as_slice().iter().filter(|row| Some(row.id) != own);
        let mut found: Vec<(bool, String)> = others
            .filter_map(|row| {
                let at = row.name.to_lowercase().find(&typed)?;
                Some((at != 0, row.name.clone()))
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().take(MOST).map(|(_, name)| name).collect()
    })
}

/// The license that a name means; `before` is the one it meant when the form opened.
///
/// # Errors
/// Where it means none, several, or the license itself.
pub fn called(
    rows: &Rows,
    name: &str,
    own: Option<LicenseId>,
    before: Option<&(LicenseId, String)>,
) -> Result<LicenseId, ProblemKind> {
    // A name that was left as it was means the same one, also where several bear it.
    if let Some((id, known)) = before
        && known == name
    {
        return Ok(*id);
    }
    let found = parent::called(name, rows.as_slice().iter().map(|row| (row.id, &row.name)))?;
    if Some(found) == own { Err(ProblemKind::PartOfItself) } else { Ok(found) }
}
