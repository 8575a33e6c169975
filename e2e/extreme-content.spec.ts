import { expect, test, type Page } from "@playwright/test";
import { untilQuiet } from "#scripts/screenshots/quiet-page.ts";
import { overflowOf } from "#scripts/screenshots/troubles.ts";
import { DESK, PHONE, START_TIMEOUT_MS, startSeeded, type Seeded } from "./seeded.ts";
import { spillsOf } from "./spills.ts";

const WINDOWS = { wide: DESK, narrow: PHONE };
const NINE_DIGITS = /[0-9]{3},[0-9]{3},[0-9]{3}/;

/** As long as each may be, in one word, from right to left, and in pictures. */
const LENGTHS = { campaign: 120, list: 80, contact: 300 };
const PICTURES = "🇧🇷🫖🌻";
const names = (length: number) => ({
  "one long word": "Unbroken".repeat(40).slice(0, length),
  "right to left": "حملة الخريف الكبيرة في متجر القهوة ".repeat(10).slice(0, length).trim(),
  "pictures": PICTURES.repeat(Math.floor(length / PICTURES.length)),
});
const KINDS = ["one long word", "right to left", "pictures"] as const;

let seeded: Seeded;
const pages: Partial<Record<keyof typeof WINDOWS, Page>> = {};

test.beforeAll(async ({ browser }) => {
  test.setTimeout(START_TIMEOUT_MS);
  seeded = await startSeeded(browser, "quiet-day");
  for (const name of ["wide", "narrow"] as const) pages[name] = await (await seeded.openWindow(WINDOWS[name])).newPage();
});
test.afterAll(() => seeded.stop());

function at(window: keyof typeof WINDOWS): Page {
  const page = pages[window];
  if (!page) throw new Error(`The ${window} window is not open.`);
  return page;
}

/** Everything that is wrong with how these pages fit, in both windows. */
async function misfits(paths: string[], look: (page: Page, path: string) => Promise<string[]> = async () => []): Promise<string[]> {
  const found: string[] = [];
  for (const window of ["wide", "narrow"] as const) {
    for (const path of paths) {
      const page = at(window);
      await page.goto(path);
      const restless = await untilQuiet(page);
      const overflow = await overflowOf(page);
      const causes = overflow === null ? [] : (await spillsOf(page, /./u)).slice(0, 2);
      found.push(...[restless, overflow, ...causes, ...(await look(page, path))].filter((one) => one !== null).map((what) => `${window} ${path}: ${what}`));
    }
  }
  return found;
}

async function idOf(table: "campaign" | "contact_list" | "contact", name: string): Promise<string> {
  const { rows } = await seeded.database.query<{ id: string }>(`select id::text from ${table} where name = $1`, [name]);
  return rows[0]?.id ?? `nothing in ${table} is called ${name}`;
}

test.describe.serial("the longest and strangest names", () => {
  test("names as long as they may be, from right to left and of pictures, are taken by the forms", async () => {
    const page = at("wide");
    for (const kind of KINDS) {
      await page.goto("/live/campaigns/new");
      await page.getByLabel("Name").fill(names(LENGTHS.campaign)[kind]);
      await page.getByRole("button", { name: "Continue to the template" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(names(LENGTHS.campaign)[kind]);
      await page.goto("/live/audience/imports/new");
      await page.getByLabel("Name of a new list").fill(names(LENGTHS.list)[kind]);
      const contact = names(LENGTHS.contact)[kind];
      await page.getByLabel("A CSV file of contacts").setInputFiles({ name: `${contact.slice(0, 60)}.csv`, mimeType: "text/csv", buffer: Buffer.from(`Phone,Name,City\n+121255501${10 + KINDS.indexOf(kind)},${contact},${contact}\n`) });
      await page.getByRole("button", { name: "Import the file" }).click();
      await expect(page.getByText("Taken", { exact: true })).toBeVisible();
    }
  });

  test("every page that shows such a name fits its window and holds all of the name", async () => {
    const paths: Record<string, string> = {};
    for (const kind of KINDS) {
      const { campaign, list, contact } = { campaign: names(LENGTHS.campaign)[kind], list: names(LENGTHS.list)[kind], contact: names(LENGTHS.contact)[kind] };
      const [campaignId, listId, contactId] = [await idOf("campaign", campaign), await idOf("contact_list", list), await idOf("contact", contact)];
      paths[`/live/campaigns/${campaignId}/compose/template`] = campaign;
      paths[`/live/audience?list=${listId}`] = contact;
      paths[`/live/audience/contacts/${contactId}`] = contact;
    }
    const indexes = ["/live/campaigns", "/live/audience/lists", "/live/audience", "/live/audience/imports", "/live/audience/imports/new", "/live/campaigns/new"];
    const [campaign] = Object.keys(paths);
    const composer = ["audience", "review"].map((step) => `${campaign}`.replace(/template$/, step));
    const found = await misfits([...indexes, ...composer, ...Object.keys(paths)], async (page, path) => {
      const name = paths[path];
      const shown = await page.getByRole("main").textContent();
      return name === undefined || shown?.includes(name) ? [] : ["does not hold the whole name"];
    });
    expect(found).toEqual([]);
  });

  test("on the page about it, no name is cut off", async () => {
    for (const window of ["wide", "narrow"] as const) {
      const page = at(window);
      for (const kind of KINDS) {
        await page.goto(`/live/campaigns/${await idOf("campaign", names(LENGTHS.campaign)[kind])}/compose/template`);
        const heading = page.getByRole("heading", { level: 1 });
        expect(await heading.evaluate((element) => element.scrollWidth <= element.clientWidth && getComputedStyle(element).textOverflow !== "ellipsis")).toBe(true);
      }
    }
  });
});

test("numbers of nine digits stay in their places, in figures, charts and tables", async () => {
  const { completed, longestName } = { completed: `${seeded.live.campaigns.completed}`, longestName: `${seeded.live.longestName}` };
  const { database } = seeded;
  await database.query("update campaign set audience = 987654321, queued = 876543210, suppressed = '{\"no_consent\": 111111111}' where id = any($1)", [[completed, longestName]]);
  await database.query("update campaign_tally set accepted = 123456789, rejected = 102938475, unknown = 111222333, sent = 122333444, delivered = 121212121, read = 110110110, undelivered = 100200300, failed = 100100100 where (account_id, campaign_id, bucket_at) in (select account_id, campaign_id, max(bucket_at) from campaign_tally group by 1, 2 order by 3 desc limit 3)");
  await database.query("update sender_second set departed = 123456789 where second_at = (select max(second_at) from sender_second)");
  const paths = ["/live/overview", "/live/campaigns", `/live/campaigns/${completed}`, `/live/campaigns/${longestName}`, `/live/senders/${seeded.live.senders.online}`, "/live/senders"];
  let seen = 0;
  const found = await misfits(paths, async (page) => {
    for (const summary of await page.getByText("View as table").all()) await summary.click();
    seen += (await page.getByRole("main").innerText()).match(new RegExp(NINE_DIGITS, "g"))?.length ?? 0;
    return [...(await spillsOf(page, NINE_DIGITS)), await overflowOf(page)].filter((one) => one !== null);
  });
  expect(found).toEqual([]);
  expect(seen).toBeGreaterThan(40);
});

test("where there is nothing, the page says what there would be", async () => {
  const { rows } = await seeded.database.query<{ id: string }>("insert into contact_list (account_id, name, columns) select id, 'Empty shelf', '{}' from account where slug = 'live' returning id");
  for (const path of [`/live/audience?list=${rows[0]?.id}`, "/live/audience?q=nobody-is-called-so", "/live/campaigns?state=held", "/live/campaigns?q=no-campaign-is-called-so", "/live/templates?q=no-template-is-called-so", "/live/search?q=nothing-is-called-so"]) {
    await at("wide").goto(path);
    await expect(at("wide").getByRole("main").getByText(/\b(no|nobody|nothing|none)\b/i).filter({ visible: true }).first()).toBeVisible();
  }
});

test("a picture that leads nowhere is told by its name, and nothing is fetched for it", async () => {
  const page = at("wide");
  const { rows } = await seeded.database.query<{ id: string; url: string }>("select id, content->'header'->>'url' as url from template where content->'header'->>'kind' = 'image' limit 1");
  const [template] = rows;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  await page.goto(`/live/templates/${template?.id}`);
  const file = template?.url.split("/").at(-1) ?? "no picture";
  await expect(page.getByRole("figure", { name: "The message on the phone" }).getByText(file)).toBeVisible();
  await untilQuiet(page);
  expect(asked.filter((origin) => origin !== new URL(seeded.app.url).origin && !origin.startsWith("null"))).toEqual([]);
});

const LONG = "x".repeat(5_000);
const NONSENSE = [
  `page=-1&sort=drop&dir=sideways&columns=%27%3B--&state=nowhere&status=nowhere&category=x&list=not-an-id&show=nothing&why=me&launched=x&after=%27%20or%201%3D1&before=x&q=${encodeURIComponent("<script>document.title='taken over'</script>")}`,
  `page=99999999999999999999&q=${LONG}&sort=${LONG}&after=${"9".repeat(400)}`,
  "page=1&page=2&q=a&q=b&list=&list=&sort=name&sort=name&state=draft&state=draft",
  "q=%00%F0%9F%98%80%E2%80%AE&after=%00&page=%00&list=%00&hide=%00",
];

test("an address full of nonsense still gives the page", async () => {
  const page = at("narrow");
  const { campaigns, contacts, senders } = seeded.live;
  const paths = ["overview", "campaigns", "templates", "senders", "audience", "audience/lists", "audience/imports", "audience/imports/new", "campaigns/new", "search", `campaigns/${campaigns.completed}`, `campaigns/${campaigns.draft}/compose/template`, `senders/${senders.online}`, `audience/contacts/${contacts.reachable}`];
  const found: string[] = [];
  for (const path of paths) {
    for (const [index, query] of NONSENSE.entries()) {
      const answer = await page.goto(`/live/${path}?${query}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const [heading, title, overflow] = [await page.getByRole("heading", { level: 1 }).innerText(), await page.title(), await overflowOf(page)];
      if (answer?.status() !== 200 || /could not be shown|Not found|nothing here/.test(heading) || title === "taken over" || overflow !== null) found.push(`/live/${path} with nonsense ${index}: ${answer?.status()} ${heading} ${overflow ?? ""}`);
    }
  }
  expect(found).toEqual([]);
});

test("an address that leads nowhere says so, whatever it is made of", async () => {
  const page = at("narrow");
  for (const path of ["/live/campaigns/drop", "/live/campaigns/%00", "/live/senders/1", "/live/audience/contacts/99999999999999999999", "/live/audience/imports/x", "/live/templates/%F0%9F%98%80", `/${LONG.slice(0, 300)}/overview`]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByText(/nothing (here|at this address)/i).first()).toBeVisible();
  }
});
