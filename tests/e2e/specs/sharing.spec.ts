// A workspace that two people share, each in a browser of their own.

import { people, synced } from '../fixtures/people.ts';
import { expect, newTab, test } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

async function edit(app: App, name: string, fields: Record<string, string>): Promise<void> {
  await app.follow('Licenses');
  await app.page.getByRole('link', { name, exact: true }).click();
  await app.license.edit.click();
  await app.form.fill(fields);
  await app.form.save.click();
  await expect(app.message('Saved.')).toBeVisible();
}

test.describe('two people', () => {
  test('share, join by a link, and see what the other does', async ({ start, profile }) => {
    const server = await start();
    const [ada, bob] = await people(2, () => profile({ baseURL: server.url }));
    await ada.open();
    await expect(ada.syncStatus).toContainText('Local only');
    await ada.create({ Name: 'Figma', Type: 'Perpetual', Seats: '5' });
    await ada.team.share('Ada', server.setupCode);
    await synced(ada);

    const link = await ada.team.invite('Editor');
    await bob.team.join(link, 'Bob');
    expect(bob.page.url()).not.toContain('#');
    await expect(bob.licenses.names).toHaveText(['Figma']);
    await synced(bob);

    await bob.create({ Name: 'Slack', Type: 'Perpetual' });
    await ada.follow('Licenses');
    await expect(ada.licenses.names).toHaveText(['Figma', 'Slack']);
    await expect(ada.syncStatus).toContainText('Here now: Bob');
    await ada.create({ Name: 'Zoom', Type: 'Perpetual' });
    await bob.follow('Licenses');
    await expect(bob.licenses.names).toHaveText(['Figma', 'Slack', 'Zoom']);

    // The link was good once.
    const eve = await newTab(await profile({ baseURL: server.url }));
    await eve.page.goto(link);
    await expect(eve.page.getByText('This invitation was used already.')).toBeVisible();
  });

  test('work apart, and both edits of one field are there to choose from', async ({ start, profile, guard }) => {
    guard.allow(/ERR_INTERNET_DISCONNECTED/);
    const server = await start();
    const contexts = await Promise.all([1, 2].map(() => profile({ baseURL: server.url })));
    const [ada, bob] = (await Promise.all(contexts.map(context => newTab(context)))) as [App, App];
    await ada.open();
    await ada.create({ Name: 'Figma', Type: 'Perpetual', Notes: 'At first' });
    await ada.team.share('Ada', server.setupCode);
    await bob.team.join(await ada.team.invite('Editor'), 'Bob');
    await synced(bob);

    await Promise.all(contexts.map(context => context.setOffline(true)));
    await edit(ada, 'Figma', { Name: 'Figma Pro' });
    await edit(bob, 'Figma', { Name: 'Figma Team' });
    await expect(ada.syncStatus).toContainText(/Offline.*to send|Syncing.*to send/);
    await Promise.all(contexts.map(context => context.setOffline(false)));
    await synced(ada);
    await synced(bob);
    for (const app of [ada, bob]) {
      const conflict = app.page.getByRole('main');
      await expect(conflict).toContainText('Figma Pro');
      await expect(conflict).toContainText('Figma Team');
    }
    await ada.follow('Licenses');
    await bob.follow('Licenses');
    const [name] = await ada.licenses.names.allTextContents();
    await expect(bob.licenses.names).toHaveText([name ?? '']);
  });

  test('give the last seat away twice while apart, and both see that it was', async ({ start, profile, guard }) => {
    guard.allow(/ERR_INTERNET_DISCONNECTED/);
    const server = await start();
    const contexts = await Promise.all([1, 2].map(() => profile({ baseURL: server.url })));
    const [ada, bob] = (await Promise.all(contexts.map(context => newTab(context)))) as [App, App];
    await ada.open();
    await ada.create({ Name: 'Figma', Type: 'Perpetual', Seats: '1' });
    await ada.team.share('Ada', server.setupCode);
    await bob.team.join(await ada.team.invite('Editor'), 'Bob');
    await synced(bob);
    await ada.follow('Licenses');
    for (const app of [ada, bob]) {
      await app.page.getByRole('link', { name: 'Figma', exact: true }).click();
      await app.license.openTab('Assignments');
    }
    await Promise.all(contexts.map(context => context.setOffline(true)));
    await ada.seats.giveToNew(['kim@example.org']);
    await bob.seats.giveToNew(['lin@example.org']);
    await Promise.all(contexts.map(context => context.setOffline(false)));
    for (const app of [ada, bob]) {
      await expect(app.license.assignments).toContainText('kim@example.org');
      await expect(app.license.assignments).toContainText('lin@example.org');
      await synced(app);
      await app.follow('Compliance');
      await expect(app.page.getByRole('table', { name: 'Products' })).toContainText('1 more used than owned');
    }
  });

  test('a relay that starts again in the middle loses nothing', async ({ start, profile, guard }) => {
    guard.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_SOCKET|WebSocket connection/);
    const server = await start();
    const [ada, bob] = await people(2, () => profile({ baseURL: server.url }));
    await ada.open();
    await ada.team.share('Ada', server.setupCode);
    await bob.team.join(await ada.team.invite('Editor'), 'Bob');
    await synced(bob);
    await ada.create({ Name: 'Before', Type: 'Perpetual' });
    const again = server.restart();
    await ada.create({ Name: 'Meanwhile', Type: 'Perpetual' });
    await again;
    await synced(ada);
    await bob.follow('Licenses');
    await expect(bob.licenses.names).toHaveText(['Before', 'Meanwhile']);
  });
});

test('a network that wants a sign-in first counts as none, and nothing is lost by it', async ({ start, profile, guard }) => {
  guard.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_SOCKET|WebSocket connection/);
  const server = await start();
  const [ada] = await people(1, () => profile({ baseURL: server.url }));
  await ada.open();
  await ada.team.share('Ada', server.setupCode);
  await synced(ada);
  const portal = /\/api\//;
  const context = ada.page.context();
  await context.route(portal, route =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><h1>Welcome to our hotel</h1>' }));
  await server.restart();
  await expect(ada.syncStatus).toContainText('Offline');
  await ada.create({ Name: 'Made in the hotel', Type: 'Perpetual' });
  await expect(ada.syncStatus).toContainText('1 change to send');
  await context.unroute(portal);
  await synced(ada);
});

test.describe('roles', () => {
  test('a viewer looks and cannot change; made an editor, they can', async ({ start, profile }) => {
    const server = await start();
    const [ada, eve] = await people(2, () => profile({ baseURL: server.url }));
    await ada.open();
    await ada.create({ Name: 'Figma', Type: 'Perpetual' });
    await ada.team.share('Ada', server.setupCode);
    await eve.team.join(await ada.team.invite('Viewer'), 'Eve');
    await expect(eve.licenses.names).toHaveText(['Figma']);
    await expect(eve.licenses.createButton).toBeHidden();
    await expect(eve.page.getByText('You are looking at a shared workspace')).toBeVisible();
    await eve.page.goto('/licenses/new');
    await eve.form.fill({ Name: 'Smuggled', Type: 'Perpetual' });
    await eve.form.save.click();
    await expect(eve.page.getByText('You may look at this workspace, not change it.')).toBeVisible();

    await ada.team.open();
    await ada.team.member('Eve').getByRole('combobox', { name: 'Role of Eve' }).selectOption('Editor');
    await expect(eve.page.getByText('You are looking at a shared workspace')).toBeHidden();
    await eve.create({ Name: 'Allowed', Type: 'Perpetual' });
    await ada.follow('Licenses');
    await expect(ada.licenses.names).toHaveText(['Allowed', 'Figma']);
  });

  test('who is removed is told so, keeps what was not sent, and sends it never', async ({ start, profile, guard }) => {
    guard.allow(/ERR_INTERNET_DISCONNECTED|status of 410/);
    const server = await start();
    const contexts = await Promise.all([1, 2].map(() => profile({ baseURL: server.url })));
    const [ada, bob] = (await Promise.all(contexts.map(context => newTab(context)))) as [App, App];
    await ada.open();
    await ada.create({ Name: 'Figma', Type: 'Perpetual' });
    await ada.team.share('Ada', server.setupCode);
    await bob.team.join(await ada.team.invite('Editor'), 'Bob');
    await expect(bob.licenses.names).toHaveText(['Figma']);
    await synced(bob);
    await contexts[1]!.setOffline(true);
    await bob.create({ Name: 'Unsent', Type: 'Perpetual' });

    await ada.team.open();
    await ada.team.remove('Bob');
    await contexts[1]!.setOffline(false);
    await expect(bob.page.getByText('This device does not share this workspace any more.')).toBeVisible();
    await bob.follow('Licenses');
    await expect(bob.licenses.names).toHaveText(['Figma']);
    await bob.team.open();
    const download = bob.page.waitForEvent('download');
    await bob.page.getByRole('button', { name: 'Download it' }).click();
    expect((await download).suggestedFilename()).toBe('unsent.seatwise');
    await ada.follow('Licenses');
    await expect(ada.licenses.names).toHaveText(['Figma']);
  });
});

test('a second tab follows the first, and leaving from it keeps the inventory', async ({ start, profile, guard }) => {
  guard.allow(/status of 410/);
  const server = await start();
  const [ada, bob] = await people(2, () => profile({ baseURL: server.url }));
  await ada.open();
  await ada.create({ Name: 'Figma', Type: 'Perpetual' });
  await ada.team.share('Ada', server.setupCode);
  await bob.team.join(await ada.team.invite('Editor'), 'Bob');
  await expect(bob.licenses.names).toHaveText(['Figma']);
  await synced(bob);

  const second = await newTab(bob.page.context());
  await second.page.goto('/licenses');
  await synced(second);
  await second.create({ Name: 'From the second tab', Type: 'Perpetual' });
  await ada.follow('Licenses');
  await expect(ada.licenses.names).toHaveText(['Figma', 'From the second tab']);

  await ada.team.open();
  await ada.team.member('Bob').getByRole('combobox', { name: 'Role of Bob' }).selectOption('Viewer');
  for (const app of [bob, second]) {
    await expect(app.page.getByText('You are looking at a shared workspace')).toBeVisible();
  }
  await second.team.open();
  await second.page.getByRole('button', { name: 'Leave', exact: true }).click();
  await second.page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click();
  for (const app of [second, bob]) {
    await expect(app.page.getByText('You have left this workspace.').first()).toBeVisible();
    await app.follow('Licenses');
    await expect(app.licenses.names).toHaveText(['Figma', 'From the second tab']);
  }
});

test('one person shares with two devices, and hands the workspace on only when asked twice', async ({ start, profile }) => {
  const server = await start();
  const [ada, phone, bob] = await people(3, () => profile({ baseURL: server.url }));
  await ada.open();
  await ada.create({ Name: 'Office', Type: 'Perpetual', 'License key': 'PLANT-ED123-KEY45-67890' });
  await ada.team.share('Ada', server.setupCode);
  await phone.page.goto(await ada.team.addDevice());
  await expect(phone.page.getByText('This is a link for one more device of Ada.')).toBeVisible();
  await expect(phone.page.getByLabel('Your name')).toBeHidden();
  await phone.page.getByRole('button', { name: 'Join' }).click();
  await expect(phone.licenses.names).toHaveText(['Office']);
  await synced(phone);
  await phone.page.getByRole('link', { name: 'Office', exact: true }).click();
  await phone.license.reveal.click();
  await expect(phone.page.getByText('PLANT-ED123-KEY45-67890')).toBeVisible();
  await ada.team.open();
  await expect(ada.team.members.getByRole('listitem')).toHaveCount(1);
  await expect(ada.team.devices.getByRole('listitem')).toHaveCount(2);

  await bob.team.join(await ada.team.invite('Editor'), 'Bob');
  await ada.team.open();
  const role = ada.team.member('Bob').getByRole('combobox', { name: 'Role of Bob' });
  await role.selectOption('Owner');
  const question = ada.page.getByRole('dialog', { name: 'Hand this workspace on to Bob?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(role).toHaveValue('editor');
  await role.selectOption('Owner');
  await question.getByRole('button', { name: 'Hand it on' }).click();
  await expect(ada.team.member('Bob')).toContainText('Owner');
});

test('an answer that is lost leaves nothing half done: asked again, the same device is in', async ({ start, profile, guard }) => {
  guard.allow(/ERR_FAILED/);
  const server = await start();
  const [ada, bob] = await people(2, () => profile({ baseURL: server.url }));
  const loseOne = (app: App, url: RegExp) =>
    app.page.context().route(url, async route => {
      await route.fetch();
      await route.abort();
    }, { times: 1 });
  await ada.open();
  await ada.create({ Name: 'Figma', Type: 'Perpetual' });
  await loseOne(ada, /\/api\/workspaces$/);
  await ada.team.open();
  await ada.page.getByLabel('Your name').fill('Ada');
  await ada.page.getByLabel('Set-up or sign-up code').fill(server.setupCode);
  const share = ada.page.getByRole('button', { name: 'Share this workspace' });
  await share.click();
  await expect(ada.page.getByText('The relay cannot be reached.')).toBeVisible();
  await share.click();
  await expect(ada.team.member('Ada')).toContainText('Owner');
  await synced(ada);

  await loseOne(bob, /\/accept$/);
  await bob.page.goto(await ada.team.invite('Editor'));
  await bob.page.getByLabel('Your name').fill('Bob');
  await bob.page.getByRole('button', { name: 'Join' }).click();
  await expect(bob.page.getByText('The relay cannot be reached.')).toBeVisible();
  await bob.page.getByRole('button', { name: 'Join' }).click();
  await expect(bob.licenses.names).toHaveText(['Figma']);
  await ada.team.open();
  await expect(ada.team.members.getByRole('listitem')).toHaveCount(2);
});
