/** What people do with their hands in the console, each with the way back from it. */
import { expect, type Page } from "@playwright/test";
import type { AccountFacts } from "#lib/db/seed-facts.ts";

/** `act` is measured; `before` leads to it, once on a page, and `away` back from it. */
export type Interaction = { name: string; at: (live: AccountFacts) => string; before?: (page: Page) => Promise<void>; act: (page: Page) => Promise<void>; away: (page: Page) => Promise<void> };

const OVERVIEW = () => "/live/overview";
const RUNNING = ({ campaigns }: AccountFacts) => `/live/campaigns/${campaigns.running}`;
const CONTACTS = () => "/live/audience";
const DRAFT = ({ campaigns }: AccountFacts) => `/live/campaigns/${campaigns.draft}/compose/template`;

async function escape(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog").or(page.getByRole("menu"))).toHaveCount(0);
}

async function openUserMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: /sign-out$/ }).click();
  await expect(page.getByRole("dialog", { name: "You" })).toBeVisible();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
}

function opensTable(name: string, at: Interaction["at"]): Interaction {
  const summary = (page: Page) => page.getByText("View as table").first();
  const press = async (page: Page, rows: boolean) => {
    await summary(page).click();
    await expect(page.getByRole("region", { name: /as a table$/ }).first()).toBeVisible({ visible: rows });
  };
  return { name, at, act: (page) => press(page, true), away: (page) => press(page, false) };
}

function opensPanel(name: string, button: string): Interaction {
  const panel = (page: Page) => page.getByRole("group", { name: button, exact: true });
  return {
    name,
    at: CONTACTS,
    act: async (page) => {
      await page.getByRole("main").getByRole("button", { name: button, exact: true }).click();
      await expect(panel(page)).toBeVisible();
    },
    away: async (page) => {
      await page.keyboard.press("Escape");
      await expect(panel(page)).toBeHidden();
    },
  };
}

function walksChart(name: string, at: Interaction["at"]): Interaction {
  const walk = async (page: Page, key: string) => {
    await page.getByRole("application").first().focus();
    for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press(key);
    await expect(page.locator(".recharts-tooltip-wrapper").first()).toBeVisible();
  };
  return { name, at, act: (page) => walk(page, "ArrowRight"), away: (page) => walk(page, "ArrowLeft") };
}

export const INTERACTIONS: Interaction[] = [
  {
    name: "open the account menu",
    at: OVERVIEW,
    act: async (page) => {
      await page.getByRole("button", { name: /^Account: / }).click();
      await expect(page.getByRole("menu")).toBeVisible();
    },
    away: escape,
  },
  {
    name: "open the user menu",
    at: RUNNING,
    act: openUserMenu,
    away: escape,
  },
  {
    name: "choose dark colours, then light ones",
    at: RUNNING,
    before: openUserMenu,
    act: async (page) => {
      await page.getByRole("dialog", { name: "You" }).getByText("Dark").click();
      await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    },
    away: async (page) => {
      await page.getByRole("dialog", { name: "You" }).getByText("Light").click();
      await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
    },
  },
  { name: "open the command palette", at: OVERVIEW, act: openPalette, away: escape },
  {
    name: "open the palette and type in it",
    at: RUNNING,
    act: async (page) => {
      await openPalette(page);
      await page.keyboard.type("voucher", { delay: 30 });
      await expect(page.getByRole("option", { name: /^Vouchers for every online order/ })).toBeVisible();
    },
    away: escape,
  },
  {
    name: "show the shortcuts",
    at: OVERVIEW,
    act: async (page) => {
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    },
    away: escape,
  },
  {
    name: "ask to cancel a running campaign",
    at: RUNNING,
    act: async (page) => {
      await page.getByRole("button", { name: "Cancel campaign" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
    away: escape,
  },
  {
    name: "ask to rename a draft, and type",
    at: DRAFT,
    act: async (page) => {
      await page.getByRole("button", { name: "Rename" }).click();
      await page.getByRole("dialog").getByLabel("Name").pressSequentially(" again", { delay: 30 });
    },
    away: escape,
  },
  {
    name: "choose another template by its card",
    at: DRAFT,
    act: (page) => page.getByRole("radio", { name: /^voucher_ready/ }).check(),
    away: (page) => page.getByRole("radio", { name: /^thank_you_voucher/ }).check(),
  },
  {
    name: "type in the search of the contacts",
    at: CONTACTS,
    act: (page) => page.getByRole("main").getByRole("searchbox").pressSequentially("coffee", { delay: 30 }),
    away: (page) => page.getByRole("main").getByRole("searchbox").fill(""),
  },
  {
    name: "search the templates",
    at: () => "/live/templates",
    act: async (page) => {
      await page.getByRole("main").getByRole("searchbox").fill("voucher");
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/q=voucher/);
    },
    away: async (page) => {
      await page.getByRole("main").getByRole("searchbox").fill("");
      await page.keyboard.press("Enter");
      await expect(page).not.toHaveURL(/q=voucher/);
    },
  },
  {
    name: "go down the contacts with J",
    at: CONTACTS,
    act: async (page) => {
      await page.locator("[data-row-link]").first().focus();
      for (let steps = 0; steps < 5; steps += 1) await page.keyboard.press("j");
      await expect(page.locator("[data-row-link]").nth(5)).toBeFocused();
    },
    away: async (page) => {
      for (let steps = 0; steps < 5; steps += 1) await page.keyboard.press("k");
    },
  },
  opensPanel("open the columns of the contacts", "Columns"),
  opensPanel("open the filter by list of the contacts", "List"),
  {
    name: "tick a contact, then one more with X",
    at: CONTACTS,
    act: async (page) => {
      await page.locator("[data-select]").first().check();
      await page.keyboard.press("j");
      await page.keyboard.press("x");
      await expect(page.getByText("2 contacts selected").first()).toBeVisible();
    },
    away: (page) => page.getByRole("button", { name: "Clear", exact: true }).click(),
  },
  {
    name: "tick every contact of the page",
    at: CONTACTS,
    act: (page) => page.locator("[data-select-page]").filter({ visible: true }).check(),
    away: (page) => page.getByRole("button", { name: "Clear", exact: true }).click(),
  },
  {
    name: "put the campaigns into another order",
    at: () => "/live/campaigns",
    act: async (page) => {
      await page.getByRole("columnheader").getByRole("link").first().click();
      await expect(page).toHaveURL(/sort=/);
    },
    away: async (page) => {
      await page.goBack();
      await expect(page).not.toHaveURL(/sort=/);
    },
  },
  opensTable("view the delivery chart of a running campaign as a table", RUNNING),
  opensTable("view the delivery chart of the overview as a table", OVERVIEW),
  walksChart("walk the chart of a running campaign with the arrows", RUNNING),
  walksChart("walk the chart of the overview with the arrows", OVERVIEW),
  {
    name: "go to another place by its letter",
    at: OVERVIEW,
    act: async (page) => {
      await page.keyboard.press("g");
      await page.keyboard.press("c");
      await expect(page.getByRole("heading", { level: 1, name: "Campaigns" })).toBeVisible();
    },
    away: async (page) => {
      await page.keyboard.press("g");
      await page.keyboard.press("o");
      await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    },
  },
];
