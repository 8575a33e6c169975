import { expect, test } from "vitest";
import { z } from "zod";
import { parseForm, refused, textField } from "./form-state.ts";

const Schema = z.object({ email: z.string().min(1, "Type your e-mail address."), secretPassword: z.string().min(1, "Type your password.") });

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test("what was typed comes back with the error beside its field, and secrets never do", () => {
  const parsed = parseForm(Schema, form({ email: "", secretPassword: "hunter2", $ACTION_ID: "x" }));
  expect(parsed).toEqual({ ok: false, state: { message: null, errors: { email: "Type your e-mail address." }, values: { email: "" } } });
  expect(JSON.stringify(refused("No.", form({ email: "ana@example.com", secretPassword: "hunter2" })))).not.toContain("hunter2");
});

test("a form that fits is the input, without the fields that belong to the framework", () => {
  expect(parseForm(Schema, form({ email: "ana@example.com", secretPassword: "x", $ACTION_ID: "x" }))).toEqual({ ok: true, input: { email: "ana@example.com", secretPassword: "x" } });
});

test("whatever else is sent in the place of a form holds nothing", () => {
  for (const other of [null, undefined, 1, "account", [], { get: 1, account: "live" }, { __proto__: null }, Number.NaN]) {
    // An action can be called with anything: what its parameter is declared as binds nobody outside.
    const sent = other as unknown as FormData;
    expect(textField(sent, "account")).toBe("");
    expect(parseForm(Schema, sent)).toMatchObject({ ok: false, state: { values: {} } });
    expect(refused("No.", sent)).toMatchObject({ message: "No.", values: {} });
  }
});

test("a field that is missing or a file reads as an empty text", () => {
  const data = form({ account: "live" });
  data.set("file", new File(["x"], "x.txt"));
  expect([textField(data, "account"), textField(data, "file"), textField(data, "nothing")]).toEqual(["live", "", ""]);
});
