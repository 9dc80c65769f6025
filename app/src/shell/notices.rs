//! What must be known whatever the page: banners above it, each gone when its reason is.

pub(super) mod backup_notice;
mod damaged_notice;
pub(super) mod gone_notice;
pub(super) mod sample_notice;
mod stopped_notice;
mod unstored_notice;
mod update_notice;

use leptos::prelude::*;

use self::damaged_notice::DamagedNotice;
use self::stopped_notice::StoppedNotice;
use self::unstored_notice::UnstoredNotice;
use self::update_notice::UpdateNotice;
use crate::state::later::{Later, use_later_pages};

#[component]
pub(super) fn Notices() -> impl IntoView {
    let later = use_later_pages();
    view! {
        <StoppedNotice/>
        <UnstoredNotice/>
        <DamagedNotice/>
        <UpdateNotice/>
        {later.quietly(Later::GoneNotice)}
        {later.quietly(Later::SampleNotice)}
        {later.quietly(Later::BackupNotice)}
    }
}
