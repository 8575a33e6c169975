/** The simulator's answers and its clients' requests, held against Twilio's own OpenAPI documents. */
import twilio from "twilio";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TwilioLine } from "#lib/twilio/account-client.ts";
import { fetchSenders } from "#lib/twilio/fetch-senders.ts";
import { fetchTemplates } from "#lib/twilio/fetch-templates.ts";
import { sendMessage } from "#lib/twilio/send-message.ts";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY, Rewriting } from "./testing.ts";
import { deviationsOf, judges, OPENAPI_FOLDER, OPENAPI_IS_THERE, operationOf } from "./testing-openapi.ts";
import { askForEverything } from "./testing-tour.ts";
import { type Exchange, openWitness, type Witness } from "./testing-witness.ts";

const [sandbox, live] = simulatedAccounts;

/** Departures that are right, each with its reason. One that is not met any more fails too. */
const ALLOWED: Record<string, string> = {};

/** Operations that nobody asks for, each with its reason. */
const NOT_ASKED: Record<string, string> = {
  "account_balance_usage.v2010 CreateAccount": "the accounts are those that the simulator starts with",
  "account_balance_usage.v2010 UpdateAccount": "the accounts are those that the simulator starts with",
  "account_balance_usage.v2010 ListUsageRecord": "the names of WhatsApp's categories of usage are not documented",
  "account_balance_usage.v2010 ListUsageRecordDaily": "the names of WhatsApp's categories of usage are not documented",
  "messaging_services.v1 CreatePhoneNumber": "the accounts have WhatsApp senders and no phone numbers",
  "messaging_services.v1 DeletePhoneNumber": "the accounts have WhatsApp senders and no phone numbers",
  "messaging_services.v1 FetchPhoneNumber": "the accounts have WhatsApp senders and no phone numbers",
};

if (!OPENAPI_IS_THERE) console.warn(`Twilio's OpenAPI documents are not in ${OPENAPI_FOLDER}: what the simulator says is not held against them.`);

describe.skipIf(!OPENAPI_IS_THERE)("by Twilio's own documents", () => {
  let simulator: Simulator;
  let witness: Witness;
  const operations = OPENAPI_IS_THERE ? judges() : [];
  const known = () => witness.exchanges.flatMap((exchange) => {
    const operation = operationOf(operations, exchange);
    return operation ? [{ operation, exchange }] : [];
  });

  beforeAll(async () => {
    simulator = await startSimulator(LUCKY);
    witness = await openWitness(simulator.url);
    await askForEverything({ simulator, sdk: twilio(live.sid, live.authToken, { httpClient: new Rewriting(witness.url) }), account: live });
    await askByOurClient();
  });
  afterAll(async () => {
    await witness.stop();
    await simulator.stop();
  });

  /** What the console itself asks of Twilio. */
  async function askByOurClient(): Promise<void> {
    const line = new TwilioLine(witness.url);
    for (const account of [sandbox, live]) {
      const client = line.clientFor({ accountSid: account.sid, authToken: account.authToken, apiKey: null });
      await fetchSenders(client);
      await fetchTemplates(client);
      const { phone: from } = account.senders[0] ?? { phone: "" };
      const { sid: contentSid, variables } = account.templates[0] ?? { sid: "", variables: {} };
      await sendMessage(client, { from, to: sandbox.members[0] ?? "", contentSid, variables, statusCallbackUrl: `${simulator.url}/__sim/stats` });
    }
    await line.close();
  }

  test("every request is one that they name", () => {
    const unknown = witness.exchanges.filter((exchange) => operationOf(operations, exchange) === undefined);
    expect(unknown.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test("every operation is asked for and answered with success, but for those that say why not", () => {
    const answered = new Set(known().filter(({ exchange }) => exchange.status < 300).map(({ operation }) => operation.name));
    const missing = operations.map(({ name }) => name).filter((name) => !answered.has(name));
    expect(missing).toEqual(Object.keys(NOT_ASKED));
  });

  test("every request and every answer is as they say, but for departures that say why", () => {
    const found = new Set(known().flatMap(({ operation, exchange }) => deviationsOf(operation, exchange)));
    expect([...found].toSorted()).toEqual(Object.keys(ALLOWED).toSorted());
  });

  const created = (exchange: Exchange) => exchange.method === "POST" && exchange.path.endsWith("/Messages.json") && exchange.status === 201;

  test.each<[string, (exchange: Exchange) => Partial<Exchange>, string]>([
    ["a field that nobody knows", ({ body }) => ({ body: body.replace("{", '{"mood":"fine",') }), "answer 201: must NOT have additional properties (mood)"],
    ["a field that is missing", ({ body }) => ({ body: body.replace('"num_segments"', '"segments"') }), "answer 201: must have required property 'num_segments' (num_segments)"],
    ["a date in another form", ({ body }) => ({ body: body.replace(/"date_created":"[^"]+"/, '"date_created":"2026-11-25"') }), 'answer 201/date_created: must match format "date-time-rfc-2822"'],
    ["a number where a text belongs", ({ body }) => ({ body: body.replace('"num_media":"0"', '"num_media":0') }), "answer 201/num_media: must be string"],
    ["a status that is none", ({ body }) => ({ body: body.replace('"queued"', '"waiting"') }), "answer 201/status: must be equal to one of the allowed values"],
    ["another success than the documented one", () => ({ status: 200 }), "answer: 200 is unknown"],
    ["a parameter that nobody knows", ({ requestBody }) => ({ requestBody: `${requestBody}&Mood=fine` }), "form: must NOT have additional properties (Mood)"],
    ["a parameter of another kind", ({ requestBody }) => ({ requestBody: `${requestBody}&Attempt=first` }), "form/Attempt: must be integer"],
    ["a query that nobody knows", ({ path }) => ({ path: `${path}?Mood=fine` }), "query: Mood is unknown"],
    ["a refusal of another shape", () => ({ status: 400, body: '{"code":21211}' }), "answer 400: must have required property 'message' (message)"],
  ])("%s is seen", (_what, changed, line) => {
    const exchange = witness.exchanges.find(created);
    const operation = exchange && operationOf(operations, exchange);
    expect(exchange && operation && deviationsOf(operation, { ...exchange, ...changed(exchange) })).toContain(`${operation?.name} ${line}`);
  });

  test("every answer carries Twilio's headers", () => {
    expect(witness.exchanges.length).toBeGreaterThan(operations.length);
    for (const { headers } of witness.exchanges) {
      expect(headers).toMatchObject({ "twilio-request-id": expect.stringMatching(/^RQ[0-9a-f]{32}$/), "twilio-concurrent-requests": expect.stringMatching(/^\d+$/), "twilio-request-duration": expect.stringMatching(/^\d+\.\d{3}$/) });
    }
  });
});
