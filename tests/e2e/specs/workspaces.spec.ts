// Several inventories on one device, side by side, and one to look around in.

import { expect, newTab, test } from '../fixtures/test.ts';

test('a new workspace is empty, and the one before comes back with everything in it', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Blender', Type: 'Open Source' });
  await app.follow('Settings');
  await app.settings.createWorkspace.click();
  await expect(app.page.getByText('Give it a name.')).toBeVisible();
  await app.settings.newWorkspace.fill('Harbor Works');
  await app.settings.createWorkspace.click();
  await expect(app.message(/^Created\./)).toBeVisible();
  await expect(app.page.getByRole('banner')).toContainText('Harbor Works');
  await expect(app.settings.workspaces.getByRole('listitem')).toHaveText([/Harbor Works.*Open/, /My workspace.*1 license/]);

  await app.create({ Name: 'Acrobat', Type: 'Perpetual' });
  await app.page.reload();
  await app.follow('Licenses');
  await expect(app.licenses.names).toHaveText(['Acrobat']);

  await app.follow('Settings');
  await app.settings.openWorkspace('My workspace').click();
  await expect(app.message('My workspace is open.')).toBeVisible();
  await app.follow('Licenses');
  await expect(app.licenses.names).toHaveText(['Blender']);
});

test('two tabs may have two workspaces open, and neither shows up in the other', async ({ context }) => {
  const a = await newTab(context);
  await a.open('/settings');
  await a.settings.newWorkspace.fill('A');
  await a.settings.createWorkspace.click();
  await expect(a.page.getByRole('banner')).toContainText('A');
  const b = await newTab(context);
  await b.open('/settings');
  await b.settings.openWorkspace('My workspace').click();
  await expect(b.message('My workspace is open.')).toBeVisible();
  await a.create({ Name: 'In A', Type: 'Perpetual' });
  await b.create({ Name: 'In mine', Type: 'Perpetual' });
  await a.follow('Licenses');
  await expect(a.licenses.names).toHaveText(['In A']);
  await b.follow('Licenses');
  await expect(b.licenses.names).toHaveText(['In mine']);
});

test('a workspace is removed only after a question, and never while a tab has it open', async ({ context, app }) => {
  await app.open('/settings');
  await app.settings.newWorkspace.fill('Old company');
  await app.settings.createWorkspace.click();
  await app.create({ Name: 'Forgotten', Type: 'Perpetual' });
  const other = await newTab(context);
  await other.open('/settings');
  await other.settings.openWorkspace('My workspace').click();
  await expect(other.message('My workspace is open.')).toBeVisible();

  const dialog = other.page.getByRole('dialog', { name: 'Remove Old company?' });
  await other.settings.removeWorkspace('Old company').click();
  await dialog.getByRole('button', { name: 'Remove from this device' }).click();
  await expect(other.message(/^Another tab has this workspace open\./)).toBeVisible();

  await app.page.close();
  await other.settings.removeWorkspace('Old company').click();
  await dialog.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(dialog).toBeHidden();
  await other.settings.removeWorkspace('Old company').click();
  await dialog.getByRole('button', { name: 'Remove from this device' }).click();
  await expect(other.message('Old company is removed.')).toBeVisible();
  await expect(other.settings.workspaces.getByRole('listitem')).toHaveCount(1);
  await other.page.reload();
  await expect(other.settings.workspaces.getByRole('listitem')).toHaveText([/My workspace/]);
});

test('the sample shows every kind of license, and one click removes it', async ({ app }) => {
  await app.open();
  await app.page.getByRole('button', { name: 'Explore with sample data' }).click();
  await expect(app.licenses.count).toHaveText('Showing 60 of 60');
  await expect(app.page.getByRole('banner')).toContainText('Sample workspace');
  await expect(app.licenses.cell('Ansys Mechanical', 'Status')).toHaveText('Pending');
  await expect(app.licenses.cell('Acrobat Pro', 'Status')).toHaveText('Active');
  await expect(app.licenses.cell('Creative Cloud All Apps', 'Status')).toHaveText('Expiring Soon');
  await expect(app.licenses.cell('Creative Cloud All Apps', 'Expires')).toContainText('Dec 3, 2026');
  await app.licenses.search.fill('notion');
  await expect(app.licenses.cell('Notion Plus', 'Status')).toHaveText('Expired');
  await expect(app.licenses.cell('Notion Plus', 'Used')).toContainText('7');
  await expect(app.licenses.count).toHaveText('Showing 1 of 60');

  await app.page.getByRole('button', { name: 'Remove the sample' }).click();
  await expect(app.message('The sample is removed.')).toBeVisible();
  await expect(app.page.getByText('Start your inventory')).toBeVisible();
  await app.follow('Settings');
  await expect(app.settings.workspaces.getByRole('listitem')).toHaveCount(1);
});

test('the sample is there without a network', async ({ start, profile, guard }) => {
  guard.allowNoServer();
  const server = await start();
  const context = await profile({ baseURL: server.url });
  const app = await newTab(context);
  await app.open();
  await app.keptForOffline();
  await server.stop();
  await context.setOffline(true);
  await app.page.reload();
  await app.ready();
  await app.page.getByRole('button', { name: 'Explore with sample data' }).click();
  await expect(app.licenses.count).toHaveText('Showing 60 of 60');
});

test('a workspace is not removed while a tab is just coming in', async ({ app }) => {
  await app.open('/settings');
  await app.settings.newWorkspace.fill('Old company');
  await app.settings.createWorkspace.click();
  await expect(app.message(/^Created\./)).toBeVisible();
  const id = await app.page.evaluate(() => localStorage.getItem('seatwise.workspace'));
  await app.settings.openWorkspace('My workspace').click();
  await expect(app.message('My workspace is open.')).toBeVisible();
  // Who comes in holds this until it has read the documents; see `app/src/engine/leader.rs`.
  await app.page.evaluate(async name => {
    const held = new Promise<void>(resolve => Object.assign(window, { release: resolve }));
    await new Promise<void>(granted => {
      void navigator.locks.request(name, { mode: 'shared' }, () => {
        granted();
        return held;
      });
    });
  }, `seatwise-door-${id}`);
  const dialog = app.page.getByRole('dialog', { name: 'Remove Old company?' });
  await app.settings.removeWorkspace('Old company').click();
  await dialog.getByRole('button', { name: 'Remove from this device' }).click();
  await expect(app.message(/^Another tab has this workspace open\./)).toBeVisible();
  await app.page.evaluate(() => (window as unknown as { release: () => void }).release());
  await app.settings.removeWorkspace('Old company').click();
  await dialog.getByRole('button', { name: 'Remove from this device' }).click();
  await expect(app.message('Old company is removed.')).toBeVisible();
  await expect(app.settings.workspaces.getByRole('listitem')).toHaveText([/My workspace/]);
});

test('a workspace that was removed does not come back empty where it was open last', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Kept', Type: 'Perpetual' });
  await app.page.evaluate(() => localStorage.setItem('seatwise.workspace', '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a'));
  await app.open();
  await expect(app.licenses.names).toHaveText(['Kept']);
  await app.follow('Settings');
  await expect(app.settings.workspaces.getByRole('listitem')).toHaveText([/My workspace/]);
});
