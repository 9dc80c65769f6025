//! What time it is, and what day in a given zone.

use chrono::{DateTime, Utc};
use domain::date::{Date, parse_iso};
use wasm_bindgen::JsValue;

/// Now.
pub fn now() -> DateTime<Utc> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit for 285,000 years"
    )]
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// Today's calendar day in an IANA zone; in the device's own when the name is empty or unknown.
pub fn today(time_zone: &str) -> Date {
    let formatted = format_day(time_zone).or_else(|| format_day(""));
    formatted.as_deref().and_then(parse_iso).unwrap_or_else(|| now().date_naive())
}

/// Whether the browser knows a zone of this name.
pub fn is_time_zone(name: &str) -> bool {
    format_day(name).is_some()
}

/// The device's own zone.
pub fn device_time_zone() -> String {
    let options = formatter("").map(|format| format.resolved_options());
    let zone = options.and_then(|o| js_sys::Reflect::get(&o, &"timeZone".into()).ok());
    zone.and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// `YYYY-MM-DD`: the Swedish locale writes dates that way.
fn format_day(time_zone: &str) -> Option<String> {
    let date = js_sys::Date::new(&JsValue::from_f64(js_sys::Date::now()));
    let text = formatter(time_zone)?.format().call1(&JsValue::UNDEFINED, &date).ok()?;
    text.as_string()
}

fn formatter(time_zone: &str) -> Option<js_sys::Intl::DateTimeFormat> {
    let options = js_sys::Object::new();
    let set = |key: &str, value: &str| {
        js_sys::Reflect::set(&options, &key.into(), &value.into()).unwrap_or_default()
    };
    set("year", "numeric");
    set("month", "2-digit");
    set("day", "2-digit");
    if !time_zone.is_empty() {
        set("timeZone", time_zone);
    }
    let locales = js_sys::Array::of1(&"sv-SE".into());
    let arguments = js_sys::Array::of2(&locales, &options);
    // `new` would trap on an unknown zone; constructing by reflection returns the error instead.
    let constructor = js_sys::Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| js_sys::Reflect::get(&intl, &"DateTimeFormat".into()))
        .ok()?;
    let constructor: js_sys::Function = wasm_bindgen::JsCast::dyn_into(constructor).ok()?;
    js_sys::Reflect::construct(&constructor, &arguments)
        .ok()
        .map(wasm_bindgen::JsCast::unchecked_into)
}
