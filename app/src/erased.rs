//! One form for many closures.
//!
//! Leptos compiles its machinery anew for the type of each closure it is given, and every closure
//! has a type of its own. Boxed, all that make the same thing have one type, and the page is a
//! good deal smaller (decision 0006). Calling through the box costs nothing that can be measured.

use leptos::prelude::*;

/// What [`part`] makes.
pub type Part = Box<dyn FnMut() -> AnyView + Send>;

/// A part of a view that changes with what `read` reads.
pub fn part<V: IntoAny>(read: impl Fn() -> V + Send + 'static) -> Part {
    Box::new(move || read().into_any())
}

/// Words or an attribute that change with what `read` reads.
pub fn value<T>(read: impl Fn() -> T + Send + 'static) -> Box<dyn FnMut() -> T + Send> {
    Box::new(read)
}

/// A memo of what `read` gives.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    read: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    of_boxed(Box::new(read))
}

fn of_boxed<T: PartialEq + Send + Sync + 'static>(
    read: Box<dyn Fn() -> T + Send + Sync>,
) -> Memo<T> {
    Memo::new(move |_| read())
}
