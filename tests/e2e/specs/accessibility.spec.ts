// For everybody: no violation on any page, all of it by keyboard, and nothing cut off when it is large
// or the screen is small.

import { expectAccessible, expectNoSidewaysScroll } from '../fixtures/audit.ts';
import { snipeItFile } from '../fixtures/snipe-it.mjs';
import { expect, newTab, test, type Page } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

const file = snipeItFile();

/** Goes through every page and every state of it that looks different. */
async function visitAll(app: App, look: (page: Page, what: string) => Promise<void>): Promise<void> {
  const { page } = app;
  await app.open();
  await look(page, 'the empty list');
  await app.open('/import');
  await look(page, 'the import');
  await app.import.offer('picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]));
  await expect(app.import.trouble).toBeVisible();
  await look(page, 'the import of a file that is none');
  await app.import.offer('tools.csv', 'Tool,Maker,Tools\nFigma,Figma Inc,3\n');
  await expect(app.import.columns).toBeVisible();
  await app.import.column('Maker').selectOption({ label: 'Name' });
  await look(page, 'the columns of an import');
  await app.import.chooseAnother.click();
  await app.import.choose('licenses.csv', file.text.replace('12/27/1981', '02/31/1981'));
  await look(page, 'the preview of an import');
  await app.import.importButton.click();
  await expect(app.licenses.count).toHaveText('Showing 50 of 50');
  await look(page, 'the list');
  await app.licenses.exportButton.click();
  await expect(app.licenses.exportDialog).toBeVisible();
  await look(page, 'the export');
  await page.keyboard.press('Escape');
  await expect(app.licenses.exportDialog).toBeHidden();
  // On a small screen the filters are behind a button of their own.
  const folded = page.getByRole('button', { name: 'Filter', exact: true });
  if (await folded.isVisible()) await folded.click();
  for (const name of ['More filters', 'Views', 'Columns']) {
    await page.getByRole('button', { name, exact: true }).click();
    const dialog = page.getByRole('dialog', { name, exact: true });
    await expect(dialog).toBeVisible();
    await look(page, `the dialog ${name}`);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  await page.getByRole('checkbox', { name: 'Select all', exact: true }).check();
  await expect(page.getByRole('region', { name: 'Selected licenses' })).toContainText('50 selected');
  await look(page, 'the list with ticked licenses');
  await app.open('/licenses?q=nothing+like+this');
  await look(page, 'a list where nothing matches');
  await app.open('/licenses/new');
  await look(page, 'the form');
  await app.form.fill({ Type: 'Subscription', Seats: 'many' });
  await app.form.save.click();
  await expect(app.form.summary).toBeVisible();
  await look(page, 'the form with problems');
  await app.open('/licenses');
  await app.licenses.link('Beacon Studio').click();
  await expect(app.license.reveal).toBeVisible();
  await look(page, 'the details of a license');
  await page.getByRole('button', { name: 'Add coverage' }).click();
  const coverage = page.getByRole('dialog', { name: 'Support and maintenance' });
  await coverage.getByRole('button', { name: 'Save' }).click();
  await expect(coverage).toContainText('Fill this in.');
  await look(page, 'a period of support');
  await page.keyboard.press('Escape');
  await expect(coverage).toBeHidden();
  await app.license.openTab('Assignments');
  await look(page, 'its assignments');
  await app.license.openTab('History');
  await look(page, 'its history');
  await app.open('/vendors');
  await expect(page.getByRole('table', { name: 'Vendors' })).toBeVisible();
  await look(page, 'vendors');
  await page.getByRole('button', { name: 'Merge Northlight' }).click();
  await expect(page.getByRole('dialog', { name: 'Merge Northlight' })).toBeVisible();
  await look(page, 'two vendors to be one');
  await app.open('/history');
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  await look(page, 'the history of the workspace');
  await app.open('/deleted');
  await expect(page.getByRole('heading', { name: 'No license is deleted' })).toBeVisible();
  await look(page, 'the bin');
  await app.open('/settings');
  await look(page, 'settings');
  await app.open('/settings/team');
  await expect(page.getByRole('form', { name: 'Share this workspace' })).toBeVisible();
  await look(page, 'sharing');
  await app.open('/join/67e55044-10b1-426f-9247-bb680e5fe0c8#00');
  await expect(page.getByText('This link is not complete.')).toBeVisible();
  await look(page, 'an invitation that does not work');
  await app.open('/settings');
  await page.getByRole('button', { name: 'Add field' }).click();
  const field = page.getByRole('dialog', { name: 'Add field' });
  await field.getByLabel('Name').fill('Risk');
  await field.getByLabel('Type').selectOption({ label: 'Choice' });
  await field.getByRole('button', { name: 'Save' }).click();
  await expect(field).toContainText('Fill this in.');
  await look(page, 'a custom field with a problem');
  await field.getByLabel('Choices').fill('High');
  await field.getByRole('button', { name: 'Save' }).click();
  await expect(field).toBeHidden();
  await look(page, 'settings with a custom field');
  await app.open('/licenses');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('dialog', { name: 'Columns' }).getByLabel('Risk').check();
  await page.keyboard.press('Escape');
  await look(page, 'the list with a column of its own');
  await app.open('/licenses/nonsense');
  await look(page, 'a license that is not there');
  await app.open('/no/such/page');
  await look(page, 'a page that is not there');
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of Object.entries({ desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } })) {
    test.describe(`${colorScheme}, ${device}`, () => {
      test.use({ colorScheme, viewport });

      test('no page has a violation', async ({ app }) => {
        test.setTimeout(120_000);
        await visitAll(app, expectAccessible);
      });
    });
  }
}

test('the recovery screen and the help to install have no violation', async ({ app }) => {
  await app.open();
  await app.navigation.getByRole('button', { name: /^Install/ }).click();
  await expect(app.page.getByRole('dialog', { name: 'Install Seatwise' })).toBeVisible();
  await expectAccessible(app.page, 'the help to install');
  await app.page.keyboard.press('Escape');
  await app.page.evaluate(() => (window as unknown as { seatwiseRecover(message: string): void }).seatwiseRecover('somewhere:1'));
  await expect(app.recovery).toBeVisible();
  await expectAccessible(app.page, 'the recovery screen');
});

test('nothing scrolls sideways on a screen of 320 pixels', async ({ profile }) => {
  const app = await newTab(await profile({ viewport: { width: 320, height: 640 } }));
  await visitAll(app, expectNoSidewaysScroll);
});

test('nothing scrolls sideways when everything is twice as large', async ({ profile }) => {
  // What a zoom of 200 % makes of a window of 1440 by 900.
  const app = await newTab(await profile({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }));
  await visitAll(app, expectNoSidewaysScroll);
});

test('on a phone the pages and the filters are within reach', async ({ profile }) => {
  const app = await newTab(await profile({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }));
  await app.open();
  await app.importFile('licenses.csv', file.text);
  await app.page.getByRole('button', { name: /^Filter/ }).tap();
  await app.licenses.filter('Vendor').selectOption({ label: 'Northlight' });
  await expect(app.licenses.count).toHaveText('Showing 10 of 50');
  await expect(app.page.getByRole('button', { name: /^Filter/ })).toContainText('1');
  await app.navigation.getByRole('button', { name: 'More' }).tap();
  await expect(app.navigation.getByRole('button', { name: /^Install/ })).toBeVisible();
  await app.navigation.getByRole('link', { name: 'Settings' }).tap();
  await expect(app.settings.heading).toBeVisible();
});

test('a license is added, found, sorted, opened, deleted and brought back by keyboard alone', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.importFile('licenses.csv', file.text);

  await tabTo(app, 'Create license');
  await page.keyboard.press('Enter');
  await expect(app.form.createHeading).toBeFocused();
  await tabTo(app, 'Name');
  await page.keyboard.type('Zebra Keyboard');
  await tabTo(app, 'Type');
  await page.keyboard.type('Perp');
  await tabTo(app, 'Seats');
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await expect(app.license.heading('Zebra Keyboard')).toBeVisible();

  await tabTo(app, 'Licenses');
  await page.keyboard.press('Enter');
  await expect(app.licenses.count).toHaveText('Showing 51 of 51');
  await page.keyboard.press('/');
  await expect(app.licenses.search).toBeFocused();
  await page.keyboard.type('studio');
  await expect(app.licenses.count).toHaveText('Showing 10 of 51');
  await page.keyboard.press('Escape');
  await expect(app.licenses.count).toHaveText('Showing 51 of 51');

  await tabTo(app, 'Name');
  await page.keyboard.press('Enter');
  await expect(app.licenses.header('Name')).toHaveAttribute('aria-sort', 'descending');
  await expect(app.licenses.header('Name').getByRole('button')).toBeFocused();
  await tabTo(app, 'Zebra Keyboard');
  await page.keyboard.press('Enter');
  await expect(app.license.heading('Zebra Keyboard')).toBeVisible();
  await tabTo(app, 'Delete');
  await page.keyboard.press('Space');
  await expect(app.licenses.count).toHaveText('Showing 50 of 50');
  // The message that offers Undo goes by itself; the key does not.
  await page.keyboard.press('Control+z');
  await expect(app.licenses.count).toHaveText('Showing 51 of 51');
});

test('what has the focus is in sight, on every page', async ({ app }) => {
  await app.open();
  await app.importFile('licenses.csv', file.text);
  for (const address of ['/licenses', '/licenses/new', '/settings']) {
    await app.open(address);
    for (let n = 0; n < 60; n += 1) {
      await app.page.keyboard.press('Tab');
      expect.soft(await hiddenFocus(app.page), `${address}, after ${n + 1} times Tab`).toBeNull();
    }
  }
});

test('the first stop of the keyboard leads past the navigation', async ({ app }) => {
  await app.open();
  await app.page.keyboard.press('Tab');
  await expect(app.page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(app.page.getByRole('main')).toBeFocused();
});

/** Presses Tab until the control of this name has the focus. */
async function tabTo(app: App, name: string): Promise<void> {
  const { page } = app;
  for (let n = 0; n < 200; n += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const labels = (element as HTMLInputElement | null)?.labels;
      return [element?.getAttribute('aria-label'), labels?.[0]?.innerText, element?.innerText?.split('\n')[0]].map(text => text?.trim());
    });
    if (focused.includes(name)) return;
  }
  throw new Error(`no Tab leads to "${name}"`);
}

/** What has the focus without being in sight; `null` when all is well. */
async function hiddenFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const { left, top, width, height } = element.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    const isSeen = at !== null && (element.contains(at) || at.contains(element) || at.closest('label')?.contains(element));
    return isSeen ? null : element.outerHTML.slice(0, 120);
  });
}
