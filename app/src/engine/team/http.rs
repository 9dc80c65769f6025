//! Questions to a relay. Whatever else may answer at an address, such as the sign-in page of a
//! network, is told apart from it.

use futures::future::{Either, select};
use gloo_timers::future::sleep;
use replica::protocol::RelayTrouble;
use replica::team::api::{API_VERSION, Refusal, RelayInfo};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, Request, RequestInit, Response, WorkerGlobalScope};

/// A relay that has not answered by then does not.
const PATIENCE: Duration = Duration::from_secs(15);

/// A question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) address: &'a str,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) credential: Option<&'a [u8]>,
}

/// The address the app came from, as an origin.
pub(super) fn own_address() -> String {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    scope.location().origin()
}

/// An address as somebody types it, as an origin; their own for none.
pub(super) fn address(typed: &str) -> Result<String, RelayTrouble> {
    let typed = typed.trim().trim_end_matches('/');
    if typed.is_empty() {
        return Ok(own_address());
    }
    let with_scheme =
        if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let url = web_sys::Url::new(&with_scheme).map_err(|_| RelayTrouble::Unreachable)?;
    let is_web = matches!(url.protocol().as_str(), "http:" | "https:");
    if is_web { Ok(url.origin()) } else { Err(RelayTrouble::Unreachable) }
}

/// What a relay says about itself.
pub(super) async fn about(address: &str) -> Result<RelayInfo, RelayTrouble> {
    let question = Question { address, method: "GET", path: "/relay", credential: None };
    let info: RelayInfo = ask(question, &()).await?;
    match info {
        RelayInfo { service, .. } if service != "seatwise" => Err(RelayTrouble::NotARelay),
        RelayInfo { api, .. } if api != API_VERSION => Err(RelayTrouble::OtherVersion),
        info => Ok(info),
    }
}

/// Asks, and reads the answer.
pub(super) async fn ask<T: DeserializeOwned>(
    question: Question<'_>,
    body: &impl Serialize,
) -> Result<T, RelayTrouble> {
    let body = serde_json::to_string(body).map_err(|_| RelayTrouble::NotARelay)?;
    let (status, text) = raw(question, Some(&body)).await.ok_or(RelayTrouble::Unreachable)?;
    read(status, &text)
}

/// Asks for something to be done.
pub(super) async fn tell(
    question: Question<'_>,
    body: &impl Serialize,
) -> Result<(), RelayTrouble> {
    let body = serde_json::to_string(body).map_err(|_| RelayTrouble::NotARelay)?;
    match raw(question, Some(&body)).await.ok_or(RelayTrouble::Unreachable)? {
        (201 | 204, _) => Ok(()),
        (status, text) => read::<()>(status, &text).and(Err(RelayTrouble::NotARelay)),
    }
}

/// Reads an answer.
pub(super) fn read<T: DeserializeOwned>(status: u16, text: &str) -> Result<T, RelayTrouble> {
    if (200..300).contains(&status) {
        return serde_json::from_str(text).map_err(|_| RelayTrouble::NotARelay);
    }
    let refusal = serde_json::from_str::<Refusal>(text);
    Err(refusal.map_or(RelayTrouble::NotARelay, |refusal| RelayTrouble::Refused(refusal.error)))
}

/// The status and the body of an answer; `None` if there is none.
pub(super) async fn raw(question: Question<'_>, body: Option<&str>) -> Option<(u16, String)> {
    let answering = Box::pin(send(question, body));
    match select(answering, Box::pin(sleep(PATIENCE))).await {
        Either::Left((answer, _)) => answer.ok(),
        Either::Right(_) => None,
    }
}

async fn send(question: Question<'_>, body: Option<&str>) -> Result<(u16, String), JsValue> {
    let Question { address, method, path, credential } = question;
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    if let Some(credential) = credential {
        headers.set("authorization", &format!("Bearer {}", hex::encode(credential)))?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers);
    init.set_cache(web_sys::RequestCache::NoStore);
    init.set_credentials(web_sys::RequestCredentials::Omit);
    init.set_redirect(web_sys::RequestRedirect::Error);
    if method != "GET" {
        init.set_body(&JsValue::from(body.unwrap_or_default()));
    }
    let request = Request::new_with_str_and_init(&format!("{address}/api{path}"), &init)?;
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let response: Response =
        JsFuture::from(scope.fetch_with_request(&request)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}
