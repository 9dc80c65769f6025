//! Numbers, dates and amounts as the person's locale writes them, by the browser's `Intl`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::date::Date;
use domain::money::Money;
use domain::quantity::Quantity;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An amount in its currency, such as `€32,400.00`.
pub fn money(money: Money) -> String {
    let digits = money.currency.minor_digits();
    #[expect(
        clippy::cast_precision_loss,
        reason = "shown, never computed with; exact to 90 trillion"
    )]
    let amount = money.minor as f64 / f64::from(10_u32.pow(digits));
    let options = [
        ("style", "currency"),
        ("currency", money.currency.code()),
        ("trailingZeroDisplay", "stripIfInteger"),
    ];
    format("NumberFormat", &options, &amount.into()).unwrap_or_else(|| money.to_plain())
}

/// A whole number with its thousands marked.
pub fn count(number: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown, never computed with")]
    let amount = number as f64;
    format("NumberFormat", &[], &amount.into()).unwrap_or_else(|| number.to_string())
}

/// A number of seats such as `1,234` or `0.5`.
pub fn quantity(quantity: Quantity) -> String {
    decimal(&quantity.to_string())
}

/// A decimal number such as `1,234.5`, from its canonical text.
pub fn decimal(number: &str) -> String {
    let options = [("maximumFractionDigits", "6")];
    // The text itself, which holds more digits than a double.
    format("NumberFormat", &options, &number.into()).unwrap_or_else(|| number.to_owned())
}

/// A day such as `8 Dec 2026`.
pub fn date(date: Date) -> String {
    let options = [("dateStyle", "medium"), ("timeZone", "UTC")];
    format("DateTimeFormat", &options, &js_date(date)).unwrap_or_else(|| date.to_string())
}

/// A moment such as `24 Nov 2026, 14:05` in the device's zone.
pub fn moment(at: chrono::DateTime<chrono::Utc>) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are exact in a double")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    let options = [("dateStyle", "medium"), ("timeStyle", "short")];
    format("DateTimeFormat", &options, &date).unwrap_or_else(|| at.to_rfc3339())
}

/// Days from now in words, such as `in 4 days`, `yesterday` or `in 3 months`.
pub fn days_from_now(days: i64) -> String {
    let (number, unit) = match days.abs() {
        0..=59 => (days, "day"),
        60..=729 => (days / 30, "month"),
        _ => (days / 365, "year"),
    };
    relative(number, unit).unwrap_or_else(|| format!("{days} d"))
}

fn relative(number: i64, unit: &str) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand years of days")]
    let number = JsValue::from_f64(number as f64);
    let formatter = formatter("RelativeTimeFormat", &[("numeric", "auto")])?;
    let format: Function = Reflect::get(&formatter, &"format".into()).ok()?.dyn_into().ok()?;
    format.call2(&formatter, &number, &unit.into()).ok()?.as_string()
}

fn js_date(date: Date) -> JsValue {
    let millis = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are exact in a double")]
    js_sys::Date::new(&JsValue::from_f64(millis as f64)).into()
}

/// Formats `value`; `None` when the browser refuses, as for a currency it does not know.
fn format(kind: &str, options: &[(&str, &str)], value: &JsValue) -> Option<String> {
    let formatter = formatter(kind, options)?;
    let format: Function = Reflect::get(&formatter, &"format".into()).ok()?.dyn_into().ok()?;
    format.call1(&formatter, value).ok()?.as_string()
}

thread_local! {
    /// Making a formatter costs a hundred times what using one does.
    static FORMATTERS: RefCell<BTreeMap<String, JsValue>> = const { RefCell::new(BTreeMap::new()) };
}

fn formatter(kind: &str, options: &[(&str, &str)]) -> Option<JsValue> {
    let name = format!("{kind} {options:?}");
    if let Some(known) = FORMATTERS.with_borrow(|known| known.get(&name).cloned()) {
        return Some(known);
    }
    let object = Object::new();
    for (key, value) in options {
        Reflect::set(&object, &(*key).into(), &(*value).into()).unwrap_or_default();
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &kind.into()).ok()?.dyn_into().ok()?;
    let arguments = Array::of2(&JsValue::UNDEFINED, &object);
    let made = Reflect::construct(&constructor, &arguments).ok()?;
    FORMATTERS.with_borrow_mut(|known| known.insert(name, made.clone()));
    Some(made)
}
