// What holds for the workspace and what holds for this device.

import { expect, newTab, test } from '../fixtures/test.ts';

test.beforeEach(async ({ app }) => {
  await app.open('/settings');
});

test('the name, the time zone and the currency of the workspace are kept', async ({ app }) => {
  await app.settings.name.fill('Harbor Works');
  await app.settings.timeZone.fill('America/New_York');
  await app.settings.currency.fill('gbp');
  await app.settings.save.click();
  await expect(app.message('Saved.')).toBeVisible();
  await expect(app.page.getByRole('banner')).toContainText('Harbor Works');
  await app.page.reload();
  await expect(app.settings.name).toHaveValue('Harbor Works');
  await expect(app.settings.timeZone).toHaveValue('America/New_York');
  await expect(app.settings.currency).toHaveValue('GBP');
  await app.follow('Licenses');
  await app.licenses.createButton.click();
  await expect(app.form.field('Currency')).toHaveValue('GBP');
});

test('a longer or shorter threshold changes what is Expiring Soon', async ({ app }) => {
  await app.create({ Name: 'Twenty days left', Type: 'Subscription', 'Expiration date': '2026-12-14' });
  await expect(app.license.status).toHaveText('Expiring Soon');
  await app.follow('Settings');
  await expect(app.settings.expiringDays).toHaveValue('30');
  await app.settings.expiringDays.fill('10');
  await app.settings.save.click();
  await expect(app.message('Saved.')).toBeVisible();
  await app.follow('Licenses');
  await expect(app.licenses.cell('Twenty days left', 'Status')).toHaveText('Active');
  await app.page.reload();
  await expect(app.licenses.cell('Twenty days left', 'Status')).toHaveText('Active');
});

test('today is the day in the time zone of the workspace', async ({ app }) => {
  // At noon in Berlin it is tomorrow already on Kiritimati.
  await app.create({ Name: 'Ends today', Type: 'Subscription', 'Expiration date': '2026-11-24' });
  await expect(app.license.status).toHaveText('Expiring Soon');
  await app.follow('Settings');
  await app.settings.timeZone.fill('Pacific/Kiritimati');
  await app.settings.save.click();
  await expect(app.message('Saved.')).toBeVisible();
  await app.follow('Licenses');
  await expect(app.licenses.cell('Ends today', 'Status')).toHaveText('Expired');
});

test('everything wrong is said at once', async ({ app }) => {
  await app.settings.timeZone.fill('Mars/Olympus');
  await app.settings.currency.fill('euros');
  await app.settings.expiringDays.fill('-1');
  await app.settings.save.click();
  await expect(app.settings.problems).toBeFocused();
  await expect(app.settings.problems.getByRole('link')).toHaveText([
    'Time zone: No zone of this name, such as Europe/Berlin.',
    'Currency: Three letters, such as EUR.',
    'Expiring Soon within: From 0 to 365.',
  ]);
  await expect(app.settings.timeZone).toHaveAccessibleDescription(/No zone of this name/);
  await app.page.reload();
  await expect(app.settings.timeZone).toHaveValue('');
});

test('a theme counts at once and is there before the next first paint', async ({ app }) => {
  const background = () => app.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await app.settings.theme('Dark').check();
  await expect.poll(background).not.toBe(light);
  await app.page.reload({ waitUntil: 'commit' });
  await expect.poll(background).not.toBe(light);
  await expect(app.settings.theme('Dark')).toBeChecked();
  await app.settings.theme('System').check();
  await expect.poll(background).toBe(light);
});

test('settings that change in another tab arrive in a form nobody has touched', async ({ app, context }) => {
  const other = await newTab(context);
  await other.open('/settings');
  await other.settings.currency.fill('CHF');
  await app.settings.name.fill('Harbor Works');
  await app.settings.save.click();
  await expect(app.message('Saved.')).toBeVisible();
  await expect(other.settings.name).toHaveValue('Harbor Works');
  await expect(other.settings.currency).toHaveValue('CHF');
  await other.settings.save.click();
  await expect(other.message('Saved.')).toBeVisible();
  await expect(app.settings.currency).toHaveValue('CHF');
  await expect(app.settings.name).toHaveValue('Harbor Works');
});
