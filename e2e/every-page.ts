/** Every page of the console as data, for whoever looks at all of them: pictures, accessibility, speed. */
import type { AccountFacts, Facts } from "#lib/db/seed-facts.ts";

export { type Facts, findFacts } from "#lib/db/seed-facts.ts";

export const SCENARIOS = ["empty", "quiet-day", "mid-campaign", "disaster"] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

export type EveryPage = {
  /** Fit for a file name, and unique within a scenario. */
  name: string;
  path: string;
  /** Looked at by somebody who is not signed in. */
  signedOut?: boolean;
  /** It says that there is nothing here, and may answer 404. */
  missing?: boolean;
};

const NOWHERE = "00000000-0000-4000-8000-000000000000";

/** Every page that a scenario has something of its own to show on. What looks alike in all of them comes with the empty one alone. */
export function pagesOf(scenario: ScenarioName, facts: Facts): EveryPage[] {
  // The live account comes first; the sandbox shows what is different there.
  const accounts = Object.values(facts).toSorted((one, other) => one.kind.localeCompare(other.kind) || one.slug.localeCompare(other.slug));
  const own = accounts.flatMap((account) => accountPages(account, scenario).map((page) => ({ ...page, name: `${account.slug}-${page.name}`, path: `/${account.slug}${page.path}` })));
  const met = scenario === "disaster" && accounts.some(({ mostOf }) => mostOf.failed) ? MET : [];
  return [...(scenario === "empty" ? COMMON : []), ...met, ...own].filter((page, index, all) => all.findIndex(({ path, signedOut }) => path === page.path && signedOut === page.signedOut) === index);
}

const COMMON: EveryPage[] = [
  { name: "sign-in", path: "/sign-in", signedOut: true },
  { name: "sign-in-first", path: "/live/campaigns", signedOut: true },
  { name: "invitation-over", path: "/invitation/used-up", signedOut: true },
  { name: "help", path: "/help" },
  { name: "help-found", path: "/help?q=sandbox" },
  { name: "help-nothing", path: "/help?q=nothing-is-said-of-it" },
  { name: "help-playbook", path: "/help/playbook" },
  { name: "help-playbook-nothing", path: "/help/playbook?q=nothing-is-said-of-it" },
  { name: "help-errors", path: "/help/errors" },
  { name: "help-errors-filtered", path: "/help/errors?q=template&reaction=hold-template" },
  { name: "help-errors-nothing", path: "/help/errors?q=63999" },
  { name: "help-error-63016", path: "/help/errors/63016" },
  { name: "help-error-63018", path: "/help/errors/63018" },
  { name: "help-error-unknown", path: "/help/errors/63999" },
  { name: "help-error-not-found", path: "/help/errors/nonsense", missing: true },
  { name: "not-found", path: "/nowhere/at/all", missing: true },
];

/** A code that messages of this scenario failed with. */
const MET: EveryPage[] = [{ name: "help-error-met", path: "/help/errors/63024" }];

function accountPages(account: AccountFacts, scenario: ScenarioName): EveryPage[] {
  const isLive = account.kind === "live";
  const alike = scenario === "empty" && isLive;
  const changed = alike || scenario === "disaster";
  return [
    ...frontPages(account),
    ...composerPages(account),
    ...reportPages(account),
    ...(isLive && scenario !== "mid-campaign" ? peoplePages(account) : []),
    ...(isLive ? importPages(account) : []),
    ...(isLive && changed ? each(account.templates, (status, id) => ({ name: `template-${status}`, path: `/templates/${id}` })) : []),
    ...each(account.senders, (status, id) => ({ name: `sender-${status}`, path: `/senders/${id}` })),
    ...each(account.senders, (status, id) => (status === "offline" ? null : { name: `sender-books-${status}`, path: `/senders/${id}/books` })),
    ...(isLive && scenario === "quiet-day" ? [{ name: "access", path: "/access" }, { name: "record", path: "/record" }] : []),
    ...(alike ? FORMS : []),
  ];
}

/** The pages that the navigation leads to, and their tabs. */
function frontPages({ campaigns, kind }: AccountFacts): EveryPage[] {
  const narrowed = kind === "live" ? each(campaigns, (state) => ({ name: `campaigns-${state}`, path: `/campaigns?state=${state}` })) : [];
  return [
    { name: "overview", path: "/overview" },
    { name: "campaigns", path: "/campaigns" },
    ...narrowed,
    { name: "templates", path: "/templates" },
    { name: "senders", path: "/senders" },
    { name: "decisions", path: "/decisions" },
    { name: "attention", path: "/attention" },
    { name: "changes", path: "/settings/changes" },
    { name: "contacts", path: "/audience" },
    { name: "lists", path: "/audience/lists" },
    { name: "imports", path: "/audience/imports" },
  ];
}

const FORMS: EveryPage[] = [
  { name: "access", path: "/access" },
  { name: "record", path: "/record" },
  { name: "record-narrowed", path: "/record?of=invitation" },
  { name: "settings", path: "/settings" },
  { name: "search", path: "/search" },
  { name: "search-found", path: "/search?q=vo" },
  { name: "search-nothing", path: "/search?q=nothing-is-called-so" },
  { name: "campaign-new", path: "/campaigns/new" },
  { name: "import-new", path: "/audience/imports/new" },
  { name: "campaign-not-found", path: `/campaigns/${NOWHERE}`, missing: true },
  { name: "templates-none-match", path: "/templates?q=no-template-is-called-so" },
  { name: "changes-none-match", path: "/settings/changes?of=sender&kind=gone" },
];

const STEPS = ["template", "audience", "personalise", "schedule", "review"];

function composerPages({ campaigns }: AccountFacts): EveryPage[] {
  const draft = campaigns.draft;
  return draft ? STEPS.map((step) => ({ name: `compose-${step}`, path: `/campaigns/${draft}/compose/${step}` })) : [];
}

/** Numbers of the report that have a list of their own behind them. */
const VIEWS = ["failed", "left-out", "unknown"];

function reportPages({ campaigns, kind, longestName, mostOf }: AccountFacts): EveryPage[] {
  const reports = each(campaigns, (state, id) => (state === "draft" ? null : { name: `report-${state}`, path: `/campaigns/${id}` }));
  if (kind !== "live") return reports;
  const { completed } = campaigns;
  const views = completed ? VIEWS.map((view) => ({ name: `report-completed-${view}`, path: `/campaigns/${completed}?show=${view}` })) : [];
  const most = each(mostOf, (ending, id) => ({ name: `report-most-${ending}`, path: `/campaigns/${id}` }));
  return [...reports, ...views, ...most, ...(longestName ? [{ name: "report-longest-name", path: `/campaigns/${longestName}` }] : [])];
}

function peoplePages({ contacts, largestList }: AccountFacts): EveryPage[] {
  if (Object.keys(contacts).length === 0) return [];
  return [
    ...each(contacts, (standing, id) => ({ name: `contact-${standing}`, path: `/audience/contacts/${id}` })),
    { name: "contacts-none-match", path: "/audience?q=nobody-is-called-so" },
    ...(contacts["opted-out"] ? [{ name: "contacts-opted-out", path: "/audience?standing=opted-out" }] : []),
    ...(largestList ? [{ name: "contacts-of-a-list", path: `/audience?list=${largestList}` }] : []),
  ];
}

function importPages({ imports, worstImport }: AccountFacts): EveryPage[] {
  return [
    ...each(imports, (state, id) => ({ name: `import-${state}`, path: `/audience/imports/${id}` })),
    ...(worstImport ? [{ name: "import-worst", path: `/audience/imports/${worstImport}` }] : []),
  ];
}

function each(ids: Partial<Record<string, string>>, page: (kind: string, id: string) => EveryPage | null): EveryPage[] {
  return Object.entries(ids).flatMap(([kind, id]) => (id === undefined ? [] : (page(kind, id) ?? [])));
}
