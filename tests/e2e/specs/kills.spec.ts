// A tab may die at any moment. What was acknowledged is on disk by then.

import { setTimeout as after } from 'node:timers/promises';

import { expect, newTab, test } from '../fixtures/test.ts';

const KILLS = 50;

test('fifty kills of the tab in the middle of a save lose nothing that was acknowledged', async ({ context, guard }) => {
  test.setTimeout(KILLS * 10_000);
  guard.allow(/the page crashed/);
  let app = await newTab(context);
  await app.open();
  await app.create({ Name: 'Survivor', Type: 'Perpetual', Notes: 'saved 0' });
  const address = app.page.url();
  let reached = 0;
  for (let n = 1; n <= KILLS; n += 1) {
    await app.license.edit.click();
    await app.form.fill({ Notes: `saved ${n}` });
    await app.form.save.click();
    await expect(app.message('Saved.')).toBeVisible();

    await app.license.edit.click();
    await app.form.fill({ Notes: `killed ${n}` });
    const session = await context.newCDPSession(app.page);
    const dead = app.page.waitForEvent('crash');
    // Not awaited: the page dies while it is at it, each time a little later.
    void app.form.save.click().catch(() => undefined);
    await after((n * 37) % 250);
    void session.send('Page.crash').catch(() => undefined);
    await dead;
    await app.page.close();

    app = await newTab(context);
    await app.open(address);
    await expect(app.license.panel).toContainText(new RegExp(`(saved|killed) ${n}`));
    reached += (await app.license.detail('Notes')) === `killed ${n}` ? 1 : 0;
  }
  // Some died before the save and some after it: otherwise this shows nothing.
  expect(reached, 'saves that were on disk before the tab died').toBeGreaterThan(0);
  expect(reached).toBeLessThan(KILLS);
});
