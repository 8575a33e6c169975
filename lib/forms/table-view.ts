/** How a table is looked at, as its address says it: by what it is sorted and which columns are left out. */
import { addressOf, type SearchParams } from "./search-params.ts";

export type Sort = { by: string; descending: boolean };
export type TableView = { sort: Sort; hidden: string[] };

/** What may be asked of a table. Its first look is not written into the address. */
export type TableShape = { sortable: string[]; hideable: string[]; first: TableView };

type ShapedColumn = { key?: string; sortable?: boolean; essential?: boolean; extra?: boolean };

/** No address names more columns than this. */
const COLUMNS_MAX = 50;
/** Stands for “no column at all” where some are left out at first. */
const NONE = "none";

/** The columns say what may be sorted and hidden; `sort` is the first order, such as “-created”. */
export function shapeOf(columns: readonly ShapedColumn[], sort: string): TableShape {
  const keyed = columns.flatMap(({ key, ...column }) => (key === undefined ? [] : [{ key, ...column }]));
  const hideable = keyed.filter((column) => !column.essential).map(({ key }) => key);
  const hidden = keyed.filter((column) => column.extra && !column.essential).map(({ key }) => key);
  return { sortable: keyed.filter((column) => column.sortable).map(({ key }) => key), hideable, first: { sort: sortIn(sort), hidden } };
}

/** Reads `sort` and `hide`. Names that the table does not know are as if they were not there. */
export function tableViewIn(search: SearchParams, shape: TableShape): TableView {
  const asked = typeof search.sort === "string" ? sortIn(search.sort) : null;
  return { sort: asked !== null && shape.sortable.includes(asked.by) ? asked : shape.first.sort, hidden: hiddenIn(search.hide, shape) };
}

function sortIn(text: string): Sort {
  return text.startsWith("-") ? { by: text.slice(1), descending: true } : { by: text, descending: false };
}

function hiddenIn(value: string | string[] | undefined, shape: TableShape): string[] {
  if (typeof value !== "string") return shape.first.hidden;
  const named = value.split(",", COLUMNS_MAX);
  const known = shape.hideable.filter((key) => named.includes(key));
  return known.length === 0 && value !== NONE ? shape.first.hidden : known;
}

/** The two parameters of a view, null where the address need not say it. */
export function viewParameters({ sort, hidden }: TableView, { first }: TableShape): { sort: string | null; hide: string | null } {
  const text = (sort.descending ? "-" : "") + sort.by;
  const firstText = (first.sort.descending ? "-" : "") + first.sort.by;
  const [left, usual] = [hidden.join(","), first.hidden.join(",")];
  return { sort: text === firstText ? null : text, hide: left === usual ? null : left || NONE };
}

/** The addresses that lead from one view to the next. */
export type TableAddresses = {
  /** In another order, from the first page on. */
  sorted: (sort: Sort) => string;
  /** With a column more, or one less, on the page that is shown. */
  toggled: (key: string) => string;
  /** With other filters, from the first page on; null takes one away. */
  filtered: (changes: Record<string, string | null>) => string;
  /** With no filter at all, in the same order and with the same columns. */
  unfiltered: string;
  /** What a form that asks by address must keep besides its own fields. */
  kept: (own: string[]) => Record<string, string>;
};

type Standing = {
  path: string;
  shape: TableShape;
  view: TableView;
  /** Filters: what else the address asks for. */
  filters?: Record<string, string | null>;
  /** Where the reader is in the list: the cursor or the page. Gone after a change of order or filter. */
  place?: Record<string, string | number | null>;
};

export function tableAddresses({ path, shape, view, filters = {}, place = {} }: Standing): TableAddresses {
  const looks = viewParameters(view, shape);
  return {
    sorted: (sort) => addressOf(path, { ...filters, ...viewParameters({ ...view, sort }, shape) }),
    toggled: (key) => addressOf(path, { ...filters, ...viewParameters({ ...view, hidden: withToggled(view.hidden, key, shape) }, shape), ...place }),
    filtered: (changes) => addressOf(path, { ...filters, ...changes, ...looks }),
    unfiltered: addressOf(path, looks),
    kept: (own) => said({ ...filters, ...looks }, own),
  };
}

function withToggled(hidden: string[], key: string, { hideable }: TableShape): string[] {
  return hideable.filter((candidate) => (candidate === key ? !hidden.includes(key) : hidden.includes(candidate)));
}

function said(parameters: Record<string, string | null>, own: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).flatMap(([name, value]) => (value === null || value === "" || own.includes(name) ? [] : [[name, value]])));
}
