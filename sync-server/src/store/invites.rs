//! Invitations: a secret that lets one person in, once. Only its hash is kept.

use domain::id::{InviteId, WorkspaceId};
use replica::team::Role;
use sqlx::any::AnyRow;

use super::members::insert_member;
use super::{
    Accepted, Invite, InviteError, NewDevice, NewInvite, NewMember, Store, StoreError, Tx, columns,
    devices,
};

impl Store {
    /// Makes an invitation by somebody who is a member. To own the workspace nobody is invited who
    /// does not own it already.
    pub async fn create_invite(&self, new: &NewInvite) -> Result<(), StoreError> {
        let is_own = new.for_member == Some(new.created_by);
        if !is_own && (new.role == Role::Owner || new.for_member.is_some()) {
            return Err(StoreError::Conflict);
        }
        let mut tx = self.writing().await?;
        // What they may do now counts, not what they could when they asked.
        let role = self.lock_member(&mut tx, new.workspace, new.created_by).await?;
        let keys = sqlx::query("SELECT sees_keys FROM member WHERE id = $1")
            .bind(new.created_by.to_string())
            .fetch_one(&mut *tx)
            .await?;
        let may_grant = if is_own { role == new.role } else { role.may_grant(new.role) };
        if !may_grant || (new.sees_keys && !columns::flag(&keys, "sees_keys")?) {
            return Err(StoreError::Conflict);
        }
        sqlx::query(
            "INSERT INTO invite (id, workspace, role, sees_keys, created_by, created_at,
                expires_at, secret_hash, sealed_key, for_member)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(new.id.to_string())
        .bind(new.workspace.to_string())
        .bind(new.role.word())
        .bind(i64::from(new.sees_keys))
        .bind(new.created_by.to_string())
        .bind(new.created_at)
        .bind(new.expires_at)
        .bind(new.secret_hash.as_slice())
        .bind(new.sealed_key.as_deref())
        .bind(new.for_member.map(|member| member.to_string()))
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// All of a workspace, whatever became of them, the newest first.
    pub async fn invites(&self, workspace: WorkspaceId) -> Result<Vec<Invite>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM invite WHERE workspace = $1 ORDER BY created_at DESC, id")
                .bind(workspace.to_string())
                .fetch_all(&self.read)
                .await?;
        rows.iter().map(invite).collect()
    }

    pub async fn invite(&self, id: InviteId) -> Result<Invite, StoreError> {
        let row = sqlx::query("SELECT * FROM invite WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(&self.read)
            .await?;
        invite(&row.ok_or(StoreError::NotFound)?)
    }

    /// Takes an invitation back. One that was used can't be; doing it twice is no mistake.
    pub async fn revoke_invite(
        &self,
        workspace: WorkspaceId,
        id: InviteId,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut tx = self.writing().await?;
        let found = invite(&self.lock_invite(&mut tx, id).await?)?;
        if found.workspace != workspace {
            return Err(StoreError::NotFound);
        }
        if found.used_at.is_some() {
            return Err(StoreError::Conflict);
        }
        sqlx::query(
            "UPDATE invite SET revoked_at = COALESCE(revoked_at, $2), sealed_key = NULL
             WHERE id = $1",
        )
        .bind(id.to_string())
        .bind(at)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// An invitation that can still be used, for whoever knows its secret.
    pub async fn look_at_invite(
        &self,
        id: InviteId,
        secret_hash: &[u8; 32],
        now: i64,
    ) -> Result<Invite, InviteError> {
        let row = sqlx::query("SELECT * FROM invite WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(&self.read)
            .await?;
        usable(&row.ok_or(InviteError::Unknown)?, secret_hash, now)
    }

    /// Lets somebody in: uses the invitation up and makes them a member with a device, or adds the
    /// device to the member it is for, all or nothing. Of several who try at once, one is let in.
    pub async fn accept_invite(
        &self,
        id: InviteId,
        secret_hash: &[u8; 32],
        now: i64,
        member: &NewMember,
        device: &NewDevice,
    ) -> Result<Accepted, InviteError> {
        let mut tx = self.writing().await?;
        let row = self.lock_invite(&mut tx, id).await.map_err(|error| {
            if matches!(error, StoreError::NotFound) { InviteError::Unknown } else { error.into() }
        })?;
        let found = usable(&row, secret_hash, now)?;
        sqlx::query(
            "UPDATE invite SET used_at = $2, used_by = $3, sealed_key = NULL WHERE id = $1",
        )
        .bind(id.to_string())
        .bind(now)
        .bind(found.for_member.unwrap_or(member.id).to_string())
        .execute(&mut *tx)
        .await?;
        let Invite { workspace, role, sees_keys, for_member, .. } = found;
        let whose = if let Some(own) = for_member {
            own
        } else {
            insert_member(&mut tx, workspace, member, role, sees_keys, now).await?;
            member.id
        };
        devices::insert(&mut tx, workspace, whose, device, now).await?;
        let sealed_key = columns::bytes_if_any(&row, "sealed_key")?;
        tx.commit().await?;
        Ok(Accepted { workspace, role, sees_keys, sealed_key })
    }

    /// An invitation as it is once nobody else can use it. The lock is the workspace's, so that
    /// whoever deletes that and whoever comes in don't wait for each other.
    async fn lock_invite(&self, tx: &mut Tx, id: InviteId) -> Result<AnyRow, StoreError> {
        let row = sqlx::query("SELECT workspace FROM invite WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(&mut **tx)
            .await?
            .ok_or(StoreError::NotFound)?;
        self.lock_workspace(tx, columns::parsed(&row, "workspace")?).await?;
        let row = sqlx::query("SELECT * FROM invite WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(&mut **tx)
            .await?;
        row.ok_or(StoreError::NotFound)
    }
}

fn usable(row: &AnyRow, secret_hash: &[u8; 32], now: i64) -> Result<Invite, InviteError> {
    if columns::hash(row, "secret_hash")? != *secret_hash {
        return Err(InviteError::WrongSecret);
    }
    let found = invite(row)?;
    if found.used_at.is_some() {
        return Err(InviteError::Used);
    }
    if found.revoked_at.is_some() {
        return Err(InviteError::Revoked);
    }
    if found.expires_at <= now {
        return Err(InviteError::Expired);
    }
    Ok(found)
}

fn invite(row: &AnyRow) -> Result<Invite, StoreError> {
    Ok(Invite {
        id: columns::parsed(row, "id")?,
        workspace: columns::parsed(row, "workspace")?,
        role: columns::parsed(row, "role")?,
        sees_keys: columns::flag(row, "sees_keys")?,
        created_by: columns::parsed(row, "created_by")?,
        created_at: columns::time(row, "created_at")?,
        expires_at: columns::time(row, "expires_at")?,
        used_at: columns::time_if_any(row, "used_at")?,
        used_by: columns::parsed_if_any(row, "used_by")?,
        revoked_at: columns::time_if_any(row, "revoked_at")?,
        for_member: columns::parsed_if_any(row, "for_member")?,
    })
}
