//! How a saved view is laid out.

use domain::id::ViewId;
use domain::view::SavedView;

use super::fields::{Reader, Writer};
use crate::tree::Fields;

/// The tree of a view.
pub(crate) fn write(view: &SavedView) -> Fields {
    Writer::default()
        .text("name", &view.name)
        .text("query", &view.query)
        .text("columns", &view.columns)
        .0
}

/// The view of a tree.
pub(crate) fn read(id: ViewId, fields: &Fields) -> SavedView {
    let reader = Reader(fields);
    SavedView {
        id,
        name: reader.text("name"),
        query: reader.text("query"),
        columns: reader.text("columns"),
    }
}
