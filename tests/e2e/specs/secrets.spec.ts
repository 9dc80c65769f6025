// Product keys: whoever asks sees them, and nothing on the device gives them away.

import { device, placesOf, type Device } from '../fixtures/device.ts';
import { HEADER } from '../fixtures/snipe-it.mjs';
import { expect, test } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

const TYPED = 'TYPED-QX7PLK-93MZTR-0WVNBE';
const REPLACED = 'OLDER-HJ2DKC-48SYAF-1UGORX';
const IMPORTED = 'FILED-GW5CRN-61BHDU-7YKSJA';
const PASTED = ['PASTE-1-VB7XQM-30CLWD', 'PASTE-2-KT9ZHN-84YEPG'];
// A column that says so in another language, and two that do not say it at all.
const FOREIGN = 'c7e90b1d-5fa2-4e38-b6d4-91f07a3ce852';
const UNNAMED = ['5d0e8c46-b92f-4a17-83d5-e6f1c07ba294', 'q9wXr4TzB7mKc2VhN8sLd5Yp'];
const PASSPHRASE = 'quorvex umbrolla zinqfish 74';
// Long enough to be compressed in a document: proof that the search looks inside.
const PLAIN_NOTE = `PLAIN-TEXT-OF-A-NOTE ${'which is repeated to be compressed, '.repeat(40)}`;
const PLAIN_NAME = 'Plain name of a license';

const FILE = `${HEADER}
Ada Ahlborn,ada@harbor.example,ada,Imported with a key,${IMPORTED},Software,Northlight,12/27/1981,$41.70,,,,,04/12/2016,false,yes,5,,,
`;

const GERMAN_FILE = `Bezeichnung;Hersteller;Seriennummer;Ablage;Beleg
Grafikpaket;Nordlicht;${FOREIGN};${UNNAMED.join(';')}
`;

test('no key, passphrase or code is on the device, in a backup or in an export, however it came in', async ({ app, context }) => {
  await app.open();
  await app.importFile('licenses.csv', FILE);
  await importGermanFile(app);
  await app.create({ Name: PLAIN_NAME, Type: 'Perpetual', 'License key': REPLACED, Notes: PLAIN_NOTE });
  await app.license.edit.click();
  await app.form.fill({ 'License key': TYPED });
  await app.form.save.click();
  await expect(app.message('Saved.')).toBeVisible();
  await app.license.reveal.click();
  await expect(app.page.getByText(TYPED, { exact: true })).toBeVisible();
  await app.license.hide.click();
  await expect(app.page.getByText(TYPED)).toHaveCount(0);
  await app.license.paste(PASTED.join('\n'), 'Pasted');
  await expect(app.license.keys).toHaveCount(3);
  await app.license.openTab('History');
  const ofLicense = await device(app.page);
  await app.follow('Settings');
  await app.settings.setPassphrase(PASSPHRASE);
  const code = await app.settings.makeCode();
  const backup = await app.download(() => app.settings.exportBackup.click());
  await app.follow('Licenses');
  const csv = await app.download(() => app.licenses.export());
  const json = await app.download(() => app.licenses.export({ format: 'JSON' }));
  const document = await app.download(() => app.licenses.export({ format: 'Automerge' }));
  await app.keptForOffline();

  // The cached projection is written a moment after the last change.
  const all: Device = { found: [], keys: [] };
  await expect(async () => {
    all.found = (await device(app.page)).found;
    const projections = all.found.filter(({ where }) => where.startsWith('IndexedDB seatwise/projections'));
    expect(placesOf(PLAIN_NAME, projections)).not.toEqual([]);
  }).toPass();
  const session = await context.newCDPSession(app.page);
  const history = await session.send('Page.getNavigationHistory');
  all.found.push(
    ...ofLicense.found,
    { where: 'the backup', bytes: backup.bytes },
    { where: 'the export', bytes: csv.bytes },
    { where: 'the JSON', bytes: json.bytes },
    { where: 'the Automerge document', bytes: document.bytes },
    { where: 'the browser history', bytes: Buffer.from(JSON.stringify(history)) },
  );

  const controls = placesOf(PLAIN_NAME, all.found);
  expect(controls.some(where => where.startsWith('IndexedDB automerge/documents')), 'a name is found in documents').toBe(true);
  expect(controls.some(where => where.startsWith('IndexedDB seatwise/projections')), 'and in the projection').toBe(true);
  expect(controls).toContain('the export');
  const compressed = placesOf('PLAIN-TEXT-OF-A-NOTE', all.found);
  expect(compressed, 'compressed text is found').toContain('the backup');

  for (const secret of [TYPED, REPLACED, IMPORTED, FOREIGN, ...UNNAMED, ...PASTED, PASSPHRASE, code, code.replaceAll('-', '')]) {
    expect(placesOf(secret, all.found), secret).toEqual([]);
  }
});

/** Its columns are told as far as a person would: the name and the vendor. */
async function importGermanFile(app: App): Promise<void> {
  await app.follow('Licenses');
  await app.licenses.importButton.click();
  await app.import.offer('lizenzen.csv', GERMAN_FILE);
  await expect(app.import.columns).toBeVisible();
  await app.import.column('Bezeichnung').selectOption({ label: 'Name' });
  await app.import.column('Hersteller').selectOption({ label: 'Vendor' });
  for (const heading of ['Seriennummer', 'Ablage', 'Beleg']) {
    await expect(app.import.column(heading)).toHaveValue('license-key');
    await expect(app.import.column(heading).getByRole('option', { name: 'Keep as extra', exact: true })).toHaveCount(0);
  }
  await app.import.showPreview.click();
  await expect(app.import.summary.getByRole('listitem').filter({ hasText: '3 product keys' })).toBeVisible();
  for (const key of [FOREIGN, ...UNNAMED]) await expect(app.page.getByRole('main')).not.toContainText(key);
  await app.import.importButton.click();
  await expect(app.licenses.link('Grafikpaket')).toBeVisible();
}

test('the keys that seal are in the keeping of the browser and cannot be taken out', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'With a key', Type: 'Perpetual', 'License key': TYPED });
  const { keys } = await device(app.page);
  expect(keys.map(({ where }) => where.replace(/.*\./, '')).toSorted()).toEqual(['deviceKey', 'workspaceKey']);
  expect(keys.filter(key => key.extractable || key.exported)).toEqual([]);
});

test('Reveal shows a key, Hide takes it away, Copy gives it without showing it', async ({ app, context, server }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await app.open();
  await app.create({ Name: 'With a key', Type: 'Perpetual', 'License key': TYPED });
  await expect(app.page.getByText(`•••• ${TYPED.slice(-4)}`)).toBeVisible();
  await expect(app.page.getByText(TYPED)).toHaveCount(0);
  await app.license.reveal.click();
  await expect(app.page.getByText(TYPED, { exact: true })).toBeVisible();
  await app.license.hide.click();
  await expect(app.page.getByText(TYPED)).toHaveCount(0);
  await app.license.copy.click();
  await expect(app.message(/^Copied\./)).toBeVisible();
  await expect(app.page.getByText(TYPED)).toHaveCount(0);
  expect(await app.page.evaluate(() => navigator.clipboard.readText())).toBe(TYPED);
});

test('a key of a file is revealed like one that was typed', async ({ app }) => {
  await app.open();
  await app.importFile('licenses.csv', FILE);
  await app.licenses.link('Imported with a key').click();
  await app.license.reveal.click();
  await expect(app.page.getByText(IMPORTED, { exact: true })).toBeVisible();
  await app.page.reload();
  await expect(app.page.getByText(IMPORTED)).toHaveCount(0);
  await app.license.reveal.click();
  await expect(app.page.getByText(IMPORTED, { exact: true })).toBeVisible();
});

test('a new key replaces the one before', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'With a key', Type: 'Perpetual', 'License key': REPLACED });
  await app.license.edit.click();
  await expect(app.form.field('License key')).toHaveValue('');
  await expect(app.form.field('License key')).toHaveAccessibleDescription(/ending in GORX/);
  await app.form.fill({ 'License key': TYPED });
  await app.form.save.click();
  await expect(app.license.reveal).toHaveCount(1);
  await app.license.reveal.click();
  await expect(app.page.getByText(TYPED, { exact: true })).toBeVisible();
});
