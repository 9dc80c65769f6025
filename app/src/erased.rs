//! One form for many closures.
//!
//! Leptos compiles its machinery anew for the type of each closure it is given, and every closure
//! has a type of its own. In one of these forms all that make the same thing have one type, and the
//! page is a good deal smaller (decision 0006). What the indirection costs cannot be measured.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

/// A part of a view that changes with what `read` reads.
pub fn part<V: IntoAny>(read: impl Fn() -> V + Send + 'static) -> SharedReactiveFunction<AnyView> {
    Arc::new(Mutex::new(move || read().into_any()))
}

/// Words or an attribute that change with what `read` reads.
pub fn live<T>(read: impl Fn() -> T + Send + 'static) -> SharedReactiveFunction<T> {
    Arc::new(Mutex::new(read))
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
