import { expect, test } from "vitest";
import { zonedMoment } from "./zoned-moment.ts";

const iso = (at: Date) => at.toISOString();

test("an everyday time is one moment", () => {
  expect(zonedMoment("2027-06-01T14:30", "Europe/Berlin")).toEqual({ kind: "moment", at: new Date("2027-06-01T12:30:00Z"), offset: "+02:00" });
  expect(zonedMoment("2027-01-01T00:00", "Asia/Kathmandu")).toMatchObject({ kind: "moment", offset: "+05:45" });
  expect(zonedMoment("2027-06-01T14:30:00", "UTC")).toMatchObject({ kind: "moment", at: new Date("2027-06-01T14:30:00Z") });
});

test("a time that the clocks skip names the jump and the moment of it", () => {
  expect(zonedMoment("2027-03-28T02:30", "Europe/Berlin")).toEqual({ kind: "gap", from: "02:00", to: "03:00", next: new Date("2027-03-28T01:00:00Z") });
  expect(zonedMoment("2027-03-28T02:00", "Europe/Berlin")).toMatchObject({ kind: "gap", from: "02:00", to: "03:00", next: new Date("2027-03-28T01:00:00Z") });
  expect(zonedMoment("2027-03-28T01:59", "Europe/Berlin").kind).toBe("moment");
  expect(zonedMoment("2027-03-28T03:00", "Europe/Berlin").kind).toBe("moment");
});

test("a jump of half an hour and one of a whole day are named as they are", () => {
  expect(zonedMoment("2027-10-03T02:10", "Australia/Lord_Howe")).toMatchObject({ kind: "gap", from: "02:00", to: "02:30" });
  expect(zonedMoment("2011-12-30T12:00", "Pacific/Apia")).toMatchObject({ kind: "gap", from: "00:00", to: "00:00" });
});

test("a time that comes twice is two moments, an hour apart and in order", () => {
  const found = zonedMoment("2027-10-31T02:30", "Europe/Berlin");
  if (found.kind !== "fold") throw new Error(found.kind);
  expect([iso(found.earlier.at), found.earlier.offset]).toEqual(["2027-10-31T00:30:00.000Z", "+02:00"]);
  expect([iso(found.later.at), found.later.offset]).toEqual(["2027-10-31T01:30:00.000Z", "+01:00"]);
});

test("an offset chooses between the two, and is not asked for otherwise", () => {
  expect(zonedMoment("2027-10-31T02:30", "Europe/Berlin", "+01:00")).toEqual({ kind: "moment", at: new Date("2027-10-31T01:30:00Z"), offset: "+01:00" });
  expect(zonedMoment("2027-10-31T02:30", "Europe/Berlin", "+09:00").kind).toBe("fold");
  expect(zonedMoment("2027-06-01T14:30", "Europe/Berlin", "+09:00")).toMatchObject({ kind: "moment", offset: "+02:00" });
});

test("what is not a date, not a place, or beyond the century is not a time", () => {
  const walls = ["", "tomorrow", "2027-02-30T10:00", "2027-13-01T10:00", "2027-01-01T24:01", "2027-01-01", "2027-01-01T10:00Z", "1999-12-31T23:59", "2101-01-01T00:00", "12027-01-01T00:00"];
  expect(walls.map((wall) => zonedMoment(wall, "UTC").kind)).toEqual(walls.map(() => "not-a-time"));
  expect(zonedMoment("2027-01-01T10:00", "Mars/Olympus").kind).toBe("not-a-time");
  expect(zonedMoment("2027-01-01T10:00", "").kind).toBe("not-a-time");
  expect(["2000-01-01T00:00", "2100-12-31T23:59"].map((wall) => zonedMoment(wall, "UTC").kind)).toEqual(["moment", "moment"]);
});
