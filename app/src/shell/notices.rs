//! What must be known whatever the page: banners above it, each gone when its reason is.

mod damaged_notice;
mod sample_notice;
mod stopped_notice;
mod unstored_notice;
mod update_notice;

use leptos::prelude::*;

use self::damaged_notice::DamagedNotice;
use self::sample_notice::SampleNotice;
use self::stopped_notice::StoppedNotice;
use self::unstored_notice::UnstoredNotice;
use self::update_notice::UpdateNotice;

#[component]
pub(super) fn Notices() -> impl IntoView {
    view! {
        <StoppedNotice/>
        <UnstoredNotice/>
        <DamagedNotice/>
        <UpdateNotice/>
        <SampleNotice/>
    }
}
