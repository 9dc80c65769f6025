//! What is done beside serving: a backup, its way back, and a look whether all is well. Each says
//! what it did in a few lines.

use std::path::Path;

use crate::config::Storage;
use crate::data_dir;
use crate::error::StartError;
use crate::store::{Report, SCHEMA_VERSION, Store, StoreError};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes everything to a file, while a relay may be running.
pub async fn backup(storage: &Storage, file: &Path) -> Result<Vec<String>, StartError> {
    let chore = |source| StartError::Chore { what: "make the backup", source };
    let store = look_at(storage).await.map_err(chore)?;
    let written = store.backup(file).await;
    store.close().await;
    written.map_err(chore)?;
    Ok(vec![format!("everything is in {}", file.display())])
}

/// Reads a backup back into an empty place.
pub async fn restore(storage: &Storage, file: &Path) -> Result<Vec<String>, StartError> {
    let chore = |source| StartError::Chore { what: "restore", source };
    let store = if let Some(url) = &storage.database_url {
        Store::restore_postgres(file, url.expose()).await
    } else {
        data_dir::prepare(&storage.data)
            .map_err(|source| StartError::Data { dir: storage.data.clone(), source })?;
        Store::restore_folder(file, &storage.data).await
    };
    let store = store.map_err(chore)?;
    let report = store.doctor().await.map_err(chore)?;
    store.close().await;
    let mut lines = vec![format!("{} is restored", file.display())];
    lines.extend(in_words(&report));
    Ok(lines)
}

/// Looks at everything. The second value says whether all is well.
pub async fn doctor(storage: &Storage) -> Result<(Vec<String>, bool), StartError> {
    let chore = |source| StartError::Chore { what: "look at what is stored", source };
    let store = look_at(storage).await.map_err(chore)?;
    let report = store.doctor().await;
    store.close().await;
    let report = report.map_err(chore)?;
    Ok((in_words(&report), report.is_well()))
}

async fn look_at(storage: &Storage) -> Result<Store, StoreError> {
    match &storage.database_url {
        Some(url) => Store::postgres_to_look_at(url.expose()).await,
        None => Store::sqlite_to_look_at(&storage.data).await,
    }
}

fn in_words(report: &Report) -> Vec<String> {
    let mut lines = vec![format!(
        "sync-server {VERSION}, tables of version {} (this program knows {SCHEMA_VERSION})",
        report.schema_version
    )];
    lines.extend(report.counts.iter().map(|(table, n)| format!("{table}: {n}")));
    lines.extend(report.integrity.iter().map(|line| format!("integrity: {line}")));
    lines.extend(report.damaged.iter().map(|part| format!("damaged: {part}")));
    lines.extend(report.gaps.iter().map(|document| format!("numbers are missing in {document}")));
    lines.push(if report.is_well() { "all is well" } else { "not all is well" }.to_owned());
    lines
}
