// No server and no network: the app opens from the device with everything in it, and keeps what is done.

import { expectAccessible } from '../fixtures/audit.ts';
import { snipeItFile } from '../fixtures/snipe-it.mjs';
import { expect, newTab, test } from '../fixtures/test.ts';

const file = snipeItFile();

test('after one visit the app opens without a network, takes an edit and keeps it', async ({ start, profile, guard }) => {
  guard.allowNoServer();
  const server = await start();
  const context = await profile({ baseURL: server.url });
  const first = await newTab(context);
  await first.open();
  await first.importFile('licenses.csv', file.text);
  await first.keptForOffline();
  await first.page.close();
  await server.stop();
  await context.setOffline(true);

  const second = await newTab(context);
  await second.open();
  await expect(second.syncStatus).toContainText('Offline');
  await expect(second.licenses.count).toHaveText('Showing 50 of 50');
  await expectAccessible(second.page, 'the list offline');
  await second.licenses.link('Atlas Studio').click();
  await second.license.edit.click();
  await second.form.fill({ Seats: '4321', Notes: 'Written without a network.' });
  await second.form.save.click();
  await expect(second.message('Saved.')).toBeVisible();
  await second.page.close();

  const third = await newTab(context);
  await third.open('/licenses?q=atlas+studio');
  await expect(third.licenses.cell('Atlas Studio', 'Seats')).toHaveText('4,321');
  await third.licenses.link('Atlas Studio').click();
  await expect(third.license.panel).toContainText('Written without a network.');
  await expect(third.license.heading('Atlas Studio')).toBeVisible();
});

test('without a network every page opens by its own address', async ({ start, profile, guard }) => {
  guard.allowNoServer();
  const server = await start();
  const context = await profile({ baseURL: server.url });
  const app = await newTab(context);
  await app.open();
  await app.create({ Name: 'Blender', Type: 'Open Source' });
  const license = app.page.url();
  await app.keptForOffline();
  await server.stop();
  await context.setOffline(true);

  await app.open(license);
  await expect(app.license.heading('Blender')).toBeVisible();
  await app.open('/licenses/new');
  await expect(app.form.createHeading).toBeVisible();
  await app.open('/import');
  await app.import.choose('licenses.csv', file.text);
  await expect(app.import.importButton).toHaveText('Import 50');
  await app.open('/settings');
  await expect(app.settings.heading).toBeVisible();
});
