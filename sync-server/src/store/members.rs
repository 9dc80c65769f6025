//! The members of a workspace. Whatever is asked for, it has exactly one owner: ownership moves by
//! one act alone, and the owner can't be removed.

use domain::id::{MemberId, WorkspaceId};
use replica::team::Role;
use sqlx::any::AnyRow;

use super::workspaces::mark_to_seal;
use super::{Member, NewMember, Store, StoreError, Tx, columns, devices};

impl Store {
    /// All who are and were members, with their devices, in the order they joined.
    pub async fn members(&self, workspace: WorkspaceId) -> Result<Vec<Member>, StoreError> {
        let mut tx = self.reading().await?;
        let rows = sqlx::query("SELECT * FROM member WHERE workspace = $1 ORDER BY joined_at, id")
            .bind(workspace.to_string())
            .fetch_all(&mut *tx)
            .await?;
        let mut members = rows.iter().map(member).collect::<Result<Vec<_>, _>>()?;
        for device in devices::of_workspace(&mut tx, workspace).await? {
            if let Some(member) = members.iter_mut().find(|member| member.id == device.member) {
                member.devices.push(device);
            }
        }
        Ok(members)
    }

    pub async fn rename_member(
        &self,
        workspace: WorkspaceId,
        member: MemberId,
        name: &str,
    ) -> Result<(), StoreError> {
        let done = sqlx::query(
            "UPDATE member SET name = $3
             WHERE workspace = $1 AND id = $2 AND removed_at IS NULL",
        )
        .bind(workspace.to_string())
        .bind(member.to_string())
        .bind(name)
        .execute(&self.write)
        .await?;
        if done.rows_affected() == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    /// Gives a member another role. Neither to nor from the owner's: see `transfer_ownership`.
    pub async fn set_role(
        &self,
        workspace: WorkspaceId,
        member: MemberId,
        role: Role,
    ) -> Result<(), StoreError> {
        let mut tx = self.writing().await?;
        if role == Role::Owner || self.lock_member(&mut tx, workspace, member).await? == Role::Owner
        {
            return Err(StoreError::Conflict);
        }
        write_role(&mut tx, member, role).await?;
        if !role.may_manage() {
            delete_open_invites(&mut tx, member).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Lets a member see product keys, or no longer: then the keys wrapped for their devices go.
    pub async fn set_sees_keys(
        &self,
        workspace: WorkspaceId,
        member: MemberId,
        sees_keys: bool,
    ) -> Result<(), StoreError> {
        let mut tx = self.writing().await?;
        self.lock_member(&mut tx, workspace, member).await?;
        if !sees_keys {
            mark_to_seal(&mut tx, workspace, member).await?;
        }
        sqlx::query("UPDATE member SET sees_keys = $2 WHERE id = $1")
            .bind(member.to_string())
            .bind(i64::from(sees_keys))
            .execute(&mut *tx)
            .await?;
        if !sees_keys {
            delete_wrapped_keys(&mut tx, member).await?;
            delete_open_invites(&mut tx, member).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Removes a member with their devices and the keys wrapped for them. The owner stays.
    pub async fn remove_member(
        &self,
        workspace: WorkspaceId,
        member: MemberId,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut tx = self.writing().await?;
        if self.lock_member(&mut tx, workspace, member).await? == Role::Owner {
            return Err(StoreError::Conflict);
        }
        mark_to_seal(&mut tx, workspace, member).await?;
        for sql in [
            "UPDATE member SET removed_at = $2 WHERE id = $1",
            "UPDATE device SET removed_at = $2 WHERE member = $1 AND removed_at IS NULL",
        ] {
            sqlx::query(sql).bind(member.to_string()).bind(at).execute(&mut *tx).await?;
        }
        delete_wrapped_keys(&mut tx, member).await?;
        delete_open_invites(&mut tx, member).await?;
        Ok(tx.commit().await?)
    }

    /// Hands the workspace on; who had it is an admin from then on.
    pub async fn transfer_ownership(
        &self,
        workspace: WorkspaceId,
        from: MemberId,
        to: MemberId,
    ) -> Result<(), StoreError> {
        let mut tx = self.writing().await?;
        let has = self.lock_member(&mut tx, workspace, from).await?;
        let gets = self.lock_member(&mut tx, workspace, to).await?;
        if has != Role::Owner || gets == Role::Owner {
            return Err(StoreError::Conflict);
        }
        write_role(&mut tx, from, Role::Admin).await?;
        write_role(&mut tx, to, Role::Owner).await?;
        Ok(tx.commit().await?)
    }

    /// The role of somebody who is a member, with the workspace locked until the transaction ends.
    pub(super) async fn lock_member(
        &self,
        tx: &mut Tx,
        workspace: WorkspaceId,
        member: MemberId,
    ) -> Result<Role, StoreError> {
        self.lock_workspace(tx, workspace).await?;
        let row = sqlx::query(
            "SELECT role FROM member WHERE workspace = $1 AND id = $2 AND removed_at IS NULL",
        )
        .bind(workspace.to_string())
        .bind(member.to_string())
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(StoreError::NotFound)?;
        columns::parsed(&row, "role")
    }
}

pub(super) async fn insert_member(
    tx: &mut Tx,
    workspace: WorkspaceId,
    new: &NewMember,
    role: Role,
    sees_keys: bool,
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO member (id, workspace, name, role, sees_keys, joined_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(new.id.to_string())
    .bind(workspace.to_string())
    .bind(new.name.as_str())
    .bind(role.word())
    .bind(i64::from(sees_keys))
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn write_role(tx: &mut Tx, member: MemberId, role: Role) -> Result<(), StoreError> {
    sqlx::query("UPDATE member SET role = $2 WHERE id = $1")
        .bind(member.to_string())
        .bind(role.word())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Somebody who may not invite any more must not come back by an invitation of their own.
async fn delete_open_invites(tx: &mut Tx, member: MemberId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM invite WHERE created_by = $1 AND used_at IS NULL")
        .bind(member.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn delete_wrapped_keys(tx: &mut Tx, member: MemberId) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM wrapped_key WHERE device IN (SELECT id FROM device WHERE member = $1)",
    )
    .bind(member.to_string())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn member(row: &AnyRow) -> Result<Member, StoreError> {
    Ok(Member {
        id: columns::parsed(row, "id")?,
        name: columns::text(row, "name")?,
        role: columns::parsed(row, "role")?,
        sees_keys: columns::flag(row, "sees_keys")?,
        joined_at: columns::time(row, "joined_at")?,
        removed_at: columns::time_if_any(row, "removed_at")?,
        devices: Vec::new(),
    })
}
