/** A person without a pointer: everything is reached with the keys that a keyboard has. */
import { expect, type Locator, type Page } from "@playwright/test";

/** More steps than any page has between its start and what is looked for. */
const TABS_MAX = 90;

/** Goes from where the focus is to this element with Tab alone. Fails when it is never reached, or when it cannot be seen to have the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let steps = 0; steps < TABS_MAX; steps += 1) {
    if (await hasFocus(target)) return expectVisibleFocus(page);
    await page.keyboard.press("Tab");
  }
  throw new Error(`${TABS_MAX} presses of Tab do not reach ${target.toString()}.`);
}

async function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

/** Something around or on the focused element differs from when it has no focus: an outline, on itself or on its label. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const outlined = await page.evaluate(() => {
    const drawn = (style: CSSStyleDeclaration) => style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
    let element = document.activeElement;
    for (let height = 0; element && height < 3; height += 1, element = element.parentElement) if (drawn(getComputedStyle(element)) || drawn(getComputedStyle(element, "::after"))) return true;
    return false;
  });
  expect(outlined, "the focus can be seen").toBe(true);
}

/** Reaches it, then presses Enter. */
export async function enterOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}
